"""`qiangxiao wechat`: a folder an editor opens, or one line that says why not."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from lxml import html
from sample_program import REPOSITORY, copy_program, qiangxiao
from wechat_rules import assert_fits_wechat

UPDATE = "jintang/shili-hewan/updates/2026-01-22-shuangshi-quanke"


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_an_update_becomes_a_folder(program: Path, tmp_path: Path) -> None:
    done = qiangxiao(program, "wechat", UPDATE, "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert names(tmp_path / "out") == [
        "cover.jpg",
        "images/01-shuangshi.jpg",
        "wechat.css",
        "wechat.html",
        "wechat.js",
    ]
    assert "全文：" in done.stdout and "图片 1 张" in done.stdout
    tree = html.document_fromstring((tmp_path / "out" / "wechat.html").read_bytes())
    (body,) = tree.xpath("//*[@id='post-1']/*")
    assert_fits_wechat(html.tostring(body, encoding="unicode"))
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex,nofollow"]
    for target in tree.xpath("//@src | //link/@href | //a[@download]/@href"):
        assert (tmp_path / "out" / target).is_file(), target


def test_the_same_content_gives_the_same_folder_and_old_pictures_go(program: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name / "images").mkdir(parents=True)
    (tmp_path / "b" / "images" / "07-old.jpg").write_bytes(b"old")
    (tmp_path / "b" / "mine.txt").write_text("mine")
    for name in ("a", "b"):
        assert qiangxiao(program, "wechat", UPDATE, "--out", str(tmp_path / name)).returncode == 0
    assert names(tmp_path / "b") == sorted([*names(tmp_path / "a"), "mine.txt"])
    for name in names(tmp_path / "a"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize(
    "content_id", ["featured/2026-11", "bulletins/2026-03", "jintang/shili-hewan/cases/yikuaiping-yinyue"]
)
def test_cases_featured_schools_and_issues_too(program: Path, tmp_path: Path, content_id: str) -> None:
    done = qiangxiao(program, "wechat", content_id, "--out", str(tmp_path))
    assert done.returncode == 0 and "wechat.html" in names(tmp_path)


def test_a_mistyped_id_is_answered_with_what_is_near(program: Path) -> None:
    done = qiangxiao(program, "wechat", f"{UPDATE}x")
    assert done.returncode == 2 and f"您是否想写 {UPDATE}" in done.stderr


def test_what_is_not_published_stays_here(program: Path) -> None:
    done = qiangxiao(program, "wechat", UPDATE, as_of="2026-01-01")
    assert done.returncode == 2 and "还没有发布" in done.stderr


def test_a_title_too_long_is_said_and_is_exit_1(tmp_path: Path) -> None:
    long_root = copy_program(tmp_path / "root")
    path = long_root / "schools" / f"{UPDATE}.md"
    text = path.read_text(encoding="utf-8")
    title = next(line for line in text.split("\n") if line.startswith("title: "))
    path.write_text(text.replace(title, f"title: {'十二个班的课' * 12}"), encoding="utf-8")
    done = qiangxiao(long_root, "wechat", UPDATE, "--out", str(tmp_path / "out"))
    assert done.returncode == 1 and "有 72 字，公众号最多 64 字" in done.stdout
    assert (tmp_path / "out" / "wechat.html").is_file()


def test_without_fonts_there_is_no_cover_and_it_says_so(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QIANGXIAO_FONTS", str(tmp_path / "none"))
    done = qiangxiao(program, "wechat", UPDATE, "--out", str(tmp_path / "out"))
    assert done.returncode == 0 and "没有画封面" in done.stdout
    assert "cover.jpg" not in names(tmp_path / "out")


GUIDE = (REPOSITORY / "docs/guide/channels.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", re.findall(r"^qiangxiao (.+)$", GUIDE, re.MULTILINE))
def test_every_command_of_the_guide_runs(program: Path, line: str) -> None:
    done = qiangxiao(program, *shlex.split(line))
    assert done.returncode == 0, done.stdout + done.stderr
