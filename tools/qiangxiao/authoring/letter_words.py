"""Where something is, in the words of whoever wrote it: the item by its title, the field by its label.

A teacher who filled in a form has never seen a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from pydantic import BaseModel

from qiangxiao.authoring.package_entries import Refusal
from qiangxiao.authoring.shapes import Key, keys_of
from qiangxiao.records.kinds import is_photo, kind_of
from qiangxiao.sources.document import Document, read_document
from qiangxiao.sources.yaml_reader import Node

_QUOTED = 40  # characters of a line that a letter repeats: enough to find it by
# catches "- title: 一", "  - 一", "title: 一", spares "一：二", "一"
_MARKS = re.compile(r"\s*(?:-\s+(?:[a-z_]+:\s*)?|[a-z_]+:\s*)")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text: which text, which field, what stands there."""

    item: str
    field: str = ""
    quoted: str = ""


def item_name(path: str, data: bytes) -> str:
    """Return what its writer calls a file: its kind and title, or that it is a photo."""
    kind = kind_of(path)
    if kind is None:
        return f"照片 {PurePosixPath(path).name}" if is_photo(path) else path
    found = read_document(path, data).data
    named = [found.get(key) for key in ("title", "topic", "name")] if isinstance(found, dict) else []
    title = next((text for text in named if isinstance(text, str) and text.strip()), "")
    return f"{kind.label}“{' '.join(title.split())}”" if title else kind.label


def spot_of(path: str, data: bytes, line: int, field: str = "") -> Spot:
    """Return where a line of a file is; `field` is the key that is meant, where it is known."""
    kind = kind_of(path)
    item = item_name(path, data)
    if kind is None or not line:
        return Spot(item)
    document = read_document(path, data)
    if document.body and line >= document.body_line:
        return Spot(item, "正文", _quote(document, line))
    keys = {key.name: key for key in keys_of(kind.model)}
    top = field.partition(".")[0]
    entries = document.root.entries if document.root else {}
    if top in keys and top not in entries:
        return Spot(item, keys[top].title)  # what is missing stands nowhere
    for name, (key_node, value) in entries.items():
        if name in keys and key_node.span.line <= line <= max(value.span.end_line, key_node.span.line):
            return Spot(item, "的".join(_labels(keys[name], value, line)), _quote(document, line))
    return Spot(item, "", _quote(document, line))


def _labels(key: Key, node: Node, line: int) -> Iterator[str]:
    """Yield the label of a field, then which of its items, then the label within that."""
    yield key.title
    model = key.shape.model
    for number, inner in enumerate(node.items, 1):
        if inner.span.line <= line <= inner.span.end_line:
            yield f"第 {number} 项"
            yield from _inner(model, inner, line)
    if not node.items:
        yield from _inner(model, node, line)


def _inner(model: type[BaseModel] | None, node: Node, line: int) -> Iterator[str]:
    keys = {key.name: key for key in keys_of(model)} if model else {}
    for name, (key_node, value) in node.entries.items():
        if name in keys and key_node.span.line <= line <= max(value.span.end_line, key_node.span.line):
            yield from _labels(keys[name], value, line)


def _quote(document: Document, line: int) -> str:
    lines = document.text.split("\n")
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    marks = _MARKS.match(text)
    words = text[marks.end() if marks else 0 :].strip().strip("\"'")
    if not any(char.isalnum() for char in words):  # "---", "[]": no words of anybody's
        return ""
    return words[:_QUOTED] + ("…" if len(words) > _QUOTED else "")


def describe_refusals(refusals: Iterable[Refusal], read: Callable[[str], bytes | None]) -> Iterator[Refusal]:
    """Yield refusals with their places in words; `read` gives the bytes of a file as it was sent, or is."""
    for refusal in refusals:
        data = read(refusal.path) if refusal.path else None
        if data is None:
            yield refusal
            continue
        spot = spot_of(refusal.path, data, refusal.line, refusal.field)
        where = f"{spot.item}，“{spot.field}”一项" if spot.field else spot.item
        said = f"{refusal.message}{refusal.hint}"
        yield replace(refusal, where=where, quoted="" if spot.quoted in said else spot.quoted)
