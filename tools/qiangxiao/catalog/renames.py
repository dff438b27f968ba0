"""Ids that changed: from an old id to the one its content has now, and back to the one it had first.

A rename is of one item, or of a school or district with everything under it. Renames are applied in the
order in which they were made, so a name may change more than once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from pydantic import BaseModel

R = TypeVar("R", bound=BaseModel)
_OF_DISTRICTS = r"(?:^|/)(?:schools|districts|records|submit|embed/cases)/"
"""Folders of the site in which the next part of an address is a district: elsewhere it may be any word."""


@dataclass(frozen=True, slots=True)
class Rename:
    """One id that became another, with all ids that begin with it."""

    old: str
    new: str

    def forward(self, content_id: str) -> str:
        """Return the id after the rename."""
        return _moved(content_id, self.old, self.new)

    def back(self, content_id: str) -> str:
        """Return the id before the rename."""
        return _moved(content_id, self.new, self.old)

    def forward_path(self, path: str) -> str:
        """Return where a file or page of the site is after the rename."""
        return pattern_of_id(self.old).sub(rf"\g<1>{self.new}", path)


def _moved(content_id: str, before: str, after: str) -> str:
    is_it = content_id == before or content_id.startswith(f"{before}/")
    return after + content_id[len(before) :] if is_it else content_id


@dataclass(frozen=True)
class Renames:
    """Every rename of a program, oldest first."""

    made: tuple[Rename, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything was ever renamed."""
        return bool(self.made)

    def current(self, content_id: str) -> str:
        """Return the id that the content of an old id has now."""
        for rename in self.made:
            content_id = rename.forward(content_id)
        return content_id

    def first(self, content_id: str) -> str:
        """Return the id that the content of an id had at first: feeds know it by that."""
        for rename in reversed(self.made):
            content_id = rename.back(content_id)
        return content_id

    def taken(self, content_id: str) -> str:
        """Return what an id now is, if it was given up in a rename: it must not be given to anything else."""
        now = self.current(content_id)
        return now if now != content_id else ""

    def former_ids(self, content_id: str) -> Iterator[str]:
        """Yield every id that the content of an id had before, the last one first."""
        seen = {content_id}
        for rename in reversed(self.made):
            content_id = rename.back(content_id)
            if content_id not in seen:
                seen.add(content_id)
                yield content_id

    def former_addresses(self, path: str) -> Iterator[str]:
        """Yield every path that a file of the site had before, the last one first."""
        seen = {path}
        for rename, pattern in self._patterns:
            path = pattern.sub(rf"\g<1>{rename.old}", path)
            if path not in seen:
                seen.add(path)
                yield path

    @cached_property
    def _patterns(self) -> tuple[tuple[Rename, re.Pattern[str]], ...]:
        return tuple((rename, pattern_of_id(rename.new)) for rename in reversed(self.made))


def pattern_of_id(content_id: str) -> re.Pattern[str]:
    """Return what finds an id in the addresses of all that is about it, as a whole."""
    before = r"(?:^|/)" if "/" in content_id else _OF_DISTRICTS
    # of "a/b" it catches "schools/a/b/plan/", "feeds/schools/a/b.rss.xml", spares "schools/a/b-c/"; of the
    # district "a" it catches "districts/a/", "schools/a/b/", spares "schools/b/a/"
    return re.compile(rf"({before}){re.escape(content_id)}(?=[/.]|$)")


def with_current_ids(record: R, renames: Renames) -> R:
    """Return a record in which every reference to something renamed has its present id.

    What was printed and signed keeps the old ids in its file: changing them would void the signatures.
    """
    update = {
        name: changed
        for name in type(record).model_fields
        if name != "id" and (changed := _current(value := getattr(record, name), renames)) is not value
    }
    return record.model_copy(update=update) if update else record


def _current(value: Any, renames: Renames) -> Any:
    if isinstance(value, BaseModel):
        return with_current_ids(value, renames)
    if isinstance(value, tuple):
        parts = tuple(_current(part, renames) for part in value)
        return value if all(new is old for new, old in zip(parts, value, strict=True)) else parts
    # an id is the whole of a text, and is a path: a sentence that holds one is left as it is
    is_id = type(value) is str and "/" in value
    now = renames.current(value) if is_id else value
    return value if now == value else now
