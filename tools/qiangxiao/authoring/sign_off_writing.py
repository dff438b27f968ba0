"""A sign-off into the editors' file of an item: its canonical text, longer by one, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from qiangxiao.authoring.formatter import format_file
from qiangxiao.authoring.trial import present
from qiangxiao.authoring.yaml_writer import write_yaml
from qiangxiao.catalog.catalog import Entry
from qiangxiao.catalog.sign_offs import shown_pictures
from qiangxiao.foundation.errors import UsageError
from qiangxiao.records.base import SignOff
from qiangxiao.records.kind import Kind
from qiangxiao.records.sign_offs import path_of_sign_offs
from qiangxiao.sources.document import Document, read_document
from qiangxiao.sources.yaml_reader import Data


def read_signable(path: str, data: bytes, kind: Kind[Any]) -> Document:
    """Return a file that can be signed; raise UsageError for one that cannot be read or kept as it is."""
    tidy = format_file(path, data, kind)
    document = read_document(path, data)
    if tidy.text is None or not isinstance(document.data, dict):
        raise UsageError(f"{path}:{tidy.line}: {tidy.reason}")
    return document


def photo_digests(root: Path, entry: Entry[Any]) -> dict[str, str]:
    """Return the digests of the photos that an item shows, by path, as they lie there."""
    paths = [f"{entry.picture_folder}{shown.file}" for shown in shown_pictures(entry, {})]
    found = {path: present(root / path) for path in paths}
    return {path: sha256(data).hexdigest() for path, data in found.items() if data is not None}


def add_sign_off(root: Path, entry: Entry[Any], sign_off: SignOff) -> tuple[str, str]:
    """Return where the sign-offs of an item lie and what they are with another one.

    It replaces those of its step that no longer hold.
    """
    path = path_of_sign_offs(entry.permanent_id)
    before = present(root / path)
    data = read_document(path, before).data if before is not None else None
    listed = data.get("signed") if isinstance(data, dict) else None
    void = {(s.step.value, s.by, s.on.isoformat(), s.digest) for s in entry.review if s not in entry.signed}
    kept: list[Data] = [
        item
        for item in (listed if isinstance(listed, list) else [])
        if not (
            isinstance(item, dict)
            and item.get("step") == sign_off.step.value
            and tuple(item.get(key) for key in ("step", "by", "on", "digest")) in void
        )
    ]
    return path, sheet_text(entry.permanent_id, [*kept, written(sign_off)])


def written(sign_off: SignOff) -> Data:
    """Return a sign-off as a file says it."""
    return {
        "step": sign_off.step.value,
        "by": sign_off.by,
        "on": sign_off.on.isoformat(),
        "digest": sign_off.digest,
    }


def sheet_text(item: str, signed: Iterable[Data]) -> str:
    """Return the text of the file with the sign-offs of an item."""
    data: dict[str, Data] = {"item": item, "signed": list(signed)}
    return write_yaml(data)
