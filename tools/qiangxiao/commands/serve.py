"""`qiangxiao serve`: a preview on this machine that rebuilds when a file is saved."""

from __future__ import annotations

import threading
import time
from argparse import Namespace
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NoReturn, TypeAlias
from urllib.parse import parse_qs, unquote

from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.live_page import SCRIPT, SCRIPT_PATH, STATE_PATH
from qiangxiao.commands.live_preview import LivePreview
from qiangxiao.commands.session import Session
from qiangxiao.commands.system_errors import ending_on_request
from qiangxiao.foundation.errors import UsageError
from qiangxiao.site.channels import channels
from qiangxiao.site.inputs import see

HELP = "在本机预览，保存文件后自动重新生成"
_POLL_SECONDS = 0.2  # between looks at the files: a person does not feel it, a disk does not mind
_CALM_SECONDS = 1.0  # after a save, before the whole site is built: who saves looks at a page first
Seen: TypeAlias = Mapping[str, tuple[int, ...]]


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--port", type=int, default=8000, metavar="端口", help="网页端口，默认 8000")


class _Handler(SimpleHTTPRequestHandler):
    """Serves the preview without caching and without a line
    per request; what channels make, by their media types. On pages it says what is wrong with the last save.
    """

    def __init__(self, *arguments: Any, preview: LivePreview, **settings: Any) -> None:
        self._preview = preview
        super().__init__(*arguments, **settings)

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        f".{channel.ending}": channel.media_type for channel in channels()
    }

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def do_GET(self) -> None:
        """Answer what a browser asks for."""
        path, _, query = self.path.partition("?")
        if path == STATE_PATH:
            asked = parse_qs(query)
            address = _address_of(asked.get("page", ["/"])[0]) or ""
            self._send(self._preview.news_of(address, asked.get("mark", [""])[0]).encode(), "text/plain")
        elif path == SCRIPT_PATH:
            self._send(SCRIPT, "text/javascript")
        elif (page := self._page(path)) is not None:
            self._send(page, "text/html")
        else:
            self._send_file(path)

    def _page(self, path: str) -> bytes | None:
        address = _address_of(path)
        return None if address is None else self._preview.page(address)

    def _send_file(self, path: str) -> None:
        place = Path(self.translate_path(path))
        if not place.exists():
            photo = self._preview.photo(unquote(path).lstrip("/"))
            if photo is not None:
                self._send(photo, self.guess_type(str(place)))
                return
        super().do_GET()

    def _send(self, data: bytes, media_type: str) -> None:
        self.send_response(HTTPStatus.OK)
        is_text = media_type.startswith("text/")
        self.send_header("Content-Type", f"{media_type}; charset=utf-8" if is_text else media_type)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with suppress(ConnectionError):  # a page that was left waits for no answer
            self.wfile.write(data)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def _address_of(path: str) -> str | None:
    """Return the address of the page at a path of the server; None for what is no page."""
    address = unquote(path).lstrip("/").removesuffix("index.html")
    is_page = address == "" or address.endswith("/")
    return address if is_page and ".." not in address.split("/") else None


def run(session: Session, options: Namespace) -> int:
    """Serve until interrupted; a faulty save is explained and the last good preview stays."""
    session.require_root()
    out = session.root / ".build" / "preview"
    seen = see(session.root)  # before the build: what is saved meanwhile is noticed after it
    preview = LivePreview(session, out)
    with ending_on_request():
        try:
            preview.start_build()
            code = preview.end_build(wait=True) or 0
            if code and not out.is_dir():
                return code
            _serve(session, preview, options.port, seen)
        finally:
            preview.stop()


def _serve(session: Session, preview: LivePreview, port: int, seen: Seen) -> NoReturn:
    try:
        handler = partial(_Handler, directory=str(preview.out), preview=preview)
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except (OSError, OverflowError):
        raise UsageError(f"端口 {port} 不能用，可能已被占用。请用 --port 换一个。") from None
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    session.output.print(
        f"预览：http://127.0.0.1:{server.server_port}/ "
        "（保存文件后网页自动更新，有错误也写在网页上；按 Ctrl+C 结束）"
    )
    try:
        _watch(session.root, preview, seen)
    finally:
        server.shutdown()


def _watch(root: Path, preview: LivePreview, seen: Seen) -> NoReturn:
    """Look for saves: each is shown at once, and built when there was none for a moment."""
    built = seen
    calm_at = 0.0
    while True:
        time.sleep(_POLL_SECONDS)
        now = see(root)
        if now != seen:
            seen, calm_at = now, time.monotonic() + _CALM_SECONDS
            preview.look_again()
        if preview.is_building:
            preview.end_build()
        elif seen != built and time.monotonic() >= calm_at:
            built = seen
            preview.start_build()
