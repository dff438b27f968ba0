"""The shapes of the open data as JSON Schema: what a record of each kind is in `api/v1/`.

They differ from those of the content files (`docs/schemas/`): what nobody filled in is left out, what only
editors see is missing, and every record says its id, its type, the address of its page and its text as HTML.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from pydantic import BaseModel

from qiangxiao.records.kind import Kind

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_ADDED: dict[str, dict[str, object]] = {
    "id": {"type": "string", "title": "编号", "description": "不会改变，别处引用它就用这个编号。"},
    "type": {"title": "记录的种类"},
    "address": {"type": "string", "title": "网页地址", "description": "从网站的根算起。"},
    "body_html": {"type": "string", "title": "正文", "description": "安全的 HTML。"},
}
# The examples in what is said of a field are for those who write it, and they name places of the sample:
# catches "学校编号，例如 jinjiang/shili。", spares "学校编号。"
_EXAMPLE = re.compile(r"[，；]?例如[^。；]*")
_MINUTES = r"T\d{2}:\d{2})?$"
"""How a content file writes an instant; an answer writes its seconds, too."""


def answer_schema(kind: Kind[Any]) -> dict[str, Any]:
    """Return the schema of a kind's records."""
    model: type[BaseModel] = kind.model
    schema = json.loads(_schema_of(model))
    _relax(schema)
    properties = {key: part for key, part in schema["properties"].items() if key not in kind.withheld}
    properties.setdefault("kind", {"const": kind.name, "description": "与 type 相同，为旧程序保留。"})
    added = _ADDED | {"type": _ADDED["type"] | {"const": kind.name}}
    required = [key for key in schema.get("required", ()) if key in properties]
    whole = schema | {
        "$schema": DRAFT,
        "title": kind.label,
        "properties": properties | added,
        "required": ["id", "type", *(key for key in required if key != "id")],
    }
    text = json.dumps(whole, ensure_ascii=False)
    return json.loads(text.replace(json.dumps(_MINUTES)[1:-1], r"T\\d{2}:\\d{2}:\\d{2})?$"))  # type: ignore[no-any-return]


@cache  # the dear half; a model does not change
def _schema_of(model: type[BaseModel]) -> str:
    return json.dumps(model.model_json_schema(mode="serialization", by_alias=True), ensure_ascii=False)


def _relax(part: Any) -> None:
    """Let fields that may be empty be left out, as answers leave them out, and drop the examples."""
    if isinstance(part, dict):
        if isinstance(said := part.get("description"), str):
            part["description"] = _EXAMPLE.sub("", said)
        properties, required = part.get("properties"), part.get("required")
        # a field of a record may itself be called `required`
        if isinstance(required, list) and isinstance(properties, dict):
            part["required"] = [key for key in required if not _is_nullable(properties[key])]
        for each in part.values():
            _relax(each)
    elif isinstance(part, list):
        for each in part:
            _relax(each)


def _is_nullable(schema: dict[str, Any]) -> bool:
    return any(choice.get("type") == "null" for choice in schema.get("anyOf", ()))
