"""The elements of a Word file to blocks of our Markdown (the dialect of `sources.body`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from qiangxiao.authoring.word_blocks import Block
from qiangxiao.authoring.word_inline import HEADING, NOTE_ID, Inline, join_wrapped, strip_blanks
from qiangxiao.authoring.word_lists import ITEM, list_lines, numbered_blocks
from qiangxiao.authoring.word_reading import WordText
from qiangxiao.authoring.word_tables import table_blocks
from qiangxiao.authoring.word_text import escape, guard, plain, short_lines
from qiangxiao.records.scalars import PLACEHOLDER


def blocks_of(word: WordText, files: Sequence[str]) -> tuple[Block, ...]:
    """Return the blocks of a Word file, the notes last; `files` are the paths that its pictures get."""
    return tuple(_blocks(word.root, Inline(word.pictures, files)))


def _blocks(root: etree._Element, inline: Inline) -> Iterator[Block]:
    as_text = partial(_block, inline=inline)
    definitions: list[etree._Element] = []
    run: list[etree._Element] = []
    for element in root:
        if ITEM.fullmatch(element.get("class") or ""):
            run.append(element)
            continue
        yield from numbered_blocks(run, inline, as_text)
        run = []
        if _is_notes(element):
            definitions += list(element)
        else:
            yield from _block(element, inline)
    yield from numbered_blocks(run, inline, as_text)
    for item in definitions:
        yield from _note(item, inline)


def _is_notes(element: etree._Element) -> bool:
    """Tell whether a list is the one of the footnotes at the end."""
    is_list = element.tag == "ol" and len(element) > 0
    return is_list and all(NOTE_ID.fullmatch(item.get("id") or "") for item in element)


def _note(item: etree._Element, inline: Inline) -> Iterator[Block]:
    """Yield a footnote, the first time it is asked for, if anything refers to it."""
    number = inline.met.pop(f"#{item.get('id')}", 0)
    if number:
        text = " ".join(filter(None, (inline.write(part).strip() for part in item))) or PLACEHOLDER
        yield Block("note", "", f"[^{number}]: {guard(join_wrapped(text))}", notes=(number,))


def _block(element: etree._Element, inline: Inline) -> Iterator[Block]:
    tag = str(element.tag)
    if heading := HEADING.fullmatch(tag):
        level = 0 if element.get("class") == "title" else int(heading[1])
        yield from _heading(element, level, inline)
    elif tag in ("ul", "ol"):
        lines = "\n".join(list_lines(element, inline))
        yield Block("list", plain(element), lines, notes=inline.take_notes())
    elif tag == "table":
        yield from table_blocks(element, inline)
    else:
        yield from _paragraph(element, inline)


def _heading(element: etree._Element, level: int, inline: Inline) -> Iterator[Block]:
    text = re.sub(r"\s+", " ", plain(element))
    if text:
        yield Block("heading", text, escape(text), level)
    if images := [image.get("src") or "" for image in element.iter("img")]:
        yield Block("paragraph", "", "\n\n".join(map(inline.picture, images)))


def _paragraph(element: etree._Element, inline: Inline) -> Iterator[Block]:
    lines = [guard(line) for line in inline.write(element).strip().split("\n")]
    markdown = "\\\n".join("\n".join(short_lines(line)) for line in lines if line)
    notes = inline.take_notes()
    if not markdown:
        return
    text = plain(element)
    bold = "".join(str(part) for part in element.xpath(".//strong//text()"))
    sign = element.find("span[@class='number']")
    number = "" if sign is None else plain(sign)
    is_bold = bool(text) and strip_blanks(bold) in (
        strip_blanks(text),
        strip_blanks(text.removeprefix(number)),
    )
    look = (element.get("class") or "").removeprefix("look-") if number == "" else ""
    yield Block("paragraph", text, markdown, 0, is_bold, notes, look=look)
