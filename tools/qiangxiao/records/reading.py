"""Reads a document as a record: every problem of every field, and what can be saved of a faulty record.

A faulty record is not thrown away: the faulty parts are left out where they are optional or items of a list,
so that the checks across records still see the rest and one run reports everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from qiangxiao.foundation.problems import Problem
from qiangxiao.foundation.vocabulary import Terms
from qiangxiao.records.messages import say
from qiangxiao.sources.document import Document
from qiangxiao.sources.yaml_reader import YAML_ROOT, Data

_SALVAGE_ROUNDS = 6  # times that faulty fields are left out; each round shows only what pydantic sees then
_MAX_FAULTS = 200  # a file with more is not worth saving, and saving takes time for each
Place = tuple[str | int, ...]
R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Reading(Generic[R]):
    """`record` is None when too little could be read. `survivors` maps a list's place to the original indexes
    of the items that were kept, where some were left out."""

    record: R | None
    problems: tuple[Problem, ...]
    survivors: Mapping[Place, tuple[int, ...]] = field(default_factory=dict)
    faulty: frozenset[str] = frozenset()
    """Top-level keys in which something was wrong and may have been left out."""


def read_record(document: Document, model: type[R], terms: Terms | None = None) -> Reading[R]:
    """Validate a document's data as `model`; problems of the document itself are not repeated."""
    if document.root is None:
        return Reading(None, ())
    if not isinstance(document.data, dict):
        span = document.root.span
        broken = YAML_ROOT.at(
            document.path, span, "这里应当是一组“键: 值”。", "请从第一个键写起，每个键一行。"
        )
        return Reading(None, (broken,))
    return read_part(document, model, document.data, (), terms)


def read_records(
    document: Document, model: type[R], terms: Terms | None = None
) -> tuple[tuple[int, Reading[R]], ...]:
    """Validate a document that is a list of `model`; each item's index comes with its reading."""
    if document.root is None:
        return ()
    if not isinstance(document.data, list):
        span = document.root.span
        broken = YAML_ROOT.at(document.path, span, "这里应当是一个列表。", "每条以“- ”开头。")
        return ((0, Reading(None, (broken,))),)
    return tuple(
        (index, read_part(document, model, item, (index,), terms)) for index, item in enumerate(document.data)
    )


def read_part(
    document: Document, model: type[R], data: Data, prefix: Place, terms: Terms | None = None
) -> Reading[R]:
    """Validate part of a document that begins at `prefix`."""
    pruned = _drop_nulls(data)
    try:
        return Reading(model.model_validate(pruned, context={"terms": terms}), ())
    except ValidationError as error:
        first = error
    problems = []
    details = first.errors(include_url=False)
    for detail in details[:_MAX_FAULTS]:
        if _is_echo(detail):
            continue
        said = say(model, detail)
        span = document.locate((*prefix, *said.location), at_key=said.at_key)
        problems.append(said.rule.at(document.path, span, said.message, said.hint, said.field))
    record, survivors = _salvage(model, pruned, first, terms) if len(details) <= _MAX_FAULTS else (None, {})
    faulty = frozenset(str(detail["loc"][0]) for detail in details if detail["loc"])
    return Reading(
        record, tuple(problems), {(*prefix, *place): kept for place, kept in survivors.items()}, faulty
    )


def _drop_nulls(data: Data) -> Any:
    """Drop keys without a value: an empty optional key means nothing, an empty mandatory one is missing."""
    if isinstance(data, dict):
        return {key: _drop_nulls(value) for key, value in data.items() if value is not None}
    if isinstance(data, list):
        return [_drop_nulls(item) for item in data]
    return data


def _is_echo(detail: ErrorDetails) -> bool:
    """Tell whether a list is called too short only because its items have problems of their own."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


class _Gone:
    """Stands where a list item was left out, so that the other items keep their index."""


_GONE = _Gone()


def _salvage(
    model: type[R], data: Any, error: ValidationError, terms: Terms | None
) -> tuple[R | None, dict[Place, tuple[int, ...]]]:
    working = data
    survivors: dict[Place, tuple[int, ...]] = {}
    for _ in range(_SALVAGE_ROUNDS):
        for detail in error.errors(include_url=False):
            if _is_echo(detail):
                continue
            place = tuple(part for part in detail["loc"] if part != "[key]")
            place = place_in_file(place, survivors)
            cut = place[:-1] if detail["type"] in ("missing", "too_short") else place
            if not cut:
                return None, {}
            working = _cut_deep(working, cut)
        survivors = {}
        compact = _compact(working, (), survivors)
        try:
            return model.model_validate(compact, context={"terms": terms}), survivors
        except ValidationError as next_error:
            error = next_error
    return None, {}


def place_in_file(place: Place, survivors: Mapping[Place, tuple[int, ...]]) -> Place:
    """Translate a place in a salvaged record to the place in its file."""
    found: list[str | int] = []
    for part in place:
        kept = survivors.get(tuple(found))
        if kept is not None and isinstance(part, int) and part < len(kept):
            part = kept[part]
        found.append(part)
    return tuple(found)


def _cut_deep(data: Any, place: Place) -> Any:
    head, rest = place[0], place[1:]
    if isinstance(data, dict) and str(head) in data:
        if not rest:
            return {key: value for key, value in data.items() if key != str(head)}
        return {key: _cut_deep(value, rest) if key == str(head) else value for key, value in data.items()}
    if isinstance(data, list) and isinstance(head, int) and head < len(data):
        return [
            (_cut_deep(item, rest) if rest else _GONE) if at == head else item for at, item in enumerate(data)
        ]
    return data


def _compact(data: Any, place: Place, survivors: dict[Place, tuple[int, ...]]) -> Any:
    if isinstance(data, dict):
        return {key: _compact(value, (*place, key), survivors) for key, value in data.items()}
    if isinstance(data, list):
        kept = tuple(at for at, item in enumerate(data) if item is not _GONE)
        if len(kept) < len(data):
            survivors[place] = kept
        return [_compact(data[at], (*place, at), survivors) for at in kept]
    return data
