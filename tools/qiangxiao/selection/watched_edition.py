"""An edition that notes what is read of it: the same answers.

What is worked out of the whole catalog has a value of its own, mostly the ids in a list, so that a text that
changes does not make everything again that ever asked for the newest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from qiangxiao.catalog.catalog import Entry, School, newest_first
from qiangxiao.catalog.reads import UNKNOWN, Reads, WatchedMapping
from qiangxiao.catalog.watched import WatchedCatalog, places_of
from qiangxiao.records.base import Content
from qiangxiao.records.kind import Kind
from qiangxiao.records.kinds import kind_named
from qiangxiao.records.update import ProgressUpdate
from qiangxiao.selection.edition import Edition

M = TypeVar("M", bound=Content)
_Articles = Mapping[str, tuple[Entry[ProgressUpdate], ...]]


class WatchedEdition(Edition):
    """An edition of a watched catalog on a day."""

    def __init__(self, catalog: WatchedCatalog, as_of: date) -> None:
        reads, plain = catalog.reads, Edition(catalog, as_of)
        vars(self).update(catalog=catalog, _reads=reads, _plain=plain, _as_of=as_of)
        vars(self).update(
            _published=WatchedMapping(reads, "published", plain.published, _place_of),
            _adopters=WatchedMapping(reads, "adopters", plain.adopters, places_of),
            _takeaways=WatchedMapping(reads, "takeaways", plain.takeaways, places_of),
        )
        reads.tell("day", as_of.isoformat)
        reads.tell("schools", lambda: "\n".join(school.id for school in plain.schools))
        reads.tell("shown school", lambda school_id: str(school_id in plain.school_ids))
        reads.tell("shown", lambda name: places_of(plain.all(kind_named(name))))
        reads.tell("shown list", self._value_of_list)
        reads.tell("articles", lambda: places_of(plain.articles))
        reads.tell("topic", lambda topic: _days_of(plain.newest_by_topic.get(topic, ())))
        reads.tell("unseen", lambda: "\n".join(sorted(plain.unseen_ids)))

    def _value_of_list(self, school_id: str, name: str) -> str:
        school = self.catalog.schools.get(school_id)
        return places_of(self._plain.of(school, kind_named(name))) if school else ""

    @property
    def as_of(self) -> date:
        """The day."""
        self._reads.note(("day",))
        return self._as_of

    @property
    def schools(self) -> tuple[School, ...]:
        """Readable schools enrolled by the day."""
        self._reads.note(("schools",))
        with self._reads.paused():
            return self._plain.schools

    @property
    def school_ids(self) -> frozenset[str]:
        """Ids of the schools shown."""
        self._reads.note(("schools",))
        with self._reads.paused():
            return self._plain.school_ids

    def school(self, school_id: str) -> School | None:
        """Return a shown school."""
        self._reads.note(("shown school", school_id))
        with self._reads.paused():
            return self._plain.school(school_id)

    def all(self, kind: Kind[M]) -> tuple[Entry[M], ...]:
        """Return what readers may see of a kind."""
        self._reads.note(("shown", kind.name))
        with self._reads.paused():
            return self._plain.all(kind)

    def of(self, school: School, kind: Kind[M]) -> tuple[Entry[M], ...]:
        """Return what readers may see of a kind in a school's folder."""
        self._reads.note(("shown list", school.id, kind.name))
        with self._reads.paused():
            return self._plain.of(school, kind)

    @property
    def articles(self) -> tuple[Entry[ProgressUpdate], ...]:
        """Published updates and cases."""
        self._reads.note(("articles",))
        with self._reads.paused():
            return self._plain.articles

    @property
    def newest_by_topic(self) -> _Articles:
        """The newest articles of each measure and subject: of all topics together nobody keeps account."""
        self._reads.note(UNKNOWN)
        return self._plain.newest_by_topic

    def sharing(
        self, topics: Sequence[tuple[str, int]], but: str, limit: int
    ) -> tuple[Entry[ProgressUpdate], ...]:
        """Return articles that share most of some topics: the newest of each topic decide."""
        self._reads.note_all(("topic", topic) for topic, _ in topics)
        with self._reads.paused():
            return self._plain.sharing(topics, but, limit)

    @property
    def published(self) -> Mapping[str, Entry[Any]]:
        """Every entry that other texts may name."""
        return self._published

    @property
    def unseen(self) -> tuple[Entry[Any], ...]:
        """What readers may not see yet."""
        self._reads.note(("unseen",))
        with self._reads.paused():
            return self._plain.unseen

    @property
    def unseen_ids(self) -> frozenset[str]:
        """Every id of what readers may not see yet."""
        self._reads.note(("unseen",))
        with self._reads.paused():
            return self._plain.unseen_ids

    @property
    def adopters(self) -> _Articles:
        """Which published articles used a content id's experience."""
        return self._adopters

    @property
    def takeaways(self) -> _Articles:
        """Which published articles say what a school took home from an event."""
        return self._takeaways

    _reads: Reads
    _plain: Edition
    _as_of: date
    _published: Mapping[str, Entry[Any]]
    _adopters: _Articles
    _takeaways: _Articles


def _place_of(entry: Entry[Any]) -> str:
    return places_of((entry,))


def _days_of(entries: Iterable[Entry[Any]]) -> str:
    """Return the value of a topic: its newest articles with what orders them among those of other topics."""
    return "\n".join(f"{newest_first(entry)}\t{entry.path}" for entry in entries)
