"""Columns of the roster that a district fills in, read from `roster_entries.yml`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from qiangxiao.catalog.catalog import School
from qiangxiao.foundation.vocabulary import Term, Word
from qiangxiao.records.support import SUPPORT

_TABLE = Path(__file__).with_name("roster_entries.yml")


@dataclass(frozen=True, slots=True)
class Entry:
    """A column of the template: what it is called and under which band, its width in characters, its kind
    (text, count, day, or the list that it is chosen from), how to fill it in, and a school's own value.
    """

    label: str
    band: str
    width: int
    kind: str
    explanation: str
    example: str
    value: Callable[[School], str]
    is_mandatory: bool = False


@cache
def entries() -> tuple[Entry, ...]:
    """Return the columns of the template, in order."""
    bands: dict[str, list[dict[str, Any]]] = yaml.load(_TABLE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return tuple(entry for band, columns in bands.items() for entry in _entries(band, columns))


def _entries(band: str, columns: list[dict[str, Any]]) -> Iterator[Entry]:
    """Yield the columns of a band; those of several persons person by person."""
    persons: tuple[int, ...] = ()
    shared: list[dict[str, Any]] = []
    for column in [*columns, {}]:
        if shared and tuple(column.get("for", ())) != persons:
            yield from (_entry(band, each, n) for n in persons for each in shared)
            shared = []
        if "for" in column:
            persons = tuple(column["for"])
            shared.append(column)
        elif column:
            yield _entry(band, column, 1)


def _entry(band: str, column: Mapping[str, Any], number: int) -> Entry:
    path = column["from"].format(n=number - 1)
    return Entry(
        column["label"].format(n=number),
        band,
        column["width"],
        column["kind"],
        column["explanation"],
        column.get("example", "") if number == 1 else "",
        lambda school: _value_at(school, path),
        column.get("is_mandatory", False),
    )


def _value_at(school: School, path: str) -> str:
    """Return what a school has at a path of `from`, in words; the empty string where it has nothing."""
    place, *names = path.split(".")
    profile = school.profile.record if school.profile else None
    support = school.record(SUPPORT)
    match place:
        case "profile":
            found: object = profile
        case "contact":
            found = profile.contact if profile else None
        case "partnership":
            found = support.partnership if support else None
        case "id" | "district_id":
            found, names = school, [place]
        case _:
            people = [person for person in getattr(support, place, ()) if person.until is None]
            at = int(names.pop(0))
            found = people[at] if at < len(people) else None
    for name in names:
        found = getattr(found, name, None)
    return _say(found)


def _say(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(map(_say, value))
    return "" if value is None else value.value if isinstance(value, (Term, Word)) else str(value)
