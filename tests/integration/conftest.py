"""The sample program, really built once for all tests of a worker, and served under a sub-path."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
AS_OF = "2026-11-20"


def qiangxiao(
    root: Path, *arguments: str, as_of: str = AS_OF, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the program as a person would, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "qiangxiao", "--root", str(root), "--as-of", as_of, "--no-color", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "tools"), **environment},
        cwd=root,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def copy_program(target: Path) -> Path:
    """Copy the repository's content, without its settings and hand-written pages, to a new root."""
    shutil.copytree(REPOSITORY / "schools", target / "schools")
    for name in ("bulletins", "events"):
        shutil.copytree(REPOSITORY / "docs" / name, target / "docs" / name)
    return target


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
