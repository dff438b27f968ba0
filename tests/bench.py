"""`make bench`: measure, print, assert nothing. Sizes are numbers of schools; about 12 pages a school."""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOOLS = Path(__file__).parents[1] / "tools"


def timed(label: str, *arguments: str) -> None:
    """Run the program and print wall time, CPU time and the largest memory of any child so far."""
    environment = {**os.environ, "PYTHONPATH": str(TOOLS)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "qiangxiao", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    state = "" if done.returncode == 0 else f"  exit {done.returncode}: {(done.stderr or done.stdout)[-300:]}"
    print(
        f"{label:<34}{wall:>8.2f} s wall{cpu:>9.2f} s CPU{after.ru_maxrss / 1024:>8.0f} MiB peak{state}",
        flush=True,
    )


def main() -> None:
    """Measure sample, check, cold build, unchanged build and one changed update for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, nargs="*", default=[100])
    for schools in parser.parse_args().schools:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "root"
            common = ("--root", str(root), "--as-of", "2026-11-20")
            timed(f"sample --schools {schools}", "sample", "--schools", str(schools), "--out", str(root))
            timed("check", *common, "check", "--format", "json")
            timed("build, cold", *common, "build")
            pages = sum(1 for _ in (root / "site").rglob("index.html"))
            timed("build, nothing changed", *common, "build")
            update = min((root / "schools").glob("*/*/updates/*.md"))
            update.write_text(
                update.read_text(encoding="utf-8").replace("title: ", "title: 新", 1), encoding="utf-8"
            )
            timed("build, one update changed", *common, "build")
            size = sum(path.stat().st_size for path in (root / "site").rglob("*") if path.is_file())
            print(f"{schools} schools, {pages} pages, {size / 1e6:.1f} MB\n", flush=True)


if __name__ == "__main__":
    main()
