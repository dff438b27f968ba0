"""What the program demands of a school or district, clause by clause, each as one small function.

Coverage (n/N), the duties of a school, the advice of `check` and the eligibility for a featured period all
come from this one table. What a school lacks is 待补 (missing), not broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from inspect import cleandoc

from qiangxiao.catalog.catalog import Catalog, School
from qiangxiao.foundation.dates import Semester, chinese_date
from qiangxiao.foundation.vocabulary import TeachingStep
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.case import CASE
from qiangxiao.records.inspection import INSPECTION, VISIT
from qiangxiao.records.monitoring import MONITORING
from qiangxiao.records.plan import PLAN
from qiangxiao.records.support import SUPPORT, Dated
from qiangxiao.records.teaching import TEACHING
from qiangxiao.selection.progress import select_published_articles, select_published_updates


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a requirement is met. `lack` says in Chinese what is missing, `since` from when it was due."""

    is_met: bool
    lack: str = ""
    since: date | None = None
    is_due: bool = True
    """False when the requirement does not apply yet; such a school does not count."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One demand. `id` names its advice code `missing.<id>`; `file` is where it would be recorded."""

    id: str
    clause: str
    measure: str
    title: str
    explanation: str
    file: str
    key: str
    test: Callable[[Catalog, School, date], Answer]


_MET = Answer(True)
_NOT_DUE = Answer(True, is_due=False)
Test = Callable[[Catalog, School, date], Answer]


def _requirement(
    requirement_id: str, clause: str, measure: str, file: str, key: str = ""
) -> Callable[[Test], Requirement]:
    def decorate(test: Test) -> Requirement:
        title, _, rest = cleandoc(test.__doc__ or "").partition("\n")
        return Requirement(requirement_id, clause, measure, title.strip(), rest.strip(), file, key, test)

    return decorate


def _active(people: Iterable[Dated], as_of: date) -> int:
    return len({getattr(person, "name", id(person)) for person in people if person.is_active(as_of)})


def _counted(found: int, wanted: int, what: str, unit: str = "名") -> Answer:
    if found >= wanted:
        return _MET
    return Answer(False, f"{what} {found}/{wanted}，待补 {wanted - found} {unit}")


@_requirement("support-school", "三(一)", "leadership", "support.yml", "partnership")
def support_school(catalog: Catalog, school: School, as_of: date) -> Answer:
    """每所实验校有一所支持学校。

    在 `support.yml` 的 `partnership` 里写明支持学校、类别、支持方式和开始日期。
    """
    partnership = own.partnership if (own := school.record(SUPPORT)) else None
    found = 1 if partnership and partnership.is_active(as_of) else 0
    return _counted(found, catalog.program.thresholds.support_schools, "支持学校", "所")


@_requirement("master-principals", "三(一)", "leadership", "support.yml", "master_principals")
def master_principals(catalog: Catalog, school: School, as_of: date) -> Answer:
    """每所实验校有一名市级名校长（含培养对象）。

    在 `support.yml` 的 `master_principals` 里写姓名、单位和开始日期；任期已满的不计。
    """
    thresholds = catalog.program.thresholds
    people = own.master_principals if (own := school.record(SUPPORT)) else ()
    counted = [person for person in people if thresholds.master_candidate_counts or not person.is_candidate]
    return _counted(_active(counted, as_of), thresholds.master_principals, "名校长")


@_requirement("master-teachers", "三(一)", "leadership", "support.yml", "master_teachers")
def master_teachers(catalog: Catalog, school: School, as_of: date) -> Answer:
    """每所实验校有两名市级名师（含培养对象）。

    在 `support.yml` 的 `master_teachers` 里写姓名、学科、单位和开始日期；任期已满的不计。
    """
    thresholds = catalog.program.thresholds
    people = own.master_teachers if (own := school.record(SUPPORT)) else ()
    counted = [person for person in people if thresholds.master_candidate_counts or not person.is_candidate]
    return _counted(_active(counted, as_of), thresholds.master_teachers, "名师")


@_requirement("mentoring", "三(二)", "teachers", "support.yml", "mentoring")
def mentoring(catalog: Catalog, school: School, as_of: date) -> Answer:
    """每所实验校的教师有人带教。

    在 `support.yml` 的 `mentoring` 里按四个层次写明指导教师和被带教教师的人数。
    """
    pairs = own.mentoring if (own := school.record(SUPPORT)) else ()
    return _MET if any(pair.mentee_count for pair in pairs) else Answer(False, "带教情况待补")


