"""Parts and wholes: no part is more than its whole, no share more than all, no reading in another unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from qiangxiao.catalog.catalog import Catalog, Entry, School
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.problems import Severity
from qiangxiao.foundation.vocabulary import IndicatorDirection, MonitoringInstrument
from qiangxiao.records.monitoring import MONITORING
from qiangxiao.records.plan import PLAN, Indicator
from qiangxiao.records.reading import Place
from qiangxiao.records.school import SCHOOL, PilotSchool
from qiangxiao.records.support import SUPPORT, Support
from qiangxiao.records.teaching import TEACHING

# A survey may be of another year than the profile, when the school was larger: 1,120 answers of 1,086 pupils
# stand, 1,500 do not.
_OTHER_YEAR = 1.2
_PUPIL_AND_PARENT = 2  # whom a questionnaire may ask, for each pupil
# A class has 34 or 35 lessons a week, with the evening hours of boarders some 40; no platform gives more.
_LESSONS_A_WEEK = 40
# Fewer mentored teachers than one young teacher in ten: 3 of 41 is asked about, 10 of 41 is not.
_REACHED = 0.1
# Another unit, not another value: 0.61 beside 48 and 60 is, 12 beside 48 is not.
_OTHER_UNIT = 40
_PERCENT_SIGNS = ("%", "％", "百分比")
# “比上年增加（%）” may well be 130; “占比（%）” may not.
_GROWTH = ("增", "提高", "提升", "上升", "下降", "减少")
_LARGEST_CLASS = 65  # pupils; the Ministry calls a class of more 超大班额
_SMALLEST_CLASS = 3  # pupils; fewer in every class is a slip of a digit


@check("number.part")
def part_over_whole(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """一部分不能比全部多：青年教师不多于教师，受训的、被带教的、参加测评的不多于在校的。

    青年教师数不能超过教师数，班级数不能超过学生数；某一层次被带教的人数不能超过青年教师数，学科中心组、挂职
    跟岗、优先培训的人数不能超过教师数；测评和问卷的样本不能超过学生（问卷可以另有家长）。两边的数字请核对一遍，
    多半是多写或少写了一位；人数变化大的，先把 `school.yml` 更新到今年。
    """
    for school in catalog.schools.values():
        if school.profile is not None:
            yield from _over_in_profile(school.profile)
            yield from _over_profile(school, school.profile.record)


def _over_in_profile(entry: Entry[PilotSchool]) -> Iterator[Finding]:
    """Yield parts of a school that are more than the school."""
    profile, hint = entry.record, "请核对两个数字。"
    young, teachers = profile.early_career_teacher_count, profile.teacher_count
    if young is not None and teachers is not None and young > teachers:
        message = f"青年教师 {young} 人，教师一共 {teachers} 人。"
        yield Finding(message, hint, entry, ("early_career_teacher_count",))
    if profile.class_count and profile.student_count and profile.class_count > profile.student_count:
        message = f"{profile.class_count} 个班，学生一共 {profile.student_count} 人。"
        yield Finding(message, hint, entry, ("class_count",))


def _over_profile(school: School, profile: PilotSchool) -> Iterator[Finding]:
    """Yield what other files count that is more than the school has."""
    support = school.one(SUPPORT)
    if support is not None:
        yield from _people_over(support, profile)
    teaching = school.one(TEACHING)
    if teaching is not None and profile.class_count and (digital := teaching.record.digital) is not None:
        for at, platform in enumerate(digital.platforms):
            if (platform.weekly_lessons or 0) > profile.class_count * _LESSONS_A_WEEK:
                message = f"每周 {platform.weekly_lessons:g} 节，本校 {profile.class_count} 个班。"
                place = ("digital", "platforms", at, "weekly_lessons")
                yield Finding(message, "请核对节数。", teaching, place)
    if profile.student_count is not None:
        yield from _samples_over(school, profile.student_count)


def _people_over(support: Entry[Support], profile: PilotSchool) -> Iterator[Finding]:
    """Yield counts of teachers that are more than the school has."""
    young, teachers = profile.early_career_teacher_count, profile.teacher_count
    hint = "请核对人数；学校人数有变化的，先更新 school.yml。"
    for at, mentoring in enumerate(support.record.mentoring):
        whole, noun = (young, "本校青年教师") if young is not None else (teachers, "本校教师")
        if whole is not None and mentoring.mentee_count > whole:
            message = f"被带教 {mentoring.mentee_count} 人，{noun}一共 {whole} 人。"
            yield Finding(message, hint, support, ("mentoring", at, "mentee_count"))
    if teachers is None:
        return
    for key in ("secondments", "core_group", "priority_training"):
        for at, part in enumerate(getattr(support.record, key)):
            if (part.people_count or 0) > teachers:
                message = f"{part.people_count} 人，本校教师一共 {teachers} 人。"
                yield Finding(message, hint, support, (key, at, "people_count"))


def _samples_over(school: School, students: int) -> Iterator[Finding]:
    """Yield samples that are more than the pupils and parents of a school."""
    hint = "请核对样本数；学生数有变化的，先更新 school.yml。"
    for entry in school.all(MONITORING):
        for at, measured in enumerate(entry.record.dimensions):
            asked = 1 if measured.instrument is MonitoringInstrument.TEST else _PUPIL_AND_PARENT
            if measured.sample > students * asked * _OTHER_YEAR:
                message = f"样本 {measured.sample} 人，本校学生一共 {students} 人。"
                yield Finding(message, hint, entry, ("dimensions", at, "sample"))
        survey = entry.record.satisfaction
        if survey is not None and survey.sample > students * _OTHER_YEAR:
            message = f"回收问卷 {survey.sample} 份，本校学生一共 {students} 人，一个家庭一份。"
            yield Finding(message, hint, entry, ("satisfaction", "sample"))


@check("number.share")
def shares_over_all(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """同一年各项占比加起来不超过 100%，同一项用途一年只写一次。

    `program.yml` 的 `funding` 写的是专项经费的用途占比。加起来可以不到 100%，不能超过。
    """
    totals: dict[int, float] = defaultdict(float)
    seen: set[tuple[int, str]] = set()
    for at, share in enumerate(catalog.program.funding if catalog.program_entry else ()):
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
        if classes and students and students >= classes:
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
    return (indicator.unit or "").strip() in _PERCENT_SIGNS and not any(w in indicator.name for w in _GROWTH)


@check("indicator.percent")
def percent_out_of_range(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """单位是 % 的指标，起点值、年度目标和读数在 0 到 100 之间。

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
    part_over_whole,
    shares_over_all,
    odd_class_size,
    few_are_mentored,
    percent_out_of_range,
    target_the_wrong_way,
    reading_in_another_unit,
    two_values_of_one_day,
)
