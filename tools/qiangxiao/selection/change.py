"""A change of files as readers will meet it: which pages
are meant, and the catalog as if all of it were published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Catalog, Entry, School, is_published
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.kinds import KINDS, kind_of
from qiangxiao.records.program import PROGRAM
from qiangxiao.selection.bulletin_issue import make_published, next_number, put_issue


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A content file that a change touches. `addresses` are
    where it is seen, the best first; `note` says what is odd.
    """

    path: str
    label: str
    title: str
    addresses: tuple[str, ...]
    note: str = ""


def list_changed_files(catalog: Catalog, paths: Collection[str], as_of: date) -> Iterator[ChangedFile]:
    """Yield the content files among the paths, in path order; one per featured period, which share a file."""
    by_path: dict[str, list[Entry[BaseModel]]] = {}
    for entry in catalog.entries():
        by_path.setdefault(entry.path, []).append(entry)
    for path in sorted(paths):
        kind = kind_of(path)
        if path == "schools/program.yml":
            yield ChangedFile(path, PROGRAM.label, catalog.program.name, ("",))
        elif path in by_path:
            for entry in by_path[path]:
                yield _make_changed(catalog, entry, kind.label if kind else "", as_of)
        elif kind is not None:
            yield ChangedFile(path, kind.label, path.rsplit("/", 1)[-1], ())


def _make_changed(catalog: Catalog, entry: Entry[BaseModel], label: str, as_of: date) -> ChangedFile:
    school, title = catalog.school_of(entry.id), catalog.headline(entry)
    if entry.kind.is_list:  # which of its records
        title = f"{entry.name} {title}"
    if not title and school is not None:
        title = f"{school.name} {label}"
    addresses = [entry.address]
    if school is not None:
        addresses.append(f"schools/{school.id}/")
    if entry.id in catalog.districts or entry.path.endswith("/district.yml"):
        addresses = [f"districts/{entry.path.split('/')[1]}/"]
    return ChangedFile(
        entry.path, label, title or entry.id, tuple(dict.fromkeys(addresses)), _note(entry, as_of)
    )


def _note(entry: Entry[BaseModel], as_of: date) -> str:
    record = entry.record
    if getattr(record, "draft", False):
        return "这是草稿，发布以前网站上看不到。"
    if lacking := entry.lacking_steps(as_of):
        return f"还没有{'、'.join(lacking)}的签名，签全以前网站上看不到。"
    later = [
        day
        for day in (getattr(record, "date", None), getattr(record, "embargo_until", None))
        if day and day > as_of
    ]
    return f"{max(later)} 才公开，在那以前网站上看不到。" if later else ""


def day_of(catalog: Catalog, paths: Collection[str], as_of: date) -> date:
    """Return the first day, not before `as_of`, on which everything in the paths but drafts is public."""
    days = [as_of]
    for entry in catalog.entries():
        if entry.path not in paths:
            continue
        days.append(entry.record.opens_on(catalog.program.calendar) or as_of)
    return max(days)


def publish_drafts(catalog: Catalog, paths: Collection[str], as_of: date) -> Catalog:
    """Return the catalog with the drafts among the paths as they would be published on a day."""
    schools = {school_id: _publish(school, paths) for school_id, school in catalog.schools.items()}
    found = replace(catalog, schools=schools)
    for entry in catalog.all(BULLETIN):
        record = entry.record
        if entry.path in paths and not is_published(entry, as_of):
            number = record.number or next_number(found, record.date or as_of, record.is_supplement)
            day = min(record.date or as_of, as_of)
            issue = make_published(entry, number, day, record.signed_by or "")
            found = put_issue(found, replace(issue, required_steps=()))
    return found


def _publish(school: School, paths: Collection[str]) -> School:
    for kind in KINDS:
        if kind.is_of_school and "draft" in kind.model.model_fields:
            school = school.with_records(kind, _undraft(school.all(kind), paths))
    return school


def _undraft(entries: tuple[Entry[Any], ...], paths: Collection[str]) -> tuple[Entry[Any], ...]:
    return tuple(
        replace(entry, record=entry.record.model_copy(update={"draft": False}), required_steps=())
        if entry.path in paths
        else entry
        for entry in entries
    )
