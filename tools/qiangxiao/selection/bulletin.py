"""What the bulletin has printed, may print and will not print: a set of content ids, never a window of dates.

A window of dates loses what is merged late. Here everything printable is in exactly one standing on any day:
printed in an issue, declined with a reason, still a draft, lacking sign-offs, not yet published, or pending.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.foundation.vocabulary import BulletinContent
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue
from qiangxiao.records.kind import Scope
from qiangxiao.records.kinds import KINDS

PRINTED_KINDS = tuple(kind for kind in KINDS if kind.is_printed)


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
    """Something the bulletin may print. `issue` prints,
    holds or declines it; `reason` says why it stands so.
    """

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


def printable(catalog: Catalog, as_of: date) -> Iterator[tuple[Entry[Any], BulletinContent]]:
    """Yield every entry that the bulletin may print, and as what. A cancelled event is nothing to print."""
    for kind in PRINTED_KINDS:
        for entry in catalog.all(kind):
            content = entry.record.bulletin_content(as_of)
            if content is not None:
                yield entry, content


def is_printable(content_id: str) -> bool:
    """Tell whether the bulletin may print the content with this id, by its form."""
    parts = content_id.split("/")
    depth = {Scope.SCHOOL: 2, Scope.DISTRICT: 1}
    return any(
        len(parts) == depth[kind.scope] + 2 and parts[depth[kind.scope]] == kind.folder
        if kind.scope in depth
        else parts[0] == (kind.folder or kind.name)
        for kind in PRINTED_KINDS
    )


def opens_on(catalog: Catalog, entry: Entry[Any]) -> date | None:
    """Return the first day readers may see an entry that is no draft; None when it has no page at all."""
    own: date | None = entry.record.opens_on(catalog.program.calendar)
    if not entry.kind.is_printed or own is None or not entry.school_id:
        return own if entry.kind.is_printed else None
    school = catalog.schools.get(entry.school_id)
    if school is None or school.profile is None:
        return None
    return max(own, school.profile.record.enrolled_on or own)


def dated_on(catalog: Catalog, entry: Entry[Any]) -> date:
    """Return the day an entry is about: what happened, the event, the first day of a featured period."""
    day = entry.record.dated_on(catalog.program.calendar)
    return day if isinstance(day, date) else date.min


def index_by_id(catalog: Catalog) -> Mapping[str, Entry[BaseModel]]:
    """Return every entry by its content id and by the id it had before it was renamed."""
    return {entry.permanent_id: entry for entry in catalog.entries() if entry.permanent_id} | dict(
        catalog.by_id
    )


def list_in_print_order(catalog: Catalog) -> tuple[Entry[BulletinIssue], ...]:
    """Return the issues that are no drafts, oldest first; on one day an issue comes before a supplement."""
    return tuple(
        sorted((entry for entry in catalog.all(BULLETIN) if not entry.record.draft), key=print_order)
    )


def print_order(entry: Entry[BulletinIssue]) -> tuple[Any, ...]:
    """Sort key of issues."""
    return entry.record.order_key(entry.id)


def open_draft(catalog: Catalog, is_supplement: bool = False) -> Entry[BulletinIssue] | None:
    """Return the open draft of the next issue, or of the
    next supplement; the first by name if there are several.
    """
    drafts = (e for e in catalog.all(BULLETIN) if e.record.draft and e.record.is_supplement is is_supplement)
    return min(drafts, key=lambda entry: entry.id, default=None)


def find_issue(catalog: Catalog, name: str) -> Entry[BulletinIssue] | None:
    """Return the issue people mean by its number (`2026-3`),
    its total number (`3`), its id, file name or path.
    """
    bare = (
        name.strip().removeprefix("./").removeprefix("docs/").removeprefix("bulletins/").removesuffix(".md")
    )
    for entry in catalog.all(BULLETIN):
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
        drafts = [entry for entry in catalog.all(BULLETIN) if entry.record.draft]
        return cls(
            {item: entry for entry in reversed(list_in_print_order(catalog)) for item in entry.record.items},
            {item: entry for entry in drafts for item in entry.record.items},
            {item: entry for entry in drafts for item in entry.record.deferred},
            {
                gone.id: (entry, gone.reason)
                for entry in catalog.all(BULLETIN)
                for gone in entry.record.declined
            },
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
