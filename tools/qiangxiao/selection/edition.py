"""The catalog as readers may see it on a day: drafts,
embargoed and later-dated content is not in it at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from qiangxiao.catalog.catalog import (
    Catalog,
    Entry,
    School,
    ids_of,
    is_published,
    is_shown_school,
    newest_first,
    unpublished,
)
from qiangxiao.records.base import Content
from qiangxiao.records.case import CASE
from qiangxiao.records.kind import Kind
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.program import District, Measure
from qiangxiao.records.update import UPDATE, ProgressUpdate
from qiangxiao.selection.progress import adopters

_NEWEST_OF_TOPIC = 48  # kept for "see also", which chooses few of them
M = TypeVar("M", bound=Content)


@dataclass(frozen=True)
class Edition:
    """Everything published on `as_of`."""

    catalog: Catalog
    as_of: date

    @cached_property
    def schools(self) -> tuple[School, ...]:
        """Readable schools enrolled by the day, those that left included, by district order and name."""
        order = {district.id: at for at, district in enumerate(self.catalog.program.districts)}
        shown = [school for school in self.catalog.schools.values() if is_shown_school(school, self.as_of)]
        return tuple(sorted(shown, key=lambda school: (order.get(school.district_id, 999), school.id)))

    @cached_property
    def school_ids(self) -> frozenset[str]:
        """Ids of the schools shown."""
        return frozenset(school.id for school in self.schools)

    def school(self, school_id: str) -> School | None:
        """Return a shown school."""
        return self.catalog.schools.get(school_id) if school_id in self.school_ids else None

    def all(self, kind: Kind[M]) -> tuple[Entry[M], ...]:
        """Return what readers may see of a kind, newest first."""
        if kind.name not in self._shown:
            shown = [entry for entry in self.catalog.all(kind) if self._is_shown(entry)]
            if kind.is_item and not kind.is_of_school:
                calendar = self.catalog.program.calendar
                shown.sort(key=lambda entry: entry.record.order_key(entry.id, calendar), reverse=True)
            self._shown[kind.name] = tuple(shown)
        return self._shown[kind.name]

    def of(self, school: School, kind: Kind[M]) -> tuple[Entry[M], ...]:
        """Return what readers may see of a kind in a school's folder, newest first."""
        calendar = self.catalog.program.calendar
        return tuple(entry for entry in school.all(kind) if is_published(entry, self.as_of, calendar))

    @cached_property
    def _shown(self) -> dict[str, tuple[Entry[Any], ...]]:
        return {}

    def _is_shown(self, entry: Entry[Any]) -> bool:
        """Tell whether readers may see a record, and the school it belongs to or is about."""
        school_id = entry.school_id
        is_public = is_published(entry, self.as_of, self.catalog.program.calendar)
        return is_public and (not school_id or school_id in self.school_ids)

    @cached_property
    def articles(self) -> tuple[Entry[ProgressUpdate], ...]:
        """Published updates and cases, newest first."""
        return tuple(sorted((*self.all(CASE), *self.all(UPDATE)), key=newest_first))

    @cached_property
    def newest_by_topic(self) -> Mapping[str, tuple[Entry[ProgressUpdate], ...]]:
        """The newest articles of each measure and subject, a few dozen at most."""
        found: dict[str, list[Entry[ProgressUpdate]]] = {}
        for entry in self.articles:
            for topic in entry.record.topics:
                known = found.setdefault(topic, [])
                if len(known) < _NEWEST_OF_TOPIC:
                    known.append(entry)
        return {topic: tuple(entries) for topic, entries in found.items()}

    def sharing(
        self, topics: Sequence[tuple[str, int]], but: str, limit: int
    ) -> tuple[Entry[ProgressUpdate], ...]:
        """Return articles that share most of some topics, each with its weight, of another school than `but`:
        only the newest of each topic are compared.
        """
        shared: dict[str, list[Any]] = {}
        for topic, weight in topics:
            for entry in self.newest_by_topic.get(topic, ()):
                if not entry.id.startswith(f"{but}/"):
                    shared.setdefault(entry.id, [entry, 0])[1] += weight
        ranked = sorted(shared.values(), key=lambda pair: (-pair[1], newest_first(pair[0])))
        return tuple(entry for entry, _ in ranked[:limit])

    @cached_property
    def published(self) -> Mapping[str, Entry[Any]]:
        """Every entry that other texts may name, by id and by permanent id."""
        entries = [entry for kind in KINDS if kind.is_item for entry in self.all(kind)]
        found = {entry.permanent_id: entry for entry in entries if entry.permanent_id}
        return found | {entry.id: entry for entry in entries}

    @cached_property
    def unseen(self) -> tuple[Entry[Any], ...]:
        """What readers may not see yet."""
        return unpublished(self.catalog, self.as_of)

    @cached_property
    def unseen_ids(self) -> frozenset[str]:
        """Every id, old or new, of what readers may not see yet."""
        return ids_of(self.unseen)

    @cached_property
    def adopters(self) -> Mapping[str, tuple[Entry[ProgressUpdate], ...]]:
        """Which published articles used a content id's experience, newest first."""
        found = adopters(self.catalog, self.as_of)
        return {used: tuple(e for e in entries if e.id in self.published) for used, entries in found.items()}

    @cached_property
    def takeaways(self) -> Mapping[str, tuple[Entry[ProgressUpdate], ...]]:
        """Which published articles say what a school took
        home from an event, by the event's id, newest first.
        """
        found: dict[str, list[Entry[ProgressUpdate]]] = {}
        for entry in self.articles:
            named = (self.published.get(event_id) for event_id in entry.record.events)
            for event_id in dict.fromkeys(event.id for event in named if event):
                found.setdefault(event_id, []).append(entry)
        return {event_id: tuple(entries) for event_id, entries in found.items()}

    def district(self, district_id: str) -> District | None:
        """Return a district of the program."""
        return self.catalog.program.district(district_id)

    def district_name(self, district_id: str) -> str:
        """Return a district's name, or its id if the program does not know it."""
        district = self.district(district_id)
        return district.name if district else district_id

    def measure(self, name: str) -> Measure | None:
        """Return a measure by its Chinese name."""
        return self.catalog.program.measure_named(name)
