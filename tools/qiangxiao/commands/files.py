"""Finds the path under the root for a file named on the command line."""

from __future__ import annotations

from pathlib import Path

from qiangxiao.foundation.errors import UsageError


def relative_path(root: Path, given: str) -> str:
    """Return the path relative to the root, with forward
    slashes; raise UsageError when there is no such file.
    """
    for candidate in (Path(given), root / given):
        if candidate.exists():
            absolute = candidate.resolve()
            if absolute.is_relative_to(root.resolve()):
                return absolute.relative_to(root.resolve()).as_posix()
    shown = "".join(char if char.isprintable() else "\ufffd" for char in given)
    raise UsageError(f"没有这个文件：{shown}")
