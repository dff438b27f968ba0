"""Runs, tables and drop capitals of a Word text to those that the converter knows.

Signs of symbol fonts become letters, sounds above words stand in parentheses, rows fill their grid.
"""

from __future__ import annotations

import re

from lxml import etree
from mammoth.docx.dingbats import dingbats

from qiangxiao.authoring.word_drawings import words_of
from qiangxiao.authoring.word_notes import Seen, place_of
from qiangxiao.authoring.word_parts import (
    XML_SPACE,
    Styles,
    W,
    clear_paragraph,
    is_on,
    join_to_next,
    remove,
    value,
)

# Signs of the two fonts of symbols that Chinese offices use for boxes and ticks, and the converter lacks.
_SIGNS = {
    ("wingdings 2", 0x50): "✓",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0xA3): "☐",
    ("wingdings 2", 0x54): "☒",
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFE): "☑",
    ("wingdings", 0xA8): "☐",
    ("wingdings", 0xFD): "☒",
}
_BREAKS = ("", "textWrapping", "page", "column")  # kinds of line break that the converter knows


def plain_runs(root: etree._Element, styles: Styles, seen: Seen) -> None:
    """Put letters, line ends and tabs in the place of what only looks like them."""
    for run in list(root.iter(f"{W}r")):
        for part in list(run):
            _plain_part(run, part, seen)
        if is_on(styles.of_run(run, "caps")):
            for text in run.iter(f"{W}t"):
                text.text = (text.text or "").upper()
        properties = run.find(f"{W}rPr")
        if properties is not None and is_on(properties.find(f"{W}dstrike")):
            for mark in properties.findall(f"{W}strike"):
                remove(mark)
            etree.SubElement(properties, f"{W}strike")


def _plain_part(run: etree._Element, part: etree._Element, seen: Seen) -> None:
    if part.tag == f"{W}cr":
        part.tag = f"{W}br"
    elif part.tag == f"{W}br" and part.get(f"{W}type", "") not in _BREAKS:
        part.attrib.pop(f"{W}type")
    elif part.tag == f"{W}ptab":
        part.tag = f"{W}tab"
    elif part.tag == f"{W}noBreakHyphen":
        part.tag = f"{W}t"
        part.text = "-"
    elif part.tag == f"{W}sym":
        _plain_symbol(part, seen)
    elif part.tag == f"{W}ruby":
        _plain_ruby(run, part)


def _plain_symbol(sign: etree._Element, seen: Seen) -> None:
    font, code = (sign.get(f"{W}font") or "").lower(), sign.get(f"{W}char") or ""
    number = int(code, 16) if re.fullmatch(r"[0-9a-fA-F]{1,6}", code) else 0
    shown = _SIGNS.get((font, number & 0xFF)) if font.startswith("wingdings") else None
    if font not in ("symbol", "webdings") and not font.startswith("wingdings"):
        # A font of letters: the number is the letter's own.
        # from there on numbers are halves of characters, which XML cannot hold, and signs of a font's own
        shown = chr(number) if 0x20 < number < 0xD800 else None
    if shown:
        sign.tag = f"{W}t"
        sign.attrib.clear()
        sign.text = shown
    elif not any((sign.get(f"{W}font"), known) in dingbats for known in (number, number & 0xFF)):
        seen.say(f"一个特殊符号没有导入{place_of(sign)}。")


def _plain_ruby(run: etree._Element, ruby: etree._Element) -> None:
    """Put words, and in parentheses their sounds; sounds of neighbouring words stand together."""
    base, sound = ruby.find(f"{W}rubyBase"), ruby.find(f"{W}rt")
    words = "" if base is None else words_of(base)
    over = "" if sound is None else words_of(sound).strip()
    before = run.getprevious() if ruby.getprevious() is None or ruby.getprevious().tag == f"{W}rPr" else run
    last = None if before is None else next(iter(list(before.iter(f"{W}t"))[::-1]), None)
    if (
        over
        and last is not None
        and last.get("ruby")
        # catches "汉字（hàn zì）", spares "汉字", "（hàn"
        and (match := re.fullmatch(r"(.*)（(.*)）", last.text or "", re.DOTALL))
    ):
        last.text = f"{match[1]}{words}（{match[2]} {over}）"
        remove(ruby)
        return
    text = etree.Element(f"{W}t")
    text.set(XML_SPACE, "preserve")
    text.text = f"{words}（{over}）" if over else words
    text.set("ruby", "1")
    run.replace(ruby, text)


def plain_tables(root: etree._Element, seen: Seen) -> None:
    """Fill rows that begin or end inside the grid; words in cells that are merged away are hidden."""
    for table in list(root.iter(f"{W}tbl")):
        for row in table.iterchildren(f"{W}tr"):
            _fill_row(row)
            for cell in list(row.iterchildren(f"{W}tc")):
                if _is_merged_away(row, cell):
                    seen.hide(words_of(cell), cell, "合并单元格遮住的文字")
                    for paragraph in cell.iter(f"{W}p"):
                        clear_paragraph(paragraph)


def _fill_row(row: etree._Element) -> None:
    properties = row.find(f"{W}trPr")
    for name, place in (("gridBefore", 0), ("gridAfter", len(row))):
        wide = value(properties, f"{W}{name}")
        for _ in range(min(int(wide), 40) if wide.isdigit() else 0):
            empty = etree.Element(f"{W}tc")
            etree.SubElement(empty, f"{W}p")
            row.insert(place if place else _first_cell(row), empty)


def _first_cell(row: etree._Element) -> int:
    return next((at for at, child in enumerate(row) if child.tag == f"{W}tc"), len(row))


def _is_merged_away(row: etree._Element, cell: etree._Element) -> bool:
    """Tell whether another cell, above or to the left, is shown in this one's place."""
    below, across = cell.find(f"{W}tcPr/{W}vMerge"), cell.find(f"{W}tcPr/{W}hMerge")
    has_above = any(earlier.tag == f"{W}tr" for earlier in row.itersiblings(preceding=True))
    return (_goes_on(below) and has_above) or _goes_on(across)


def _goes_on(merge: etree._Element | None) -> bool:
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def join_capitals(root: etree._Element) -> None:
    """Put a drop capital back before the paragraph that it begins."""
    for paragraph in list(root.iter(f"{W}p")):
        frame = paragraph.find(f"{W}pPr/{W}framePr")
        if frame is not None and frame.get(f"{W}dropCap", "none") != "none":
            join_to_next(paragraph)


def plain_styles(root: etree._Element) -> None:
    """Leave of the styles what the converter asks for: their names, and the list of a numbering style.

    A usual file describes some hundreds that it never uses, nine tenths of all its elements.
    """
    for child in list(root):
        if child.tag != f"{W}style":
            root.remove(child)
            continue
        is_numbering = child.get(f"{W}type") == "numbering"
        for part in list(child):
            if part.tag != f"{W}name" and not (is_numbering and part.tag == f"{W}pPr"):
                child.remove(part)
