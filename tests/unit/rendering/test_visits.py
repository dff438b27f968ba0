"""A visit of advisors has a page: the advice, the answer, what became of it; and is found and linked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from corpus_trees import change

from qiangxiao.catalog.loader import load
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages.everything import all_pages
from qiangxiao.selection.edition import Edition

FILE = "schools/jinjiang/shili/visits/2026-09-24-zuoye.md"
ADDRESS = "schools/jinjiang/shili/visits/2026-09-24-zuoye/"


def pages(root: Path, as_of: date = date(2026, 11, 20)) -> Mapping[str, Page]:
    return {page.address: page for page in all_pages(Site(Edition(load(root).catalog, as_of)))}


def test_the_page_tells_advice_answer_and_what_became_of_it(root: Path) -> None:
    change(root, FILE, ("next_on:", "outcome: 到十一月，错题少了一半。\nnext_on:"))
    page = pages(root)[ADDRESS]
    for words in (
        "每周只改一份作业",
        "数学组从十月起",
        "到十一月，错题少了一半",
        "看了三个班的作业本",
        "沈老师",
    ):
        assert words in page.markdown, words
    assert page.title == "锦江示例初级中学（示例）专家指导：作业设计"
    assert "每周只改一份作业" in str(page.search) and "专家团队专业指导" in str(page.search)


def test_the_school_links_to_it_and_what_lacks_is_said(root: Path) -> None:
    change(root, FILE, ("response: 数学组从十月起每周改一份作业。\n", ""))
    found = pages(root)
    assert "visits/2026-09-24-zuoye/" in found["schools/jinjiang/shili/"].markdown
    assert "待补" in found[ADDRESS].markdown and "后来怎样" not in found[ADDRESS].markdown


def test_before_its_day_it_is_not_there(root: Path) -> None:
    assert ADDRESS not in pages(root, date(2026, 9, 23))
