"""The program as a wheel brings it, far from the repository."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from sample_program import AS_OF, REPOSITORY, Done


@dataclass(frozen=True, slots=True)
class Installed:
    """A folder into which the wheel was installed."""

    place: Path

    def __call__(self, root: Path, *arguments: str, **environment: str) -> Done:
        """Run the program in a folder, which is made if need be."""
        root.mkdir(parents=True, exist_ok=True)
        return self.python("-m", "qiangxiao", "--as-of", AS_OF, *arguments, cwd=root, **environment)

    def python(self, *arguments: str, cwd: Path | None = None, **environment: str) -> Done:
        """Run Python where the installed program is the one that is found."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(self.place), **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


def install(folder: Path) -> None:
    """Make the wheel and install it in a folder."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(build, cwd=REPOSITORY, capture_output=True, check=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--compile"]
    subprocess.run([*command, "--target", str(folder / "lib"), str(wheel)], capture_output=True, check=True)
