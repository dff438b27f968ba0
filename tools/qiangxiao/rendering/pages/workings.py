"""How the program works as a whole, from the same data: pairs, means, supervision, coordination, press.

A page says of every line whose data it is and of which day, and names the clauses behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qiangxiao.catalog.catalog import School
from qiangxiao.foundation.vocabulary import FlowDirection, NewsCategory
from qiangxiao.records.district import DistrictPlan, Supervision
from qiangxiao.records.policy import Clause
from qiangxiao.records.program import District, Program, ProgramFunding
from qiangxiao.records.support import SUPPORT, Flow, Partnership
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages.listing import schools_by_district
from qiangxiao.rendering.pages.news import newest_news
from qiangxiao.rendering.search_facets import describe_for_search
from qiangxiao.rendering.views import row
from qiangxiao.selection.requirements import eligible_by_service

_KIND = "政策"
TITLES: Mapping[str, str] = {
    "support-schools/": "结对一览",
    "assurance/": "经费、奖励和招生",
    "supervision/": "督政与督导",
    "coordination/": "统筹与跟踪研究",
    "publicity/": "宣传报道",
}
"""Their addresses and titles, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A pilot school and who supports it, with what went either way and the day of the data."""

    school: School
    partnership: Partnership | None
    has_ended: bool
    into: tuple[Flow, ...]
    out: tuple[Flow, ...]
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Serving:
    """How many serve a school full time, and how many of them so long that they are preferred."""

    school: School
    now: int
    long: int
    as_of: date


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages."""
    yield _pairs(site)
    yield _assurance(site)
    yield _supervision(site)
    yield _coordination(site)
    yield _publicity(site)


def clauses_behind(site: Site, names: Iterable[str]) -> tuple[Clause, ...]:
    """Return the clauses of which a requirement looks at one of the places, or on which a check rests."""
    policy, wanted = site.edition.catalog.policy, tuple(names)
    found = {demand.clause for demand in policy.requirements if demand.look.startswith(wanted)}
    found |= {clause.id for clause in policy.clauses if set(clause.checks) & set(wanted)}
    return tuple(clause for clause in policy.clauses if clause.id in found)


def _page(
    site: Site,
    address: str,
    description: str,
    looks: Sequence[str],
    aliases: Sequence[str],
    **values: Any,
) -> Page:
    title = TITLES[address]
    template = f"{address.rstrip('/').replace('-', '_')}.j2"
    clauses = clauses_behind(site, looks)
    markdown = site.templates.render(template, address, site=site, title=title, clauses=clauses, **values)
    return Page(
        address,
        title,
        markdown,
        description=description,
        crumbs=site.crumbs(("落实情况", "coverage/"), (title, None)),
        as_of=site.edition.as_of,
        search=describe_for_search(description, kind=_KIND, aliases=tuple(aliases)),
        is_wide=True,
    )


def _pairs(site: Site) -> Page:
    told = {
        site.edition.district_name(district_id): [_pair(school, site.edition.as_of) for school in schools]
        for district_id, schools in schools_by_district(site).items()
        if schools
    }
    return _page(
        site,
        "support-schools/",
        "哪所学校由谁支持：支持学校、支持方式、从哪天开始、两校之间来往了什么。",
        ("support.partnership", "support.flows"),
        ("结对", "支持学校", "谁在帮", "帮扶", "对口支援"),
        told=told,
    )


def _pair(school: School, as_of: date) -> Pair:
    support = school.record(SUPPORT)
    if support is None:
        return Pair(school, None, False, (), (), None)
    begun = [flow for flow in support.flows if flow.since is None or flow.since <= as_of]
    into = tuple(flow for flow in begun if flow.direction is FlowDirection.IN)
    out = tuple(flow for flow in begun if flow.direction is FlowDirection.OUT)
    partnership = support.partnership
    has_ended = partnership is not None and not partnership.is_active(as_of)
    return Pair(school, partnership, has_ended, into, out, support.as_of)


