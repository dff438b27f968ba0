"""A table of a Word text to one of our Markdown, which has neither merged cells nor lines within a cell."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from qiangxiao.authoring.word_blocks import Block
from qiangxiao.authoring.word_inline import Inline
from qiangxiao.authoring.word_reading import FileRefused
from qiangxiao.authoring.word_text import guard, join_lines, plain
from qiangxiao.sources.body_rules import MAX_COLUMNS


def table_blocks(element: etree._Element, inline: Inline) -> Iterator[Block]:
    """Yield a table, or the paragraphs of one that is only a frame around text."""
    grid, texts, reached = _read_grid(element, inline)
    notes = inline.take_notes()
    width = max(map(len, grid), default=0)
    if not width or not any(any(row) for row in grid):
        return
    if width == 1:  # a frame around text
        for (cell_text,), (words_text,) in zip(grid, texts, strict=True):
            if cell_text:
                yield Block("paragraph", words_text, guard(cell_text), notes=notes)
        return
    head, *rest = [row + [""] * (width - len(row)) for row in grid]
    lines = [head, ["---"] * width, *rest]
    markdown = "\n".join(f"| {' | '.join(row)} |" for row in lines)
    yield Block("table", plain(element), markdown, notes=notes, rows=tuple(map(tuple, texts)), held=reached)


def _read_grid(
    element: etree._Element, inline: Inline
) -> tuple[list[list[str]], list[list[str]], frozenset[tuple[int, int]]]:
    """Return the cells of a table row by row, in Markdown and in plain words; merged ones are empty.

    The third are the cells that one above reaches down into.
    """
    reached: set[tuple[int, int]] = set()
    grid: list[list[str]] = []
    texts: list[list[str]] = []
    held: dict[int, int] = {}
    for row in element.iter("tr"):
        if next(row.iterancestors("table")) is not element:
            continue
        cells: list[str] = []
        words: list[str] = []
        for cell in row:
            reached.update((len(grid), column) for column in _fill(cells, words, held))
            span, rows = (_span(cell, name) for name in ("colspan", "rowspan"))
            markdown = join_lines(inline.write(cell))
            for column in range(len(cells), len(cells) + span):
                held[column] = rows - 1
            cells += [markdown, *[""] * (span - 1)]
            words += [plain(cell), *[""] * (span - 1)]
            if len(cells) > MAX_COLUMNS:
                raise FileRefused(f"有一张表格超过 {MAX_COLUMNS} 列。请拆成几张表，或把行和列对调。")
        reached.update((len(grid), column) for column in _fill(cells, words, held))
        grid.append(cells)
        texts.append(words)
    return grid, texts, frozenset(reached)


def _fill(cells: list[str], words: list[str], held: dict[int, int]) -> list[int]:
    """Stand in for the cells that reach down from rows above; return their columns."""
    columns: list[int] = []
    while held.get(len(cells), 0) > 0:
        held[len(cells)] -= 1
        columns.append(len(cells))
        cells.append("")
        words.append("")
    return columns


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name) or "1"
    number = int(value[:6]) if value.isascii() and value.isdigit() else 1
    return max(1, min(number, MAX_COLUMNS + 1) if name == "colspan" else number)
