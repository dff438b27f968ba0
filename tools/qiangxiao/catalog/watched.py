"""A catalog that notes what is read of it: the same answers, and in its `reads` who asked for what.

Of an entry the text of its record and of its body are kept apart: most pages show titles, few show bodies.
The program and the ledger are noted by nobody; whoever compares reads compares them first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import partial
from typing import Any, TypeVar

from qiangxiao.catalog.catalog import Catalog, Entry, School, address_of
from qiangxiao.catalog.permalinks import Permalinks
from qiangxiao.catalog.reads import UNKNOWN, Name, Reads, WatchedMapping
from qiangxiao.records.base import Content
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.district import DISTRICT, DistrictPlan
from qiangxiao.records.kind import Kind
from qiangxiao.records.kinds import KINDS, kind_named
from qiangxiao.records.program import Program
from qiangxiao.sources.body import Body
from qiangxiao.sources.document import Document

M = TypeVar("M", bound=Content)
A = TypeVar("A")
_KNOWN_BY = frozenset(["id", "kind", "path"])
"""What an entry is known by: never another of the same entry."""
_UNTOLD = frozenset(["prefix", "survivors", "top", "keys", "said"])
"""Where its file says what: only problems need it, and no page tells them."""
_SLOTS = {each.name: vars(Entry)[each.name] for each in fields(Entry)}
_RECORD, _BODY = _SLOTS["record"], _SLOTS["body"]


class WatchedEntry(Entry[Any]):
    """An entry that notes which of its parts is read."""

    __slots__ = ("_body_name", "_reads", "_record_name")
    _reads: Reads
    _record_name: Name
    _body_name: Name

    def __init__(self, plain: Entry[Any], reads: Reads) -> None:
        for name, slot in _SLOTS.items():
            slot.__set__(self, getattr(plain, name))
        put = object.__setattr__
        put(self, "_reads", reads)
        put(self, "_record_name", ("record", plain.path, plain.id))
        put(self, "_body_name", ("body", plain.path, plain.id))

    @property
    def record(self) -> Any:
        """What its file says of it."""
        self._reads.note(self._record_name)
        return _RECORD.__get__(self)

    @property
    def body(self) -> Body | None:
        """Its text."""
        self._reads.note(self._body_name)
        return _BODY.__get__(self)  # type: ignore[no-any-return]

    @property
    def address(self) -> str:
        """Site-relative address of its page; of all kinds but one, its id tells it."""
        return super().address if self.kind is BULLETIN else address_of(self.id)


def _watch(name: str) -> None:
    """Make every other part of an entry one that is noted."""
    slot = _SLOTS[name]

    def read(entry: WatchedEntry) -> Any:
        entry._reads.note(UNKNOWN if name in _UNTOLD else ("part", entry.path, entry.id, name))
        return slot.__get__(entry)

    setattr(WatchedEntry, name, property(read))


for _name in _SLOTS.keys() - _KNOWN_BY - {"record", "body"}:
    _watch(_name)


class WatchedSchool(School):
    """A school that notes which of its lists is read."""

    def __init__(self, plain: School, reads: Reads) -> None:
        watched = {
            kind: tuple(WatchedEntry(entry, reads) for entry in entries)
            for kind, entries in plain.records.items()
        }
        vars(self).update(id=plain.id, _records=watched, _media=plain.media, _reads=reads)

    @property
    def records(self) -> Mapping[str, tuple[Entry[Any], ...]]:
        """All its records."""
        self._reads.note(("entries", self.id))
        return self._records

    @property
    def media(self) -> Mapping[str, str]:
        """Its photos."""
        self._reads.note(("media", self.id))
        return self._media

    def one(self, kind: Kind[M]) -> Entry[M] | None:
        """Return the record of a kind of which a school has one."""
        return next(iter(self.all(kind)), None)

    def all(self, kind: Kind[M]) -> tuple[Entry[M], ...]:
        """Return the records of a kind."""
        self._reads.note(("list", self.id, kind.name))
        return self._records.get(kind.name, ())

    def with_records(self, kind: Kind[M], entries: Sequence[Entry[M]]) -> School:
        """Return the school with other records of a kind: another one, of which nobody keeps account."""
        self._reads.note(UNKNOWN)
        return School(self.id, {**self._records, kind.name: tuple(entries)}, self._media)

    _records: Mapping[str, tuple[Entry[Any], ...]]
    _media: Mapping[str, str]
    _reads: Reads


class WatchedCatalog(Catalog):
    """A catalog that notes what is read of it."""

    program: Program
    program_entry: Entry[Program] | None
    has_program: bool
    ledger: Permalinks
    reads: Reads

    def __init__(self, plain: Catalog) -> None:
        reads = Reads()
        schools: dict[str, School] = {
            name: WatchedSchool(school, reads) for name, school in plain.schools.items()
        }
        records = {
            name: tuple(WatchedEntry(entry, reads) for entry in entries)
            for name, entries in plain.records.items()
        }
        vars(self).update(
            reads=reads,
            root=plain.root,
            program=plain.program,
            has_program=plain.has_program,
            program_entry=plain.program_entry,
            ledger=plain.ledger,
            plain=plain,
            _schools=WatchedMapping(reads, "school", schools, lambda school: ""),
            _records=records,
            _kept={},
        )
        every = [entry for school in schools.values() for entry in school.entries()]
        every += [entry for kind in KINDS for entry in records.get(kind.name, ())]
        vars(self)["_every"] = tuple(every)
        self._tell_values(schools)

    def _tell_values(self, schools: Mapping[str, School]) -> None:
        reads, records = self.reads, self._records
        by_place: dict[tuple[str, str], list[Entry[Any]]] = {}
        for entry in self._every:
            by_place.setdefault((entry.path, entry.id), []).append(entry)

        def told(value: Callable[[Entry[Any]], str | None], path: str, content_id: str) -> str | None:
            found = [value(entry) for entry in by_place.get((path, content_id), ())]
            return None if None in found else "\n".join(filter(None, found))

        def told_part(path: str, content_id: str, name: str) -> str | None:
            return told(lambda entry: repr(getattr(entry, name)), path, content_id)

        def told_list(school_id: str, kind: str) -> str:
            school = schools.get(school_id)
            return places_of(school.records.get(kind, ()) if school else ())

        def told_entries(*school_id: str) -> str:
            school = schools.get(*school_id) if school_id else None
            return places_of(school.entries() if school else () if school_id else self._every)

        reads.tell("record", partial(told, _record_told))
        reads.tell("body", partial(told, _body_told))
        reads.tell("part", told_part)
        reads.tell("list", told_list)
        reads.tell("entries", told_entries)
        reads.tell(
            "media", lambda school_id: repr(school.media if (school := schools.get(school_id)) else {})
        )
        reads.tell("all", lambda name: places_of(self._all_of(name)))
        reads.tell("districts", lambda: places_of(_by_district(records).values()))

    def _all_of(self, name: str) -> tuple[Entry[Any], ...]:
        return super().all(kind_named(name))

    @property
    def schools(self) -> Mapping[str, School]:
        """The schools by their ids."""
        return self._schools

    @property
    def records(self) -> Mapping[str, tuple[Entry[Any], ...]]:
        """What belongs to no school."""
        self.reads.note(("entries",))
        return self._records

    def entries(self) -> Iterator[Entry[Any]]:
        """Yield every record except the program."""
        self.reads.note(("entries",))
        return iter(self._every)

    def all(self, kind: Kind[M]) -> tuple[Entry[M], ...]:
        """Return the records of a kind."""
        self.reads.note(("all", kind.name))
        with self.reads.paused():
            return super().all(kind)

    def with_records(self, kind: Kind[M], entries: Sequence[Entry[M]]) -> Catalog:
        """Return the catalog with other records of a kind: another one, of which nobody keeps account."""
        self.reads.note(UNKNOWN)
        return self.plain.with_records(kind, entries)

    def work_out(self, key: tuple[object, ...], make: Callable[[], A]) -> A:
        """Return what is worked out under a key; whoever asks for it has read what it was made of."""
        if key not in self._kept:
            self._kept[key] = self.reads.during(make)
        else:
            self.reads.note_all(self._kept[key][1])
        worked_out: A = self._kept[key][0]
        return worked_out

    @property
    def districts(self) -> Mapping[str, Entry[DistrictPlan]]:
        """What each district has on file."""
        self.reads.note(("districts",))
        return _by_district(self._records)

    @property
    def by_id(self) -> Mapping[str, Entry[Any]]:
        """Every record by its content id."""
        return {entry.id: entry for entry in self.entries()}

    def _document(self, path: str) -> Document:
        self.reads.note(UNKNOWN)
        return super()._document(path)

    plain: Catalog
    _schools: Mapping[str, School]
    _records: Mapping[str, tuple[Entry[Any], ...]]
    _every: tuple[Entry[Any], ...]
    _kept: dict[tuple[object, ...], tuple[Any, frozenset[Name]]]


def _by_district(records: Mapping[str, tuple[Entry[Any], ...]]) -> Mapping[str, Entry[DistrictPlan]]:
    return {entry.path.split("/")[1]: entry for entry in reversed(records.get(DISTRICT.name, ()))}


def _untold(name: str) -> property:
    """Return what stands for a part of a catalog of which nobody keeps account."""

    def read(catalog: WatchedCatalog) -> Any:
        catalog.reads.note(UNKNOWN)
        return getattr(catalog.plain, name)

    return property(read)


_UNCOMPARED = frozenset(["root", "program", "program_entry", "has_program", "ledger"])
"""What whoever compares reads compares first."""
for _name in {each.name for each in fields(Catalog)} - _UNCOMPARED - {"schools", "records"}:
    setattr(WatchedCatalog, _name, _untold(_name))


def _record_told(entry: Entry[Any]) -> str | None:
    """Return what stands for a record: the digest of what its file says, if it is what was read there."""
    said = entry.said
    return said.head if said is not None and said.record is entry.record else None


def _body_told(entry: Entry[Any]) -> str | None:
    said = entry.said
    return said.text if said is not None and said.body is entry.body else None


def places_of(entries: Iterable[Entry[Any]]) -> str:
    """Return the value of a list: which entries are in it, in which order."""
    return "\n".join(f"{entry.path}\t{entry.id}" for entry in entries)
