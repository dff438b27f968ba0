"""The blocks of a Word text to what its front matter may say, and to the blocks that remain its body.

A guess is only a guess: whoever imports is told each one. What is not found is not made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qiangxiao.authoring.word_blocks import Block
from qiangxiao.authoring.word_captions import take_captions
from qiangxiao.authoring.word_dates import date_in
from qiangxiao.authoring.word_findings import NO_MARKUP, Guesses, is_fit
from qiangxiao.authoring.word_forms import form_values, is_used_up
from qiangxiao.authoring.word_headings import own_headings, section_of, with_headings
from qiangxiao.authoring.word_measures import likely_measures
from qiangxiao.authoring.word_signatures import guess_date, guess_office, take_signature
from qiangxiao.authoring.word_summary import guess_summary
from qiangxiao.authoring.word_titles import guess_title, take_head
from qiangxiao.records.kind import Kind, Text
from qiangxiao.records.scalars import Line, Summary


def guess(blocks: Sequence[Block], kind: Kind[Any], measures: Sequence[str], file_name: str) -> Guesses:
    """Return what the text says about itself."""
    described, alts, captions = take_captions(blocks)
    headed, renamed = with_headings(described, kind.text)
    found = Guesses(headed, spent=captions, alts=alts)
    for words, heading in renamed:
        found.said.append(f"小标题“{words}”改成了{kind.label}的小标题“{heading}”。")
        found.spent.append(words)
    take_head(found)
    if "title" not in found.values:
        guess_title(found)
    take_signature(found)
    if "author_office" not in found.values:
        guess_office(found)
    if "date" not in found.values:
        guess_date(found, file_name)
    if kind.text and own_headings(kind.text):
        take_sections(found, kind.text)
    guess_summary(found)
    filled: dict[str, str] = {}
    for name, text in form_values(blocks, date_in).items():
        if is_fit(Summary if name == "summary" else Line, text.translate(NO_MARKUP)):
            found.values[name] = text.translate(NO_MARKUP)
            filled[name] = text
    for block in [block for block in found.blocks if block.kind == "table" and is_used_up(block, filled)]:
        found.spent += [cell for row in block.rows for cell in row]
        found.blocks.remove(block)
    everything = "\n".join([str(found.values.get("title", "")), *(block.text for block in blocks)])
    if likely := likely_measures(everything, measures):
        found.values["measures"] = list(likely)
    return found


def take_sections(found: Guesses, text: Text) -> None:
    """Move what stands under the headings of fields, such as 适用条件, to the front matter."""
    kept: list[Block] = []
    taken: dict[str, list[str]] = {}
    name = ""
    for block in found.blocks:
        if block.kind == "heading":
            section = section_of(block.text)
            name = text.of_fields.get(section, "") if section or block.level <= 2 else name
            if section in text.of_fields:
                continue
        if name and block.kind in ("paragraph", "list", "heading") and "](media/" not in block.markdown:
            taken.setdefault(name, []).append(block.text)
        else:
            kept.append(block)
    found.blocks = kept
    for name, texts in taken.items():
        found.values[name] = "\n".join(texts)
