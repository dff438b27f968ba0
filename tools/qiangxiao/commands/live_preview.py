"""What `qiangxiao serve` shows: the last whole build, and on top of it the pages that were saved since.

A save is read at once, and the pages that somebody looks at are made of it at once; the whole site is built
by a process of its own afterwards, as `qiangxiao build` builds it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from qiangxiao.catalog.holding import hold_back, stops_build
from qiangxiao.catalog.loader import load
from qiangxiao.commands.last_check import recall_check
from qiangxiao.commands.live_page import live_page, notice_of
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.problems import Problem, in_order
from qiangxiao.site.ahead import PagesAhead
from qiangxiao.site.engines.engine import EngineError
from qiangxiao.site.inputs import Inputs, look
from qiangxiao.site.readings import Readings

_PATIENCE_SECONDS = 20
"""How long a page's question for news is kept waiting: below what browsers and proxies bear, 30 and more."""


class LivePreview:
    """The preview of a session's root. Pages are asked for by the server's threads while saves come in."""

    def __init__(self, session: Session, out: Path) -> None:
        self.out = out
        self._session, self._root = session, session.root
        self._ahead = PagesAhead(session.work)
        self._readings: Readings | None = None
        self._checked = Inputs({}, {})
        self._all_problems: tuple[Problem, ...] = ()
        """What the last whole check found, of what was `_checked`."""
        self._problems: tuple[Problem, ...] = ()
        self._is_whole = True
        self._missed: set[str] = set()
        self._looks: tuple[tuple[str, int, int], ...] = ()
        self._again = 0
        self._news = threading.Condition(threading.RLock())
        self._building: tuple[subprocess.Popen[bytes], Inputs] | None = None

    @property
    def is_building(self) -> bool:
        """Tell whether a build is under way."""
        return self._building is not None

    def start_build(self) -> None:
        """Start a build of what is there now."""
        session = self._session
        day = ["--as-of", session.stated_as_of.isoformat()] if session.stated_as_of else []
        plain = ["--no-color"] if session.output.no_color else []
        command = [sys.executable, "-m", "qiangxiao", *plain, "--root", str(self._root), *day, "build"]
        seen = look(self._root, session.work)
        self._building = subprocess.Popen([*command, "--out", str(self.out), "--keep", "0"]), seen

    def end_build(self, wait: bool = False) -> int | None:
        """Take over a build that has ended and return its exit code; None while it goes on."""
        assert self._building is not None
        process, seen = self._building
        code = process.wait() if wait else process.poll()
        if code is None:
            return None
        self._building = None
        with self._news:
            if checked := recall_check(self._session.work, seen):
                self._checked, self._all_problems = seen, checked.problems
            if self.out.is_dir():
                self._catch_up(code, seen)
            self._news.notify_all()
        return code

    def stop(self) -> None:
        """End a build that is under way: it leaves the last whole site."""
        if self._building:
            process, _ = self._building
            process.terminate()
            process.wait()

    def _catch_up(self, code: int, seen: Inputs) -> None:
        now = look(self._root, self._session.work)
        if self._readings is None:
            self._read(now)
        if code == 0:
            self._ahead.catch_up()
            if now.seen != seen.seen:  # saved meanwhile: what was built is not all
                self._read(now)
        if now.seen == self._checked.seen:
            self._is_whole, self._problems = code == 0, self._all_problems
        looks = tuple(_dates_in(self.out / "assets"))
        found = {path for path in self._missed if (self.out / path).is_file()}
        if looks != self._looks or found:
            self._looks, self._again = looks, self._again + 1
            self._missed -= found

    def look_again(self) -> None:
        """Read what was saved, and make pages of it from now on."""
        with self._news:
            now = look(self._root, self._session.work)
            with suppress(OSError, UsageError):  # gone while it was read: the next look sees that
                self._read(now)
            self._news.notify_all()

    def _read(self, now: Inputs) -> None:
        readings = self._readings.at(now) if self._readings else None
        readings = readings or Readings(self._root, self._session.work / "readings", now, borrowed=True)
        self._readings = readings
        loaded = load(self._root, kept=readings)
        changed = self._changed_since_check(now)
        known = [problem for problem in self._all_problems if problem.path not in changed]
        found = (*loaded.problems, *readings.problems(loaded.catalog))
        problems = in_order((*known, *(problem for problem in found if problem.path in changed)))
        self._problems = problems
        self._is_whole = not any(map(stops_build, problems))
        if self._is_whole:
            catalog, _ = hold_back(loaded.catalog, problems)
            has_form = (self.out / "submit" / "form.json").is_file()
            day = self._session.stated_as_of or Session.now_in(catalog.program.timezone).date()
            self._ahead.look(catalog, day, has_form)

    def _changed_since_check(self, now: Inputs) -> frozenset[str]:
        """Return the paths of content files that are not as the last whole check saw them."""
        before, top = self._checked.seen, f"{os.path.abspath(self._root)}/"
        paths = {path for path, known in now.seen.items() if before.get(path) != known}
        paths |= before.keys() - now.seen.keys()
        return frozenset(path.removeprefix(top) for path in paths if path.startswith(top))

    def page(self, address: str) -> bytes | None:
        """Return the page at an address with what a preview adds; None when there is none."""
        with self._news:
            page = self._page(address)
            problems, is_whole = self._problems, self._is_whole
            mark = self._mark(page)
        return None if page is None else live_page(page, problems, is_whole, mark)

    def _page(self, address: str) -> bytes | None:
        try:
            ahead = self._ahead.page(address) if self._is_whole else None
        except EngineError:
            ahead = None  # the build says what is wrong
        if ahead is not None:
            return ahead
        try:
            return (self.out / address / "index.html").read_bytes()
        except OSError:
            return None

    def photo(self, path: str) -> bytes | None:
        """Return a photo that came with a save, and note what is not there yet."""
        with self._news:
            found = self._ahead.photo(path)
            if found is None:
                self._missed.add(path)
            return found

    def news_of(self, address: str, known: str) -> str:
        """Return the mark of a page as it is now: at once when it is another than the known one, else when it
        changes, or after a while.
        """
        with self._news:
            self._news.wait_for(lambda: self._mark(self._page(address)) != known, _PATIENCE_SECONDS)
            return self._mark(self._page(address))

    def _mark(self, page: bytes | None) -> str:
        """Return what a page and what stands above it are known by."""
        said = f"{self._again}\0{notice_of(self._problems, self._is_whole)}".encode()
        return sha256(said + b"\0" + (page or b"")).hexdigest()[:16]


def _dates_in(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield what the style sheets and scripts of a site are known by."""
    for path in sorted(folder.rglob("*")):
        with suppress(OSError):
            status = path.stat()
            yield str(path), status.st_size, status.st_mtime_ns
