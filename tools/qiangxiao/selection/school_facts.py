"""What a parent asks of a school first: homework, who helps, how far, how content, what changed last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qiangxiao.catalog.catalog import Entry, School
from qiangxiao.foundation.vocabulary import TaskStatus
from qiangxiao.records.monitoring import MONITORING
from qiangxiao.records.support import SUPPORT, Partnership
from qiangxiao.records.teaching import TEACHING
from qiangxiao.records.update import UPDATE, ProgressUpdate
from qiangxiao.selection.edition import Edition
from qiangxiao.selection.progress import IndicatorState, indicator_states, task_states

_MINUTES = ("分钟", "分钟/天", "分钟/日")
"""Units of homework a day: not 分钟/周."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A number and the day it was measured."""

    value: float
    day: date


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """The facts of one school on a day; None where the school has not told. Homework is minutes a day."""

    homework: Dated | None
    homework_states: tuple[IndicatorState, ...]
    """Its plan's indicators of homework, with all readings."""
    partnership: Partnership | None
    done_count: int
    task_count: int
    satisfaction: Dated | None
    latest: Entry[ProgressUpdate] | None
    contact: tuple[str, ...]


def school_facts(edition: Edition, school: School) -> SchoolFacts:
    """Return the facts of a school as of the edition's day, each from its newest source."""
    day = edition.as_of
    states = indicator_states(school, day)
    homework = tuple(state for state in states if _is_homework(state))
    content = tuple(state for state in states if _is_satisfaction(state))
    tasks = [state for state in task_states(school, day) if state.status is not TaskStatus.CANCELLED]
    pair = own.partnership if (own := school.record(SUPPORT)) else None
    updates = edition.of(school, UPDATE)
    contact = school.profile.record.contact if school.profile else None
    return SchoolFacts(
        _newest(_reported_homework(school, day), *map(_current, homework)),
        homework,
        pair if pair and pair.is_active(day) else None,
        sum(state.status is TaskStatus.DONE for state in tasks),
        len(tasks),
        _newest(_surveyed(school, day), *map(_current, content)),
        updates[0] if updates else None,
        tuple(filter(None, (contact.office, contact.email))) if contact else (),
    )


def _is_homework(state: IndicatorState) -> bool:
    """Tell whether an indicator is minutes of homework a day: 书面作业日均时长, not 作业展示课节数."""
    return state.indicator.unit in _MINUTES and "作业" in state.indicator.name


def _is_satisfaction(state: IndicatorState) -> bool:
    """Tell whether an indicator is parents' satisfaction with the school, not with its courses."""
    name = state.indicator.name
    return state.indicator.unit == "%" and "家长" in name and "满意" in name and "课程" not in name


def _current(state: IndicatorState) -> Dated | None:
    found = state.current
    return Dated(found.reading.value, found.reading.as_of) if found else None


def _reported_homework(school: School, day: date) -> Dated | None:
    teaching = school.record(TEACHING)
    work = teaching.homework if teaching else None
    return Dated(work.minutes_per_day, work.as_of) if work and work.as_of <= day else None


def _surveyed(school: School, day: date) -> Dated | None:
    surveys = (entry.record.satisfaction for entry in school.all(MONITORING))
    found = [Dated(survey.percent, survey.surveyed_on) for survey in surveys if survey]
    return _newest(*(survey for survey in found if survey.day <= day))


def _newest(*found: Dated | None) -> Dated | None:
    return max((each for each in found if each), key=lambda each: each.day, default=None)
