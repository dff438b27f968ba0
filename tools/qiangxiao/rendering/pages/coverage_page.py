"""Is the program carried out: clause by clause n/N with who is missing, by district, and what is overdue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qiangxiao.catalog.catalog import School
from qiangxiao.foundation.vocabulary import Bearer
from qiangxiao.records.program import District
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages import workings
from qiangxiao.rendering.pages.listing import code_marked
from qiangxiao.rendering.search_facets import describe_for_search
from qiangxiao.selection.coverage import (
    Coverage,
    Duty,
    active_schools,
    coverage,
    coverage_sentence,
    duties,
    owed,
)
from qiangxiao.selection.requirements import owners


@dataclass(frozen=True, slots=True)
class DistrictSummary:
    """How a district's schools stand: how many are complete, what is missing, what is overdue."""

    district: District
    school_count: int
    complete_count: int
    missing_count: int
    overdue_count: int


def pages(site: Site) -> Iterator[Page]:
    """Yield the coverage page."""
    edition = site.edition
    address = "coverage/"
    answers = coverage(edition.catalog, edition.as_of)
    schools = active_schools(edition.catalog, edition.as_of)
    due = {school.id: duties(edition.catalog, school, edition.as_of) for school in schools}
    due |= {
        owner.id: owed(edition.catalog, owner, of, edition.as_of)
        for of in (Bearer.DISTRICT, Bearer.CITY)
        for owner in owners(edition.catalog, of, edition.as_of)
    }
    overdue = sorted(
        (duty for found in due.values() for duty in found if duty.since),
        key=lambda duty: (duty.since or date.max, duty.owner.id),
    )
    sentence = coverage_sentence(edition.catalog, edition.as_of)
    markdown = site.templates.render(
        "coverage.j2",
        address,
        site=site,
        sentence=sentence,
        answers=answers,
        districts=_districts(site, answers, schools, due),
        overdue=overdue,
        workings=workings.TITLES.items(),
        explained=[(answer.requirement, code_marked(answer.requirement.explanation)) for answer in answers],
    )
    yield Page(
        address,
        "落实情况",
        markdown,
        description=sentence,
        crumbs=site.crumbs(("落实情况", None)),
        as_of=edition.as_of,
        search=describe_for_search(
            "。".join([sentence, *(answer.requirement.title for answer in answers)]),
            kind="落实情况",
            keywords=("统计", "逾期", "待补"),
        ),
    )


def _districts(
    site: Site, answers: Sequence[Coverage], schools: Sequence[School], due: Mapping[str, Sequence[Duty]]
) -> list[DistrictSummary]:
    """Return the districts that have schools, in the program's order."""
    lacking = {
        owner.id
        for answer in answers
        if answer.requirement.id in site.edition.catalog.policy.staffing
        for owner, _ in answer.lacking
    }
    found = []
    for district in site.edition.catalog.program.districts:
        mine = [school for school in schools if school.district_id == district.id]
        if mine:
            own = [duty for school in mine for duty in due[school.id]] + list(due.get(district.id, ()))
            overdue_count = sum(duty.since is not None for duty in own)
            complete_count = sum(school.id not in lacking for school in mine)
            found.append(
                DistrictSummary(district, len(mine), complete_count, len(own) - overdue_count, overdue_count)
            )
    return found
