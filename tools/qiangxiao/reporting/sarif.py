"""Problems as SARIF 2.1.0, the format of code-scanning
services. Columns count UTF-16 units, as the standard asks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from qiangxiao.foundation.problems import Problem, Rule, Severity
from qiangxiao.reporting.summary import LineReader, error_page

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_sarif(
    problems: Sequence[Problem], rules: Mapping[str, Rule], read_line: LineReader, site_url: str, version: str
) -> str:
    """Return one SARIF log with one run; only rules that were broken are listed."""
    used = sorted({problem.code for problem in problems})
    driver = {
        "name": "qiangxiao",
        "version": version,
        "rules": [_rule(rules[code], site_url) for code in used],
    }
    results = [_result(problem, used.index(problem.code), read_line) for problem in problems]
    run = {"tool": {"driver": driver}, "columnKind": "utf16CodeUnits", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _rule(rule: Rule, site_url: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    if rule.explanation:
        found["fullDescription"] = {"text": rule.explanation}
    if site_url:
        found["helpUri"] = error_page(rule.code, site_url)
    return found


def _result(problem: Problem, rule_index: int, read_line: LineReader) -> dict[str, Any]:
    span = problem.span
    region = {
        "startLine": span.line,
        "startColumn": _utf16(read_line(problem.path, span.line), span.column),
        "endLine": span.end_line,
        "endColumn": _utf16(read_line(problem.path, span.end_line), span.end_column),
    }
    place = {"artifactLocation": {"uri": quote(problem.path)}, "region": region}
    text = f"{problem.message}{problem.hint}"
    return {
        "ruleId": problem.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[problem.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }


def _utf16(line: str, column: int) -> int:
    """Translate a column in characters to one in UTF-16 units; both count from 1."""
    return column + sum(1 for char in line[: column - 1] if ord(char) > 0xFFFF)
