"""`qiangxiao review`: signing in order by different people, what waits for whom, and what unsigned means."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from corpus_trees import sign as sign_item
from corpus_trees import snapshot

from qiangxiao.commands.main import main

UPDATE = "schools/jinjiang/shili/updates/2026-10-12-kaifangke.md"
CASE = "schools/jinjiang/shili/cases/xiaozu-xuexi.md"
OTHER = "schools/pujiang/dongpo/updates/2026-11-05-lianhe-beike.md"
ISSUE = "docs/bulletins/2026-10.md"
REQUIRED = "  required: []"


@pytest.fixture
def root(root: Path) -> Path:
    """The small program with an update that somebody has signed."""
    sign_item(root, UPDATE, ("初审", "教务处主任", "2026-10-13"))
    return root


def sheet(root: Path, path: str) -> Path:
    bare = path.removeprefix("schools/").removeprefix("docs/").rsplit(".", 1)[0]
    return root / f"schools/sign-offs/{bare}.yml"


def qx(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "--as-of", "2026-11-20", "--no-color", *arguments])


def sign(root: Path, path: str, step: str, by: str, *more: str) -> int:
    return qx(root, "review", "sign", path, "--step", step, "--by", by, *more)


def rewrite(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).unlink()
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def require(root: Path, *steps: str) -> None:
    rewrite(root, "schools/program.yml", REQUIRED, "  required:\n" + "\n".join(f"    - {s}" for s in steps))


def status(root: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[tuple[str, str]]:
    capsys.readouterr()
    assert qx(root, "review", "status", "--format", "json", *more) == 0
    return [(row["path"], row["step"]) for row in json.loads(capsys.readouterr().out)]


def codes(root: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str, int]]:
    capsys.readouterr()
    qx(root, "check", "--format", "json")
    found = json.loads(capsys.readouterr().out)
    return [
        (p["code"], p["path"], p["line"]) for p in found if not p["code"].startswith(("missing.", "plan."))
    ]


def test_signing_writes_the_editors_file_in_canonical_form_and_leaves_the_item_alone(root: Path) -> None:
    before = (root / OTHER).read_bytes()
    assert sign(root, OTHER, "初审", "教务处", "--on", "2026-11-06") == 0
    assert sign(root, OTHER, "复审", "编辑部编辑") == 0
    assert (root / OTHER).read_bytes() == before
    after = sheet(root, OTHER).read_text(encoding="utf-8")
    assert after.startswith("item: pujiang/dongpo/updates/2026-11-05-lianhe-beike\nsigned:\n")
    assert after.count("  - step: ") == 2 and "on: 2026-11-06\n" in after and "on: 2026-11-20\n" in after
    assert qx(root, "fmt", "--check", str(sheet(root, OTHER))) == 0


def test_one_comma_voids_every_signature_and_check_says_so_on_its_line(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sign(root, OTHER, "初审", "教务处")
    sign(root, OTHER, "复审", "编辑部编辑")
    assert codes(root, capsys) == []
    text = (root / OTHER).read_text(encoding="utf-8")
    at = text.index("，", text.index("\n---\n"))
    line = text.count("\n", 0, at) + 1
    (root / OTHER).write_text(f"{text[:at]}、{text[at + 1 :]}", encoding="utf-8")
    assert codes(root, capsys) == [("review.void", OTHER, line)]
    assert status(root, capsys) == [(OTHER, "初审")]
    (root / OTHER).write_text(text, encoding="utf-8")
    assert codes(root, capsys) == []


def test_signing_again_replaces_the_void_signature_of_the_step_only(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sign(root, OTHER, "初审", "教务处")
    sign(root, OTHER, "复审", "编辑部编辑")
    rewrite(root, OTHER, "title: ", "title: 再说")
    assert sign(root, OTHER, "复审", "编辑部编辑") == 2  # the first review is void as well
    assert sign(root, OTHER, "初审", "教务处") == 0
    assert status(root, capsys) == [(OTHER, "复审")]
    assert sign(root, OTHER, "复审", "编辑部主任") == 0
    assert codes(root, capsys) == [] and status(root, capsys) == []
    assert sheet(root, OTHER).read_text(encoding="utf-8").count("step:") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((OTHER, "终审", "编辑部"), "之前要先有初审、复审"),
        ((OTHER, "初审", "教务处", "--on", "2026-11-04"), "早于内容的日期"),
        ((OTHER, "初审", "教务处", "--on", "2026-11-21"), "之后"),
        ((OTHER, "初审", "教务处", "--on", "11月6日"), "不是日期"),
        ((OTHER, "初审", "<b>"), "--by"),
        ((UPDATE, "初审", "教务处"), "已经签过"),
        ((UPDATE, "复审", "教务处主任"), "不同的人"),
        (("schools/program.yml", "初审", "教务处"), "不是可以签名的内容"),
        (("schools/featured.yml", "初审", "教务处"), "不是可以签名的内容"),
        (("README.md", "初审", "教务处"), "没有这个文件"),
        ((OTHER, "总审", "教务处"), "可选"),
    ],
)
def test_what_must_not_be_signed_is_refused_in_one_line_and_nothing_changes(
    root: Path, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(root)
    assert sign(root, *arguments) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1
    assert snapshot(root) == before


def test_of_several_files_all_are_signed_or_none(root: Path) -> None:
    before = snapshot(root)
    assert qx(root, "review", "sign", OTHER, UPDATE, "--step", "初审", "--by", "教务处") == 2
    assert snapshot(root) == before


def test_a_file_with_an_error_is_not_signed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rewrite(root, OTHER, "date: 2026-11-05", "date: 2026-11-06")
    assert sign(root, OTHER, "初审", "教务处") == 2
    assert "还有错误" in capsys.readouterr().err


def test_the_signature_of_a_file_named_twice_is_one(root: Path) -> None:
    assert qx(root, "review", "sign", OTHER, OTHER, "--step", "初审", "--by", "教务处") == 0
    assert sheet(root, OTHER).read_text(encoding="utf-8").count("step:") == 1


def test_the_steps_the_program_wants_come_in_their_order_and_no_others(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    require(root, "终审", "初审", "一校")
    waits = [(CASE, "初审"), (UPDATE, "终审"), (ISSUE, "初审"), (OTHER, "初审")]
    assert status(root, capsys) == waits  # longest first
    assert sign(root, OTHER, "终审", "编辑部主任") == 2
    assert sign(root, OTHER, "初审", "编辑部编辑") == 0
    assert sign(root, OTHER, "终审", "编辑部主任") == 0  # no second review is wanted
    assert OTHER not in dict(status(root, capsys))
    assert dict(status(root, capsys, "--school", "jinjiang/shili")) == {CASE: "初审", UPDATE: "终审"}
    assert dict(status(root, capsys, "--district", "pujiang")) == {}
    sign(root, CASE, "初审", "教务处")
    assert sign(root, CASE, "终审", "编辑部主任") == sign(root, UPDATE, "终审", "编辑部主任") == 0
    for step, by in (("初审", "甲岗"), ("终审", "乙岗"), ("一校", "丙岗")):
        assert ISSUE in dict(status(root, capsys))
        assert sign(root, ISSUE, step, by) == 0
    assert ISSUE not in dict(status(root, capsys))


def test_what_is_printed_without_its_signatures_stops_no_issue(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    require(root, "初审")
    assert sign(root, CASE, "初审", "教务处") == 0
    rewrite(root, UPDATE, "title: ", "title: 又说")
    found = codes(root, capsys)
    assert [code for code, path, _ in found if path == ISSUE] == ["review.missing"]
    assert ("review.void", UPDATE, 2) in found and ("review.missing", OTHER, 2) in found


def test_all_of_an_issue_is_signed_in_one_go_and_proofs_are_of_the_issue(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    require(root, "初审", "复审", "一校")
    assert qx(root, "review", "sign", "--issue", "2026-10", "--step", "初审", "--by", "教务处") == 0
    signed = capsys.readouterr().out
    assert [path in signed for path in (CASE, ISSUE, UPDATE)] == [True, True, False], "one had it already"
    assert qx(root, "review", "sign", "--issue", "bulletins/2026-10", "--step", "复审", "--by", "编辑部") == 0
    assert qx(root, "review", "sign", "--issue", "2026-10", "--step", "一校", "--by", "校对员") == 0
    assert status(root, capsys) == [(OTHER, "初审")]
    assert qx(root, "review", "sign", "--issue", "2026-10", "--step", "初审", "--by", "再一个") == 0
    assert "都签过初审了" in capsys.readouterr().out
    assert qx(root, "review", "sign", "--issue", "2099-01", "--step", "初审", "--by", "教务处") == 2
    assert qx(root, "review", "sign", "--step", "初审", "--by", "教务处") == 2


def test_the_status_is_a_letter_for_whoever_signs(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    require(root, "初审", "复审")
    assert qx(root, "review", "status", "--format", "letter") == 0
    letter = capsys.readouterr().out
    assert letter.startswith("各位审校老师：\n") and "初审（3 篇）" in letter and "复审（1 篇）" in letter
    assert f"   文件：{UPDATE}\n   已签：初审 教务处主任 2026-10-13\n" in letter
    assert qx(root, "review", "status", "--format", "letter", "--school", "pujiang/xincun") == 0
    assert "没有在等审校" in capsys.readouterr().out


def test_only_the_posts_that_the_program_lists_may_sign(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(root, "schools/program.yml", REQUIRED, "  required:\n    - 初审\n  posts:\n    - 区县编辑")
    assert sign(root, OTHER, "初审", "教务处") == 2
    assert "名单" in capsys.readouterr().err
    assert (UPDATE, "初审") in status(root, capsys), "signed by a post that is not in the list"
    assert ("review.person", "schools/sign-offs/jinjiang/shili/updates/2026-10-12-kaifangke.yml", 4) in codes(
        root, capsys
    )
    assert sign(root, OTHER, "初审", "区县编辑") == 0
    assert OTHER not in dict(status(root, capsys))


@pytest.mark.parametrize("arguments", [("--school", "jinjiang/meiyou"), ("--district", "nowhere")])
def test_status_of_nobody_is_wrong_usage(root: Path, arguments: tuple[str, ...]) -> None:
    assert qx(root, "review", "status", *arguments) == 2


def test_status_says_who_has_signed_and_since_when_it_waits(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    require(root, "初审", "复审")
    assert qx(root, "review", "status") == 0
    shown = capsys.readouterr().out
    assert "初审 教务处主任" in shown and "必经环节：初审、复审。" in shown
    assert "初审 3 篇，复审 1 篇" in shown
