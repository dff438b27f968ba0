"""采用情况: how many texts of each school the bulletin printed, in one issue and in its year so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from qiangxiao.catalog.catalog import Entry, School
from qiangxiao.records.bulletin import BulletinIssue
from qiangxiao.records.update import ProgressUpdate
from qiangxiao.selection.edition import Edition


@dataclass(frozen=True, slots=True)
class Adopted:
    """One school's row: how many of its updates and cases this issue and this year's issues printed."""

    district: str
    school: str
    in_issue: int
    in_year: int


def adopted(edition: Edition, entry: Entry[BulletinIssue], day: date) -> tuple[Adopted, ...]:
    """Return the rows of the schools printed this year, in the order of districts; an issue counts itself."""
    here = _counts(edition, entry)
    year: Counter[str] = Counter(here)
    for other in edition.bulletins:
        its = other.record.date
        if other.id != entry.id and its is not None and its.year == day.year and (its, other.id) <= (day, entry.id):
            year += _counts(edition, other)
    return tuple(
        Adopted(edition.district_name(school.district_id), school.name, here[school.id], year[school.id])
        for school in edition.schools
        if year[school.id]
    )


def _counts(edition: Edition, entry: Entry[BulletinIssue]) -> Counter[str]:
    """Return how many updates and cases of each school an issue prints."""
    found: Counter[str] = Counter()
    for content_id in dict.fromkeys(entry.record.items):
        item = edition.published.get(content_id)
        if item is not None and isinstance(item.record, ProgressUpdate):
            school: School | None = edition.catalog.school_of(item.id)
            if school is not None:
                found[school.id] += 1
    return found
