"""What changed since a revision: files added, changed and
deleted, committed or not, and the tree they started from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from qiangxiao.authoring.git_branch import open_repository, run_git
from qiangxiao.foundation.errors import UsageError


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths relative to the program's folder, sorted. `base` is the commit the changes started from."""

    root: Path
    base: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path that is not as it was."""
        return tuple(sorted((*self.added, *self.changed, *self.deleted)))

    @contextmanager
    def before(self) -> Iterator[Path]:
        """Lay out the content as it was, in a temporary place, and yield the program's place there."""
        with replace(open_repository(self.root), base=self.base).export_folders(
            ("schools", "docs")
        ) as folder:
            yield folder


def changes_since(root: Path, revision: str) -> Changes:
    """Return what a branch changed since it left `revision`, with what is not committed yet.

    What others changed on `revision` meanwhile is not counted.
    Raises UsageError for a revision that cannot be used.
    """
    base = common_start(root, commit_of(root, revision), "HEAD")
    by_letter: dict[str, set[str]] = {"A": set(), "M": set(), "D": set()}
    parts = _list(root, "diff", "--name-status", "--no-renames", "-z", "--relative", base, "--")
    for letter, path in zip(parts[::2], parts[1::2], strict=True):
        by_letter[letter if letter in by_letter else "M"].add(path)
    by_letter["A"] |= set(_list(root, "ls-files", "--others", "--exclude-standard", "-z"))
    added, changed, deleted = (tuple(sorted(paths)) for paths in by_letter.values())
    return Changes(root, base, added, changed, deleted)


def commit_of(root: Path, revision: str) -> str:
    """Return the commit that a revision names; raises UsageError for one that cannot be used."""
    if revision.startswith("-") or not revision.isprintable():
        raise UsageError(f"git 版本不对：{revision!r}")
    open_repository(root)
    found = run_git(root, ("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"))
    if found.returncode:
        raise UsageError(f"git 里没有“{revision}”这个版本。")
    return found.stdout.decode().strip()


def common_start(root: Path, commit: str, head: str) -> str:
    """Return the commit from which two went apart; raises UsageError when there is none."""
    found = run_git(root, ("merge-base", commit, head))
    base = found.stdout.decode().strip()
    # of a commit's name it catches all that git writes, spares "" and a message
    if found.returncode or not re.fullmatch("[0-9a-f]{40,64}", base):
        raise UsageError(f"找不到与“{commit}”共同的起点；浅克隆请先取全历史：git fetch --unshallow")
    return base


def _list(root: Path, *arguments: str) -> list[str]:
    done = run_git(root, arguments)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().replace("\n", "；")
        raise UsageError(f"git {arguments[0]} 没有成功：{said}")
    return done.stdout.decode("utf-8", "replace").split("\0")[:-1]
