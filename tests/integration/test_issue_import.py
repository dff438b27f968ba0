"""`qiangxiao import --as issue`: from the event of a filled form to a package that `intake` takes."""

from __future__ import annotations

import re
import shlex
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from corpus_trees import snapshot
from issue_events import CASE_ANSWERS, case_event, event, news_event, update_event
from sample_program import REPOSITORY, copy_program, qiangxiao

from qiangxiao.records.district_news import DISTRICT_NEWS
from qiangxiao.records.kind import Kind
from qiangxiao.records.news import NEWS

SCHOOL = "schools/jinjiang/hepan"


def bring(root: Path, folder: Path, data: bytes, *arguments: str) -> tuple[int, str, str]:
    source = folder / "event.json"
    source.write_bytes(data)
    done = qiangxiao(root, "import", str(source), "--as", "issue", *arguments)
    return done.returncode, done.stdout, done.stderr


def test_a_package_goes_all_the_way_into_the_program(program: Path, tmp_path: Path) -> None:
    before = snapshot(program)
    package = tmp_path / "a.zip"
    code, shown, errors = bring(program, tmp_path, case_event(), "--package", str(package))
    assert code == 0, errors
    assert (
        f"已存成投稿包：{package}" in shown
        and f"qiangxiao intake {package}" in shown
        and "还要填" not in shown
    )
    assert snapshot(program) == before
    path = f"{SCHOOL}/cases/fen-ceng-zuo-ye-cong.md"
    with zipfile.ZipFile(package) as opened:
        assert opened.namelist() == [path]
    again = tmp_path / "b.zip"
    assert bring(program, tmp_path, case_event(), "--package", str(again))[0] == 0
    assert again.read_bytes() == package.read_bytes()

    taken = qiangxiao(program, "intake", str(package), "--school", "jinjiang/hepan")
    assert taken.returncode == 0, taken.stdout + taken.stderr
    assert qiangxiao(program, "check", path).returncode == 0
    assert qiangxiao(program, "fmt", "--check", path).returncode == 0
    code, _, errors = bring(program, tmp_path, case_event(), "--package", str(tmp_path / "c.zip"))
    assert code == 2 and "已经有了" in errors and "--slug" in errors and not (tmp_path / "c.zip").exists()


def test_gaps_are_listed_and_intake_waits_for_them(program: Path, tmp_path: Path) -> None:
    package = tmp_path / "a.zip"
    data = update_event(日期="上周", 摘要="", 标题="有缺口的进展")
    code, shown, errors = bring(program, tmp_path, data, "--package", str(package))
    assert code == 0, errors
    assert (
        "还要填（写着“待填”的地方）：日期、摘要" in shown
        and "没有找到日期" in shown
        and "intake 不会收" in shown
    )
    refused = qiangxiao(program, "intake", str(package))
    assert refused.returncode == 1 and "还没有填写" in refused.stdout


def test_an_update_can_go_straight_into_the_folder(program: Path, tmp_path: Path) -> None:
    code, shown, errors = bring(
        program, tmp_path, update_event(), "--slug", "kaifangke-er", "--date", "2026-10-13"
    )
    path = f"{SCHOOL}/updates/2026-10-13-kaifangke-er.md"
    assert code == 0 and f"已导入：{path}" in shown, errors
    assert qiangxiao(program, "check", path).returncode == 0


@pytest.mark.parametrize(
    ("school", "said"),
    [
        ("河畔示例学校", ""),
        ("Jinjiang / hepan", ""),
        ("锦江河畔示例学校", "是不是 jinjiang/hepan"),
        ("没有这所学校", "没有叫“没有这所学校”的学校"),
        ("../../etc", "没有叫“../../etc”的学校"),
        ("", "没有叫“”的学校"),
    ],
)
def test_the_school_is_known_by_its_id_or_any_of_its_names(
    program: Path, tmp_path: Path, school: str, said: str
) -> None:
    package = tmp_path / "a.zip"
    code, _, errors = bring(program, tmp_path, update_event(学校=school), "--package", str(package))
    assert code == (1 if said else 0) and said in errors and package.exists() is not bool(said)
    if said:
        assert errors.count("\n") == 1 and "--school" in errors


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        event("你好"),
        case_event(正文="[" * 60_000),
        case_event(正文="长" * 6_000),
        update_event(标题="标题", 摘要="x" * 60_000 + "\n" * 4_000),
    ],
    ids=["broken", "plain", "brackets", "long line", "long field"],
)
def test_what_cannot_be_taken_changes_nothing_or_leaves_a_gap(
    program: Path, tmp_path: Path, data: bytes
) -> None:
    before = snapshot(program)
    code, shown, errors = bring(program, tmp_path, data, "--package", str(tmp_path / "a.zip"))
    assert code in (0, 1) and "Traceback" not in errors and snapshot(program) == before
    assert (code == 0) == (tmp_path / "a.zip").exists() and (code == 1 or "待填" in shown)


