"""What lists on several pages share: one line for any entry, district tiles, the words people search by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any, TypeVar

from markupsafe import Markup
from pydantic import BaseModel

from qiangxiao.catalog.catalog import Entry, School
from qiangxiao.foundation.dates import period_label
from qiangxiao.foundation.vocabulary import DistrictKind, EventStatus
from qiangxiao.records.bulletin import BulletinIssue
from qiangxiao.records.event import EVENT, ExchangeEvent
from qiangxiao.records.featured import FeaturedSchool
from qiangxiao.records.inspection import TeachingInspection
from qiangxiao.records.program import District
from qiangxiao.records.update import ProgressUpdate
from qiangxiao.rendering.page import FeedLink
from qiangxiao.rendering.pages.context import Site

T = TypeVar("T")
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list. `day` is None when the entry stands for a period."""

    title: str
    address: str
    source: str
    text: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """A district in the tile grid and how many schools it has."""

    district: District
    count: int

    @property
    def address(self) -> str:
        """Address of the district's page."""
        return f"districts/{self.district.id}/"

    @property
    def short_name(self) -> str:
        """The name as it fits a tile: 高新区 for 成都高新区, 天府新区 for 四川天府新区."""
        name = self.district.name
        return name[2:] if self.district.kind is DistrictKind.FUNCTIONAL_ZONE and len(name) > 4 else name


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a row of filter links."""

    title: str
    address: str
    count: int
    is_current: bool = False


def row(site: Site, entry: Entry[BaseModel]) -> Row:
    """Return the line for any entry that has a page."""
    record = entry.record
    if isinstance(record, ProgressUpdate):
        return Row(record.title, entry.address, site.school_name(entry.id), record.summary, record.date)
    if isinstance(record, TeachingInspection):
        semester = record.semester or site.edition.catalog.program.calendar.semester_of(record.date)
        title = f"{site.school_name(entry.id)}教学视导（{semester.label}）"
        return Row(title, entry.address, record.organiser, "；".join(record.findings[:2]), record.date)
    if isinstance(record, ExchangeEvent):
        where = "，".join(filter(None, (record.place, record.status.value)))
        return Row(record.title, entry.address, where, record.theme or "", record.starts_at.date())
    if isinstance(record, FeaturedSchool):
        school = site.school_name(record.school)
        return Row(
            f"{school}：{record.theme}", entry.address, period_label(record.period), record.editor_note or ""
        )
    if isinstance(record, BulletinIssue):
        number = record.number.label if record.number else ""
        return Row(record.title, entry.address, number, record.editor_note, record.date)
    raise TypeError(entry.kind)


def rows(site: Site, ids: Iterable[str]) -> tuple[Row, ...]:
    """Return the lines for those of the ids that readers may see."""
    return tuple(row(site, entry) for content_id in ids if (entry := site.edition.published.get(content_id)))


def schools_by_district(site: Site) -> Mapping[str, tuple[School, ...]]:
    """Return the shown schools of every district of the program, in the program's order."""
    found: dict[str, list[School]] = {district.id: [] for district in site.edition.catalog.program.districts}
    for school in site.edition.schools:
        found.setdefault(school.district_id, []).append(school)
    return {district_id: tuple(schools) for district_id, schools in found.items()}


def tiles(site: Site) -> tuple[Tile, ...]:
    """Return all districts of the program with their number of schools."""
    schools = schools_by_district(site)
    return tuple(
        Tile(district, len(schools[district.id])) for district in site.edition.catalog.program.districts
    )


def district_words(district: District, city: str) -> tuple[str, ...]:
    """Return the names people use for a district: 锦江 for 锦江区, 天府新区 for 四川天府新区."""
    name = district.name
    found = [name]
    if district.kind is DistrictKind.FUNCTIONAL_ZONE:
        found.append(name.removeprefix(city.removesuffix("市")))
        if name.endswith("新区") and len(name) > 4:
            found += [name[-4:], name[-4:-2]]
    found += [
        word[:-1]
        for word in found[:2]
        if len(word) > 2 and word[-1] in "区市县" and not word.endswith("新区")
    ]
    return tuple(dict.fromkeys(found))


def feed(title: str, name: str) -> FeedLink:
    """Return the link to a feed by its name."""
    return FeedLink(title, f"feeds/{name}.atom.xml")


def counted(values: Iterable[T]) -> Mapping[T, int]:
    """Return how often each value occurs."""
    return Counter(values)


def is_upcoming(entry: Entry[ExchangeEvent], as_of: date) -> bool:
    """Tell whether an event is still to come."""
    return entry.record.status is EventStatus.CONFIRMED and entry.record.starts_at.date() >= as_of


def upcoming_events(site: Site) -> tuple[Entry[ExchangeEvent], ...]:
    """Return the events still to come, soonest first."""
    return tuple(
        entry for entry in reversed(site.edition.all(EVENT)) if is_upcoming(entry, site.edition.as_of)
    )


def neighbours(entries: Sequence[Entry[Any]], at: int) -> tuple[Entry[Any] | None, Entry[Any] | None]:
    """Return the earlier and the later neighbour in a list that runs newest first."""
    return (entries[at + 1] if at + 1 < len(entries) else None, entries[at - 1] if at else None)


def code_marked(text: str) -> Markup:
    """Return a text with its file and field names, written between backticks, marked up."""
    return Markup(_CODE.sub(r"<code>\1</code>", escape(text)))
