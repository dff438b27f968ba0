"""Records that cannot be true together are noticed, by the right code on the right line.

Rows that touch different files share a tree: each is checked as if it were alone, and some thirty trees do
for all.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from contradictions import OWN_ROWS, POLICY_ROWS, SCHOOL, Planted, plant
from contradictions_unseen import UNSEEN_ROWS
from corpus_trees import lay_out, problems_of

TABLES = (POLICY_ROWS, OWN_ROWS, UNSEEN_ROWS)
ROWS = tuple(row for table in TABLES for row in table)
NOTICED = 0.85
"""What the house promises of each table; a rule that stops working falls below it or below what it was."""
UNNOTICED = {
    "a school featured that has left",
    "a case whose figures did not move",
    # written before the rules were looked at; each may be true all the same
    "a case published before it ended",
    "a survey from before the school joined",
    "shares of 60 per cent in all",
    "a cancelled event that others report",
    "a district tells of another's school",
    "a sign-off from before the text",
}


def trees(rows: Iterable[Planted]) -> list[list[Planted]]:
    """Return the rows in groups of which no two touch the same file."""
    groups: list[tuple[set[str], list[Planted]]] = []
    for row in rows:
        paths = {path for path, _, _ in row.changes}
        if SCHOOL in paths or not all(new for _, _, new in row.changes):
            paths |= {"everything"}  # others are measured by it, or miss it
        is_alone = "everything" in paths
        free = next((g for g in groups if not is_alone and not g[0] & {*paths, "everything"}), None)
        if free is None:
            groups.append((paths, [row]))
        else:
            free[0].update(paths)
            free[1].append(row)
    return [group for _, group in groups]


def line_of(root: Path, row: Planted) -> int:
    text = (root / row.path).read_text(encoding="utf-8")
    assert text.count(row.line) == 1, (row.what, row.line)
    return text[: text.index(row.line)].count("\n") + 1


@pytest.fixture(scope="module")
def missed(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What nothing names at its place."""
    found: set[str] = set()
    for rows in trees(ROWS):
        root = lay_out(tmp_path_factory.mktemp("planted") / "root")
        plant(root, [change for row in rows for change in row.changes])
        told = {(problem.code, problem.path, problem.span.line) for problem in problems_of(root)}
        found |= {row.what for row in rows if (row.code, row.path, line_of(root, row)) not in told}
    return found


def test_what_is_not_noticed_is_known(missed: set[str]) -> None:
    assert missed == UNNOTICED


@pytest.mark.parametrize("rows", TABLES, ids=["by-system", "own", "unseen"])
def test_nearly_all_planted_contradictions_are_noticed(rows: tuple[Planted, ...], missed: set[str]) -> None:
    assert len(rows) >= 40
    assert sum(row.what not in missed for row in rows) >= NOTICED * len(rows)
