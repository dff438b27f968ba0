"""The files of an issue: beside its page on the site, and by `bulletin export`."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from corpus_trees import snapshot
from sample_program import copy_built, qiangxiao

NAMES = ("工作动态2026年第3期.pdf", "工作动态2026年第3期.docx", "工作动态2026年第3期.eml")


def test_each_issue_page_offers_its_files_with_their_size(site: Path) -> None:
    for name in ("2026-01", "2026-02", "2026-03"):
        folder = site / "bulletins" / name
        page = (folder / "index.html").read_text(encoding="utf-8")
        for ending in ("pdf", "docx", "eml"):
            size = (folder / f"{name}.{ending}").stat().st_size
            stated = re.search(
                rf'href="{name}\.{ending}" download="工作动态[^"]+\.{ending}">[^<]*（([\d.]+) ([KM])B）', page
            )
            assert stated, ending
            assert float(stated[1]) * {"K": 1e3, "M": 1e6}[stated[2]] == pytest.approx(size, rel=0.05)


def test_a_draft_has_no_files_on_the_site(site: Path) -> None:
    assert not [path for path in (site / "bulletins").rglob("*") if "draft" in path.name]
    assert {path.name for path in (site / "bulletins").rglob("*.pdf")} == {
        "2026-01.pdf",
        "2026-02.pdf",
        "2026-03.pdf",
    }


def test_the_command_writes_the_same_files_as_the_site(sample_root: Path, site: Path, tmp_path: Path) -> None:
    done = qiangxiao(sample_root, "bulletin", "export", "2026-03", "--out", str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    made = snapshot(tmp_path)
    assert made.keys() >= {*NAMES, "wechat/wechat.html"}
    for name, ending in zip(NAMES, ("pdf", "docx", "eml"), strict=True):
        assert made[name] == (site / "bulletins" / "2026-03" / f"2026-03.{ending}").read_bytes()


def test_the_mail_carries_the_pdf(sample_root: Path, tmp_path: Path) -> None:
    done = qiangxiao(sample_root, "bulletin", "export", "3", "--format", "eml", "--out", str(tmp_path))
    assert done.returncode == 0
    (path,) = tmp_path.iterdir()
    (attached,) = message_from_bytes(path.read_bytes(), policy=default).iter_attachments()
    assert attached.get_filename() == NAMES[0]
    assert attached.get_content().startswith(b"%PDF-1.7")


def test_a_draft_is_exported_with_its_mark(sample_root: Path, tmp_path: Path) -> None:
    done = qiangxiao(sample_root, "bulletin", "export", "--mark", "征求意见", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "发布之后才做" in done.stdout
    assert snapshot(tmp_path).keys() == {"工作动态草稿.pdf", "工作动态草稿.docx", "工作动态草稿.eml"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("2026-99",), "没有“2026-99”这一期"),
        (("draft-2026-11", "--format", "wechat"), "还没有发布"),
        (("1", "--format", "xlsx"), "可选"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(sample_root: Path, arguments: tuple[str, ...], words: str) -> None:
    done = qiangxiao(sample_root, "bulletin", "export", *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_fonts_everything_but_the_pdf_is_there(
    small_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_built(small_root, tmp_path / "root")
    monkeypatch.setenv("QIANGXIAO_FONTS", str(tmp_path / "none"))
    done = qiangxiao(root, "build", "--out", str(tmp_path / "site"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "没有生成 PDF" in done.stdout + done.stderr
    folder = tmp_path / "site" / "bulletins" / "2026-01"
    assert {path.suffix for path in folder.iterdir()} >= {".docx", ".eml"}
    assert not list((tmp_path / "site").rglob("*.pdf"))
    assert "2026-01.pdf" not in (folder / "index.html").read_text(encoding="utf-8")
    done = qiangxiao(root, "bulletin", "export", "1", "--format", "pdf")
    assert done.returncode == 1
    assert "qiangxiao fonts" in done.stdout


def test_an_unchanged_issue_is_not_made_again(sample_root: Path, tmp_path: Path) -> None:
    root = copy_built(sample_root, tmp_path / "root")
    cache = root / ".build" / "cache" / "issue"
    first = {path.name: path.stat().st_ino for path in cache.glob("*/*")}
    assert len(first) >= 9  # the sample that all tests share may hold those of another day too
    arguments = ("correct", "2026-03", "--kind", "轻微", "--note", "目录里一处错字已改正")
    assert qiangxiao(root, "bulletin", *arguments).returncode == 0
    done = qiangxiao(root, "build", "--stage-only")
    assert done.returncode == 0, done.stdout
    second = {path.name: path.stat().st_ino for path in cache.glob("*/*")}
    assert len(second) == len(first) + 3
    assert first.items() <= second.items()
