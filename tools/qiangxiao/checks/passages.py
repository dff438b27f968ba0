"""Where content differs from what was signed or published, as a place and a few words to find it by."""

from __future__ import annotations

from qiangxiao.foundation.problems import Span
from qiangxiao.records.fingerprint import Change
from qiangxiao.records.reading import Place

MOST_SHOWN = 5
"""Changes of one file that are told one by one: whoever rewrote a text knows it after five."""
_QUOTED = 24
"""Characters of a passage that are quoted, an ellipsis
included: enough to find it, and a line of a terminal.
"""


def describe(change: Change, ending: str) -> str:
    """Say what was changed: the first passage and what the `ending` says of it, or what follows the gap."""
    if change.gone_before is not None:
        return f"“{_quote(change.gone_before.words)}”之前删去了内容"
    rest = f"等 {len(change.passages)} 处" if len(change.passages) > 1 else ""
    return f"“{_quote(change.passages[0].words)}”{rest}{ending}"


def _quote(words: str) -> str:
    bare = words.strip()
    return bare if len(bare) <= _QUOTED else f"{bare[: _QUOTED - 1]}…"


def locate_change(change: Change) -> tuple[Place, Span | None]:
    """Return where a change is: a place among the fields, or a span of the body."""
    passage = change.gone_before or change.passages[0]
    span = Span.at(passage.line, passage.column, len(passage.words)) if passage.line else None
    return passage.place, span
