"""What is read of a catalog while something is made of it, so that it is made again when that has changed.

A read has a name, and a name has a value on a day: a digest of what the file says, or the ids in a list. What
has no value that can be compared is never the same as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

Name: TypeAlias = tuple[str, ...]
"""What was read: the sort of thing, and which."""

V = TypeVar("V")
UNKNOWN: Name = ("anything",)
"""Something was read that nobody keeps account of: whatever was made of it is made again every time."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says of a record and of its body, as digests of their text; good for these two only."""

    record: Any
    head: str
    body: Any
    text: str


class Reads:
    """Notes what is read. One for a catalog and all that is watched with it."""

    def __init__(self) -> None:
        self._noted: set[Name] | None = None
        self._tellers: dict[str, Callable[..., str | None]] = {}
        self._values: dict[Name, str | None] = {}
        self._names: dict[Name, Name] = {}

    def note(self, name: Name) -> None:
        """Note a read, if anybody asks."""
        if self._noted is not None:
            self._noted.add(name)

    def note_all(self, names: Iterable[Name]) -> None:
        """Note reads that were noted once already."""
        if self._noted is not None:
            self._noted.update(names)

    def during(self, make: Callable[[], V]) -> tuple[V, frozenset[Name]]:
        """Make something and return it with what was read; whoever is asked for more notes it as well."""
        outer, self._noted = self._noted, set()
        try:
            made = make()
        finally:
            mine, self._noted = self._noted, outer
        self.note_all(mine)
        # one tuple for a name, however often it is read: names are most of what is kept
        return made, frozenset(self._names.setdefault(name, name) for name in mine)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Note nothing: what is worked out has a value of its own, which is noted in place of its reads."""
        outer, self._noted = self._noted, None
        try:
            yield
        finally:
            self._noted = outer

    def tell(self, sort: str, value: Callable[..., str | None]) -> None:
        """Say how the value of a sort of names is found; it is given the rest of the name."""
        self._tellers[sort] = value

    def value(self, name: Name) -> str | None:
        """Return the value that a name has now; None for what can never be the same."""
        if name not in self._values:
            teller = self._tellers.get(name[0])
            with self.paused():
                self._values[name] = teller(*name[1:]) if teller else None
        return self._values[name]


class WatchedMapping(Mapping[str, V]):
    """A mapping that notes which keys are asked for, and who goes through all of them."""

    def __init__(
        self, reads: Reads, sort: str, plain: Mapping[str, V], value: Callable[[V], str | None]
    ) -> None:
        self._reads, self._sort, self._plain = reads, sort, plain
        reads.tell(sort, lambda *key: _value_of(plain, value, key))

    def __getitem__(self, key: str) -> V:
        self._reads.note((self._sort, key))
        return self._plain[key]

    def __iter__(self) -> Iterator[str]:
        self._reads.note((self._sort,))
        return iter(self._plain)

    def __len__(self) -> int:
        self._reads.note((self._sort,))
        return len(self._plain)

    def __contains__(self, key: object) -> bool:
        self._reads.note((self._sort, str(key)))
        return key in self._plain


def _value_of(plain: Mapping[str, V], value: Callable[[V], str | None], key: tuple[str, ...]) -> str | None:
    """Return the value of one key, or of the list of all keys."""
    if not key:
        return "\n".join(plain)
    # a space before what is there: nothing that is there has the value of what is not
    found = value(plain[key[0]]) if key[0] in plain else ""
    return f" {found}" if found is not None and key[0] in plain else found
