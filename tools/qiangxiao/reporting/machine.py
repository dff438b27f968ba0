"""Problems for programs: JSON, and annotations for a forge's pull-request page."""

from __future__ import annotations

import json
from collections.abc import Sequence

from qiangxiao.foundation.problems import Problem, Severity

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
    """Return one workflow command per problem; values are escaped so that content cannot forge a command."""
    return "\n".join(_annotation(problem) for problem in problems)


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
