"""Run an engine over the staging folder, in a process of its own with a fixed clock and hash seed."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from qiangxiao.foundation.errors import SettingsError
from qiangxiao.site.file_output import write_bytes

_MENDABLE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO, errno.EMFILE, errno.ENOMEM)
# as Python says it (`[Errno 28] No space left on device: '/site/a.html'`) and as Rust does (`(os error 28)`)
# catches "[Errno 28] No space left on device: '/site/a.html'", "(os error 28)", spares "error 28"
_SYSTEM_ERROR = re.compile(r"\[Errno (\d+)\] [^:\n]*(?:: '([^'\n]*)')?|\(os error (\d+)\)")


class EngineError(Exception):
    """The engine failed; the message is the end of what it printed."""


class EngineKilledError(EngineError):
    """The system or somebody ended the engine; the message is the signal's number."""


@dataclass(frozen=True, slots=True)
class EngineRun:
    """Settings of one run. `is_incremental` lets mkdocs
    skip pages whose staged file is older than its output.

    `lock` is the descriptor of the build's lock: the engine holds it too, so that no other build starts while
    an engine goes on whose build was killed.
    """

    name: str
    settings: Path
    epoch: int
    lock: int | None = None


def write_settings(target: Path, base: Path, overrides: dict[str, Any]) -> None:
    """Write engine settings that inherit the project's `mkdocs.yml` and override folders and names."""
    header = {"INHERIT": str(base), **overrides}
    target.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(target, yaml.dump(header, allow_unicode=True, sort_keys=False).encode())


def run_engine(run: EngineRun) -> None:
    """Build the site.

    Raises EngineError when the engine fails, OSError when the system did not let it write or read,
    SettingsError when it is not installed.
    """
    commands = {
        "mkdocs": ["build", "-q", "-f", str(run.settings)],
        "zensical": ["build", "-f", str(run.settings)],
    }
    environment = os.environ | {
        "SOURCE_DATE_EPOCH": str(run.epoch),
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        [sys.executable, "-m", run.name, *commands[run.name]],
        cwd=run.settings.parent,
        env=environment,
        capture_output=True,
        check=False,
        pass_fds=() if run.lock is None or os.name == "nt" else (run.lock,),
    )
    printed = (done.stdout + done.stderr).decode("utf-8", "replace")
    if f"No module named {run.name}" in printed:
        raise SettingsError(f"没有安装 {run.name}。")
    if done.returncode < 0:
        raise EngineKilledError(str(-done.returncode))
    if done.returncode:
        for found in _SYSTEM_ERROR.finditer(printed):
            number = int(found[1] or found[3])
            if number in _MENDABLE:
                raise OSError(number, os.strerror(number), found[2] or str(run.settings.parent))
        raise EngineError("\n".join(printed.strip().splitlines()[-20:]))
