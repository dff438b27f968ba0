"""Bytes to a file, with the file's name in whatever goes wrong."""

from __future__ import annotations

from pathlib import Path


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file; an OSError names it, which the system forgets when it is the disk that is full."""
    try:
        path.write_bytes(data)
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
