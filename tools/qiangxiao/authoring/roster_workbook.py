"""The bytes of an untrusted .xlsx to the visible text of
its sheets: what a person sees in each cell, nothing else.

Formulas are never computed; the value that Excel last
showed is taken. Nothing outside the file is ever opened.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from qiangxiao.authoring.office_package import EXCEL, FileRefused, clean_package
from qiangxiao.authoring.word_text import clean_text

MAX_ROWS = 5000  # of one sheet that say something; a city has a few hundred schools
MAX_COLUMNS = 200  # of one sheet; a school has about fifty values
MAX_SHEETS = 60  # of one workbook; one for each district at most
LAST_ROW = 20_000
"""Rows further down are not reached: a reader passes every empty row above them."""
_MAX_MERGED = 100_000  # cells that merged ones cover; each is filled, and a file may merge a whole sheet
_LINKS = "xl/externalLinks/"
_DAMAGE = "文件读不懂，可能已经损坏。请用 Excel 打开后另存一份再试。"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows. `day` is set when it is a date;
    `is_error` when a formula failed or was never computed.
    """

    text: str = ""
    day: date | None = None
    is_error: bool = False
    is_struck: bool = False
    """Written and struck out: whoever reads the sheet takes it for deleted."""
    is_number: bool = False
    """A number with a fraction: 2026.1 may be a January, or an October that lost its nought."""


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet: its non-empty rows by number, and for
    every cell inside a merged area the area's first cell.
    """

    name: str
    rows: Mapping[int, tuple[Cell, ...]]
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()

    def at(self, row: int, column: int, is_header: bool = False) -> Cell:
        """Return a cell, columns from 0. Inside an area merged
        downwards it is the area's cell; in a header, always.
        """
        first = self.merged.get((row, column))
        if first is not None and (is_header or first[1] == column):
            row, column = first
        cells = self.rows.get(row, ())
        return cells[column] if column < len(cells) else EMPTY


@dataclass(frozen=True, slots=True)
class Workbook:
    """The visible sheets in order, and the names of the hidden ones, which are not read."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...]


def coordinate(row: int, column: int) -> str:
    """Return the name of a cell, such as `C17`; columns count from 0."""
    return f"{get_column_letter(column + 1)}{row}"


def read_workbook(data: bytes) -> Workbook:
    """Read a .xlsx; raise FileRefused if it is not one, passes a limit or cannot be read."""
    package = clean_package(data, EXCEL)
    with ZipFile(BytesIO(package)) as opened:
        if any(name.startswith(_LINKS) for name in opened.namelist()):
            raise FileRefused(
                "名册里有指向别的工作簿的链接，看到的数可能是旧的，没有导入。"
                "请在 Excel 的“数据—编辑链接”里点“断开链接”，保存后再试。"
            )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(package), read_only=True, data_only=True, keep_links=False)
            if len(book.sheetnames) > MAX_SHEETS:
                raise FileRefused(f"工作表超过 {MAX_SHEETS} 张，没有导入。")
            shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            hidden = tuple(sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible")
            sheets = tuple(_read_sheet(sheet, package) for sheet in shown)
            book.close()
    except FileRefused:
        raise
    except InvalidFileException:
        raise FileRefused(_DAMAGE) from None
    except Exception:  # a broken workbook makes its reader raise anything
        raise FileRefused(_DAMAGE) from None
    return Workbook(sheets, hidden)


def _read_sheet(sheet: Any, package: bytes) -> Sheet:
    layout = _Layout()
    with ZipFile(BytesIO(package)) as opened, opened.open(sheet._worksheet_path) as source:
        layout.read(source)
    sheet.reset_dimensions()  # what the file says of its size is not believed
    rows: dict[int, tuple[Cell, ...]] = {}
    if layout.last_row > LAST_ROW:
        raise FileRefused(
            f"工作表“{sheet.title}”的第 {layout.last_row} "
            "行还有内容，没有导入。请删去表格下面用不到的内容再试。"
        )
    for number, cells in enumerate(sheet.iter_rows(max_row=max(layout.last_row, 1), max_col=MAX_COLUMNS), 1):
        read = tuple(_cells(cells, number, layout.uncomputed))
        if read:
            rows[number] = read
        if len(rows) > MAX_ROWS:
            raise FileRefused(f"工作表“{sheet.title}”超过 {MAX_ROWS} 行，没有导入。{EXCEL.split}")
    return Sheet(
        sheet.title,
        rows,
        dict(layout.areas(max(rows, default=0))),
        frozenset(layout.hidden_rows & rows.keys()),
    )


def _cells(cells: tuple[Any, ...], row: int, uncomputed: set[str]) -> Iterator[Cell]:
    """Yield the cells of a row up to the last that shows something."""
    read = [
        Cell(is_error=True) if uncomputed and coordinate(row, at) in uncomputed else _cell(cell)
        for at, cell in enumerate(cells)
    ]
    while read and read[-1] == EMPTY:
        read.pop()
    yield from read


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return EMPTY
    if cell.data_type == "e":
        return Cell(str(value)[:20], is_error=True)
    if isinstance(value, datetime):
        return Cell(value.date().isoformat(), value.date())
    if isinstance(value, bool):
        return Cell("是" if value else "否")
    if isinstance(value, float):
        return Cell(f"{value:.6f}".rstrip("0").rstrip("."), is_number=not value.is_integer())
    text = "\n".join(line.strip() for line in clean_text(str(value)).split("\n") if line.strip())
    return Cell(text, is_struck=bool(cell.has_style and cell.font.strike)) if text else EMPTY


class _Layout:
    """What the reader of values leaves out: hidden rows, merged areas, formulas without a value."""

    def __init__(self) -> None:
        self.hidden_rows: set[int] = set()
        self.uncomputed: set[str] = set()
        self.references: list[str] = []
        self.last_row = 0
        """The last row in which a cell holds something."""

    def read(self, source: Any) -> None:
        """Read the XML of a sheet, which is known to be without a document type."""
        number = 0
        for _, element in etree.iterparse(source, resolve_entities=False, no_network=True):
            name = etree.QName(element).localname
            if name == "row":
                number = int(element.get("r") or number + 1)
                if element.get("hidden") in ("1", "true"):
                    self.hidden_rows.add(number)
                if self._notes_cells(element):
                    self.last_row = max(self.last_row, number)
                element.clear()
            elif name == "mergeCell":
                self.references.append(str(element.get("ref")))

    def _notes_cells(self, row: Any) -> bool:
        """Note formulas without a value, and tell whether any cell of a row holds something."""
        holds = False
        for cell in row:
            parts = {etree.QName(part).localname: part.text for part in cell}
            holds = holds or bool(parts)
            if "f" in parts and not parts.get("v") and cell.get("t") != "str" and cell.get("r"):
                self.uncomputed.add(str(cell.get("r")))
        return holds

    def areas(self, last_row: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """Yield every cell inside a merged area, within what is read, with the area's first cell."""
        count = 0
        for reference in self.references:
            left, top, right, bottom = range_boundaries(reference)
            if None in (left, top, right, bottom):
                continue
            for row in range(int(top or 1), min(int(bottom or 1), last_row) + 1):
                for column in range(int(left or 1), min(int(right or 1), MAX_COLUMNS) + 1):
                    count += 1
                    if count > _MAX_MERGED:
                        raise FileRefused("合并的单元格太多，没有导入。请取消用不到的合并。")
                    yield (row, column - 1), (int(top or 1), int(left or 1) - 1)
