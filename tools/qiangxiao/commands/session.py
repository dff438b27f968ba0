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
from qiangxiao.commands.last_check import Checked, keeps_answers, recall_check, remember_check
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.problems import Problem, in_order
from qiangxiao.site.inputs import Inputs, look
from qiangxiao.site.readings import Readings
from qiangxiao.sources.text import read_limited


@dataclass
class Session:
    """One call of the program."""

    root: Path
    stated_as_of: date | None
    output: Console
    messages: Console
    seen: Inputs | None = None
    """What somebody saw of the root just before."""
    lender: Path | None = None
    """The work folder of another root with much the same files, whose readings are used and left alone."""
    _last_lines: tuple[str, list[str]] = field(default=("", []), init=False, repr=False)

    @cached_property
    def loaded(self) -> Loaded:
        """The catalog and the problems found while reading it."""
        self.require_root()
        with self.progress("读取文件") as report:
            return load(self.root, progress=report, kept=self._readings)

    @cached_property
    def _readings(self) -> Readings | None:
        """What is kept of earlier readings; nothing where nothing may be written."""
        if self.lender:
            return Readings(self.root, self.lender / "readings", Inputs({}, {}), borrowed=True)
        return Readings(self.root, self.work / "readings", self.inputs) if self._keeps_answers else None

    @property
    def has_program(self) -> bool:
        """Tell whether the root holds a program: what looks at other things works without one."""
        return (self.root / "schools").is_dir()

    def require_root(self) -> None:
        """Raise UsageError when the root is not one: before anything is written there."""
        if not self.has_program:
            raise UsageError(f"{self.root} 里没有 schools 文件夹。请用 --root 指明项目所在的文件夹。")

    @cached_property
    def inputs(self) -> Inputs:
        """What everything is made from, as it was before anything of it was read."""
        return self.seen or look(self.root, self.work)

    @property
    def work(self) -> Path:
        """The folder for what can be made again."""
        return self.root.resolve() / ".build"

    def again(self, root: Path | None = None) -> Session:
        """Return a session that reads everything anew, here or in another root."""
        return Session(root or self.root, self.stated_as_of, self.output, self.messages)

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
        return self.now_in(self.catalog.program.timezone if self.has_program else "")

    @staticmethod
    def now_in(timezone: str) -> datetime:
        """Return this moment in a time zone; in that of China where there is no such zone."""
        try:
            zone = ZoneInfo(timezone)
        except (ZoneInfoNotFoundError, ValueError):
            zone = ZoneInfo("Asia/Shanghai")
        return datetime.now(zone)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of the tree, as it is loaded."""
        before = self.inputs if self._keeps_answers else None  # seen before anything is read
        of_texts = self._readings.problems if self._readings else None
        loaded = self.loaded
        found = run_checks(self.catalog, self.as_of, of_texts)
        if self._readings:
            self._readings.save(self.catalog.paths)
        problems = in_order((*loaded.problems, *found))
        if before:
            checked = Checked(self.as_of, self.catalog.program.timezone, self.site_url, problems)
            remember_check(self.work, before, checked)
        return problems

    @property
    def known_problems(self) -> tuple[Problem, ...]:
        """Every problem of the tree, from the last check if that had the same tree: for who does not load
        it.
        """
        return self._checked.problems if self._checked else self.problems

    @property
    def site_url(self) -> str:
        """Address of the deployed site, or empty when the program does not know it."""
        if not self.has_program:
            return ""
        return self._checked.site_url if self._checked else self.catalog.program.site.url or ""

    @cached_property
    def _checked(self) -> Checked | None:
        """What the last check found, if it would find the same now."""
        self.require_root()
        if not self._keeps_answers or "loaded" in self.__dict__:
            return None
        last = recall_check(self.work, self.inputs)
        if last is None:
            return None
        return last if last.as_of == (self.stated_as_of or self.now_in(last.timezone).date()) else None

    @property
    def lends(self) -> Path | None:
        """The work folder, if it may be written, for a session over the same content as it was."""
        return self.work if self._keeps_answers else None

    @property
    def _keeps_answers(self) -> bool:
        return keeps_answers(self.root, self.work)

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
