"""What is still to do, for those who do it: one page for every district and every school in the program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qiangxiao.catalog.catalog import School
from qiangxiao.records.program import District
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.selection.coverage import Duty, active_schools, duties
from qiangxiao.selection.reviews import list_waiting
from qiangxiao.selection.staleness import StaleRecord, find_stale_records


@dataclass(frozen=True, slots=True)
class SchoolTodo:
    """What a school is late with, still lacks, or has let grow old."""

    school: School
    overdue: tuple[Duty, ...]
    missing: tuple[Duty, ...]
    stale: tuple[StaleRecord, ...]
    unsigned_count: int = 0
    """How many texts wait for a sign-off. Not which: they may not be public yet."""

    @property
    def count(self) -> int:
        """Number of things to do."""
        return len(self.overdue) + len(self.missing) + len(self.stale) + self.unsigned_count


@dataclass(frozen=True, slots=True)
class DistrictTodo:
    """A district with its schools' things to do, those with most overdue not first: in the order of ids."""

    district: District
    schools: tuple[SchoolTodo, ...]

    @property
    def address(self) -> str:
        """Address of the district's page of things to do."""
        return f"districts/{self.district.id}/todo/"

    def total(self, part: str) -> int:
        """Return how many things of one part (`overdue`, `missing`, `stale`) its schools have to do."""
        return sum(len(getattr(item, part)) for item in self.schools)


def pages(site: Site) -> Iterator[Page]:
    """Yield the overview and the pages of districts and schools."""
    districts = _districts(site)
    yield _overview(site, districts)
    for item in districts:
        yield _district(site, item)
        for todo in item.schools:
            yield _school(site, todo)


def _districts(site: Site) -> tuple[DistrictTodo, ...]:
    edition = site.edition
    found: dict[str, list[SchoolTodo]] = {}
    unsigned = Counter(
        school.id
        for item in list_waiting(edition.catalog, edition.as_of)
        if (school := edition.catalog.school_of(item.entry.id))
    )
    for school in active_schools(edition.catalog, edition.as_of):
        owed = duties(edition.catalog, school, edition.as_of)
        todo = SchoolTodo(
            school,
            tuple(duty for duty in owed if duty.since),
            tuple(duty for duty in owed if not duty.since),
            find_stale_records(edition.catalog, school, edition.as_of),
            unsigned[school.id],
        )
        found.setdefault(school.district_id, []).append(todo)
    return tuple(
        DistrictTodo(district, tuple(found[district.id]))
        for district in edition.catalog.program.districts
        if district.id in found
    )


def _overview(site: Site, districts: Sequence[DistrictTodo]) -> Page:
    address = "todo/"
    markdown = site.templates.render("todo.j2", address, site=site, districts=districts)
    return Page(
        address,
        "待办事项",
        markdown,
        description="各区县、各实验校逾期、待补和需要更新的事项，由程序计算。",
        crumbs=site.crumbs(("落实情况", "coverage/"), ("待办事项", None)),
        as_of=site.edition.as_of,
        is_hidden_from_engines=True,
    )


def _district(site: Site, item: DistrictTodo) -> Page:
    title = f"{item.district.name}待办事项"
    markdown = site.templates.render("todo_district.j2", item.address, site=site, item=item, title=title)
    return Page(
        item.address,
        title,
        markdown,
        description=f"{title}：各校逾期、待补和需要更新的事项。",
        crumbs=site.crumbs(
            ("区县", "districts/"), (item.district.name, f"districts/{item.district.id}/"), ("待办事项", None)
        ),
        as_of=site.edition.as_of,
        is_hidden_from_engines=True,
    )


def _school(site: Site, todo: SchoolTodo) -> Page:
    address = f"schools/{todo.school.id}/todo/"
    title = f"{todo.school.name}待办事项"
    markdown = site.templates.render("todo_school.j2", address, site=site, todo=todo, title=title)
    return Page(
        address,
        title,
        markdown,
        description=f"{title}：逾期、待补和需要更新的事项，各写在哪个文件。",
        crumbs=site.school_crumbs(todo.school, ("待办事项", None)),
        as_of=site.edition.as_of,
        is_hidden_from_engines=True,
    )
