"""The tree of a text as paragraphs, lists and tables of a Word file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image

from qiangxiao.rendering.bulletin.blocks import Node, column_shares
from qiangxiao.rendering.bulletin.word_parts import (
    add_link,
    bind_font,
    element,
    indent_characters,
    number_from,
    use_numbering,
)

FANG, KAI, HEI, SONG = "仿宋", "楷体", "黑体", "方正小标宋简体"
_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_TEXT_WIDTH_MM = 156.0  # A4 (210 mm) less the margins of GB/T 9704: 28 mm left, 26 mm right
_PHOTO_WIDTH_MM, _PAIR_WIDTH_MM, _PHOTO_HEIGHT_MM = 100.0, 74.0, 57.0  # seven lines of the grid, as in print
_MOST_LIST_LEVELS = 3  # Word's own styles for lists end there for us ("List Bullet 3")


@dataclass
class TextWriter:
    """Writes trees into a document. `photo` returns a photo's bytes by its `src`, or None."""

    document: Any
    photo: Callable[[str], bytes | None]
    notes: list[tuple[Node, ...]] = field(default_factory=list)
    _style_ids: dict[str, str] = field(default_factory=dict)

    def write(self, nodes: Iterable[Node]) -> None:
        """Write blocks, then the footnotes they had."""
        self.notes = []
        self._blocks(nodes, self.document, 0)
        for at, note in enumerate(self.notes, 1):
            paragraph = self.document.add_paragraph(style="Note")
            paragraph.add_run(f"［{at}］")
            self._inline(note, paragraph)

    def _blocks(self, nodes: Iterable[Node], container: Any, depth: int, style: str = "Body Text") -> None:
        for is_image, group in groupby(nodes, key=lambda node: node.kind == "image"):
            if is_image:
                self.pictures([(node.target, node.text) for node in group], container)
            else:
                self._words(group, container, depth, style)

    def _words(self, nodes: Iterable[Node], container: Any, depth: int, style: str) -> None:
        for node in nodes:
            if node.kind == "para":
                self._inline(node.children, self._paragraph(container, style))
            elif node.kind == "heading":
                paragraph = self._paragraph(container, f"Heading {node.level + 1}")
                self._inline(node.children, paragraph)
                indent_characters(paragraph, 2)
            elif node.kind == "list":
                self._list(node, container, depth)
            elif node.kind == "quote":
                self._blocks(node.children, container, depth, "Quote")
            elif node.kind == "code":
                self._code(node.text, container)
            elif node.kind == "table":
                self._table(node, container)
            elif node.kind == "rule":
                self._paragraph(container, "Caption").add_run("＊　＊　＊")

    def _paragraph(self, container: Any, style: str) -> Any:
        """Add a paragraph of a style, whose id is looked up once: python-docx looks for it every time."""
        paragraph = container.add_paragraph()
        paragraph._p.style = self._style_id(style)
        return paragraph

    def _style_id(self, style: str) -> str:
        if style not in self._style_ids:
            self._style_ids[style] = self.document.styles[style].style_id
        return self._style_ids[style]

    def _list(self, node: Node, container: Any, depth: int) -> None:
        level = min(depth + 1, _MOST_LIST_LEVELS)
        suffix = f" {level}" if level > 1 else ""
        style = f"List {'Number' if node.level else 'Bullet'}{suffix}"
        number = number_from(self.document, style, node.level) if node.level else None
        for item in node.children:
            is_first = True
            for part in item.children:
                if part.kind == "para":
                    paragraph = self._paragraph(container, style if is_first else f"List Continue{suffix}")
                    if is_first and number is not None:
                        use_numbering(paragraph, number)
                    self._inline(part.children, paragraph)
                    is_first = False
                else:
                    self._blocks((part,), container, depth + 1)

    def _code(self, text: str, container: Any) -> None:
        paragraph = self._paragraph(container, "Quote")
        for at, line in enumerate(text.split("\n")):
            run = paragraph.add_run()
            if at:
                run.add_break(WD_BREAK.LINE)
            run.add_text(line)
            run.font.size = Pt(10.5)
            _set_font(run, FANG, "Consolas")

    def _table(self, node: Node, container: Any) -> None:
        width = node.level
        table = container.add_table(rows=0, cols=width) if container is self.document else None
        if table is None:  # a table in a cell: its words are enough
            for line in node.children:
                container.add_paragraph("　".join(cell.plain() for cell in line.children))
            return
        table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        shares = column_shares(node)
        widths = [Mm(_TEXT_WIDTH_MM * share / sum(shares)) for share in shares]
        for column, wide in zip(table.columns, widths, strict=True):
            column.width = wide
        # columns: the more, the smaller the type, down to 六号, which is still read in print
        points = Pt(12 if width <= 4 else 10.5 if width <= 7 else 9 if width <= 10 else 7.5)
        for line in node.children:
            row = table.add_row()
            if line.level:
                row._tr.get_or_add_trPr().append(element("w:tblHeader"))
            row._tr.get_or_add_trPr().append(element("w:cantSplit"))
            for cell, wide, content in zip(row.cells, widths, line.children, strict=True):
                cell.width, cell.vertical_alignment = wide, WD_CELL_VERTICAL_ALIGNMENT.CENTER
                self._blocks(content.children, cell, 0, "Table Text")
                blank = cell.paragraphs[0]
                if len(cell.paragraphs) > 1:
                    blank._p.getparent().remove(blank._p)
                for paragraph in cell.paragraphs:
                    paragraph._p.style = self._style_id("Table Text")
                    paragraph.alignment = _SIDES[content.align or "center"]
                    for run in paragraph.runs:
                        run.font.size = points
                        if line.level:
                            _set_font(run, HEI)
        self.document.add_paragraph(style="Caption")

    def pictures(self, shown: Sequence[tuple[str, str]], container: Any = None) -> None:
        """Write photos with their descriptions as captions, two side by side; those that are there."""
        known = [(data, alt) for src, alt in shown if (data := self.photo(src)) is not None]
        into = self.document if container is None else container
        for at in range(0, len(known), 2):
            pair = known[at : at + 2]
            if len(pair) == 1 or into is not self.document:
                for data, alt in pair:
                    self._picture(data, alt, into, _PHOTO_WIDTH_MM)
                continue
            row = self.document.add_table(rows=1, cols=2).rows[0]
            row._tr.get_or_add_trPr().append(element("w:cantSplit"))
            for cell, (data, alt) in zip(row.cells, pair, strict=True):
                self._picture(data, alt, cell, _PAIR_WIDTH_MM)
                cell._tc.remove(cell.paragraphs[0]._p)

    def _picture(self, data: bytes, alt: str, container: Any, most: float) -> None:
        with Image.open(BytesIO(data)) as opened:
            width, height = opened.size
            if opened.format not in ("JPEG", "PNG"):
                converted = BytesIO()
                opened.convert("RGB").save(converted, "JPEG", quality=85)
                data = converted.getvalue()
        wide = min(most, _PHOTO_HEIGHT_MM * width / height)
        paragraph = self._paragraph(container, "Photo")
        shape = paragraph.add_run().add_picture(BytesIO(data), width=Mm(wide))
        properties = shape._inline.docPr
        properties.set("name", f"照片 {properties.get('id')}")
        properties.set("descr", alt)
        self._paragraph(container, "Caption").add_run(alt)

    def _inline(self, nodes: Iterable[Node], paragraph: Any, font: str = "", has_line: bool = False) -> None:
        for node in nodes:
            if node.kind == "text":
                add_run(paragraph, node.text, font, has_line)
            elif node.kind == "break":
                paragraph.add_run().add_break(WD_BREAK.LINE)
            elif node.kind == "strong":
                self._inline(node.children, paragraph, HEI, has_line)
            elif node.kind == "emph":
                self._inline(node.children, paragraph, KAI, has_line)
            elif node.kind == "del":
                self._inline(node.children, paragraph, font, True)
            elif node.kind == "mono":
                _set_font(paragraph.add_run(node.text), FANG, "Consolas")
            elif node.kind == "sup":
                for run in self._runs(node.children, paragraph, font):
                    run.font.superscript = True
            elif node.kind == "note":
                self.notes.append(node.children)
                paragraph.add_run(f"［{len(self.notes)}］").font.superscript = True
            elif node.kind == "link":
                self._link(node, paragraph, font)

    def _link(self, node: Node, paragraph: Any, font: str) -> None:
        if not node.target.startswith(("http://", "https://", "mailto:")):
            self._inline(node.children, paragraph, font)
            return
        runs = self._runs(node.children, paragraph, font)
        link = add_link(paragraph, node.target)
        for run in runs:
            run.font.underline = True
            link.append(run._r)

    def _runs(self, nodes: Iterable[Node], paragraph: Any, font: str) -> list[Any]:
        """Write inline parts and return the runs they became."""
        before = len(paragraph.runs)
        self._inline(nodes, paragraph, font)
        return list(paragraph.runs[before:])


def add_run(paragraph: Any, text: str, font: str = "", has_line: bool = False) -> None:
    """Add words to a paragraph, in a Chinese font of their own or struck out."""
    run = paragraph.add_run(text)
    if font:
        _set_font(run, font)
    if has_line:
        run.font.strike = True


def _set_font(run: Any, chinese: str, latin: str = "") -> None:
    properties = run._r.get_or_add_rPr()
    bind_font(properties, chinese)
    if latin:
        for name in ("w:ascii", "w:hAnsi"):
            properties.get_or_add_rFonts().set(qn(name), latin)
