"""Problems for programs: the keys of the contract, and annotations that content cannot forge."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from qiangxiao.foundation.problems import Problem, Severity, Span
from qiangxiao.reporting.machine import render_github, render_json

KEYS = [
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "code",
    "severity",
    "message",
    "hint",
    "field",
    "clause",
]
TEXTS = st.text() | st.sampled_from(
    ["::error::伪造", "一\n::error file=x::伪造", "a\r\n::set-output", "%0A::x", "a:b,c"]
)


def problem(
    path: str = "a.md", message: str = "不对。", hint: str = "", severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(path, Span(3, 5, 3, 8), "date.format", severity, message, hint, "as_of", "三(四)")


def test_json_has_exactly_the_keys_of_the_contract() -> None:
    (only,) = json.loads(render_json([problem(hint="请改。")]))
    assert list(only) == KEYS
    assert only == {
        "path": "a.md",
        "line": 3,
        "column": 5,
        "end_line": 3,
        "end_column": 8,
        "code": "date.format",
        "severity": "error",
        "message": "不对。",
        "hint": "请改。",
        "field": "as_of",
        "clause": "三(四)",
    }


def test_no_problems_are_an_empty_list() -> None:
    assert json.loads(render_json([])) == []
    assert render_github([]) == ""


@given(TEXTS, TEXTS)
def test_json_gives_back_any_text(message: str, hint: str) -> None:
    (only,) = json.loads(render_json([problem(message=message, hint=hint)]))
    assert (only["message"], only["hint"]) == (message, hint)


def test_an_annotation_has_level_place_title_and_both_sentences() -> None:
    assert render_github([problem(hint="请改。", severity=Severity.ADVICE)]) == (
        "::notice file=a.md,line=3,endLine=3,col=5,endColumn=8,title=提示[date.format]::不对。%0A请改。"
    )


@given(TEXTS, TEXTS, TEXTS)
def test_content_cannot_forge_an_annotation(path: str, message: str, hint: str) -> None:
    rendered = render_github([problem(path, message, hint)])
    assert "\n" not in rendered
    assert "\r" not in rendered
    match = re.fullmatch(
        r"::error file=([^:,]*),line=3,endLine=3,col=5,endColumn=8,title=[^:,]*::(.*)", rendered, re.DOTALL
    )
    assert match is not None
    undone = (
        match[1]
        .replace("%2C", ",")
        .replace("%3A", ":")
        .replace("%0A", "\n")
        .replace("%0D", "\r")
        .replace("%25", "%")
    )
    assert undone == path


def test_a_problem_over_several_lines_has_no_end_column() -> None:
    many = Problem("a.md", Span(1, 1, 4, 2), "x", Severity.WARNING, "一")
    assert "endColumn" not in render_github([many])
