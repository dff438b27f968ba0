"""The sample program, really built once for all tests of a worker, and served under a sub-path."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sample_program import copy_program, qiangxiao


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture(scope="session")
def sample_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with the sample program, built into `served/bureau/qiangxiao`."""
    root = copy_program(tmp_path_factory.mktemp("sample") / "root")
    done = qiangxiao(root, "build", "--out", str(root.parent / "served" / "bureau" / "qiangxiao"))
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture(scope="session")
def site(sample_root: Path) -> Path:
    """The built sample site."""
    return sample_root.parent / "served" / "bureau" / "qiangxiao"


@pytest.fixture(scope="session")
def site_url(site: Path) -> Iterator[str]:
    """The built site served under the sub-path `/bureau/qiangxiao/`."""
    handler = functools.partial(_QuietHandler, directory=str(site.parents[1]))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/bureau/qiangxiao/"
        server.shutdown()
