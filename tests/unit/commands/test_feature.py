"""`qiangxiao feature`: proposals with reasons, and a ledger that only grows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docx import Document

from qiangxiao.commands.main import main

REPOSITORY = Path(__file__).resolve().parents[3]
THEME = ("--theme", "错因卡让订正有了着落")
DONGJIE = "chenghua/dongjie/updates/2026-09-24-kaoping-dabiao"
SHILI = "jinjiang/shili-yi/updates/2026-11-05-guancha-biao"
QINGHUAI = "jintang/shili-qinghuai/updates/2026-04-03-zhoumo-shipin"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(REPOSITORY / "schools", tmp_path / "schools")
    path = tmp_path / "schools/featured.yml"
    path.write_text(path.read_text(encoding="utf-8").split("- period: 2026-12\n")[0], encoding="utf-8")
    return tmp_path


def feature(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "--as-of", "2026-11-24", "--no-color", "feature", *arguments])


def ledger(root: Path) -> str:
    return (root / "schools/featured.yml").read_text(encoding="utf-8")


def test_the_next_periods_come_with_reasons_for_choice_and_skip(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert feature(root, "next", "--periods", "3") == 0
    shown = capsys.readouterr().out
    assert "2026年12月" in shown and "2027年1月" in shown
    assert "还没有推出过" in shown and "页面不完整" in shown and "项逾期" in shown


def test_a_pin_is_shown_with_a_warning_when_the_school_is_not_eligible(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert feature(root, "next", "--pin", "2027-01=jintang/shili-qinghuai") == 0
    assert "由编辑指定（注意" in capsys.readouterr().out


@pytest.mark.parametrize(
    "pin", ["2027-01", "2027-01=nowhere/x", "2026-11=jinjiang/hepan", "2030-01=jinjiang/hepan"]
)
def test_a_pin_that_cannot_be_kept_is_wrong_usage(
    root: Path, pin: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert feature(root, "next", "--pin", pin) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_recording_appends_one_entry_and_leaves_the_rest(root: Path) -> None:
    before = ledger(root)
    item = DONGJIE
    assert (
        feature(root, "record", "2026-12", "chenghua/dongjie", *THEME, "--item", item, "--note", "值得看。")
        == 0
    )
    assert ledger(root) == before + (
        "- period: 2026-12\n  school: chenghua/dongjie\n  theme: 错因卡让订正有了着落\n"
        f"  items:\n    - {item}\n  editor_note: 值得看。\n"
        "  reason: 还没有推出过；所在区县近 3 期没有推出\n"
    )


def test_a_school_out_of_turn_is_recorded_as_pinned(root: Path) -> None:
    assert feature(root, "record", "2026-12", "jinjiang/shili-yi", *THEME, "--item", SHILI) == 0
    assert ledger(root).endswith(f"    - {SHILI}\n  pinned: true\n")


def test_an_ineligible_school_needs_a_stated_reason(root: Path) -> None:
    before = ledger(root)
    arguments = ("record", "2026-12", "jintang/shili-qinghuai", *THEME, "--item", QINGHUAI)
    assert feature(root, *arguments) == 2
    assert ledger(root) == before
    assert feature(root, *arguments, "--force", "校舍重建") == 0
    assert "editor_note: （破例推出：校舍重建）\n  pinned: true" in ledger(root)


@pytest.mark.parametrize(
    "arguments",
    [
        ("2026-10", "jinjiang/shili-yi", *THEME),
        ("2026-13", "jinjiang/shili-yi", *THEME),
        ("2026-W50", "jinjiang/shili-yi", *THEME),
        ("2026-12", "jinjiang/nobody", *THEME),
        ("2026-12", "jinjiang/shili-yi"),
        ("2026-12", "jinjiang/shili-yi", "--theme", "<b>"),
        ("2026-12", "jinjiang/shili-yi", *THEME, "--item", "jinjiang/hepan/cases/xianjie-shudan"),
        ("2026-12", "jinjiang/shili-yi", *THEME),
        ("2026-12", "jinjiang/shili-yi", "--theme", "当堂完成率升到99%", "--item", SHILI),
        (
            "2026-11",
            "dujiangyan/shili-huaixi",
            *THEME,
            "--item",
            "dujiangyan/shili-huaixi/updates/2026-06-18-xiaoche",
        ),
    ],
)
def test_a_record_that_would_be_wrong_is_refused_in_one_line(
    root: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    before = ledger(root)
    assert feature(root, "record", *arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert ledger(root) == before


def test_an_earlier_period_goes_to_its_place_in_the_ledger(root: Path) -> None:
    assert feature(root, "record", "2026-02", "chenghua/dongjie", *THEME, "--item", DONGJIE) == 0
    assert ledger(root).startswith("- period: 2026-02\n")


def test_a_linked_ledger_is_refused(root: Path) -> None:
    real = root / "elsewhere.yml"
    (root / "schools/featured.yml").rename(real)
    (root / "schools/featured.yml").symlink_to(real)
    before = real.read_text(encoding="utf-8")
    assert feature(root, "record", "2026-12", "chenghua/dongjie", *THEME) == 2
    assert real.read_text(encoding="utf-8") == before


def test_the_next_four_periods_are_frozen_once_and_the_tree_stays_in_order(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ledger(root)
    assert feature(root, "freeze") == 0
    frozen = ledger(root)
    assert frozen.startswith(before) and frozen.count("  proposed: true\n") == 4
    assert [line[-7:] for line in frozen[len(before) :].splitlines() if "period" in line] == [
        "2026-12",
        "2027-01",
        "2027-02",
        "2027-03",
    ]
    assert feature(root, "freeze") == 0
    assert ledger(root) == frozen
    capsys.readouterr()
    main(["--root", str(root), "--as-of", "2026-11-24", "check", "schools/featured.yml"])
    assert "错误 0，警告 0" in capsys.readouterr().out
    assert main(["--root", str(root), "fmt", "--check"]) == 0


def test_what_is_frozen_stays_when_a_school_leaves_or_another_becomes_eligible(root: Path) -> None:
    feature(root, "freeze", "--periods", "2")
    frozen = ledger(root)
    profile = root / "schools/jinjiang/shili-yi/school.yml"
    profile.write_text(
        profile.read_text(encoding="utf-8").replace("status: 建设中", "status: 已退出"), encoding="utf-8"
    )
    assert feature(root, "freeze") == 0
    assert ledger(root).startswith(frozen)
    assert "jinjiang/shili-yi" not in ledger(root)[len(frozen) :]


def test_a_frozen_period_can_be_pinned_when_the_school_has_evidence(root: Path) -> None:
    assert feature(root, "freeze", "--pin", "2027-01=qingyang/jiunian") == 2
    assert feature(root, "freeze", "--pin", "2027-01=jinjiang/hepan") == 0
    assert "school: jinjiang/hepan\n" in ledger(root).split("- period: 2027-01\n")[1].split("- period")[0]


def test_a_frozen_period_is_settled_by_recording_it(root: Path) -> None:
    feature(root, "freeze")
    assert feature(root, "record", "2026-12", "chenghua/dongjie", *THEME, "--item", DONGJIE) == 0
    entry = ledger(root).split("- period: 2026-12\n")[1].split("- period")[0]
    assert "proposed" not in entry and "pinned" not in entry and "reason: 还没有推出过" in entry
    assert ledger(root).count("- period: 2026-12\n") == 1


def test_another_school_takes_a_frozen_period_only_with_a_reason(root: Path) -> None:
    feature(root, "freeze")
    before = ledger(root)
    arguments = ("record", "2026-12", "jinjiang/shili-yi", *THEME, "--item", SHILI)
    assert feature(root, *arguments) == 2 and ledger(root) == before
    assert feature(root, *arguments, "--replace", "学校正在搬迁") == 0
    entry = ledger(root).split("- period: 2026-12\n")[1].split("- period")[0]
    assert "reason: 原排定 chenghua/dongjie，换掉的原因：学校正在搬迁" in entry and "pinned: true" in entry


def test_evidence_is_listed_with_the_words_for_a_theme(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert feature(root, "evidence", "chenghua/dongjie") == 0
    shown = capsys.readouterr().out
    assert "指标读数" in shown and "案例证据" in shown and "符合推出的条件" in shown
    assert feature(root, "evidence", "qingyang/jiunian") == 0
    assert "有 0 条依据" in capsys.readouterr().out


def test_the_preparation_of_a_period_says_what_is_there_and_what_is_late(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert feature(root, "prepare", "2026-12") == 2
    feature(root, "freeze")
    capsys.readouterr()
    assert feature(root, "prepare", "2026-12") == 0
    shown = capsys.readouterr().out
    assert "逾期" in shown and "待办" in shown and "已有" in shown and "2026-12-01" not in shown
    out = tmp_path / "清单.docx"
    assert feature(root, "prepare", "2026-12", "--out", str(out)) == 0
    table = Document(str(out)).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["状态", "准备什么", "要求", "期限", "现在的情况"]
    assert "没有见效的做法" in [row.cells[1].text for row in table.rows]
    assert feature(root, "prepare", "2026-12", "--out", str(out)) == 2  # never overwritten
    assert feature(root, "prepare", "2026-12", "--out", str(tmp_path / "a.pdf")) == 2
    other = tmp_path / "again.docx"
    feature(root, "prepare", "2026-12", "--out", str(other))
    assert other.read_bytes() == out.read_bytes()
