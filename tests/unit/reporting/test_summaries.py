"""The table for a pull request and the log for code-scanning services."""

from __future__ import annotations

import json

from qiangxiao.foundation.problems import Problem, Severity, Span, rule
from qiangxiao.reporting.markdown import render_markdown
from qiangxiao.reporting.sarif import render_sarif

RULE = rule("a.b", "规则一句话。\n\n怎样改。")


def a_problem(path: str = "schools/a/b/school.yml", line: int = 2, message: str = "写错了。") -> Problem:
    return Problem(path, Span(line, 4, line, 6), "a.b", Severity.ERROR, message, "请改正。")


def test_the_first_problem_of_each_file_comes_first() -> None:
    table = render_markdown([a_problem("a.yml", 1), a_problem("a.yml", 2), a_problem("b.yml", 1)], "")
    places = [line.split("|")[1].strip() for line in table.splitlines()[4:]]
    assert places == ["a.yml:1:4", "b.yml:1:4", "a.yml:2:4"]


def test_content_stays_in_its_cell() -> None:
    table = render_markdown([a_problem(message="a | b\n\n# 大标题 <script> [x](javascript:1)")], "")
    assert len(table.splitlines()) == 5
    row = table.splitlines()[4]
    assert row.count("|") == 5
    assert "<" not in row
    assert "](javascript" not in row


def test_no_problems_give_only_the_count() -> None:
    assert render_markdown([], "") == "**错误 0，警告 0，提示 0**\n"


def test_sarif_counts_columns_in_utf16_units() -> None:
    log = json.loads(render_sarif([a_problem()], {"a.b": RULE}, lambda path, line: "𠮷𠮷：错误", "", "1"))
    result = log["runs"][0]["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (6, 8)
    assert log["version"] == "2.1.0"
    assert log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "a.b"
