"""Builds killed at random moments, and five at once, over
a site that is being read: always one whole generation.

A handful run in the test suite; `.venv/bin/python tests/kill_builds.py --kills 200`
runs as many as you have time for.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from corpus_trees import BASE
from sample_program import AS_OF, REPOSITORY

from qiangxiao.site.generations import combine
from qiangxiao.site.places import MARKER

UPDATE = "schools/pujiang/dongpo/updates/2026-11-05-lianhe-beike.md"
PAGE = UPDATE.removesuffix(".md") + "/index.html"
PHASES = ("begun", "engine", "candidate")
"""When the clock of a kill starts: with the build, with its engine, with the tree that is to be published."""


def make_root(root: Path) -> Path:
    """Make a root of the small program, with settings and hand-written pages of its own."""
    shutil.copytree(BASE, root)
    shutil.copytree(REPOSITORY / "docs", root / "docs", dirs_exist_ok=True, ignore=_other_content)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    return root


def _other_content(folder: str, names: list[str]) -> set[str]:
    is_top = Path(folder) == REPOSITORY / "docs"
    return {"bulletins", "events", "news", "permalinks.yml", "decisions"} & set(names) if is_top else set()


def start(root: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a build."""
    return subprocess.Popen(
        [sys.executable, "-m", "qiangxiao", "--as-of", AS_OF, "--no-color", "build", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "tools")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        start_new_session=True,
    )


def retitle(root: Path, title: str) -> None:
    """Give an update another title."""
    path = root / UPDATE
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(at for at, line in enumerate(lines) if line.startswith("title: "))
    path.write_text("\n".join((*lines[:at], f"title: {title}", *lines[at + 1 :])), encoding="utf-8")


def fault_of(site: Path) -> str:
    """Return why a site is not one whole generation; ""
    when it is. Reads one folder, whatever takes its place.
    """
    digests, marker = [], ""
    folder = os.open(site, os.O_RDONLY)
    try:
        for place, _, names, inside in os.fwalk(".", dir_fd=folder):
            for name in names:
                with open(os.open(name, os.O_RDONLY, dir_fd=inside), "rb") as file:
                    data = file.read()
                if name == MARKER:
                    marker = data.decode()
                else:
                    path = os.path.normpath(f"{place}/{name}")
                    digests.append((path, sha256(data).hexdigest()))
    finally:
        os.close(folder)
    found = combine(digests)
    return "" if marker == f"qiangxiao {found}\n" else f"{len(digests)} files: {found}, but {marker!r}"


def engine_of(build: subprocess.Popen[str], engine: str) -> int | None:
    """Return the process of a build's engine, while it runs: of one that has a process of its own."""
    listed = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    for line in listed.splitlines():
        pid, parent, command = line.split(None, 2)
        if int(parent) == build.pid and f" {engine} " in command:
            return int(pid)
    return None


def wait_for(phase: str, build: subprocess.Popen[str], root: Path) -> float:
    """Wait until a build is in a phase, or over; return the moment."""
    candidates = root / ".build" / "generations"
    while build.poll() is None:
        is_there = (
            phase == "begun"
            or (phase == "engine" and _renders(root / ".build"))
            or (phase == "candidate" and any(candidates.glob("*/incoming")))
        )
        if is_there:
            break
        time.sleep(0.01)
    return time.monotonic()


def _renders(work: Path) -> bool:
    """Tell whether a build turns staged pages into HTML: it notes at the end what it has."""
    return (work / "staging.json").is_file() and not (work / "pages.json").is_file()


class Reader:
    """Reads a site again and again, and remembers what it saw that was not whole."""

    def __init__(self, site: Path) -> None:
        self.faults: list[str] = []
        self.count = 0
        self._site, self._is_over = site, threading.Event()
        self._thread = threading.Thread(target=self._read)

    def _read(self) -> None:
        while not self._is_over.wait(0.6):
            try:
                fault = fault_of(self._site)
            except OSError as error:
                fault = repr(error)
            self.count += 1
            self.faults += [fault] if fault else []

    def __enter__(self) -> Reader:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._is_over.set()
        self._thread.join()


def kill_builds(root: Path, kills: int, seed: int = 1) -> Counter[str]:
    """Kill builds of a built root and return how often the
    site was then old or new; a fault raises AssertionError.
    """
    chance, site, seen = random.Random(seed), root / "site", Counter[str]()
    now = "量时间"
    retitle(root, now)
    build = start(root)  # it is left alone, so that we know how long each phase takes
    begun = {phase: wait_for(phase, build, root) for phase in PHASES}
    printed = build.communicate()
    assert build.returncode == 0, printed
    spans = {phase: time.monotonic() - moment for phase, moment in begun.items()}
    for number in range(kills):
        wanted = f"第 {number} 次改的题目"
        retitle(root, wanted)
        phase = chance.choices(PHASES, (1, 2, 2))[0]
        build = start(root)
        wait_for(phase, build, root)
        time.sleep(chance.uniform(0, spans[phase] * 1.05))
        if chance.random() < 0.5:
            build.kill()
        else:
            with suppress(ProcessLookupError):  # it was over before, and nobody is left of it
                os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
        fault = fault_of(site)
        assert not fault, (number, phase, fault)
        text = (site / PAGE).read_text(encoding="utf-8")
        assert (f">{now}<" in text) != (f">{wanted}<" in text), (number, phase)
        is_new = f">{wanted}<" in text
        now = wanted if is_new else now
        seen[f"{phase}, {'new' if is_new else 'old'}"] += 1
    retitle(root, "最后的题目")
    build = start(root)
    printed = build.communicate()
    assert build.returncode == 0, printed
    assert not fault_of(site)
    assert ">最后的题目<" in (site / PAGE).read_text(encoding="utf-8")
    assert {path.name for path in root.iterdir()} == {".build", "docs", "mkdocs.yml", "schools", "site"}
    return seen


def main() -> None:
    """Kill, print what was seen, and compare the last site with a cold build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = make_root(Path(folder) / "root")
        start(root).communicate()
        with Reader(root / "site") as reader:
            seen = kill_builds(root, options.kills, options.seed)
            retitle(root, "五次同时")
            for build in [start(root, *(["--clean"] if clean else [])) for clean in (0, 1, 0, 1, 0)]:
                printed = build.communicate()
                assert build.returncode == 0 and "Traceback" not in printed[1], printed
            assert not fault_of(root / "site")
        assert not reader.faults, reader.faults[:5]
        cold = Path(folder) / "cold"
        assert start(root, "--clean", "--out", str(cold)).wait() == 0
        assert (cold / MARKER).read_text() == (root / "site" / MARKER).read_text(), (
            "not what a cold build gives"
        )
        print(f"{options.kills} kills, {reader.count} readings of the whole site, 0 faults")
        for what, count in sorted(seen.items()):
            print(f"  killed in {what}: {count}")


if __name__ == "__main__":
    main()
