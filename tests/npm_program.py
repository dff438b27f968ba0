"""A foreign program from the package registry that judges a built site, installed once beside the build.

Apart from what the tests need: who never calls a judge never downloads it.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

CACHE = Path(__file__).parents[1] / ".build" / "judges"


def installed(*packages: str) -> Path:
    """Return the folder `node_modules` that holds the packages, each named with its version."""
    folder = CACHE / "-".join(packages).replace("/", "-")
    modules = folder / "node_modules"
    if not (modules / ".package-lock.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        # Browsers that packages like to fetch of their own accord are not to be had, and we have one.
        quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        subprocess.run(
            ["npm", "install", "--prefix", str(folder), *quiet, *packages], check=True, capture_output=True
        )
    return modules
