"""A new content file with every place to be filled marked 待填, generated from the record models.

The day that the kind is dated by is the one asked for; no other date is known, and none is invented. Ids are
valid, and once the marked places are filled the file passes the checks. No comments: what a key means stands
on the reference page of its kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qiangxiao.authoring.formatter import write_document
from qiangxiao.authoring.shapes import Key, keys_of
from qiangxiao.foundation.vocabulary import Terms
from qiangxiao.records.base import Part
from qiangxiao.records.kind import Kind
from qiangxiao.records.program import Thresholds
from qiangxiao.records.scalars import PLACEHOLDER
from qiangxiao.sources.yaml_reader import Data


@dataclass(frozen=True, slots=True)
class Blank:
    """What is known when a file is begun: the day, top-level values, list lengths, more keys to offer."""

    day: date
    given: Mapping[str, Data] = field(default_factory=dict)
    thresholds: Thresholds = field(default_factory=Thresholds)
    offered: tuple[str, ...] = ()
    terms: Terms | None = None
    """The words of the program; None for those that ship."""


def new_file(kind: Kind[Any], path: str, blank: Blank) -> str:
    """Return the text of a new file of a kind."""
    given = {kind.dated_by: blank.day.isoformat(), **blank.given}
    data = _part(kind.model, blank, "", given, blank.offered)
    body = ""
    if path.endswith(".md"):
        headings = kind.text.headings if kind.text else ()
        body = "\n\n".join(f"## {heading}\n\n{PLACEHOLDER}" for heading in headings) or PLACEHOLDER
    return write_document(path, data, body)


def _part(
    model: type[Part],
    blank: Blank,
    item_id: str,
    given: Mapping[str, Data],
    offered: tuple[str, ...] = (),
) -> dict[str, Data]:
    """Return one record or part. `item_id` is its id when it stands in a list whose items have one."""
    wanted = (*model.offered, *offered)
    found: dict[str, Data] = {}
    for key in keys_of(model):
        if key.name in given and not _is_time(key):
            found[key.name] = given[key.name]
        elif key.name == "id" and item_id:
            found["id"] = item_id
        elif key.is_mandatory or key.name in wanted:
            found[key.name] = _value(key, blank)
    return found


def _value(key: Key, blank: Blank) -> Data:
    shape = key.shape
    if shape.is_by_year:
        return {str(blank.day.year + 1): PLACEHOLDER}
    if shape.model is None:
        single = _single(key, blank)
        return [single] if shape.is_list else single
    if not shape.is_list:
        return _part(shape.model, blank, "", {})
    return list(_items(shape.model, blank))


def _items(part: type[Part], blank: Blank) -> Iterator[Data]:
    if part.one_each is not None:
        name, vocabulary = part.one_each
        for term in vocabulary.values(blank.terms):
            yield _part(part, blank, "", {name: term})
        return
    wanted = getattr(blank.thresholds, part.threshold) if part.threshold else 1
    for number in range(1, max(1, wanted) + 1):
        yield _part(part, blank, f"{part.id_letter}{number}" if part.id_letter else "", {})


def _single(key: Key, blank: Blank) -> str:
    kind = key.shape.scalar.name if key.shape.scalar else ""
    if _is_time(key):
        return f"{blank.day.isoformat()}T{'17:00' if key.name == 'ends_at' else '14:00'}"
    if kind == "flag":
        return "true" if key.name == "draft" else "false"
    if key.name == "objective":
        return "o1"
    return PLACEHOLDER


def _is_time(key: Key) -> bool:
    return key.shape.scalar is not None and key.shape.scalar.name == "instant"
