"""What was submitted, printed and used by others, by measure, month and district.

Printed counts where an issue printed it, used by others where another school's article of the year says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.case import CASE
from qiangxiao.records.district_news import DISTRICT_NEWS, DistrictNews
from qiangxiao.records.update import UPDATE, ProgressUpdate
from qiangxiao.selection.contributions import list_printed_days
from qiangxiao.selection.edition import Edition

Supplied = Entry[ProgressUpdate] | Entry[DistrictNews]


@dataclass(frozen=True, slots=True)
class Counted:
    """What one measure, month or district has of each."""

    label: str
    submitted: int
    printed: int
    adopted: int

    @property
    def numbers(self) -> tuple[int, int, int]:
        """Submitted, printed, used by others."""
        return self.submitted, self.printed, self.adopted


def count_by_measure(edition: Edition, year: int | None) -> tuple[Counted, ...]:
    """Return the program's measures in their order; a text of two measures counts with both.

    What was printed and is gone by now has no measure to count with.
    """
    known = {entry.id: entry for entry in _list_supplied(edition)}

    def measures(name: str, day: date) -> Sequence[str]:
        return known[name].record.measures if name in known else ()

    return _count(edition, year, [measure.name for measure in edition.catalog.program.measures], measures)


def count_by_district(edition: Edition, year: int | None) -> tuple[Counted, ...]:
    """Return the districts with anything to count, in the program's order."""
    names = [district.name for district in edition.catalog.program.districts]
    found = _count(edition, year, names, lambda name, day: [edition.district_name(name.split("/")[0])])
    return tuple(row for row in found if any(row.numbers))


def count_by_month(edition: Edition, year: int) -> tuple[Counted, ...]:
    """Return the months of a year: what is dated there, what its issues printed, what its articles used."""
    months = [f"{month}月" for month in range(1, 13)]
    return _count(edition, year, months, lambda name, day: [f"{day.month}月"])


def count_adopted_of(edition: Edition, year: int | None) -> Counter[str]:
    """Return how often others used what a school has told, by the school's id."""
    return Counter("/".join(used.split("/")[:2]) for used, _ in _list_uses(edition, year))


def _count(
    edition: Edition, year: int | None, labels: Sequence[str], keys: Callable[[str, date], Iterable[str]]
) -> tuple[Counted, ...]:
    """Count under every label that `keys` gives a text's id and the day that counts."""
    submitted, printed, adopted = Counter[str](), Counter[str](), Counter[str]()
    dated = [(entry.id, entry.record.date) for entry in _list_supplied(edition)]
    for counter, found in (
        (submitted, dated),
        (printed, _list_printed(edition)),
        (adopted, _list_uses(edition, year)),
    ):
        for name, day in found:
            if year in (None, day.year):
                counter.update(keys(name, day))
    return tuple(Counted(label, submitted[label], printed[label], adopted[label]) for label in labels)


def _list_supplied(edition: Edition) -> tuple[Supplied, ...]:
    return (*edition.articles, *edition.all(DISTRICT_NEWS))


def _list_printed(edition: Edition) -> list[tuple[str, date]]:
    """Return what schools and district offices had printed, and on which day."""
    folders = {f"{school.id}/{kind.folder}" for school in edition.schools for kind in (UPDATE, CASE)}
    folders |= {f"{district.id}/{DISTRICT_NEWS.folder}" for district in edition.catalog.program.districts}
    return [pair for pair in list_printed_days(edition).items() if pair[0].rpartition("/")[0] in folders]


def _list_uses(edition: Edition, year: int | None) -> list[tuple[str, date]]:
    """Return what articles of a year used of other schools, and when they said so."""
    return [
        (used, user.record.date)
        for used, users in edition.adopters.items()
        for user in users
        if year in (None, user.record.date.year) and user.id.split("/")[:2] != used.split("/")[:2]
    ]
