"""What only editors write, in files that a school sends.

Sign-offs must be those that are there already. The online form shows neither them nor a school's maintainers,
so what is not sent stays as it is.
"""

from __future__ import annotations

from typing import Any

from qiangxiao.authoring.formatter import order_keys, write_document
from qiangxiao.authoring.package_entries import Refusal
from qiangxiao.records.kind import Kind
from qiangxiao.sources.document import Document, read_document
from qiangxiao.sources.yaml_reader import Data

_KEY = "review"
_KEPT = (_KEY, "maintainers")


def sign_off_refusal(path: str, sent: bytes, before: bytes | None) -> Refusal | None:
    """Return why a file cannot be taken for the sign-offs it brings or changes, or nothing."""
    document = read_document(path, sent)
    brought = _of(document)
    if not brought or brought == _of(read_document(path, before or b"")):
        return None
    line = document.locate((_KEY,), at_key=True).line
    message = "“审校记录”（review）只由编辑在审校时写入，投稿包里的与编辑记下的不一样。"
    return Refusal(path, message, "请从文件里删去 review 这一项和它下面的各行，再交来。", line)


def keep_keys(path: str, text: str, before: bytes | None, kind: Kind[Any]) -> str:
    """Return the text of a file with the editors' keys that
    it lacks; where it says something new, sign-offs are void.
    """
    if before is None:
        return text
    new, old = read_document(path, text.encode("utf-8")), read_document(path, before)
    if not isinstance(new.data, dict) or not isinstance(old.data, dict):
        return text
    kept = {key: old.data[key] for key in _KEPT if old.data.get(key) and key not in new.data}
    return write_document(path, order_keys({**new.data, **kept}, kind.model), new.body) if kept else text


def _of(document: Document) -> Data:
    return document.data.get(_KEY) or None if isinstance(document.data, dict) else None
