"""Which lines of an office's text are headings, however they are made: by style, in bold, or
by 一、（一）1. before them.

Where a kind keeps its headings, as a case does, those in other words (问题的提出, 主要做法 …) become its own;
which, says the declaration of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qiangxiao.authoring.word_blocks import Block, make_heading
from qiangxiao.records.kind import Text
from qiangxiao.records.kinds import KINDS
from qiangxiao.sources.body_plain import find_heading_ranks, is_title_like, rank_of

# catches "一、", "（二）", "1.", "第三部分", "1.2.", spares "一个", "2026年"
NUMBERING = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}(?:[、.．]|[部章]分?|节)|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?:[.．、](?:\d{1,2}[.．]?)*))\s*"
)
_MAX_SECTION = 16


def own_headings(text: Text | None) -> tuple[str, ...]:
    """Return the headings that a text must keep; none for one that may have any."""
    return text.headings if text and text.keeps_headings else ()


_KEPT = frozenset(
    heading
    for kind in KINDS
    if kind.text and kind.text.keeps_headings
    for heading in (*kind.text.headings, *kind.text.of_fields)
)


def section_of(text: str) -> str:
    """Return the heading that a kind keeps, or has a field for, which a line names, or the empty string."""
    words = NUMBERING.sub("", text.strip(), count=1).strip(" :：【】[]")
    return words if words in _KEPT else ""


def with_headings(blocks: Sequence[Block], text: Text | None) -> tuple[list[Block], list[tuple[str, str]]]:
    """Return the blocks with their headings, and those that the text must keep and that were called something
    else, with their new names.
    """
    is_kept = bool(own_headings(text))
    has_styles = any(block.kind == "heading" and block.level for block in blocks)
    ranked = _ranks(blocks)
    count = sum(1 for rank in ranked if rank)
    out: list[Block] = []
    for block, rank in zip(blocks, ranked, strict=True):
        has_picture = "](media/" in block.markdown
        section = section_of(block.text) if is_kept and block.kind in ("paragraph", "heading") else ""
        if section and not has_picture:
            out.append(make_heading(block, 1, section))
        elif block.kind == "heading" and block.level:
            # A numbered heading among lines that are headings by their number only has the rank of its
            # number.
            level = (rank_of(block.text) if count else 0) or block.level
            out.append(replace(block, level=level + 1) if is_kept else replace(block, level=level))
        elif rank:
            out.append(make_heading(block, rank + 1 if is_kept else rank))
        elif (
            block.kind == "paragraph"
            and block.is_bold
            and not has_styles
            and not has_picture
            and is_title_like(block.text)
        ):
            out.append(make_heading(block, 3 if re.match(r"[（(]", block.text) else 2))
        else:
            out.append(block)
    return _with_sections(out, text) if text and is_kept else (out, [])


def _ranks(blocks: Sequence[Block]) -> list[int]:
    """Return the rank of each block that is a heading by its number alone, typed or automatic; else 0."""
    lines = []
    for block in blocks:
        is_line = block.kind in ("paragraph", "list") and "](media/" not in block.markdown
        is_line = is_line and not (block.kind == "list" and "\n" in block.markdown)
        lines.append(block.text.strip() if is_line and "\n" not in block.text else block.text and "`")
    found = find_heading_ranks(lines)
    return [found.get(at, 0) for at in range(len(blocks))]


def _is_set_apart(blocks: Sequence[Block], headings: Sequence[int]) -> bool:
    """Tell whether the first heading looks like no other: larger, or in the middle, and without a number."""
    first = blocks[headings[0]]
    return (
        bool(first.look)
        and not rank_of(first.text)
        and first.look not in {blocks[at].look for at in headings[1:]}
    )


def _with_sections(blocks: list[Block], text: Text) -> tuple[list[Block], list[tuple[str, str]]]:
    """Return the blocks with the headings that a text keeps where it calls them something else, in their
    order.
    """
    out, renamed = list(blocks), list[tuple[str, str]]()
    headings = [at for at, block in enumerate(blocks) if block.kind == "heading" and block.level]
    present = {section_of(blocks[at].text) for at in headings}
    top = min((blocks[at].level for at in headings if not section_of(blocks[at].text)), default=0)
    last = -1
    for at in headings:
        words = blocks[at].text
        if at == headings[0] and _is_set_apart(blocks, headings):
            continue  # the title, though 实践 or 思考 is in it
        if (section := section_of(words)) in text.headings:
            last = max(last, text.headings.index(section))
            continue
        bare = NUMBERING.sub("", words, count=1).strip()
        rank = rank_of(words)
        if section or len(bare) > _MAX_SECTION or blocks[at].level > top or rank > 2:
            continue
        meant = [
            number
            for number, pattern in enumerate(text.also_called)
            if number > last and text.headings[number] not in present and pattern.search(bare)
        ]
        if meant:
            last = meant[0]
            out[at] = make_heading(blocks[at], 1, text.headings[last])
            renamed.append((words, text.headings[last]))
    return out, renamed
