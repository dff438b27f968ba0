"""How far a plan has come on a day, computed from the school's published updates and never claimed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qiangxiao.catalog.catalog import Catalog, Entry, School, is_published
from qiangxiao.foundation.vocabulary import IndicatorDirection, TaskStatus
from qiangxiao.records.case import CASE
from qiangxiao.records.plan import PLAN, Indicator, Task
from qiangxiao.records.update import UPDATE, ProgressUpdate, Reading

_CLOSED = (TaskStatus.DONE, TaskStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class TaskState:
    """A task's latest reported status. `source` is the update that reported it, None if none did."""

    task: Task
    status: TaskStatus
    note: str
    source: Entry[ProgressUpdate] | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """One measured value and the update it comes from."""

    reading: Reading
    source: Entry[ProgressUpdate]


@dataclass(frozen=True, slots=True)
class IndicatorState:
    """An indicator's readings, oldest first, against its baseline and the target that applies."""

    indicator: Indicator
    readings: tuple[IndicatorReading, ...]
    target_year: int | None
    target: float | None

    @property
    def current(self) -> IndicatorReading | None:
        """The newest reading."""
        return self.readings[-1] if self.readings else None

    @property
    def is_met(self) -> bool | None:
        """Whether the newest reading reaches the target that applies; None if either is missing."""
        if self.current is None or self.target is None:
            return None
        value = self.current.reading.value
        if self.indicator.direction is IndicatorDirection.HIGHER_IS_BETTER:
            return value >= self.target
        return value <= self.target

    @property
    def is_improved(self) -> bool | None:
        """Whether the newest reading is better than the baseline; None if either is missing."""
        if self.current is None or self.indicator.baseline is None:
            return None
        change = self.current.reading.value - self.indicator.baseline
        return change > 0 if self.indicator.direction is IndicatorDirection.HIGHER_IS_BETTER else change < 0


def select_published_updates(school: School, as_of: date) -> tuple[Entry[ProgressUpdate], ...]:
    """Return a school's published updates, newest first."""
    return tuple(entry for entry in school.all(UPDATE) if is_published(entry, as_of))


def select_published_articles(school: School, as_of: date) -> tuple[Entry[ProgressUpdate], ...]:
    """Return a school's published updates and cases, newest first."""
    return tuple(entry for entry in school.articles if is_published(entry, as_of))


def task_states(school: School, as_of: date) -> tuple[TaskState, ...]:
    """Return the state of every task of a school's plan; none without a plan."""
    plan = school.one(PLAN)
    if plan is None:
        return ()
    articles = select_published_articles(school, as_of)
    return tuple(_task_state(task, articles, as_of) for task in plan.record.tasks)


def _task_state(task: Task, articles: Sequence[Entry[ProgressUpdate]], as_of: date) -> TaskState:
    for entry in articles:
        for report in entry.record.tasks:
            if report.id == task.id:
                return TaskState(
                    task, report.status, report.note or "", entry, _is_late(task, report.status, as_of)
                )
    return TaskState(task, TaskStatus.NOT_STARTED, "", None, _is_late(task, TaskStatus.NOT_STARTED, as_of))


def _is_late(task: Task, status: TaskStatus, as_of: date) -> bool:
    return task.due_on is not None and task.due_on < as_of and status not in _CLOSED


def indicator_states(school: School, as_of: date) -> tuple[IndicatorState, ...]:
    """Return the state of every indicator of a school's plan; none without a plan."""
    plan = school.one(PLAN)
    if plan is None:
        return ()
    articles = select_published_articles(school, as_of)
    return tuple(_indicator_state(indicator, articles, as_of) for indicator in plan.record.indicators)


def _indicator_state(
    indicator: Indicator, articles: Sequence[Entry[ProgressUpdate]], as_of: date
) -> IndicatorState:
    found = [
        IndicatorReading(reading, entry)
        for entry in articles
        for reading in entry.record.readings
        if reading.indicator == indicator.id and reading.as_of <= as_of
    ]
    found.sort(key=lambda item: (item.reading.as_of, item.source.record.date, item.source.id))
    years = sorted(indicator.targets)
    year = next((year for year in years if year >= as_of.year), years[-1] if years else None)
    return IndicatorState(
        indicator, tuple(found), year, indicator.targets[year] if year is not None else None
    )


def adopters(catalog: Catalog, as_of: date) -> dict[str, tuple[Entry[ProgressUpdate], ...]]:
    """Return, for every content id whose experience was
    used, the published articles that used it, newest first.
    """
    found: dict[str, list[Entry[ProgressUpdate]]] = {}
    for entry in sorted(
        (*catalog.all(UPDATE), *catalog.all(CASE)), key=lambda e: (-e.record.date.toordinal(), e.id)
    ):
        if is_published(entry, as_of):
            for content_id in entry.record.adopts:
                found.setdefault(content_id, []).append(entry)
    return {content_id: tuple(entries) for content_id, entries in sorted(found.items())}
