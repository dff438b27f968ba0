"""The bulletin 《工作动态》: the index of issues and one page an issue. Drafts are nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.base import Correction
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.kinds.bulletin import number_of
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages.listing import feed
from qiangxiao.rendering.search_facets import Card, describe_for_search
from qiangxiao.rendering.view import Row
from qiangxiao.rendering.views import row, rows

_NEWEST = 3  # issues that stand on top with their contents


def pages(site: Site) -> Iterator[Page]:
    """Yield the index and every published issue."""
    yield _index(site)


def _index(site: Site) -> Page:
    address = "bulletins/"
    by_year = [
        (year, [_line(site, entry) for entry in group])
        for year, group in groupby(site.edition.all(BULLETIN), key=lambda entry: number_of(entry).year)
    ]
    newest = [row(site, entry) for entry in site.edition.all(BULLETIN)[:_NEWEST]]
    markdown = site.templates.render(
        "bulletins.j2", address, site=site, by_year=by_year, newest=newest[0].address if newest else ""
    )
    return Page(
        address,
        BULLETIN.label,
        markdown,
        description="定期编发的简报：每一期把这段时间的进展、案例和活动集中起来。",
        crumbs=site.crumbs((BULLETIN.label, None)),
        as_of=site.edition.as_of,
        updated_on=site.edition.all(BULLETIN)[0].record.date if site.edition.all(BULLETIN) else None,
        feeds=(feed(BULLETIN.label, "bulletins"),),
        search=describe_for_search(
            "定期编发的简报，每一期有网页和 PDF。",
            kind=BULLETIN.label,
            aliases=("最新一期", "简报", "最新工作动态"),
            card=Card(links=tuple((line.title, line.address, line.source) for line in newest)),
        ),
    )


@dataclass(frozen=True, slots=True)
class IssueLine:
    """One issue in the index: its line, whether it is a
    supplement, what is in it, how often it was corrected.
    """

    row: Row
    is_supplement: bool
    contents: tuple[tuple[str, int], ...]
    corrections: tuple[Correction, ...]


def _line(site: Site, entry: Entry[BulletinIssue]) -> IssueLine:
    contents = tuple(
        (part.name, len(found)) for part in entry.record.sections if (found := rows(site, part.items))
    )
    return IssueLine(row(site, entry), entry.record.is_supplement, contents, entry.record.corrections)
