"""`coverage` and `todo` on the sample, as tables a terminal of eighty columns can show."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_program import copy_program

from qiangxiao.commands.main import main
from qiangxiao.reporting.text import width

REPOSITORY = Path(__file__).resolve().parents[3]


def call(*arguments: str) -> int:
    return main(["--root", str(REPOSITORY), "--as-of", "2026-11-24", "--no-color", *arguments])


@pytest.mark.parametrize("columns", ["60", "80", "120"])
@pytest.mark.parametrize("verb", ["coverage", "todo"])
def test_no_line_is_wider_than_the_terminal(
    verb: str, columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert call(verb) == 0
    assert max(width(line) for line in capsys.readouterr().out.split("\n")) <= int(columns)


def test_coverage_counts_clause_by_clause_and_names_who_is_missing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert call("coverage") == 0
    shown = capsys.readouterr().out
    assert "三(一)" in shown and "三(八)" in shown and "青羊示例九年制" in shown
    assert "所实验校中" in shown.replace("\n", "")


def test_todo_puts_what_is_overdue_first_with_since_when(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("todo", "--school", "jintang/shili-qinghuai") == 0
    shown = capsys.readouterr().out
    assert "逾期" in shown and "自2025-03-31" in shown.replace(" ", "")
    assert shown.index("逾期") < shown.index("待补")


def test_todo_of_a_district_shows_only_its_schools(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("todo", "--district", "wuhou") == 0
    shown = capsys.readouterr().out
    assert "wuhou/nanqiao" in shown and "jintang/" not in shown


@pytest.mark.parametrize(
    "arguments", [("--school", "a/b"), ("--district", "nowhere"), ("--school", "a/b", "--district", "c")]
)
def test_an_unknown_school_or_district_is_wrong_usage(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("todo", *arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("columns", ["60", "80"])
def test_stats_fit_the_terminal_and_add_up(
    columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert call("stats", "--year", "2026") == 0
    shown = capsys.readouterr().out
    assert max(width(line) for line in shown.split("\n")) <= int(columns)
    assert "合计" in shown


def test_stats_as_csv_open_in_excel_and_name_every_school_and_year(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert call("stats", "--format", "csv", "--district", "jintang") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("\ufeff年度,区县,学校编号")
    lines = shown.strip().split("\n")[1:]
    assert {line.split(",")[1] for line in lines} == {"金堂县"}
    assert len({line.split(",")[0] for line in lines}) > 1


@pytest.mark.parametrize("arguments", [("--year", "1999"), ("--district", "nowhere")])
def test_stats_of_an_unknown_year_or_district_are_wrong_usage(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("stats", *arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_freshness_fails_when_a_column_is_late(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--root", str(REPOSITORY), "--no-color", "freshness")
    assert main(["--as-of", "2026-11-20", *arguments]) == 0
    assert main(["--as-of", "2027-11-20", *arguments]) == 1
    assert "天没有更新" in capsys.readouterr().out


def test_todo_lists_what_waits_for_a_signature(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copy_program(tmp_path / "root")
    program = root / "schools/program.yml"
    program.write_text(
        program.read_text().replace("  required: []", "  required:\n    - 初审"), encoding="utf-8"
    )
    capsys.readouterr()
    assert (
        main(["--root", str(root), "--as-of", "2026-11-20", "--no-color", "todo", "--district", "xindu"]) == 0
    )
    shown = capsys.readouterr().out
    assert "待签" in shown and "在等初审" in shown.replace("\n", "").replace(" ", "")
    assert "待签 0 项" not in shown
