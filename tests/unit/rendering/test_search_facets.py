"""How a page is described to search."""

from __future__ import annotations

import pytest

from qiangxiao.rendering.search_facets import FACETS, describe_for_search


def test_a_page_carries_its_values_by_facet_and_no_empty_ones() -> None:
    content = describe_for_search("文字", kind="案例", district="", measure=("甲", "乙"), year="2026")
    assert content.facets == {"kind": ("案例",), "measure": ("甲", "乙"), "year": ("2026",)}
    assert content.kind == "案例"


def test_a_value_of_no_facet_is_a_bug() -> None:
    with pytest.raises(ValueError, match="no such facet: measures"):
        describe_for_search("文字", kind="案例", measures=("甲",))


def test_several_values_where_a_page_has_one_are_a_bug() -> None:
    with pytest.raises(ValueError, match="one value only: district"):
        describe_for_search("文字", kind="案例", district=("锦江区", "青羊区"))


def test_facets_have_keys_and_labels_of_their_own() -> None:
    assert len({facet.key for facet in FACETS}) == len({facet.label for facet in FACETS}) == len(FACETS)
