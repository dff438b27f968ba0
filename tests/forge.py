"""A forge in a folder: a bare repository with the sample program, and contributors' clones of it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from sample_program import copy_program

SETTINGS = {
    "GIT_AUTHOR_NAME": "某校",
    "GIT_AUTHOR_EMAIL": "office@example.edu.cn",
    "GIT_COMMITTER_NAME": "某校",
    "GIT_COMMITTER_EMAIL": "office@example.edu.cn",
    "GIT_AUTHOR_DATE": "2026-11-20T08:00:00+0800",
    "GIT_COMMITTER_DATE": "2026-11-20T08:00:00+0800",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder with settings of its own, and return what it says."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **SETTINGS},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"git {' '.join(arguments)}\n{done.stdout}{done.stderr}"
    return done.stdout.strip()


def commit(folder: Path, message: str = "改动") -> str:
    """Commit everything in a clone and return the commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def sample_repository(folder: Path) -> Path:
    """Return a repository with one commit, the sample program, on `main`."""
    copy_program(folder)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder, "示例")
    return folder
