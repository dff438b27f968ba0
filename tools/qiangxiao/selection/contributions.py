"""What schools and district offices contributed and what of it the bulletin printed: counts, never a ranking.

An article is submitted in the year of its own date, and printed, once, in the year of the issue that did it:
what is dated December and printed in January counts as January's issue says, here and in every table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from operator import add
from typing import Any

from qiangxiao.catalog.catalog import Entry, School
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.case import CASE
from qiangxiao.records.district_news import DISTRICT_NEWS, DistrictNews
from qiangxiao.records.program import ContributionPoints, District
from qiangxiao.records.update import UPDATE
from qiangxiao.selection.bulletin import index_by_id
from qiangxiao.selection.edition import Edition

OFFICE = "区（市）县自身"
"""Who supplied a district's own news, in the column of schools."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """Numbers of published texts of one school, district office, district
    or program, by kind, and how many were printed.
    """

    updates: int = 0
    cases: int = 0
    printed_updates: int = 0
    printed_cases: int = 0
    news: int = 0
    printed_news: int = 0

    @property
    def submitted(self) -> int:
        """Number of texts."""
        return self.updates + self.cases + self.news

    @property
    def printed(self) -> int:
        """Number of texts that an issue printed."""
        return self.printed_updates + self.printed_cases + self.printed_news

    @property
    def rate(self) -> float | None:
        """Printed ÷ submitted, 0 to 1; None when nothing was submitted or more was printed."""
        return self.printed / self.submitted if self.submitted >= max(self.printed, 1) else None

    def points(self, by: ContributionPoints) -> int:
        """Return the points by the program's own weights."""
        return (
            self.updates * by.update.submitted
            + self.cases * by.case.submitted
            + self.printed_updates * by.update.printed
            + self.printed_cases * by.case.printed
        )

    def __add__(self, other: Contribution) -> Contribution:
        return Contribution(*map(add, astuple(self), astuple(other)))


def contribution_years(edition: Edition) -> tuple[int, ...]:
    """Return the years in which something was submitted or printed, newest first."""
    texts: tuple[Entry[Any], ...] = (*edition.articles, *edition.all(DISTRICT_NEWS))
    years = {entry.record.date.year for entry in texts} | set(list_printed_years(edition).values())
    return tuple(sorted(years, reverse=True))


def contributions(edition: Edition, year: int | None = None) -> tuple[tuple[School, Contribution], ...]:
    """Return every shown school's numbers in one year or in all, in the program's order of districts."""
    printed = tally_printed(edition, year)
    return tuple((school, _of(edition, school, printed, year)) for school in edition.schools)


def office_contributions(edition: Edition, year: int | None = None) -> Mapping[str, Contribution]:
    """Return what every district's own office told and had printed, by the district's id."""
    printed = tally_printed(edition, year)
    news: dict[str, list[Entry[DistrictNews]]] = {}
    for entry in edition.all(DISTRICT_NEWS):
        news.setdefault(entry.id.split("/")[0], []).append(entry)
    return {
        district.id: Contribution(
            news=count_submitted(news.get(district.id, ()), year),
            printed_news=printed[district.id, DISTRICT_NEWS.folder],
        )
        for district in edition.catalog.program.districts
    }


@dataclass(frozen=True, slots=True)
class Owner:
    """Who supplies texts, with the numbers: a school, or with none the office of a district."""

    district: District
    school: School | None
    found: Contribution

    @property
    def name(self) -> str:
        """The school's name, or what stands in its place for the office."""
        return self.school.name if self.school else OFFICE


def list_owners(edition: Edition, year: int | None = None) -> tuple[Owner, ...]:
    """Return schools and the offices with anything to count, by district, the schools before the office."""
    schools, offices = contributions(edition, year), office_contributions(edition, year)
    found: list[Owner] = []
    for district in edition.catalog.program.districts:
        found += [Owner(district, own, of) for own, of in schools if own.district_id == district.id]
        if offices[district.id].submitted or offices[district.id].printed:
            found.append(Owner(district, None, offices[district.id]))
    return tuple(found)


def total(found: Iterable[Contribution]) -> Contribution:
    """Return the sum."""
    return sum(found, Contribution())


def list_printed_ids(edition: Edition) -> frozenset[str]:
    """Return the ids, and permanent ids, of everything that a published issue printed."""
    return frozenset(item for issue in edition.all(BULLETIN) for item in issue.record.items)


def list_printed_years(edition: Edition) -> Mapping[str, int]:
    """Return, for everything that published issues printed, the year of the first issue that did."""
    return {name: day.year for name, day in list_printed_days(edition).items()}


def list_printed_days(edition: Edition) -> Mapping[str, date]:
    """Return, for everything that published issues printed, the day of the first issue that did.

    By its id of today; what is gone by now counts under the id it was printed with.
    """
    names = {name: entry.id for name, entry in index_by_id(edition.catalog).items()}
    issues = [issue.record for issue in edition.all(BULLETIN)]
    dated = sorted((issue.date, issue.items) for issue in issues if issue.date)
    return {names.get(item, item): day for day, items in reversed(dated) for item in items}


def tally_printed(edition: Edition, year: int | None) -> Counter[tuple[str, str]]:
    """Count what issues of a year, or of all, printed, by the school or district and the folder in it."""
    printed = list_printed_years(edition)
    names = (name for name, of in printed.items() if year in (None, of))
    owners = (name.rpartition("/")[0].rpartition("/") for name in names)
    return Counter((owner, folder) for owner, _, folder in owners)


def _of(
    edition: Edition, school: School, printed: Counter[tuple[str, str]], year: int | None
) -> Contribution:
    return Contribution(
        count_submitted(edition.of(school, UPDATE), year),
        count_submitted(edition.of(school, CASE), year),
        printed[school.id, UPDATE.folder],
        printed[school.id, CASE.folder],
    )


def count_submitted(entries: Iterable[Entry[Any]], year: int | None) -> int:
    """Count what is dated in a year, or all."""
    return sum(year is None or entry.record.date.year == year for entry in entries)
