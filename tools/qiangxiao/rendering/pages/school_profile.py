"""A school's own page: facts, helpers, plan in short, monitoring, timeline, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qiangxiao.catalog.catalog import School
from qiangxiao.foundation.vocabulary import EventStatus
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.case import CASE
from qiangxiao.records.event import EVENT
from qiangxiao.records.inspection import INSPECTION, VISIT
from qiangxiao.records.monitoring import MONITORING
from qiangxiao.records.plan import PLAN
from qiangxiao.records.school import SCHOOL
from qiangxiao.records.support import SUPPORT
from qiangxiao.records.update import UPDATE
from qiangxiao.rendering.cards.summary import SUMMARY_SIZE
from qiangxiao.rendering.charts import draw_plan
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Crumb, FeedLink, Page
from qiangxiao.rendering.pages.school_glance import glance, glance_card
from qiangxiao.rendering.pages.school_plan import indicators
from qiangxiao.rendering.pages.school_summary import in_words, summary_of
from qiangxiao.rendering.pages.school_support import people, people_missing, support_rows, teaching_rows
from qiangxiao.rendering.structured import about_school
from qiangxiao.selection.coverage import duties
from qiangxiao.selection.progress import indicator_states, task_states

_TIMELINE_LIMIT = 40  # moments; a longer line is not read


@dataclass(frozen=True, slots=True)
class _Moment:
    day: date
    title: str
    text: str = ""
    address: str = ""
    is_next: bool = False


def page(
    site: Site,
    school: School,
    spoken: tuple[str, ...] = (),
    earlier: School | None = None,
    later: School | None = None,
) -> Page:
    """Return the profile page of a school: `spoken` are the
    names by which people call it, `earlier` and `later` its
    neighbours in the district.
    """
    assert school.profile is not None
    record, address = school.profile.record, site.school_address(school)
    support_entry, today = school.one(SUPPORT), site.edition.as_of
    contact = "，".join(filter(None, (record.contact.office, record.contact.email)))
    years = site.edition.catalog.program.thresholds.full_time_service_years
    support = support_rows(support_entry.record, years, today) if support_entry else []
    helpers = people(support_entry.record, today) if support_entry else []
    markdown = _markdown(site, school, contact=contact, people=helpers, support_rows=support)
    return Page(
        address,
        school.name,
        markdown,
        description=_describe(site, school),
        crumbs=site.school_crumbs(school),
        as_of=record.as_of,
        updated_on=max([record.as_of, *(entry.record.date for entry in site.edition.of(school, UPDATE))]),
        previous=_crumb(site, earlier),
        next=_crumb(site, later),
        neighbour_labels=("本区县上一所学校", "本区县下一所学校"),
        about=about_school(record, school.name, site.edition.district_name(school.district_id)),
        feeds=(FeedLink(f"{school.name}{UPDATE.label}", f"feeds/schools/{school.id}.atom.xml"),),
        search=site.describe_school_page(
            school,
            _searched_words(site, school, contact, helpers, (*support, *teaching_rows(school))),
            kind=SCHOOL.short_name,
            aliases=tuple(filter(None, (record.short_name, *record.former_names, *spoken))),
            card=glance_card(site, school),
        ),
    )


def _markdown(site: Site, school: School, **found: object) -> str:
    """Return the page, of which `found` is also said in other places."""
    assert school.profile is not None
    record, address, today = school.profile.record, site.school_address(school), site.edition.as_of
    cover = site.figure(school, record.photo, f"{school.name}校园", address) if record.photo else None
    tasks, plan = task_states(school, today), school.record(PLAN)
    students, classes = record.student_count, record.class_count
    return site.templates.render(
        "school.j2",
        address,
        site=site,
        school=school,
        cover=[cover] if cover else [],
        class_size=round(students / classes) if students and classes else None,
        people_missing=people_missing(site, school),
        teaching_rows=teaching_rows(school),
        monitoring=sorted(school.all(MONITORING), key=lambda entry: entry.name, reverse=True),
        glance=glance(site, school),
        tasks=tasks,
        line=draw_plan(plan, tasks, today) if plan else None,
        indicators_html=indicators(site, address, school, indicator_states(school, today)),
        timeline=_timeline(site, school),
        cases=site.edition.of(school, CASE),
        duties=duties(site.edition.catalog, school, today),
        **_summary(site, school),
        **found,
    )


def _summary(site: Site, school: School) -> Mapping[str, object]:
    """Return the picture of the semester, its size and what it says; nothing where it is not drawn."""
    offered = site.downloads.get(site.school_address(school), ())
    text = summary_of(site, school) if offered else None
    return {
        "summary": offered,
        "summary_size": SUMMARY_SIZE,
        "summary_words": in_words(text) if text else "",
    }


def _searched_words(
    site: Site,
    school: School,
    contact: str,
    helpers: Sequence[Mapping[str, str]],
    rows: Iterable[tuple[str, str]],
) -> str:
    """Return what of a school's page is found by search."""
    assert school.profile is not None
    record = school.profile.record
    pair = site.partnership(school)
    words = [
        school.name,
        f"地址 {record.address}" if record.address else "",
        f"联系 {contact}" if contact else "",
    ]
    words += [record.motto or "", f"支持学校 {pair.support_school}" if pair else ""]
    words += [person["name"] + person["role"] for person in helpers]
    words += [f"{label}{value}" for label, value in rows]
    return "。".join(filter(None, words))


def _describe(site: Site, school: School) -> str:
    """Return what is told of this school and of no other."""
    told = "，".join(
        f"{fact.label}{fact.text}" for fact in glance(site, school) if fact.text and not fact.is_wide
    )
    place = site.edition.district_name(school.district_id)
    return f"{place}{school.name}：{told or '支持学校、行动方案、进展和案例'}。"


def _crumb(site: Site, school: School | None) -> Crumb | None:
    return Crumb(school.name, site.school_address(school)) if school else None


def _timeline(site: Site, school: School) -> list[_Moment]:
    baseline = school.one(BASELINE)
    edition = site.edition
    moments = [
        _Moment(e.record.date, e.record.title, e.record.summary, e.address)
        for e in edition.of(school, UPDATE)
    ]
    moments += [
        _Moment(e.record.date, f"教学视导（{'、'.join(s.value for s in e.record.subjects)}）", "", e.address)
        for e in edition.of(school, INSPECTION)
    ]
    moments += [
        _Moment(e.record.date, f"专家指导：{e.record.topic}", "；".join(e.record.advice), e.address)
        for e in edition.of(school, VISIT)
    ]
    if baseline and baseline.record.assessed_on <= edition.as_of:
        address = f"schools/{school.id}/baseline/"
        moments.append(_Moment(baseline.record.assessed_on, BASELINE.label, "", address))
    if school.profile and school.profile.record.enrolled_on:
        moments.append(_Moment(school.profile.record.enrolled_on, "成为实验校"))
    upcoming = [
        _Moment(event.record.starts_at.date(), event.record.title, "即将举行", event.address, is_next=True)
        for event in edition.all(EVENT)
        if school.id in event.record.schools
        and event.record.status is EventStatus.CONFIRMED
        and event.record.starts_at.date() > edition.as_of
    ]
    return sorted((*upcoming, *moments), key=lambda moment: moment.day, reverse=True)[:_TIMELINE_LIMIT]
