"""The tables and lines of a Word or Excel file as one stream, whichever program wrote it.

Cells are plain words. What is hidden or struck out in a sheet is left out and said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qiangxiao.authoring.roster_workbook import Sheet, Workbook, coordinate
from qiangxiao.authoring.word_blocks import Block
from qiangxiao.authoring.word_text import escape, join_lines

_ONE_SHEET = 1  # a workbook of one sheet needs no heading to tell it from others
_HEAD_LENGTH = 60  # characters of a line above a table that may name it; longer ones are text


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: what its cells say, row by row, and how a person finds a cell again.

    `above` are the last heading and the last short line before it, `held` the cells that a merged one above
    reaches down into.
    """

    rows: tuple[tuple[str, ...], ...]
    place: str
    block: Block
    above: tuple[str, ...] = ()
    held: frozenset[tuple[int, int]] = frozenset()
    numbers: tuple[int, ...] = ()
    is_sheet: bool = False

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max(map(len, self.rows), default=0)

    def at(self, row: int, column: int) -> str:
        """Return what a cell says; one that a cell above reaches into says the same."""
        while (row, column) in self.held and row > 0:
            row -= 1
        cells = self.rows[row]
        return cells[column].strip() if column < len(cells) else ""

    def name(self, row: int, column: int | None = None) -> str:
        """Return how a person finds a row, or a cell of it."""
        number = self.numbers[row] if self.numbers else row + 1
        if self.is_sheet and column is not None:
            return f"{self.place}的 {coordinate(number, column)}"
        return f"{self.place}第 {number} 行"


Item = Block | Grid


@dataclass
class Stream:
    """What a file holds, in order, and what of it was left out, said in Chinese."""

    items: tuple[Item, ...]
    left_out: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def stream_of_blocks(blocks: Sequence[Block]) -> tuple[Item, ...]:
    """Return the blocks of a Word file with its tables as grids."""
    return tuple(_with_grids(blocks))


def _with_grids(blocks: Sequence[Block]) -> Iterator[Item]:
    count = 0
    heading = line = ""
    for block in blocks:
        if block.kind == "table" and block.rows:
            count += 1
            above = tuple(filter(None, (heading, line)))
            yield Grid(block.rows, f"第 {count} 张表", block, above, block.held)
            line = ""
            continue
        if block.kind == "heading":
            heading, line = block.text, ""
        elif 0 < len(block.text) <= _HEAD_LENGTH:
            line = block.text
        yield block


def stream_of_workbook(book: Workbook) -> Stream:
    """Return the sheets of a workbook; what stands alone in its row is a line."""
    items: list[Item] = []
    found = Stream(())
    for sheet in book.sheets:
        if len(book.sheets) > _ONE_SHEET:
            items.append(Block("heading", sheet.name, escape(sheet.name), 1))
        items += _items_of_sheet(sheet, found)
    found.left_out += [f"隐藏的工作表“{name}”没有导入。" for name in book.hidden]
    found.items = tuple(items)
    return found


def _items_of_sheet(sheet: Sheet, found: Stream) -> Iterator[Item]:
    rows: dict[int, tuple[str, ...]] = {}
    for number, cells in sheet.rows.items():
        if number in sheet.hidden_rows:
            found.left_out.append(f"工作表“{sheet.name}”第 {number} 行是隐藏的，没有导入。")
            continue
        struck = [cell.text for cell in cells if cell.is_struck]
        failed = [coordinate(number, at) for at, cell in enumerate(cells) if cell.is_error]
        if struck:
            said = f"工作表“{sheet.name}”第 {number} 行有划掉的字，没有导入：{'、'.join(struck)}。"
            found.left_out.append(said)
        found.left_out += [f"工作表“{sheet.name}”的 {name} 是没有算出来的公式，没有导入。" for name in failed]
        texts = tuple("" if cell.is_struck or cell.is_error else cell.text for cell in cells)
        if any(texts):
            rows[number] = texts
            found.words += filter(None, texts)
    numbers = tuple(rows)
    if not numbers:
        return
    width = max(map(len, rows.values()))
    padded = tuple((*rows[number], *[""] * (width - len(rows[number]))) for number in numbers)
    place = f"工作表“{sheet.name}”"
    held = frozenset(_held(sheet, numbers))
    block = Block("table", "\n".join(map("\n".join, padded)), _markdown(padded), rows=padded)
    yield Grid(padded, place, block, (sheet.name,), held, numbers, is_sheet=True)


def _held(sheet: Sheet, numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the cells that a merged one reaches down into, by the rows that are left."""
    at = {number: index for index, number in enumerate(numbers)}
    for (row, column), (first_row, first_column) in sheet.merged.items():
        if row in at and row > first_row and column == first_column and first_row in at:
            yield at[row], column


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    cells = [[escape(join_lines(text)) for text in row] for row in rows]
    head, *rest = cells
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rest])
