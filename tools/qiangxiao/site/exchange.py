"""Two paths change places, in one step where the system
has one: at no moment is there neither, or a mixture.
"""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path
from typing import Any

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_SYSTEM: Any = None if os.name == "nt" else ctypes.CDLL(None, use_errno=True)
# What a system or a file system without the exchange answers (NFS, FAT, kernels before 3.15).
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def exchange(one: Path, other: Path) -> None:
    """Let two files or folders of one mount change places.

    Where this takes more than one step, `other` is gone for some microseconds; a process killed in them
    leaves a name beside `one` from which `finish_exchange` goes on.
    """
    if not _exchange_at_once(one, other):
        aside = _name_aside(one)
        os.rename(other, aside)
        try:
            os.rename(one, other)
        except OSError:
            os.rename(aside, other)
            raise
        os.rename(aside, one)


def finish_exchange(one: Path, other: Path) -> None:
    """Go on where an exchange in several steps was killed."""
    aside = _name_aside(one)
    if os.path.lexists(aside):
        os.rename(aside, one if os.path.lexists(other) else other)


def point(link: Path, text: str) -> None:
    """Let a symbolic link, which may exist, point elsewhere in one step."""
    forget_pointing(link)
    os.symlink(text, _fresh(link))
    os.replace(_fresh(link), link)


def forget_pointing(link: Path) -> None:
    """Remove what a `point` that was killed left beside the link."""
    _fresh(link).unlink(missing_ok=True)


def is_elsewhere(folder: Path, other: Path) -> bool:
    """Tell whether nothing can be renamed from one folder
    into the other: another file system, or another mount.
    """
    if folder.stat().st_dev != other.stat().st_dev:
        return True
    try:  # a bind mount has the same device; the system looks at the mounts before it looks for the file
        os.rename(folder / ".qiangxiao-none", other / ".qiangxiao-none")
    except OSError as error:
        return error.errno == errno.EXDEV
    return False


def flush(folder: Path) -> None:
    """Have everything written to the disk that carries
    a folder, where the system can do that for one disk.
    """
    if hasattr(_SYSTEM, "syncfs"):
        handle = os.open(folder, os.O_RDONLY)
        try:
            _SYSTEM.syncfs(handle)
        finally:
            os.close(handle)


def _fresh(link: Path) -> Path:
    return link.with_name(f".qiangxiao-{link.name}.link")


def _name_aside(path: Path) -> Path:
    return path.with_name(f"{path.name}.aside")


def _exchange_at_once(one: Path, other: Path) -> bool:
    """Try it in one step; tell whether that was possible."""
    if not hasattr(_SYSTEM, "renameat2"):
        return False
    paths = os.fsencode(one), os.fsencode(other)
    if _SYSTEM.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))
