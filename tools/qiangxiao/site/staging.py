"""Artifacts to a folder of plain files that any engine can build. Only what changed is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qiangxiao.rendering.page import Artifact
from qiangxiao.site.file_output import write_bytes


class DuplicateOutputError(Exception):
    """Two producers claim one path: a bug of the program, never of content."""


@dataclass(frozen=True, slots=True)
class Staged:
    """What staging did, as paths relative to the staging folder."""

    paths: frozenset[str]
    changed: frozenset[str]
    removed: frozenset[str]


def stage(artifacts: Iterable[Artifact], folder: Path) -> Staged:
    """Make `folder` hold exactly the artifacts, touching no file whose bytes are already right."""
    seen: dict[str, str] = {}
    changed: set[str] = set()
    for artifact in artifacts:
        folded = artifact.path.casefold()
        if folded in seen:
            raise DuplicateOutputError(f"{artifact.path} / {seen[folded]}")
        seen[folded] = artifact.path
        target = folder / artifact.path
        if target.is_file() and not target.is_symlink() and target.read_bytes() == artifact.data:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(target, artifact.data)
        changed.add(artifact.path)
    paths = frozenset(seen.values())
    return Staged(paths, frozenset(changed), frozenset(_prune(folder, paths)))


def _prune(folder: Path, keep: frozenset[str]) -> set[str]:
    removed = set()
    for path in sorted(folder.rglob("*"), reverse=True):
        relative = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif relative not in keep:
            path.unlink()
            removed.add(relative)
    return removed
