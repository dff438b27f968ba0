"""A Word file to be filled in by a school: a table with the fields of a kind, then the headings of its text.

The table is read back as it was filled: label in the first column, value in the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from pydantic import BaseModel

from qiangxiao.authoring.shapes import Key, keys_of
from qiangxiao.authoring.word_markdown import Block
from qiangxiao.records.case import CASE_HEADINGS
from qiangxiao.records.kinds import RecordKind
from qiangxiao.records.scalars import PLACEHOLDER
from qiangxiao.sources.yaml_reader import Data

COLUMNS = ("字段", "填写", "说明")
UPDATE_HEADINGS = ("做了什么", "有什么变化", "下一步")
_NOT_BY_HAND = {"id", "review", "draft", "embargo_until"}
_BETWEEN = "："
_FONT = "宋体"
_WIDTHS = (3.6, 7.2, 5.6)
_MOMENT = (2020, 1, 1, 0, 0, 0)


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


def word_template(kind: RecordKind, measures: Sequence[str]) -> bytes:
    """Return the template of a kind as a .docx; the same bytes every time."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(12)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    document.core_properties.author = ""
    document.core_properties.title = f"{kind.label}来稿"
    document.add_paragraph(
        f"{kind.label}来稿：请在表格第二列填写，没有的留空，标“必填”的不能空；正文写在表格下面的小标题之后，照片直接插入正文。"
    )
    table = document.add_table(rows=1, cols=len(COLUMNS))
    table.style = "Table Grid"
    header = table.rows[0]
    header._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, text in zip(header.cells, COLUMNS, strict=True):
        cell.text = text
    for row in rows_of(kind.model):
        cells = table.add_row().cells
        cells[0].text, cells[2].text = row.label, _hint(row.key, measures)
    for line in table.rows:
        for cell, width in zip(line.cells, _WIDTHS, strict=True):
            cell.width = Cm(width)
    for heading in CASE_HEADINGS if kind.name == "case" else UPDATE_HEADINGS:
        document.add_heading(heading, 1)
        document.add_paragraph(PLACEHOLDER)
    out = BytesIO()
    document.save(out)
    return with_fixed_times(out.getvalue())


def _hint(key: Key, measures: Sequence[str]) -> str:
    words = [key.description]
    if key.name == "measures":
        words.append(f"可填：{'、'.join(measures)}。")
    elif key.shape.vocabulary is not None:
        words.append(f"可填：{'、'.join(key.shape.vocabulary.values())}。")
    elif key.shape.scalar and key.shape.scalar.name not in ("line", "paragraph"):
        words.append(f"{key.shape.scalar.words}。")
    if key.shape.is_list:
        words.append("几项之间用顿号或换行隔开。")
    return ("必填。" if key.is_mandatory else "") + "".join(words)


def with_fixed_times(data: bytes) -> bytes:
    """Return a .docx or other zip with the same time on every entry."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, _MOMENT)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()


def is_field_table(block: Block) -> bool:
    """Tell whether a block is the table of a template."""
    return block.kind == "table" and bool(block.rows) and block.rows[0][: len(COLUMNS)] == COLUMNS


def read_fields(table: Block, kind: RecordKind) -> tuple[dict[str, Data], tuple[str, ...]]:
    """Return the values filled in, nested as in the file, and the labels that no field has."""
    rows = {row.label: row for row in rows_of(kind.model)}
    values: dict[str, Data] = {}
    unknown: list[str] = []
    for line in table.rows[1:]:
        label, text = line[0].strip(), line[1].strip()
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


