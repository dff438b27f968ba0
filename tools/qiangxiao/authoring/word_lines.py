"""What a line of a Word text is: its automatic number typed, headings and lines that stand out marked.

Each mark is a style of our own, which `word_reading` tells the converter to keep as a class.
"""

from __future__ import annotations

import re

from lxml import etree

from qiangxiao.authoring.word_drawings import words_of
from qiangxiao.authoring.word_numbers import Numbering
from qiangxiao.authoring.word_parts import XML_SPACE, Styles, W, a_run, remove, text_with_tabs, value

NUMBER_STYLE = "QiangxiaoNumber"
ITEM_STYLE = "QiangxiaoItem"
HEADING_STYLE = "QiangxiaoHeading"
LOOK_STYLE = "QiangxiaoLook"
"""With a letter for the place of a line (left, centre, right), a figure for its size (0 as
the text, 1, 2).
"""
# catches "list bullet 2", spares "list bullet", "list paragraph"
_LIST_STYLE = re.compile(r"list (?:bullet|number) ([2-5])")
# catches "heading 1", "标题 2", "title", spares "heading", "subtitle"
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*\d|title$|标题$|标题样式")
_LONGEST_HEADING = 60  # characters; a longer paragraph with an outline level is text
# Styles of running text, by any maker; a line in another style has its look from that:
# catches "正文文本", spares "标题 1".
_PLAIN_STYLE = re.compile(
    r"normal.*|正文.*|body text.*|default.*|standard|text body|无间隔|no spacing|plain text|p\d*|首行缩进.*"
)
# A line that begins behind the middle of the page, in twentieths of a point and in hundredths of a character.
_FAR, _FAR_CHARS = 3600, 1700
_PUSHED = 12  # columns of blanks before a signature


def type_numbers(root: etree._Element, styles: Styles, numbering: Numbering) -> None:
    """Type the automatic numbers; items of lists get a style that says their level."""
    for paragraph in root.iter(f"{W}p"):
        found = numbering.number_of(paragraph)
        properties = paragraph.find(f"{W}pPr")
        for setting in paragraph.findall(f"{W}pPr/{W}numPr"):
            remove(setting)
        is_empty = not words_of(paragraph).strip() and paragraph.find(f".//{W}drawing") is None
        if found is None or is_empty:
            continue
        number, level = found
        # Word's styles "List Bullet 2" and so on are each a list of one level, shown as deep as they say.
        styled = _LIST_STYLE.fullmatch(styles.name_of(paragraph))
        level = max(level, int(styled[1]) - 1) if styled else level
        # A Latin sign needs its space before the text, 、 and ） and ① carry it with them.
        number = re.sub(r"\s+", " ", number).strip()
        run = a_run(f"{number} " if number[-1].isascii() or number == "•" else number, NUMBER_STYLE)
        run[-1].set(XML_SPACE, "preserve")
        at = 0 if properties is None else paragraph.index(properties) + 1
        paragraph.insert(at, run)
        if not _is_heading(paragraph, styles):
            _set_style(paragraph, f"{ITEM_STYLE}{level}")


def head_by_outline(root: etree._Element, styles: Styles) -> None:
    """Make headings of what is one to Word's navigation, whatever an office calls its style."""
    for paragraph in root.iter(f"{W}p"):
        level = _outline(paragraph, styles)
        is_named = _HEADING_STYLE.match(styles.name_of(paragraph))
        # A whole paragraph with an outline level is text that was given one by accident.
        if level is not None and not is_named and len(words_of(paragraph)) <= _LONGEST_HEADING:
            _set_style(paragraph, f"{HEADING_STYLE}{min(level, 5) + 1}")


def _is_heading(paragraph: etree._Element, styles: Styles) -> bool:
    is_named = _HEADING_STYLE.match(styles.name_of(paragraph)) is not None
    return is_named or _outline(paragraph, styles) is not None


def _outline(paragraph: etree._Element, styles: Styles) -> int | None:
    """Return the outline level of a paragraph, from 0, or None for plain text."""
    level = styles.of_paragraph(paragraph, f"{W}outlineLvl")
    number = "" if level is None else level.get(f"{W}val", "")
    return int(number) if number in tuple("012345678") else None


def mark_looks(root: etree._Element, styles: Styles) -> None:
    """Mark lines that stand out by place or size: an office's title and signature have no style."""
    body = root.find(f"{W}body")
    lines = [] if body is None else body.findall(f"{W}p")
    sizes: dict[int, int] = {}
    for paragraph in lines:
        for run in paragraph.iter(f"{W}r"):
            size = _size(run, styles)
            sizes[size] = sizes.get(size, 0) + len(words_of(run))
    usual = max(sizes, key=lambda size: sizes[size], default=0)
    for paragraph in lines:
        is_styled = bool(value(paragraph, f"{W}pPr/{W}pStyle"))
        is_plain = not is_styled or _PLAIN_STYLE.fullmatch(styles.name_of(paragraph)) is not None
        if not is_plain or _is_heading(paragraph, styles):
            continue
        shown = [run for run in paragraph.iter(f"{W}r") if words_of(run).strip()]
        size = max((_size(run, styles) for run in shown), default=usual)
        rank = 0 if not usual or size <= usual else 2 if size >= usual * 1.3 else 1
        place = _place(paragraph, styles)
        if place != "l" or rank:
            _set_style(paragraph, f"{LOOK_STYLE}{place}{rank}")


def _size(run: etree._Element, styles: Styles) -> int:
    size = styles.of_run(run, "sz")
    number = "" if size is None else size.get(f"{W}val", "")
    return int(number) if number.isdigit() else 21


def _place(paragraph: etree._Element, styles: Styles) -> str:
    """Return where a line stands: l, c or r."""
    found = styles.of_paragraph(paragraph, f"{W}jc")
    side = "" if found is None else found.get(f"{W}val", "")
    if side in ("center", "right", "end"):
        return side[0].replace("e", "r")
    indent = styles.of_paragraph(paragraph, f"{W}ind")
    left = "" if indent is None else indent.get(f"{W}left") or indent.get(f"{W}start") or ""
    chars = "" if indent is None else indent.get(f"{W}leftChars") or indent.get(f"{W}startChars") or ""
    if (left.isdigit() and int(left) > _FAR) or (chars.isdigit() and int(chars) > _FAR_CHARS):
        return "r"
    # Many a signature is pushed to the right with the space bar.
    text = text_with_tabs(paragraph, " " * 4)
    lead = text[: len(text) - len(text.lstrip())]
    return "r" if sum(2 if char == "\u3000" else 1 for char in lead) >= _PUSHED else "l"


def _set_style(paragraph: etree._Element, style: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(f"{W}pStyle"):
        remove(old)
    mark = etree.Element(f"{W}pStyle")
    mark.set(f"{W}val", style)
    properties.insert(0, mark)
