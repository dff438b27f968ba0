"""What was contributed and what of it was printed, by year, district and school."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qiangxiao.catalog.catalog import School
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.program import District
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.search_facets import describe_for_search
from qiangxiao.selection.contributions import Contribution, contribution_years, contributions, total

Numbers = tuple[School, Contribution]


@dataclass(frozen=True, slots=True)
class Part:
    """The numbers of one year, or of all years together, by district."""

    title: str
    anchor: str
    total: Contribution
    districts: tuple[tuple[District, Contribution, tuple[Numbers, ...]], ...]


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of contributions."""
    edition = site.edition
    address = "stats/"
    years = contribution_years(edition)
    parts = [_part(site, f"{year} 年", f"y{year}", year) for year in years]
    if len(years) > 1:
        parts.append(_part(site, "历年合计", "all", None))
    markdown = site.templates.render(
        "stats.j2", address, site=site, parts=parts, points=edition.catalog.program.contribution_points
    )
    yield Page(
        address,
        "报送与采用",
        markdown,
        description="各校发布的进展和案例，以及《工作动态》采用了多少，按年、区县和学校统计。",
        crumbs=site.crumbs((BULLETIN.label, "bulletins/"), ("报送与采用", None)),
        as_of=edition.as_of,
        search=describe_for_search(
            "报送与采用统计。采用率。", kind="落实情况", keywords=("统计", "采用", "报送", "投稿")
        ),
    )


def _part(site: Site, title: str, anchor: str, year: int | None) -> Part:
    found = contributions(site.edition, year)
    districts = []
    for district in site.edition.catalog.program.districts:
        mine = tuple(pair for pair in found if pair[0].district_id == district.id)
        if mine:
            districts.append((district, total(mine), mine))
    return Part(title, anchor, total(found), tuple(districts))
