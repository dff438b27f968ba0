"""The blocks of a Word text: each in Markdown and in plain words, for guessing what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qiangxiao.authoring.word_text import escape


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a text: heading, paragraph, list, table or note.

    `level` is a heading's in Word, 0 for its title. A table has its cells as plain text in `rows`; `notes`
    are the numbers of the footnotes it refers to; `look` is where a line stands and how large it is: `c2`.
    `held` are the cells of a table, by row and column, that a merged one above reaches down into.
    """

    kind: str
    text: str
    markdown: str
    level: int = 0
    is_bold: bool = False
    notes: tuple[int, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    look: str = ""
    held: frozenset[tuple[int, int]] = frozenset()


def make_heading(block: Block, level: int, text: str = "") -> Block:
    """Return a paragraph as a heading."""
    words = text or re.sub(r"\s+", " ", block.text)
    return replace(block, kind="heading", text=words, markdown=escape(words), level=level, notes=())


def body_of(blocks: Sequence[Block]) -> str:
    """Return the Markdown of blocks, with headings from `##` without gaps and only the notes referred to."""
    wanted = {number for block in blocks if block.kind != "note" for number in block.notes}
    open_levels: list[int] = []
    parts: list[str] = []
    for block in blocks:
        if block.kind == "heading":
            while open_levels and open_levels[-1] >= block.level:
                open_levels.pop()
            open_levels.append(block.level)
            parts.append(f"{'#' * min(len(open_levels) + 1, 4)} {block.markdown}")
        elif block.kind != "note" or block.notes[0] in wanted:
            parts.append(block.markdown)
    return "\n\n".join(parts)
