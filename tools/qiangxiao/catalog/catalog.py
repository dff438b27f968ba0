"""Every record of a program, with where it came from. Frozen; answers by id, never by scanning the disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from qiangxiao.foundation.problems import Span
from qiangxiao.foundation.vocabulary import ReviewStep, SchoolStatus
from qiangxiao.records.base import Article, SignOff
from qiangxiao.records.baseline import BaselineAssessment
from qiangxiao.records.bulletin import BulletinIssue
from qiangxiao.records.case import ReformCase
from qiangxiao.records.district import DistrictPlan
from qiangxiao.records.event import ExchangeEvent
from qiangxiao.records.featured import FeaturedSchool
from qiangxiao.records.inspection import GuidanceVisit, TeachingInspection
from qiangxiao.records.monitoring import QualityMonitoring
from qiangxiao.records.plan import ActionPlan
from qiangxiao.records.program import Program
from qiangxiao.records.reading import Place, place_in_file
from qiangxiao.records.school import PilotSchool
from qiangxiao.records.support import Support
from qiangxiao.records.teaching import Teaching
from qiangxiao.records.update import ProgressUpdate
from qiangxiao.sources.body import Body
from qiangxiao.sources.document import Document, read_document
from qiangxiao.sources.text import read_limited

R = TypeVar("R", bound=BaseModel, covariant=True)
SECTIONS = ("bulletins", "events", "featured")
"""First parts of the content ids that do not begin with a district."""


@dataclass(frozen=True, slots=True)
class Entry(Generic[R]):
    """A record with its content id, its file and its body. `kind` is the name of its RecordKind."""

    id: str
    kind: str
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
    signed: tuple[SignOff, ...] = ()
    """The sign-offs that hold: those whose digest is that of the content as it stands."""
    required_steps: tuple[ReviewStep, ...] = ()
    """The sign-offs that the program wants before it is published."""

    def signed_by(self, as_of: date) -> tuple[SignOff, ...]:
        """Return the sign-offs that hold on a day, in the order of the steps."""
        order = list(ReviewStep)
        return tuple(
            sorted((s for s in self.signed if s.on <= as_of), key=lambda s: (order.index(s.step), s.on))
        )

    def lacking_steps(self, as_of: date) -> tuple[ReviewStep, ...]:
        """Return the required steps without a sign-off that holds on a day."""
        done = {sign_off.step for sign_off in self.signed_by(as_of)}
        return tuple(step for step in self.required_steps if step not in done)

    def is_approved(self, as_of: date) -> bool:
        """Tell whether every sign-off that the program wants is there and holds on a day."""
        return not self.lacking_steps(as_of)

    @property
    def address(self) -> str:
        """Site-relative address of its page, ending in a slash: the id, which is a path, or an issue's number."""
        if isinstance(self.record, BulletinIssue) and self.record.number:
            return f"bulletins/{self.record.number.slug}/"
        return address_of(self.id)


def address_of(content_id: str) -> str:
    """Return the site-relative address of a content id; an issue that has a number has the number's address."""
    top = content_id.split("/", 1)[0]
    prefix = "" if top in SECTIONS else "schools/"
    return f"{prefix}{content_id}/"


@dataclass(frozen=True)
class School:
    """A pilot school and everything in its folder. `profile` is None only when `school.yml` is unreadable."""

    id: str
    profile: Entry[PilotSchool] | None = None
    support: Entry[Support] | None = None
    teaching: Entry[Teaching] | None = None
    baseline: Entry[BaselineAssessment] | None = None
    plan: Entry[ActionPlan] | None = None
    updates: tuple[Entry[ProgressUpdate], ...] = ()
    cases: tuple[Entry[ReformCase], ...] = ()
    inspections: tuple[Entry[TeachingInspection], ...] = ()
    visits: tuple[Entry[GuidanceVisit], ...] = ()
    monitoring: tuple[Entry[QualityMonitoring], ...] = ()
    media: Mapping[str, str] = field(default_factory=dict)
    """`media/<name>` → path relative to the root, for every readable photo."""

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
        return tuple(sorted((*self.updates, *self.cases), key=newest_first))

    def entries(self) -> Iterator[Entry[BaseModel]]:
        """Yield every record of the school."""
        for single in (self.profile, self.support, self.teaching, self.baseline, self.plan):
            if single is not None:
                yield single
        yield from self.updates
        yield from self.cases
        yield from self.inspections
        yield from self.visits
        yield from self.monitoring


