"""What only editors write, in files that a school sends.

The online form shows none of it, so what is not sent stays as it is; what is sent must be what is there.
"""

from __future__ import annotations

from typing import Any

from qiangxiao.authoring.doors import judge
from qiangxiao.authoring.file_changes import FileChange
from qiangxiao.authoring.formatter import order_keys, write_document
from qiangxiao.authoring.package_entries import Refusal
from qiangxiao.catalog.authority import Actor, Role, guarded_keys
from qiangxiao.records.kind import Kind
from qiangxiao.sources.document import read_document

_CORRECTIONS = "corrections"
"""No form asks for them: a package that lacks those there are was made before they were."""


def authority_refusals(path: str, sent: bytes, before: bytes | None, owner: str) -> list[Refusal]:
    """Return why a file is not its sender's to send as it is."""
    change = FileChange(path, "新增" if before is None else "修改", before, sent)
    actor = Actor(Role.SCHOOL, frozenset({owner}))
    data = read_document(path, sent).data
    said = data if isinstance(data, dict) else {}
    return [
        Refusal(path, problem.message, problem.hint, problem.span.line)
        for problem in judge((change,), actor)
        if not problem.field or problem.field in said
    ]


def keep_keys(path: str, text: str, before: bytes | None, kind: Kind[Any]) -> str:
    """Return the text of a file with the editors' keys that it lacks; what was corrected is told for good."""
    if before is None:
        return text
    new, old = read_document(path, text.encode("utf-8")), read_document(path, before)
    if not isinstance(new.data, dict) or not isinstance(old.data, dict):
        return text
    kept = {
        key: old.data[key]
        for key in (*guarded_keys(path), _CORRECTIONS)
        if old.data.get(key) and key not in new.data
    }
    return write_document(path, order_keys({**new.data, **kept}, kind.model), new.body) if kept else text