@_requirement("principal-training", "三(二)", "teachers", "support.yml", "principal_training")
def principal_training(catalog: Catalog, school: School, as_of: date) -> Answer:
    """每所实验校的校长参加三年集群式培训。

    在 `support.yml` 的 `principal_training` 里写班次、第几年和参加次数。
    """
    support = school.one(SUPPORT)
    has = support is not None and support.record.principal_training is not None
    return _MET if has else Answer(False, "校长研修情况待补")


@_requirement("teaching-rules", "三(三)", "classroom", "teaching.yml", "rules")
def teaching_rules(catalog: Catalog, school: School, as_of: date) -> Answer:
    """每所实验校的五个教学环节都有制度。

    备课、上课、作业设计与反馈、辅导、学业评价，各有一项制度，写在 `teaching.yml` 的 `rules` 里。
    """
    teaching = school.one(TEACHING)
    steps = {rule.step for rule in teaching.record.rules} if teaching else set()
    lacking = [step.value for step in TeachingStep if step not in steps]
    return Answer(False, f"教学环节制度待补：{'、'.join(lacking)}") if lacking else _MET


@_requirement("inspections", "三(三)", "classroom", "inspections/", "")
def inspections(catalog: Catalog, school: School, as_of: date) -> Answer:
    """每所实验校每学期至少接受一次教学视导。

    学期结束时仍没有视导记录的，从那一天起算作逾期。每次视导在 `inspections/` 里建一个文件。
    """
    calendar = catalog.program.calendar
    semesters = due_semesters(catalog, school, as_of)
    if not semesters:
        return _NOT_DUE
    wanted = catalog.program.thresholds.inspections_per_semester
    lacking = [
        semester
        for semester in semesters
        if sum(
            _semester(catalog, entry.record.semester, entry.record.date) == semester
            for entry in school.all(INSPECTION)
        )
        < wanted
    ]
    if not lacking:
        return _MET
    names = "、".join(semester.label for semester in lacking)
    return Answer(False, f"缺视导记录：{names}", calendar.ends_on(lacking[0]) + timedelta(days=1))


def _semester(catalog: Catalog, stated: Semester | None, day: date) -> Semester:
    return stated or catalog.program.calendar.semester_of(day)


def due_semesters(catalog: Catalog, school: School, as_of: date) -> tuple[Semester, ...]:
    """Return the semesters for which a school owes an inspection; none when its enrolment date is unknown."""
    enrolled = school.profile.record.enrolled_on if school.profile else None
    return catalog.program.calendar.complete_semesters(enrolled, as_of) if enrolled else ()


@_requirement("baseline", "三(四)", "autonomy", "baseline.md", "")
def baseline(catalog: Catalog, school: School, as_of: date) -> Answer:
    """每所实验校有专家主持的起点评估。

    写在 `baseline.md`：短板、成功基因、发展需求和变革切入点。
    """
    return _MET if school.one(BASELINE) else Answer(False, "起点评估待补")


@_requirement("plan", "三(四)", "autonomy", "plan.yml", "")
def plan(catalog: Catalog, school: School, as_of: date) -> Answer:
    """每所实验校有三年行动方案。

    写在 `plan.yml`：目标、指标和任务。方案已到期的，要有新的方案。
    """
    plan = school.one(PLAN)
    if plan is None:
        return Answer(False, "三年行动方案待补")
    ends_on = plan.record.ends_on
    if ends_on < as_of:
        return Answer(False, f"行动方案已于{chinese_date(ends_on)}到期", ends_on)
    return _MET


@_requirement("advisors", "三(五)", "experts", "support.yml", "advisors")
def advisors(catalog: Catalog, school: School, as_of: date) -> Answer:
    """每所实验校至少有三名指导专家。

    写在 `support.yml` 的 `advisors` 里，各不相同；任期已满的不计。
    """
    people = own.advisors if (own := school.record(SUPPORT)) else ()
    return _counted(_active(people, as_of), catalog.program.thresholds.advisors, "指导专家")


@_requirement("visits", "三(五)", "experts", "visits/", "")
def visits(catalog: Catalog, school: School, as_of: date) -> Answer:
    """指导专家在过去一年里到过学校。

    伴随式指导要有记录：每次到校在 `visits/` 里建一个文件，写主题、建议和学校的回应。
    """
    enrolled = school.profile.record.enrolled_on if school.profile else None
    if enrolled is None or enrolled + timedelta(days=365) > as_of:
        return _NOT_DUE
    recent = [
        entry for entry in school.all(VISIT) if as_of - timedelta(days=365) <= entry.record.date <= as_of
    ]
    return _MET if recent else Answer(False, "一年内没有专家到校指导的记录")


