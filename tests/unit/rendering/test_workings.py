"""Pages on the program as a whole: every line from the data, dated, with the clauses behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from corpus_trees import change

from qiangxiao.catalog.loader import load
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages.workings import TITLES, clauses_behind, pages
from qiangxiao.selection.edition import Edition

AS_OF = date(2026, 11, 20)
SUPPORT, DISTRICT = "schools/jinjiang/shili/support.yml", "schools/jinjiang/district.yml"


def made(root: Path, as_of: date = AS_OF) -> Mapping[str, Page]:
    return {page.address: page for page in pages(Site(Edition(load(root).catalog, as_of)))}


@pytest.mark.parametrize("address", TITLES)
def test_each_page_is_dated_and_names_its_clauses(root: Path, address: str) -> None:
    text = made(root)[address].markdown
    assert text.startswith(f"# {TITLES[address]}") or f"\n# {TITLES[address]}\n" in text
    assert "政策怎么说" in text and re.search("第.句", text) and "数据截至" in text


def test_pairs_tell_who_supports_whom_and_what_went_both_ways(root: Path) -> None:
    text = made(root)["support-schools/"].markdown
    assert "锦江示例高级中学（示例）（领航高中）" in text and "集团化办学、委托管理" in text
    assert "师资输入：物理教师一名" in text and "资源输出" not in text
    change(root, SUPPORT, ("    direction: 输入", "    direction: 输出"))
    assert "师资输出：物理教师一名" in made(root)["support-schools/"].markdown
    assert "物理教师一名" not in made(root, date(2025, 8, 31))["support-schools/"].markdown


def test_means_are_told_by_use_and_service_is_counted_without_names(root: Path) -> None:
    text = made(root)["assurance/"].markdown
    assert "专业指导 40%、研讨交流 60%" in text and "2026 年高于" in text
    assert ">1 人<" in text and ">0 人<" in text and "T01" not in text
    assert ">1 人<" in made(root, date(2028, 9, 1))["assurance/"].markdown
    change(root, DISTRICT, ("is_above_comparison: true", "is_above_comparison: false"))
    assert "2026 年没有高于" in made(root)["assurance/"].markdown


def test_supervision_tells_what_was_found_and_who_has_none(root: Path) -> None:
    text = made(root)["supervision/"].markdown
    assert "个别任务没有写明成果形式" in text and "在校长例会上通报" in text
    assert "还没有督导记录的区县：蒲江县" in text
    assert "个别任务" not in made(root, date(2026, 5, 21))["supervision/"].markdown


def test_coordination_and_press(root: Path) -> None:
    found = made(root)
    assert "示例市教研团队（示例）" in found["coordination/"].markdown
    assert "锦江区示例工作组（示例）" in found["coordination/"].markdown
    assert "schools/jinjiang/shili/updates/2026-10-12-kaifangke/" in found["publicity/"].markdown
    assert "一堂公开课" not in made(root, date(2026, 10, 19))["publicity/"].markdown


def test_the_clauses_are_those_of_the_policy_in_use(root: Path) -> None:
    site = Site(Edition(load(root).catalog, AS_OF))
    assert [clause.id for clause in clauses_behind(site, ("program.funding",))] == ["四(二)1"]
    assert [clause.id for clause in clauses_behind(site, ("support.service",))] == ["四(三)1"]
