"""What every page family needs to know of the site: the edition, the templates, names and addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qiangxiao.catalog.catalog import Entry, School
from qiangxiao.records.baseline import BaselineProblem
from qiangxiao.records.case import ReformCase
from qiangxiao.records.plan import Indicator, Objective, Task
from qiangxiao.records.support import Partnership
from qiangxiao.rendering.page import Crumb, SearchFacets, relative
from qiangxiao.rendering.templates import Templates
from qiangxiao.selection.edition import Edition

HOME = Crumb("首页", "")


@dataclass(frozen=True, slots=True)
class Photo:
    """A published photo: its site-relative path, its size in pixels and in bytes."""

    path: str
    width: int
    height: int
    size: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A photo on a page."""

    src: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Site:
    """The edition with everything templates ask of it.

    `photos` maps content paths to published photos, `documents` holds the addresses of hand-written pages, `has_form` tells
    whether schools can fill in the online form.
    """

    edition: Edition
    photos: Mapping[str, Photo] = field(default_factory=dict)
    documents: frozenset[str] = frozenset()
    has_form: bool = False
    templates: Templates = field(default_factory=Templates)

    def school_address(self, school: School) -> str:
        """Return the address of a school's page."""
        return f"schools/{school.id}/"

    def school_name(self, content_id: str) -> str:
        """Return the name of the school a content id belongs to."""
        school = self.edition.catalog.school_of(content_id)
        return school.name if school else content_id

    def measure_address(self, name: str) -> str:
        """Return the address of a measure's page by its Chinese name, or the empty string."""
        measure = self.edition.measure(name)
        return f"measures/{measure.id}/" if measure else ""

    def partnership(self, school: School) -> Partnership | None:
        """Return the partnership that holds on the day."""
        pair = school.support.record.partnership if school.support else None
        return pair if pair and pair.is_active(self.edition.as_of) else None

    def case_tags(self, entry: Entry[ReformCase]) -> tuple[str, ...]:
        """Return what a case is filed under: its measures and subjects."""
        return (*entry.record.measures, *(subject.value for subject in entry.record.subjects))

    def adopter_count(self, entry: Entry[ReformCase]) -> int:
        """Return how many schools used a case."""
        users = self.edition.adopters.get(entry.id, ())
        return len({school.id for user in users if (school := self.edition.catalog.school_of(user.id))})

    def task(self, school: School, task_id: str) -> Task | None:
        """Return a task of a school's plan."""
        tasks = school.plan.record.tasks if school.plan else ()
        return next((task for task in tasks if task.id == task_id), None)

    def indicator(self, school: School, indicator_id: str) -> Indicator | None:
        """Return an indicator of a school's plan."""
        indicators = school.plan.record.indicators if school.plan else ()
        return next((indicator for indicator in indicators if indicator.id == indicator_id), None)

    def problems_named(self, school: School, ids: Sequence[str]) -> tuple[BaselineProblem, ...]:
        """Return problems of a school's baseline by their ids."""
        problems = school.baseline.record.problems if school.baseline else ()
        return tuple(problem for problem in problems if problem.id in ids)

    def objectives_for(self, school: School, problem_id: str) -> tuple[Objective, ...]:
        """Return the objectives that answer a problem."""
        objectives = school.plan.record.objectives if school.plan else ()
        return tuple(objective for objective in objectives if problem_id in objective.problems)

    def figure(self, school: School, file: str, alt: str, page_address: str) -> Figure | None:
        """Return a photo of a school as shown on a page; None if it could not be published."""
        photo = self.photos.get(f"schools/{school.id}/{file}")
        if photo is None:
            return None
        return Figure(relative(page_address, photo.path), alt, photo.width, photo.height)

    def crumbs(self, *steps: tuple[str, str | None]) -> tuple[Crumb, ...]:
        """Return breadcrumbs from the home page."""
        return (HOME, *(Crumb(title, address) for title, address in steps))

    def school_crumbs(self, school: School, *steps: tuple[str, str | None]) -> tuple[Crumb, ...]:
        """Return breadcrumbs to a school's page or on from it."""
        district = self.edition.district_name(school.district_id)
        at = self.school_address(school) if steps else None
        return self.crumbs((district, f"districts/{school.district_id}/"), (school.name, at), *steps)

    def school_facets(self, school: School, kind: str, text: str, **more: Any) -> SearchFacets:
        """Return what search knows of a school's page."""
        return SearchFacets(kind, text, self.edition.district_name(school.district_id), **more)
