"""Artifacts to a folder of plain files that any engine can build. Only what changed is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from qiangxiao.rendering.page import Artifact
from qiangxiao.site.ledger import Ledger


class DuplicateOutputError(Exception):
    """Two producers claim one path: a bug of the program, never of content."""


@dataclass(frozen=True, slots=True)
class Staged:
    """What is in the staging folder, each file with its digest, and what staging did."""

    folder: Path
    digests: Mapping[str, str]
    changed: frozenset[str]
    removed: frozenset[str]


def stage(artifacts: Iterable[Artifact], folder: Path) -> Staged:
    """Make `folder` hold exactly the artifacts, touching no file whose bytes are already right."""
    ledger = Ledger(folder, folder.with_name(f"{folder.name}.json"))
    seen: dict[str, str] = {}
    digests: dict[str, str] = {}
    changed: set[str] = set()
    for artifact in artifacts:
        folded = artifact.path.casefold()
        if folded in seen:
            raise DuplicateOutputError(f"{artifact.path} / {seen[folded]}")
        seen[folded] = artifact.path
        digests[artifact.path] = digest = sha256(artifact.data).hexdigest()
        if ledger.put(artifact.path, artifact.data, digest):
            changed.add(artifact.path)
    removed = ledger.keep_only(digests)
    ledger.save()
    return Staged(folder, digests, frozenset(changed), removed)
