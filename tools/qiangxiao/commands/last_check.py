"""The problems that the last check found, and from what: while nothing of that changed, they are the
problems.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from qiangxiao.foundation.problems import Problem, Severity, Span
from qiangxiao.site.inputs import Inputs
from qiangxiao.site.stamps import Stamp


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found on a day, and what of the program it takes to say so."""

    as_of: date
    timezone: str
    site_url: str
    problems: tuple[Problem, ...]


def keeps_answers(root: Path, work: Path) -> bool:
    """Tell whether `check` may write: it leaves nothing behind in a folder that is only looked at."""
    return work.is_dir() or (root / ".git").exists()


def recall_check(work: Path, inputs: Inputs) -> Checked | None:
    """Return what the last check of these inputs found."""
    kept = _stamp(work).recall(inputs)
    if kept is None:
        return None
    problems = tuple(_problem(*row) for row in kept["problems"])
    return Checked(date.fromisoformat(kept["as_of"]), kept["timezone"], kept["site_url"], problems)


def remember_check(work: Path, inputs: Inputs, checked: Checked) -> None:
    """Keep what was found."""
    _stamp(work).remember(
        inputs,
        {
            "as_of": checked.as_of.isoformat(),
            "timezone": checked.timezone,
            "site_url": checked.site_url,
            "problems": [_row(problem) for problem in checked.problems],
        },
    )


def _stamp(work: Path) -> Stamp:
    return Stamp(work / "stamps" / "check.json", ())


def _row(problem: Problem) -> list[Any]:
    span = problem.span
    place = [span.line, span.column, span.end_line, span.end_column]
    words = [problem.message, problem.hint, problem.field, problem.clause]
    return [problem.path, place, problem.code, problem.severity.value, *words]


def _problem(path: str, place: list[int], code: str, severity: str, *words: str) -> Problem:
    return Problem(path, Span(*place), code, Severity(severity), *words)
