"""What is found in a Word text, key by key, and the blocks that remain its body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from qiangxiao.authoring.word_blocks import Block
from qiangxiao.sources.body_plain import MAX_HEADING
from qiangxiao.sources.yaml_reader import Data

NO_MARKUP = str.maketrans("<>", "＜＞")  # front matter takes no half-width ones
EDGES = 6  # paragraphs at either end in which an office or a date is looked for


@dataclass
class Guesses:
    """What was guessed, by key, and the blocks that remain. Who guesses takes from `blocks` what is used up.

    `said` are sentences on what was changed, `spent` the words that something else now says, `alts` the
    descriptions of files that captions gave.
    """

    blocks: list[Block]
    values: dict[str, Data] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    spent: list[str] = field(default_factory=list)
    alts: dict[str, str] = field(default_factory=dict)


def is_fit(kind: Any, text: str) -> bool:
    """Tell whether a text may stand in a field of a kind, such as `Line`."""
    try:
        TypeAdapter(kind).validate_python(text)
    except ValidationError:
        return False
    return True


def remove_blocks(found: Guesses, gone: Sequence[Block]) -> None:
    """Take blocks out, each one once: two may say the same."""
    for block in gone:
        at = next(at for at, other in enumerate(found.blocks) if other is block or other == block)
        del found.blocks[at]


def edge_lines(found: Guesses) -> list[Block]:
    """Return the short paragraphs at the start and at the end, where a text says who wrote it and when."""
    blocks = [block for block in found.blocks if block.kind != "note"]
    edges = blocks[:EDGES] + blocks[max(EDGES, len(blocks) - 4) :]
    return [block for block in edges if block.kind == "paragraph" and 0 < len(block.text) <= MAX_HEADING]
