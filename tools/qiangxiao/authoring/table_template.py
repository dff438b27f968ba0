"""A Word or Excel file to fill in a plan, a diagnosis, support or teaching: its fields, and a table for each
list.

It comes back through the same reading as any other file, filled or as it was written from a school's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from pydantic import BaseModel

from qiangxiao.authoring.fixed_zip import fix_times
from qiangxiao.authoring.shapes import Key, keys_of
from qiangxiao.authoring.table_heads import Place, places_of
from qiangxiao.authoring.table_items import REFERENCE, Known
from qiangxiao.authoring.table_record import SECTIONS
from qiangxiao.authoring.word_template import (
    COLUMNS,
    Row,
    draw_lines,
    hint,
    set_styles,
    write_cell,
)
from qiangxiao.records.kind import Kind
from qiangxiao.sources.yaml_reader import Data

_EMPTY_ROWS = 6  # of a list in an empty template: a first plan has three goals and six to eight of the rest
_DEEP, _WASH, _GREY, _WHITE = "7A1222", "FBF1F2", "6B645E", "FFFFFF"
_MAX_SHEET_NAME = 31  # characters, as Excel has it
_LAST_ROW = 200  # of a sheet with lists to choose from
_YEARS = ("第一", "第二", "第三")  # of a plan that has no targets yet; which they are, its first day says
FIELDS = "基本情况"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list's table: its head, its key, or the year of a number by year."""

    head: str
    key: Key
    year: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What a template of a kind asks, and what is filled in already."""

    kind: Kind[Any]
    known: Known
    data: Mapping[str, Data] = field(default_factory=dict)

    @property
    def fields(self) -> list[Row]:
        """The fields that are one value."""
        return list(_rows(self.kind.model, (), ""))

    @property
    def lists(self) -> list[Place]:
        """The lists that have a table."""
        return [place for place in places_of(self.kind.model) if place.path != (SECTIONS,)]

    def value(self, path: Sequence[str]) -> str:
        """Return what is filled in for a field."""
        part: Data = dict(self.data)
        for name in path:
            part = part.get(name) if isinstance(part, dict) else None
        return _shown(part)

    def columns(self, place: Place) -> list[Column]:
        """Return the columns of a list's table; ids only where they are given."""
        found: list[Column] = []
        for key in keys_of(place.model):
            if key.name == "id" and not self.items(place):
                continue
            if key.shape.is_by_year:
                years = sorted(
                    {
                        year
                        for item in self.items(place)
                        if isinstance(given := item.get(key.name), dict)
                        for year in given
                    }
                )
                found += [Column(f"{year}年目标", key, year) for year in years or _YEARS]
            else:
                found.append(Column(key.title, key))
        return found

    def items(self, place: Place) -> list[dict[str, Data]]:
        """Return the items that are filled in already."""
        part: Data = dict(self.data)
        for name in place.path:
            part = part.get(name) if isinstance(part, dict) else None
        return [item for item in part if isinstance(item, dict)] if isinstance(part, list) else []

    def cells(self, place: Place) -> list[list[str]]:
        """Return the rows of a list's table, empty ones where nothing is filled in."""
        columns = self.columns(place)
        filled = [[self._cell(item, column) for column in columns] for item in self.items(place)]
        return filled or [[""] * len(columns) for _ in range(_EMPTY_ROWS)]

    def _cell(self, item: Mapping[str, Data], column: Column) -> str:
        value = item.get(column.key.name)
        if column.year:
            return _shown(value.get(column.year)) if isinstance(value, dict) else ""
        return _shown(value)

    def explain(self, place: Place) -> str:
        """Return in a sentence how the columns of a table are filled."""
        parts = []
        for key in keys_of(place.model):
            if key.name == "id":
                continue
            words = hint(key, self.known.measures, self.known.terms).rstrip("。")
            parts.append(
                f"{key.title}：写目标的名称，或者“目标1”这样的序号"
                if key.name == REFERENCE
                else f"{key.title}：{words}"
            )
        return "说明：" + "；".join(parts) + "。"


def _rows(model: type[BaseModel], path: tuple[str, ...], before: str) -> Iterator[Row]:
    for key in keys_of(model):
        inner = key.shape.model
        if key.name in ("id", "review", "draft"):
            continue
        if inner is None:
            yield Row(before + key.title, (*path, key.name), key)
        elif not key.shape.is_list:
            yield from _rows(inner, (*path, key.name), f"{before}{key.title}：")


def _shown(value: Data) -> str:
    if isinstance(value, list):
        items = list(map(str, value))
        return ("\n" if any(len(item) > 12 for item in items) else "、").join(items)  # as lists are read
    return {"true": "是", "false": "否"}.get(str(value), str(value)) if value is not None else ""


