"""Problems for programs: JSON, and annotations for a forge's pull-request page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from qiangxiao.foundation.problems import Problem, Severity
from qiangxiao.reporting.summary import first_of_each_file_first

_MOST_SHOWN = 10
"""Annotations of one level a forge shows for one step; further ones vanish without a word."""
_ANNOTATIONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def render_json(problems: Sequence[Problem]) -> str:
    """Return the problems as a JSON list with the keys of the contract."""
    return json.dumps(
        [
            {
                "path": problem.path,
                "line": problem.span.line,
                "column": problem.span.column,
                "end_line": problem.span.end_line,
                "end_column": problem.span.end_column,
                "code": problem.code,
                "severity": problem.severity.value,
                "message": problem.message,
                "hint": problem.hint,
                "field": problem.field,
                "clause": problem.clause,
            }
            for problem in problems
        ],
        ensure_ascii=False,
        indent=2,
    )


def render_github(problems: Sequence[Problem]) -> str:
    """Return workflow commands for the first problem of each file, then for others, as many as are shown.

    What is beyond that number follows as plain lines of the log. Values are escaped so that content cannot
    forge a command.
    """
    shown: Counter[Severity] = Counter()
    commands, lines = [], []
    for problem in first_of_each_file_first(problems):
        shown[problem.severity] += 1
        if shown[problem.severity] <= _MOST_SHOWN:
            commands.append(_annotation(problem))
        else:
            lines.append(_log_line(problem))
    if lines:
        commands.append(f"- 页面上每种程度只显示 {_MOST_SHOWN} 条，其余 {len(lines)} 条在这里：")
    return "\n".join([*commands, *lines])


def _log_line(problem: Problem) -> str:
    place = f"{problem.path}:{problem.span.line}:{problem.span.column}"
    text = " ".join(
        f"{place}: {problem.severity.label}[{problem.code}] {problem.message}{problem.hint}".split()
    )
    return "- " + "".join(char if char.isprintable() else "\ufffd" for char in text).replace("##[", "## [")


def _annotation(problem: Problem) -> str:
    span = problem.span
    place = f"file={_property(problem.path)},line={span.line},endLine={span.end_line},col={span.column}"
    if span.line == span.end_line:
        place += f",endColumn={span.end_column}"
    title = _property(f"{problem.severity.label}[{problem.code}]")
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return f"::{_ANNOTATIONS[problem.severity]} {place},title={title}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
