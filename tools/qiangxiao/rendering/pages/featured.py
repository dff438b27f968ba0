"""The rotating featured school: the current one, the archive, and one page a period."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from qiangxiao.catalog.catalog import Entry, School
from qiangxiao.foundation.dates import chinese_date, period_begins_on, period_label, period_of
from qiangxiao.foundation.vocabulary import ActionStatus
from qiangxiao.records.case import CASE
from qiangxiao.records.featured import FEATURED, FeaturedSchool
from qiangxiao.records.inspection import INSPECTION, InspectionAction, TeachingInspection
from qiangxiao.rendering.page import Crumb, Page
from qiangxiao.rendering.pages.context import Site
from qiangxiao.rendering.pages.listing import feed, neighbours, row, rows
from qiangxiao.rendering.search_facets import describe_for_search
from qiangxiao.selection.evidence import evidence_in
from qiangxiao.selection.progress import indicator_states


def pages(site: Site) -> Iterator[Page]:
    """Yield the index and every period that has begun."""
    entries = site.edition.all(FEATURED)
    yield _index(site)
    for at, entry in enumerate(entries):
        school = site.edition.school(entry.record.school)
        if school is not None:
            yield _period(site, entry, school, *neighbours(entries, at))


def _index(site: Site) -> Page:
    address = "featured/"
    edition = site.edition
    program = edition.catalog.program
    now = period_of(edition.as_of, program.periods.featured, program.calendar)
    newest = edition.all(FEATURED)[0] if edition.all(FEATURED) else None
    by_year = [
        (
            year,
            [(row(site, entry), edition.district_name(entry.record.school.split("/")[0])) for entry in group],
        )
        for year, group in groupby(edition.all(FEATURED), key=lambda entry: entry.record.period[:4])
    ]
    markdown = site.templates.render(
        "featured_index.j2",
        address,
        site=site,
        newest=row(site, newest) if newest else None,
        is_current=newest is not None and newest.record.period == now,
        by_year=by_year,
    )
    return Page(
        address,
        FEATURED.label,
        markdown,
        description="轮流介绍一所学校：从哪里起步、做了什么、变了什么、别人能借鉴什么、走过哪些弯路。",
        crumbs=site.crumbs((FEATURED.label, None)),
        as_of=edition.as_of,
        feeds=(feed(FEATURED.label, "featured"),),
        is_wide=True,
    )


def _period(
    site: Site,
    entry: Entry[FeaturedSchool],
    school: School,
    earlier: Entry[FeaturedSchool] | None,
    later: Entry[FeaturedSchool] | None,
) -> Page:
    edition, record, address = site.edition, entry.record, entry.address
    label = period_label(record.period)
    cases = edition.of(school, CASE)
    states = indicator_states(school, edition.as_of)
    items = [found for item in record.items if (found := edition.published.get(item))]
    adopted = {used: None for item in items for used in getattr(item.record, "adopts", ())}
    closed, open_count = _actions(site, school)
    markdown = site.templates.render(
        "featured.j2",
        address,
        site=site,
        record=record,
        school=school,
        label=label,
        states=states,
        unmet=[state for state in states if state.is_met is False],
        evidence=[proof for item in items for proof in evidence_in(item, school)],
        borrowed=[found for used in adopted if (found := edition.published.get(used))],
        items=rows(site, record.items),
        closed=closed,
        open_count=open_count,
        cases=cases,
        adopters={
            case.id: [user for user in edition.adopters.get(case.id, ()) if user.id in edition.published]
            for case in cases
        },
    )
    begins_on = period_begins_on(record.period, edition.catalog.program.calendar)
    title = f"{school.name}：{record.theme}"
    district = edition.district_name(school.district_id)
    return Page(
        address,
        title,
        markdown,
        description=f"{label}推出的学校：{title}。",
        crumbs=site.crumbs((FEATURED.label, "featured/"), (label, None)),
        as_of=edition.as_of,
        updated_on=begins_on,
        previous=_crumb(site, earlier),
        next=_crumb(site, later),
        neighbour_labels=("上一期", "下一期"),
        feeds=(feed(FEATURED.label, "featured"),),
        search=describe_for_search(
            "。".join(
                filter(
                    None,
                    (record.theme, record.editor_note, *(item.title for item in rows(site, record.items))),
                )
            ),
            kind=FEATURED.label,
            district=district,
            year=record.period[:4],
            keywords=(school.name, label, *((chinese_date(begins_on),) if begins_on else ())),
        ),
    )


def _crumb(site: Site, entry: Entry[FeaturedSchool] | None) -> Crumb | None:
    if entry is None:
        return None
    return Crumb(
        f"{period_label(entry.record.period)}：{site.school_name(entry.record.school)}", entry.address
    )


def _actions(
    site: Site, school: School
) -> tuple[list[tuple[InspectionAction, Entry[TeachingInspection]]], int]:
    """Return the actions that are done, with their inspection, and how many are not."""
    found = [
        (action, entry) for entry in site.edition.of(school, INSPECTION) for action in entry.record.actions
    ]
    closed = [pair for pair in found if pair[0].status is ActionStatus.CLOSED]
    return closed, len(found) - len(closed)
