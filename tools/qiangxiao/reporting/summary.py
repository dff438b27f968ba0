"""Counting and choosing problems for a report; shared by every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from qiangxiao.foundation.problems import Problem, Severity

LineReader = Callable[[str, int], str]
"""Path and line number → the text of that line, or "" when there is none."""


def count_line(problems: Sequence[Problem]) -> str:
    """Return the closing line: how many errors, warnings and pieces of advice in how many files."""
    counts = Counter(problem.severity for problem in problems)
    files = len({problem.path for problem in problems})
    parts = "，".join(f"{severity.label} {counts[severity]}" for severity in Severity)
    return f"{parts}" + (f"（{files} 个文件）" if files else "")


def error_page(code: str, site_url: str) -> str:
    """Return where a code is explained: on the site when its address is known, else in the repository."""
    return f"{site_url.rstrip('/')}/errors/{code}/" if site_url else f"docs/errors/{code}.md"


def select_paths(problems: Iterable[Problem], paths: Sequence[str]) -> tuple[Problem, ...]:
    """Return the problems in the given files or folders; all of them when none are given."""
    if not paths:
        return tuple(problems)
    wanted = [path.rstrip("/") for path in paths]
    return tuple(p for p in problems if any(p.path == w or p.path.startswith(f"{w}/") for w in wanted))


def first_of_each_file_first(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the first problem of every file, the most severe first, then the others in their order.

    Whoever reads only the beginning sees something of every file, and what blocks before what does not.
    """
    rank = {severity: at for at, severity in enumerate(Severity)}
    seen: set[str] = set()
    first: list[Problem] = []
    later: list[Problem] = []
    for problem in sorted(problems, key=lambda problem: rank[problem.severity]):
        (later if problem.path in seen else first).append(problem)
        seen.add(problem.path)
    yield from first
    yield from later