def _assurance(site: Site) -> Page:
    program = site.edition.catalog.program
    return _page(
        site,
        "assurance/",
        "市里的专项经费用在哪里，区县的投入是否高于同类学校，有哪些奖励，招生怎样安排，多少人长期在实验校任教。",
        ("program.funding", "district.funding", "district.rewards", "district.enrolment", "support.service"),
        ("经费", "专项经费", "奖励", "指标到校", "招生", "保障"),
        uses=_uses(program),
        districts=_districts(site),
        serving=_serving(site),
        years=program.thresholds.full_time_service_years,
    )


def _uses(program: Program) -> Mapping[int, Sequence[ProgramFunding]]:
    """Return the uses of the city's money by year, newest year first."""
    found: dict[int, list[ProgramFunding]] = defaultdict(list)
    for share in program.funding:
        found[share.year].append(share)
    return {year: found[year] for year in sorted(found, reverse=True)}


def _districts(site: Site) -> Sequence[tuple[District, DistrictPlan | None]]:
    """Return the districts that have a school, with what they filed."""
    schools, filed = schools_by_district(site), site.edition.catalog.districts
    return [
        (district, entry.record if (entry := filed.get(district.id)) else None)
        for district in site.edition.catalog.program.districts
        if schools[district.id]
    ]


def _serving(site: Site) -> Sequence[Serving]:
    as_of, years = site.edition.as_of, site.edition.catalog.program.thresholds.full_time_service_years
    found = []
    for school in site.edition.schools:
        support = school.record(SUPPORT)
        if support is not None and support.full_time_service:
            now = len({one.code for one in support.full_time_service if one.is_active(as_of)})
            long = len(eligible_by_service(support, years, as_of))
            found.append(Serving(school, now, long, support.as_of))
    return found


def _supervision(site: Site) -> Page:
    told: list[tuple[District, Supervision]] = [
        (district, one)
        for district, plan in _districts(site)
        if plan is not None
        for one in plan.supervision
        if one.date <= site.edition.as_of
    ]
    told.sort(key=lambda pair: (pair[1].date, pair[0].id), reverse=True)
    return _page(
        site,
        "supervision/",
        "对区县政府的督政和强校工程专项督导：看了什么，发现什么，要求改什么，结果怎样用。",
        ("district.supervision",),
        ("督导", *site.edition.catalog.policy.terms("supervision_kinds"), "整改"),
        told=told,
        without=[district for district, plan in _districts(site) if plan is None or not plan.supervision],
    )


def _coordination(site: Site) -> Page:
    settings = site.edition.catalog.program.coordination
    notes = sorted(settings.notes if settings else (), key=lambda note: note.on, reverse=True)
    categories = (NewsCategory.DEPLOYMENT, NewsCategory.MEETING, NewsCategory.LEADERS_VISIT)
    return _page(
        site,
        "coordination/",
        "谁在统筹，谁在跟踪研究，开过哪些协调会，部署了什么。",
        ("program.coordination", "district.lead_office", "district.implementation_plan"),
        ("统筹", "协调", "牵头部门", "项目团队"),
        settings=settings,
        notes=[note for note in notes if note.on <= site.edition.as_of],
        districts=_districts(site),
        news=[row(site, entry) for entry in newest_news(site) if entry.record.category in categories],
    )


def _publicity(site: Site) -> Page:
    edition = site.edition
    told = [report for report in edition.catalog.program.publicity if report.on <= edition.as_of]
    told.sort(key=lambda report: (report.on, report.title), reverse=True)
    return _page(
        site,
        "publicity/",
        "官网、公众号和媒体的报道，各自说的是哪一件事。",
        ("program.publicity",),
        ("宣传", NewsCategory.MEDIA.value, "公众号", "报道"),
        told=[(report, edition.published.get(report.item or "")) for report in told],
    )
