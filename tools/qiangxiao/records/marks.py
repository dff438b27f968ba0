"""Marks on the fields of a record that say where, besides its own place, a value is shown.

A field that is annotated with FACT stands with its title among the facts of
the page and of every printed form; with COLUMN it has a column in the
tables of the open data; with FILTER it narrows a search and is found by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from qiangxiao.foundation.vocabulary import Term


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the places where a field is shown."""

    name: str


FACT, COLUMN, FILTER = Mark("fact"), Mark("column"), Mark("filter")


def marked(model: type[BaseModel], mark: Mark) -> tuple[tuple[str, str], ...]:
    """Return the names and titles of the fields with a mark, in the order of the model."""
    fields = model.model_fields.items()
    return tuple((name, info.title or name) for name, info in fields if mark in info.metadata)


def text_of(value: object) -> str:
    """Return a value as readers read it: a term by its word, several joined; empty for none."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(map(text_of, value))
    return value.value if isinstance(value, Term) else str(value)


def facts_of(record: BaseModel) -> tuple[tuple[str, str], ...]:
    """Return the facts of a record that have a value: their titles and what they say."""
    found = ((title, text_of(getattr(record, name, None))) for name, title in marked(type(record), FACT))
    return tuple((title, text) for title, text in found if text)


def filters_of(record: BaseModel) -> Mapping[str, tuple[str, ...]]:
    """Return the values of a record in the filters of its own kind, by the name of the field."""
    found: dict[str, Any] = {name: getattr(record, name, None) for name, _ in marked(type(record), FILTER)}
    lists = {name: value if isinstance(value, tuple) else (value,) for name, value in found.items() if value}
    return {name: tuple(text_of(part) for part in parts) for name, parts in lists.items()}
