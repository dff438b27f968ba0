"""How a function becomes a check, a finding a problem, and a wrong reference a hint."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from corpus_trees import AS_OF, BASE

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.catalog.loader import load
from qiangxiao.checks.hints import nearest
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.problems import Problem, Severity, Span
from qiangxiao.records.plan import PLAN


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load(BASE).catalog


def declare(finding: Finding) -> Check:
    """Declare a check that finds one thing, whenever it is asked."""

    @check("some.code", Severity.WARNING, "三(一)")
    def find(catalog: Catalog, as_of: date) -> Iterator[Finding]:
        """规则是一句话。

        解释可以长一些。
        """
        assert catalog.has_program and as_of == AS_OF
        yield finding

    return find


def test_the_docstring_of_a_check_is_its_rule() -> None:
    rule = declare(Finding("")).rule
    assert (rule.code, rule.severity, rule.clause) == ("some.code", Severity.WARNING, "三(一)")
    assert (rule.title, rule.explanation) == ("规则是一句话。", "解释可以长一些。")


def test_a_check_is_an_error_of_no_clause_unless_it_says_so() -> None:
    rule = check("some.code")(lambda catalog, as_of: ()).rule
    assert (rule.severity, rule.clause, rule.title) == (Severity.ERROR, "", "")


def problem(path: str, span: Span, field: str = "") -> Problem:
    return Problem(path, span, "some.code", Severity.WARNING, "说明", "改法", field, "三(一)")


def test_a_finding_is_located_by_its_record_and_place(catalog: Catalog) -> None:
    entry = catalog.schools["jinjiang/shili"].one(PLAN)
    assert entry is not None
    found = Finding("说明", "改法", entry, ("indicators", 0, "targets", "2026"))
    (at_value,) = declare(found).problems(catalog, AS_OF)
    assert at_value == problem(entry.path, Span(23, 13, 23, 15), "indicators.0.targets.2026")
    found = Finding("说明", "改法", entry, ("indicators", 0, "targets", "2026"), at_key=True)
    (at_key,) = declare(found).problems(catalog, AS_OF)
    assert at_key.span == Span(23, 7, 23, 11)
    found = Finding("说明", "改法", entry, span=Span.at(7, 3, 2))
    assert list(declare(found).problems(catalog, AS_OF)) == [problem(entry.path, Span.at(7, 3, 2))]


def test_a_finding_without_a_record_is_at_its_path(catalog: Catalog) -> None:
    found = Finding("说明", "改法", path="docs/a.yml", span=Span.at(3, 2), place=("a", 1))
    assert list(declare(found).problems(catalog, AS_OF)) == [problem("docs/a.yml", Span.at(3, 2), "a.1")]
    found = Finding("说明", "改法", path="docs/a.yml")
    assert list(declare(found).problems(catalog, AS_OF)) == [problem("docs/a.yml", Span(1, 1, 1, 2))]


def test_what_may_be_referred_to_is_named_and_the_nearest_guessed() -> None:
    assert nearest("t1", [], "任务") == "还没有任务可以引用，请先删去这一项。"
    assert nearest("task1", ["task2", "abc"], "任务") == "可填：abc、task2。您是否想写“task2”？"
    assert nearest("xyz", ["task2", "abc"], "任务") == "可填：abc、task2。"
    assert nearest("abcd", ["ab", "wxyz"], "任务") == "可填：ab、wxyz。您是否想写“ab”？"
    assert nearest("abcdefg", ["ab", "wxyz"], "任务") == "可填：ab、wxyz。"  # not half of it is alike


def test_twelve_are_named_and_a_hundred_compared() -> None:
    names = [f"n{number:03d}" for number in range(101)]
    assert nearest("?", names[:12], "任务") == f"可填：{'、'.join(names[:12])}。"
    assert nearest("?", names[:13], "任务") == f"可填：{'、'.join(names[:12])}……。"
    assert nearest("n001x", names[:100], "任务").endswith("您是否想写“n001”？")
    assert nearest("n001x", names, "任务").endswith("n011……。")
