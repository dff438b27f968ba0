"""People and numbers: distinct people, not too many schools each, thresholds kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from qiangxiao.catalog.catalog import Catalog, Entry, School, is_active_school
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.problems import Severity
from qiangxiao.records.monitoring import MONITORING
from qiangxiao.records.reading import Place
from qiangxiao.records.support import SUPPORT, Support
from qiangxiao.records.teaching import TEACHING

_ROLES = (("master_principals", "名校长"), ("master_teachers", "名师"), ("advisors", "指导专家"))


def _people(support: Entry[Support], as_of: date) -> Iterator[tuple[Place, str, str]]:
    """Yield place, role and name of everyone active on a day."""
    for key, role in _ROLES:
        for index, person in enumerate(getattr(support.record, key)):
            if person.is_active(as_of):
                yield (key, index, "name"), role, person.name


@check("person.repeated")
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


@check("person.overloaded", Severity.WARNING)
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


@check("survey.sample")
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


@check("homework.minutes", Severity.WARNING)
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


CHECKS: tuple[Check, ...] = (
    repeated_person,
    overloaded_person,
    small_sample,
    too_much_homework,
)
