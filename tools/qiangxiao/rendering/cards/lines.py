"""Breaks a Chinese title: no closing mark begins a line, no opening mark ends one, words and numbers stay
whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

Measure = Callable[[str], float]
NO_START = frozenset("，。、；：？！）》」』】〕〉”’…—～·％‰℃,.!?:;)]}>%")
NO_END = frozenset("（《「『【〔〈“‘([{<#＃")
_CLOSING = frozenset("）》」』】〕〉”’)]}>")
# catches "12.5%", "2026-10-12", "——", spares "12 节", "一二", "- 一" (what no line may break)
_UNIT = re.compile(r"[A-Za-z0-9]+(?:[.,:/'’+\-–][A-Za-z0-9]+)*[%％‰℃]?|—{2}|…{2}| +|.", re.DOTALL)
_INSIDE = 0.5
"""How unwelcome a break inside brackets or quotation marks is, in widths of a line left empty."""
_IN_PHRASE = 0.3
"""The same for a break after anything but a mark."""


def line_units(text: str) -> list[str]:
    """Return the pieces of a text that are never cut:
    characters, words, numbers with their sign, dashes in pairs.
    """
    return _UNIT.findall(" ".join(text.split()))


def break_lines(text: str, measure: Measure, width: float, most: int) -> tuple[str, ...] | None:
    """Return a text as lines no wider than `width`, evenly filled; None when more than `most` are needed."""
    units = [
        piece for unit in line_units(text) for piece in ([unit] if measure(unit) <= width else list(unit))
    ]
    return _Breaker(units, measure, width).lines(most) if units else ()


def shorten(text: str, measure: Measure, width: float, most: int) -> tuple[str, ...]:
    """Return as many lines as allowed of a text that does not fit, ending in an ellipsis."""
    units = line_units(text)
    ends = accumulate(measure(unit) for unit in units)
    units = units[: 1 + sum(end <= width * most for end in ends)]  # more can never fit
    while len(units) > 1:
        units.pop()
        while len(units) > 1 and (units[-1] in NO_END or units[-1] in "，、；：——"):
            units.pop()
        lines = break_lines("".join(units).rstrip() + "…", measure, width, most)
        if lines is not None:
            return lines
    return ("…",)


class _Breaker:
    """Divides units into lines; widths are sums, so that trying every division is cheap."""

    def __init__(self, units: Sequence[str], measure: Measure, width: float) -> None:
        self.units, self.width = units, width
        self.ends = [0.0, *accumulate(measure(unit) for unit in units)]
        opened = accumulate((unit in NO_END) - (unit in _CLOSING) for unit in units)
        self.is_inside = [False, *(depth > 0 for depth in opened)]
        self.penalties = [self._penalty(at) for at in range(len(units) + 1)]

    def lines(self, most: int) -> tuple[str, ...] | None:
        """Return the fewest lines, as even as they can be."""
        for count in range(1, most + 1):
            if self.ends[-1] <= self.width * count and (found := self._divide_evenly(count)) is not None:
                return found
        return None

    def _penalty(self, at: int) -> float | None:
        """Return what a break before a unit costs; None where there must be none."""
        if at in (0, len(self.units)):
            return 0.0
        before, after = self.units[at - 1], self.units[at]
        if after[0] in NO_START or before[-1] in NO_END or after.isspace():
            return None
        cost = self.width * (_INSIDE if self.is_inside[at] else 0 if before[-1] in NO_START else _IN_PHRASE)
        return cost * cost

    def _divide_evenly(self, count: int) -> tuple[str, ...] | None:
        """Return the division into `count` lines that costs
        least; no line is a lone character if that can be.
        """
        target = self.ends[-1] / count
        places = [at for at, penalty in enumerate(self.penalties) if penalty is not None]
        best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
        for _ in range(count):
            reached: dict[int, tuple[float, tuple[int, ...]]] = {}
            for start, (cost, before) in best.items():
                for end in places:
                    if end <= start:
                        continue
                    room = self.ends[end] - self.ends[start]
                    if room > self.width:
                        break
                    total = cost + (room - target) ** 2 + (self.penalties[end] or 0.0)
                    if end not in reached or total < reached[end][0]:
                        reached[end] = (total, (*before, end))
            best = reached
        if len(self.units) not in best:
            return None
        starts = (0, *best[len(self.units)][1])
        return tuple("".join(self.units[a:b]).strip() for a, b in pairwise(starts))
