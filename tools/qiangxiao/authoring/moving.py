"""Moves what only editors write out of contributors' files: sign-offs and accounts in the old places.

A sign-off that no longer holds where it stands is not moved: it is told, and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qiangxiao.authoring.formatter import write_document
from qiangxiao.authoring.sign_off_writing import photo_digests, sheet_text, written
from qiangxiao.authoring.trial import present
from qiangxiao.authoring.yaml_writer import write_yaml
from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.catalog.sign_offs import shown_pictures
from qiangxiao.records.fingerprint import holds
from qiangxiao.records.owners import OWNERS
from qiangxiao.records.school import SCHOOL
from qiangxiao.records.seal import seal
from qiangxiao.records.sign_offs import path_of_sign_offs
from qiangxiao.sources.document import Document, read_document
from qiangxiao.sources.yaml_reader import Data

# catches "review:\n  - step: 初审", "maintainers: [a]", spares "  review: a", "reviewer: a", "正文 review:"
OLD_KEY = re.compile(rb"^(?:review|maintainers):", re.MULTILINE)
_OWNERS_PATH = f"schools/{OWNERS.example}"


@dataclass(frozen=True, slots=True)
class Move:
    """What is written where, and what is to be said of it."""

    files: Mapping[str, bytes]
    told: tuple[str, ...]


def plan_move(root: Path, catalog: Catalog, paths: Iterable[str]) -> Move:
    """Return the files that change when the old keys of some content files are moved."""
    wanted = frozenset(paths)
    files: dict[str, bytes] = {}
    told: list[str] = []
    accounts: dict[str, tuple[str, ...]] = {}
    for entry in catalog.entries():
        if entry.path not in wanted or not hasattr(entry.record, "review"):
            continue
        document = read_document(entry.path, present(root / entry.path) or b"")
        if not isinstance(document.data, dict):
            continue
        gone = [key for key in ("review", "maintainers") if key in document.data and _is_old(entry, key)]
        if not gone:
            continue
        if entry.record.review:
            told += _move_sign_offs(root, entry, document, files)
        if "maintainers" in gone:
            accounts[entry.school_id] = entry.record.maintainers
            told.append(f"账号：{entry.path} → {_OWNERS_PATH}（{'、'.join(entry.record.maintainers)}）")
        kept = {key: value for key, value in document.data.items() if key not in gone}
        files[entry.path] = write_document(entry.path, kept, document.body).encode("utf-8")
    if accounts:
        files[_OWNERS_PATH] = _owners(root, accounts).encode("utf-8")
    return Move(files, tuple(told))


def _is_old(entry: Entry[Any], key: str) -> bool:
    return key == "review" or entry.kind is SCHOOL


def _move_sign_offs(
    root: Path, entry: Entry[Any], document: Document, files: dict[str, bytes]
) -> Iterable[str]:
    path = path_of_sign_offs(entry.permanent_id)
    shown = shown_pictures(entry, photo_digests(root, entry))
    left_out = entry.kind.signed_without
    sealed = seal(document, left_out, entry.permanent_id, shown)
    moved: list[Data] = [written(known) for known in entry.review]
    for old in entry.record.review:
        who = f"{old.step.value} {old.by} {old.on}"
        if holds(old.digest, document, left_out):
            moved.append(written(old.model_copy(update={"digest": sealed})))
            yield f"签名：{entry.path} 的{who} → {path}，请核对是编辑签的"
        else:
            yield f"签名：{entry.path} 的{who}已经失效，没有移，请重新审校"
    if moved:
        files[path] = sheet_text(entry.permanent_id, moved).encode("utf-8")


def _owners(root: Path, accounts: Mapping[str, tuple[str, ...]]) -> str:
    data = read_document(_OWNERS_PATH, present(root / _OWNERS_PATH) or b"").data
    rows = data.get("folders") if isinstance(data, dict) else None
    known: dict[str, list[Data]] = {}
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(row.get("accounts"), list):
            known.setdefault(str(row.get("school")), []).extend(row["accounts"])  # type: ignore[arg-type]
    for school, names in accounts.items():
        own = known.setdefault(school, [])
        own += [name for name in names if name not in own]
    folders: list[Data] = [{"school": school, "accounts": own} for school, own in sorted(known.items())]
    return write_yaml({"folders": folders})
