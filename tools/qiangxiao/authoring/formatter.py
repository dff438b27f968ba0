"""Brings a content file into its canonical form: same data, same body, one way of writing.

Never writes. A file that cannot be read, or whose comments would be lost, is left alone with a reason. The
line for editors on top of a data file (`modeline`) stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import BaseModel

from qiangxiao.authoring.modeline import has_modeline, keep_modeline
from qiangxiao.authoring.shapes import keys_of
from qiangxiao.authoring.yaml_writer import write_yaml
from qiangxiao.foundation.line_ends import unify_line_ends
from qiangxiao.foundation.problems import has_errors
from qiangxiao.records.kind import Kind
from qiangxiao.sources.document import Document, read_document
from qiangxiao.sources.text import tidy_body
from qiangxiao.sources.yaml_reader import Data


@dataclass(frozen=True, slots=True)
class Formatted:
    """`text` is the canonical form, None when the file is left alone because of what is in line `line`."""

    path: str
    text: str | None
    is_changed: bool
    line: int = 1
    reason: str = ""


def format_file(path: str, data: bytes, kind: Kind[Any]) -> Formatted:
    """Return the canonical form of a file of a kind."""
    document = read_document(path, data)
    broken = next((problem for problem in document.problems if problem.severity.value == "error"), None)
    if document.root is None or broken:
        line = broken.span.line if broken else 1
        return Formatted(path, None, False, line, "读不懂，没有整理。请先按 qiangxiao check 的提示改正。")
    source, first_line = _yaml_source(document)
    allowed = int(path.endswith(".yml") and has_modeline(source))
    comment = next((line for line in _comment_lines(source) if line >= allowed), None)
    if comment is not None:
        reason = "文件里有以 # 开头的注释，整理会丢掉它，所以没有整理。请把注释挪到正文或删去。"
        return Formatted(path, None, False, comment + first_line, reason)
    is_list = kind.is_list
    ordered = order_keys(document.data, kind.model, is_list)
    text = keep_modeline(path, kind, document.text, write_document(path, ordered, document.body))
    if not _is_same(document, read_document(path, text.encode("utf-8"))):
        reason = "整理后的内容会与原来不同，所以没有整理。请把这个文件交给项目维护人。"
        return Formatted(path, None, False, 1, reason)
    return Formatted(path, text, text.encode("utf-8") != unify_line_ends(data))


def write_document(path: str, data: Data, body: str = "") -> str:
    """Return the text of a file: YAML, or front matter, one blank line and the body."""
    if not path.endswith(".md"):
        return write_yaml(data)
    tidied = tidy_body(body)
    return f"---\n{write_yaml(data)}---\n" + (f"\n{tidied}" if tidied else "")


def order_keys(data: Data, model: type[BaseModel], is_list: bool = False) -> Data:
    """Return the data with the keys of every part in canonical order, unknown keys last as they came."""
    if is_list:
        return [order_keys(item, model) for item in data] if isinstance(data, list) else data
    if not isinstance(data, dict):
        return data
    keys = {key.name: key for key in keys_of(model)}
    ordered: dict[str, Data] = {}
    for name in [*(name for name in keys if name in data), *(name for name in data if name not in keys)]:
        shape = keys[name].shape if name in keys else None
        value = data[name]
        ordered[name] = order_keys(value, shape.model, shape.is_list) if shape and shape.model else value
    return ordered


def _is_same(before: Document, after: Document) -> bool:
    return (
        not has_errors(after.problems)
        and after.data == before.data
        and _strip_lines(after.body) == _strip_lines(before.body)
    )


def _strip_lines(body: str) -> list[str]:
    return "\n".join(line.rstrip(" \t") for line in body.split("\n")).strip("\n").split("\n")


def _yaml_source(document: Document) -> tuple[str, int]:
    """Return the YAML part of a document and the number of its first line in the file."""
    if not document.path.endswith(".md"):
        return document.text, 1
    # catches "---\nid: a", spares "\n---\n" (only as the first line)
    opening = re.match(r"\A---[ \t]*\n", document.text)
    # catches "---", "a\n--- \n", spares "----", " ---"
    closing = re.compile(r"^---[ \t]*$", re.MULTILINE).search(document.text, opening.end() if opening else 0)
    return document.text[opening.end() if opening else 0 : closing.start() if closing else None], 2


def _comment_lines(source: str) -> Iterator[int]:
    """Yield the line, from 0, of every comment in YAML text that is known to be readable."""
    if "#" not in source:
        return
    lines = source.split("\n")
    covered: dict[int, list[tuple[int, int]]] = {}
    for token in yaml.scan(source, Loader=yaml.CSafeLoader):
        if isinstance(token, yaml.ScalarToken):
            _cover(token, lines, covered)
    for number, line in enumerate(lines):
        for at, char in enumerate(line):
            if char == "#" and not any(start <= at < end for start, end in covered.get(number, ())):
                yield number
                break


def _cover(token: yaml.ScalarToken, lines: list[str], covered: dict[int, list[tuple[int, int]]]) -> None:
    """Note the stretches of lines that belong to a scalar, less the header line of a block."""
    start, end = token.start_mark, token.end_mark
    is_block = token.style in ("|", ">")
    for number in range(start.line + is_block, min(end.line, len(lines) - 1) + 1):
        first = start.column if number == start.line else 0
        last = end.column if number == end.line else len(lines[number])
        covered.setdefault(number, []).append((first, last))
