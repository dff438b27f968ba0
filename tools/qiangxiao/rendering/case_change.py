"""What a case changed, as a card and a page draw it."""

from __future__ import annotations

from dataclasses import dataclass

from qiangxiao.records.case import ReformCase
from qiangxiao.rendering.templates import amount, find_unit


@dataclass(frozen=True, slots=True)
class Change:
    """A number before and after, as words and as shares of the longer one (of 100 for percentages)."""

    before: str
    after: str
    before_share: float
    after_share: float


def change_of(record: ReformCase) -> Change | None:
    """Return what changed; None when a case does not tell both numbers, or tells negative ones."""
    found = record.evidence
    if found.before is None or found.after is None or min(found.before, found.after) < 0:
        return None
    unit = find_unit(found.indicator)
    whole = 100.0 if unit == "%" else max(found.before, found.after) or 1.0
    return Change(
        amount(found.before, unit),
        amount(found.after, unit),
        round(100 * found.before / whole, 1),
        round(100 * found.after / whole, 1),
    )
