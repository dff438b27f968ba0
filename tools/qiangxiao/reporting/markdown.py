"""Problems as a Markdown table for a pull request's summary: the first problem of each file first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qiangxiao.foundation.problems import Problem
from qiangxiao.reporting.summary import count_line, error_page

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~<>&@:])")


def render_markdown(problems: Sequence[Problem], site_url: str) -> str:
    """Return a heading line and a table; content cannot break out of its cell."""
    lines = [f"**{count_line(problems)}**", ""]
    if problems:
        lines += ["| 位置 | 程度 | 问题 | 怎样改 |", "|---|---|---|---|"]
    for problem in _first_of_each_file_first(problems):
        place = f"{_cell(problem.path)}:{problem.span.line}:{problem.span.column}"
        code = f"[{_cell(problem.code)}]({error_page(problem.code, site_url)})"
        lines.append(f"| {place} | {problem.severity.label} | {_cell(problem.message)} {code} | {_cell(problem.hint)} |")
    return "\n".join(lines)


def _first_of_each_file_first(problems: Sequence[Problem]) -> Iterator[Problem]:
    seen: set[str] = set()
    later = []
    for problem in problems:
        if problem.path in seen:
            later.append(problem)
        else:
            seen.add(problem.path)
            yield problem
    yield from later


def _cell(text: str) -> str:
    """Return text for a table cell: one line, every mark of Markdown or HTML as a character reference."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[1])};", " ".join(text.split()))