def newest_first(entry: Entry[ProgressUpdate]) -> tuple[int, str]:
    """Sort key of dated articles: newest first, then by id."""
    return (-entry.record.date.toordinal(), entry.id)


@dataclass(frozen=True)
class Catalog:
    """All records of one root, resolved by id."""

    root: Path
    program: Program
    has_program: bool
    schools: Mapping[str, School]
    districts: Mapping[str, Entry[DistrictPlan]]
    bulletins: tuple[Entry[BulletinIssue], ...]
    events: tuple[Entry[ExchangeEvent], ...]
    featured: tuple[Entry[FeaturedSchool], ...]
    known_ids: frozenset[str]
    """Every id for which a file exists, readable or not; `featured` when part of the ledger is unreadable."""
    paths: tuple[str, ...] = ()
    """Every content file, readable or not."""
    program_entry: Entry[Program] | None = None
    """The program with its file; None when it cannot be read and `program` is a stand-in."""

    def entries(self) -> Iterator[Entry[BaseModel]]:
        """Yield every record except the program, in path order within its kind."""
        for school in self.schools.values():
            yield from school.entries()
        yield from self.districts.values()
        yield from self.bulletins
        yield from self.events
        yield from self.featured

    @cached_property
    def by_id(self) -> Mapping[str, Entry[BaseModel]]:
        """Every record by its content id."""
        return {entry.id: entry for entry in self.entries()}

    @cached_property
    def updates(self) -> tuple[Entry[ProgressUpdate], ...]:
        """All updates, newest first."""
        return tuple(sorted((u for s in self.schools.values() for u in s.updates), key=newest_first))

    @cached_property
    def cases(self) -> tuple[Entry[ReformCase], ...]:
        """All cases, newest first."""
        return tuple(sorted((c for s in self.schools.values() for c in s.cases), key=newest_first))

    def school_of(self, content_id: str) -> School | None:
        """Return the school a content id belongs to."""
        return self.schools.get("/".join(content_id.split("/")[:2]))

    def locate(self, entry: Entry[BaseModel], place: Place = (), at_key: bool = False) -> Span:
        """Return where in its file a part of a record is. Only problems need it."""
        full = (*entry.prefix, *place)
        return self._document(entry.path).locate(place_in_file(full, entry.survivors), at_key)

    def stated(self, entry: Entry[BaseModel], name: str, key: str) -> frozenset[str]:
        """Return what `key` says in the items of the list `name`, also in items too faulty to be in the record."""
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

    def document(self, entry: Entry[BaseModel]) -> Document:
        """Return the file of an entry, read again."""
        return self._document(entry.path)

    def _document(self, path: str) -> Document:
        """Return a file, read again unless it was the last one: the problems of a file come together."""
        if path not in self._last_document:
            self._last_document.clear()
            self._last_document[path] = read_document(path, read_limited(self.root / path))
        return self._last_document[path]

    @cached_property
    def _last_document(self) -> dict[str, Document]:
        return {}


def is_published(entry: Entry[Article | BulletinIssue], as_of: date) -> bool:
    """Tell whether readers may see an article or issue on a day: its record says so and its sign-offs are there."""
    return entry.record.is_published(as_of) and entry.is_approved(as_of)


def is_shown_school(school: School, as_of: date) -> bool:
    """Tell whether a school has pages on a day: readable and enrolled by then, even if it has left since."""
    return school.profile is not None and (school.profile.record.enrolled_on or as_of) <= as_of


def unpublished(catalog: Catalog, as_of: date) -> tuple[Entry[Any], ...]:
    """Return the updates, cases, inspections and visits that readers may not see yet on a day."""
    found: list[Entry[Any]] = []
    for school in catalog.schools.values():
        is_shown = is_shown_school(school, as_of)
        found += [entry for entry in school.articles if not (is_shown and is_published(entry, as_of))]
        dated: tuple[Entry[Any], ...] = (*school.inspections, *school.visits)
        found += [entry for entry in dated if not (is_shown and entry.record.date <= as_of)]
    return tuple(found)


def unpublished_ids(catalog: Catalog, as_of: date) -> frozenset[str]:
    """Return every id, old or new, of what readers may not see yet on a day."""
    found = unpublished(catalog, as_of)
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