def word_form(form: Form) -> bytes:
    """Return the template as a .docx; the same bytes every time."""
    document = docx.Document()
    set_styles(document)
    document.core_properties.author = ""
    document.core_properties.title = form.kind.label
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    document.add_heading(FIELDS, 1)
    table = _table(document, COLUMNS, [])
    for row in form.fields:
        cells = table.add_row().cells
        star = " *" if row.key.is_mandatory else ""
        write_cell(cells[0], row.label + star, Pt(10), _DEEP, _WASH, is_bold=True)
        write_cell(cells[1], form.value(row.path), Pt(10.5), None, None)
        write_cell(cells[2], hint(row.key, form.known.measures, form.known.terms), Pt(8), _GREY, None)
    for place in form.lists:
        document.add_heading(place.title, 1)
        note = document.add_paragraph(form.explain(place))
        for run in note.runs:
            run.font.size = Pt(8)
        columns = form.columns(place)
        heads = [column.head + (" *" if _is_starred(column) else "") for column in columns]
        _table(document, heads, form.cells(place))
    for heading in form.kind.text.headings if form.kind.text and not form.data else ():
        document.add_heading(heading, 1)
        document.add_paragraph("")
    for section_data in form.items(_sections(form.kind)) if _has_sections(form.kind) else ():
        document.add_heading(_shown(section_data.get("heading")), 1)
        for line in _shown(section_data.get("text")).split("\n"):
            document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return fix_times(out.getvalue())


def _is_starred(column: Column) -> bool:
    return column.key.is_mandatory and column.key.name != "id"


def _has_sections(kind: Kind[Any]) -> bool:
    return any(place.path == (SECTIONS,) for place in places_of(kind.model))


def _sections(kind: Kind[Any]) -> Place:
    return next(place for place in places_of(kind.model) if place.path == (SECTIONS,))


def _table(document: Any, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Any:
    table = document.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    draw_lines(table)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        write_cell(cell, text, Pt(10), _WHITE, _DEEP, is_bold=True)
    for texts in rows:
        line = table.add_row()
        for cell, text in zip(line.cells, texts, strict=True):
            write_cell(cell, text, Pt(10), None, None)
    return table


def excel_form(form: Form) -> bytes:
    """Return the template as a .xlsx, a sheet for each list; the same bytes every time."""
    book = Workbook()
    sheet = book.active
    sheet.title = FIELDS
    rows = [
        [
            row.label + (" *" if row.key.is_mandatory else ""),
            form.value(row.path),
            hint(row.key, form.known.measures, form.known.terms),
        ]
        for row in form.fields
    ]
    _fill_sheet(sheet, COLUMNS, rows, (22, 44, 70))
    for place in form.lists:
        sheet = book.create_sheet(place.title.replace("：", "-")[:_MAX_SHEET_NAME])
        columns = form.columns(place)
        heads = [column.head + (" *" if _is_starred(column) else "") for column in columns]
        widths = [12 if column.year else 14 if column.key.shape.vocabulary else 24 for column in columns]
        rows = form.cells(place) if form.items(place) else []
        _fill_sheet(sheet, heads, rows, widths)
        _offer_terms(sheet, columns, form.known)
    book.properties.creator = ""
    book.properties.title = form.kind.label
    out = BytesIO()
    book.save(out)
    return fix_times(out.getvalue())


def _fill_sheet(
    sheet: Any, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
) -> None:
    for row, texts in enumerate([heads, *rows], 1):
        for at, text in enumerate(texts, 1):
            cell = sheet.cell(row, at, text or None)
            cell.data_type = "s" if text else cell.data_type
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            cell.number_format = "@"
            if row == 1:
                cell.font = Font(bold=True, color=_WHITE)
                cell.fill = PatternFill("solid", fgColor=_DEEP)
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "A2"


def _offer_terms(sheet: Any, columns: Sequence[Column], known: Known) -> None:
    """Offer the terms of a column to choose from, where one is wanted and Excel takes a list so long."""
    for at, column in enumerate(columns, 1):
        vocabulary = column.key.shape.vocabulary
        terms = known.named(column.key.name) or (vocabulary.values(known.terms) if vocabulary else ())
        listed = ",".join(terms)
        if terms and not column.key.shape.is_list and len(listed) <= 250:  # Excel's own limit is 255
            rule = DataValidation("list", formula1=f'"{listed}"', allow_blank=True)
            letter = get_column_letter(at)
            rule.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.add_data_validation(rule)
