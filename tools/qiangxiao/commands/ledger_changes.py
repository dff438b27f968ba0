"""What renaming, taking down and restoring ask before they write: a sound ledger, and no new errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qiangxiao.authoring.permalink_writing import record
from qiangxiao.authoring.trial import new_problems, problems_with
from qiangxiao.catalog.permalinks import Permalinks
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.problems import Problem, Severity
from qiangxiao.selection.edition import Edition


def sound_ledger(session: Session) -> Permalinks:
    """Return the ledger with what is published now; raise UsageError when its file is damaged."""
    ledger = session.catalog.ledger
    if ledger.problems:
        told = "；".join(f"{p.path}:{p.span.line} {p.message}" for p in ledger.problems)
        raise UsageError(f"登记地址的文件坏了，没有改动：{told}{ledger.problems[0].hint}")
    return record(ledger, Edition(session.catalog, session.as_of))


def refuse_new_errors(
    session: Session, files: Mapping[str, bytes | None], moved: Mapping[str, str] | None = None
) -> None:
    """Raise UsageError when the program would have errors after a change that it has not now."""
    with session.progress("核对改动") as report:
        found, _ = problems_with(session.root, files, session.as_of, report)
    targets = moved or {}
    before = [_at(problem, targets.get(problem.path, problem.path)) for problem in session.problems]
    fresh = [problem for problem in new_problems(before, found) if problem.severity is Severity.ERROR]
    if fresh:
        told = "；".join(f"{p.path}:{p.span.line} [{p.code}] {p.message}" for p in fresh[:5])
        raise UsageError(f"这样改会多出 {len(fresh)} 处错误，没有改动：{told}")


def _at(problem: Problem, path: str) -> Problem:
    return replace(problem, path=path)
