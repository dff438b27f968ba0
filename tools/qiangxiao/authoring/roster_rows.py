"""Reads what each row of a roster says of one school, with the cell that says it; and the
faults of the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from qiangxiao.authoring.roster_columns import PEOPLE, Column, Field, Table
from qiangxiao.authoring.roster_names import strip_name
from qiangxiao.authoring.roster_values import (
    Named,
    count_of,
    day_in,
    day_of,
    district_of,
    items_of,
    line_of,
    month_of,
    people_of,
    show_cell,
    term_of,
    year_of,
)
from qiangxiao.authoring.roster_workbook import Cell, coordinate
from qiangxiao.foundation.slugs import is_slug
from qiangxiao.foundation.vocabulary import (
    AdvisorLevel,
    PartnershipMode,
    SchoolKind,
    SchoolStatus,
    Subject,
    SupportSchoolKind,
)
from qiangxiao.records.program import District, Program

_COUNTS = ("class_count", "student_count", "teacher_count", "early_career_teacher_count")
_DAYS = ("enrolled_on", "as_of", "since")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is not imported. `place` is a sheet and a cell, such as `名单!C17`."""

    place: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person that a row names, with the cell that names one."""

    role: str
    named: Named
    cell: str
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says of a school: `values` by field,
    `cells` by field. `place` is the cell with the name.
    """

    sheet: str
    number: int
    place: str
    name: str
    district: str
    day: date
    values: Mapping[Field, str | list[str]]
    cells: Mapping[Field, str]
    people: tuple[Person, ...]
    notes: tuple[str, ...] = ()
    """What was understood otherwise than it stands there."""

    @property
    def slug(self) -> str:
        """The folder name that the roster states, or nothing."""
        stated = self.values.get(("slug",), "")
        return stated if isinstance(stated, str) else ""


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is stated beside a roster: its day and district, where they do not stand in it."""

    day: date | None = None
    district: str = ""
    file_name: str = ""


class DayUnknownError(Exception):
    """A roster does not say which day it speaks of."""


def read_rows(table: Table, program: Program, assumed: Assumed) -> tuple[tuple[Row, ...], tuple[Fault, ...]]:
    """Return the sound rows and the faults of the others;
    raise DayUnknownError when no day is stated anywhere.
    """
    day = assumed.day or day_in(table.above) or day_in(table.sheet.name) or day_in(assumed.file_name)
    if day is None and table.column(("as_of",)) is None:
        raise DayUnknownError
    district = assumed.district or next(
        filter(
            None,
            (district_of(text, program.districts) for text in (table.sheet.name, *table.above.split("\n"))),
        ),
        "",
    )
    rows, faults = [], []
    for number in table.body:
        read = _Reader(table, number, program.districts, day, district).read()
        if isinstance(read, Row):
            rows.append(read)
        else:
            faults += read
    return tuple(rows), tuple(faults)


class _Reader:
    """Reads one row."""

    def __init__(
        self, table: Table, number: int, districts: Sequence[District], day: date | None, district: str
    ) -> None:
        self.table, self.number, self.districts = table, number, districts
        self.day, self.district = day, district
        self.faults: list[Fault] = []
        self.notes: list[str] = []

    def read(self) -> Row | list[Fault]:
        """Return the row, or why it is not imported."""
        for column in self.table.columns:
            cell = self._cell(column)
            if cell.is_error:
                what = f"：{cell.text}" if cell.text else "，没有算出结果"
                hint = "请在 Excel 里改好公式，或者直接填上数，保存后再试。"
                self._fault(column, f"“{column.label}”这一格的公式出错{what}。", hint)
        name = line_of(self._text(("name",)))
        if not name:
            self._fault(
                self.table.column(("name",)),
                "这一行没有校名。",
                "请填上学校的全名；这一行不要的，请整行删去。",
            )
        district = self._district()
        day = self._day()
        values = dict(self._values())
        people = tuple(self._people())
        if self.faults or day is None:
            return self.faults
        cells = {column.field: self._place(column) for column in self.table.columns}
        if ("teacher_count",) in values and ("teacher_count",) not in cells:
            cells[("teacher_count",)] = cells[("staff_count",)]
        place = cells[("name",)]
        notes = tuple(dict.fromkeys(self.notes))
        sheet = self.table.sheet.name
        return Row(sheet, self.number, place, name, district, day, values, cells, people, notes)

    def _cell(self, column: Column | None) -> Cell:
        return self.table.sheet.at(self.number, column.index) if column else Cell()

    def _text(self, name: Field) -> str:
        return show_cell(self._cell(self.table.column(name)))

    def _place(self, column: Column) -> str:
        return f"{self.table.sheet.name}!{coordinate(self.number, column.index)}"

    def _fault(self, column: Column | None, message: str, hint: str) -> None:
        self.faults.append(Fault(self._place(column or self.table.columns[0]), message, hint))

    def _district(self) -> str:
        column = self.table.column(("district",))
        text = line_of(self._text(("district",)))
        listed = "、".join(district.name for district in self.districts)
        if text:
            found = district_of(text, self.districts)
            if not found:
                self._fault(column, f"没有“{text}”这个区县。", f"可填：{listed}。")
            return found
        if not self.district and not self._cell(column).is_error:
            hint = f"请填上区县，或者用 --district 写明。可填：{listed}。"
            self._fault(column or self.table.column(("name",)), "不知道这所学校在哪个区县。", hint)
        return self.district

    def _day(self) -> date | None:
        column = self.table.column(("as_of",))
        text = day_of(self._cell(column)) if column and self._text(("as_of",)) else ""
        if not text and self.day is not None:
            return self.day
        try:
            return date.fromisoformat(text)
        except ValueError:
            if not self._cell(column).is_error:
                said = (
                    f"“{column.label if column else '数据截至'}”的写法不对：“{text}”。"
                    if text
                    else "这一行没有写数据截至哪一天。"
                )
                self._fault(column, said, "请写成 2026-09-01 这样的形式，或者用 --date 写明。")
            return None

    def _values(self) -> Iterator[tuple[Field, str | list[str]]]:
        for column in self.table.columns:
            cell = self._cell(column)
            text = show_cell(cell)
            if (
                column.field[0] in PEOPLE
                or column.field in (("name",), ("district",), ("as_of",))
                or not text
            ):
                continue
            if column.field == ("staff_count",):
                if self.table.column(("teacher_count",)) is None:
                    yield ("teacher_count",), count_of(text)
            elif column.field == ("slug",):
                slug = text.strip().removeprefix("schools/").rstrip("/")
                if re.search("[a-z]", slug) and all(is_slug(part) for part in slug.split("/")):
                    yield column.field, slug
            else:
                yield column.field, self._value(column, cell, text)

    def _value(self, column: Column, cell: Cell, text: str) -> str | list[str]:
        """Return a value; a month alone is its first day, and said."""
        if column.field[-1] in _DAYS and (day := month_of(cell)):
            said = f"“{column.label}”只有年月“{text}”，写成了 {day}，请核对。"
            self.notes.append(f"{self._place(column)}：{said}")
            return day
        if column.field[-1] in _DAYS and cell.is_number and text[:4].isdigit():
            message = f"“{column.label}”写着“{text}”，分不清是 1 月还是 10 月。"
            self._fault(column, message, f"请写成 {text[:4]}-01-01 或 {text[:4]}-10-01 这样的日期。")
        return _value(column.field, cell, text)

    def _people(self) -> Iterator[Person]:
        for column in self.table.columns:
            role, *rest = column.field
            if role not in PEOPLE or rest[1] != "name":
                continue
            parts = dict(self._parts(role, rest[0]))
            for named in people_of(self._text(column.field)):
                own = {
                    **parts,
                    **({"subject": named.subject} if named.subject and role == "master_teachers" else {}),
                }
                yield Person(role, named, self._place(column), own)

    def _parts(self, role: str, number: str) -> Iterator[tuple[str, str]]:
        """Yield what other columns say of the people of one
        group; what is said of group 0 holds for every group.
        """
        for group in dict.fromkeys(("0", number)):
            for column in self.table.columns:
                if (
                    column.field[:2] == (role, group)
                    and column.field[2] != "name"
                    and (text := show_cell(self._cell(column)))
                ):
                    yield column.field[2], str(self._value(column, self._cell(column), text))


_CONVERSIONS: Mapping[Field, Callable[[str], str | list[str]]] = {
    ("kind",): lambda text: term_of(text, SchoolKind),
    ("status",): lambda text: term_of(text, SchoolStatus),
    ("founded_year",): year_of,
    ("former_names",): lambda text: items_of(text),
    ("partnership", "kind"): lambda text: term_of(text, SupportSchoolKind),
    ("partnership", "modes"): lambda text: [term_of(item, PartnershipMode) for item in items_of(text)],
    ("website",): lambda text: _address(line_of(text)),
}


def _value(name: Field, cell: Cell, text: str) -> str | list[str]:
    if name[-1] in _DAYS:
        return day_of(cell)
    if name[-1] in _COUNTS:
        return count_of(text)
    if name[-1] == "subject":
        return term_of(text, Subject)
    if name[-1] == "level":
        return term_of(text, AdvisorLevel)
    return _CONVERSIONS[name](text) if name in _CONVERSIONS else line_of(text)


def _address(text: str) -> str:
    """Return a web address with its scheme, which rosters leave out."""
    return (
        f"http://{text}"
        # catches "www.a.cn/b", "A.cn", spares "a", "https://a.cn", "无"
        if re.fullmatch(r"(?i)(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?", text)
        else text
    )


def set_repeated_apart(rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[Fault, ...]]:
    """Return the rows without those that name a school once more, and a fault for each of these."""
    seen: dict[tuple[str, str], Row] = {}
    kept, faults = [], []
    for row in rows:
        key = (row.district, strip_name(row.name))
        if key in seen:
            message = f"“{row.name}”与 {seen[key].place} 重复。"
            faults.append(Fault(row.place, message, "一所学校只留一行；不同的学校请写全名。"))
        else:
            seen[key] = row
            kept.append(row)
    return tuple(kept), tuple(faults)
