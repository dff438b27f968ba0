"""Composes the text of an update or a case from a filled form; what fits no field is marked to be filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from qiangxiao.authoring.templates import Blank
from qiangxiao.authoring.word_article import Composed, Content, compose
from qiangxiao.records.kind import Kind
from qiangxiao.records.reading import read_record
from qiangxiao.records.scalars import PLACEHOLDER
from qiangxiao.sources.document import read_document
from qiangxiao.sources.yaml_reader import Data

_OPEN = ("field.placeholder", "field.missing")


def compose_sound(path: str, kind: Kind[Any], content: Content, blank: Blank) -> tuple[Composed, Content]:
    """Return the file's text, and the content with what was
    left out; raise FileRefused when nothing can be made of it.
    """
    composed = compose(path, kind, content, blank, ())
    document = read_document(path, composed.text.encode("utf-8"))
    wrong = [problem for problem in read_record(document, kind.model).problems if problem.code not in _OPEN]
    if not wrong:
        return composed, content
    values = content.values
    for problem in wrong:
        values = _blank(values, problem.field.split("."))
    notes = (f"{problem.message}没有照填，写上了“{PLACEHOLDER}”。{problem.hint}" for problem in wrong)
    sound = replace(content, values=values, left_out=(*content.left_out, *notes))
    return compose(path, kind, sound, blank, ()), sound


def _blank(values: dict[str, Data], place: Sequence[str]) -> dict[str, Data]:
    """Return the values with one of them replaced by the mark; of a list the whole list."""
    name, rest = place[0], place[1:]
    inner = values.get(name)
    if isinstance(inner, dict) and rest:
        return {**values, name: _blank(inner, rest)}
    return {**values, name: [PLACEHOLDER] if isinstance(inner, list) else PLACEHOLDER}
