"""Lists of a Word text to lists of our Markdown: those of the converter, and paragraphs that Word numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from qiangxiao.authoring.word_blocks import Block
from qiangxiao.authoring.word_inline import Inline, join_wrapped
from qiangxiao.authoring.word_numbers import BULLET
from qiangxiao.authoring.word_text import guard, plain
from qiangxiao.records.scalars import PLACEHOLDER

# catches "item3", spares "item9", "li"
ITEM = re.compile(r"item[0-8]")
# catches "3.", "12．", spares "3、", "a."
_COUNTED = re.compile(r"(\d{1,9})[.．]")
# Columns that a nested item stands in under `- ` and under `1. `.
_MARKER = {False: 2, True: 3}


@dataclass(slots=True)
class _Level:
    """An open level of a list: its depth in Word, its indent, the next number it may go on with."""

    depth: int
    indent: int
    following: int


@dataclass(slots=True)
class _List:
    """A list that grows: its lines in Markdown, their plain words, and the levels that are open."""

    lines: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    levels: list[_Level] = field(default_factory=list)

    def level_at(self, depth: int) -> _Level | None:
        """Close the levels that are deeper, and return the open one at a depth."""
        while self.levels and self.levels[-1].depth > depth:
            self.levels.pop()
        return self.levels[-1] if self.levels and self.levels[-1].depth == depth else None

    def open_level(self, depth: int) -> _Level:
        """Open a level below the deepest one."""
        above = self.levels[-1] if self.levels else None
        indent = above.indent + _MARKER[above.following > 0] if above else 0
        self.levels.append(_Level(depth, indent, 0))
        return self.levels[-1]

    def close(self, notes: tuple[int, ...]) -> Iterator[Block]:
        """Yield the list as a block, if it has an item, and begin anew."""
        if self.lines:
            yield Block("list", "\n".join(self.texts), "\n".join(self.lines), notes=notes)
        self.lines, self.texts, self.levels = [], [], []


def numbered_blocks(
    run: Sequence[etree._Element], inline: Inline, as_text: Callable[[etree._Element], Iterator[Block]]
) -> Iterator[Block]:
    """Yield lists of what Word counts as 1. 2. or marks with dots; other numbers are text (`as_text`)."""
    growing = _List()
    for element in run:
        depth = int(element.get("class", "item0")[4:])
        sign = element.find("span[@class='number']")
        number = "" if sign is None else plain(sign)
        counted = _COUNTED.fullmatch(number)
        level = growing.level_at(depth)
        goes_on = level is None or level.following == (int(counted[1]) if counted else 0)
        if sign is None or not (counted or number == BULLET) or not goes_on:
            # where a list begins anew its first item is text, and the next begins a list of its own
            yield from growing.close(inline.take_notes())
            yield from as_text(element)
            continue
        text = join_wrapped(inline.write_after(sign)).strip()
        level = level or growing.open_level(depth)
        marker = f"{counted[1]}. " if counted else "- "
        level.following = int(counted[1]) + 1 if counted else 0
        growing.lines.append(" " * level.indent + marker + guard(text or PLACEHOLDER))
        growing.texts.append(plain(element))
    yield from growing.close(inline.take_notes())


def list_lines(element: etree._Element, inline: Inline) -> Iterator[str]:
    """Yield the lines of a list that the converter made, nested ones indented."""
    for number, item in enumerate(element.iterchildren("li"), 1):
        marker = f"{number}. " if element.tag == "ol" else "- "
        nested = [part for part in item if part.tag in ("ul", "ol")]
        text = join_wrapped(inline.write(item, skip=nested)).strip()
        yield marker + guard(text or PLACEHOLDER)
        for part in nested:
            yield from (" " * len(marker) + line for line in list_lines(part, inline))
