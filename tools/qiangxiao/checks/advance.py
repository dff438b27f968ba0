"""What plans, tasks and demands become: forward only, owned, dated, measured, and with their end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.problems import Severity
from qiangxiao.foundation.vocabulary import ActionStatus, TaskStatus
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.inspection import INSPECTION, TeachingInspection
from qiangxiao.records.plan import PLAN
from qiangxiao.records.update import ProgressUpdate, TaskReport

_STEPS = {TaskStatus.NOT_STARTED: 0, TaskStatus.DELAYED: 1, TaskStatus.IN_PROGRESS: 1, TaskStatus.DONE: 2}
# A demand is asked about a month after its day; until then it may be done and not yet written down.
_GRACE = timedelta(days=30)


@check("task.backward", Severity.WARNING)
def status_goes_backward(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """任务的状态只往前走；往回走的要写明原因。

    已经报告完成或取消的任务，后来又写成未开始、进行中，读者会以为前一次说错了。确实重新开始的，请在 `note` 里
    写明原因；写错的，请改过来。
    """
    for school in catalog.schools.values():
        last: dict[str, tuple[TaskStatus, Entry[ProgressUpdate]]] = {}
        for entry in reversed(school.articles):
            for at, report in enumerate(entry.record.tasks):
                before = last.get(report.id)
                last[report.id] = (report.status, entry)
                if before is None or report.note or not _is_back(before[0], report):
                    continue
                earlier = f"{before[1].name} 里是“{before[0].value}”"
                message = f"任务 {report.id} 在 {earlier}，这里又是“{report.status.value}”。"
                hint = "请核对状态；确实如此的，请在 note 里写明原因。"
                yield Finding(message, hint, entry, ("tasks", at, "status"))


def _is_back(before: TaskStatus, report: TaskReport) -> bool:
    if before is TaskStatus.CANCELLED:
        return report.status is not TaskStatus.CANCELLED
    return report.status is not TaskStatus.CANCELLED and _STEPS[report.status] < _STEPS[before]


@check("task.reason", Severity.WARNING)
def delay_without_a_reason(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """任务延期或取消，要写明原因。

    在这一条的 `note` 里写一句：为什么延期，延到什么时候；为什么取消，用什么代替。
    """
    for school in catalog.schools.values():
        for entry in school.articles:
            for at, report in enumerate(entry.record.tasks):
                if report.status in (TaskStatus.DELAYED, TaskStatus.CANCELLED) and not report.note:
                    message = f"任务 {report.id} “{report.status.value}”，没有写原因。"
                    yield Finding(message, "请在 note 里写明原因。", entry, ("tasks", at, "status"))


@check("plan.task.owner", Severity.ADVICE)
def task_of_nobody(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """每项任务要有责任处室和完成期限。

    没有人负责、没有期限的任务，看不出做没做完。在任务里写 `owner`（处室或岗位）和 `due_on`（日期）。
    """
    for entry in catalog.all(PLAN):
        for at, task in enumerate(entry.record.tasks):
            lacking = [name for name, v in (("责任处室", task.owner), ("完成期限", task.due_on)) if not v]
            if lacking:
                message = f"任务“{task.title}”没有{'和'.join(lacking)}。"
                yield Finding(message, "请写上 owner 和 due_on。", entry, ("tasks", at, "title"))


@check("plan.objective.unmeasured", Severity.WARNING)
def objective_without_measure(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """每个目标都要有指标来衡量，有任务去做到。

    在某个指标、某项任务的 `objective` 里写上这个目标的编号。没有数字可写的目标，写“越高越好”的次数、人数
    也行。
    """
    for entry in catalog.all(PLAN):
        known = {objective.id for objective in entry.record.objectives}
        measured = {indicator.objective for indicator in entry.record.indicators}
        worked_on = {task.objective for task in entry.record.tasks}
        if {"objectives", "indicators", "tasks"} & entry.faulty or (measured | worked_on) - known:
            continue  # an objective that is not there is reported, and may be the one
        for at, objective in enumerate(entry.record.objectives):
            parts = (("指标", measured), ("任务", worked_on))
            lacking = [noun for noun, served in parts if objective.id not in served]
            if lacking:
                message = f"目标 {objective.id} 没有{'，也没有'.join(lacking)}。"
                hint = f"请在{'、'.join(lacking)}的 objective 里写上 {objective.id}。"
                yield Finding(message, hint, entry, ("objectives", at, "id"))


@check("plan.before-baseline", Severity.WARNING)
def plan_before_baseline(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """先有起点评估，再通过行动方案。

    方案要回应评估发现的问题，通过日期不应早于评估日期。请核对 `plan.yml` 的 `adopted_on`（没有填的看
    `starts_on`）和 `baseline.md` 的 `assessed_on`。
    """
    for school in catalog.schools.values():
        plan, baseline = school.one(PLAN), school.record(BASELINE)
        if plan is None or baseline is None:
            continue
        key = "adopted_on" if plan.record.adopted_on else "starts_on"
        day = plan.record.adopted_on or plan.record.starts_on
        if day < baseline.assessed_on:
            message = f"方案的日期是 {day}，起点评估到 {baseline.assessed_on} 才做。"
            yield Finding(message, "请核对两个日期。", plan, (key,))


@check("plan.research.result", Severity.ADVICE)
def research_without_result(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """结题日期已过的课题，要写明结果。

    在课题的 `outcome` 里写一句：结题了没有，留下了什么；延期的，把 `ends_on` 改到新的日期。
    """
    for entry in catalog.all(PLAN):
        for at, project in enumerate(entry.record.research):
            if project.ends_on is not None and project.ends_on < as_of and not project.outcome:
                message = f"课题“{project.title}”的结题日期 {project.ends_on} 已过，没有写结果。"
                hint = "请在 outcome 里写明结果，或改结题日期。"
                yield Finding(message, hint, entry, ("research", at, "ends_on"))


@check("action.date")
def action_before_inspection(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """整改事项的期限不能早于视导的日期。

    期限是视导以后的事。多半是年份写错了。
    """
    for entry, at, due_on, _ in _actions(catalog):
        if due_on < entry.record.date:
            message = f"期限 {due_on} 早于视导的日期 {entry.record.date}。"
            yield Finding(message, "请核对日期。", entry, ("actions", at, "due_on"))


@check("action.overdue", Severity.ADVICE)
def action_overdue(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """视导要求整改的事项，过了期限要有着落。

    已经改好的，把 `status` 改成“已整改”；还在改的，写“整改中”并把期限改到新的日期。过期一个月仍没有
    改动的会提示。
    """
    for entry, at, due_on, status in _actions(catalog):
        if status is not ActionStatus.CLOSED and due_on + _GRACE < as_of:
            message = f"整改期限 {due_on} 已过，状态还是“{status.value}”。"
            yield Finding(message, "请更新状态或期限。", entry, ("actions", at, "due_on"))


def _actions(catalog: Catalog) -> Iterator[tuple[Entry[TeachingInspection], int, date, ActionStatus]]:
    """Yield every action with a day: the inspection, where it stands there, the day and the status."""
    for entry in catalog.all(INSPECTION):
        for at, action in enumerate(() if "actions" in entry.faulty else entry.record.actions):
            if action.due_on is not None:
                yield entry, at, action.due_on, action.status


CHECKS: tuple[Check, ...] = (
    status_goes_backward,
    delay_without_a_reason,
    task_of_nobody,
    objective_without_measure,
    plan_before_baseline,
    research_without_result,
    action_before_inspection,
    action_overdue,
)
