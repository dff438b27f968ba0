"""The title of a Word text, by its style, size or place, and what an office writes above and below it."""

from __future__ import annotations

import re
from dataclasses import replace

from qiangxiao.authoring.word_blocks import Block
from qiangxiao.authoring.word_dates import date_in
from qiangxiao.authoring.word_findings import EDGES, NO_MARKUP, Guesses, is_fit, remove_blocks
from qiangxiao.authoring.word_headings import NUMBERING, section_of
from qiangxiao.authoring.word_office import is_unit, join_title, read_head
from qiangxiao.authoring.word_signatures import OFFICE_LABEL
from qiangxiao.authoring.word_summary import SUMMARY_LABEL
from qiangxiao.records.scalars import Line
from qiangxiao.sources.body_plain import is_title_like

_SHORTEST_TITLE = 5  # characters; a shorter first line is a greeting or a name


def take_head(found: Guesses) -> None:
    """Take the title that its style, size or place shows, and what an office writes above and below it."""
    lines = [block for block in found.blocks if block.kind != "note"]
    is_day_line = [
        _is_label(block.text) or (is_unit(block.text) and block.look[1:] in ("", "0")) for block in lines
    ]
    head = read_head(lines, is_day_line)
    title = join_title(head.title).translate(NO_MARKUP)
    if head.title and is_fit(Line, title):
        found.values["title"] = title
        found.spent += [block.text for block in head.title]
        remove_blocks(found, head.title)
    for block in (*head.furniture, *head.addressee):
        what = "抬头" if block in head.addressee else "版头"
        words = re.sub(r"\s+", " ", block.text).strip()
        found.said.append(f"{what}“{words}”没有放进正文。")
        found.spent.append(block.text)
    remove_blocks(found, (*head.furniture, *head.addressee))
    _lower_titles(found)


def guess_title(found: Guesses) -> None:
    """Take the title: by its style; else the first heading
    or bold line near the start; else a short first line.
    """
    start = [block for block in found.blocks[:EDGES] if block.text and not _is_label(block.text)]
    choices = [block for block in found.blocks if block.kind == "heading" and block.level == 0]
    if start and start[0].kind == "paragraph" and len(start) > 1 and _is_first_line(start[0]):
        choices.append(start[0])
    choices += [
        block
        for block in start
        if block.kind == "heading" and not section_of(block.text) and not NUMBERING.match(block.text)
    ]
    if start and start[0].kind == "paragraph" and is_title_like(start[0].text) and len(found.blocks) > 1:
        choices.append(start[0])
    for block in choices:
        title = block.text.translate(NO_MARKUP)
        if is_fit(Line, title):
            found.values["title"] = title
            found.blocks.remove(block)
            break
    _lower_titles(found)


def _is_first_line(block: Block) -> bool:
    """Tell whether the first paragraph is a title over a text
    with headings, and not the name of a school or office.
    """
    is_short = (
        is_title_like(block.text) and len(block.text) >= _SHORTEST_TITLE and "](media/" not in block.markdown
    )
    # catches "示例中学", "校园动态", "研讨会纪实（一）", spares "一堂好课"
    return is_short and not re.search(
        r"(?:学校|中学|小学|初中|处|室|组|简报|动态|信息)$|[（(].*[)）]$", block.text
    )


def _is_label(line: str) -> bool:
    bare = line.strip("（）() ")
    # a line with a date and little else is a signature; a longer one is a sentence that names a day
    return bool(SUMMARY_LABEL.match(line) or OFFICE_LABEL.match(bare) or (date_in(bare) and len(bare) < 30))


def _lower_titles(found: Guesses) -> None:
    """Make headings of the body of what has the style of a title and is none."""
    found.blocks = [
        replace(block, level=1) if block.kind == "heading" and not block.level else block
        for block in found.blocks
    ]
