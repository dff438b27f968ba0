"""The numbers of an issue: what was printed of whom, how far the measures are carried out, what is coming.

Computed for a draft whenever it is shown, written into the issue when it is published, then never again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from qiangxiao.catalog.catalog import Entry
from qiangxiao.foundation.vocabulary import EventStatus, TaskStatus
from qiangxiao.records.bulletin import (
    AdoptedFigures,
    BulletinIssue,
    CalendarFigures,
    Figures,
    MeasureFigures,
)
from qiangxiao.records.event import EVENT
from qiangxiao.selection.adoption import count_adopted
from qiangxiao.selection.coverage import active_schools, coverage
from qiangxiao.selection.edition import Edition
from qiangxiao.selection.progress import indicator_states, task_states

_AHEAD = timedelta(days=62)
"""How far an issue looks ahead: two months, in case the next issue is late."""


def figures_of(edition: Edition, entry: Entry[BulletinIssue], day: date) -> Figures:
    """Return the numbers of an issue on its day; those that publication has frozen stay."""
    if entry.record.figures is not None:
        return entry.record.figures
    then = Edition(edition.catalog, min(day, edition.as_of))
    return Figures(
        adopted=tuple(
            AdoptedFigures(
                district=row.district,
                school=row.school,
                in_issue=row.in_issue,
                submitted=row.submitted,
                in_year=row.in_year,
            )
            for row in count_adopted(edition, entry, day)
        ),
        measures=tuple(_measures(then)),
        lines=tuple(_progress(then)),
        calendar=tuple(_calendar(then, entry, day)),
    )


def _measures(edition: Edition) -> Iterator[MeasureFigures]:
    """Yield each measure with the requirements of its clauses: met, and due."""
    met, due = Counter[str](), Counter[str]()
    for found in coverage(edition.catalog, edition.as_of):
        for measure in edition.catalog.program.measures:
            if found.requirement.clause.startswith(measure.clause):
                met[measure.name] += len(found.met)
                due[measure.name] += found.total
    for measure in edition.catalog.program.measures:
        if due[measure.name]:
            yield MeasureFigures(measure=measure.name, met=met[measure.name], due=due[measure.name])


def _progress(edition: Edition) -> Iterator[str]:
    """Yield how far the plans are: tasks done and late, indicators read and at their targets."""
    schools = active_schools(edition.catalog, edition.as_of)
    tasks = [state for school in schools for state in task_states(school, edition.as_of)]
    if tasks:
        done = sum(state.status is TaskStatus.DONE for state in tasks)
        late = sum(state.is_overdue for state in tasks)
        yield f"行动方案的任务：共{len(tasks)}项，已完成{done}项，逾期{late}项。"
    read = [s for school in schools for s in indicator_states(school, edition.as_of) if s.is_met is not None]
    if read:
        met = sum(state.is_met is True for state in read)
        yield f"行动方案的指标：有读数的{len(read)}项，达到目标的{met}项。"


def _calendar(edition: Edition, entry: Entry[BulletinIssue], day: date) -> Iterator[CalendarFigures]:
    """Yield the events to come that the issue does not print as texts, soonest first."""
    for event in reversed(edition.all(EVENT)):
        record, begins = event.record, event.record.starts_at.date()
        is_printed = {event.id, event.permanent_id} & set(entry.record.items)
        if record.status is EventStatus.CANCELLED or is_printed or not day <= begins <= day + _AHEAD:
            continue
        place = f"，{record.place}" if record.place else ""
        yield CalendarFigures(on=begins, what=f"{record.title}{place}")
