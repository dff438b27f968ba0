"""How pages ask whether they were made before of the same: whoever builds a site keeps such things, nobody
else does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

M = TypeVar("M")


class Recall(Protocol):
    """Gives what is made of a site and of what is given besides: anew when anything changed that was read.

    `make` is a function or a method without anything around it, so that it reads of the site and of nothing
    else; what is given are entries, schools, and plain values. A key stands for one thing on a site.
    """

    def __call__(self, key: str, make: Callable[..., M], site: Any, *given: object) -> M:
        """Make it, or recall it."""


def make_anew(key: str, make: Callable[..., M], site: Any, *given: object) -> M:
    """Make it, whoever asks."""
    return make(site, *given)
