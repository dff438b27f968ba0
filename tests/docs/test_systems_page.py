"""Every sentence of the policy has data, a rule that fires, and a page: the generated table, link by link."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest
from corpus_trees import CORPUS
from sample_program import REPOSITORY

from qiangxiao.catalog.loader import load
from qiangxiao.records.policy import shipped_policy
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.pages.everything import all_pages
from qiangxiao.selection.edition import Edition

PAGE = REPOSITORY / "docs/guide/systems.md"
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
ENCOURAGED = {"三(三)2", "三(三)4", "三(七)1", "四(一)3"}
"""Sentences that say how to think, or are counted with others: nothing of their own is recorded."""
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if re.match(r"\| [三四]", line)
]


@cache
def addresses() -> frozenset[str]:
    site = Site(Edition(load(REPOSITORY).catalog, date(2026, 11, 20)))
    return frozenset(page.address for page in all_pages(site))


def test_every_sentence_has_a_row() -> None:
    assert [row[0] for row in ROWS] == [c.id for c in shipped_policy().clauses if c.id[-1].isdigit()]
    assert len(ROWS) >= 40


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_every_link_of_a_row_leads_somewhere(row: list[str]) -> None:
    for _, target in (found for cell in row for found in LINK.findall(cell)):
        if target.startswith("../../"):
            assert target.removeprefix("../../") in addresses()
        else:
            assert (PAGE.parent / target).is_file(), target


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_every_sentence_has_data_a_rule_that_fires_and_a_page(row: list[str]) -> None:
    clause, plain, data, rules, seen = row
    assert plain.endswith("。") and LINK.search(seen)
    if clause in ENCOURAGED:
        return
    assert LINK.search(data), "recorded nowhere"
    codes = [code for code, _ in LINK.findall(rules)]
    assert codes, "nothing checks it"
    # what is missing is advice of `check`, tested with the requirements; every other code has a planted fault
    own = [code for code in codes if not code.startswith("missing.")]
    assert all((CORPUS / "invalid" / code / "expected.txt").is_file() for code in own)
