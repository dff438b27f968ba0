"""A sign-off into a content file: the file's canonical
text with `review` longer by one, and nothing else changed.
"""

from __future__ import annotations

from typing import Any

from qiangxiao.authoring.formatter import format_file, order_keys, write_document
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.vocabulary import ReviewStep
from qiangxiao.records.base import SignOff
from qiangxiao.records.fingerprint import fingerprint, holds
from qiangxiao.records.kind import Kind
from qiangxiao.sources.document import Document, read_document
from qiangxiao.sources.yaml_reader import Data


def read_signable(path: str, data: bytes, kind: Kind[Any]) -> Document:
    """Return a file that can be signed; raise UsageError for one that cannot be read or kept as it is."""
    tidy = format_file(path, data, kind)
    document = read_document(path, data)
    if tidy.text is None or not isinstance(document.data, dict):
        raise UsageError(f"{path}:{tidy.line}: {tidy.reason}")
    return document


def digest_of(document: Document, kind: Kind[Any]) -> str:
    """Return the digest that a sign-off of the document as it stands carries."""
    return fingerprint(document, kind.signed_without)


def add_sign_off(document: Document, sign_off: SignOff, kind: Kind[Any]) -> str:
    """Return the text of a file with a sign-off added; it replaces those of its step that no longer hold."""
    assert isinstance(document.data, dict)
    review = document.data.get("review")
    kept: list[Data] = [
        item
        for item in (review if isinstance(review, list) else [])
        if not (isinstance(item, dict) and _is_void(item, sign_off.step, document, kind))
    ]
    signed: dict[str, Data] = {
        "step": sign_off.step.value,
        "by": sign_off.by,
        "on": sign_off.on.isoformat(),
        "digest": sign_off.digest,
    }
    data = order_keys({**document.data, "review": [*kept, signed]}, kind.model)
    return write_document(document.path, data, document.body)


def _is_void(item: dict[str, Data], step: ReviewStep, document: Document, kind: Kind[Any]) -> bool:
    return item.get("step") == step.value and not holds(
        str(item.get("digest")), document, kind.signed_without
    )
