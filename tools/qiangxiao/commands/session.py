"""What every command needs: the root, the as-of date, the console, and the loaded program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.catalog.loader import Loaded, load
from qiangxiao.catalog.loader import Progress as Report
from qiangxiao.checks.run import run_checks
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.problems import Problem, in_order
from qiangxiao.sources.text import read_limited


@dataclass
class Session:
    """One call of the program."""

    root: Path
    stated_as_of: date | None
    output: Console
    messages: Console
    _last_lines: tuple[str, list[str]] = field(default=("", []), init=False, repr=False)

    @cached_property
    def loaded(self) -> Loaded:
        """The catalog and the problems found while reading it."""
        self.require_root()
        with self.progress("读取文件") as report:
            return load(self.root, progress=report)

    def require_root(self) -> None:
        """Raise UsageError when the root is not one: before anything is written there."""
        if not (self.root / "schools").is_dir():
            raise UsageError(f"{self.root} 里没有 schools 文件夹。请用 --root 指明项目所在的文件夹。")

    @property
    def catalog(self) -> Catalog:
        """The loaded catalog."""
        return self.loaded.catalog

    @cached_property
    def as_of(self) -> date:
        """The day everything is computed for: stated, or today in the program's time zone."""
        return self.stated_as_of or self.now.date()

    @property
    def now(self) -> datetime:
        """This moment in the program's time zone."""
        try:
            zone = ZoneInfo(self.catalog.program.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            zone = ZoneInfo("Asia/Shanghai")
        return datetime.now(zone)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of the tree."""
        return in_order((*self.loaded.problems, *run_checks(self.catalog, self.as_of)))

    @property
    def site_url(self) -> str:
        """Address of the deployed site, or empty when the program does not know it."""
        return self.catalog.program.site.url or ""

    def read_line(self, path: str, line: int) -> str:
        """Return one line of a content file, or the empty string."""
        if self._last_lines[0] != path:
            data = read_limited(self.root / path) if path.endswith((".yml", ".md")) else b""
            text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
            self._last_lines = (path, text.split("\n"))
        lines = self._last_lines[1]
        return lines[line - 1] if 0 < line <= len(lines) else ""

    @contextmanager
    def progress(self, title: str) -> Iterator[Report]:
        """Show a progress bar while a step runs, when a terminal is attached."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(
            *columns, console=self.messages, transient=True, disable=not self.messages.is_terminal
        ) as bar:
            task = bar.add_task(title, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)
