"""One issue of the bulletin: its number, the digest that freezes it, and the corrections it owes its readers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.foundation.vocabulary import CorrectionKind
from qiangxiao.records.base import Article, Correction
from qiangxiao.records.bulletin import BulletinIssue, IssueNumber
from qiangxiao.selection.bulletin import in_print_order, resolved
from qiangxiao.sources.body import Body

_NOT_FROZEN = {"id", "review", "draft", "supplement", "declined", "deferred", "corrections", "frozen"}
"""What may change after publication, or is not part of what readers get."""
_DIGEST_LENGTH = 32


def next_number(catalog: Catalog, day: date, is_supplement: bool = False) -> IssueNumber:
    """Return the number an issue signed on a day gets: after the highest there is, never one that is taken."""
    numbers = [entry.record.number for entry in catalog.bulletins if entry.record.number and not entry.record.draft]
    in_year = [number for number in numbers if number.year == day.year]
    if is_supplement:
        last = max((number.supplement or 0 for number in in_year), default=0)
        return IssueNumber(year=day.year, supplement=last + 1)
    return IssueNumber(
        year=day.year,
        issue=max((number.issue or 0 for number in in_year), default=0) + 1,
        total=max((number.total or 0 for number in numbers), default=0) + 1,
    )


def as_published(draft: Entry[BulletinIssue], number: IssueNumber, day: date, signed_by: str) -> Entry[BulletinIssue]:
    """Return the issue a draft becomes on publication: numbered, dated, frozen, without empty sections."""
    update: dict[str, object] = {
        "number": number,
        "date": day,
        "draft": False,
        "supplement": False,
        "deferred": (),
        "sections": tuple(section for section in draft.record.sections if section.items),
    }
    if signed_by:
        update["signed_by"] = signed_by
    record = draft.record.model_copy(update=update)
    return replace(draft, record=record.model_copy(update={"frozen": frozen_digest(record, draft.body)}))


def with_issue(catalog: Catalog, issue: Entry[BulletinIssue]) -> Catalog:
    """Return the catalog with one issue in the place of the entry with the same id."""
    others = tuple(entry for entry in catalog.bulletins if entry.id != issue.id)
    return replace(catalog, bulletins=tuple(sorted((*others, issue), key=lambda entry: entry.id)))


def frozen_digest(record: BulletinIssue, body: Body | None) -> str:
    """Return the digest of what readers of an issue got: words, numbers, order of items, pictures, links."""
    dumped = frozen_parts(record)
    if body is not None and (body.text.strip() or body.images):
        dumped["body"] = [
            "".join(body.text.split()),
            *(image.target for image in body.images),
            *(link.target for link in body.links),
        ]
    text = json.dumps(dumped, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:_DIGEST_LENGTH]


def frozen_parts(record: BulletinIssue) -> dict[str, object]:
    """Return the fields that publication freezes, as plain data. Unset ones are left out, so that a new field is no change."""
    return record.model_dump(mode="json", exclude=_NOT_FROZEN, exclude_unset=True, exclude_none=True)


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
    """Return the major corrections of published issues, and of articles since they were printed, oldest first."""
    found = list(_of_issues(catalog))
    known = resolved(catalog)
    for issue in in_print_order(catalog):
        for item in issue.record.items:
            entry = known.get(item)
            if entry is not None and isinstance(entry.record, Article) and issue.record.date:
                since = issue.record.date
                found += [owed for owed in _majors(entry, entry.record.corrections) if owed.correction.date >= since]
    return tuple(sorted(found, key=lambda owed: (owed.correction.date, owed.entry.id, owed.index)))


def _of_issues(catalog: Catalog) -> Iterator[OwedCorrection]:
    for issue in in_print_order(catalog):
        yield from _majors(issue, issue.record.corrections)


def _majors(entry: Entry[BaseModel], corrections: tuple[Correction, ...]) -> Iterator[OwedCorrection]:
    for index, correction in enumerate(corrections):
        if correction.kind is CorrectionKind.MAJOR:
            yield OwedCorrection(entry, index, correction)


def carriers(catalog: Catalog) -> Mapping[tuple[str, date], tuple[Entry[BulletinIssue], ...]]:
    """Return which issues, drafts included, carry a correction, by the id it stands at and its date."""
    found: dict[tuple[str, date], list[Entry[BulletinIssue]]] = {}
    known = resolved(catalog)
    drafts = [entry for entry in catalog.bulletins if entry.record.draft]
    for issue in (*in_print_order(catalog), *drafts):
        for carried in issue.record.carried:
            entry = known.get(carried.id)
            found.setdefault((entry.id if entry else carried.id, carried.date), []).append(issue)
    return {key: tuple(issues) for key, issues in found.items()}


def uncarried(catalog: Catalog, as_of: date) -> tuple[OwedCorrection, ...]:
    """Return the major corrections made by a day that no published issue carries, oldest first, one for each key."""
    done = {key for key, issues in carriers(catalog).items() if any(not issue.record.draft for issue in issues)}
    owed = {found.key: found for found in reversed(major_corrections(catalog)) if found.correction.date <= as_of}
    return tuple(found for key, found in reversed(owed.items()) if key not in done)


def notices(catalog: Catalog, issue: Entry[BulletinIssue]) -> tuple[OwedCorrection, ...]:
    """Return the corrections an issue tells its readers about, in its order."""
    known = resolved(catalog)
    found = []
    for carried in issue.record.carried:
        entry = known.get(carried.id)
        corrections: tuple[Correction, ...] = getattr(entry.record, "corrections", ()) if entry else ()
        if entry is not None:
            found += [owed for owed in _majors(entry, corrections) if owed.correction.date == carried.date]
    return tuple(found)
