"""The elements of a Word file to blocks of our Markdown (the dialect of `sources.body`).

Text is escaped so that it reads back as itself. A block
keeps its plain words beside its Markdown, for guessing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from qiangxiao.authoring.word_numbers import BULLET
from qiangxiao.authoring.word_reading import ID_PREFIX, FileRefused, Picture, WordText
from qiangxiao.authoring.word_text import (
    clean_text,
    emphasise,
    escape,
    guard,
    join_lines,
    plain,
    short_lines,
)
from qiangxiao.records.scalars import PLACEHOLDER
from qiangxiao.sources.body import read_body
from qiangxiao.sources.body_rules import MAX_COLUMNS
from qiangxiao.sources.body_targets import link_fault

# catches "#word-footnote-1", "word-endnote-2", spares "#word-comment-1", "h-1"
_NOTE_ID = re.compile(rf"#?{ID_PREFIX}(?:footnote|endnote)-.+")
_BACK_LINKS = tuple(f"#{ID_PREFIX}{kind}-ref-" for kind in ("footnote", "endnote"))
# catches "h2", spares "h7", "hr"
_HEADING = re.compile(r"h([1-6])")
# catches "item3", spares "item9", "li"
_ITEM = re.compile(r"item[0-8]")
# catches "3.", "12．", spares "3、", "a."
_COUNTED = re.compile(r"(\d{1,9})[.．]")
# Columns that a nested item stands in under `- ` and under `1. `.
_MARKER = {False: 2, True: 3}
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "s": "~~", "del": "~~"}
_HTML_MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "s": "del", "del": "del"}
_SUPERSCRIPT = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_SUBSCRIPT = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a text: heading, paragraph, list, table or
    note. `level` is a heading's in Word, 0 for its title.

    A table has its cells as plain text in `rows`; `notes` are the numbers of the footnotes it refers to;
    `number` is the automatic number that Word shows before it, of a list of one item too; `look` is where a
    line stands and how large it is, such as `c2`.
    """

    kind: str
    text: str
    markdown: str
    level: int = 0
    is_bold: bool = False
    notes: tuple[int, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    number: str = ""
    look: str = ""


@dataclass(slots=True)
class _Level:
    """An open level of a list: as deep as Word has it, how far it is indented, the next number it
    may go on with.
    """

    depth: int
    indent: int
    following: int


def blocks_of(word: WordText, files: Sequence[str]) -> tuple[Block, ...]:
    """Return the blocks of a Word file; `files` are the paths that its pictures get."""
    return tuple(_Writer(word, files).blocks())


def picture_alt(picture: Picture) -> str:
    """Return the description of a picture, or the mark of a place to be filled."""
    return re.sub(r"[\[\]*`~\\|]", "", clean_text(picture.alt)).strip() or PLACEHOLDER


def body_of(blocks: Sequence[Block]) -> str:
    """Return the Markdown of blocks, with headings from
    `##` without gaps and only the footnotes referred to.
    """
    wanted = {number for block in blocks if block.kind != "note" for number in block.notes}
    open_levels: list[int] = []
    parts: list[str] = []
    for block in blocks:
        if block.kind == "heading":
            while open_levels and open_levels[-1] >= block.level:
                open_levels.pop()
            open_levels.append(block.level)
            parts.append(f"{'#' * min(len(open_levels) + 1, 4)} {block.markdown}")
        elif block.kind != "note" or block.notes[0] in wanted:
            parts.append(block.markdown)
    return "\n\n".join(parts)


class _Writer:
    """Writes one file's blocks; footnotes are numbered as they are met."""

    def __init__(self, word: WordText, files: Sequence[str]) -> None:
        self.word = word
        self.files = files
        self.met: dict[str, int] = {}
        self.used: list[int] = []

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks, the footnotes last."""
        definitions: list[etree._Element] = []
        run: list[etree._Element] = []
        for element in self.word.root:
            items = list(element)
            if _ITEM.fullmatch(element.get("class") or ""):
                run.append(element)
                continue
            yield from self._items(run)
            run = []
            if (
                element.tag == "ol"
                and items
                and all(_NOTE_ID.fullmatch(item.get("id") or "") for item in items)
            ):
                definitions += items
            else:
                yield from self._block(element)
        yield from self._items(run)
        for item in definitions:
            name = f"#{item.get('id')}"
            if name in self.met:
                number = self.met.pop(name)
                text = " ".join(filter(None, (self._inline(part).strip() for part in item))) or PLACEHOLDER
                text = re.sub(r"\s*\n\s*", " ", text)
                yield Block("note", "", f"[^{number}]: {guard(text)}", notes=(number,))

    def _items(self, run: Sequence[etree._Element]) -> Iterator[Block]:
        """Yield lists of what Word counts as 1. 2. or marks with dots; other numbers are
        text before a paragraph.
        """
        lines: list[str] = []
        texts: list[str] = []
        open_levels: list[_Level] = []
        number = ""
        self.used = []

        def close() -> Iterator[Block]:
            if lines:
                notes = tuple(self.used)
                yield Block(
                    "list",
                    "\n".join(texts),
                    "\n".join(lines),
                    notes=notes,
                    number=number if len(lines) == 1 else "",
                )
            lines.clear()
            texts.clear()
            open_levels.clear()
            self.used = []

        for element in run:
            depth = int(element.get("class", "item0")[4:])
            sign = element.find("span[@class='number']")
            number = "" if sign is None else plain(sign)
            counted = _COUNTED.fullmatch(number)
            is_bullet = number == BULLET
            while open_levels and open_levels[-1].depth > depth:
                open_levels.pop()
            level = open_levels[-1] if open_levels and open_levels[-1].depth == depth else None
            goes_on = level is None or level.following == (int(counted[1]) if counted else 0)
            if not (is_bullet or counted) or not goes_on or sign is None:
                yield from close()
                yield from self._block(element)
                # where a list begins anew its first item is text, and the next begins a list of its own
                continue
            tail = sign.tail or ""
            text = re.sub(r"\s*\n\s*", " ", _words_of(tail) + self._inline_after(element, sign)).strip()
            if level is None:
                indent = open_levels[-1].indent + _MARKER[open_levels[-1].following > 0] if open_levels else 0
                level = _Level(depth, indent, 0)
                open_levels.append(level)
            marker = f"{counted[1]}. " if counted else "- "
            level.following = int(counted[1]) + 1 if counted else 0
            lines.append(" " * level.indent + marker + guard(text or PLACEHOLDER))
            texts.append(plain(element))
        yield from close()

    def _inline_after(self, element: etree._Element, sign: etree._Element) -> str:
        parts = []
        for child in sign.itersiblings():
            parts += [self._element(child), _words_of(child.tail)]
        return "".join(parts)

    def _block(self, element: etree._Element) -> Iterator[Block]:
        self.used = []
        tag = str(element.tag)
        if heading := _HEADING.fullmatch(tag):
            yield from self._heading(element, 0 if element.get("class") == "title" else int(heading[1]))
        elif tag in ("ul", "ol"):
            lines = "\n".join(self._list(element))
            yield Block("list", plain(element), lines, notes=tuple(self.used))
        elif tag == "table":
            yield from self._table(element)
        else:
            markdown = self._paragraph(element)
            if markdown:
                text = plain(element)
                bold = "".join(str(part) for part in element.xpath(".//strong//text()"))
                sign = element.find("span[@class='number']")
                number = "" if sign is None else plain(sign)
                is_bold = bool(text) and _strip(bold) in (_strip(text), _strip(text.removeprefix(number)))
                look = (element.get("class") or "").removeprefix("look-") if number == "" else ""
                notes = tuple(self.used)
                yield Block("paragraph", text, markdown, 0, is_bold, notes, number=number, look=look)

    def _heading(self, element: etree._Element, level: int) -> Iterator[Block]:
        images = [image.get("src") or "" for image in element.iter("img")]
        text = re.sub(r"\s+", " ", plain(element))
        if text:
            yield Block("heading", text, escape(text), level)
        if images:
            yield Block("paragraph", "", "\n\n".join(map(self._image, images)))

    def _image(self, source: str) -> str:
        index = int(source)
        return f"![{escape(picture_alt(self.word.pictures[index]))}]({self.files[index]})"

    def _paragraph(self, element: etree._Element) -> str:
        lines = [guard(line) for line in self._inline(element).strip().split("\n")]
        return "\\\n".join("\n".join(short_lines(line)) for line in lines if line)

    def _list(self, element: etree._Element) -> Iterator[str]:
        for number, item in enumerate(element.iterchildren("li"), 1):
            marker = f"{number}. " if element.tag == "ol" else "- "
            nested = [part for part in item if part.tag in ("ul", "ol")]
            text = re.sub(r"\s*\n\s*", " ", self._inline(item, skip=nested)).strip()
            yield marker + guard(text or PLACEHOLDER)
            for part in nested:
                yield from (" " * len(marker) + line for line in self._list(part))

    def _table(self, element: etree._Element) -> Iterator[Block]:
        grid: list[list[str]] = []
        texts: list[list[str]] = []
        held: dict[int, int] = {}
        for row in element.iter("tr"):
            if next(row.iterancestors("table")) is not element:
                continue
            cells: list[str] = []
            words: list[str] = []
            for cell in row:
                self._fill(cells, words, held)
                span, rows = (_span(cell, name) for name in ("colspan", "rowspan"))
                inline = join_lines(self._inline(cell))
                for column in range(len(cells), len(cells) + span):
                    held[column] = rows - 1
                cells += [inline, *[""] * (span - 1)]
                words += [plain(cell), *[""] * (span - 1)]
                if len(cells) > MAX_COLUMNS:
                    raise FileRefused(f"有一张表格超过 {MAX_COLUMNS} 列。请拆成几张表，或把行和列对调。")
            self._fill(cells, words, held)
            grid.append(cells)
            texts.append(words)
        width = max(map(len, grid), default=0)
        if not width or not any(any(row) for row in grid):
            return
        if width == 1:  # a frame around text
            for (cell_text,), (words_text,) in zip(grid, texts, strict=True):
                if cell_text:
                    yield Block("paragraph", words_text, guard(cell_text), notes=tuple(self.used))
            return
        head, *rest = [row + [""] * (width - len(row)) for row in grid]
        lines = [head, ["---"] * width, *rest]
        markdown = "\n".join(f"| {' | '.join(row)} |" for row in lines)
        yield Block("table", plain(element), markdown, notes=tuple(self.used), rows=tuple(map(tuple, texts)))

    def _fill(self, cells: list[str], words: list[str], held: dict[int, int]) -> None:
        """Stand in for the cells that reach down from rows above."""
        while held.get(len(cells), 0) > 0:
            held[len(cells)] -= 1
            cells.append("")
            words.append("")

    def _inline(self, element: etree._Element, skip: Sequence[etree._Element] = ()) -> str:
        """Return the Markdown of what an element holds; a line break is a line end."""
        parts = [_words_of(element.text)]
        for child in element:
            if child not in skip:
                parts.append(_fit_between(parts[-1], self._element(child), child.tail or ""))
            parts.append(_words_of(child.tail))
        return "".join(parts)

    def _element(self, element: etree._Element) -> str:
        tag = str(element.tag)
        if tag == "br":
            return "\n"
        if tag == "img":
            return self._image(element.get("src") or "0")
        if tag in _MARKS:
            return self._emphasis(element, _MARKS[tag])
        if tag in ("sup", "sub"):
            return self._raise_text(element, tag)
        if tag == "a":
            return self._link(element)
        if tag == "input":
            return "☑" if element.get("checked") else "☐"
        inner = self._inline(element)
        if tag in ("p", "li", "tr") or _HEADING.fullmatch(tag):
            return f"\n{inner}\n"
        return f" {inner.strip()} " if tag in ("td", "th") else inner

    def _emphasis(self, element: etree._Element, mark: str) -> str:
        """Return marked text. Marks within marks stay where
        they read back as meant; else only the outer one does.
        """
        only = element[0] if len(element) == 1 and not element.text and not element[0].tail else None
        if only is not None and {mark, _MARKS.get(str(only.tag))} == {"*", "**"}:
            has_sign = re.search(r"[*_]", "".join(map(str, only.itertext())))  # beside three signs, misread
            return self._emphasis(only, "**" if has_sign else "***")
        inner = self._inline(element)
        if any(child.tag in _MARKS for child in element.iterdescendants()):
            if _reads_back(whole := emphasise(inner, mark), element):
                return whole
            # catches "**", "~~", spares "\\*", "~" (marks of ours, not signs that were typed)
            inner = re.sub(r"(?<!\\)(?:\*+|~~)", "", inner)
        if element.xpath(".//img"):
            return inner
        return "\n".join(emphasise(line, mark) for line in inner.split("\n"))

    def _raise_text(self, element: etree._Element, tag: str) -> str:
        link = element.find("a")
        if link is not None and link.get("id") and _NOTE_ID.fullmatch(link.get("href") or ""):
            number = self.met.setdefault(str(link.get("href")), len(self.met) + 1)
            self.used.append(number)
            return f"[^{number}]"
        table = _SUPERSCRIPT if tag == "sup" else _SUBSCRIPT
        inner = self._inline(element)
        return inner.translate(table) if all(ord(char) in table for char in inner) else inner

    def _link(self, element: etree._Element) -> str:
        href = element.get("href") or ""
        if href.startswith(_BACK_LINKS):
            return ""
        inner = self._inline(element)
        is_plain = not any(child.tag in ("img", "sup", "a", "br") for child in element.iterdescendants())
        is_web = href.startswith(("http://", "https://", "mailto:")) and link_fault(href) is None
        if not (is_plain and is_web and inner.strip()) or "(" in href or ")" in href:
            return inner
        return f"[{inner.strip()}]({href})"


def _fit_between(before: str, text: str, after: str) -> str:
    """Return slanted text without its signs where a figure or a Latin letter touches them: a star
    there is a star.
    """
    # catches "*斜体*", spares "**粗体**"
    if not re.fullmatch(r"\*[^*].*[^*]\*|\*[^*]\*", text, re.DOTALL):
        return text
    # catches "4", spares "米，"
    is_stuck = re.search(r"[0-9a-zA-Z)）]$", before) or re.match(r"[0-9a-zA-Z(（]", after)
    return text[1:-1] if is_stuck else text


def _reads_back(markdown: str, element: etree._Element) -> bool:
    """Tell whether marked text in one line reads back as the words of an element, with as many marks."""
    if "\n" in markdown or "![" in markdown:
        return False
    read = read_body("x.md", markdown)
    wanted = [_HTML_MARKS[str(part.tag)] for part in element.iter() if part.tag in _HTML_MARKS]
    is_same = _strip(read.text) == _strip(plain(element)) and not read.problems
    # catches "<strong>", spares "</strong>", "<sup>"
    return is_same and re.findall(r"<(strong|em|del)>", read.html) == wanted


def make_heading(block: Block, level: int, text: str = "") -> Block:
    """Return a paragraph as a heading."""
    words = text or re.sub(r"\s+", " ", block.text)
    return replace(block, kind="heading", text=words, markdown=escape(words), level=level, notes=())


def _words_of(text: str | None) -> str:
    return escape(clean_text((text or "").replace("\n", " ")))


def _strip(text: str) -> str:
    return re.sub(r"\s+", "", clean_text(text))


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name) or "1"
    number = int(value[:6]) if value.isascii() and value.isdigit() else 1
    return max(1, min(number, MAX_COLUMNS + 1) if name == "colspan" else number)
