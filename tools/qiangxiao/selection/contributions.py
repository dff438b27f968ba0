"""What each school contributed and what of it the bulletin printed: counts, never a ranking.

An article is submitted in the year of its own date, and printed, once, in the year of the issue that did it:
what is dated December and printed in January counts as January's issue says, here and in every table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qiangxiao.catalog.catalog import Entry, School
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.case import CASE
from qiangxiao.records.program import ContributionPoints
from qiangxiao.records.update import UPDATE
from qiangxiao.selection.edition import Edition


@dataclass(frozen=True, slots=True)
class Contribution:
    """Numbers of published articles of one school, district
    or program, by kind, and how many were printed.
    """

    updates: int = 0
    cases: int = 0
    printed_updates: int = 0
    printed_cases: int = 0

    @property
    def submitted(self) -> int:
        """Number of articles."""
        return self.updates + self.cases

    @property
    def printed(self) -> int:
        """Number of articles that an issue printed."""
        return self.printed_updates + self.printed_cases

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
        return Contribution(
            self.updates + other.updates,
            self.cases + other.cases,
            self.printed_updates + other.printed_updates,
            self.printed_cases + other.printed_cases,
        )


def contribution_years(edition: Edition) -> tuple[int, ...]:
    """Return the years in which something was submitted or printed, newest first."""
    years = {entry.record.date.year for entry in edition.articles} | set(list_printed_years(edition).values())
    return tuple(sorted(years, reverse=True))


def contributions(edition: Edition, year: int | None = None) -> tuple[tuple[School, Contribution], ...]:
    """Return every shown school's numbers in one year or in all, in the program's order of districts."""
    printed = list_printed_years(edition)
    return tuple((school, _of(edition, school, printed, year)) for school in edition.schools)


def total(found: Iterable[tuple[School, Contribution]]) -> Contribution:
    """Return the sum."""
    return sum((contribution for _, contribution in found), Contribution())


def list_printed_ids(edition: Edition) -> frozenset[str]:
    """Return the ids, and permanent ids, of everything that a published issue printed."""
    return frozenset(item for issue in edition.all(BULLETIN) for item in issue.record.items)


def list_printed_years(edition: Edition) -> Mapping[str, int]:
    """Return, for every id that a published issue printed, the year of the first issue that did."""
    dated = sorted(
        (issue.record.date, issue.record.items) for issue in edition.all(BULLETIN) if issue.record.date
    )
    return {item: day.year for day, items in reversed(dated) for item in items}


def _of(edition: Edition, school: School, printed: Mapping[str, int], year: int | None) -> Contribution:
    updates, cases = edition.of(school, UPDATE), edition.of(school, CASE)
    return Contribution(
        count_submitted(updates, year),
        count_submitted(cases, year),
        count_printed(updates, printed, year),
        count_printed(cases, printed, year),
    )


def count_submitted(entries: Iterable[Entry[Any]], year: int | None) -> int:
    """Count what is dated in a year, or all."""
    return sum(year is None or entry.record.date.year == year for entry in entries)


def count_printed(entries: Iterable[Entry[Any]], printed: Mapping[str, int], year: int | None) -> int:
    """Count what an issue of a year printed, or any issue."""
    years = (printed.get(entry.id, printed.get(entry.permanent_id)) for entry in entries)
    return sum(found is not None and year in (None, found) for found in years)
