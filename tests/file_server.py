"""A folder served over HTTP while a test runs."""

from __future__ import annotations

import functools
import gzip
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer for what is not there with the site's own page, as web servers are set up to do."""
        asked = Path(self.translate_path(self.path))
        pages = [folder / "404.html" for folder in asked.parents if (folder / "404.html").is_file()]
        if code != 404 or not pages:
            super().send_error(code, message, explain)
            return
        data = pages[0].read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class _CompressingHandler(_QuietHandler):
    """Sends texts as web servers do."""

    def send_head(self) -> BytesIO | BinaryIO | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        kind = self.guess_type(path)
        if not path.is_file() or not re.match(r"text/|.*(javascript|json|xml)", kind):
            return super().send_head()
        data = gzip.compress(path.read_bytes(), 9, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", kind if "charset" in kind else f"{kind}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return BytesIO(data)


class _QuietServer(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Browsers that close a page leave answers half read; that is no error."""


@contextmanager
def serving(folder: Path, is_compressed: bool = False) -> Iterator[str]:
    """Serve a folder on this machine; gives the address of its top, without a slash at the end."""
    kind = _CompressingHandler if is_compressed else _QuietHandler
    handler = functools.partial(kind, directory=str(folder))
    with _QuietServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
