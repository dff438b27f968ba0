"""What has to be there before something else: a partnership, an advisor, a plan, the start of a task."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from qiangxiao.catalog.catalog import Catalog, School
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.problems import Severity
from qiangxiao.foundation.vocabulary import TaskStatus
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.inspection import VISIT
from qiangxiao.records.plan import PLAN
from qiangxiao.records.support import SUPPORT

# A plan may start from numbers of the year before; a school may have been assessed for an earlier round.
_YEAR = timedelta(days=365)
_EARLIER_ROUND = timedelta(days=3 * 365)
# A visit is asked about a month after its day; until then it may be made and not yet written down.
_GRACE = timedelta(days=30)


@check("date.early", Severity.WARNING)
def before_it_could_be(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """事情不能早于它所依据的关系：结对以后才有共建，聘请以后才有指导。

    共建活动不早于结对开始，专家到校不早于他受聘（`since`），读数不早于方案开始之前一年，起点评估不早于加入之
    前三年。多半是年份写错了；确实更早的，请核对 `since`。
    """
    for school in catalog.schools.values():
        yield from _before_partnership(school)
        yield from _before_appointment(school)
        plan, baseline = school.record(PLAN), school.one(BASELINE)
        for entry in school.articles:
            for at, reading in enumerate(entry.record.readings):
                if plan is not None and reading.as_of < plan.starts_on - _YEAR:
                    message = f"读数的统计日期 {reading.as_of} 比方案开始的 {plan.starts_on} 早一年以上。"
                    yield Finding(message, "请核对年份。", entry, ("readings", at, "as_of"))
        joined = school.profile.record.enrolled_on if school.profile else None
        if joined and baseline is not None and baseline.record.assessed_on < joined - _EARLIER_ROUND:
            message = f"评估日期 {baseline.record.assessed_on} 比学校加入的 {joined} 早三年以上。"
            yield Finding(message, "请核对年份。", baseline, ("assessed_on",))


def _before_partnership(school: School) -> Iterator[Finding]:
    support = school.one(SUPPORT)
    partnership = support.record.partnership if support is not None else None
    for at, shared in enumerate(partnership.collaboration if partnership is not None else ()):
        if partnership is not None and shared.on is not None and shared.on < partnership.since:
            message = f"共建的日期 {shared.on} 早于结对开始的 {partnership.since}。"
            yield Finding(message, "请核对日期。", support, ("partnership", "collaboration", at, "on"))


def _before_appointment(school: School) -> Iterator[Finding]:
    support = school.record(SUPPORT)
    if support is None:
        return
    since: dict[str, date] = {}
    for people in (support.advisors, support.master_principals, support.master_teachers):
        for person in people:
            since[person.name] = min(person.since, since.get(person.name, person.since))
    for visit in school.all(VISIT):
        early = [name for name in visit.record.advisors if visit.record.date < since.get(name, date.min)]
        if early:
            message = f"到校日期 {visit.record.date} 早于“{early[0]}”受聘的 {since[early[0]]}。"
            yield Finding(message, "请核对日期，或 support.yml 里的 since。", visit, ("date",))


@check("task.early", Severity.WARNING)
def task_before_its_start(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """任务没有到开始的日期，不能报告进行中或已完成。

    提前做了的，请把行动方案里这项任务的 `starts_on` 改到实际开始的日期。
    """
    done = (TaskStatus.IN_PROGRESS, TaskStatus.DONE)
    for school in catalog.schools.values():
        plan = school.record(PLAN)
        starts = {task.id: task.starts_on for task in plan.tasks} if plan is not None else {}
        for entry in school.articles:
            for at, report in enumerate(entry.record.tasks):
                begins = starts.get(report.id)
                if begins is not None and report.status in done and entry.record.date < begins:
                    message = f"任务 {report.id} 到 {begins} 才开始，这里已经是“{report.status.value}”。"
                    hint = "请核对状态；提前做了的，改方案里的 starts_on。"
                    yield Finding(message, hint, entry, ("tasks", at, "status"))


@check("visit.overdue", Severity.ADVICE)
def visit_did_not_come(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """约好的下次指导，过了日子要有着落。

    已经来过的，补写那一次的 `visits/`；改了日期的，把 `next_on` 改到新的日期。过期一个月仍没有记录的会提示。
    """
    for school in catalog.schools.values():
        for last in sorted(school.all(VISIT), key=lambda visit: visit.record.date)[-1:]:
            day = last.record.next_on
            if day is not None and day + _GRACE < as_of:
                message = f"约好 {day} 再来，没有那以后的记录。"
                yield Finding(message, "请补写记录，或改 next_on。", last, ("next_on",))


CHECKS: tuple[Check, ...] = (before_it_could_be, task_before_its_start, visit_did_not_come)
