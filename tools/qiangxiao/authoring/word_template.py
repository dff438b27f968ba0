"""A Word file to be filled in by a school or an office: a table with the fields of a kind, then its text.

The table is read back as it was filled: label in the first column, value in the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from pydantic import BaseModel

from qiangxiao.authoring.fixed_zip import fix_times
from qiangxiao.authoring.shapes import Key, keys_of
from qiangxiao.authoring.word_blocks import Block
from qiangxiao.foundation.vocabulary import Terms
from qiangxiao.records.kind import Kind
from qiangxiao.records.scalars import PLACEHOLDER
from qiangxiao.sources.yaml_reader import Data

COLUMNS = ("字段", "填写", "说明")
_NOT_BY_HAND = {"id", "review", "draft", "embargo_until"}
_BETWEEN = "："
_FONT, _HEADING_FONT = "宋体", "黑体"
_WIDTHS = (3.4, 7.6, 5.6)
_FIELD, _LONG_FIELD = 1.0, 2.2
_DEEP, _WASH, _GREY, _WHITE = "7A1222", "FBF1F2", "6B645E", "FFFFFF"
_LINE = "CFC6BF"
_STAR = " *"


def _steps(kind: Kind[Any]) -> tuple[str, ...]:
    """Return what to do, for a text under headings or one without."""
    where = "的小标题后面" if kind.text and kind.text.headings else ""
    return (
        "在表格的第二列填写。标 * 的必填，其余没有就留空；第一列和表头不要改动。",
        f"正文写在表格下面{where}，换掉“{PLACEHOLDER}”。照片直接插入正文，并写好替代文字。",
        "不写学生的姓名、分数和名次，不写个人电话。填好以后，把这份文件发给编辑。",
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A field of the table: its label, where its value goes, and what the model says of it."""

    label: str
    path: tuple[str, ...]
    key: Key


def rows_of(model: type[BaseModel]) -> tuple[Row, ...]:
    """Return the fields of a kind that a person fills in."""
    return tuple(_rows(model))


def _rows(model: type[BaseModel]) -> Iterator[Row]:
    for key in keys_of(model):
        if key.name in _NOT_BY_HAND:
            continue
        if key.shape.model is None:
            yield Row(key.title, (key.name,), key)
        elif not key.shape.is_list:
            for part in keys_of(key.shape.model):
                yield Row(f"{key.title}{_BETWEEN}{part.title}", (key.name, part.name), part)


def word_template(kind: Kind[Any], measures: Sequence[str], terms: Terms | None = None) -> bytes:
    """Return the template of a kind as a .docx; the same bytes every time."""
    document = docx.Document()
    set_styles(document)
    document.core_properties.author = ""
    document.core_properties.title = f"{kind.label}来稿"
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.8)
    title = document.add_paragraph(f"{kind.label}来稿", style="Title")
    title.paragraph_format.space_after = Pt(4)
    steps = _steps(kind)
    for number, text in enumerate(steps, 1):
        step = document.add_paragraph(f"{number}　{text}")
        step.paragraph_format.space_after = Pt(8 if number == len(steps) else 2)
        _dress(step, Pt(10), _GREY)
    table = document.add_table(rows=1, cols=len(COLUMNS))
    table.style, table.autofit = "Table Grid", False
    draw_lines(table)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, text in zip(table.rows[0].cells, COLUMNS, strict=True):
        write_cell(cell, text, Pt(10.5), _WHITE, _DEEP, is_bold=True)
    for row in rows_of(kind.model):
        line = table.add_row()
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        line.height = Cm(
            _LONG_FIELD if row.key.shape.scalar and row.key.shape.scalar.name == "paragraph" else _FIELD
        )
        write_cell(
            line.cells[0],
            row.label + (_STAR if row.key.is_mandatory else ""),
            Pt(10.5),
            _DEEP,
            _WASH,
            is_bold=True,
        )
        write_cell(line.cells[1], "", Pt(11), None, None)
        write_cell(line.cells[2], hint(row.key, measures, terms), Pt(8.5), _GREY, None)
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    document.add_paragraph().paragraph_format.space_after = Pt(0)
    for heading in (kind.text.headings if kind.text else ()) or ("",):
        if heading:
            document.add_heading(heading, 1)
        _dress(document.add_paragraph(PLACEHOLDER), Pt(12), _GREY)
    out = BytesIO()
    document.save(out)
    return fix_times(out.getvalue())


