"""Writes the record models as JSON Schemas, for editors and for other programs that write content.

`errorMessage` and `patternErrorMessage` are what the YAML language server shows for a wrong value, in our
words: its own speak of RFC 3339 and of regular expressions, some of them in English only.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from qiangxiao.authoring.shapes import scalar_types
from qiangxiao.foundation.vocabulary import Terms
from qiangxiao.records.kind import Kind

# pydantic leaves the limits of a number under its own names when a validator of ours comes first
_LIMITS = {"ge": "minimum", "le": "maximum"}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(kind: Kind[Any], terms: Terms | None = None) -> str:
    """Return the JSON Schema of a kind of file (of its front matter, for Markdown) with a program's terms."""
    schema = _tidy(_with_terms(kind.model.model_json_schema(by_alias=True), terms or {}))
    defs = schema.pop("$defs", {})
    for part in (schema, *defs.values()):
        # class names and docstrings are for maintainers; readers get the words of the fields
        part.pop("title", None)
        part.pop("description", None)
    head: dict[str, Any] = {"$schema": _DIALECT, "title": kind.label, "description": kind.layout.example}
    body = {"type": "array", "items": schema} if kind.is_list else schema
    return (
        json.dumps({**head, **body, **({"$defs": defs} if defs else {})}, ensure_ascii=False, indent=2) + "\n"
    )


def _with_terms(part: Any, terms: Terms) -> Any:
    """Put the program's terms where a vocabulary is the policy's."""
    if isinstance(part, list):
        return [_with_terms(item, terms) for item in part]
    if not isinstance(part, dict):
        return part
    found = {key: _with_terms(value, terms) for key, value in part.items()}
    name = found.get("vocabulary")
    if isinstance(name, str) and "enum" in found:
        del found["vocabulary"]
        found["enum"] = list(terms.get(name) or found["enum"])
    return found


def _tidy(part: Any) -> Any:
    """Write an optional value as its type alone: a key without a value is left out, not null."""
    if isinstance(part, list):
        return [_tidy(item) for item in part]
    if not isinstance(part, dict):
        return part
    found = {_LIMITS.get(str(key), str(key)): _tidy(value) for key, value in part.items()}
    choices = found.get("anyOf")
    if isinstance(choices, list) and {"type": "null"} in choices:
        real = [choice for choice in choices if choice != {"type": "null"}]
        del found["anyOf"]
        found = {**found, **(real[0] if len(real) == 1 else {"anyOf": real})}
    if words := _words_for(found):
        found |= {"errorMessage": words} | ({"patternErrorMessage": words} if "pattern" in found else {})
    if found.get("default") in (None, {}, []) and "default" in found:
        del found["default"]
    return found


def _words_for(part: dict[str, Any]) -> str:
    """Return what to say of a value that is not of the type that a part of a schema asks for."""
    if "enum" in part or not isinstance(part.get("type"), str):
        return ""
    if part["type"] == "array":
        return "这里应当是列表，每条单独一行，以“- ”开头。"
    if said := _scalar_words().get((part.get("format"), part.get("pattern"))):
        return f"应当是{said}。"
    return {
        "string": "应当是文字；看起来像数字或者 true、false 的文字请加双引号。",
        "integer": "应当是整数，只写半角数字，不带单位。",
        "number": "应当是数字，只写半角数字，不带单位和百分号。",
        "boolean": "应当写 true 或 false。",
    }.get(part["type"], "")


@cache
def _scalar_words() -> dict[tuple[Any, Any], str]:
    """Return how a value is written, by the format and the pattern that its schema asks for."""
    found: dict[tuple[Any, Any], str] = {}
    for kind, scalar in scalar_types():
        schema = TypeAdapter(kind).json_schema()
        if "format" in schema or "pattern" in schema:
            found[schema.get("format"), schema.get("pattern")] = scalar.words
    return found
