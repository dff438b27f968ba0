"""Who has to sign what next: the content that waits for a review or proof, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.foundation.vocabulary import ReviewStep
from qiangxiao.records.base import SignOff


@dataclass(frozen=True, slots=True)
class Waiting:
    """Content that waits for a step, since the day of the step before it or of the content itself.

    `is_changed` tells whether somebody had signed and the content was
    changed afterwards. `since` is None for a draft without a date.
    """

    entry: Entry[Any]
    step: ReviewStep
    since: date | None
    signed: tuple[SignOff, ...]
    is_changed: bool


def list_waiting(catalog: Catalog, as_of: date) -> tuple[Waiting, ...]:
    """Return what waits, longest first: required steps, or
    the next of those begun if the program requires none.
    """
    found = [item for entry in _list_reviewed(catalog) if (item := _find_waiting(entry, as_of))]
    order = list(ReviewStep)
    return tuple(sorted(found, key=lambda w: (w.since or as_of, order.index(w.step), w.entry.id)))


def _list_reviewed(catalog: Catalog) -> Iterator[Entry[Any]]:
    for entry in catalog.entries():
        if entry.required_steps or entry.review:
            yield entry


def _find_waiting(entry: Entry[Any], as_of: date) -> Waiting | None:
    signed = entry.signed_by(as_of)
    done = {sign_off.step for sign_off in signed}
    wanted = entry.required_steps or tuple({sign_off.step: None for sign_off in entry.review})
    step = next((step for step in ReviewStep if step in wanted and step not in done), None)
    if step is None:
        return None
    day = entry.record.dated_on()
    since = max((sign_off.on for sign_off in signed), default=day)
    if since is not None and since > as_of:
        return None
    return Waiting(entry, step, since, signed, len(entry.signed) < len(entry.review))
