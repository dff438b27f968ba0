"""Programs that are empty, small, at odds with themselves or of an earlier day: told with the place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from foreign_programs import AS_OF, COUNTY, FIVE_FOUR, lay_out_files

from qiangxiao.commands.main import main

PROGRAM, POLICY = "schools/program.yml", "schools/policy.yml"


def problems(
    root: Path, files: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> list[dict[str, Any]]:
    """Return the errors and warnings of a program."""
    lay_out_files(root, files)
    capsys.readouterr()
    main(["--root", str(root), "--as-of", AS_OF, "--no-color", "check", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    return [each for each in found if each["severity"] != "advice"]


def lines_with(text: str, word: str) -> list[int]:
    return [at for at, line in enumerate(text.splitlines(), 1) if word in line]


def test_an_empty_program_is_one_located_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = problems(tmp_path, {PROGRAM: ""}, capsys)
    assert found and {each["path"] for each in found} == {PROGRAM}
    assert all(each["line"] == 1 and each["hint"] for each in found)


def test_one_measure_and_no_school_is_a_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert problems(tmp_path, {path: COUNTY[path] for path in (PROGRAM, POLICY)}, capsys) == []


def test_three_schools_are_a_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert problems(tmp_path, COUNTY, capsys) == []


def test_a_term_that_a_vocabulary_drops_is_found_wherever_it_is_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = "schools/haibin/gangwan/cases/zaodu.md"
    second = "schools/haibin/gangwan/cases/zaixue.md"
    files = {
        **FIVE_FOUR,
        POLICY: FIVE_FOUR[POLICY].replace("    - 六年级\n", "").replace("    - 紧密型集团\n", ""),
        second: FIVE_FOUR[case].replace("title: 六年级衔接课程", "title: 再做一年"),
    }
    found = {(each["path"], each["line"]) for each in problems(tmp_path, files, capsys)}
    grades = {(path, lines_with(files[path], "  - 六年级")[0]) for path in (case, second)}
    support = "schools/haibin/gangwan/support.yml"
    assert grades <= found
    assert (support, lines_with(files[support], "- 紧密型集团")[0]) in found


def test_a_rule_nobody_knows_and_a_clause_twice_are_told_with_their_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = COUNTY[POLICY].replace("rule: present", "rule: presents")
    unknown = problems(tmp_path / "a", {**COUNTY, POLICY: text}, capsys)
    assert ("policy.rule.unknown", lines_with(text, "presents")[0]) in {
        (each["code"], each["line"]) for each in unknown
    }
    clause = "  - id: 第三条\n    title: 教师由县里统一聘用\n"
    text = COUNTY[POLICY].replace(clause, clause + "    measure: together\n" + clause)
    twice = problems(tmp_path / "b", {**COUNTY, POLICY: text}, capsys)
    assert [(each["code"], each["line"]) for each in twice] == [
        ("policy.duplicate", lines_with(text, "id: 第三条")[1])
    ]


def test_a_mark_with_a_script_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logo = "schools/media/logo.svg"
    bad = FIVE_FOUR[logo].replace("<path", "<script>alert(1)</script><path")
    found = problems(tmp_path, {**FIVE_FOUR, logo: bad}, capsys)
    assert found and {each["severity"] for each in found} == {"error"}
    assert {each["path"] for each in found} <= {logo, PROGRAM}


def test_colours_nobody_can_read_are_told_with_their_pairs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pale = FIVE_FOUR[PROGRAM].replace('"#0b5cad"', '"#ffee99"').replace('"#6b2fa0"', '"#eeeeee"')
    found = problems(tmp_path, {**FIVE_FOUR, PROGRAM: pale}, capsys)
    lines = {each["line"] for each in found if each["code"] == "looks.contrast"}
    assert lines == {*lines_with(pale, "#ffee99"), *lines_with(pale, "#eeeeee")}


def test_settings_that_have_moved_since_are_told_one_by_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = COUNTY[PROGRAM] + "exam_words:\n  - 一诊\nschool_nicknames:\n  - 一中\n"
    found = problems(tmp_path, {**COUNTY, PROGRAM: old}, capsys)
    assert [(each["line"], "exam_words" in each["message"]) for each in found] == [
        (lines_with(old, "exam_words")[0], True),
        (lines_with(old, "school_nicknames")[0], False),
    ]
