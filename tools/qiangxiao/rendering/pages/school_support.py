"""Who helps a school and what it does in class, as rows of label and text."""

from __future__ import annotations

from datetime import date
from typing import Any

from qiangxiao.catalog.catalog import School
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.records.support import SUPPORT, Support
from qiangxiao.records.teaching import TEACHING
from qiangxiao.rendering.context import Site
from qiangxiao.selection.requirements import eligible_by_service


def people(support: Support, as_of: date) -> list[dict[str, Any]]:
    """Return everyone who serves a school on the day, with role, unit and since when."""
    found = []
    for role, people in (
        ("名校长", support.master_principals),
        ("名师", support.master_teachers),
        ("指导专家", support.advisors),
    ):
        for person in people:
            if not person.is_active(as_of):
                continue
            detail = (
                getattr(person, "subject", None)
                or getattr(person, "specialty", None)
                or getattr(person, "level", None)
            )
            candidate = "（培养对象）" if getattr(person, "is_candidate", False) else ""
            shown = f"{role}{candidate}" + (f" · {getattr(detail, 'value', detail)}" if detail else "")
            found.append({"name": person.name, "role": shown, "unit": person.unit, "since": person.since})
    return found


def people_missing(site: Site, school: School) -> list[tuple[str, str]]:
    """Return the roles that still lack people, with how many."""
    limits = site.edition.catalog.program.thresholds
    support = own if (own := school.record(SUPPORT)) else None
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


def support_rows(support: Support, years: int, as_of: date) -> list[tuple[str, str]]:
    """Return mentoring, secondments, partners and the rest of a school's support as label and text."""
    rows: list[tuple[str, str]] = []
    for pair in support.mentoring:
        subject = f"（{pair.subject.value}）" if pair.subject else ""
        rows.append(
            (pair.tier.value + subject, f"{pair.mentor_count} 名指导教师，带 {pair.mentee_count} 名教师")
        )
    for move in support.secondments:
        count = f"，{move.people_count} 人" if move.people_count else ""
        state = "" if move.is_active(as_of) else "（已结束）"
        rows.append(
            (
                move.kind.value,
                f"{move.role.value}{count}，{chinese_date(move.since)}起{state}"
                + (f"，{move.host}" if move.host else ""),
            )
        )
    for partner in support.partners:
        agreed = "，已签协议" if partner.has_agreement else ""
        rows.append(
            (
                partner.kind.value,
                f"{partner.name}{agreed}" + (f"：{partner.content}" if partner.content else ""),
            )
        )
    if support.principal_training:
        training = support.principal_training
        attended = f"，参加 {training.sessions_attended} 次" if training.sessions_attended is not None else ""
        rows.append(("校长研修", f"{training.cohort or '三年集群式培训'}，第 {training.year} 年{attended}"))
    for activity in support.joint_activities:
        when = f"（{chinese_date(activity.on)}）" if activity.on else ""
        rows.append((activity.kind.value, "，".join(filter(None, (activity.lead, activity.outcome))) + when))
    if support.core_group:
        members = (f"{group.subject.value} {group.people_count} 人" for group in support.core_group)
        rows.append(("学科中心组", "、".join(members)))
    if support.priority_training:
        courses = (
            f"{course.programme}（{course.year} 年，{course.people_count} 人）"
            for course in support.priority_training
        )
        rows.append(("优先培训", "；".join(courses)))
    for flow in support.flows:
        count = f"，{flow.people_count} 人" if flow.people_count else ""
        rows.append(
            (
                f"{flow.kind.value}{flow.direction.value}",
                flow.what + (f"，{flow.with_}" if flow.with_ else "") + count,
            )
        )
    serving = sum(person.is_active(as_of) for person in support.full_time_service)
    if serving:
        rows.append(("全职支教", f"{serving} 人在岗"))
    eligible = len(eligible_by_service(support, years, as_of))
    if eligible:
        rows.append((f"支教满 {years} 年", f"{eligible} 人，按日期计算，具备优先条件"))
    return rows


def teaching_rows(school: School) -> list[tuple[str, str]]:
    """Return rules, classroom, homework and digital means as label and text."""
    teaching_entry = school.one(TEACHING)
    if teaching_entry is None:
        return []
    teaching = teaching_entry.record
    rows = [
        (
            rule.step.value,
            f"{rule.document}" + (f"（{chinese_date(rule.revised_on)}修订）" if rule.revised_on else ""),
        )
        for rule in teaching.rules
    ]
    if teaching.classroom:
        room = teaching.classroom
        parts = [room.model or "", "、".join(mode.value for mode in room.modes)]
        if room.open_lesson_count is not None:
            parts.append(f"公开课 {room.open_lesson_count} 节")
        rows.append(("课堂教学", "，".join(filter(None, parts))))
    if teaching.homework:
        work = teaching.homework
        rows.append(
            (
                "书面作业",
                f"每天平均 {work.minutes_per_day} 分钟（{chinese_date(work.as_of)}统计）"
                + (f"；{work.flexible}" if work.flexible else ""),
            )
        )
    if teaching.digital:
        digital = teaching.digital
        platforms = "、".join(platform.name for platform in digital.platforms)
        hours = f"教师人均培训 {digital.training_hours:g} 学时" if digital.training_hours is not None else ""
        method = digital.analysis.method or "" if digital.analysis else ""
        rows.append(("信息技术", "；".join(filter(None, (platforms, hours, method)))))
    return rows
