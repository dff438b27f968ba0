"""Objectives, indicators, tasks and problems: what
plan, baseline and updates say of each other must agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Catalog, Entry, School
from qiangxiao.checks.hints import nearest
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.problems import Severity
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.case import CASE
from qiangxiao.records.kind import Kind
from qiangxiao.records.plan import PLAN
from qiangxiao.records.reading import Place


def _is_unreadable(catalog: Catalog, school: School, kind: Kind[Any]) -> bool:
    return f"{school.id}/{kind.name}" in catalog.known_ids and school.one(kind) is None


@check("plan.objective.unknown")
def unknown_objective(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """任务和指标要属于方案里已有的目标。

    `objective` 填的是本方案 `objectives` 里某个目标的编号，例如 `o1`。
    """
    for school in catalog.schools.values():
        plan = school.one(PLAN)
        if plan is None:
            continue
        allowed = catalog.stated(plan, "objectives", "id")
        named = [("tasks", at, task.objective) for at, task in enumerate(plan.record.tasks)]
        named += [("indicators", at, item.objective) for at, item in enumerate(plan.record.indicators)]
        for name, at, objective_id in named:
            if objective_id not in allowed:
                message = f"方案里没有编号为“{objective_id}”的目标。"
                hint = nearest(objective_id, allowed, "目标")
                yield Finding(message, hint, plan, (name, at, "objective"))


@check("baseline.problem.unknown")
def unknown_problem(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """目标和案例针对的问题，要在本校的起点评估里。

    `problems` 填的是 `baseline.md` 里问题的编号，例如 `p1`。还没有起点评估的，先不填。
    """
    for school in catalog.schools.values():
        baseline = school.one(BASELINE)
        if _is_unreadable(catalog, school, BASELINE):
            continue
        allowed = catalog.stated(baseline, "problems", "id") if baseline else frozenset()
        for entry, place, problem_id in _problem_references(school):
            if problem_id not in allowed:
                where = "起点评估里" if baseline else "本校还没有起点评估，"
                message = f"{where}没有编号为“{problem_id}”的问题。"
                yield Finding(message, nearest(problem_id, allowed, "问题"), entry, place)


def _problem_references(school: School) -> Iterator[tuple[Entry[BaseModel], Place, str]]:
    plan = school.one(PLAN)
    if plan is not None:
        for at, objective in enumerate(plan.record.objectives):
            for index, problem_id in enumerate(objective.problems):
                yield plan, ("objectives", at, "problems", index), problem_id
    for case in school.all(CASE):
        for index, problem_id in enumerate(case.record.problems):
            yield case, ("problems", index), problem_id


@check("plan.objective.unanswered", Severity.ADVICE)
def unanswered_problem(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """起点评估发现的每个问题，最好都有目标来回应。

    在行动方案的目标里用 `problems` 写上它针对的问题；有意不列入的，可以不理会这条提示。
    """
    for school in catalog.schools.values():
        baseline = school.one(BASELINE)
        plan = school.one(PLAN)
        if baseline is None or plan is None or "objectives" in plan.faulty:
            continue
        answered = {problem for objective in plan.record.objectives for problem in objective.problems}
        for index, problem in enumerate(baseline.record.problems):
            if problem.id not in answered:
                message = f"行动方案里没有目标回应问题“{problem.id}”。"
                hint = "请在 plan.yml 某个目标的 problems 里写上它。"
                yield Finding(message, hint, baseline, ("problems", index, "id"))


@check("update.task.unknown")
def unknown_task(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """进展和案例里的任务，要在本校的行动方案里。

    `tasks` 里的 `id` 填的是 `plan.yml` 里任务的编号，例如 `t1`。方案里没有的事，写在正文里就可以。
    """
    for school in catalog.schools.values():
        plan = school.one(PLAN)
        if _is_unreadable(catalog, school, PLAN):
            continue
        allowed = catalog.stated(plan, "tasks", "id") if plan else frozenset()
        for entry in school.articles:
            for index, report in enumerate(entry.record.tasks):
                if report.id not in allowed:
                    where = "行动方案里" if plan else "本校还没有行动方案，"
                    message = f"{where}没有编号为“{report.id}”的任务。"
                    yield Finding(message, nearest(report.id, allowed, "任务"), entry, ("tasks", index, "id"))


@check("update.indicator.unknown")
def unknown_indicator(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """读数的指标，要在本校的行动方案里。

    `readings` 里的 `indicator` 填的是 `plan.yml` 里指标的编号，例如 `i1`。
    """
    for school in catalog.schools.values():
        plan = school.one(PLAN)
        if _is_unreadable(catalog, school, PLAN):
            continue
        allowed = catalog.stated(plan, "indicators", "id") if plan else frozenset()
        for entry in school.articles:
            for index, reading in enumerate(entry.record.readings):
                if reading.indicator not in allowed:
                    where = "行动方案里" if plan else "本校还没有行动方案，"
                    message = f"{where}没有编号为“{reading.indicator}”的指标。"
                    hint = nearest(reading.indicator, allowed, "指标")
                    yield Finding(message, hint, entry, ("readings", index, "indicator"))


CHECKS: tuple[Check, ...] = (
    unknown_objective,
    unknown_problem,
    unanswered_problem,
    unknown_task,
    unknown_indicator,
)
