"""Every record of a program, with where it came from. Frozen; answers by id, never by scanning the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from qiangxiao.catalog.permalinks import Permalinks
from qiangxiao.catalog.reads import Said
from qiangxiao.foundation.dates import SchoolCalendar
from qiangxiao.foundation.problems import Span
from qiangxiao.foundation.vocabulary import ReviewStep, SchoolStatus
from qiangxiao.records.base import Content, SignOff
from qiangxiao.records.bulletin import BulletinIssue
from qiangxiao.records.case import CASE
from qiangxiao.records.district import DISTRICT, DistrictPlan
from qiangxiao.records.kind import Kind, Scope
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.policy import POLICY, Policy, shipped_policy
from qiangxiao.records.program import Program
from qiangxiao.records.reading import Place, place_in_file
from qiangxiao.records.school import SCHOOL, PilotSchool
from qiangxiao.records.seal import Shown
from qiangxiao.records.update import UPDATE, ProgressUpdate
from qiangxiao.sources.body import Body
from qiangxiao.sources.document import Document, read_document
from qiangxiao.sources.text import read_limited

R = TypeVar("R", bound=BaseModel, covariant=True)
M = TypeVar("M", bound=Content)
A = TypeVar("A")
SECTIONS = tuple(
    kind.folder or kind.name
    for kind in KINDS
    if kind.is_item and not kind.is_of_school and kind.scope is not Scope.DISTRICT
)
"""First parts of the content ids that do not begin with a district."""
_OF_DISTRICTS = frozenset(kind.folder for kind in KINDS if kind.is_item and kind.scope is Scope.DISTRICT)


@dataclass(frozen=True, slots=True)
class Entry(Generic[R]):
    """A record with its content id, its kind, its file and its body."""

    id: str
    kind: Kind[R]
    path: str
    record: R
    name: str = ""
    body: Body | None = None
    prefix: Place = ()
    survivors: Mapping[Place, tuple[int, ...]] = field(default_factory=dict)
    faulty: frozenset[str] = frozenset()
    """Top-level keys in which something was wrong and may have been left out."""
    permanent_id: str = ""
    """The id that feeds use: set in the file to survive a rename, else the content id."""
    review: tuple[SignOff, ...] = ()
    """Every sign-off that editors entered for it, whether it holds or not."""
    signed: tuple[SignOff, ...] = ()
    """The sign-offs that hold: those whose digest is that of what readers see of it as it stands."""
    words: str = ""
    """The digest of its words."""
    pictures: tuple[Shown, ...] = ()
    """The pictures that readers see with it, in order."""
    posts: tuple[str, ...] = ()
    """The posts whose sign-offs count; all of them when there is none."""
    top: Span | None = None
    """Where its file says it."""
    keys: tuple[tuple[str, int, int, int, int], ...] = ()
    """Its file's keys with their spans: what is missing is told at a key, and needs no second look at the
    file.
    """
    required_steps: tuple[ReviewStep, ...] = ()
    """The sign-offs that the program wants before it is published."""
    said: Said | None = None
    """What its file says, by digests: whoever keeps what was made of it asks for that."""

    def signed_by(self, as_of: date) -> tuple[SignOff, ...]:
        """Return the sign-offs that count on a day, in the order of the steps.

        One for a step, each by another post, none by a post that is not in the program's list, none dated
        before that of an earlier step.
        """
        order = list(ReviewStep)
        counted: list[SignOff] = []
        for new in sorted(self.signed, key=lambda s: (order.index(s.step), s.on)):
            is_late_enough = not counted or new.on >= max(known.on for known in counted)
            is_another = all(new.step is not known.step and new.by != known.by for known in counted)
            if new.on <= as_of and is_another and is_late_enough and (not self.posts or new.by in self.posts):
                counted.append(new)
        return tuple(counted)

    def lacking_steps(self, as_of: date) -> tuple[ReviewStep, ...]:
        """Return the required steps without a sign-off that holds on a day."""
        if not self.required_steps:
            return ()
        done = {sign_off.step for sign_off in self.signed_by(as_of)}
        return tuple(step for step in self.required_steps if step not in done)

    def is_approved(self, as_of: date) -> bool:
        """Tell whether every sign-off that the program wants is there and holds on a day."""
        return not self.lacking_steps(as_of)

    @property
    def school_id(self) -> str:
        """Id of the school it belongs to or is about; empty for none."""
        own = "/".join(self.id.split("/")[:2]) if self.kind.is_of_school else ""
        return own or str(getattr(self.record, "about_school", ""))

    @property
    def picture_folder(self) -> str:
        """Where what it names `media/…` lies: its school's or district's folder, or the program's own."""
        own = self.id.split("/")[0] if self.kind.scope is Scope.DISTRICT else self.school_id
        return f"schools/{own}/" if own else "schools/"

    @property
    def address(self) -> str:
        """Site-relative address of its page, ending in a
        slash: the id, which is a path, or an issue's number.
        """
        if isinstance(self.record, BulletinIssue) and self.record.number:
            return f"bulletins/{self.record.number.slug}/"
        return address_of(self.id)


