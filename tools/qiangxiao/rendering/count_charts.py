"""Numbers side by side as bars: what was submitted, printed and used by others, by month or by name.

Only places and words, as in `charts`; every drawing has words that say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qiangxiao.rendering.charts import WIDTH
from qiangxiao.selection.contribution_counts import Counted

SERIES = ("报送", "采用", "他校借鉴")
_NAME = 14  # room for a bar's name, above it
_BAR, _GAP = 6, 2  # a bar's thickness, and what is between the bars of one name
_ROW_GAP = 9  # what is between two names
_TALLEST = 66  # the highest column
_HEAD = 28  # room above columns for what they count and for a number
_AXIS_ROOM = 6  # what is between an axis and the next panel


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from its left upper corner; `text` is its number where it stands at the bar."""

    series: int
    x: float
    y: float
    width: float
    height: float
    text: str = ""

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """A name with its numbers in words, and its bars."""

    y: float
    label: str
    text: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars that lie, one under another, by name."""

    rows: tuple[Row, ...]
    height: float
    words: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Columns of one series, on their axis."""

    title: str
    top: float
    axis: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns that stand, a panel for each series, all on one scale; the labels stand under the last."""

    panels: tuple[Panel, ...]
    labels: tuple[tuple[float, str], ...]
    height: float
    words: str


def draw_bars(counted: Sequence[Counted]) -> Bars | None:
    """Return bars by name; None when there is nothing to draw."""
    shown, most = _measure(counted)
    if not most:
        return None
    rows, y = [], 0.0
    for found in counted:
        bars = tuple(
            Bar(at, 0, y + _NAME + 3 + at * (_BAR + _GAP), round(WIDTH * found.numbers[at] / most, 1), _BAR)
            for at in shown
        )
        rows.append(Row(y + _NAME - 2, found.label, _say(found, shown), bars))
        y += _NAME + 3 + len(shown) * (_BAR + _GAP) + _ROW_GAP
    return Bars(tuple(rows), y, _say_all(counted, shown))


def draw_columns(counted: Sequence[Counted]) -> Columns | None:
    """Return columns, a panel for each series; None when there is nothing to draw."""
    shown, most = _measure(counted)
    if not most:
        return None
    slot = WIDTH / len(counted)
    width = round(slot * 0.56, 1)
    panels, y = [], 0.0
    for at in shown:
        numbers = [found.numbers[at] for found in counted]
        axis = y + _HEAD + round(_TALLEST * max(numbers) / most, 1)
        bars = []
        for place, number in enumerate(numbers):
            height = round(_TALLEST * number / most, 1)
            x = round(slot * place + (slot - width) / 2, 1)
            bars.append(Bar(at, x, round(axis - height, 1), width, height, str(number or "")))
        panels.append(Panel(SERIES[at], y, axis, tuple(bars)))
        y = axis + _AXIS_ROOM
    labels = tuple(
        (round(slot * (place + 0.5), 1), found.label.removesuffix("月"))
        for place, found in enumerate(counted)
    )
    return Columns(tuple(panels), labels, y + 10, _say_all(counted, shown))


def _measure(counted: Sequence[Counted]) -> tuple[tuple[int, ...], int]:
    """Return which series to draw (used by others only where something was), and the largest number."""
    most = [max((found.numbers[at] for found in counted), default=0) for at in range(len(SERIES))]
    return tuple(at for at in range(len(SERIES)) if at < 2 or most[at]), max(most)


def _say(found: Counted, shown: Sequence[int]) -> str:
    return "，".join(f"{SERIES[at]} {found.numbers[at]}" for at in shown)


def _say_all(counted: Sequence[Counted], shown: Sequence[int]) -> str:
    return "；".join(f"{found.label}{_say(found, shown)}" for found in counted)
