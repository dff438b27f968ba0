"""One issue of the bulletin: its number, what it becomes
on publication, and the corrections it owes its readers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.foundation.vocabulary import CorrectionKind
from qiangxiao.records.base import Article, Correction
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue, IssueNumber
from qiangxiao.selection.bulletin import index_by_id, list_in_print_order


def next_number(catalog: Catalog, day: date, is_supplement: bool = False) -> IssueNumber:
    """Return the number an issue signed on a day gets:
    after the highest there is, never one that is taken.
    """
    numbers = [
        entry.record.number
        for entry in catalog.all(BULLETIN)
        if entry.record.number and not entry.record.draft
    ]
    in_year = [number for number in numbers if number.year == day.year]
    if is_supplement:
        last = max((number.supplement or 0 for number in in_year), default=0)
        return IssueNumber(year=day.year, supplement=last + 1)
    return IssueNumber(
        year=day.year,
        issue=max((number.issue or 0 for number in in_year), default=0) + 1,
        total=max((number.total or 0 for number in numbers), default=0) + 1,
    )


def make_published(
    draft: Entry[BulletinIssue], number: IssueNumber, day: date, signed_by: str
) -> Entry[BulletinIssue]:
    """Return the issue a draft becomes on publication: numbered, dated, not yet frozen."""
    update: dict[str, object] = {
        "number": number,
        "date": day,
        "draft": False,
        "supplement": False,
        "deferred": (),
    }
    if signed_by:
        update["signed_by"] = signed_by
    return replace(draft, record=draft.record.model_copy(update=update))


def put_issue(catalog: Catalog, issue: Entry[BulletinIssue]) -> Catalog:
    """Return the catalog with one issue in the place of the entry with the same id."""
    others = tuple(entry for entry in catalog.all(BULLETIN) if entry.id != issue.id)
    return catalog.with_records(BULLETIN, sorted((*others, issue), key=lambda entry: entry.id))


@dataclass(frozen=True, slots=True)
class OwedCorrection:
    """A major correction of something printed: which entry states it, at which place of its list."""

    entry: Entry[BaseModel]
    index: int
    correction: Correction

    @property
    def key(self) -> tuple[str, date]:
        """What an issue that carries it refers to."""
        return (self.entry.id, self.correction.date)


def major_corrections(catalog: Catalog) -> tuple[OwedCorrection, ...]:
    """Return the major corrections of published issues,
    and of articles since they were printed, oldest first.
    """
    found = list(_of_issues(catalog))
    known = index_by_id(catalog)
    for issue in list_in_print_order(catalog):
        for item in issue.record.items:
            entry = known.get(item)
            if entry is not None and isinstance(entry.record, Article) and issue.record.date:
                since = issue.record.date
                found += [
                    owed for owed in _majors(entry, entry.record.corrections) if owed.correction.date >= since
                ]
    return tuple(sorted(found, key=lambda owed: (owed.correction.date, owed.entry.id, owed.index)))


def _of_issues(catalog: Catalog) -> Iterator[OwedCorrection]:
    for issue in list_in_print_order(catalog):
        yield from _majors(issue, issue.record.corrections)


def _majors(entry: Entry[BaseModel], corrections: tuple[Correction, ...]) -> Iterator[OwedCorrection]:
    for index, correction in enumerate(corrections):
        if correction.kind is CorrectionKind.MAJOR:
            yield OwedCorrection(entry, index, correction)


def carriers(catalog: Catalog) -> Mapping[tuple[str, date], tuple[Entry[BulletinIssue], ...]]:
    """Return which issues, drafts included, carry a correction, by the id it stands at and its date."""
    found: dict[tuple[str, date], list[Entry[BulletinIssue]]] = {}
    known = index_by_id(catalog)
    drafts = [entry for entry in catalog.all(BULLETIN) if entry.record.draft]
    for issue in (*list_in_print_order(catalog), *drafts):
        for carried in issue.record.carried:
            entry = known.get(carried.id)
            found.setdefault((entry.id if entry else carried.id, carried.date), []).append(issue)
    return {key: tuple(issues) for key, issues in found.items()}


def find_uncarried(catalog: Catalog, as_of: date) -> tuple[OwedCorrection, ...]:
    """Return the major corrections made by a day that no
    published issue carries, oldest first, one for each key.
    """
    done = {
        key for key, issues in carriers(catalog).items() if any(not issue.record.draft for issue in issues)
    }
    owed = {
        found.key: found for found in reversed(major_corrections(catalog)) if found.correction.date <= as_of
    }
    return tuple(found for key, found in reversed(owed.items()) if key not in done)


def notices(catalog: Catalog, issue: Entry[BulletinIssue]) -> tuple[OwedCorrection, ...]:
    """Return the corrections an issue tells its readers about, in its order."""
    known = index_by_id(catalog)
    found = []
    for carried in issue.record.carried:
        entry = known.get(carried.id)
        corrections: tuple[Correction, ...] = getattr(entry.record, "corrections", ()) if entry else ()
        if entry is not None:
            found += [owed for owed in _majors(entry, corrections) if owed.correction.date == carried.date]
    return tuple(found)
