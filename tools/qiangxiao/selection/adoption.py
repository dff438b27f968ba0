"""采用情况: how many texts each school supplied, and how
many of them the bulletin printed, as of an issue's day.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.bulletin import BulletinIssue
from qiangxiao.records.update import ProgressUpdate
from qiangxiao.selection.contributions import contributions, list_printed_ids
from qiangxiao.selection.edition import Edition


@dataclass(frozen=True, slots=True)
class Adopted:
    """One school's row: its updates and cases that this issue prints; of this year's, how many there are up
    to the issue's day, and how many of those the bulletin has printed.
    """

    district: str
    school: str
    in_issue: int
    submitted: int
    in_year: int


def count_adopted(edition: Edition, entry: Entry[BulletinIssue], day: date) -> tuple[Adopted, ...]:
    """Return the rows of the schools with anything to count, in the order of districts.

    Counted as the statistics of the site are, for the issue's
    year on its day; an issue counts itself, a draft too.
    """
    then = Edition(edition.catalog, min(day, edition.as_of))
    printed = list_printed_ids(then)
    here, new = Counter[str](), Counter[str]()
    for content_id in dict.fromkeys(entry.record.items):
        item = edition.published.get(content_id)
        school = edition.catalog.school_of(item.id) if item else None
        if item is not None and school is not None and isinstance(item.record, ProgressUpdate):
            here[school.id] += 1
            new[school.id] += item.record.date.year == day.year and not {item.id, item.permanent_id} & printed
    rows = (
        Adopted(
            edition.district_name(school.district_id),
            school.name,
            here[school.id],
            found.submitted,
            found.printed + new[school.id],
        )
        for school, found in contributions(then, day.year)
    )
    return tuple(row for row in rows if row.in_issue or row.submitted)
