"""Lists of schools: all of them, the districts, and one page for every district of the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from qiangxiao.catalog.catalog import Entry, School, newest_first
from qiangxiao.records.case import CASE
from qiangxiao.records.district import DISTRICT, DistrictPlan
from qiangxiao.records.district_news import DISTRICT_NEWS
from qiangxiao.records.program import District
from qiangxiao.records.school import SCHOOL
from qiangxiao.records.update import UPDATE
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Crumb, Page
from qiangxiao.rendering.pages.listing import Choice, Tile, district_words, feed, schools_by_district, tiles
from qiangxiao.rendering.search_facets import Card, describe_for_search
from qiangxiao.rendering.views import row
from qiangxiao.selection.school_facts import school_facts
from qiangxiao.sources.tree import Element, Parts, element, rewrite, write_html

_UPDATES = 8  # newest of one district
_CASES = 6  # newest of one district


def pages(site: Site) -> Iterator[Page]:
    """Yield the index of schools, the index of districts and every district's page."""
    places = tiles(site)
    schools = schools_by_district(site)
    yield _schools(site, places)
    yield _districts(site, places, schools)
    for at, tile in enumerate(places):
        earlier = places[at - 1] if at else None
        later = places[at + 1] if at + 1 < len(places) else None
        yield _district(site, places, tile, schools[tile.district.id], earlier, later)


def _schools(site: Site, places: Sequence[Tile]) -> Page:
    address = "schools/"
    choices = [Choice(tile.district.name, tile.address, tile.count) for tile in places if tile.count]
    markdown = site.templates.render(
        "schools.j2",
        address,
        site=site,
        choices=choices,
        schools=site.edition.schools,
        has_homework=any(school_facts(site.edition, school).homework for school in site.edition.schools),
    )
    return Page(
        address,
        "实验校",
        markdown,
        description="按区县查实验校：建设状态、支持学校、进展和案例。",
        crumbs=site.crumbs(("学校", None)),
        as_of=site.edition.as_of,
        feeds=(feed("全部更新", "all"),),
        search=describe_for_search(
            "家门口的公办初中，按区县查实验校。",
            kind=SCHOOL.short_name,
            aliases=("学校", "全部学校", "学校名单"),
        ),
        is_wide=True,
    )


def _districts(site: Site, places: Sequence[Tile], schools: Mapping[str, tuple[School, ...]]) -> Page:
    address = "districts/"
    markdown = site.templates.render("districts.j2", address, site=site, tiles=places, schools=schools)
    names = "、".join(tile.district.name for tile in places)
    city = site.edition.catalog.program.city
    return Page(
        address,
        "区县",
        markdown,
        description=f"{city}各区县的强校工程：实验校、实施方案、最近进展。",
        crumbs=site.crumbs(("区县", None)),
        as_of=site.edition.as_of,
        search=describe_for_search(names, kind=DISTRICT.short_name),
        is_wide=True,
    )


def _district(
    site: Site,
    places: Sequence[Tile],
    tile: Tile,
    schools: tuple[School, ...],
    earlier: Tile | None,
    later: Tile | None,
) -> Page:
    edition, district = site.edition, tile.district
    ids = {school.id for school in schools}
    mine = [entry for entry in edition.all(UPDATE) if "/".join(entry.id.split("/")[:2]) in ids]
    cases = [entry for entry in edition.all(CASE) if "/".join(entry.id.split("/")[:2]) in ids]
    news = [told for told in edition.all(DISTRICT_NEWS) if told.id.startswith(f"{district.id}/")]
    news.sort(key=newest_first)
    entry = edition.catalog.districts.get(district.id)
    markdown = site.templates.render(
        "district.j2",
        tile.address,
        site=site,
        district=district,
        plan=entry.record if entry else None,
        body=_full_text(entry),
        schools=schools,
        tiles=places,
        updates=mine[:_UPDATES],
        update_count=len(mine),
        cases=cases[:_CASES],
        case_count=len(cases),
        news=[row(site, told) for told in news[:_UPDATES]],
    )
    dates = [entry.record.as_of] if entry else []
    dates += [found.record.date for found in (*mine[:1], *cases[:1])]
    dates += [told.record.date for told in news[:1]]
    return Page(
        tile.address,
        district.name,
        markdown,
        description=f"{district.name}的强校工程：{tile.count} 所实验校，实施方案、经费、督导和最近进展。",
        crumbs=site.crumbs(("区县", "districts/"), (district.name, None)),
        as_of=edition.as_of,
        updated_on=max(dates, default=None),
        previous=Crumb(earlier.district.name, earlier.address) if earlier else None,
        next=Crumb(later.district.name, later.address) if later else None,
        neighbour_labels=("上一个区县", "下一个区县"),
        feeds=(feed(f"{district.name}的更新", f"districts/{district.id}"),),
        search=describe_for_search(
            "。".join(_searched_words(district, entry, schools)),
            kind=DISTRICT.short_name,
            district=district.name,
            aliases=district_words(district, edition.catalog.program.city),
            card=Card(
                links=tuple(
                    (school.name, site.school_address(school), school.profile.record.status.value)
                    for school in schools
                    if school.profile
                )
            ),
        ),
    )


def _searched_words(
    district: District, entry: Entry[DistrictPlan] | None, schools: Sequence[School]
) -> Iterator[str]:
    yield f"{district.name}公办初中强校工程"
    if schools:
        yield f"{district.name}的学校：" + "、".join(school.name for school in schools)
    if entry is None:
        return
    record = entry.record
    if record.implementation_plan:
        yield record.implementation_plan.title
    if entry.body:
        yield entry.body.text
    for round_ in record.supervision:
        yield from filter(None, (round_.focus, round_.findings))
    yield from (cluster.name for cluster in (record.enrolment.clusters if record.enrolment else ()))


def _full_text(entry: Entry[DistrictPlan] | None) -> Markup:
    """Return the plan's full text, its headings in bold: it is folded up below a heading of the page."""
    if entry is None or entry.body is None or not entry.body.text.strip():
        return Markup()

    def embolden(title: Element) -> Parts:
        return (element("p", element("strong", *title.children)),)

    parts = rewrite(entry.body.blocks, dict.fromkeys(("h2", "h3", "h4"), embolden))
    return Markup(f'<div class="qx-body">{write_html(parts)}</div>')
