"""Problems seen from a change: what `check --since` and `preview` need of git and of the tree as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qiangxiao.authoring.git_changes import Changes
from qiangxiao.catalog.catalog import Catalog
from qiangxiao.checks.bulletins import find_changes_since
from qiangxiao.checks.timeline import find_moved_since
from qiangxiao.commands.session import Session
from qiangxiao.reporting.of_changes import ChangeReport, report_changes

_BULLETINS, _EVENTS = "docs/bulletins", "docs/events"


def session_at(session: Session, root: Path) -> Session | None:
    """Return a session over the content as it was, for the same day; None when there was none."""
    if not (root / "schools").is_dir():
        return None
    return Session(root, session.as_of, session.output, session.messages, lender=session.lends)


@contextmanager
def compare_with_base(session: Session, changes: Changes) -> Iterator[tuple[ChangeReport, Catalog | None]]:
    """Yield the problems of a change and the program as it
    was, whose files are there only inside this context.
    """
    now = session.problems  # first: of what did not change, the base is then not read again
    with changes.before() as root:
        before = session_at(session, root)
        earlier = before.problems if before else ()
        issues, events = _files_in(root, _BULLETINS), _files_in(root, _EVENTS)
        rewritten = find_changes_since(session.catalog, issues)
        moved = find_moved_since(session.catalog, events)
        report = report_changes(changes.paths, dict.fromkeys((*now, *rewritten, *moved)), earlier)
        yield report, before.catalog if before else None


def _files_in(root: Path, folder: str) -> dict[str, bytes]:
    return {f"{folder}/{path.name}": path.read_bytes() for path in sorted((root / folder).glob("*.md"))}


def report_since(session: Session, changes: Changes) -> ChangeReport:
    """Return the problems of a change, with what it broke in files it left alone."""
    with compare_with_base(session, changes) as (report, _):
        return report
