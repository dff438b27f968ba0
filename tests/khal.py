"""The calendar program khal, run with a home of its own and one empty calendar."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

_SETTINGS = """[calendars]
[[events]]
path = {home}/events
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = {zone}
default_timezone = {zone}
[default]
default_calendar = events
[sqlite]
path = {home}/khal.db
"""
_COLUMNS = ("uid", "title", "status", "start", "end", "location")


class Khal:
    """khal as somebody in a time zone has it."""

    def __init__(self, home: Path, zone: str = "Asia/Shanghai") -> None:
        program = shutil.which("khal")
        if program is None:
            pytest.fail("khal is not installed: apt-get install khal", pytrace=False)
        (home / "events").mkdir(parents=True)
        (home / "config").write_text(_SETTINGS.format(home=home, zone=zone))
        self.command = [program, "-c", str(home / "config")]
        self.environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}

    def take(self, file: Path) -> None:
        """Import a calendar file, replacing what is known."""
        self._run("import", "--batch", "-a", "events", str(file))

    def shown(self) -> list[dict[str, str]]:
        """Return every event of 2026 and 2027 as khal shows it, by start."""
        form = "\t".join(f"{{{name}}}" for name in _COLUMNS)
        told = self._run("list", "--day-format", "", "--once", "--format", form, "2026-01-01", "2027-12-31")
        rows = [line.split("\t") for line in told.splitlines() if line]
        return [dict(zip(_COLUMNS, map(str.strip, row), strict=True)) for row in rows]

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [*self.command, *arguments],
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "rror" not in done.stderr and "ritical" not in done.stderr, done.stderr
        return done.stdout
