"""Rules begin where they say: what is just allowed is left alone, the next is told, each on its own line."""

from __future__ import annotations

from pathlib import Path

import pytest
from contradictions import plant
from corpus_trees import AS_OF, lay_out
from edges import EDGES, Edge

from qiangxiao.catalog.loader import load
from qiangxiao.checks.policy import missing_problems
from qiangxiao.checks.run import CHECKS

FOUND_BY = {check.rule.code: check for check in CHECKS}


def lines_told(root: Path, edge: Edge) -> list[str]:
    """Return the lines of the files at which the rule of an edge finds something."""
    plant(root, edge.changes)
    catalog = load(root).catalog
    if edge.code in FOUND_BY:
        found = list(FOUND_BY[edge.code].problems(catalog, AS_OF))
    else:  # of a requirement of the policy, which are no functions
        found = [problem for problem in missing_problems(catalog, AS_OF) if problem.code == edge.code]
    assert all(problem.message and problem.hint for problem in found)
    return [(root / p.path).read_text(encoding="utf-8").splitlines()[p.span.line - 1].strip() for p in found]


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: f"{edge.code}: {edge.what}")
def test_a_rule_begins_where_it_says(edge: Edge, tmp_path: Path) -> None:
    assert lines_told(lay_out(tmp_path / "root"), edge) == list(edge.told)
