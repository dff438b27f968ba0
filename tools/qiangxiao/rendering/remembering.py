"""How makers here ask for what was made before: whoever builds a site keeps such things, nobody else does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Remember: TypeAlias = Callable[[str, str, Callable[[], bytes]], bytes]
"""Gives what a maker of a kind makes from inputs, which say all that it depends on besides the program."""


def make_anew(kind: str, inputs: str, make: Callable[[], bytes]) -> bytes:
    """Make it, whoever asks."""
    return make()
