"""What each school contributed and what of it the bulletin printed: counts, never a ranking.

An article counts in the year of its own date. It is printed when any issue published by the day lists it,
so a rate never exceeds one and an article printed late still counts for its school.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qiangxiao.catalog.catalog import Entry, School
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.case import CASE
from qiangxiao.records.program import ContributionPoints
from qiangxiao.records.update import UPDATE, ProgressUpdate
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
        """Printed ÷ submitted, 0 to 1; None when nothing was submitted."""
        return self.printed / self.submitted if self.submitted else None

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
    """Return the years that have articles, newest first."""
    return tuple(sorted({entry.record.date.year for entry in edition.articles}, reverse=True))


def contributions(edition: Edition, year: int | None = None) -> tuple[tuple[School, Contribution], ...]:
    """Return every shown school's numbers in one year or in all, in the program's order of districts."""
    printed = list_printed_ids(edition)
    return tuple((school, _of(edition, school, printed, year)) for school in edition.schools)


def total(found: Iterable[tuple[School, Contribution]]) -> Contribution:
    """Return the sum."""
    return sum((contribution for _, contribution in found), Contribution())


def list_printed_ids(edition: Edition) -> frozenset[str]:
    """Return the ids, and permanent ids, of everything that a published issue printed."""
    return frozenset(item for issue in edition.all(BULLETIN) for item in issue.record.items)


def _of(edition: Edition, school: School, printed: frozenset[str], year: int | None) -> Contribution:
    updates = _select_year(edition.of(school, UPDATE), year)
    cases = _select_year(edition.of(school, CASE), year)
    return Contribution(
        len(updates), len(cases), _count_printed(updates, printed), _count_printed(cases, printed)
    )


def _select_year(
    entries: Sequence[Entry[ProgressUpdate]], year: int | None
) -> Sequence[Entry[ProgressUpdate]]:
    return [entry for entry in entries if year is None or entry.record.date.year == year]


def _count_printed(entries: Iterable[Entry[ProgressUpdate]], printed: frozenset[str]) -> int:
    return sum(entry.id in printed or entry.permanent_id in printed for entry in entries)
