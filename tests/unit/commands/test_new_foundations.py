"""What a program stands on, begun a file at a time: each is what `check` accepts, or waits to be filled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qiangxiao.catalog.loader import load
from qiangxiao.commands.main import main
from qiangxiao.records.district import DISTRICT
from qiangxiao.records.policy import shipped_policy

PROGRAM = ("program", "--city", "东湖市", "--districts", "城关区、东湖县，城关区")


def call(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "--as-of", "2026-11-24", "--no-color", *arguments])


def test_a_program_under_the_policy_that_ships_is_sound_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(tmp_path, "new", *PROGRAM) == 0
    assert call(tmp_path, "check") == 0 and "错误 0，警告 0" in capsys.readouterr().out
    assert call(tmp_path, "fmt", "--check") == 0
    program = load(tmp_path).catalog.program
    assert [district.name for district in program.districts] == ["城关区", "东湖县"]
    measures = {clause.measure for clause in shipped_policy().clauses if clause.measure}
    assert {measure.id for measure in program.measures} == measures
    assert call(tmp_path, "new", *PROGRAM) == 2, "never over another"


def test_a_program_begins_with_the_measures_of_its_own_policy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(tmp_path, "new", *PROGRAM) == 0
    assert call(tmp_path, "new", "policy") == 0 and call(tmp_path, "new", "policy") == 2
    (tmp_path / "schools/program.yml").unlink()
    assert call(tmp_path, "new", *PROGRAM) == 0
    capsys.readouterr()
    assert call(tmp_path, "check") == 0 and "错误 0，警告 0" in capsys.readouterr().out
    measures = [measure.id for measure in load(tmp_path).catalog.program.measures]
    assert measures == ["support", "teaching", "planning"]


def test_a_district_is_entered_in_the_settings_and_its_file_waits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(tmp_path, "new", *PROGRAM) == 0
    assert call(tmp_path, "new", "district", "--name", "高新区") == 0
    assert call(tmp_path, "new", "district", "--name", "天府新区", "--slug", "tianfu") == 0
    capsys.readouterr()
    districts = load(tmp_path).catalog.program.districts
    assert [district.id for district in districts] == ["chengguan", "donghu", "gaoxin", "tianfu"]
    assert len({district.tile for district in districts}) == 4
    text = (tmp_path / f"schools/gaoxin/{DISTRICT.example}").read_text(encoding="utf-8")
    assert "as_of: 待填" in text and "2026" not in text
    assert call(tmp_path, "check") == 1
    codes = re.findall(r"错误\[(.*?)\]", capsys.readouterr().out)
    assert set(codes) == {"field.placeholder"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("district", "--name", "城关区"), "区县“城关区”已经有了"),
        (("district", "--name", "城西区", "--slug", "donghu"), "区县“donghu”已经有了"),
        (("district", "--name", "城西区", "--slug", "Cheng Xi"), "不能用"),
        (("program", "--city", "西湖市", "--districts", "、"), "至少要有一个区县"),
    ],
)
def test_what_cannot_be_begun_is_one_line_and_changes_nothing(
    tmp_path: Path, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(tmp_path, "new", *PROGRAM) == 0
    before = (tmp_path / "schools/program.yml").read_bytes()
    capsys.readouterr()
    assert call(tmp_path, "new", *arguments) == 2
    errors = capsys.readouterr().err
    assert said in errors and errors.count("\n") == 1
    assert (tmp_path / "schools/program.yml").read_bytes() == before


def test_a_district_needs_a_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(tmp_path, "new", "district", "--name", "高新区") == 2
    assert "qiangxiao init" in capsys.readouterr().err
