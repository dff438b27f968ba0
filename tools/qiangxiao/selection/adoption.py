"""采用情况: how many texts each school and district office supplied, and
how many of them the bulletin printed, as of an issue's day.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.bulletin import BulletinIssue
from qiangxiao.records.district_news import DistrictNews
from qiangxiao.records.update import ProgressUpdate
from qiangxiao.selection.contributions import OFFICE, contributions, list_printed_ids, office_contributions
from qiangxiao.selection.edition import Edition


@dataclass(frozen=True, slots=True)
class Adopted:
    """One row: how many texts of a school, or of a district's office, this issue prints; how many there are
    of this year up to the issue's day; how many the issues of this year printed, this one among them.
    """

    district: str
    school: str
    in_issue: int
    submitted: int
    in_year: int


def count_adopted(edition: Edition, entry: Entry[BulletinIssue], day: date) -> tuple[Adopted, ...]:
    """Return the rows with anything to count, by district, the schools before the office.

    What publication has frozen is returned as it was. Else counted as the statistics of the site are, for the
    issue's year on its day; an issue counts itself, a draft too.
    """
    figures = entry.record.figures
    if figures is not None:
        return tuple(Adopted(**row.model_dump()) for row in figures.adopted)
    then = Edition(edition.catalog, min(day, edition.as_of))
    here, new = _count_own(edition, entry, list_printed_ids(then))
    rows: list[Adopted] = []
    schools, offices = contributions(then, day.year), office_contributions(then, day.year)
    for district in edition.catalog.program.districts:
        rows += [
            Adopted(
                district.name,
                school.name,
                here[school.id],
                found.submitted,
                found.printed + new[school.id],
            )
            for school, found in schools
            if school.district_id == district.id
        ]
        if entry.record.is_draft:  # issues that were published before numbers were frozen counted schools
            told = offices[district.id]
            counts = (here[district.id], told.submitted, told.printed + new[district.id])
            rows.append(Adopted(district.name, OFFICE, *counts))
    return tuple(row for row in rows if row.in_issue or row.submitted or row.in_year)


def _count_own(
    edition: Edition, entry: Entry[BulletinIssue], printed: frozenset[str]
) -> tuple[Counter[str], Counter[str]]:
    """Return what an issue prints by school and by district office, and what of it no other issue has."""
    here, new = Counter[str](), Counter[str]()
    for content_id in dict.fromkeys(entry.record.items):
        item = edition.published.get(content_id)
        if item is None:
            continue
        if isinstance(item.record, ProgressUpdate):
            school = edition.catalog.school_of(item.id)
            owner = school.id if school else ""
        else:
            owner = item.id.split("/")[0] if isinstance(item.record, DistrictNews) else ""
        if owner:
            here[owner] += 1
            new[owner] += not {item.id, item.permanent_id} & printed
    return here, new
