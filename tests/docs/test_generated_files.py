"""What is generated from the models and rules is committed as it is generated."""

from __future__ import annotations

from pathlib import Path

from qiangxiao.authoring.generated import generate_files, staleness
from qiangxiao.checks.run import all_rules

REPOSITORY = Path(__file__).resolve().parents[2]


def test_generated_files_are_fresh() -> None:
    stale = staleness(REPOSITORY, generate_files(REPOSITORY, all_rules().values())).paths
    assert stale == (), "run: qiangxiao schema"
