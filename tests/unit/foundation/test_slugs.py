"""Slugs, the vocabulary and the order of problems."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiangxiao.foundation.problems import Severity, Span, has_errors, in_order, rule
from qiangxiao.foundation.slugs import SLUG_MAX, is_slug, suggest_slug
from qiangxiao.foundation.vocabulary import SemesterSeason, vocabularies


@pytest.mark.parametrize("text", ["a", "p1", "kaifang-ke", "2026-10-12-x", "a" * SLUG_MAX])
def test_slugs(text: str) -> None:
    assert is_slug(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-a",
        "a-",
        "a--b",
        "A",
        "开放课",
        "a_b",
        "a b",
        "a\n",
        "ａ",
        "１",
        "a/b",
        "..",
        "a" * (SLUG_MAX + 1),
    ],
)
def test_what_is_no_slug(text: str) -> None:
    assert not is_slug(text)


@given(st.text())
def test_a_suggested_slug_is_a_slug_or_empty(text: str) -> None:
    suggested = suggest_slug(text)
    assert suggested == "" or is_slug(suggested)


def test_every_vocabulary_has_a_chinese_label_and_its_own_code() -> None:
    codes = [vocabulary.code for vocabulary in vocabularies() if vocabulary is not SemesterSeason]
    assert len(set(codes)) == len(codes)
    assert all(codes)
    for vocabulary in vocabularies():
        assert re.search("[一-鿿]", vocabulary.label)
        assert len(set(vocabulary.values())) == len(vocabulary)


def test_problems_are_sorted_by_path_place_and_code_and_not_repeated() -> None:
    late, early = rule("b.late", "乙。"), rule("a.early", "甲。", Severity.ADVICE)
    first = early.at("a.md", Span.at(2, 3), "一")
    second = late.at("a.md", Span.at(2, 3), "一")
    third = late.at("a.md", Span.at(10), "一")
    fourth = early.at("b.md", Span.at(1), "一")
    assert in_order([fourth, third, second, first, first]) == (first, second, third, fourth)
    assert has_errors([first, second])
    assert not has_errors([first])


def test_a_span_is_never_empty() -> None:
    assert Span.at(1, 5, 0) == Span(1, 5, 1, 6)
