"""The numbers of an issue as parts of a text, so that every channel prints them alike."""

from __future__ import annotations

from collections.abc import Iterator

from qiangxiao.foundation.dates import chinese_date
from qiangxiao.records.bulletin import Figures
from qiangxiao.rendering.prose import bullets, table
from qiangxiao.sources.tree import Parts, element

_HEAD = ("措施", "落实")
_SAID = "各项措施的落实，写成已落实的要求数和应落实的要求数，按学校、区县逐项计。"


def board(figures: Figures) -> Iterator[tuple[str, Parts]]:
    """Yield the sections that numbers make: the name of each, and what stands in it."""
    lines = [*figures.lines, *([_SAID] if figures.measures else [])]
    parts: list[Parts] = [(element("p", line),) for line in lines]
    cells = [(row.measure, f"{row.met}/{row.due}") for row in figures.measures]
    if cells:  # two measures a line: eight take four lines of the page
        half = -(-len(cells) // 2)
        right = [*cells[half:], ("", "")]
        rows = [(*cells[at], *right[at]) for at in range(half)]
        parts.append(table((*_HEAD, *_HEAD), rows))
    if parts:
        yield "数据看板", tuple(part for each in parts for part in each)
    if figures.calendar:
        yield "活动日历", bullets(f"{chinese_date(row.on)}　{row.what}" for row in figures.calendar)
