"""Shares and readings: no share more than all, no reading in another unit, no target the wrong way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from qiangxiao.catalog.catalog import Catalog, Entry, School
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.problems import Severity
from qiangxiao.foundation.vocabulary import IndicatorDirection
from qiangxiao.records.case import CASE
from qiangxiao.records.plan import PLAN, Indicator
from qiangxiao.records.reading import Place
from qiangxiao.records.school import SCHOOL
from qiangxiao.records.support import SUPPORT

# Fewer mentored teachers than one young teacher in ten: 3 of 41 is asked about, 10 of 41 is not.
_REACHED = 0.1
# Another unit, not another value: 0.61 beside 48 and 60 is, 12 beside 48 is not.
_OTHER_UNIT = 40
_PERCENT_SIGNS = ("%", "％", "百分比")
# What a case measures has no unit; these words say that it is a part of a whole.
_SHARES = ("占比", "比例", "百分比", "百分率", "完成率", "参与率", "正确率", "满意率", "达标率")
# “比上年增加（%）” may well be 130; “占比（%）” may not.
_GROWTH = ("增", "提高", "提升", "上升", "下降", "减少")
_LARGEST_CLASS = 65  # pupils; the Ministry calls a class of more 超大班额
_SMALLEST_CLASS = 3  # pupils; fewer in every class is a slip of a digit


@check("number.share")
def shares_over_all(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """同一年各项占比加起来不超过 100%，同一项用途一年只写一次。

    `program.yml` 的 `funding` 写的是专项经费的用途占比。加起来可以不到 100%，不能超过。
    """
    totals: dict[int, float] = defaultdict(float)
    seen: set[tuple[int, str]] = set()
    for at, share in enumerate(catalog.program.funding):
        before = totals[share.year]
        totals[share.year] += share.share_percent
        if (share.year, share.use) in seen:
            message = f"{share.year} 年的“{share.use.value}”写了两次。"
            yield Finding(message, "请合并成一项。", catalog.program_entry, ("funding", at, "use"))
        elif before <= 100 < totals[share.year]:
            message = f"{share.year} 年的占比加起来是 {totals[share.year]:g}%。"
            hint = "请核对各项占比，一年加起来不超过 100%。"
            yield Finding(message, hint, catalog.program_entry, ("funding", at, "share_percent"))
        seen.add((share.year, share.use))


@check("school.class-size", Severity.ADVICE)
def odd_class_size(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """班级数和学生数要对得上。

    平均每班超过 65 人（超大班额）或不到 3 人的，多半是写错了一位。确实如此的，可以不理会。
    """
    for entry in catalog.all(SCHOOL):
        classes, students = entry.record.class_count, entry.record.student_count
        if classes and students is not None and students >= classes:
            size = students / classes
            if not _SMALLEST_CLASS <= size <= _LARGEST_CLASS:
                message = f"{classes} 个班，{students} 名学生，平均每班 {size:.0f} 人。"
                yield Finding(message, "请核对两个数字。", entry, ("student_count",))


@check("support.mentoring.reach", Severity.ADVICE)
def few_are_mentored(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """带教要覆盖到青年教师。

    政策要求为青年教师分层配备指导教师。四个层次加起来，被带教的不到青年教师一成的，会提示核对。
    """
    for school in catalog.schools.values():
        support = school.one(SUPPORT)
        young = school.profile.record.early_career_teacher_count if school.profile else None
        if support is None or not support.record.mentoring or not young:
            continue
        reached = sum(mentoring.mentee_count for mentoring in support.record.mentoring)
        if reached < young * _REACHED:
            message = f"青年教师 {young} 人，被带教的一共 {reached} 人。"
            hint = "请核对人数；还有没写进来的带教，请补上。"
            yield Finding(message, hint, support, ("mentoring",), at_key=True)


def _is_share(indicator: Indicator) -> bool:
    """Tell whether an indicator is a part of a whole in per cent, not a growth."""
    return (indicator.unit or "").strip() in _PERCENT_SIGNS and not _is_growth(indicator.name)


def _is_growth(name: str | None) -> bool:
    return any(word in (name or "") for word in _GROWTH)


@check("indicator.percent")
def percent_out_of_range(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """单位是 % 的指标，起点值、年度目标和读数在 0 到 100 之间；案例里的占比也一样。

    占比不会超过 100%。说的是增长幅度的，请在指标名称里写明“增长”“提高”。
    """
    hint = "占比在 0 到 100 之间；说的是增幅的，请在指标名称里写明。"
    for school in catalog.schools.values():
        plan = school.one(PLAN)
        if plan is None:
            continue
        shares = {one.id for one in plan.record.indicators if _is_share(one)}
        for entry, place, indicator_id, value in _values(school, plan):
            if indicator_id in shares and not 0 <= value <= 100:
                yield Finding(f"占比是 {value:g}%。", hint, entry, place)
    for case in catalog.all(CASE):
        evidence = case.record.evidence
        if any(word in (evidence.indicator or "") for word in _SHARES) and not _is_growth(evidence.indicator):
            for key in ("before", "after"):
                value = getattr(evidence, key)
                if value is not None and not 0 <= value <= 100:
                    yield Finding(f"占比是 {value:g}%。", hint, case, ("evidence", key))


def _values(school: School, plan: Entry[Any]) -> Iterator[tuple[Entry[Any], Place, str, float]]:
    """Yield every value of the indicators of a plan: baselines, targets, readings."""
    for at, one in enumerate(plan.record.indicators):
        if one.baseline is not None:
            yield plan, ("indicators", at, "baseline"), one.id, one.baseline
        for year, value in one.targets.items():
            yield plan, ("indicators", at, "targets", str(year)), one.id, value
    for entry in school.articles:
        for at, reading in enumerate(entry.record.readings):
            yield entry, ("readings", at, "value"), reading.indicator, reading.value


@check("indicator.target", Severity.WARNING)
def target_the_wrong_way(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """年度目标要朝指标的方向走，不能比起点差。

    方向是“越高越好”的，目标不低于起点值；“越低越好”的，不高于起点值。多半是方向没有写，或者数字写反了。
    """
    for entry in catalog.all(PLAN):
        for at, one in enumerate(entry.record.indicators):
            is_up = one.direction is IndicatorDirection.HIGHER_IS_BETTER
            for year, value in one.targets.items():
                if one.baseline is None or value == one.baseline or (value > one.baseline) is is_up:
                    continue
                message = f"“{one.direction.value}”，起点值 {one.baseline:g}，{year} 年的目标却是 {value:g}。"
                hint = "请核对方向 direction 和数字。"
                yield Finding(message, hint, entry, ("indicators", at, "targets", str(year)))


@check("reading.unit", Severity.WARNING)
def reading_in_another_unit(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """读数的单位要与行动方案里的一致。

    与起点值、年度目标都差几十倍的读数，多半是单位不同：方案写的是 48（%），读数写成了 0.61。
    """
    for school in catalog.schools.values():
        plan = school.record(PLAN)
        if plan is None:
            continue
        known = {one.id: (one, [one.baseline or 0, *one.targets.values()]) for one in plan.indicators}
        for entry in school.articles:
            for at, reading in enumerate(entry.record.readings):
                one, stated = known.get(reading.indicator, (None, []))
                wanted = [value for value in stated if value > 0]
                if one is None or not wanted or reading.value <= 0:
                    continue
                if reading.value * _OTHER_UNIT < min(wanted) or reading.value > max(wanted) * _OTHER_UNIT:
                    shown = "、".join(f"{value:g}" for value in wanted)
                    unit = f"（{one.unit}）" if one.unit else ""
                    message = f"读数 {reading.value:g} 与方案里的 {shown}{unit} 相差几十倍。"
                    hint = f"请按方案里的单位{unit}填写。"
                    yield Finding(message, hint, entry, ("readings", at, "value"))


@check("reading.conflict")
def two_values_of_one_day(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """同一个指标，同一天的读数只能有一个数值。

    两篇进展或案例说的是同一天的同一个指标，数值要一样。请核对日期和数值；后来更正的，请改原来那一篇。
    """
    for school in catalog.schools.values():
        seen: dict[tuple[str, date], tuple[float, Entry[Any]]] = {}
        for entry in reversed(school.articles):
            for at, reading in enumerate(entry.record.readings):
                key = (reading.indicator, reading.as_of)
                value, earlier = seen.setdefault(key, (reading.value, entry))
                if value != reading.value:
                    message = (
                        f"{reading.as_of} 的读数是 {reading.value:g}，{earlier.name} 里写的是 {value:g}。"
                    )
                    hint = "请核对日期和数值，两处改成一致。"
                    yield Finding(message, hint, entry, ("readings", at, "value"))


CHECKS: tuple[Check, ...] = (
    shares_over_all,
    odd_class_size,
    few_are_mentored,
    percent_out_of_range,
    target_the_wrong_way,
    reading_in_another_unit,
    two_values_of_one_day,
)