def address_of(content_id: str) -> str:
    """Return the site-relative address of a content id;
    an issue that has a number has the number's address.
    """
    top, _, rest = content_id.partition("/")
    if rest.split("/")[0] in _OF_DISTRICTS:
        return f"districts/{content_id}/"
    prefix = "" if top in SECTIONS else "schools/"
    return f"{prefix}{content_id}/"


@dataclass(frozen=True)
class School:
    """A pilot school and everything in its folder: its records by the name of their kind, in their order."""

    id: str
    records: Mapping[str, tuple[Entry[Any], ...]] = field(default_factory=dict)
    media: Mapping[str, str] = field(default_factory=dict)
    """`media/<name>` → path relative to the root, for every readable photo."""

    def one(self, kind: Kind[M]) -> Entry[M] | None:
        """Return the record of a kind of which a school has one; None when it has none that can be read."""
        return next(iter(self.records.get(kind.name, ())), None)

    def record(self, kind: Kind[M]) -> M | None:
        """Return what the record of a kind says of which a school has one; None when it has none."""
        entry = self.one(kind)
        return entry.record if entry else None

    def all(self, kind: Kind[M]) -> tuple[Entry[M], ...]:
        """Return the records of a kind, dated ones newest first."""
        return self.records.get(kind.name, ())

    def with_records(self, kind: Kind[M], entries: Sequence[Entry[M]]) -> School:
        """Return the school with other records of a kind."""
        return replace(self, records={**self.records, kind.name: tuple(entries)})

    @property
    def profile(self) -> Entry[PilotSchool] | None:
        """What `school.yml` says; None only when that is unreadable."""
        return self.one(SCHOOL)

    @property
    def district_id(self) -> str:
        """Id of the district the school is in."""
        return self.id.split("/")[0]

    @property
    def name(self) -> str:
        """The school's name, or its id when the profile is unreadable."""
        return self.profile.record.name if self.profile else self.id

    @property
    def articles(self) -> tuple[Entry[ProgressUpdate], ...]:
        """Updates and cases, newest first."""
        return tuple(sorted((*self.all(UPDATE), *self.all(CASE)), key=newest_first))

    def entries(self) -> Iterator[Entry[Any]]:
        """Yield every record of the school, kind by kind."""
        for kind in KINDS:
            yield from self.records.get(kind.name, ())


def newest_first(entry: Entry[Any]) -> tuple[int, str]:
    """Sort key of records: dated ones newest first, then by id."""
    day = entry.record.dated_on()
    return (-day.toordinal() if day else 0, entry.id)


