"""Checks a set of new files in a temporary copy of the program, then writes them all or none."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from qiangxiao.authoring.file_writing import delete_file, write_file
from qiangxiao.catalog.catalog import Catalog
from qiangxiao.catalog.loader import Progress, load
from qiangxiao.catalog.permalinks import LEDGER_PATH
from qiangxiao.checks.run import run_checks
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.problems import Problem, in_order
from qiangxiao.records.kinds import CITY_FOLDERS

CONTENT = ("schools", *CITY_FOLDERS, LEDGER_PATH)
"""Everything that the checks look at."""


def present(place: Path) -> bytes | None:
    """Return the bytes of a regular file; nothing for anything else, or when there is nothing."""
    try:
        return place.read_bytes() if stat.S_ISREG(place.lstat().st_mode) else None
    except OSError:
        return None


def write_all(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Write files, each whole, and delete those that are None; when one cannot be written, put everything
    back and raise UsageError.
    """
    done: list[tuple[str, bytes | None]] = []
    try:
        for path, data in files.items():
            done.append((path, present(root / path)))
            _put_back(root, path, data)
    except BaseException as error:
        for path, before in reversed(done):
            _put_back(root, path, before)
        if isinstance(error, OSError):
            raise UsageError(f"写不进去，已全部复原：{error.strerror}") from error
        raise


def _put_back(root: Path, path: str, data: bytes | None) -> None:
    """Write a file, or delete it with the folders that it leaves empty."""
    if data is not None:
        write_file(root, path, data)
        return
    delete_file(root, path)
    for folder in (root / path).parents:
        if folder == root or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()


def problems_of(
    root: Path, as_of: date, progress: Progress | None = None
) -> tuple[tuple[Problem, ...], Catalog]:
    """Return every problem of a program, and its catalog."""
    loaded = load(root, progress=progress)
    return in_order((*loaded.problems, *run_checks(loaded.catalog, as_of))), loaded.catalog


def problems_with(
    root: Path, files: Mapping[str, bytes | None], as_of: date, progress: Progress | None = None
) -> tuple[tuple[Problem, ...], Catalog]:
    """Check a temporary copy of the program with some files put over it, and those that are None gone."""
    with tempfile.TemporaryDirectory(prefix="qiangxiao-intake-") as folder:
        copy = Path(folder)
        try:
            for top in CONTENT:
                _copy(root / top, copy / top)
        except OSError:
            raise UsageError("内容复制不到临时文件夹，没有核对。请检查文件的权限和剩余的空间。") from None
        for path, data in files.items():
            _put_back(copy, path, data)
        return problems_of(copy, as_of, progress)


def new_problems(known: Iterable[Problem], found: Iterable[Problem]) -> list[Problem]:
    """Return the problems that were not there before, wherever their lines have moved to."""
    left = Counter((problem.path, problem.code, problem.field, problem.message) for problem in known)
    fresh = []
    for problem in found:
        key = (problem.path, problem.code, problem.field, problem.message)
        if left[key]:
            left[key] -= 1
        else:
            fresh.append(problem)
    return fresh


def _copy(source: Path, target: Path) -> None:
    """Copy a file or a folder; the links in it stay links, and what is itself a link is left out."""
    if source.is_symlink():
        return
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True, copy_function=_link, ignore=_name_special)
    elif source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        _link(str(source), str(target))


def _link(source: str, target: str) -> str:
    """Make a hard link, which `write_file` replaces and
    never writes into; a copy where there can be no link.
    """
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copyfile(source, target, follow_symlinks=False)
    return target


def _name_special(folder: str, names: list[str]) -> list[str]:
    """Name what can be neither linked nor copied safely, such as pipes."""
    plain = (stat.S_IFREG, stat.S_IFDIR, stat.S_IFLNK)
    return [name for name in names if stat.S_IFMT(os.lstat(os.path.join(folder, name)).st_mode) not in plain]
