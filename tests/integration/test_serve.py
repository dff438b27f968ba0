"""The preview: rebuilds on save, explains a faulty save, keeps the last good pages."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from sample_program import AS_OF, REPOSITORY, copy_built

WAIT_SECONDS = 120


def fetched(url: str, seconds: float = 5) -> str:
    try:
        return str(urlopen(url, timeout=seconds).read().decode())
    except (URLError, OSError):
        return ""


def until_page_has(url: str, text: str) -> bool:
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        if text in fetched(url):
            return True
        time.sleep(0.3)
    return False


def words_of(place: Path) -> str:
    """Return the command line of a process; nothing of one that has just ended."""
    try:
        return place.read_text()
    except OSError:
        return ""


def heeds_interrupts() -> None:
    """Undo what a shell does to programs in the background: they would not heed Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_save_is_shown_and_a_faulty_save_is_explained(small_root: Path, tmp_path: Path) -> None:
    root = copy_built(small_root, tmp_path / "root")
    profile = root / "schools/jinjiang/shili/school.yml"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "qiangxiao",
        "--no-color",
        "--as-of",
        AS_OF,
        "serve",
        "--port",
        str(port),
    ]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "tools"), "PYTHONUNBUFFERED": "1"}
    log = tmp_path / "log"
    page = f"http://127.0.0.1:{port}/schools/jinjiang/shili/"
    with (
        log.open("w") as output,
        subprocess.Popen(
            command, cwd=root, env=environment, stdout=output, stderr=output, preexec_fn=heeds_interrupts
        ) as server,
    ):
        try:
            assert until_page_has(page, "锦江示例初级中学"), log.read_text()
            good = profile.read_text()
            profile.write_text(good.replace("name: ", "name: 改名的", 1))
            assert until_page_has(page, "改名的锦江示例初级中学"), log.read_text()
            profile.write_text(good.replace("kind: ", "kind: 不存在的", 1))
            end = time.monotonic() + WAIT_SECONDS
            while "school.kind.unknown" not in log.read_text() and time.monotonic() < end:
                time.sleep(0.3)
            assert "school.kind.unknown" in log.read_text()
            assert until_page_has(page, "school.kind.unknown"), "what is wrong is said on the page, too"
            assert "schools/jinjiang/shili/school.yml:" in fetched(page)
            mark = re.findall(r'data-mark="([0-9a-f]+)"', fetched(page))[0]
            state = f"http://127.0.0.1:{port}/-/state?page=/schools/jinjiang/shili/&mark={mark}"
            profile.write_text(good)
            assert fetched(state, WAIT_SECONDS) not in ("", mark), "who asked is told of the save"
            assert ">锦江示例初级中学" in fetched(page), log.read_text()
            assert "school.kind.unknown" not in fetched(page)
            update = root / "schools/jinjiang/shili/updates/2026-10-12-kaifangke.md"
            built = log.read_text().count("已生成")
            update.write_text(f"{update.read_text()}\n又看了一次。\n")
            assert until_page_has(f"{page}updates/2026-10-12-kaifangke/", "又看了一次。"), log.read_text()
            assert log.read_text().count("已生成") <= built + 1, (
                "the page does not wait for the build of the site"
            )
            assert until_page_has(f"{page}updates/2026-10-12-kaifangke/", "又看了一次。"), log.read_text()
            assert fetched(f"http://127.0.0.1:{port}/nothing/") == ""
            update.write_text(f"{update.read_text()}\n再看了一次。\n")
            time.sleep(1.5)  # a build is under way: it ends with the preview
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(timeout=30)
            finally:
                server.kill()
    assert server.returncode == 130
    assert not [place for place in Path("/proc").glob("[0-9]*/cmdline") if str(root) in words_of(place)]
