"""Bytes to a file, with the file's name in whatever goes wrong."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


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
