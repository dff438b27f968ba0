"""Bytes to a file, with the file's name in whatever goes wrong; and a whole folder away."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

_AT_ONCE = 16
"""Folders that are removed at once. Of 7,946 in turn, depth first as `rm -rf` does it, each waited for the
disk: 15 to 20 s on an ext4 that gives back its blocks (`discard`). Files first and then one folder after
another are 1 to 5 s, sixteen at once 0.5 s.
"""


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file; an OSError names it, which the system forgets when it is the disk that is full."""
    try:
        path.write_bytes(data)
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def replace_bytes(path: Path, data: bytes) -> None:
    """Write a file so that whoever reads it sees the old one or the new one, whole; an OSError names it."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as error:
        error.filename = error.filename or str(path)
        with suppress(OSError):
            part.unlink()
        raise


def remove_tree(tree: Path) -> None:
    """Remove a folder with all that is in it, links as links. Raises OSError."""
    levels = [[str(tree)]]
    while levels[-1]:
        levels.append([below for folder in levels[-1] for below in _empty(folder)])
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for level in reversed(levels):
            list(pool.map(os.rmdir, level))


def _empty(folder: str) -> list[str]:
    """Remove what is no folder from a folder; return the others."""
    below = []
    with os.scandir(folder) as listing:
        for entry in listing:
            if entry.is_dir(follow_symlinks=False):
                below.append(entry.path)
            else:
                os.unlink(entry.path)
    return below
