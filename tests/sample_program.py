"""The repository's sample program, and running `qiangxiao` on a copy of it as a person would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
AS_OF = "2026-11-20"


def qiangxiao(
    root: Path, *arguments: str, as_of: str = AS_OF, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the program as a person would, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "qiangxiao", "--root", str(root), "--as-of", as_of, "--no-color", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "tools"), **environment},
        cwd=root,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def copy_program(target: Path) -> Path:
    """Copy the repository's content, without its settings and hand-written pages, to a new root."""
    shutil.copytree(REPOSITORY / "schools", target / "schools")
    for name in ("bulletins", "events"):
        shutil.copytree(REPOSITORY / "docs" / name, target / "docs" / name)
    return target
