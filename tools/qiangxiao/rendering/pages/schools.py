"""A school's pages: profile, plan, baseline, updates, cases, inspections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from qiangxiao.catalog.catalog import Entry, School
from qiangxiao.records.inspection import TeachingInspection
from qiangxiao.records.support import Support
from qiangxiao.records.update import ProgressUpdate
from qiangxiao.rendering.page import Crumb, FeedLink, Page, SearchFacets, relative
from qiangxiao.rendering.pages.context import Figure, Site
from qiangxiao.rendering.templates import body_markdown
from qiangxiao.selection.coverage import duties
from qiangxiao.selection.progress import IndicatorState, indicator_states, task_states
from qiangxiao.selection.related import related

_TIMELINE_LIMIT = 40


def pages(site: Site) -> Iterator[Page]:
    """Yield every page of every shown school."""
    for school in site.edition.schools:
        yield _profile(site, school)
        if school.plan:
            yield _plan(site, school)
        if school.baseline:
            yield _baseline(site, school)
        yield from _articles(site, school, site.edition.updates_of(school), "进展", "update.j2")
        yield from _articles(site, school, site.edition.cases_of(school), "案例", "case.j2")
        for entry in site.edition.inspections_of(school):
            yield _inspection(site, school, entry)


def _crumbs(site: Site, school: School, *steps: tuple[str, str | None]) -> tuple[Crumb, ...]:
    district = site.edition.district_name(school.district_id)
    at = site.school_address(school) if steps else None
    return site.crumbs((district, f"districts/{school.district_id}/"), (school.name, at), *steps)


def _facets(site: Site, school: School, kind: str, text: str, **more: Any) -> SearchFacets:
    return SearchFacets(kind, text, site.edition.district_name(school.district_id), **more)


@dataclass(frozen=True, slots=True)
class _Moment:
    day: date
    title: str
    text: str = ""
    address: str = ""
    is_next: bool = False


def _profile(site: Site, school: School) -> Page:
    assert school.profile is not None
    record = school.profile.record
    address = site.school_address(school)
    cover = site.figure(school, record.photo, f"{school.name}校园", address) if record.photo else None
    states = indicator_states(school, site.edition.as_of)
    support_rows = _support_rows(school.support.record, site.edition.as_of) if school.support else []
    people = _people(school.support.record, site.edition.as_of) if school.support else []
    markdown = site.templates.render(
        "school.j2",
        address,
        site=site,
        school=school,
        cover=[cover] if cover else [],
        contact="，".join(filter(None, (record.contact.office, record.contact.email))),
        people=people,
        people_missing=_people_missing(site, school),
        support_rows=support_rows,
        teaching_rows=_teaching_rows(school),
        monitoring=sorted(school.monitoring, key=lambda entry: entry.name, reverse=True),
        tasks=task_states(school, site.edition.as_of),
        indicators_html=_indicators(site, address, states),
        timeline=_timeline(site, school),
        cases=site.edition.cases_of(school),
        duties=duties(site.edition.catalog, school, site.edition.as_of),
    )
    pair = site.partnership(school)
    words = [school.name, record.address or "", record.motto or "", pair.support_school if pair else ""]
    words += [person["name"] + person["role"] for person in people]
    words += [f"{label}{value}" for label, value in (*support_rows, *_teaching_rows(school))]
    return Page(
        address,
        school.name,
        markdown,
        description=f"{school.name}：支持学校、行动方案、进展和教改案例。",
        crumbs=_crumbs(site, school),
        as_of=record.as_of,
        updated_on=max([record.as_of, *(entry.record.date for entry in site.edition.updates_of(school))]),
        feeds=(FeedLink(f"{school.name}进展", f"feeds/schools/{school.id}.atom.xml"),),
        search=_facets(
            site,
            school,
            "学校",
            "。".join(filter(None, words)),
            keywords=tuple(filter(None, (record.short_name, *record.former_names))),
        ),
    )


def _people(support: Support, as_of: date) -> list[dict[str, Any]]:
    found = []
    for role, people in (
        ("名校长", support.master_principals),
        ("名师", support.master_teachers),
        ("指导专家", support.advisors),
    ):
        for person in people:
            if not person.is_active(as_of):
                continue
            detail = getattr(person, "subject", None) or getattr(person, "specialty", None) or getattr(person, "level", None)
            candidate = "（培养对象）" if getattr(person, "is_candidate", False) else ""
            shown = f"{role}{candidate}" + (f" · {getattr(detail, 'value', detail)}" if detail else "")
            found.append({"name": person.name, "role": shown, "unit": person.unit, "since": person.since})
    return found


def _people_missing(site: Site, school: School) -> list[tuple[str, str]]:
    limits = site.edition.catalog.program.thresholds
    support = school.support.record if school.support else None
    rows = []
    for role, people, wanted in (
        ("名校长", support.master_principals if support else (), limits.master_principals),
        ("名师", support.master_teachers if support else (), limits.master_teachers),
        ("指导专家", support.advisors if support else (), limits.advisors),
    ):
        active = len({person.name for person in people if person.is_active(site.edition.as_of)})
        if active < wanted:
            rows.append((role, f"待补 {wanted - active} 名"))
    return rows


def _support_rows(support: Support, as_of: date) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for pair in support.mentoring:
        subject = f"（{pair.subject.value}）" if pair.subject else ""
        rows.append((pair.tier.value + subject, f"{pair.mentor_count} 名指导教师，{pair.mentee_count} 名教师"))
    for move in support.secondments:
        count = f"，{move.people_count} 人" if move.people_count else ""
        state = "" if move.is_active(as_of) else "（已结束）"
        rows.append((move.kind.value, f"{move.role.value}{count}，{move.since} 起{state}" + (f"，{move.host}" if move.host else "")))
    for partner in support.partners:
        agreed = "，已签协议" if partner.has_agreement else ""
        rows.append((partner.kind.value, f"{partner.name}{agreed}" + (f"：{partner.content}" if partner.content else "")))
    if support.principal_training:
        training = support.principal_training
        attended = f"，参加 {training.sessions_attended} 次" if training.sessions_attended is not None else ""
        rows.append(("校长研修", f"{training.cohort or '三年集群式培训'}，第 {training.year} 年{attended}"))
    for activity in support.joint_activities:
        when = f"（{activity.on}）" if activity.on else ""
        rows.append((activity.kind.value, "，".join(filter(None, (activity.lead, activity.outcome))) + when))
    for group in support.core_group:
        rows.append(("学科中心组", f"{group.subject.value} {group.people_count} 人"))
    for course in support.priority_training:
        rows.append(("优先培训", f"{course.programme}（{course.year} 年，{course.people_count} 人）"))
    for flow in support.flows:
        count = f"，{flow.people_count} 人" if flow.people_count else ""
        rows.append((f"{flow.kind.value}{flow.direction.value}", flow.what + (f"，{flow.with_}" if flow.with_ else "") + count))
    serving = sum(person.is_active(as_of) for person in support.full_time_service)
    if serving:
        rows.append(("全职支教", f"{serving} 人在岗"))
    return rows


def _teaching_rows(school: School) -> list[tuple[str, str]]:
    if school.teaching is None:
        return []
    teaching = school.teaching.record
    rows = [(rule.step.value, f"{rule.document}" + (f"（{rule.revised_on} 修订）" if rule.revised_on else "")) for rule in teaching.rules]
    if teaching.classroom:
        room = teaching.classroom
        parts = [room.model or "", "、".join(mode.value for mode in room.modes)]
        if room.open_lesson_count is not None:
            parts.append(f"公开课 {room.open_lesson_count} 节")
        rows.append(("课堂教学", "，".join(filter(None, parts))))
    if teaching.homework:
        work = teaching.homework
        rows.append(("书面作业", f"每天平均 {work.minutes_per_day} 分钟（{work.as_of} 统计）" + (f"；{work.flexible}" if work.flexible else "")))
    if teaching.digital:
        digital = teaching.digital
        platforms = "、".join(platform.name for platform in digital.platforms)
        hours = f"教师人均培训 {digital.training_hours:g} 学时" if digital.training_hours is not None else ""
        method = digital.analysis.method or "" if digital.analysis else ""
        rows.append(("信息技术", "；".join(filter(None, (platforms, hours, method)))))
    return rows


def _timeline(site: Site, school: School) -> list[_Moment]:
    edition = site.edition
    moments = [
        _Moment(e.record.date, e.record.title, e.record.summary, e.address) for e in edition.updates_of(school)
    ]
    moments += [
        _Moment(e.record.date, f"教学视导（{'、'.join(s.value for s in e.record.subjects)}）", "", e.address)
        for e in edition.inspections_of(school)
    ]
    moments += [
        _Moment(e.record.date, f"专家指导：{e.record.topic}", "；".join(e.record.advice)) for e in edition.visits_of(school)
    ]
    if school.baseline and school.baseline.record.assessed_on <= edition.as_of:
        address = f"schools/{school.id}/baseline/"
        moments.append(_Moment(school.baseline.record.assessed_on, "起点评估", "", address))
    if school.profile and school.profile.record.enrolled_on:
        moments.append(_Moment(school.profile.record.enrolled_on, "成为实验校"))
    upcoming = [
        _Moment(event.record.starts_at.date(), event.record.title, "即将举行", event.address, is_next=True)
        for event in edition.events
        if school.id in event.record.schools
        and event.record.status.value == "已确定"
        and event.record.starts_at.date() > edition.as_of
    ]
    return sorted((*upcoming, *moments), key=lambda moment: moment.day, reverse=True)[:_TIMELINE_LIMIT]


def _track(state: IndicatorState) -> dict[str, Any]:
    indicator = state.indicator
    now = state.current.reading.value if state.current else None
    values = [v for v in (indicator.baseline, now, state.target, *indicator.targets.values()) if v is not None]
    if not values:
        return {"state": state, "from": None, "now": None, "goal": None}
    low, high = min(0.0, *values), max(values)
    if indicator.unit == "%":
        low, high = 0.0, 100.0

    def place(value: float | None) -> float | None:
        return None if value is None or high == low else round(100 * (value - low) / (high - low), 1)

    return {"state": state, "from": place(indicator.baseline), "now": place(now), "goal": place(state.target)}


def _indicators(site: Site, address: str, states: Sequence[IndicatorState]) -> Markup:
    tracks = [_track(state) for state in states]
    return Markup(site.templates.render("_indicators.j2", address, states=tracks))


def _plan(site: Site, school: School) -> Page:
    assert school.plan is not None
    plan = school.plan.record
    address = f"schools/{school.id}/plan/"
    states = indicator_states(school, site.edition.as_of)

    def indicators_of(objective: str) -> Markup:
        return _indicators(site, address, [state for state in states if state.indicator.objective == objective])

    markdown = site.templates.render(
        "plan.j2",
        address,
        site=site,
        school=school,
        tasks=task_states(school, site.edition.as_of),
        indicators_of=indicators_of,
    )
    text = "。".join([o.title for o in plan.objectives] + [t.title for t in plan.tasks] + [i.name for i in plan.indicators])
    measures = tuple(dict.fromkeys(task.measure for task in plan.tasks))
    return Page(
        address,
        plan.title,
        markdown,
        description=f"{school.name}的目标、指标和任务，以及现在做到哪一步。",
        crumbs=_crumbs(site, school, ("行动方案", None)),
        as_of=plan.as_of,
        updated_on=plan.as_of,
        search=_facets(site, school, "行动方案", text, measures=measures, keywords=(f"{school.name}行动方案",)),
    )


def _baseline(site: Site, school: School) -> Page:
    assert school.baseline is not None
    entry = school.baseline
    record = entry.record
    address = f"schools/{school.id}/baseline/"
    body = body_markdown(entry.body, relative(address, f"schools/{school.id}/media/")) if entry.body else ""
    markdown = site.templates.render("baseline.j2", address, site=site, school=school, body=body)
    text = "。".join(
        [p.finding + (p.cause or "") for p in record.problems]
        + [*record.strengths, *record.needs, *record.entry_points]
        + ([entry.body.text] if entry.body else [])
    )
    title = f"{school.name}起点评估"
    return Page(
        address,
        title,
        markdown,
        description=f"{school.name}的短板、成功基因、发展需求和变革切入点。",
        crumbs=_crumbs(site, school, ("起点评估", None)),
        as_of=record.assessed_on,
        updated_on=record.assessed_on,
        search=_facets(site, school, "起点评估", text, year=str(record.assessed_on.year)),
    )


def _articles(
    site: Site, school: School, entries: Sequence[Entry[ProgressUpdate]], kind: str, template: str
) -> Iterator[Page]:
    for at, entry in enumerate(entries):
        newer = entries[at - 1] if at else None
        older = entries[at + 1] if at + 1 < len(entries) else None
        yield _article(site, school, entry, kind, template, newer, older)


def _article(
    site: Site,
    school: School,
    entry: Entry[ProgressUpdate],
    kind: str,
    template: str,
    newer: Entry[ProgressUpdate] | None,
    older: Entry[ProgressUpdate] | None,
) -> Page:
    edition, record, address = site.edition, entry.record, entry.address
    figures = _figures(site, school, entry)
    adopted = [found for case_id in record.adopts if (found := edition.published.get(case_id))]
    body = body_markdown(entry.body, relative(address, f"schools/{school.id}/media/")) if entry.body else ""
    markdown = site.templates.render(
        template,
        address,
        site=site,
        school=school,
        entry=entry,
        body=body,
        figures=figures,
        adopted=adopted,
        adopters=edition.adopters.get(entry.id, ()),
        related=related(edition, entry),
    )
    section = ("进展", "updates/") if kind == "进展" else ("案例", "cases/")
    words = [record.summary, entry.body.text if entry.body else ""]
    for name in ("conditions", "limits", "lessons"):
        words.append(getattr(record, name, ""))
    return Page(
        address,
        record.title,
        markdown,
        description=record.summary,
        crumbs=_crumbs(site, school, section, (record.title, None)),
        as_of=record.date,
        updated_on=max([record.date, *(correction.date for correction in record.corrections)]),
        previous=Crumb(newer.record.title, newer.address) if newer else None,
        next=Crumb(older.record.title, older.address) if older else None,
        image=site.photos[f"schools/{school.id}/{record.photos[0].file}"].path if figures else "",
        search=_facets(
            site,
            school,
            kind,
            "\n".join(filter(None, words)),
            measures=record.measures,
            year=str(record.date.year),
            keywords=(school.name, *(subject.value for subject in getattr(record, "subjects", ()))),
        ),
    )


def _figures(site: Site, school: School, entry: Entry[ProgressUpdate]) -> list[Figure]:
    in_body = {image.target for image in entry.body.images} if entry.body else set()
    found = (
        site.figure(school, photo.file, photo.alt, entry.address)
        for photo in entry.record.photos
        if photo.file not in in_body
    )
    return [figure for figure in found if figure]


def _inspection(site: Site, school: School, entry: Entry[TeachingInspection]) -> Page:
    record, address = entry.record, entry.address
    semester = record.semester or site.edition.catalog.program.calendar.semester_of(record.date)
    title = f"{school.name}教学视导（{semester.label}）"
    body = body_markdown(entry.body, relative(address, f"schools/{school.id}/media/")) if entry.body else ""
    markdown = site.templates.render(
        "inspection.j2", address, site=site, school=school, entry=entry, title=title, body=body
    )
    text = "。".join([*record.findings, *(a.what for a in record.actions), entry.body.text if entry.body else ""])
    return Page(
        address,
        title,
        markdown,
        description=f"{record.organiser}组织的教学视导：发现与整改。",
        crumbs=_crumbs(site, school, ("教学视导", None)),
        as_of=record.date,
        updated_on=record.date,
        search=_facets(
            site, school, "视导", text, measures=_inspection_measures(site), year=str(record.date.year),
            keywords=tuple(subject.value for subject in record.subjects),
        ),
    )


def _inspection_measures(site: Site) -> tuple[str, ...]:
    """Inspections carry out the measure of clause 三(三)."""
    return tuple(measure.name for measure in site.edition.catalog.program.measures if measure.clause == "三(三)")
