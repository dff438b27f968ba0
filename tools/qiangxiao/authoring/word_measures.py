"""Which measures of the programme a text is about, told by the names that it shares words with."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SHORTEST_SHARED = 4  # characters of a measure's name that a text shares with it to mean it
_MAX_MEASURES = 3  # a text about more measures than these is about none in particular


def likely_measures(text: str, measures: Sequence[str]) -> tuple[str, ...]:
    """Return the measures that a text names; else those
    with whose names it shares most words, at most three.
    """
    bare = re.sub(r"\s+", "", text)
    if named := tuple(name for name in measures if name in bare):
        return named
    shared = {name: _longest_shared(name, bare) for name in measures}
    best = sorted(
        (name for name in measures if shared[name] >= _SHORTEST_SHARED), key=lambda name: -shared[name]
    )
    return tuple(name for name in measures if name in best[:_MAX_MEASURES])


def _longest_shared(name: str, text: str) -> int:
    return max(
        (
            end - start
            for start in range(len(name))
            for end in range(start + 1, len(name) + 1)
            if name[start:end] in text
        ),
        default=0,
    )
