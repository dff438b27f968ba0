"""Where a problem is told without a second look at the file is where a second look would put it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from corpus_trees import BASE

from qiangxiao.catalog.loader import load

KEYS = ("title", "name", "date", "tasks", "none", "review", "partnership")


@pytest.mark.parametrize("at_key", [True, False])
def test_a_known_place_is_the_place_in_the_file(at_key: bool) -> None:
    catalog = load(BASE).catalog
    seen = 0
    for entry, place in product(catalog.entries(), [(), *((key,) for key in KEYS)]):
        unknowing = replace(entry, top=None, keys=())
        assert catalog.locate(entry, place, at_key) == catalog.locate(unknowing, place, at_key)
        seen += bool(entry.keys)
    assert seen > 100
