"""Run an engine over the staging folder, in a process of its own with a fixed clock and hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from qiangxiao.foundation.errors import SettingsError

ENGINES = ("mkdocs", "zensical")


class EngineError(Exception):
    """The engine failed; the message is the end of what it printed."""


@dataclass(frozen=True, slots=True)
class EngineRun:
    """Settings of one run. `is_incremental` lets mkdocs skip pages whose staged file is older than its output."""

    name: str
    settings: Path
    epoch: int
    is_incremental: bool = False


def write_settings(target: Path, base: Path, overrides: dict[str, Any]) -> None:
    """Write engine settings that inherit the project's `mkdocs.yml` and override folders and names."""
    header = {"INHERIT": str(base), **overrides}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(yaml.dump(header, allow_unicode=True, sort_keys=False), encoding="utf-8")


def run_engine(run: EngineRun) -> None:
    """Build the site. Raises EngineError when the engine fails, SettingsError when it is not installed."""
    commands = {
        "mkdocs": ["build", "-q", "-f", str(run.settings), *(["--dirty"] if run.is_incremental else [])],
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
    )
    printed = (done.stdout + done.stderr).decode("utf-8", "replace")
    if f"No module named {run.name}" in printed:
        raise SettingsError(f"没有安装 {run.name}。")
    if done.returncode:
        raise EngineError("\n".join(printed.strip().splitlines()[-20:]))
