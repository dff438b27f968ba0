"""Sorting problems for someone who changed a few files:
their own, those their change caused elsewhere, the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from qiangxiao.authoring.doors import Touched
from qiangxiao.foundation.problems import Problem, Severity, in_order


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """`own` are in the changed files, `caused` are new ones
    in files left alone; `earlier` errors were there before.
    """

    own: tuple[Problem, ...]
    caused: tuple[Problem, ...] = ()
    earlier: tuple[Problem, ...] = ()
    is_of_change: bool = False
    touched: Touched | None = None
    """What in the change an editor should look at."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the change has to answer for: its own files first."""
        return (*self.own, *self.caused)


def report_changes(paths: Collection[str], now: Iterable[Problem], before: Iterable[Problem]) -> ChangeReport:
    """Sort the problems there are now by whose they are, given those there were before the change."""
    known = set(before)
    changed = frozenset(paths)
    own, caused, earlier = [], [], []
    for problem in in_order(now):
        if problem.path in changed:
            own.append(problem)
        elif problem not in known:
            caused.append(problem)
        elif problem.severity is Severity.ERROR:
            earlier.append(problem)
    return ChangeReport(tuple(own), tuple(caused), tuple(earlier), is_of_change=True)
