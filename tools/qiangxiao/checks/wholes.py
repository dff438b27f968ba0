"""Parts and wholes: no part of a school is more than the school."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from qiangxiao.catalog.catalog import Catalog, Entry, School
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.vocabulary import FlowDirection, FlowKind, MonitoringInstrument
from qiangxiao.records.case import CASE
from qiangxiao.records.inspection import INSPECTION
from qiangxiao.records.monitoring import MONITORING
from qiangxiao.records.school import PilotSchool
from qiangxiao.records.support import SUPPORT, Flow, Support
from qiangxiao.records.teaching import TEACHING

# A survey may be of another year than the profile, when the school was larger: 1,120 answers of 1,086 pupils
# stand, 1,500 do not.
_OTHER_YEAR = 1.2
_PUPIL_AND_PARENT = 2  # whom a questionnaire may ask, for each pupil
# A class has 34 or 35 lessons a week, with the evening hours of boarders some 40; no platform gives more.
_LESSONS_A_WEEK = 40
_SCHOOL_WEEKS = 40  # weeks of a school year: one open lesson a week of every teacher is the most there can be
_WORKING_HOURS = 1600  # hours a teacher works in a school year: 40 weeks of 40
_LENT = (FlowKind.TEACHERS, FlowDirection.OUT)


@check("number.part")
def part_over_whole(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """一部分不能比全部多：青年教师不多于教师，受训的、被带教的、参加测评的不多于在校的。

    青年教师数不能超过教师数，班级数不能超过学生数；某一层次被带教的人数不能超过青年教师数，学科中心组、挂职
    跟岗、优先培训、派到别校的人数不能超过教师数；测评、问卷和案例的样本不能超过学生（问卷可以另有家长）；听课、
    公开课和平台上的课不能多于学校一共上的课，人均培训不能多于一学年的工作时间。两边的数字请核对一遍，多半是多写
    或少写了一位；人数变化大的，先把 `school.yml` 更新到今年。
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
    students = profile.student_count
    if profile.class_count and students is not None and profile.class_count > students:
        message = f"{profile.class_count} 个班，学生一共 {students} 人。"
        yield Finding(message, hint, entry, ("class_count",))


def _over_profile(school: School, profile: PilotSchool) -> Iterator[Finding]:
    """Yield what other files count that is more than the school has."""
    support = school.one(SUPPORT)
    if support is not None:
        yield from _people_over(support, profile)
    yield from _lessons_over(school, profile)
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
        if mentoring.mentee_count and not mentoring.mentor_count:
            message = f"被带教 {mentoring.mentee_count} 人，指导教师 0 人。"
            yield Finding(message, hint, support, ("mentoring", at, "mentor_count"))
    if teachers is None:
        return
    for key in ("secondments", "core_group", "priority_training", "flows"):
        for at, part in enumerate(getattr(support.record, key)):
            if isinstance(part, Flow) and (part.kind, part.direction) != _LENT:
                continue
            if (part.people_count or 0) > teachers:
                message = f"{part.people_count} 人，本校教师一共 {teachers} 人。"
                yield Finding(message, hint, support, (key, at, "people_count"))


def _lessons_over(school: School, profile: PilotSchool) -> Iterator[Finding]:
    """Yield counts of lessons and hours that are more than a school or a teacher has."""
    week = (profile.class_count or 0) * _LESSONS_A_WEEK
    hint = "请核对节数。"
    for entry in school.all(INSPECTION) if week else ():
        if (entry.record.lessons_observed or 0) > week:
            message = f"听课 {entry.record.lessons_observed} 节，全校一周一共约 {week} 节。"
            yield Finding(message, hint, entry, ("lessons_observed",))
    teaching = school.one(TEACHING)
    if teaching is None:
        return
    classroom, digital = teaching.record.classroom, teaching.record.digital
    most = (profile.teacher_count or 0) * _SCHOOL_WEEKS
    if most and classroom is not None and (classroom.open_lesson_count or 0) > most:
        message = f"公开课 {classroom.open_lesson_count} 节，本校教师 {profile.teacher_count} 人。"
        yield Finding(message, hint, teaching, ("classroom", "open_lesson_count"))
    if digital is None:
        return
    if (digital.training_hours or 0) > _WORKING_HOURS:
        message = f"人均培训 {digital.training_hours:g} 学时，一学年的工作时间约 {_WORKING_HOURS} 小时。"
        yield Finding(message, "请核对学时，写人均数。", teaching, ("digital", "training_hours"))
    for at, platform in enumerate(digital.platforms):
        if week and (platform.weekly_lessons or 0) > week:
            message = f"每周 {platform.weekly_lessons:g} 节，本校 {profile.class_count} 个班。"
            yield Finding(message, hint, teaching, ("digital", "platforms", at, "weekly_lessons"))


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
    for case in school.all(CASE):
        evidence = case.record.evidence
        # of pupils alone: a sample may also be of parents, or of lessons
        is_of_pupils = "学生" in (evidence.indicator or "") and "家长" not in (evidence.indicator or "")
        if is_of_pupils and (evidence.sample or 0) > students * _OTHER_YEAR:
            message = f"样本 {evidence.sample}，本校学生一共 {students} 人。"
            yield Finding(message, hint, case, ("evidence", "sample"))


CHECKS: tuple[Check, ...] = (part_over_whole,)
