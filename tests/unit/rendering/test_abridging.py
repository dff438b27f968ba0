"""An item printed shorter: cut at sentences, with where all of it is, alike for every channel."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from corpus_trees import put

from qiangxiao.catalog.loader import load
from qiangxiao.foundation.vocabulary import PrintLength
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.rendering.bulletin.abridging import abridge, say_rest
from qiangxiao.rendering.bulletin.content import Item, issue_content
from qiangxiao.rendering.context import Site
from qiangxiao.selection.edition import Edition
from qiangxiao.sources.tree import Parts, all_text, element

URL = "https://a.example.cn/x/"
LONG = "".join(f"第{number}句话说一件事，说得不长也不短。" for number in range(40))
PARTS: Parts = (
    element("p", "先说背景。再说做法。"),
    element("table", element("tr", element("td", "数字"))),
    element("p", LONG),
    element("p", "最后一段。"),
)


def lines(parts: Parts) -> list[str]:
    return [all_text((part,)).strip() for part in parts]


def test_an_excerpt_begins_with_the_summary_and_is_cut_at_a_sentence() -> None:
    summary, parts = abridge("摘要。", PARTS, PrintLength.EXCERPT)
    first, second, third = lines(parts)
    assert (summary, first, second) == ("摘要。", "摘要。", "先说背景。再说做法。")
    assert LONG.startswith(third) and third.endswith("。") and 180 < len(first + second + third) <= 220


def test_a_summary_that_the_text_says_anyway_is_not_said_twice() -> None:
    assert lines(abridge("先说背景。", PARTS, PrintLength.EXCERPT)[1])[0] == "先说背景。再说做法。"


def test_the_items_of_a_list_are_paragraphs_of_an_excerpt() -> None:
    parts = (element("h2", "做了什么"), element("ul", element("li", "一件。"), element("li", "两件。")))
    assert lines(abridge("", parts, PrintLength.EXCERPT)[1]) == ["一件。", "两件。"]


def test_one_sentence_is_the_summary_else_the_first_of_the_text() -> None:
    assert lines(abridge("摘要。", PARTS, PrintLength.SENTENCE)[1]) == ["摘要。"]
    said, parts = abridge("", (element("h2", "标题"), *PARTS), PrintLength.SENTENCE)
    assert lines(parts) == [said] == ["先说背景。"]


def test_the_whole_is_the_whole() -> None:
    assert abridge("摘要。", PARTS, PrintLength.WHOLE) == ("摘要。", PARTS)


def test_a_text_without_a_full_stop_is_not_lost() -> None:
    parts = (element("p", "没有句号的一行"),)
    assert lines(abridge("", parts, PrintLength.EXCERPT)[1])[0] == "没有句号的一行"
    assert lines(abridge("", parts, PrintLength.SENTENCE)[1])[0] == "没有句号的一行"


def test_where_the_rest_is_has_an_address_as_soon_as_the_site_has_one() -> None:
    assert all_text((say_rest("题", URL),)) == f"全文见：{URL}"
    assert all_text((say_rest("题", ""),)) == "全文见：网站上的《题》"


@pytest.mark.parametrize("length", ["摘编", "一句话"])
def test_an_issue_prints_what_the_editor_chose(root: Path, length: str) -> None:
    update = "jinjiang/shili/updates/2026-10-12-kaifangke"
    text = f"""---
title: 第二期
draft: true
editor_note: 本期说一堂课。
sections:
  - name: 工作进展
    items:
      - {update}
      - jinjiang/shili/cases/xiaozu-xuexi
abridged:
  - id: {update}
    length: {length}
---
"""
    put(root, "docs/bulletins/draft-2026-11.md", text)
    site = Site(Edition(load(root).catalog, date(2026, 11, 20)))
    draft = next(entry for entry in site.edition.catalog.all(BULLETIN) if entry.record.draft)
    short, whole = issue_content(site, draft).items

    def told(item: Item) -> str:
        return all_text(item.told)

    assert f"全文见：https://qiangxiao.example.edu.cn/schools/{update}/" in told(short).replace("\n", "")
    assert not short.pictures and "全文见" not in told(whole) and "如何借鉴" in told(whole)
