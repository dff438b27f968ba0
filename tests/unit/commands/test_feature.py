"""`qiangxiao feature`: proposals with reasons, and a ledger that only grows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qiangxiao.commands.main import main

REPOSITORY = Path(__file__).resolve().parents[3]
THEME = ("--theme", "错因卡让订正有了着落")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(REPOSITORY / "schools", tmp_path / "schools")
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
    item = "chenghua/dongjie/updates/2026-09-24-kaoping-dabiao"
    assert (
        feature(root, "record", "2026-12", "chenghua/dongjie", *THEME, "--item", item, "--note", "值得看。")
        == 0
    )
    assert ledger(root) == before + (
        "- period: 2026-12\n  school: chenghua/dongjie\n  theme: 错因卡让订正有了着落\n"
        f"  items:\n    - {item}\n  editor_note: 值得看。\n"
    )


def test_a_school_out_of_turn_is_recorded_as_pinned(root: Path) -> None:
    assert feature(root, "record", "2026-12", "jinjiang/shili-yi", *THEME) == 0
    assert ledger(root).endswith("theme: 错因卡让订正有了着落\n  pinned: true\n")


def test_an_ineligible_school_needs_a_stated_reason(root: Path) -> None:
    before = ledger(root)
    assert feature(root, "record", "2026-12", "qingyang/jiunian", *THEME) == 2
    assert ledger(root) == before
    assert feature(root, "record", "2026-12", "qingyang/jiunian", *THEME, "--force", "新学校开学") == 0
    assert "editor_note: （破例推出：新学校开学）\n  pinned: true" in ledger(root)


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
    assert feature(root, "record", "2026-02", "chenghua/dongjie", *THEME) == 0
    assert ledger(root).startswith("- period: 2026-02\n")


def test_a_linked_ledger_is_refused(root: Path) -> None:
    real = root / "elsewhere.yml"
    (root / "schools/featured.yml").rename(real)
    (root / "schools/featured.yml").symlink_to(real)
    before = real.read_text(encoding="utf-8")
    assert feature(root, "record", "2026-12", "chenghua/dongjie", *THEME) == 2
    assert real.read_text(encoding="utf-8") == before