def set_styles(document: Any) -> None:
    """Give the styles of a new document our fonts and colours."""
    for name, font, size, colour in (
        ("Normal", _FONT, 12, None),
        ("Title", _HEADING_FONT, 22, _DEEP),
        ("Heading 1", _HEADING_FONT, 15, _DEEP),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = font, Pt(size)
        style.font.color.rgb = RGBColor.from_string(colour) if colour else None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("w:asciiTheme", "w:eastAsiaTheme", "w:hAnsiTheme", "w:cstheme"):
            fonts.attrib.pop(qn(key), None)
        fonts.set(qn("w:eastAsia"), font)
    for line in document.styles["Title"].element.iter(qn("w:pBdr")):
        line.getparent().remove(line)


def draw_lines(table: Any) -> None:
    """Give a table thin, light lines."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _LINE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties = table._tbl.tblPr
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(borders) if layout is not None else properties.append(borders)


def write_cell(
    cell: Any, text: str, size: Pt, colour: str | None, fill: str | None, is_bold: bool = False
) -> None:
    """Write one line into a cell, dressed; text typed into an empty cell is dressed the same."""
    paragraph = cell.paragraphs[0]
    paragraph.add_run(text).bold = is_bold
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    _dress(paragraph, size, colour)
    if fill:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), fill)
        cell._tc.get_or_add_tcPr().append(shade)


def _dress(paragraph: Any, size: Pt, colour: str | None) -> None:
    for run in paragraph.runs:
        run.font.size = size
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)


def hint(key: Key, measures: Sequence[str], terms: Terms | None) -> str:
    """Return what stands beside a field: what it is, and what may be chosen."""
    words = [key.description]
    if key.name == "measures":
        words.append(f"可填：{'、'.join(measures)}。")
    elif key.shape.vocabulary is not None:
        words.append(f"可填：{'、'.join(key.shape.vocabulary.values(terms))}。")
    elif key.shape.scalar and key.shape.scalar.name not in ("line", "paragraph"):
        words.append(f"{key.shape.scalar.words}。")
    if key.shape.is_list:
        words.append("几项之间用顿号或换行隔开。")
    return ("必填。" if key.is_mandatory else "") + "".join(words)


def is_field_table(block: Block) -> bool:
    """Tell whether a block is the table of a template."""
    return block.kind == "table" and bool(block.rows) and block.rows[0][: len(COLUMNS)] == COLUMNS


def outside_template(blocks: Sequence[Block], kind: Kind[Any]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return what was written above the table of a template, and the words there that
    are the template's own.
    """
    own = {f"{kind.label}来稿", *(f"{number}　{text}" for number, text in enumerate(_steps(kind), 1))}
    bare = {re.sub(r"\s", "", text) for text in own}
    kept = tuple(block for block in blocks if re.sub(r"\s", "", block.text) not in bare)
    return kept, tuple(own)


def read_fields(table: Block, kind: Kind[Any]) -> tuple[dict[str, Data], tuple[str, ...]]:
    """Return the values filled in, nested as in the file, and the labels that no field has."""
    rows = {row.label: row for row in rows_of(kind.model)}
    values: dict[str, Data] = {}
    unknown: list[str] = []
    for line in table.rows[1:]:
        label, text = line[0].strip().removesuffix(_STAR.strip()).strip(), line[1].strip()
        row = rows.get(label)
        if row is None:
            unknown += [label] if text else []
        elif text:
            part = values
            for name in row.path[:-1]:
                inner = part.setdefault(name, {})
                assert isinstance(inner, dict)
                part = inner
            part[row.path[-1]] = _items(text) if row.key.shape.is_list else text
    return values, tuple(unknown)


def _items(text: str) -> list[Data]:
    return [item.strip() for item in re.split(r"[、\n，,；;]", text) if item.strip()]
