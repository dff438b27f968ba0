"""Which items of an issue are printed shorter so that it keeps to its pages: a ladder, step by step.

Every step makes one item shorter. The least of them begin, and they are one sentence before the first of all
are cut: an issue has a few whole texts, some excerpts and a list of short items, as real ones have.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Entry
from qiangxiao.foundation.vocabulary import BulletinContent, PrintLength
from qiangxiao.records.bulletin import Abridged
from qiangxiao.selection.bulletin import Item

_LEAD = 0.6  # of the items are excerpts before the last of them becomes a sentence: 12 of 20
SHORT = 220
"""Characters of a text that gains nothing by being cut; an excerpt is as long."""


def steps(ranked: Sequence[Item]) -> tuple[tuple[str, PrintLength], ...]:
    """Return the steps in their order: which item, to what length. `ranked` has the first of all first."""
    count = len(ranked)
    found = []
    for at, item in enumerate(reversed(ranked)):
        if item.content is BulletinContent.ANNOUNCEMENT:
            found.append((-1.0, item.id, PrintLength.SENTENCE))  # a line of the calendar says it
            continue
        if _has_more(item.entry):
            found.append((float(at), item.id, PrintLength.EXCERPT))
        found.append((at + _LEAD * count, item.id, PrintLength.SENTENCE))
    return tuple((name, length) for _, name, length in sorted(found, key=lambda step: step[0]))


def shorten(ranked: Sequence[Item], count: int) -> tuple[Abridged, ...]:
    """Return the lengths after so many steps, in the order of the items."""
    lengths = dict(steps(ranked)[:count])
    return tuple(Abridged(id=item.id, length=lengths[item.id]) for item in ranked if item.id in lengths)


def _has_more(entry: Entry[BaseModel]) -> bool:
    """Tell whether an excerpt would leave something out."""
    body = entry.body
    return bool(getattr(entry.record, "photos", ())) or body is None or len(body.text) > SHORT
