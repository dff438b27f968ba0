"""A content file cut into what a reader takes in at one glance: sentences, table rows, fields of one item.

A sentence may run over several lines; it knows the heading and the line that introduces it, and the place of
each of its characters in the file. The same cut is made in the online form (`site/submit/src/sentences.js`),
so nothing here may use what a browser's regular expressions do not have.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from qiangxiao.checks.texts import TextFile, TextLine, fold

Spot = tuple[int, int]
"""Line and column (from 0) of a character in its file."""

# A list item, not “3.5 公里” or “-2 度”: a blank or a Chinese mark has to follow.
_ITEM = re.compile(
    r"^\s*(?:>\s*)*(?:[-*+•·]\s+|[0-9]{1,3}(?:[.)]\s+|、)|\([0-9一二三四五六七八九十]{1,3}\)\s*)"
)
_HEADING = re.compile(r"^\s*(?:>\s*)*#{1,6}\s+")
_KEY = re.compile(r"^(\s*)((?:- +)*)(?:[A-Za-z_][A-Za-z_0-9-]*|['\"][^'\"]*['\"]):(?: +|$)")
_DASH = re.compile(r"^\s*((?:- +)+)")
# A line of data without Chinese says nothing, unless it is an account: thousands of figures are skipped.
_DULL = re.compile(r"^(?!.*(?:@|[vVwW][xX]|[qQ]{2}))[\x00-\x7f]*$")
_DELIMITERS = re.compile(r"^[\s|:-]*-[\s|:-]*$")
# Marks of Markdown inside a word hide it: “中**考**”. An asterisk between digits hides a number on purpose.
_MARKS = frozenset("`~*")
_ENDS = "。!?"
# A text without an end is cut at a comma: nobody keeps a longer sentence in mind, and rules look far.
_LONGEST = 300
_PAUSES = ",;、 "
_JOINED = 40
"""Fields of one list item are read together only while each is this short: name, class and score are,
sentences are not, and those speak for themselves.
"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and what is said around it that decides what it means."""

    text: str
    spots: tuple[Spot, ...]
    context: str
    """The heading, the line that introduces a list, the sentences before it in its paragraph."""


@dataclass(frozen=True)
class Sentences:
    """All sentences of a file as one text, a line for each, to be searched at once."""

    items: tuple[Sentence, ...]

    @cached_property
    def text(self) -> str:
        """Every sentence on a line of its own."""
        return "\n".join(item.text for item in self.items)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts, position = [], 0
        for item in self.items:
            starts.append(position)
            position += len(item.text) + 1
        return tuple(starts)

    def at(self, position: int) -> tuple[Sentence, int]:
        """Return the sentence at a character of the whole text, and the character's place in the sentence."""
        index = bisect_right(self._starts, position) - 1
        return self.items[index], position - self._starts[index]


@dataclass(slots=True)
class _Run:
    """Text being put together from lines."""

    text: str = ""
    spots: list[Spot] = field(default_factory=list)

    def add(self, text: str, spots: tuple[Spot, ...], between: str = "") -> None:
        if between and self.text:
            self.text += between
            self.spots.extend([spots[0] if spots else self.spots[-1]] * len(between))
        self.text += text
        self.spots.extend(spots)

    def cut(self) -> Iterator[tuple[str, tuple[Spot, ...]]]:
        """Yield its sentences; what stands in brackets or quotes after the end belongs to the next."""
        start = 0
        for index, char in enumerate(self.text, 1):
            is_long = index - start >= _LONGEST and (char in _PAUSES or index - start >= 2 * _LONGEST)
            if char in _ENDS or is_long or index == len(self.text):
                if self.text[start:index].strip():
                    yield self.text[start:index], tuple(self.spots[start:index])
                start = index


def cut_sentences(file: TextFile) -> Sentences:
    """Return the sentences of a file, its name first."""
    return Sentences((*_name(file.lines[0]), *_of_data(file), *_of_body(file)))


def _name(line: TextLine) -> Iterator[Sentence]:
    text, spots = _plain(line, 0)
    yield Sentence(text, spots, "")


def _plain(line: TextLine, start: int) -> tuple[str, tuple[Spot, ...]]:
    """Return a line from a column on, full-width characters made plain, marks of Markdown taken out."""
    folded = fold(line.text)
    if not start and _MARKS.isdisjoint(folded.text):
        text = folded.text.rstrip(" \t\r")
        first = len(text) - len(text.lstrip(" \t"))
        return text[first:], tuple((line.number, origin) for origin in folded.origins[first : len(text)])
    kept = [
        (char, origin)
        for char, origin in zip(folded.text, folded.origins, strict=True)
        if origin >= start and char not in _MARKS
    ]
    while kept and kept[-1][0] in " \t\r":
        kept.pop()
    while kept and kept[0][0] in " \t":
        kept.pop(0)
    return "".join(char for char, _ in kept), tuple((line.number, origin) for _, origin in kept)


