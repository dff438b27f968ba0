"""The texts of an issue in a Word file: whole, as excerpts, as sentences, with codes to the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from io import BytesIO
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm

from qiangxiao.foundation.vocabulary import PrintLength
from qiangxiao.rendering.bulletin.blocks import blocks
from qiangxiao.rendering.bulletin.content import IssueContent, Item, Section
from qiangxiao.rendering.bulletin.word_parts import add_link, bookmark
from qiangxiao.rendering.bulletin.word_text import HEI, KAI, TextWriter, add_run
from qiangxiao.rendering.qr_code import code_pixels

_CODE, _SMALL_CODE = Mm(15.5), Mm(11.5)
"""As wide as in print: two lines of the grid, and two lines with a number below."""
_SECTION_MARKS = 900_000
"""Bookmarks of sections are counted from here, those of items from 1."""


def anchor(item: Item) -> str:
    """Return the name of an item's bookmark."""
    return f"_Toc{item.number:06d}"


def section_anchor(at: int) -> str:
    """Return the name of the bookmark of a section, counted from 1."""
    return f"_Toc{_SECTION_MARKS + at:06d}"


def add_texts(document: Any, issue: IssueContent, photos: Mapping[str, bytes]) -> None:
    """Write every section, and at the end what the editor says in none of them."""
    for at, section in enumerate(issue.sections, 1):
        heading = document.add_paragraph(f"【{section.name}】", style="Heading 1")
        bookmark(heading, _SECTION_MARKS + at, section_anchor(at))
        TextWriter(document, lambda src: None).write(blocks(section.lead))
        briefs = [item for item in section.items if item.is_brief]
        for item in section.items:
            if item.is_brief:
                _add_brief(document, item, briefs.index(item) + 1)
            else:
                _add_item(document, item, photos)
        _add_codes(document, section, briefs)
    TextWriter(document, lambda src: None).write(blocks(issue.closing))


def _add_item(document: Any, item: Item, photos: Mapping[str, bytes]) -> None:
    title = document.add_paragraph(item.title, style="Heading 2")
    bookmark(title, item.number, anchor(item))
    if item.source and item.is_whole:
        document.add_paragraph(item.source, style="Source")
    writer = TextWriter(document, partial(_find_photo, photos, item))
    writer.write(item.blocks)
    writer.pictures([(picture.path.removeprefix(item.folder), picture.alt) for picture in item.pictures])
    if item.length is PrintLength.EXCERPT:
        _add_rest(document, item)


def _find_photo(photos: Mapping[str, bytes], item: Item, src: str) -> bytes | None:
    return photos.get(item.picture_path(src))


def _add_rest(document: Any, item: Item) -> None:
    """Say who wrote an excerpt and where all of it is, with its code."""
    paragraph = document.add_paragraph(style="Note")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if item.source:
        add_run(paragraph, f"（供稿：{item.source}）", KAI)
        paragraph.add_run().add_break(WD_BREAK.LINE)
    if not item.url:
        paragraph.add_run(f"全文见：网站上的《{item.title}》")
        return
    paragraph.add_run("全文见：")
    link = add_link(paragraph, item.url)
    run = paragraph.add_run(item.url)
    link.append(run._r)
    paragraph.add_run("　")
    _add_code(paragraph, item, _CODE)


def _add_brief(document: Any, item: Item, number: int) -> None:
    """Write a sentence behind its number and its title."""
    paragraph = document.add_paragraph(style="Body Text")
    add_run(paragraph, f"{number}．{item.title}", HEI)
    paragraph.add_run("　" + "".join(node.plain() for node in item.blocks))
    if item.source:
        add_run(paragraph, f"（{item.source}）", KAI)


def _add_codes(document: Any, section: Section, briefs: Sequence[Item]) -> None:
    """Write the codes of a section's sentences, each behind its number."""
    coded = [(number, item) for number, item in enumerate(briefs, 1) if item.url]
    if not coded:
        return
    paragraph = document.add_paragraph("扫码看全文：", style="Note")
    for number, item in coded:
        paragraph.add_run(f"　{number} ")
        _add_code(paragraph, item, _SMALL_CODE)


def _add_code(paragraph: Any, item: Item, side: Any) -> None:
    shape = paragraph.add_run().add_picture(BytesIO(code_pixels(item.url)), width=side)
    properties = shape._inline.docPr
    properties.set("name", f"二维码 {properties.get('id')}")
    properties.set("descr", f"二维码：《{item.title}》全文")
