"""Records that nobody has brought up to date for too long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from qiangxiao.catalog.catalog import Catalog, School
from qiangxiao.records.school import SCHOOL
from qiangxiao.records.support import SUPPORT
from qiangxiao.records.teaching import TEACHING


@dataclass(frozen=True, slots=True)
class StaleRecord:
    """A record whose `as_of` is older than the program allows. `since` is the first day it was too old."""

    what: str
    file: str
    as_of: date
    since: date


def find_stale_records(catalog: Catalog, school: School, as_of: date) -> tuple[StaleRecord, ...]:
    """Return a school's records that are too old on a day, oldest first."""
    limit = timedelta(days=catalog.program.thresholds.record_max_days)
    found = [
        StaleRecord(what, file, day, day + limit + timedelta(days=1))
        for what, file, day in _list_dated(school)
        if day + limit < as_of
    ]
    return tuple(sorted(found, key=lambda record: (record.as_of, record.file)))


def _list_dated(school: School) -> Iterator[tuple[str, str, date]]:
    teaching = school.one(TEACHING)
    support = school.one(SUPPORT)
    if school.profile:
        yield SCHOOL.label, "school.yml", school.profile.record.as_of
    if support:
        yield SUPPORT.label, "support.yml", support.record.as_of
    if teaching:
        yield TEACHING.label, "teaching.yml", teaching.record.as_of
