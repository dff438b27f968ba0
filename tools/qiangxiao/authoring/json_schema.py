"""The record models to JSON Schemas, for editors and for other programs that write content."""

from __future__ import annotations

import json
from typing import Any

from qiangxiao.records.kinds import FEATURED, RecordKind

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(kind: RecordKind) -> str:
    """Return the JSON Schema of a kind of file (of its front matter, for Markdown)."""
    schema = _tidy(kind.model.model_json_schema(by_alias=True))
    defs = schema.pop("$defs", {})
    for part in (schema, *defs.values()):
        # class names and docstrings are for maintainers; readers get the words of the fields
        part.pop("title", None)
        part.pop("description", None)
    head: dict[str, Any] = {"$schema": _DIALECT, "title": kind.label, "description": kind.layout.example}
    body = {"type": "array", "items": schema} if kind is FEATURED else schema
    return (
        json.dumps({**head, **body, **({"$defs": defs} if defs else {})}, ensure_ascii=False, indent=2) + "\n"
    )


def _tidy(part: Any) -> Any:
    """Write an optional value as its type alone: a key without a value is left out, not null."""
    if isinstance(part, list):
        return [_tidy(item) for item in part]
    if not isinstance(part, dict):
        return part
    found = {key: _tidy(value) for key, value in part.items()}
    choices = found.get("anyOf")
    if isinstance(choices, list) and {"type": "null"} in choices:
        real = [choice for choice in choices if choice != {"type": "null"}]
        del found["anyOf"]
        found = {**found, **(real[0] if len(real) == 1 else {"anyOf": real})}
    if found.get("default") in (None, {}, []) and "default" in found:
        del found["default"]
    return found
