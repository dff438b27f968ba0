"""Is the program carried out? Clause by clause n/N with who is missing, and the duties of each school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qiangxiao.catalog.catalog import Catalog, School, is_active_school
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.foundation.vocabulary import ActionStatus
from qiangxiao.records.inspection import INSPECTION
from qiangxiao.selection.progress import task_states
from qiangxiao.selection.requirements import REQUIREMENTS, Answer, Requirement


@dataclass(frozen=True, slots=True)
class Coverage:
    """One requirement over all active schools it is due for."""

    requirement: Requirement
    met: tuple[School, ...]
    lacking: tuple[tuple[School, Answer], ...]

    @property
    def total(self) -> int:
        """Number of schools the requirement is due for."""
        return len(self.met) + len(self.lacking)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something a school still has to do. `since` is when it became overdue, None if it is only missing."""

    school: School
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
    schools = active_schools(catalog, as_of)
    found = []
    for requirement in REQUIREMENTS:
        answers = [(school, requirement.test(catalog, school, as_of)) for school in schools]
        due = [(school, answer) for school, answer in answers if answer.is_due]
        found.append(
            Coverage(
                requirement,
                tuple(school for school, answer in due if answer.is_met),
                tuple((school, answer) for school, answer in due if not answer.is_met),
            )
        )
    return tuple(found)


STAFFING = ("support-school", "master-principals", "master-teachers", "advisors", "plan")


def coverage_sentence(catalog: Catalog, as_of: date) -> str:
    """Return the program's sentence: of all schools, how many have the whole team and a plan."""
    schools = active_schools(catalog, as_of)
    needed = [requirement for requirement in REQUIREMENTS if requirement.id in STAFFING]
    complete = [s for s in schools if all(r.test(catalog, s, as_of).is_met for r in needed)]
    limits = catalog.program.thresholds
    return (
        f"全部 {len(schools)} 所实验校中，{len(complete)} 所已配备 {limits.support_schools} 所支持学校、"
        f"{limits.master_principals} 名名校长、{limits.master_teachers} 名名师、"
        f"{limits.advisors} 名以上指导专家并制定了行动方案。"
    )


def duties(catalog: Catalog, school: School, as_of: date) -> tuple[Duty, ...]:
    """Return what a school lacks or is late with: overdue things first, oldest first."""
    found = [
        Duty(school, requirement.clause, requirement.title, answer.lack, requirement.file, answer.since)
        for requirement in REQUIREMENTS
        if not (answer := requirement.test(catalog, school, as_of)).is_met and answer.is_due
    ]
    for state in task_states(school, as_of):
        if state.is_overdue and state.task.due_on:
            lack = (
                f"任务“{state.task.title}”应在{chinese_date(state.task.due_on)}前完成，"
                f"现为{state.status.value}"
            )
            found.append(
                Duty(school, "三(四)", "行动方案的任务按期完成。", lack, "plan.yml", state.task.due_on)
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
                found.append(Duty(school, "三(三)", "视导指出的问题按期整改。", lack, file, action.due_on))
    return tuple(sorted(found, key=lambda duty: (duty.since is None, duty.since or date.max)))
