"""Saying what may be referred to, with the nearest that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

MAX_COMPARED = 100
"""Above this many candidates no guess is made: comparing them all would take long."""
_MOST_SHOWN = 12  # candidates: two lines of a terminal
# Share of letters in common, as `difflib` counts; below a half guesses are chance: "2026-autum" is taken for
# "2026-autumn", "kaifangke" not for "jinjiang".
_ALIKE = 0.5


def nearest(value: str, allowed: Iterable[str], what: str) -> str:
    """Return the hint for a reference that leads nowhere: what is allowed, and the nearest of it."""
    known = sorted(allowed)
    if not known:
        return f"还没有{what}可以引用，请先删去这一项。"
    near = get_close_matches(value, known, n=1, cutoff=_ALIKE) if len(known) <= MAX_COMPARED else []
    shown = "、".join(known[:_MOST_SHOWN]) + ("……" if len(known) > _MOST_SHOWN else "")
    return f"可填：{shown}。" + (f"您是否想写“{near[0]}”？" if near else "")