def _of_data(file: TextFile) -> Iterator[Sentence]:
    """Yield the values of a YAML part: each on its own, and the short ones of a list item together."""
    value, item = _Run(), _Run()
    for line in file.lines[1 : file.body_line]:
        key = _KEY.match(line.text)
        if not key and _DULL.match(line.text):
            continue
        dash = None if key else _DASH.match(line.text)
        if not key and not dash:
            text, spots = _plain(line, 0)
            if text and text != "---":
                value.add(text, spots)
            continue
        yield from _sentences(value, "\n")
        value = _Run()
        indent = key[1] if key else ""
        if (key and key[2]) or dash or (key and not indent):
            yield from _whole(item)
            item = _Run()
        text, spots = _plain(line, (key or dash).end() if (key or dash) else 0)  # type: ignore[union-attr]
        value.add(text, spots)
        if key and (indent or key[2]) and 0 < len(text) <= _JOINED:
            item.add(text, spots, ",")
    yield from _sentences(value, "\n")
    yield from _whole(item)


def _whole(run: _Run) -> Iterator[Sentence]:
    if "," in run.text:
        yield Sentence(run.text, tuple(run.spots), "")


def _of_body(file: TextFile) -> Iterator[Sentence]:
    heading, lead, block = "", "", _Run()
    lines = file.lines[file.body_line :]
    skipped = 0
    for index, line in enumerate(lines):
        if skipped:
            skipped -= 1
            continue
        is_heading, item = _HEADING.match(line.text), _ITEM.match(fold(line.text).text)
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        is_table = "|" in line.text and "|" in below and _DELIMITERS.match(below) is not None
        if not line.text.strip() or is_heading or item or is_table:
            yield from _sentences(block, f"{heading}\n{lead}")
            if block.text and not _is_item(file, block):
                lead = block.text if block.text.endswith(":") else ""
            block = _Run()
        if is_table:
            rows = _rows(lines[index:])
            yield from _table(rows, f"{heading}\n{lead}")
            skipped = len(rows)  # the row of dashes is no row
        elif is_heading:
            text, spots = _plain(line, is_heading.end())
            heading, lead = text, ""
            yield Sentence(text, spots, "#")
        elif line.text.strip():
            text, spots = _plain(line, 0)
            if item:
                mark = len(item[0].lstrip())
                text, spots = text[mark:], spots[mark:]
            block.add(text, spots, "" if _is_chinese(block.text[-1:]) else " ")
    yield from _sentences(block, f"{heading}\n{lead}")


def _is_item(file: TextFile, block: _Run) -> bool:
    return _ITEM.match(fold(file.lines[block.spots[0][0]].text).text) is not None


def _is_chinese(char: str) -> bool:
    return char > "\u2e7f"


def _sentences(run: _Run, context: str) -> Iterator[Sentence]:
    said = ""
    for text, spots in run.cut():
        yield Sentence(text, spots, f"{context}\n{said}")
        said += text


def _rows(lines: tuple[TextLine, ...]) -> list[TextLine]:
    """Return the rows of a table, its head first, without the row of dashes."""
    rows = [lines[0]]
    for line in lines[2:]:
        if "|" not in line.text:
            break
        rows.append(line)
    return rows


def _table(rows: list[TextLine], context: str) -> Iterator[Sentence]:
    """Yield the rows of a table: each knows the head, the head knows the first column."""
    cells = [_cells(row) for row in rows]
    column = "|".join(row[0][0] for row in cells if row)
    head = "|".join(text for text, _ in cells[0])
    for number, (row, parts) in enumerate(zip(rows, cells, strict=True)):
        text = "|"
        spots: tuple[Spot, ...] = ((row.number, 0),)
        for cell, places in parts:
            text += f"{cell}|"
            spots += (*places, places[-1] if places else spots[-1])
        around = f"↓|{column}|" if number == 0 else f"↑|{head}|"
        yield Sentence(text, spots, f"{context}\n{around}")


def _cells(row: TextLine) -> list[tuple[str, tuple[Spot, ...]]]:
    text, spots = _plain(row, 0)
    if text.startswith("|"):
        text, spots = text[1:], spots[1:]
    if text.endswith("|"):
        text, spots = text[:-1], spots[:-1]
    cells, start = [], 0
    for part in text.split("|"):
        inner = part.strip(" \t")
        begin = start + len(part) - len(part.lstrip(" \t"))
        cells.append((inner, spots[begin : begin + len(inner)]))
        start += len(part) + 1
    return cells