def test_nothing_a_stranger_writes_begins_a_line_of_the_output(program: Path, tmp_path: Path) -> None:
    evil = "::set-output name=x::y\n::error::z\x1b]0;t\x07"
    data = case_event(**{key: evil for key in CASE_ANSWERS if key not in ("学校", "正文")})
    code, shown, errors = bring(program, tmp_path, data, "--package", str(tmp_path / "a.zip"))
    assert code == 0, errors
    assert not [line for line in (shown + errors).splitlines() if line.startswith("::")]
    assert "\x1b" not in shown + errors and "\x07" not in shown + errors


def test_wrong_usage_is_one_line(program: Path, tmp_path: Path) -> None:
    for arguments in (("--school", "no/where"), ("--slug", "甲")):
        code, _, errors = bring(program, tmp_path, update_event(), *arguments)
        assert code == 2 and errors.count("\n") == 1
    missing = qiangxiao(program, "import", str(tmp_path / "none.json"), "--as", "issue")
    assert missing.returncode == 1 and "打不开" in missing.stderr


@pytest.mark.parametrize(
    ("kind", "path"),
    [(DISTRICT_NEWS, "schools/jinjiang/news/2026-11-16-ke.md"), (NEWS, "docs/news/2026-11-16-ke.md")],
)
def test_an_office_sends_its_news_on_a_form(
    program: Path, tmp_path: Path, kind: Kind[Any], path: str
) -> None:
    data = news_event(kind, "example-bianji")
    code, shown, errors = bring(program, tmp_path, data, "--slug", "ke")
    assert code == 0 and f"已导入：{path}" in shown, errors
    assert qiangxiao(program, "check", path).returncode == 0
    assert "区里商定名师每周到校的时间。" in (program / path).read_text(encoding="utf-8")


def test_news_of_strangers_and_of_schools_waits_for_an_editor(program: Path, tmp_path: Path) -> None:
    before = snapshot(program)
    for login in ("example-hepan-editor", "somebody", "\x1b]0;t"):
        for kind in (DISTRICT_NEWS, NEWS):
            code, _, errors = bring(program, tmp_path, news_event(kind, login), "--slug", "ta")
            assert code == 1 and "不是编辑" in errors and errors.count("\n") == 1 and "\x1b" not in errors
    code, _, errors = bring(
        program, tmp_path, news_event(DISTRICT_NEWS, "example-bianji", **{"区（市）县": "../../etc"})
    )
    assert code == 1 and "没有叫“../../etc”的区（市）县" in errors
    data = news_event(DISTRICT_NEWS, "example-bianji")
    assert bring(program, tmp_path, data, "--package", str(tmp_path / "a.zip"))[0] == 2
    assert snapshot(program) == before
    data = news_event(DISTRICT_NEWS, "somebody")
    code, shown, errors = bring(program, tmp_path, data, "--slug", "ta", "--district", "jinjiang")
    assert code == 0 and "schools/jinjiang/news/2026-11-16-ta.md" in shown, errors


def test_every_command_of_the_guide_runs_in_its_order(tmp_path: Path) -> None:
    root = copy_program(tmp_path / "root")
    (root / "event.json").write_bytes(case_event())
    document = docx.Document()
    document.add_heading("三位老师上开放课", 1)
    document.add_paragraph("2026年10月12日，三位老师上了开放课，课后当场评议。")
    document.save(str(root / "laigao.docx"))
    guide = (REPOSITORY / "docs/guide/forge.md").read_text(encoding="utf-8")
    commands = re.findall(r"^qiangxiao (.+)$", guide, re.MULTILINE)
    assert len(commands) == 7
    for command in (one for one in commands if "--since" not in one):  # that one asks for a repository
        done = qiangxiao(root, *shlex.split(command))
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    assert zipfile.is_zipfile(root / "word-laigao.zip")
