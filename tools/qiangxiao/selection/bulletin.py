"""What the bulletin has printed, may print and will not print: a set of content ids, never a window of dates.

A window of dates loses what is merged late. Here everything printable is in exactly one standing on any day:
printed in an issue, declined with a reason, still a draft, lacking sign-offs, not yet published, or pending.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.foundation.dates import period_begins_on
from qiangxiao.foundation.vocabulary import BulletinContent, EventStatus
from qiangxiao.records.base import Article
from qiangxiao.records.bulletin import BulletinIssue
from qiangxiao.records.event import ExchangeEvent
from qiangxiao.records.featured import FeaturedSchool
from qiangxiao.records.inspection import TeachingInspection


class Standing(StrEnum):
    """Where an item stands with the bulletin."""

    PRINTED = "已刊登"
    PENDING = "待刊登"
    DECLINED = "不采用"
    EMBARGOED = "暂缓发布"
    UNSIGNED = "待审核"
    DRAFT = "草稿"


@dataclass(frozen=True, slots=True)
class Item:
    """Something the bulletin may print. `issue` prints, holds or declines it; `reason` says why it stands so."""

    entry: Entry[BaseModel]
    content: BulletinContent
    standing: Standing
    issue: Entry[BulletinIssue] | None = None
    reason: str = ""
    is_deferred: bool = False

    @property
    def id(self) -> str:
        """The content id."""
        return self.entry.id

    @property
    def is_in_draft(self) -> bool:
        """Tell whether an open draft holds it already."""
        return self.standing is Standing.PENDING and self.issue is not None


def items(catalog: Catalog, as_of: date) -> Mapping[str, Item]:
    """Return everything printable on a day with its standing, by content id, in id order."""
    places = _Places.of(catalog)
    found = (_item(catalog, as_of, entry, content, places) for entry, content in printable(catalog, as_of))
    return {item.id: item for item in sorted(found, key=lambda item: item.id)}


def printable(catalog: Catalog, as_of: date) -> Iterator[tuple[Entry[BaseModel], BulletinContent]]:
    """Yield every entry of a kind the bulletin prints. A cancelled event is nothing to print."""
    yield from ((entry, BulletinContent.UPDATE) for entry in catalog.updates)
    yield from ((entry, BulletinContent.CASE) for entry in catalog.cases)
    for school in catalog.schools.values():
        yield from ((entry, BulletinContent.INSPECTION) for entry in school.inspections)
    for event in catalog.events:
        if event.record.status is not EventStatus.CANCELLED:
            is_ahead = event.record.status is EventStatus.CONFIRMED and event.record.starts_at.date() >= as_of
            yield event, BulletinContent.ANNOUNCEMENT if is_ahead else BulletinContent.EVENT
    yield from ((entry, BulletinContent.FEATURED) for entry in catalog.featured)


def is_printable(content_id: str) -> bool:
    """Tell whether the bulletin may print the content with this id, by its form."""
    parts = content_id.split("/")
    return parts[0] in ("events", "featured") or (
        len(parts) == 4 and parts[2] in ("updates", "cases", "inspections")
    )


def opens_on(catalog: Catalog, entry: Entry[BaseModel]) -> date | None:
    """Return the first day readers may see an entry that is no draft; None when it has no page at all."""
    record = entry.record
    if isinstance(record, ExchangeEvent):
        return date.min
    if isinstance(record, FeaturedSchool):
        school = catalog.schools.get(record.school)
        own = period_begins_on(record.period, catalog.program.calendar)
    elif isinstance(record, (Article, TeachingInspection)):
        school = catalog.school_of(entry.id)
        own = max(record.date, getattr(record, "embargo_until", None) or record.date)
    else:
        return None
    if school is None or school.profile is None or own is None:
        return None
    return max(own, school.profile.record.enrolled_on or own)


def dated_on(catalog: Catalog, entry: Entry[BaseModel]) -> date:
    """Return the day an entry is about: what happened, the event, the first day of a featured period."""
    record = entry.record
    if isinstance(record, ExchangeEvent):
        return record.starts_at.date()
    if isinstance(record, FeaturedSchool):
        return period_begins_on(record.period, catalog.program.calendar) or date.min
    found = getattr(record, "date", None)
    return found if isinstance(found, date) else date.min


def resolved(catalog: Catalog) -> Mapping[str, Entry[BaseModel]]:
    """Return every entry by its content id and by the id it had before it was renamed."""
    return {entry.permanent_id: entry for entry in catalog.entries() if entry.permanent_id} | dict(
        catalog.by_id
    )


def in_print_order(catalog: Catalog) -> tuple[Entry[BulletinIssue], ...]:
    """Return the issues that are no drafts, oldest first; on one day an issue comes before a supplement."""
    return tuple(sorted((entry for entry in catalog.bulletins if not entry.record.draft), key=print_order))


def print_order(entry: Entry[BulletinIssue]) -> tuple[date, bool, int, str]:
    """Sort key of issues."""
    number = entry.record.number
    count = (number.total or number.supplement or 0) if number else 0
    return (entry.record.date or date.max, entry.record.is_supplement, count, entry.id)


def open_draft(catalog: Catalog, is_supplement: bool = False) -> Entry[BulletinIssue] | None:
    """Return the open draft of the next issue, or of the next supplement; the first by name if there are several."""
    drafts = (e for e in catalog.bulletins if e.record.draft and e.record.is_supplement is is_supplement)
    return min(drafts, key=lambda entry: entry.id, default=None)


def find_issue(catalog: Catalog, name: str) -> Entry[BulletinIssue] | None:
    """Return the issue people mean by its number (`2026-3`), its total number (`3`), its id, file name or path."""
    bare = (
        name.strip().removeprefix("./").removeprefix("docs/").removeprefix("bulletins/").removesuffix(".md")
    )
    for entry in catalog.bulletins:
        number = entry.record.number
        names = {entry.name, entry.id.removeprefix("bulletins/")}
        if number is not None:
            names |= {number.slug, f"{number.year}-{number.issue}", f"{number.total}"}
        if bare in names - {"None"}:
            return entry
    return None


@dataclass(frozen=True, slots=True)
class _Places:
    """Which issue prints, holds, defers or declines an id."""

    printed: Mapping[str, Entry[BulletinIssue]]
    held: Mapping[str, Entry[BulletinIssue]]
    deferred: Mapping[str, Entry[BulletinIssue]]
    declined: Mapping[str, tuple[Entry[BulletinIssue], str]]

    @classmethod
    def of(cls, catalog: Catalog) -> _Places:
        """Read them off every issue."""
        drafts = [entry for entry in catalog.bulletins if entry.record.draft]
        return cls(
            {item: entry for entry in reversed(in_print_order(catalog)) for item in entry.record.items},
            {item: entry for entry in drafts for item in entry.record.items},
            {item: entry for entry in drafts for item in entry.record.deferred},
            {gone.id: (entry, gone.reason) for entry in catalog.bulletins for gone in entry.record.declined},
        )


def _item(
    catalog: Catalog, as_of: date, entry: Entry[BaseModel], content: BulletinContent, places: _Places
) -> Item:
    ids = dict.fromkeys((entry.id, entry.permanent_id or entry.id))
    for name in ids:
        if name in places.printed:
            return Item(entry, content, Standing.PRINTED, places.printed[name])
    for name in ids:
        if name in places.declined:
            issue, reason = places.declined[name]
            return Item(entry, content, Standing.DECLINED, issue, reason)
    if getattr(entry.record, "draft", False):
        return Item(entry, content, Standing.DRAFT)
    if lacking := entry.lacking_steps(as_of):
        return Item(
            entry, content, Standing.UNSIGNED, reason=f"缺{'、'.join(step.value for step in lacking)}的签名"
        )
    day = opens_on(catalog, entry)
    if day is None or day > as_of:
        return Item(entry, content, Standing.EMBARGOED, reason=f"{day} 起发布" if day else "学校还没有页面")
    held = next((places.held[name] for name in ids if name in places.held), None)
    is_deferred = held is None and any(name in places.deferred for name in ids)
    return Item(entry, content, Standing.PENDING, held, "留待下期" if is_deferred else "", is_deferred)
