"""`make bench`: measure, write `docs/benchmarks.md`, assert nothing.

Every program gets the same pages: our own pages' text as plain Markdown. All figures of a size come from one
run on one machine; only ratios mean anything elsewhere. What would take more than ten minutes is stopped.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.request import urlopen

REPOSITORY = Path(__file__).parents[1]
PAGE = REPOSITORY / "docs/benchmarks.md"
MARK = "<!-- measured: everything below is written by `make bench` -->\n"
AS_OF = "2026-11-20"
SCHOOLS = {1_000: 43, 4_000: 230, 10_000: 606}
"""About sixteen pages a school, and some three hundred that every site has."""
MOST_SECONDS = 600
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Measured:
    """One run: seconds on the clock and of the processor, MiB of the largest process, MB that came out."""

    name: str
    wall: float
    cpu: float
    memory: float
    size: float = 0.0
    note: str = ""


def measure(name: str, command: list[str], folder: Path, out: Path | None = None, **more: str) -> Measured:
    """Run a command and measure it; what takes too long is stopped and has no figures."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "tools"), "NO_MKDOCS_2_WARNING": "1", **more}
    program = (
        "import json, resource, subprocess, sys, time\n"
        "start = time.perf_counter()\n"
        "try:\n"
        f"    done = subprocess.run(sys.argv[1:], capture_output=True, timeout={MOST_SECONDS})\n"
        "    code, said = done.returncode, (done.stderr or done.stdout).decode(errors='replace')[-300:]\n"
        "except subprocess.TimeoutExpired:\n"
        "    code, said = -1, 'stopped'\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "seconds = time.perf_counter() - start, used.ru_utime + used.ru_stime\n"
        "print(json.dumps([*seconds, used.ru_maxrss, code, said]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    wall, cpu, memory, code, said = json.loads(done.stdout)
    size = sum(p.stat().st_size for p in out.rglob("*") if p.is_file()) / 1e6 if out and out.is_dir() else 0.0
    note = (
        ""
        if code == 0
        else "stopped after ten minutes"
        if code == -1
        else f"exit {code}: {' '.join(said.split())[-120:]}"
    )
    found = Measured(name, wall, cpu, memory / 1024, size, note)
    print(f"  {name:<40}{wall:>8.2f} s{cpu:>9.2f} s CPU{memory / 1024:>7.0f} MiB  {note}", flush=True)
    return found


def seconds_to_screen(root: Path) -> list[float]:
    """Return how long eight saves took until `serve` answered with the page that shows them: texts and titles
    in turns, each while the site of the last one is still being built.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    update = sorted((root / "schools").glob("*/*/updates/*.md"))[7]
    page = f"/{update.relative_to(root).with_suffix('').as_posix()}/"
    old, found = update.read_text(encoding="utf-8"), []
    command = [sys.executable, "-m", "qiangxiao", "--root", str(root), "--as-of", AS_OF, "serve"]
    with subprocess.Popen(
        [*command, "--port", address.rpartition(":")[2]],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "tools")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            while not _fetch(f"{address}{page}"):
                time.sleep(0.5)
            for number in range(8):
                before = _fetch(f"{address}{page}")
                mark = before.partition('data-mark="')[2].partition('"')[0]
                text = old.replace("title: ", f"title: 新{number}", 1) if number % 2 else old
                start = time.perf_counter()
                update.write_text(f"{text.rstrip()}\n\n第{number}次。\n", encoding="utf-8")
                while f"第{number}次。" not in _fetch(f"{address}{page}"):
                    _fetch(f"{address}/-/state?page={page}&mark={mark}")
                found.append(time.perf_counter() - start)
                time.sleep(2)
        finally:
            server.terminate()  # of Ctrl+C a program in the background knows nothing
            update.write_text(old, encoding="utf-8")
    print(f"  save to screen: {', '.join(f'{seconds:.2f}' for seconds in found)} s", flush=True)
    return found


def _fetch(address: str) -> str:
    try:
        return str(urlopen(address, timeout=60).read().decode())
    except OSError:
        return ""


def plain_text(markdown: str) -> str:
    """Return a staged page as the plain Markdown that somebody would have written."""
    body = markdown.split("\n---\n", 1)[-1]
    lines = (unescape(_TAG.sub("", line)).strip() for line in re.sub(r"\{[:#][^}]*\}", "", body).split("\n"))
    return "\n\n".join(line for line in lines if line)


def plain_pages(staging: Path, folder: Path) -> int:
    """Write all pages as plain Markdown; return how many."""
    count = 0
    for path in staging.rglob("*.md"):
        target = folder / path.relative_to(staging)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(plain_text(path.read_text(encoding="utf-8")), encoding="utf-8")
        count += 1
    return count


BARE = "site_name: bench\ntheme:\n  name: material\n  font: false\n  language: zh\n"
SHORT = "nav: [index.md]\nnot_in_nav: /**\n"


MOST_PAGES_OF_STOCK = 2_000
"""Its navigation names every page on every page: time grows with the square, beyond ten minutes."""


def others(pages: Path, folder: Path, count: int) -> list[Measured]:
    """Measure the other programs over the plain pages."""
    settings = {
        "Material, bare (no search, short navigation)": f"{BARE}{SHORT}plugins: []\n",
        "Material, short navigation, search": f"{BARE}{SHORT}plugins: [search]\n",
    }
    if count <= MOST_PAGES_OF_STOCK:
        settings["Material, stock"] = f"{BARE}plugins: [search]\n"
    found = []
    for name, text in settings.items():
        (folder / "mkdocs.yml").write_text(f"{text}docs_dir: {pages.name}\nsite_dir: out\n", encoding="utf-8")
        command = [sys.executable, "-m", "mkdocs", "build", "-q"]
        found.append(measure(name, command, folder, folder / "out"))
        shutil.rmtree(folder / "out", ignore_errors=True)
    if find_spec("zensical"):
        (folder / "mkdocs.yml").write_text(
            f"{BARE}{SHORT}docs_dir: {pages.name}\nsite_dir: out\n", encoding="utf-8"
        )
        for name in ("Zensical, cold", "Zensical, warm"):
            command = [sys.executable, "-m", "zensical", "build"]
            found.append(measure(name, command, folder, folder / "out"))
        shutil.rmtree(folder / "out", ignore_errors=True)
    if hugo := shutil.which("hugo"):
        layouts = folder / "layouts/_default"
        layouts.mkdir(parents=True)
        for kind in ("single", "list"):
            (layouts / f"{kind}.html").write_text("<title>{{ .Title }}</title>{{ .Content }}")
        (folder / "hugo.toml").write_text(f'contentDir = "{pages.name}"\npublishDir = "out"\n')
        found.append(measure("Hugo, a template of one line", [hugo, "--quiet"], folder, folder / "out"))
        shutil.rmtree(folder / "out", ignore_errors=True)
    return found


def ours(root: Path) -> list[Measured]:
    """Measure this program: cold, unchanged, and after changes of several kinds."""
    site, found, day = root / "site", [], AS_OF

    def run(name: str, *arguments: str) -> None:
        command = [sys.executable, "-m", "qiangxiao", "--root", str(root), "--as-of", day, *arguments]
        found.append(measure(name, command, root, site))

    update = sorted((root / "schools").glob("*/*/updates/*.md"))[7]

    def rewrite(path: Path, change: Callable[[str], str]) -> None:
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    (root / ".build").mkdir(exist_ok=True)
    run("check, cold", "check")
    run("check, nothing changed", "check")
    rewrite(update, lambda text: f"{text.rstrip()}\n\n又看了一次。\n")
    run("check, one file changed", "check")
    run("build, cold", "build")
    time.sleep(3)  # what was written just now is known by its bytes
    run("build, nothing changed", "build")
    rewrite(update, lambda text: f"{text.rstrip()}\n\n再看了一次。\n")
    run("build, one text changed", "build")
    rewrite(update, lambda text: text.replace("title: ", "title: 新", 1))
    run("build, one title changed", "build")
    day = "2026-11-21"
    run("build, one day later", "build")
    school = update.parents[1]
    shutil.copytree(school, school.with_name("xin-xuexiao"))
    rewrite(
        school.with_name("xin-xuexiao") / "school.yml", lambda text: text.replace("name: ", "name: 新", 1)
    )
    (school.with_name("xin-xuexiao") / "support.yml").unlink()
    run("build, one new school", "build")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    rewrite(
        root / "mkdocs.yml", lambda text: text.replace("permalink_title: 本节链接", "permalink_title: 链接")
    )
    shutil.copytree(
        REPOSITORY / "docs",
        root / "docs",
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("bulletins", "events", "news", "permalinks.yml", "decisions"),
    )
    run("build, settings of all pages changed", "build")
    return found


PHASES = """
import sys, time
from datetime import date
from pathlib import Path
from qiangxiao.catalog.loader import load
from qiangxiao.checks.run import run_checks
from qiangxiao.site.builder import BuildOptions, build
root, day = Path(sys.argv[1]), date.fromisoformat(sys.argv[2])
marks = [("", time.process_time())]
def mark(name):
    marks.append((name, time.process_time()))
mark("read")
catalog = load(root).catalog
mark("check")
run_checks(catalog, day)
build(catalog, day, BuildOptions(root / "site-of-phases"), mark)
mark("end")
names = {"整理页面": "pages, feeds, data, search, staging", "检查链接": "verification, publication"}
for (name, begun), (_, ended) in zip(marks[1:], marks[2:]):
    print(names.get(name, "HTML" if "生成" in name else name), round(ended - begun, 2), sep="\\t")
"""


def phases(root: Path) -> list[tuple[str, float]]:
    """Return the processor seconds of each phase of a cold build (its pictures are drawn already)."""
    for name in ("staging", "staging.json", "pages", "pages.json", "pages.asked.json"):
        path = root / ".build" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", PHASES, str(root), "2026-11-21"],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "tools")},
        capture_output=True,
        text=True,
        check=False,
    )
    rows = (line.split("\t") for line in done.stdout.splitlines())
    return [(name, float(seconds)) for name, seconds in rows]


def table(found: list[Measured], bare: float) -> list[str]:
    """Return the figures of a size as a Markdown table with bars."""
    lines = ["| | CPU s | × bare | wall s | MiB | MB out | |", "|---|---:|---:|---:|---:|---:|---|"]
    for one in found:
        ratio = one.cpu / bare
        bar = "█" * max(1, round(min(ratio, 8) * 4)) + ("…" if ratio > 8 else "")
        lines.append(
            f"| {one.name} | {one.cpu:.2f} | {ratio:.2f} | {one.wall:.2f} | {one.memory:.0f} "
            f"| {one.size:.0f} | {one.note or bar} |"
        )
    return lines


def bench(pages: int) -> list[str]:
    """Measure one size and return its section."""
    schools = SCHOOLS.get(pages, max(1, (pages - 310) // 16))
    print(f"{pages} pages ({schools} schools)", flush=True)
    with tempfile.TemporaryDirectory() as place:
        folder, root = Path(place), Path(place) / "root"
        qiangxiao = [sys.executable, "-m", "qiangxiao"]
        measure("sample", [*qiangxiao, "sample", "--schools", str(schools), "--out", str(root)], folder)
        own = ours(root)
        count = plain_pages(root / ".build/staging", folder / "pages")
        compared = others(folder / "pages", folder, count)
        spent = phases(root)
        shown = seconds_to_screen(root)
    found = [*compared, *own]
    lines = [f"## {count} pages, {schools} schools", "", *table(found, compared[0].cpu), ""]
    total = sum(seconds for _, seconds in spent) or 1
    told = ", ".join(f"{name} {seconds:.1f} s ({seconds / total:.0%})" for name, seconds in spent)
    screen = f"{statistics.median(shown):.2f} s, the slowest of {len(shown)} {max(shown):.2f} s"
    return [
        *lines,
        f"Phases of a cold build whose pictures are there, processor seconds: {told}.",
        "",
        f"`serve`: from a save to its page, while the site of the save before is being built: {screen}.",
        "",
    ]


def main() -> None:
    """Measure the sizes and write the page below its mark; what stands above is written by people."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="*", default=list(SCHOOLS))
    parser.add_argument("--out", type=Path, default=PAGE)
    options = parser.parse_args()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    names = ("mkdocs", "mkdocs-material", "markdown", "jinja2", "pydantic", "lxml")
    lines = [
        f"Measured {datetime.now(UTC):%Y-%m-%d} on {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}, load {load:.1f} at the start; "
        + ", ".join(f"{name} {version(name)}" for name in names)
        + ".",
        "",
    ]
    for pages in options.pages:
        lines += bench(pages)
        above = options.out.read_text(encoding="utf-8").split(MARK)[0] if options.out.is_file() else ""
        options.out.write_text(above + MARK + "\n" + "\n".join(lines), encoding="utf-8")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"written: {options.out} (largest process {peak:.0f} MiB)")


if __name__ == "__main__":
    main()
