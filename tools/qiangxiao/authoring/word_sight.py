"""A Word package to the same text in plain constructs: what a person sees of it, and nothing else.

The converter that comes after knows paragraphs, runs, tables, notes, links and plain pictures. Here
everything else is
put into those: automatic numbers become typed ones (in a style of their own, so that a list can still be
told from a
paragraph), boxes and charts become paragraphs, fields their results. What Word hides or deletes is taken
out, and said.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field

from lxml import etree
from mammoth.docx.dingbats import dingbats

from qiangxiao.authoring.word_drawings import Drawings, Look, words_of
from qiangxiao.authoring.word_fields import show_fields
from qiangxiao.authoring.word_numbers import Numbering
from qiangxiao.authoring.word_parts import (
    MC,
    M,
    Styles,
    W,
    WordParts,
    a_run,
    is_on,
    open_parts,
    remove,
    unwrap,
    value,
)

NUMBER_STYLE = "QiangxiaoNumber"
ITEM_STYLE = "QiangxiaoItem"
HEADING_STYLE = "QiangxiaoHeading"
LOOK_STYLE = "QiangxiaoLook"
"""With a letter for where a line stands (left, centre, right) and a figure for how large it is (0 as the
text, 1, 2).
"""
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
# catches "list bullet 2", spares "list bullet", "list paragraph"
_LIST_STYLE = re.compile(r"list (?:bullet|number) ([2-5])")
_ALT_CHUNK = f"{W}altChunk"
_SHOWN = 24  # characters of what is left out
_BEFORE = 12  # characters before it, to find it by
_MAX_SAID = 12  # pieces that are listed; the law of the door counts the rest
_LONGEST_HEADING = 60  # characters; a longer paragraph with an outline level is text
# Styles of running text, by any maker; a line in another style has its look from that:
# catches "正文文本", spares "标题 1".
_PLAIN_STYLE = re.compile(
    r"normal.*|正文.*|body text.*|default.*|standard|text body|无间隔|no spacing|plain text|p\d*|首行缩进.*"
)
# A line that begins behind the middle of the page, in twentieths of a point and in hundredths of a character.
_FAR, _FAR_CHARS = 3600, 1700
_PUSHED = 12  # columns of blanks before a signature
# catches "toc 1", "目录标题", spares "toc", "目录"
_TOC_STYLE = re.compile(r"(?:toc|目录)\s*[1-9]|(?:toc heading|目录标题)")
# catches "目 录", "目次", spares "目录如下"
_TOC_TITLE = re.compile(r"\s*目\s*[录次]\s*")
# a line of a typed table of contents: catches "一、背景………3", "二、做法\t12", spares "参加 12 人", "12"
_TOC_LINE = re.compile(r".*(?:\t|…{2,}|[.．·]{3,}|-{4,})\s*\d{1,3}\s*")
# 第 3 页 共 9 页, - 3 -: only where the page is, not words.
_ONLY_PAGE = re.compile(r"[\s第共页\d/—–\-·|Pagefo]*")
# catches "单击此处输入文字", "选择一项", "Click or tap to enter", spares "点击率上升"
_PROMPT = re.compile(
    r"(?:单击|点击|请点击).{0,12}(?:输入|键入|选择)|Click .{0,20}(?:enter|tap)|选择一项", re.IGNORECASE
)
_UNWRAPPED = ("ins", "moveTo", "smartTag", "customXml", "bdo", "dir")
_DROPPED = ("del", "moveFrom", "annotationRef")
# Signs of the two fonts of symbols that Chinese offices use for boxes and ticks, and the converter lacks.
_SIGNS = {
    ("wingdings 2", 0x50): "✓",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0xA3): "☐",
    ("wingdings 2", 0x54): "☒",
}
_SIGNS |= {
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFE): "☑",
    ("wingdings", 0xA8): "☐",
    ("wingdings", 0xFD): "☒",
}


@dataclass
class Seen:
    """What is seen of a Word file: the plain package, its pictures' looks, what was left out in sentences
    and in words.

    `dropped` are the words that Word itself hides or deletes, or that only its program wrote; `lost` what
    could not be read.
    """

    package: bytes = b""
    looks: list[Look] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    def say(self, sentence: str) -> None:
        """Keep a sentence about what was left out; the same one once."""
        if sentence not in self.said:
            self.said.append(sentence)


def see(package: bytes) -> Seen:
    """Return what a person sees of a Word file that `office_package` has cleaned."""
    parts = open_parts(package)
    eye = _Eye(parts)
    for story in dict.fromkeys(parts.stories()):
        root = parts.tree(story)
        if root is not None:
            eye.read(story, root)
    eye.margins()
    eye.finish()
    seen = eye.seen
    seen.package = parts.packed()
    seen.looks = eye.drawings.looks
    return seen


class _Eye:
    """Reads the stories of one file."""

    def __init__(self, parts: WordParts) -> None:
        self.parts = parts
        self.seen = Seen()
        self.styles = Styles(parts.tree(next(parts.related(parts.main, "styles"), "")))
        self.numbering_part = next(parts.related(parts.main, "numbering"), "")
        self.numbering = Numbering(parts.tree(self.numbering_part), self.styles)
        self.drawings = Drawings(parts, self._note_drawing, words_before)
        self.has_contents = False
        self.tallies: dict[str, int] = {}

    def read(self, story: str, root: etree._Element) -> None:
        """Make one story plain, step by step; the order matters."""
        for choice in list(root.iter(f"{MC}AlternateContent")):
            _choose(choice)
        self._apply_revisions(root)
        self._open_controls(root)
        show_fields(root, self._note_field)
        self._leave_out_hidden(root)
        self._number(root)
        self.drawings.take(story, root)
        for run in list(root.iter(f"{W}r")):
            self._plain_run(run)
        for formula in list(root.iter(f"{M}oMath")):
            formula.getparent().replace(formula, a_run(linear(formula)))
        for frame in list(root.iter(f"{M}oMathPara")):
            unwrap(frame)
        self._head_by_outline(root)
        self._leave_out_contents(root)
        self._note_looks(root)
        for table in list(root.iter(f"{W}tbl")):
            self._plain_table(table)
        self._join_capitals(root)
        for chunk in list(root.iter(_ALT_CHUNK, f"{W}subDoc")):
            self.seen.say(f"文件里嵌着另一份文件，没有导入{_place(chunk)}。")
            remove(chunk)

    def _note_drawing(self, kind: str, drawing: etree._Element, words: str) -> None:
        if kind == "hidden":
            self._hide(words, drawing, "隐藏的图或文本框")
        elif kind == "lost":
            self.seen.say(f"{words}没有导入{_place(drawing)}。请改成文字、表格或照片。")
        else:
            self.seen.say(f"{words}只取了文字和数据，列成了表格{_place(drawing)}；图本身没有导入。")

    def _note_field(self, kind: str, element: etree._Element) -> None:
        if kind == "toc":
            self.has_contents = True
            self.seen.dropped.append(words_of(element))
        elif kind == "spent":
            self.seen.dropped.append(words_of(element))
        else:
            self._wait(element)

    def _wait(self, element: etree._Element) -> None:
        """Note a field of the file that nobody has filled in."""
        before = words_before(element)
        self.seen.waiting.append(before)
        self.seen.say(
            f"Word 里有一处还没有填（在“{before}”之后）。" if before else "Word 里有一处还没有填（在开头）。"
        )

    def _hide(self, words: str, element: etree._Element, what: str) -> None:
        words = words.strip()
        if words:
            self.seen.dropped.append(words)
            if len([said for said in self.seen.said if "没有导入" in said]) < _MAX_SAID:
                shown = words[:_SHOWN] + ("…" if len(words) > _SHOWN else "")
                self.seen.say(f"{what}“{shown}”没有导入{_place(element)}。")
            else:
                self.tallies[what] = self.tallies.get(what, 0) + 1

    def _apply_revisions(self, root: etree._Element) -> None:
        """Take every change as accepted: what was deleted is gone, what was inserted is text."""
        for row in [row for row in root.iter(f"{W}tr") if row.find(f"{W}trPr/{W}del") is not None]:
            self.seen.dropped.append(words_of(row))
            remove(row)
        for cell in [cell for cell in root.iter(f"{W}tc") if cell.find(f"{W}tcPr/{W}cellDel") is not None]:
            self.seen.dropped.append(words_of(cell))
            remove(cell)
        for name in _DROPPED:
            for part in list(root.iter(f"{W}{name}")):
                parent = part.getparent()
                if parent is not None and parent.tag not in (f"{W}rPr", f"{W}trPr"):
                    self.seen.dropped.append(words_of(part))
                    remove(part)
        for name in _UNWRAPPED:
            for part in list(root.iter(f"{W}{name}")):
                parent = part.getparent()
                if parent is not None and parent.tag not in (f"{W}rPr", f"{W}trPr"):
                    unwrap(part)
        for paragraph in list(root.iter(f"{W}p")):
            following = paragraph.getnext()
            mark = paragraph.find(f"{W}pPr/{W}rPr/{W}del")
            if mark is not None and following is not None and following.tag == f"{W}p":
                own = following.find(f"{W}pPr")
                at = 0 if own is None else 1
                following[at:at] = [child for child in paragraph if child.tag != f"{W}pPr"]
                remove(paragraph)
            elif mark is not None:
                remove(mark)

    def _open_controls(self, root: etree._Element) -> None:
        """Take the frames off content controls; prompts of empty ones and tables of contents go."""
        for control in list(root.iter(f"{W}sdt")):
            properties = control.find(f"{W}sdtPr")
            content = control.find(f"{W}sdtContent")
            gallery = value(properties, f"{W}docPartObj/{W}docPartGallery")
            if content is None:
                remove(control)
            elif gallery == "Table of Contents":
                self.has_contents = True
                self.seen.dropped.append(words_of(content))
                remove(control)
            elif properties is not None and is_on(properties.find(f"{W}showingPlcHdr")):
                if properties.find(f"{_W14}checkbox") is None:
                    self._wait(control)
                    self.seen.dropped.append(words_of(content))
                    _clear(control, content)
            elif properties is None or properties.find(f"{_W14}checkbox") is None:
                unwrap(content)
                if properties is not None:
                    remove(properties)
                for rest in list(control.iterchildren(f"{W}sdtEndPr")):
                    remove(rest)
                unwrap(control)

    def _leave_out_hidden(self, root: etree._Element) -> None:
        for row in [row for row in root.iter(f"{W}tr") if is_on(row.find(f"{W}trPr/{W}hidden"))]:
            self._hide(" ".join(filter(None, map(words_of, row.iter(f"{W}tc")))), row, "表格里隐藏的行")
            remove(row)
        for paragraph in list(root.iter(f"{W}p")):
            hidden = [
                run
                for run in paragraph.iter(f"{W}r")
                if is_on(self.styles.of_run(run, "vanish")) and len(run) > 0
            ]
            if hidden:
                words = "".join(map(words_of, hidden))
                self._hide(words, hidden[0], "Word 里设为隐藏的文字")
                for run in hidden:
                    remove(run)

    def _number(self, root: etree._Element) -> None:
        """Type the automatic numbers; items of lists get a style that says their level."""
        for paragraph in root.iter(f"{W}p"):
            found = self.numbering.number_of(paragraph)
            properties = paragraph.find(f"{W}pPr")
            for setting in paragraph.findall(f"{W}pPr/{W}numPr"):
                remove(setting)
            if found is None or not (
                words_of(paragraph).strip() or paragraph.find(f".//{W}drawing") is not None
            ):
                continue
            number, level = found
            # Word's own styles "List Bullet 2" and so on are each a list of one level, shown as deep as they
            # say.
            styled = _LIST_STYLE.fullmatch(self.styles.name(value(paragraph, f"{W}pPr/{W}pStyle")))
            level = max(level, int(styled[1]) - 1) if styled else level
            # A Latin sign needs its space before the text, 、 and ） and ① carry it with them.
            number = re.sub(r"\s+", " ", number).strip()
            run = a_run(f"{number} " if number[-1].isascii() or number == "•" else number, NUMBER_STYLE)
            run[-1].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            at = 0 if properties is None else paragraph.index(properties) + 1
            paragraph.insert(at, run)
            if not self._is_heading(paragraph):
                self._set_style(paragraph, f"{ITEM_STYLE}{level}")

    def _is_heading(self, paragraph: etree._Element) -> bool:
        style = value(paragraph, f"{W}pPr/{W}pStyle")
        name = self.styles.name(style)
        return (
            # catches "heading 1", "标题 2", "title", spares "heading", "subtitle"
            bool(re.match(r"(?:heading|标题)\s*\d|title$|标题$|标题样式", name))
            or self._outline(paragraph) is not None
        )

    def _outline(self, paragraph: etree._Element) -> int | None:
        """Return the outline level of a paragraph, from 0, or None for plain text."""
        level = self.styles.of_paragraph(paragraph, f"{W}outlineLvl")
        number = "" if level is None else level.get(f"{W}val", "")
        return int(number) if number in tuple("012345678") else None

    def _head_by_outline(self, root: etree._Element) -> None:
        """Make headings of paragraphs that are some to Word's navigation, whatever an office calls their
        style.
        """
        for paragraph in root.iter(f"{W}p"):
            level = self._outline(paragraph)
            name = self.styles.name(value(paragraph, f"{W}pPr/{W}pStyle"))
            # catches "heading 1", "标题 2", "title", spares "heading", "subtitle"
            is_named = re.match(r"(?:heading|标题)\s*\d|title$|标题$|标题样式", name)
            # A whole paragraph with an outline level is text that was given one by accident.
            if level is not None and not is_named and len(words_of(paragraph)) <= _LONGEST_HEADING:
                self._set_style(paragraph, f"{HEADING_STYLE}{min(level, 5) + 1}")

    def _note_looks(self, root: etree._Element) -> None:
        """Let lines of the text that stand out by place or size keep that: an office's title and signature
        have no style.
        """
        body = root.find(f"{W}body")
        lines = [] if body is None else body.findall(f"{W}p")
        sizes: dict[int, int] = {}
        for paragraph in lines:
            for run in paragraph.iter(f"{W}r"):
                size = self._size(run)
                sizes[size] = sizes.get(size, 0) + len(words_of(run))
        usual = max(sizes, key=lambda size: sizes[size], default=0)
        for paragraph in lines:
            style = value(paragraph, f"{W}pPr/{W}pStyle")
            is_plain = not style or _PLAIN_STYLE.fullmatch(self.styles.name(style)) is not None
            if not is_plain or self._is_heading(paragraph):
                continue
            size = max(
                (self._size(run) for run in paragraph.iter(f"{W}r") if words_of(run).strip()), default=usual
            )
            rank = 0 if not usual or size <= usual else 2 if size >= usual * 1.3 else 1
            place = self._place_of(paragraph)
            if place != "l" or rank:
                self._set_style(paragraph, f"{LOOK_STYLE}{place}{rank}")

    def _size(self, run: etree._Element) -> int:
        size = self.styles.of_run(run, "sz")
        number = "" if size is None else size.get(f"{W}val", "")
        return int(number) if number.isdigit() else 21

    def _place_of(self, paragraph: etree._Element) -> str:
        found = self.styles.of_paragraph(paragraph, f"{W}jc")
        side = "" if found is None else found.get(f"{W}val", "")
        if side in ("center", "right", "end"):
            return side[0].replace("e", "r")
        indent = self.styles.of_paragraph(paragraph, f"{W}ind")
        left = "" if indent is None else indent.get(f"{W}left") or indent.get(f"{W}start") or ""
        chars = "" if indent is None else indent.get(f"{W}leftChars") or indent.get(f"{W}startChars") or ""
        if (left.isdigit() and int(left) > _FAR) or (chars.isdigit() and int(chars) > _FAR_CHARS):
            return "r"
        # Many a signature is pushed to the right with the space bar.
        text = "".join(
            "    " if part.tag == f"{W}tab" else part.text or ""
            for part in paragraph.iter(f"{W}t", f"{W}tab")
        )
        lead = text[: len(text) - len(text.lstrip())]
        return "r" if sum(2 if char == "\u3000" else 1 for char in lead) >= _PUSHED else "l"

    def _set_style(self, paragraph: etree._Element, style: str) -> None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        for old in properties.findall(f"{W}pStyle"):
            remove(old)
        mark = etree.Element(f"{W}pStyle")
        mark.set(f"{W}val", style)
        properties.insert(0, mark)

    def _plain_run(self, run: etree._Element) -> None:
        for part in list(run):
            if part.tag == f"{W}cr":
                part.tag = f"{W}br"
            elif part.tag == f"{W}br" and part.get(f"{W}type", "") not in (
                "",
                "textWrapping",
                "page",
                "column",
            ):
                part.attrib.pop(f"{W}type")
            elif part.tag == f"{W}ptab":
                part.tag = f"{W}tab"
            elif part.tag == f"{W}noBreakHyphen":
                part.tag = f"{W}t"
                part.text = "-"
            elif part.tag == f"{W}sym":
                self._plain_symbol(part)
            elif part.tag == f"{W}ruby":
                _plain_ruby(run, part)
        if is_on(self.styles.of_run(run, "caps")):
            for text in run.iter(f"{W}t"):
                text.text = (text.text or "").upper()
        properties = run.find(f"{W}rPr")
        if properties is not None and is_on(properties.find(f"{W}dstrike")):
            for mark in properties.findall(f"{W}strike"):
                remove(mark)
            etree.SubElement(properties, f"{W}strike")

    def _plain_symbol(self, sign: etree._Element) -> None:
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
            self.seen.say(f"一个特殊符号没有导入{_place(sign)}。")

    def _leave_out_contents(self, root: etree._Element) -> None:
        """Drop a table of contents: by the style of its lines, or typed, a 目录 and lines that end in page
        numbers.
        """
        is_open = False
        for paragraph in list(root.iter(f"{W}p")):
            text = "".join(
                "\t" if part.tag == f"{W}tab" else part.text or ""
                for part in paragraph.iter(f"{W}t", f"{W}tab")
            )
            is_line = bool(_TOC_STYLE.fullmatch(self.styles.name(value(paragraph, f"{W}pPr/{W}pStyle"))))
            is_line = is_line or (is_open and bool(_TOC_LINE.fullmatch(text)))
            if _TOC_TITLE.fullmatch(text):
                following = paragraph.getnext()
                is_open = self._begins_contents(following)
                is_line = is_line or is_open or self.has_contents
            elif text.strip() and not is_line:
                is_open = False
            if is_line:
                self.has_contents = True
                self.seen.dropped.append(text)
                _clear_paragraph(paragraph)

    def _begins_contents(self, paragraph: etree._Element | None) -> bool:
        while paragraph is not None and paragraph.tag == f"{W}p" and not words_of(paragraph).strip():
            paragraph = paragraph.getnext()
        if paragraph is None or paragraph.tag != f"{W}p":
            return False
        text = "".join(
            "\t" if part.tag == f"{W}tab" else part.text or "" for part in paragraph.iter(f"{W}t", f"{W}tab")
        )
        name = self.styles.name(value(paragraph, f"{W}pPr/{W}pStyle"))
        return bool(_TOC_STYLE.fullmatch(name) or _TOC_LINE.fullmatch(text))

    def _plain_table(self, table: etree._Element) -> None:
        """Fill rows that begin or end inside the grid; words in cells that are merged away are hidden, and
        said.
        """
        for row in table.iterchildren(f"{W}tr"):
            properties = row.find(f"{W}trPr")
            for name, place in (("gridBefore", 0), ("gridAfter", len(row))):
                wide = value(properties, f"{W}{name}")
                for _ in range(min(int(wide), 40) if wide.isdigit() else 0):
                    empty = etree.Element(f"{W}tc")
                    etree.SubElement(empty, f"{W}p")
                    row.insert(place if place else _first_cell(row), empty)
            for cell in list(row.iterchildren(f"{W}tc")):
                merge, across = cell.find(f"{W}tcPr/{W}vMerge"), cell.find(f"{W}tcPr/{W}hMerge")
                is_below = merge is not None and merge.get(f"{W}val", "continue") == "continue"
                if (is_below and row.getprevious() is not None and _above(row)) or (
                    across is not None and across.get(f"{W}val", "continue") == "continue"
                ):
                    self._hide(words_of(cell), cell, "合并单元格遮住的文字")
                    for paragraph in cell.iter(f"{W}p"):
                        _clear_paragraph(paragraph)

    def _join_capitals(self, root: etree._Element) -> None:
        """Put a drop capital back before the paragraph that it begins."""
        for paragraph in list(root.iter(f"{W}p")):
            frame = paragraph.find(f"{W}pPr/{W}framePr")
            following = paragraph.getnext()
            if frame is None or frame.get(f"{W}dropCap", "none") == "none":
                continue
            if following is not None and following.tag == f"{W}p":
                at = 0 if following.find(f"{W}pPr") is None else 1
                following[at:at] = [child for child in paragraph if child.tag != f"{W}pPr"]
                remove(paragraph)

    def margins(self) -> None:
        """Say what stands in headers and footers, and how many comments there are: neither is part of the
        text.
        """
        for kind in ("header", "footer"):
            for name in self.parts.related(self.parts.main, kind):
                root = self.parts.tree(name)
                words = re.sub(r"\s+", " ", "" if root is None else words_of(root)).strip()
                if words and not _ONLY_PAGE.fullmatch(words):
                    self.seen.say(
                        f"页眉页脚里的“{words[:_SHOWN]}{'…' if len(words) > _SHOWN else ''}”没有导入。"
                    )
        for name in self.parts.related(self.parts.main, "comments"):
            root = self.parts.tree(name)
            if root is not None and (count := len(root.findall(f"{W}comment"))):
                self.seen.say(f"{count} 条批注没有导入。")

    def finish(self) -> None:
        """Say what was left out many times."""
        if self.has_contents:
            self.seen.say("目录没有导入：网页自己会列出小标题。")
        for what, count in self.tallies.items():
            self.seen.say(f"另有 {count} 处{what}没有导入。")


def words_before(element: etree._Element) -> str:
    """Return the last words that are seen before an element: of its paragraph, else of the one before."""
    paragraph = next(element.iterancestors(f"{W}p"), element if element.tag == f"{W}p" else None)
    parts: list[str] = []
    if paragraph is not None:
        for part in paragraph.iter():
            if part is element:
                break
            if part.tag == f"{W}t":
                parts.append(part.text or "")
    text = "".join(parts).strip()
    while not text:
        start = paragraph if paragraph is not None else element
        earlier = next(start.itersiblings(preceding=True), None)
        if earlier is None:
            above = start.getparent()
            if above is None or above.tag in (f"{W}body", f"{W}document"):
                break
            paragraph = above
            continue
        text, paragraph = words_of(earlier).strip(), earlier
    return text[-_BEFORE:].strip()


def _place(element: etree._Element) -> str:
    before = words_before(element)
    return f"（在“{before}”之后）" if before else ""


def _choose(choice: etree._Element) -> None:
    """Keep one way of saying the same: the newer one, unless only the older has words or a picture."""
    ways = [way for way in choice if way.tag in (f"{MC}Choice", f"{MC}Fallback")]
    # Words count most; of two that say as much, the first is what Word itself shows.
    best = max(ways, key=lambda way: (len(words_of(way).strip()), _holds_picture(way)), default=None)
    if best is None:
        remove(choice)
        return
    parent = choice.getparent()
    if parent is not None:
        at = parent.index(choice)
        parent[at : at + 1] = list(best)


def _holds_picture(element: etree._Element) -> bool:
    names = ("blip", "imagedata", "relIds", "chart", "textpath")
    return any(etree.QName(part).localname in names for part in element.iter() if isinstance(part.tag, str))


def _clear(control: etree._Element, content: etree._Element) -> None:
    """Leave of a content control the paragraph it stands for, without words."""
    for paragraph in content.iter(f"{W}p"):
        _clear_paragraph(paragraph)
    parent = control.getparent()
    if parent is None:
        return
    at = parent.index(control)
    parent[at : at + 1] = [part for part in content if part.tag in (f"{W}p", f"{W}tc", f"{W}tr", f"{W}tbl")]


def _clear_paragraph(paragraph: etree._Element) -> None:
    for child in list(paragraph):
        if child.tag != f"{W}pPr":
            remove(child)


def _first_cell(row: etree._Element) -> int:
    return next((at for at, child in enumerate(row) if child.tag == f"{W}tc"), len(row))


def _above(row: etree._Element) -> bool:
    return any(earlier.tag == f"{W}tr" for earlier in row.itersiblings(preceding=True))


def _plain_ruby(run: etree._Element, ruby: etree._Element) -> None:
    """Put the words and, in parentheses, the sounds above them; sounds of neighbouring words stand
    together.
    """
    base, sound = ruby.find(f"{W}rubyBase"), ruby.find(f"{W}rt")
    words = "" if base is None else words_of(base)
    over = "" if sound is None else words_of(sound).strip()
    text = etree.Element(f"{W}t")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
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
    text.text = f"{words}（{over}）" if over else words
    text.set("ruby", "1")
    run.replace(ruby, text)


def linear(formula: etree._Element) -> str:
    """Return a formula on one line: fractions with /, roots with √, raised numbers as ²."""
    return re.sub(r"\s+", " ", _linear(copy.deepcopy(formula)))


_RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")


def _linear(element: etree._Element) -> str:
    def part(name: str) -> str:
        found = element.find(f"{M}{name}")
        return "" if found is None else "".join(map(_linear, found))

    tag = str(element.tag)
    if tag in (f"{M}t", f"{W}t"):
        return element.text or ""
    if tag == f"{M}f":
        return f"{_grouped(part('num'))}/{_grouped(part('den'))}"
    if tag == f"{M}rad":
        return f"{part('deg')}√{_grouped(part('e'))}"
    if tag in (f"{M}sSup", f"{M}sSub", f"{M}sSubSup"):
        low, high = part("sub"), part("sup")
        return part("e") + _shifted(low, _LOWERED, "_") + _shifted(high, _RAISED, "^")
    if tag == f"{M}d":
        begin, end = (
            _sign(element, name, otherwise) for name, otherwise in (("begChr", "("), ("endChr", ")"))
        )
        return begin + ",".join("".join(map(_linear, e)) for e in element.findall(f"{M}e")) + end
    if tag == f"{M}nary":
        low, high = _shifted(part("sub"), _LOWERED, "_"), _shifted(part("sup"), _RAISED, "^")
        return f"{_sign(element, 'chr', '∫')}{low}{high} {part('e')}"
    return "".join(map(_linear, element))


def _sign(element: etree._Element, name: str, otherwise: str) -> str:
    for found in element.iter(f"{M}{name}"):
        return str(found.get(f"{M}val", otherwise))
    return otherwise


def _grouped(text: str) -> str:
    return text if len(text) == 1 or text.isalnum() else f"({text})"


def _shifted(text: str, table: dict[int, int], sign: str) -> str:
    if not text:
        return ""
    return text.translate(table) if all(ord(char) in table for char in text) else f"{sign}{_grouped(text)}"
