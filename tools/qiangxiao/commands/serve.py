"""`qiangxiao serve`: a preview on this machine that rebuilds when a file is saved."""

from __future__ import annotations

import os
import threading
import time
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from qiangxiao.commands import build
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.live_page import SCRIPT, SCRIPT_PATH, STATE_PATH, live_page
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.problems import Problem
from qiangxiao.site.channels import channels
from qiangxiao.site.project import project_of

HELP = "在本机预览，保存文件后自动重新生成"
_POLL_SECONDS = 0.3  # between looks at the files: a person does not feel it, a disk does not mind


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--port", type=int, default=8000, metavar="端口", help="网页端口，默认 8000")


@dataclass
class _Last:
    """How the last build went, and how many there were."""

    is_built: bool
    problems: tuple[Problem, ...]
    number: int = 1


class _Handler(SimpleHTTPRequestHandler):
    """Serves the preview without caching and without a line
    per request; what channels make, by their media types. On pages it says what is wrong with the last save.
    """

    def __init__(self, *arguments: Any, last: _Last, **settings: Any) -> None:
        self._last = last
        super().__init__(*arguments, **settings)

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        f".{channel.ending}": channel.media_type for channel in channels()
    }

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == STATE_PATH:
            self._send(str(self._last.number).encode(), "text/plain")
        elif path == SCRIPT_PATH:
            self._send(SCRIPT, "text/javascript")
        elif (page := self._page(path)) is not None:
            self._send(live_page(page, self._last.problems, self._last.is_built), "text/html")
        else:
            super().do_GET()

    def _page(self, path: str) -> bytes | None:
        """Return the page at an address as it was built; None when there is none."""
        place = Path(self.translate_path(path))
        if path.endswith("/"):
            place /= "index.html"
        try:
            return place.read_bytes() if place.suffix == ".html" else None
        except OSError:
            return None

    def _send(self, data: bytes, media_type: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def run(session: Session, options: Namespace) -> int:
    """Serve until interrupted; a faulty save is explained and the last good preview stays."""
    out = session.root / ".build" / "preview"
    settings = Namespace(
        out=str(out),
        engine="mkdocs",
        clean=False,
        strict=False,
        stage_only=False,
        offline=False,
        keep=0,
        no_wait=False,
    )
    seen = _snapshot(session.root)  # before the build: what is saved meanwhile is noticed after it
    code = build.run(session, settings)
    if code and not out.is_dir():
        return code
    try:
        last = _Last(not code, session.problems)
        handler = partial(_Handler, directory=str(out), last=last)
        server = ThreadingHTTPServer(("127.0.0.1", options.port), handler)
    except (OSError, OverflowError):
        raise UsageError(f"端口 {options.port} 不能用，可能已被占用。请用 --port 换一个。") from None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    session.output.print(
        f"预览：http://127.0.0.1:{server.server_port}/ "
        "（保存文件后网页自动更新，有错误也写在网页上；按 Ctrl+C 结束）"
    )
    try:
        while True:
            time.sleep(_POLL_SECONDS)
            now = _snapshot(session.root)
            if now != seen:
                seen = now
                session = Session(session.root, session.stated_as_of, session.output, session.messages)
                code = build.run(session, settings)
                last.is_built, last.problems = not code, session.problems
                last.number += 1
    finally:
        server.shutdown()


def _snapshot(root: Path) -> dict[str, tuple[int, int]]:
    """Return size and modification time of every file a build depends on."""
    project = project_of(root)
    found = {}
    for folder in (root / "schools", root / "docs", project.docs, project.theme):
        for path in _files(folder):
            status = path.lstat()
            found[str(path)] = (status.st_mtime_ns, status.st_size)
    found[str(project.settings)] = (project.settings.stat().st_mtime_ns, 0)
    return found


def _files(folder: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent, name)
            if path.is_file() and not path.is_symlink():
                yield path
