"""Is the program carried out? Clause by clause n/N with who is missing, and the duties of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from qiangxiao.catalog.catalog import Catalog, School, is_active_school
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.foundation.vocabulary import ActionStatus, Bearer
from qiangxiao.records.inspection import INSPECTION
from qiangxiao.records.kind import Kind
from qiangxiao.records.plan import PLAN
from qiangxiao.selection.progress import task_states
from qiangxiao.selection.requirements import (
    Answer,
    Owner,
    Requirement,
    owner_of,
    owners,
    requirements_of,
)

_ON_TIME = "行动方案的任务按期完成。"


@dataclass(frozen=True, slots=True)
class Coverage:
    """One requirement over all it is due for: active schools, their districts, or the city."""

    requirement: Requirement
    met: tuple[Owner, ...]
    lacking: tuple[tuple[Owner, Answer], ...]

    @property
    def total(self) -> int:
        """Number of those the requirement is due for."""
        return len(self.met) + len(self.lacking)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something somebody still has to do. `since` is when it became overdue, None if it is only missing."""

    owner: Owner
    clause: str
    title: str
    lack: str
    file: str
    since: date | None = None


def active_schools(catalog: Catalog, as_of: date) -> tuple[School, ...]:
    """Return the schools in the program on a day, by id."""
    return tuple(school for school in catalog.schools.values() if is_active_school(school, as_of))


def coverage(catalog: Catalog, as_of: date) -> tuple[Coverage, ...]:
    """Return every requirement's coverage, in the order of the policy's clauses."""
    everybody = {bearer: owners(catalog, bearer, as_of) for bearer in Bearer}
    found = []
    for requirement in requirements_of(catalog):
        answers = [
            (owner, requirement.answer(catalog, owner, as_of)) for owner in everybody[requirement.demand.of]
        ]
        due = [(owner, answer) for owner, answer in answers if answer.is_due]
        found.append(
            Coverage(
                requirement,
                tuple(owner for owner, answer in due if answer.is_met),
                tuple((owner, answer) for owner, answer in due if not answer.is_met),
            )
        )
    return tuple(found)


def coverage_sentence(catalog: Catalog, as_of: date) -> str:
    """Return the one sentence that may be claimed: how many schools have all that `staffing` names."""
    schools = active_schools(catalog, as_of)
    if not schools:
        return "还没有实验校的资料。"
    needed = [item for item in requirements_of(catalog, Bearer.SCHOOL) if item.id in catalog.policy.staffing]
    if not needed:
        return f"共有 {len(schools)} 所实验校。"
    complete = [s for s in schools if all(item.test(catalog, s, as_of).is_met for item in needed)]
    named = "、".join(item.quantity(catalog) for item in needed)
    return f"全部 {len(schools)} 所实验校中，{len(complete)} 所已齐备：{named}。"


def owed(catalog: Catalog, owner: Owner, of: Bearer, as_of: date) -> tuple[Duty, ...]:
    """Return what the policy demands of somebody and is lacking or late, oldest first."""
    found = [
        Duty(owner, requirement.clause, requirement.title, answer.lack, requirement.file, answer.since)
        for requirement in requirements_of(catalog, of)
        if not (answer := requirement.answer(catalog, owner, as_of)).is_met and answer.is_due
    ]
    return _oldest_first(found)


def duties(catalog: Catalog, school: School, as_of: date) -> tuple[Duty, ...]:
    """Return what a school lacks or is late with: overdue things first, oldest first."""
    owner = owner_of(school)
    found = list(owed(catalog, owner, Bearer.SCHOOL, as_of))
    for state in task_states(school, as_of):
        if state.is_overdue and state.task.due_on:
            lack = (
                f"任务“{state.task.title}”应在{chinese_date(state.task.due_on)}前完成，"
                f"现为{state.status.value}"
            )
            found.append(
                Duty(owner, _clause_of(catalog, PLAN), _ON_TIME, lack, PLAN.example, state.task.due_on)
            )
    for entry in school.all(INSPECTION):
        if entry.record.date > as_of:
            continue  # not published yet
        for action in entry.record.actions:
            if action.due_on and action.due_on < as_of and action.status is not ActionStatus.CLOSED:
                lack = (
                    f"视导整改“{action.what}”应在{chinese_date(action.due_on)}前完成，"
                    f"现为{action.status.value}"
                )
                file = entry.path.split("/", 3)[-1]
                clause = _clause_of(catalog, INSPECTION)
                found.append(Duty(owner, clause, "视导指出的问题按期整改。", lack, file, action.due_on))
    return _oldest_first(found)


def _clause_of(catalog: Catalog, kind: Kind[Any]) -> str:
    """Return the clause that demands a kind of file; empty when the policy does not."""
    return next((item.clause for item in requirements_of(catalog) if item.demand.look == kind.name), "")


def _oldest_first(found: Iterable[Duty]) -> tuple[Duty, ...]:
    return tuple(sorted(found, key=lambda duty: (duty.since is None, duty.since or date.max)))
