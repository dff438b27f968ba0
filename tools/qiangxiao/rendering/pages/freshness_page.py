"""Is the site alive: the self-check that inspectors of
government sites make, computed from the pages themselves.

The usual demands (public notices on the inspection of government sites; every limit is a threshold of the
program): the front page and columns of news updated within two weeks, other columns within six months, no
empty column, and a page without a date counts as not updated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qiangxiao.foundation.vocabulary import PublishingPeriod
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.case import CASE
from qiangxiao.records.event import EVENT
from qiangxiao.records.featured import FEATURED
from qiangxiao.records.program import Program
from qiangxiao.records.update import UPDATE
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page

ADDRESS = "freshness/"
_PERIOD_DAYS = {PublishingPeriod.WEEK: 7, PublishingPeriod.MONTH: 31, PublishingPeriod.SEMESTER: 184}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the site (栏目): how many dated pages it has, the newest day and the limit in days."""

    title: str
    address: str
    page_count: int
    newest: date | None
    limit: int
    as_of: date

    @property
    def age(self) -> int | None:
        """Days since the newest page; None when no page has a date."""
        return None if self.newest is None else (self.as_of - self.newest).days

    @property
    def fault(self) -> str:
        """What an inspector would object to, or the empty string."""
        if not self.page_count:
            return "空栏目"
        if self.age is None:
            return "没有日期，按未更新计"
        return f"已 {self.age} 天没有更新，要求 {self.limit} 天以内" if self.age > self.limit else ""


@dataclass(frozen=True, slots=True)
class Freshness:
    """The self-check of a whole site."""

    columns: tuple[Column, ...]
    undated: tuple[Page, ...]
    """Public pages that show no date at all."""

    @property
    def fault_count(self) -> int:
        """Number of things an inspector would object to."""
        return sum(bool(column.fault) for column in self.columns) + len(self.undated)


def freshness(pages: Sequence[Page], program: Program, as_of: date) -> Freshness:
    """Judge the pages of a site on a day."""
    limits = program.thresholds
    news, notices = limits.news_max_days, limits.notice_max_days
    bulletin = max(news, _PERIOD_DAYS[program.periods.bulletin])
    featured = max(news, _PERIOD_DAYS[program.periods.featured])
    wanted = (
        ("首页", "", news),
        (UPDATE.label, "updates/", news),
        (BULLETIN.label, "bulletins/", bulletin),
        (FEATURED.label, "featured/", featured),
        (CASE.label, "cases/", notices),
        (EVENT.short_name, "events/", notices),
        ("政策", "policy/", notices),
        ("指南", "guide/", notices),
    )
    public = [page for page in pages if not page.is_hidden_from_engines]
    return Freshness(
        tuple(_column(title, address, limit, public, as_of) for title, address, limit in wanted),
        tuple(page for page in public if page.as_of is None and page.updated_on is None),
    )


def _column(title: str, address: str, limit: int, pages: Sequence[Page], as_of: date) -> Column:
    mine = [page for page in pages if page.address.startswith(address)]
    # Lists of updates and cases are a column's pages too: their own date is that of their newest entry.
    dates = [page.updated_on for page in mine if page.updated_on is not None and page.updated_on <= as_of]
    # Pages made from data, as those on the policy, need no writing anew: they say 截至 a day instead.
    dates = dates or [page.as_of for page in mine if page.as_of is not None]
    count = len(mine) if address == "policy/" else sum(page.address != address for page in mine)
    return Column(title, address, count, max(dates, default=None), limit, as_of)


def page(site: Site, pages: Sequence[Page]) -> Page:
    """Return the page of the self-check; `pages` is every other page of the site."""
    edition = site.edition
    found = freshness(pages, edition.catalog.program, edition.as_of)
    markdown = site.templates.render("freshness.j2", ADDRESS, site=site, found=found)
    return Page(
        ADDRESS,
        "更新自查",
        markdown,
        description="首页和各栏目多久没有更新，有没有空栏目和没有日期的页面。",
        crumbs=site.crumbs(("落实情况", "coverage/"), ("更新自查", None)),
        as_of=edition.as_of,
        is_hidden_from_engines=True,
    )
