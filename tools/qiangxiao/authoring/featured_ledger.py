"""A new entry into the ledger of featured schools: its text with the entry added, the others untouched."""

from __future__ import annotations

from collections.abc import Sequence

from qiangxiao.authoring.formatter import format_file, order_keys
from qiangxiao.authoring.modeline import keep_modeline
from qiangxiao.authoring.yaml_writer import write_yaml
from qiangxiao.foundation.dates import SchoolCalendar, period_begins_on
from qiangxiao.foundation.errors import UsageError
from qiangxiao.records.featured import FEATURED, FeaturedSchool
from qiangxiao.sources.document import read_document
from qiangxiao.sources.yaml_reader import Data

LEDGER = "schools/featured.yml"


def add_to_ledger(
    before: bytes, entry: FeaturedSchool, calendar: SchoolCalendar, may_replace: bool = False
) -> str:
    """Return the ledger with an entry added in the order
    of the periods, or in place of the one of its period.

    Raises UsageError when the ledger cannot be read or has the period and must keep it.
    """
    entries = _entries(before)
    if may_replace:
        entries = [item for item in entries if _period(item) != entry.period]
    periods = [_period(item) for item in entries]
    if entry.period in periods:
        raise UsageError(f"周期 {entry.period} 已经记录，记录过的不再改动。")
    begins_on = period_begins_on(entry.period, calendar)
    place = len(entries)
    while place and begins_on and (period_begins_on(periods[place - 1], calendar) or begins_on) > begins_on:
        place -= 1
    ordered = order_keys([*entries[:place], _data(entry), *entries[place:]], FeaturedSchool, is_list=True)
    return keep_modeline(LEDGER, FEATURED, before.decode("utf-8-sig", "replace"), write_yaml(ordered))


def _entries(before: bytes) -> Sequence[Data]:
    if not before.strip():
        return []
    tidy = format_file(LEDGER, before, FEATURED)
    data = read_document(LEDGER, before).data
    if tidy.text is None or not isinstance(data, list):
        reason = tidy.reason if tidy.text is None else "应当是一个列表。"
        raise UsageError(f"{LEDGER}:{tidy.line}: {reason}")
    return data


def _period(item: Data) -> str:
    return str(item.get("period")) if isinstance(item, dict) else ""


def _data(entry: FeaturedSchool) -> Data:
    found: dict[str, Data] = {"period": entry.period, "school": entry.school, "theme": entry.theme}
    if entry.items:
        found["items"] = list(entry.items)
    if entry.editor_note:
        found["editor_note"] = entry.editor_note
    if entry.pinned:
        found["pinned"] = "true"
    if entry.proposed:
        found["proposed"] = "true"
    if entry.reason:
        found["reason"] = entry.reason
    return found
