"""Numbers over time as places on a drawing: readings of an indicator against its targets, tasks along a plan.

Only places and words; how they are drawn is `_charts.j2`. Every drawing has words that say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from qiangxiao.foundation.dates import chinese_date
from qiangxiao.foundation.vocabulary import TaskStatus
from qiangxiao.records.plan import ActionPlan
from qiangxiao.rendering.templates import amount
from qiangxiao.selection.progress import IndicatorState, TaskState

WIDTH = 320  # places across; about as many pixels as a card on a telephone has
_SIDE = 24  # room at both sides for half of a number
_TOP, _BOTTOM = 22, 60  # the highest and the lowest number; under it stand the years
_STEP = 13  # how much higher the next of several tasks due at about the same time stands
_NEAR = 11  # tasks nearer than this would cover each other
_AXIS = 74  # under the room for four tasks due together, above the years
OVERDUE = "逾期"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place with its words; `is_above` tells on which side of it they stand."""

    x: float
    y: float
    text: str = ""
    is_above: bool = True

    @property
    def text_y(self) -> float:
        """Where the words stand."""
        return self.y - 8 if self.is_above else self.y + 20


@dataclass(frozen=True, slots=True)
class Trend:
    """An indicator: the line of its readings, that of its targets, the years below, and all in words."""

    readings: tuple[Mark, ...]
    targets: tuple[Mark, ...]
    years: tuple[Mark, ...]
    words: str

    @property
    def line(self) -> str:
        """The places of the readings, as SVG writes them."""
        return _points(self.readings)

    @property
    def goal(self) -> str:
        """The places of the targets, from the first reading on."""
        return _points((*self.readings[:1], *self.targets))


@dataclass(frozen=True, slots=True)
class PlanMark:
    """A task on the line of its plan, at the day it is due."""

    x: float
    y: float
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan: its tasks, the years, today, how many tasks are how far, and all in words."""

    marks: tuple[PlanMark, ...]
    years: tuple[Mark, ...]
    today: Mark | None
    counts: tuple[tuple[str, int], ...]
    height: float
    words: str


def draw_trend(state: IndicatorState, plan: ActionPlan) -> Trend | None:
    """Return an indicator's drawing; None until it has a second number to compare with."""
    indicator = state.indicator
    values = [(plan.starts_on, indicator.baseline)] if indicator.baseline is not None else []
    values += [(found.reading.as_of, found.reading.value) for found in state.readings]
    if len(values) < 2:
        return None
    goals = [(_within(plan, date(year, 12, 31)), goal) for year, goal in sorted(indicator.targets.items())]
    days = [day for day, _ in (*values, *goals)]
    place_x = _scale(min(days), max(days))
    numbers = [value for _, value in (*values, *goals)]
    low, high = min(numbers), max(numbers)

    def place_y(value: float) -> float:
        return round(_BOTTOM - (_BOTTOM - _TOP) * ((value - low) / (high - low) if high > low else 0.5), 1)

    rises = values[-1][1] >= values[0][1]
    readings = [Mark(place_x(day), place_y(value)) for day, value in values]
    readings[0] = _worded(readings[0], _short(values[0][1], indicator.unit), not rises)
    readings[-1] = _worded(readings[-1], _short(values[-1][1], indicator.unit), rises)
    told = [f"起点{amount(values[0][1], indicator.unit)}"] if indicator.baseline is not None else []
    told += [f"{chinese_date(day)}{amount(value, indicator.unit)}" for day, value in values[len(told) :]]
    aims = [f"{year}年目标{amount(goal, indicator.unit)}" for year, goal in sorted(indicator.targets.items())]
    return Trend(
        tuple(readings),
        tuple(Mark(place_x(day), place_y(value)) for day, value in goals),
        _years(min(days), max(days), place_x),
        f"{indicator.name}（{indicator.direction.value}）：{'，'.join(told + aims)}",
    )


def draw_plan(plan: ActionPlan, states: Sequence[TaskState], today: date) -> PlanLine | None:
    """Return a plan's drawing; None when none of its tasks has a day."""
    dated = sorted(
        (state for state in states if state.task.due_on), key=lambda state: state.task.due_on or plan.ends_on
    )
    if not dated:
        return None
    days = [_due(state) for state in dated]
    first, last = min(plan.starts_on, *days), max(plan.ends_on, *days)
    place_x = _scale(first, last)
    marks: list[PlanMark] = []
    for state in dated:
        x = place_x(_due(state))
        level = 0
        while any(abs(mark.x - x) < _NEAR and mark.y == _AXIS - level * _STEP for mark in marks):
            level += 1
        marks.append(PlanMark(x, _AXIS - level * _STEP, state.task.title, _status(state)))
    order = [*TaskStatus, OVERDUE]
    counts = Counter(map(_status, states))
    told = tuple((str(name), counts[name]) for name in map(str, order) if counts[name])
    words = f"从{chinese_date(first)}到{chinese_date(last)}，共 {len(states)} 项任务：" + "，".join(
        f"{name} {count} 项" for name, count in told
    )
    return PlanLine(
        tuple(marks),
        _years(first, last, place_x),
        Mark(place_x(today), _AXIS, "今天") if first <= today <= last else None,
        told,
        _AXIS - min(mark.y for mark in marks),
        words,
    )


def _status(state: TaskState) -> str:
    return OVERDUE if state.is_overdue else state.status.value


def _due(state: TaskState) -> date:
    assert state.task.due_on
    return state.task.due_on


def _within(plan: ActionPlan, day: date) -> date:
    """Return a year's end, or the plan's when it ends before."""
    return min(day, plan.ends_on) if day.year == plan.ends_on.year else day


def _short(value: float, unit: str | None) -> str:
    """Return a number as it fits a drawing; the unit stands above it."""
    return amount(value, unit if unit == "%" else None)


def _worded(mark: Mark, text: str, is_above: bool) -> Mark:
    return Mark(mark.x, mark.y, text, is_above)


def _scale(first: date, last: date) -> Callable[[date], float]:
    span = max(1, (last - first).days)
    return lambda day: round(_SIDE + (WIDTH - 2 * _SIDE) * (day - first).days / span, 1)


def _years(first: date, last: date, place_x: Callable[[date], float]) -> tuple[Mark, ...]:
    """Return the turns of the years; the first day's year when none turns."""
    turns = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    if not turns:
        return (Mark(place_x(first), _AXIS, f"{first.year}"),)
    return tuple(Mark(place_x(day), _AXIS, f"{day.year}") for day in turns)


def _points(marks: Sequence[Mark]) -> str:
    return " ".join(f"{mark.x:g},{mark.y:g}" for mark in marks)
