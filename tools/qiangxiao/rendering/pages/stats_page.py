"""What was contributed, printed and used by others, by year, month, district, measure and school."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.program import District
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.count_charts import Bars, Columns, draw_bars, draw_columns
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.search_facets import describe_for_search
from qiangxiao.selection.contribution_counts import (
    Counted,
    count_adopted_of,
    count_by_district,
    count_by_measure,
    count_by_month,
)
from qiangxiao.selection.contributions import (
    Contribution,
    Owner,
    contribution_years,
    list_owners,
    total,
)


@dataclass(frozen=True, slots=True)
class Part:
    """The numbers of one year, or of all years together."""

    title: str
    anchor: str
    total: Contribution
    adopted: Counter[str]
    districts: tuple[tuple[District, Contribution, tuple[Owner, ...]], ...]
    months: tuple[Counted, ...]
    measures: tuple[Counted, ...]
    drawn: tuple[tuple[str, Columns | Bars], ...]

    @property
    def most(self) -> int:
        """The largest number of one school or office."""
        owners = (owner.found for _, _, owners in self.districts for owner in owners)
        return max((max(found.submitted, found.printed) for found in owners), default=0)


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of contributions."""
    edition = site.edition
    address = "stats/"
    years = contribution_years(edition)
    parts = [_part(site, f"{year} 年", f"y{year}", year) for year in years]
    if len(years) > 1:
        parts.append(_part(site, "历年合计", "all", None))
    markdown = site.templates.render(
        "stats.j2",
        address,
        site=site,
        parts=parts,
        with_news=any(part.total.news or part.total.printed_news for part in parts),
        points=edition.catalog.program.contribution_points,
    )
    yield Page(
        address,
        "报送与采用",
        markdown,
        description="各校发布的进展和案例，以及《工作动态》采用了多少，按年、月、区县、措施和学校统计。",
        crumbs=site.crumbs((BULLETIN.label, "bulletins/"), ("报送与采用", None)),
        as_of=edition.as_of,
        search=describe_for_search(
            "报送与采用统计。采用率。", kind="落实情况", keywords=("统计", "采用", "报送", "投稿")
        ),
    )


def _part(site: Site, title: str, anchor: str, year: int | None) -> Part:
    edition = site.edition
    owners = list_owners(edition, year)
    districts = []
    for district, group in groupby(owners, attrgetter("district")):
        mine = tuple(group)
        districts.append((district, total(owner.found for owner in mine), mine))
    months = count_by_month(edition, year) if year is not None else ()
    measures = count_by_measure(edition, year)
    drawn = (
        ("月份", draw_columns(months)),
        ("措施", draw_bars(measures)),
        ("区县", draw_bars(count_by_district(edition, year))),
    )
    return Part(
        title,
        anchor,
        total(owner.found for owner in owners),
        count_adopted_of(edition, year),
        tuple(districts),
        months,
        measures,
        tuple((name, drawing) for name, drawing in drawn if drawing),
    )
