"""Programs run where file systems may be mounted, that
nobody else sees and that are gone when the program ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

_TESTS = Path(__file__).parent
_PATHS = f"PYTHONPATH={_TESTS.parent / 'tools'}{os.pathsep}{_TESTS}"


@cache
def _prefix() -> tuple[str, ...] | None:
    """Return what makes a place to mount in; GitHub's machines give root to whoever asks."""
    for way in (("unshare", "--mount"), ("sudo", "-n", "unshare", "--mount")):
        try:
            tried = [*way, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
            if subprocess.run(tried, capture_output=True, check=False).returncode == 0:
                return way
        except OSError:
            continue
    return None


def run_with_mounts(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program in Python that may mount. Where that
    is not allowed the test is skipped, but never in CI.
    """
    prefix = _prefix()
    if prefix is None:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up("不能挂载文件系统：需要 root，或不用密码的 sudo")
    command = [*prefix, "env", _PATHS, "PYTHONDONTWRITEBYTECODE=1", sys.executable, "-c", program, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
