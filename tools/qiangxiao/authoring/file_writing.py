"""Writes a content file whole or not at all, and never through a link."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from secrets import token_hex

from qiangxiao.foundation.errors import UsageError


def replace_file(root: Path, path: str, data: bytes) -> None:
    """Replace a regular file under `root`, keeping its permissions; raise UsageError if it is not one."""
    target = _inside(root, path)
    try:
        before = target.lstat()
    except OSError as error:
        raise UsageError(f"{path} 打不开：{error.strerror}") from None
    if not stat.S_ISREG(before.st_mode):
        raise UsageError(f"{path} 不是普通文件（可能是链接），没有写入。")
    _swap_in(target, data, stat.S_IMODE(before.st_mode))


def create_file(root: Path, path: str, data: bytes) -> None:
    """Write a new file under `root`, with its folders; raise UsageError if anything is already there."""
    target = _inside(root, path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _link_in(target, data)
    except FileExistsError:
        raise UsageError(f"{path} 已经有了，没有覆盖。") from None
    except OSError as error:
        raise UsageError(f"{path} 写不进去：{error.strerror}") from None


def write_file(root: Path, path: str, data: bytes) -> None:
    """Create or replace a file under `root`, with its folders."""
    if os.path.lexists(root / path):
        replace_file(root, path, data)
    else:
        create_file(root, path, data)


def write_output(place: Path, text: str, is_appended: bool = False) -> None:
    """Write text where the caller of the program wants it,
    anywhere on the disk; raise UsageError if that fails.
    """
    try:
        with place.open("a" if is_appended else "w", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{place} 写不进去：{error.strerror}") from None


def delete_file(root: Path, path: str) -> None:
    """Delete a file under `root`; a link is deleted itself, never what it points to."""
    _inside(root, path).unlink(missing_ok=True)


def remove_empty_folders(root: Path, path: str) -> None:
    """Remove the folders of a path under `root`, from the innermost, as long as nothing is in them."""
    for folder in Path(path).parents[:-1]:
        try:
            (root / folder).rmdir()
        except OSError:
            return


def _inside(root: Path, path: str) -> Path:
    """Return the place of a path under `root`; raise UsageError if a folder on the way is a link."""
    place = root
    parts = Path(path).parts
    if Path(path).is_absolute() or ".." in parts:
        raise UsageError(f"{path} 不在项目文件夹里。")
    for part in parts[:-1]:
        place = place / part
        if place.is_symlink():
            raise UsageError(f"{path} 要经过链接 {part}，没有写入。")
    return root / path


def _link_in(target: Path, data: bytes) -> None:
    """Write beside the target, then give the whole file
    its name; raise FileExistsError if the name is taken.
    """
    beside = target.with_name(f".{target.name}.{token_hex(4)}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(data)
        try:
            os.link(beside, target)
        except FileExistsError:
            raise
        except OSError:  # no hard links here: a network drive, a memory card
            if os.path.lexists(target):
                raise FileExistsError from None
            os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)


def _swap_in(target: Path, data: bytes, mode: int) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            os.fchmod(file.fileno(), mode) if hasattr(os, "fchmod") else None
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