@_requirement("digital", "三(六)", "digital", "teaching.yml", "digital")
def digital(catalog: Catalog, school: School, as_of: date) -> Answer:
    """每所实验校写明信息技术怎样用于教学。

    写在 `teaching.yml` 的 `digital` 里：教师培训、使用的平台、学情分析的方法。
    """
    teaching = school.one(TEACHING)
    has = teaching is not None and teaching.record.digital is not None
    return _MET if has else Answer(False, "信息技术应用情况待补")


@_requirement("monitoring", "三(七)", "evaluation", "monitoring/", "")
def monitoring(catalog: Catalog, school: School, as_of: date) -> Answer:
    """每所实验校每年有质量监测。

    在 `monitoring/` 里每年建一个文件，写各维度的变化方向，不写分数和名次。
    """
    enrolled = school.profile.record.enrolled_on if school.profile else None
    if enrolled is None or enrolled + timedelta(days=365) > as_of:
        return _NOT_DUE
    years = {int(entry.name[:4]) for entry in school.all(MONITORING) if entry.record.dimensions}
    return (
        _MET
        if years & {as_of.year, as_of.year - 1}
        else Answer(False, f"{as_of.year - 1}年以来没有质量监测记录")
    )


@_requirement("satisfaction", "三(七)", "evaluation", "monitoring/", "satisfaction")
def satisfaction(catalog: Catalog, school: School, as_of: date) -> Answer:
    """每所实验校做过家长满意度调查。

    写在 `monitoring/` 年度文件的 `satisfaction` 里；样本太小的不公布。
    """
    enrolled = school.profile.record.enrolled_on if school.profile else None
    if enrolled is None or enrolled + timedelta(days=365) > as_of:
        return _NOT_DUE
    has = any(entry.record.satisfaction for entry in school.all(MONITORING))
    return _MET if has else Answer(False, "家长满意度调查待补")


@_requirement("district-plan", "三(八)", "coordination", "../district.yml", "implementation_plan")
def district_plan(catalog: Catalog, school: School, as_of: date) -> Answer:
    """实验校所在的区县有强校工程实施方案。

    由区县在 `district.yml` 的 `implementation_plan` 里写明方案名称和印发日期。
    """
    entry = catalog.districts.get(school.district_id)
    return _MET if entry and entry.record.implementation_plan else Answer(False, "所在区县的实施方案待补")


@_requirement("updates", "三(八)", "coordination", "updates/", "")
def updates(catalog: Catalog, school: School, as_of: date) -> Answer:
    """每所实验校按期公布进展。

    超过规定天数没有新的进展就会提醒。进展不必长：做了什么、有什么变化、下一步。
    """
    limit = timedelta(days=catalog.program.thresholds.update_max_days)
    published = select_published_updates(school, as_of)
    enrolled = school.profile.record.enrolled_on if school.profile else None
    last = published[0].record.date if published else enrolled
    if last is None:
        return Answer(False, "还没有进展") if not published else _MET
    if last + limit >= as_of:
        return _MET if published else _NOT_DUE
    days = catalog.program.thresholds.update_max_days
    what = f"上次进展是{chinese_date(last)}，已超过 {days} 天" if published else "加入以来还没有进展"
    return Answer(False, what, last + limit + timedelta(days=1))


@_requirement("cases", "三(八)", "coordination", "cases/", "")
def cases(catalog: Catalog, school: School, as_of: date) -> Answer:
    """加入满一年的实验校至少分享一个教改案例。

    没有见效的做法也值得写：别的学校可以少走弯路。
    """
    enrolled = school.profile.record.enrolled_on if school.profile else None
    if enrolled is None or enrolled + timedelta(days=365) > as_of:
        return _NOT_DUE
    has = any(entry.kind is CASE for entry in select_published_articles(school, as_of))
    return _MET if has else Answer(False, "教改案例待补")


REQUIREMENTS: tuple[Requirement, ...] = (
    support_school,
    master_principals,
    master_teachers,
    mentoring,
    principal_training,
    teaching_rules,
    inspections,
    baseline,
    plan,
    advisors,
    visits,
    digital,
    monitoring,
    satisfaction,
    district_plan,
    updates,
    cases,
)
