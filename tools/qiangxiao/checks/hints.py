"""Saying what may be referred to, with the nearest that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

MAX_COMPARED = 100  # words; difflib compares with each of them
"""Above this many candidates no guess is made: comparing them all would take long."""


def nearest(value: str, allowed: Iterable[str], what: str) -> str:
    """Return the hint for a reference that leads nowhere: what is allowed, and the nearest of it."""
    known = sorted(allowed)
    if not known:
        return f"还没有{what}可以引用，请先删去这一项。"
    near = get_close_matches(value, known, n=1, cutoff=0.5) if len(known) <= MAX_COMPARED else []
    shown = "、".join(known[:12]) + ("……" if len(known) > 12 else "")
    return f"可填：{shown}。" + (f"您是否想写“{near[0]}”？" if near else "")
