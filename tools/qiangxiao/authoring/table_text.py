"""What remains of a file beside its tables: a body in Markdown, or titled stretches of plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qiangxiao.authoring.table_grids import Grid
from qiangxiao.authoring.table_grids import Item as Stretch
from qiangxiao.authoring.word_blocks import Block, body_of
from qiangxiao.authoring.word_findings import NO_MARKUP
from qiangxiao.authoring.word_text import escape, guard
from qiangxiao.sources.yaml_reader import Data

_LONGEST_HEADING = 100  # characters of a heading, as the model has it
_ROOM = 1900  # characters of a paragraph: below the 2,000 that one may have
OTHER = "表中其他内容"
"""The heading above what stood in tables and is no field's."""
_FIRST = "方案正文"
"""The heading of a text that begins without one."""


def body_of_rest(rest: Sequence[Stretch], left: Sequence[str]) -> tuple[str, list[str]]:
    """Return the Markdown of what remains, and the headings whose text has become data."""
    blocks = [one.block if isinstance(one, Grid) else one for one in rest]
    bare = [at for at, block in enumerate(blocks) if block.kind == "heading" and not _has_text(blocks, at)]
    kept = [block for at, block in enumerate(blocks) if at not in bare]
    if left:
        lines = "\n".join(f"- {guard(escape(' '.join(line.split())))}" for line in left)
        kept += [Block("heading", OTHER, OTHER, 1), Block("list", "\n".join(left), lines)]
    return body_of(kept), [blocks[at].text for at in bare]


def _has_text(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether anything stands under a heading before the next of its level."""
    for block in blocks[at + 1 :]:
        if block.kind != "heading":
            return True
        if block.level <= blocks[at].level:
            return False
    return False


def sections_of_rest(rest: Sequence[Stretch], left: Sequence[str]) -> tuple[list[Data], list[str]]:
    """Return what remains as headings with the text under each, and the headings whose text has become data.

    A long text goes on under its heading; a heading that only has others under it stands before each.
    """
    blocks = [one.block if isinstance(one, Grid) else one for one in rest]
    found: list[tuple[str, list[str]]] = []
    spent: list[str] = []
    open_heads: list[tuple[int, str]] = []
    for at, block in enumerate(blocks):
        if block.kind == "heading":
            while open_heads and open_heads[-1][0] >= block.level:
                open_heads.pop()
            if not _has_text(blocks, at):
                spent.append(block.text)
                continue
            open_heads.append((block.level, _plain(block.text)))
            found.append(("　".join(text for _, text in open_heads)[:_LONGEST_HEADING], []))
        elif text := _text_of(block):
            if not found:
                found.append((_FIRST, []))
            found[-1][1].append(text)
    if left:
        found.append((OTHER, [_plain(line) for line in left]))
    return [
        {"heading": heading, "text": text} for heading, texts in found for text in _stretches(texts)
    ], spent


def _text_of(block: Block) -> str:
    if block.kind == "table":
        return "\n".join("　".join(filter(None, map(str.strip, row))) for row in block.rows if any(row))
    if block.kind == "list":
        # The marks of lists stay, the backslashes that guard a sign go: catches "\\*", spares "*"
        return _plain(re.sub(r"\\(.)", r"\1", block.markdown.replace("**", "")))
    return _plain(block.text)


def _plain(text: str) -> str:
    return text.translate(NO_MARKUP).replace("{{", "｛｛").replace("{%", "｛％").strip()


def _stretches(texts: Sequence[str]) -> list[str]:
    """Return the texts joined, in stretches that one paragraph can hold, cut between lines."""
    out = [""]
    for line in (line for text in texts for line in text.split("\n")):
        for piece in (line[at : at + _ROOM] for at in range(0, max(len(line), 1), _ROOM)):
            if len(out[-1]) + len(piece) + 1 > _ROOM and out[-1]:
                out.append("")
            out[-1] += ("\n" if out[-1] else "") + piece
    return [text for text in out if text]
