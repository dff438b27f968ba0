"""The catalog as readers may see it on a day: drafts, embargoed and later-dated content is not in it at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Catalog, Entry, School, is_published, is_shown_school, newest_first
from qiangxiao.foundation.dates import period_begins_on
from qiangxiao.records.bulletin import BulletinIssue
from qiangxiao.records.case import ReformCase
from qiangxiao.records.event import ExchangeEvent
from qiangxiao.records.featured import FeaturedSchool
from qiangxiao.records.inspection import GuidanceVisit, TeachingInspection
from qiangxiao.records.program import District, Measure
from qiangxiao.records.update import ProgressUpdate
from qiangxiao.selection.bulletin import print_order
from qiangxiao.selection.progress import adopters

_NEWEST_OF_TOPIC = 48


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

    @cached_property
    def updates(self) -> tuple[Entry[ProgressUpdate], ...]:
        """Published updates of shown schools, newest first."""
        return tuple(e for e in self.catalog.updates if self._is_shown(e))

    @cached_property
    def cases(self) -> tuple[Entry[ReformCase], ...]:
        """Published cases of shown schools, newest first."""
        return tuple(e for e in self.catalog.cases if self._is_shown(e))

    @cached_property
    def articles(self) -> tuple[Entry[ProgressUpdate], ...]:
        """Published updates and cases, newest first."""
        return tuple(sorted((*self.cases, *self.updates), key=newest_first))

    @cached_property
    def newest_by_topic(self) -> Mapping[str, tuple[int, ...]]:
        """Places in `articles` of the newest of each measure and subject, a few dozen at most."""
        found: dict[str, list[int]] = {}
        for place, entry in enumerate(self.articles):
            subjects = entry.record.subjects if isinstance(entry.record, ReformCase) else ()
            for topic in (*entry.record.measures, *(subject.value for subject in subjects)):
                known = found.setdefault(topic, [])
                if len(known) < _NEWEST_OF_TOPIC:
                    known.append(place)
        return {topic: tuple(places) for topic, places in found.items()}

    def _is_shown(self, entry: Entry[ProgressUpdate]) -> bool:
        school = self.catalog.school_of(entry.id)
        return is_published(entry, self.as_of) and school is not None and school.id in self.school_ids

    def updates_of(self, school: School) -> tuple[Entry[ProgressUpdate], ...]:
        """Return a school's published updates, newest first."""
        return tuple(e for e in school.updates if is_published(e, self.as_of))

    def cases_of(self, school: School) -> tuple[Entry[ReformCase], ...]:
        """Return a school's published cases, newest first."""
        return tuple(e for e in school.cases if is_published(e, self.as_of))

    def inspections_of(self, school: School) -> tuple[Entry[TeachingInspection], ...]:
        """Return a school's inspections up to the day, newest first."""
        return tuple(
            sorted(
                (e for e in school.inspections if e.record.date <= self.as_of), key=lambda e: e.record.date
            )[::-1]
        )

    def visits_of(self, school: School) -> tuple[Entry[GuidanceVisit], ...]:
        """Return the advisors' visits to a school up to the day, newest first."""
        return tuple(
            sorted((e for e in school.visits if e.record.date <= self.as_of), key=lambda e: e.record.date)[
                ::-1
            ]
        )

    @cached_property
    def bulletins(self) -> tuple[Entry[BulletinIssue], ...]:
        """Published issues, newest first."""
        shown = [e for e in self.catalog.bulletins if is_published(e, self.as_of)]
        return tuple(sorted(shown, key=print_order, reverse=True))

    @cached_property
    def events(self) -> tuple[Entry[ExchangeEvent], ...]:
        """All events, latest first."""
        return tuple(sorted(self.catalog.events, key=lambda e: (e.record.starts_at, e.id), reverse=True))

    @cached_property
    def featured(self) -> tuple[Entry[FeaturedSchool], ...]:
        """Featured periods that have begun, are settled and whose school is shown, newest first."""
        calendar = self.catalog.program.calendar
        shown = []
        for entry in self.catalog.featured:
            begins_on = period_begins_on(entry.record.period, calendar)
            is_due = begins_on is not None and begins_on <= self.as_of and not entry.record.proposed
            if begins_on is not None and is_due and entry.record.school in self.school_ids:
                shown.append((begins_on, entry))
        return tuple(entry for _, entry in sorted(shown, key=lambda pair: pair[0], reverse=True))

    @cached_property
    def published(self) -> Mapping[str, Entry[BaseModel]]:
        """Every entry that has a page of its own, by id and by permanent id."""
        entries: list[Entry[BaseModel]] = [
            *self.updates,
            *self.cases,
            *self.bulletins,
            *self.events,
            *self.featured,
        ]
        for school in self.schools:
            entries += self.inspections_of(school)
        found = {entry.permanent_id: entry for entry in entries if entry.permanent_id}
        return found | {entry.id: entry for entry in entries}

    @cached_property
    def adopters(self) -> Mapping[str, tuple[Entry[ProgressUpdate], ...]]:
        """Which published articles used a content id's experience, newest first."""
        found = adopters(self.catalog, self.as_of)
        return {used: tuple(e for e in entries if e.id in self.published) for used, entries in found.items()}

    @cached_property
    def takeaways(self) -> Mapping[str, tuple[Entry[ProgressUpdate], ...]]:
        """Which published articles say what a school took home from an event, by the event's id, newest first."""
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