@dataclass(frozen=True)
class Catalog:
    """All records of one root, resolved by id."""

    root: Path
    program: Program
    has_program: bool
    schools: Mapping[str, School]
    records: Mapping[str, tuple[Entry[Any], ...]]
    """What belongs to no school, by the name of its kind."""
    known_ids: frozenset[str]
    """Every id for which a file exists, readable or not; `featured` when part of the ledger is unreadable."""
    media: Mapping[str, str] = field(default_factory=dict)
    """`media/<name>` → path relative to the root, for every readable picture of the program itself."""
    district_media: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The same for the photos of each district, by its id."""
    paths: tuple[str, ...] = ()
    """Every content file, readable or not."""
    program_entry: Entry[Program] | None = None
    """The program with its file; None when it cannot be read and `program` is a stand-in."""
    held: tuple[str, ...] = ()
    """Ids of what is held back for its faults: it is not in the catalog."""
    ledger: Permalinks = field(default_factory=Permalinks)
    """What was ever published, renamed and taken down."""

    def entries(self) -> Iterator[Entry[Any]]:
        """Yield every record except the program, school by school, then kind by kind."""
        for school in self.schools.values():
            yield from school.entries()
        for kind in KINDS:
            yield from self.records.get(kind.name, ())

    def all(self, kind: Kind[M]) -> tuple[Entry[M], ...]:
        """Return the records of a kind, those of schools newest first."""
        if not kind.is_of_school:
            return self.records.get(kind.name, ())
        if kind.name not in self._of_schools:
            found = (entry for school in self.schools.values() for entry in school.all(kind))
            self._of_schools[kind.name] = tuple(sorted(found, key=newest_first))
        return self._of_schools[kind.name]

    def with_records(self, kind: Kind[M], entries: Sequence[Entry[M]]) -> Catalog:
        """Return the catalog with other records of a kind that belongs to no school."""
        return replace(self, records={**self.records, kind.name: tuple(entries)})

    def headline(self, entry: Entry[Any]) -> str:
        """Return what readers call an entry; empty for what has no name of its own."""
        school = self.schools.get(entry.school_id)
        name = school.name if school else ""
        return str(entry.record.headline(name, self.program.calendar))

    @property
    def policy(self) -> Policy:
        """The program's policy, or the one that ships when it has none that can be read."""
        return self.policy_entry.record if self.policy_entry else shipped_policy()

    @property
    def policy_entry(self) -> Entry[Policy] | None:
        """The program's own policy with its file."""
        return next(iter(self.all(POLICY)), None)

    def media_beside(self, entry: Entry[Any]) -> Mapping[str, str]:
        """Return the pictures in the folder in which an entry's own lie."""
        if entry.kind.scope is Scope.DISTRICT:
            return self.district_media.get(entry.id.split("/")[0], {})
        school = self.schools.get(entry.school_id)
        return school.media if school else self.media

    @cached_property
    def _of_schools(self) -> dict[str, tuple[Entry[Any], ...]]:
        return {}

    @cached_property
    def districts(self) -> Mapping[str, Entry[DistrictPlan]]:
        """What each district has on file, by the district's id."""
        return {entry.path.split("/")[1]: entry for entry in reversed(self.all(DISTRICT))}

    def reply_address(self, school_id: str) -> str:
        """Return whom a school writes to: its district's office, else the city's; empty without either."""
        district = self.districts.get(school_id.partition("/")[0])
        contact = district.record.contact if district else None
        if contact and contact.email:
            return " ".join(filter(None, (contact.office, contact.email)))
        return self.program.site.footer.contact or ""

    @cached_property
    def by_id(self) -> Mapping[str, Entry[Any]]:
        """Every record by its content id."""
        return {entry.id: entry for entry in self.entries()}

    def school_of(self, content_id: str) -> School | None:
        """Return the school a content id belongs to."""
        return self.schools.get("/".join(content_id.split("/")[:2]))

    def locate(self, entry: Entry[Any], place: Place = (), at_key: bool = False) -> Span:
        """Return where in its file a part of a record is. Only problems need it."""
        full = (*entry.prefix, *place)
        if not full and not at_key and entry.top is not None:
            return entry.top
        if at_key and len(full) == 1 and entry.keys:
            found = next((key for key in entry.keys if key[0] == full[0]), entry.keys[0])
            return Span(*found[1:])
        return self._document(entry.path).locate(place_in_file(full, entry.survivors), at_key)

    def stated(self, entry: Entry[Any], name: str, key: str) -> frozenset[str]:
        """Return what `key` says in the items of the list
        `name`, also in items too faulty to be in the record.
        """
        values = {str(getattr(item, key, "")) for item in getattr(entry.record, name)}
        if name in entry.faulty:
            data = self._document(entry.path).data
            items = data.get(name) if isinstance(data, dict) else None
            values |= (
                {str(item.get(key)) for item in items if isinstance(item, dict)}
                if isinstance(items, list)
                else set()
            )
        return frozenset(values)

    def document(self, entry: Entry[Any]) -> Document:
        """Return the file of an entry, read again."""
        return self._document(entry.path)

    def _document(self, path: str) -> Document:
        """Return a file, read again unless it was the last one: the problems of a file come together."""
        if path not in self._last_document:
            self._last_document.clear()
            self._last_document[path] = read_document(path, read_limited(self.root / path))
        return self._last_document[path]

    def work_out(self, key: tuple[object, ...], make: Callable[[], A]) -> A:
        """Return what is worked out of this catalog under a key: pages, checks and lists ask alike."""
        if key not in self._worked_out:
            self._worked_out[key] = make()
        worked_out: A = self._worked_out[key]
        return worked_out

    @cached_property
    def _worked_out(self) -> dict[tuple[object, ...], Any]:
        return {}

    @cached_property
    def _last_document(self) -> dict[str, Document]:
        return {}


def is_published(entry: Entry[Content], as_of: date, calendar: SchoolCalendar | None = None) -> bool:
    """Tell whether readers may see a record on a day: the record says so and its sign-offs are there."""
    return entry.record.is_published(as_of, calendar) and entry.is_approved(as_of)


def is_shown_school(school: School, as_of: date) -> bool:
    """Tell whether a school has pages on a day: readable and enrolled by then, even if it has left since."""
    return school.profile is not None and (school.profile.record.enrolled_on or as_of) <= as_of


def unpublished(catalog: Catalog, as_of: date) -> tuple[Entry[Any], ...]:
    """Return the records of schools that readers may not see yet on a day, of the kinds that are dated."""
    dated = [kind for kind in KINDS if kind.is_of_school and "date" in kind.model.model_fields]
    return tuple(
        entry
        for school in catalog.schools.values()
        for kind in dated
        for entry in school.all(kind)
        if not (is_shown_school(school, as_of) and is_published(entry, as_of))
    )


def unpublished_ids(catalog: Catalog, as_of: date) -> frozenset[str]:
    """Return every id, old or new, of what readers may not see yet on a day."""
    return ids_of(unpublished(catalog, as_of))


def ids_of(entries: Iterable[Entry[Any]]) -> frozenset[str]:
    """Return every id of entries, old or new."""
    found = tuple(entries)
    return frozenset(
        {entry.id for entry in found} | {entry.permanent_id for entry in found if entry.permanent_id}
    )


def is_active_school(school: School, as_of: date) -> bool:
    """Tell whether a school is in the program on a day: readable, enrolled by then, not left."""
    if school.profile is None:
        return False
    profile = school.profile.record
    return profile.status is not SchoolStatus.LEFT and (
        profile.enrolled_on is None or profile.enrolled_on <= as_of
    )
