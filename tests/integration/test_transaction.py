"""Whole builds that are refused, killed, out of disk
or not alone: the site is always one whole generation.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from kill_builds import (
    PAGE,
    UPDATE,
    Reader,
    engine_of,
    fault_of,
    kill_builds,
    retitle,
    start,
    wait_for,
)
from mounts import run_with_mounts
from published_sites import inodes
from random_edits import edit_and_compare
from sample_program import AS_OF, copy_built, qiangxiao

from qiangxiao.catalog.holding import hold_back
from qiangxiao.commands import building
from qiangxiao.site.locks import lock


@pytest.fixture(scope="module")
def root(small_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small program, built."""
    root = copy_built(small_root, tmp_path_factory.mktemp("transaction") / "root")
    done = qiangxiao(root, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return root


Live = dict[str, tuple[bytes, int, int]]


def everything(site: Path) -> Live:
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    return {str(path): (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns) for path in files}


@pytest.fixture
def live(root: Path) -> Iterator[Live]:
    """Every byte of the live site, which is the same after
    the test; none of its files is written by a build.
    """
    before = everything(root / "site")
    yield before
    assert everything(root / "site") == before
    work = root / ".build"
    written = [folder for folder in work.iterdir() if folder.is_dir() and folder.name != "generations"]
    assert {folder.name for folder in written} >= {"staging", "cache"}
    assert not inodes(root / "site") & set().union(*map(inodes, written))
    assert not list(work.glob("generations/*/incoming"))


def one_line(text: str) -> str:
    assert text.count("\n") == 1, text
    assert "原来的网站没有改动" in text
    return text


def test_a_refused_build_leaves_every_byte(root: Path, live: Live) -> None:
    page = root / "docs" / "about.md"
    good = page.read_text(encoding="utf-8")
    retitle(root, "没有发布的题目")
    hidden = (root / UPDATE).with_name("2026-11-05-zanhuan.md")
    text = (root / UPDATE).read_text(encoding="utf-8").replace("title: ", "title: 暂缓", 1)
    hidden.write_text(text.replace("\n---\n", "\nembargo_until: 2027-01-01\n---\n", 1), encoding="utf-8")
    page.write_text(f"{good}\n[坏](../none/)，pujiang/dongpo/updates/{hidden.stem}\n", encoding="utf-8")
    try:
        done = qiangxiao(root, "build")
    finally:
        page.write_text(good, encoding="utf-8")
        hidden.unlink()
    assert done.returncode == 1
    assert "about/index.html: 链接没有去处：../none/" in done.stdout
    assert f"未发布的内容出现在网站里：pujiang/dongpo/updates/{hidden.stem}" in done.stdout
    assert "原来的网站没有改动" in done.stdout


def test_an_engine_or_a_build_that_is_ended_says_so_in_one_line(root: Path, live: Live) -> None:
    retitle(root, "引擎被终止")
    build = start(root, "--engine", "zensical")
    while (engine := engine_of(build, "zensical")) is None:
        assert build.poll() is None
    os.kill(engine, signal.SIGKILL)
    output, _ = build.communicate()
    assert build.returncode == 1
    assert "被终止（信号 9" in one_line(output)
    build = start(root)
    wait_for("engine", build, root)
    build.terminate()
    output, messages = build.communicate()
    assert (build.returncode, messages.splitlines()[-1]) == (1, "已终止。")


def test_a_full_disk_leaves_every_byte_and_is_one_line(root: Path, live: Live, tmp_path: Path) -> None:
    retitle(root, "磁盘满了")
    program = """
import shutil, subprocess, sys
from pathlib import Path
from kill_builds import fault_of
root, disk = Path(sys.argv[1]), Path(sys.argv[2])
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk], check=True)
shutil.copytree(root / "site", disk / "site")
try:
    (disk / "filler").write_bytes(bytes(64 << 20))
except OSError:
    pass
command = [sys.executable, "-m", "qiangxiao", "--as-of", sys.argv[3], "build", "--out", disk / "site"]
done = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, encoding="utf-8")
assert done.returncode == 1 and fault_of(disk / "site") == "", done
assert subprocess.run(["diff", "-r", root / "site", disk / "site"]).returncode == 0
print(done.stdout, end="")
"""
    done = run_with_mounts(program, str(root), str(tmp_path), AS_OF)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"磁盘满了：{tmp_path}/" in one_line(done.stdout)


def test_a_photo_that_goes_during_a_build_is_one_line(
    root: Path, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = root / "schools/jinjiang/shili/media/kaifangke.jpg"
    data, before = photo.read_bytes(), (root / UPDATE).read_bytes()

    def lose(*given: object) -> object:
        photo.unlink()
        return hold_back(*given)

    retitle(root, "照片不见了")
    monkeypatch.setattr(building, "hold_back", lose)
    done = qiangxiao(root, "build")
    photo.write_bytes(data)
    (root / UPDATE).write_bytes(before)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "文件不见了" in one_line(done.stdout)


def test_builds_at_once_take_turns(root: Path) -> None:
    retitle(root, "同时生成")
    with lock(root / ".build" / "lock", None):
        refused = qiangxiao(root, "build", "--no-wait")
        builds = [start(root), start(root)]
        for build in builds:
            assert build.stderr is not None
            assert "等它结束" in build.stderr.readline()
    assert (refused.returncode, refused.stderr) == (1, "")
    assert "另一个 qiangxiao 正在生成或发布" in one_line(refused.stdout)
    for build in builds:
        output, messages = build.communicate()
        assert build.returncode == 0, output + messages
        assert "Traceback" not in messages
    assert fault_of(root / "site") == ""
    assert ">同时生成<" in (root / "site" / PAGE).read_text(encoding="utf-8")


def test_builds_killed_at_random_moments_leave_one_whole_site(root: Path) -> None:
    with Reader(root / "site") as reader:
        seen = kill_builds(root, 3, seed=int(time.time()))
    assert reader.faults == []
    assert reader.count
    assert sum(seen.values()) == 3


def test_random_edits_give_the_site_of_a_cold_build(small_root: Path, tmp_path: Path) -> None:
    edited = copy_built(small_root, tmp_path / "root")
    done = edit_and_compare(edited, tmp_path, builds=6, together=3, every=6, own=False)
    assert len([what for what in done if "refused" not in what]) >= 8, done
