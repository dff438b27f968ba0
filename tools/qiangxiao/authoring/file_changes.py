"""The files that differ between two states of a repository, with what they were and are, as git knows them.

Of the whole repository, not only of the program's folder: what lies outside it has a path that begins `../`.
A rename is one file gone and one come; a link and another repository (submodule) are told by their mode.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qiangxiao.authoring.git_branch import open_repository, run_git
from qiangxiao.foundation.errors import UsageError
from qiangxiao.sources.text import MAX_BYTES

_GONE = "000000"
_SPECIAL = {"120000": "符号链接", "160000": "别的仓库（submodule）"}


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file of a change. `before` and `after` are its bytes, None where there is no plain file of a text's
    size; `special` says what it is if it is no plain file.
    """

    path: str
    what: str
    before: bytes | None = None
    after: bytes | None = None
    special: str = ""


def file_changes(root: Path, base: str, head: str = "") -> tuple[FileChange, ...]:
    """Return what differs from `base` in the commit `head`, or in the files as they lie there. In path order.

    Both are commits; whoever names a revision has it looked up before.
    """
    repository = open_repository(root)
    found: dict[str, tuple[str, str, str]] = {}
    # a .gitmodules of the change itself could ask git to say nothing of other repositories
    asked = ("--raw", "--no-renames", "--no-abbrev", "--ignore-submodules=none", "-z", base)
    parts = _run(repository.top, "diff", *asked, *([head] if head else []), "--").split(b"\0")[:-1]
    for row, name in zip(parts[::2], parts[1::2], strict=True):
        old_mode, new_mode, old_blob, *_ = row.decode().lstrip(":").split(" ")
        found[name.decode("utf-8", "replace")] = (old_mode, new_mode, old_blob)
    if not head:
        for name in _run(repository.top, "ls-files", "--others", "--exclude-standard", "-z").split(b"\0")[
            :-1
        ]:
            found.setdefault(name.decode("utf-8", "replace"), (_GONE, "", ""))
    changes = (_change(repository.top, head, path, *row) for path, row in found.items())
    placed = (_placed(change, repository.prefix) for change in changes)
    return tuple(sorted(placed, key=lambda change: change.path))


def _change(top: Path, head: str, path: str, old_mode: str, new_mode: str, old_blob: str) -> FileChange:
    what = "新增" if old_mode == _GONE else "删除" if new_mode == _GONE else "修改"
    special = _SPECIAL.get(new_mode, "") or _SPECIAL.get(old_mode, "")
    if not head and new_mode != _GONE and not special:
        special = _look(top / path)
    before = _blob(top, old_blob) if old_mode != _GONE and not special else None
    after = None
    if new_mode != _GONE and not special:
        after = _blob(top, f"{head}:{path}") if head else _read(top / path)
    return FileChange(path, what, before, after, special)


def _placed(change: FileChange, prefix: str) -> FileChange:
    inside = change.path.startswith(prefix)
    path = change.path.removeprefix(prefix) if inside else f"../{change.path}"
    return FileChange(path, change.what, change.before, change.after, change.special)


def _look(place: Path) -> str:
    """Return what a path in the working tree is if it is no plain file."""
    try:
        mode = place.lstat().st_mode
    except OSError:
        return ""
    return "" if stat.S_ISREG(mode) else "符号链接" if stat.S_ISLNK(mode) else "特殊文件"


def _read(place: Path) -> bytes | None:
    try:
        with place.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        return None
    return data if len(data) <= MAX_BYTES else None


def _blob(top: Path, name: str) -> bytes | None:
    """Return a blob by its name; None for one that is not there or longer than any text may be."""
    size = run_git(top, ("cat-file", "-s", name))
    if size.returncode or int(size.stdout) > MAX_BYTES:
        return None
    done = run_git(top, ("cat-file", "blob", name))
    return None if done.returncode else done.stdout


def files_at(root: Path, commit: str, paths: Iterator[str] | tuple[str, ...]) -> dict[str, bytes]:
    """Return the files of a commit that are there, by their path from the program."""
    repository = open_repository(root)
    found = {path: _blob(repository.top, f"{commit}:{repository.prefix}{path}") for path in paths}
    return {path: data for path, data in found.items() if data is not None}


def _run(folder: Path, *arguments: str) -> bytes:
    done = run_git(folder, arguments)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().replace("\n", "；")
        raise UsageError(f"git {arguments[0]} 没有成功：{said}")
    return done.stdout
