"""People and numbers: distinct people, not too many
schools each, thresholds kept, and what is still missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from qiangxiao.catalog.catalog import Catalog, Entry, School, is_active_school
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.problems import Rule, Severity
from qiangxiao.records.inspection import INSPECTION
from qiangxiao.records.monitoring import MONITORING
from qiangxiao.records.plan import PLAN
from qiangxiao.records.reading import Place
from qiangxiao.records.support import SUPPORT, Support
from qiangxiao.records.teaching import TEACHING
from qiangxiao.selection.requirements import REQUIREMENTS, Requirement

_ROLES = (("master_principals", "名校长"), ("master_teachers", "名师"), ("advisors", "指导专家"))


def _people(support: Entry[Support], as_of: date) -> Iterator[tuple[Place, str, str]]:
    """Yield place, role and name of everyone active on a day."""
    for key, role in _ROLES:
        for index, person in enumerate(getattr(support.record, key)):
            if person.is_active(as_of):
                yield (key, index, "name"), role, person.name


@check("person.repeated", clause="三(一)、三(五)")
def repeated_person(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """同一所学校里，名校长、名师和指导专家各是不同的人。

    一个人不能占两个名额。任期已满的人请写上结束日期 `until`，就不再计入。
    """
    for school in catalog.schools.values():
        support = school.one(SUPPORT)
        if support is None:
            continue
        seen: dict[str, str] = {}
        for place, role, name in _people(support, as_of):
            if name in seen:
                message = f"“{name}”已经是本校的{seen[name]}，不能再作{role}。"
                yield Finding(message, "请核对姓名；任期已满的请写 until。", support, place)
            seen.setdefault(name, role)


@check("person.overloaded", Severity.WARNING, clause="三(一)、三(五)")
def overloaded_person(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """同一个人同时帮扶的学校不能太多。

    一个人顾不过来太多学校。同名同姓的两个人，请在姓名后注明单位以便区分。上限由 `program.yml` 规定。
    """
    limit = catalog.program.thresholds.max_assignments_per_person
    schools: dict[str, list[tuple[School, Place]]] = defaultdict(list)
    for school in catalog.schools.values():
        support = school.one(SUPPORT)
        if support is None or not is_active_school(school, as_of):
            continue
        named: set[str] = set()
        for place, _, name in _people(support, as_of):
            if name not in named:
                schools[name].append((school, place))
            named.add(name)
    for name, places in sorted(schools.items()):
        if len(places) > limit:
            listed = "、".join(school.name for school, _ in places)
            for school, place in places[limit:]:
                message = f"“{name}”同时帮扶 {len(places)} 所学校：{listed}。"
                yield Finding(message, f"每人最多 {limit} 所，请核对。", school.one(SUPPORT), place)


@check("survey.sample", clause="三(七)")
def small_sample(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """样本太小的问卷和监测结果不公布。

    样本少于规定的人数（默认 30），结果既不可靠，也可能让人猜出是谁。请合并多次调查，或删去这一项。
    """
    limit = catalog.program.thresholds.survey_min_sample
    for school in catalog.schools.values():
        for entry in school.all(MONITORING):
            for index, dimension in enumerate(entry.record.dimensions):
                if dimension.sample < limit:
                    message = f"样本只有 {dimension.sample}，少于 {limit}。"
                    yield Finding(message, "请删去这一项。", entry, ("dimensions", index, "sample"))
            survey = entry.record.satisfaction
            if survey is not None and survey.sample < limit:
                message = f"样本只有 {survey.sample}，少于 {limit}。"
                yield Finding(message, "请删去满意度一项。", entry, ("satisfaction", "sample"))


@check("homework.minutes", Severity.WARNING, clause="三(三)")
def too_much_homework(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """初中书面作业每天平均不超过 90 分钟。

    如实填写就好：超过的会在落实情况里显示，学校要减下来。上限由 `program.yml` 规定。
    """
    limit = catalog.program.thresholds.homework_minutes_per_day
    for school in catalog.schools.values():
        teaching = school.one(TEACHING)
        homework = own.homework if (own := school.record(TEACHING)) else None
        if teaching is not None and homework is not None and homework.minutes_per_day > limit:
            message = f"每天 {homework.minutes_per_day} 分钟，超过了 {limit} 分钟。"
            yield Finding(message, "请核对数字，并减少作业。", teaching, ("homework", "minutes_per_day"))


def _missing(requirement: Requirement) -> Check:
    """Make the advice that a school still lacks what a requirement asks for."""
    title = f"待补：{requirement.title}"
    rule = Rule(
        f"missing.{requirement.id}", Severity.ADVICE, title, requirement.explanation, requirement.clause
    )
    return Check(rule, partial(_lacking, requirement))


def _lacking(requirement: Requirement, catalog: Catalog, as_of: date) -> Iterator[Finding]:
    unreadable = catalog.known_ids - catalog.by_id.keys() - catalog.schools.keys()
    for school in catalog.schools.values():
        if not is_active_school(school, as_of) or _is_unreadable(school, requirement.file, unreadable):
            continue
        answer = requirement.test(catalog, school, as_of)
        if not answer.is_met and answer.is_due and not _is_hidden_by_faults(catalog, school, requirement):
            yield _advice(school, requirement, answer.lack)


def _is_hidden_by_faults(catalog: Catalog, school: School, requirement: Requirement) -> bool:
    """Tell whether what would meet a requirement may be in a part that was left out for its faults."""
    entries: Mapping[str, Sequence[Entry[Any] | None]] = {
        "support.yml": (school.one(SUPPORT),),
        "teaching.yml": (school.one(TEACHING),),
        "plan.yml": (school.one(PLAN),),
        "monitoring/": school.all(MONITORING),
        "inspections/": school.all(INSPECTION),
        "../district.yml": (catalog.districts.get(school.district_id),),
    }
    return any(
        entry.faulty and (not requirement.key or requirement.key in entry.faulty)
        for entry in entries.get(requirement.file, ())
        if entry is not None
    )


def _is_unreadable(school: School, file: str, unreadable: frozenset[str]) -> bool:
    """Tell whether what would meet a requirement is there but cannot be read: that is reported already."""
    if file.startswith("../"):
        return f"{school.district_id}/district" in unreadable
    wanted = f"{school.id}/{file.split('.')[0]}"
    return any(content_id.startswith(wanted) for content_id in unreadable)


def _advice(school: School, requirement: Requirement, lack: str) -> Finding:
    hint = f"有了之后写进 {requirement.file}。"
    parts = {
        "support.yml": school.one(SUPPORT),
        "teaching.yml": school.one(TEACHING),
        "plan.yml": school.one(PLAN),
    }
    entry = parts.get(requirement.file)
    if entry is not None:
        return Finding(f"{lack}。", hint, entry, (requirement.key,) if requirement.key else (), at_key=True)
    return Finding(f"{lack}。", hint, school.profile, ("name",), at_key=True)


CHECKS: tuple[Check, ...] = (
    repeated_person,
    overloaded_person,
    small_sample,
    too_much_homework,
    *(_missing(requirement) for requirement in REQUIREMENTS),
)
