"""What a text says about itself: title, date, office, measures, summary and the sections of a case."""

from __future__ import annotations

import pytest

from qiangxiao.authoring.word_blocks import Block
from qiangxiao.authoring.word_findings import Guesses
from qiangxiao.authoring.word_guesses import guess
from qiangxiao.authoring.word_measures import likely_measures
from qiangxiao.records.case import CASE
from qiangxiao.records.update import UPDATE

MEASURES = (
    "名校名师支持引领",
    "联动实施强师计划",
    "深化课堂教学改革",
    "激发自主办学活力",
    "信息技术融合应用",
)
LONG = "九月底，学校请三位老师上了开放课，全校教师都来听课，课后当场评议。"


def p(text: str, is_bold: bool = False) -> Block:
    return Block("paragraph", text, f"**{text}**" if is_bold else text, is_bold=is_bold)


def h(text: str, level: int = 1) -> Block:
    return Block("heading", text, text, level)


def about(*blocks: Block, is_case: bool = False, file_name: str = "来稿") -> Guesses:
    return guess(blocks, CASE if is_case else UPDATE, MEASURES, file_name)


@pytest.mark.parametrize(
    "blocks",
    [
        (p("供稿：教导处"), h("开放课", 0), h("背景"), p(LONG)),
        (h("开放课"), p(LONG)),
        (p("开放课", is_bold=True), p(LONG), p("一、背景", is_bold=True), p(LONG)),
        (p("开放课"), p(LONG)),
        (p("开放课"), h("一、背景"), p(LONG)),
    ],
)
def test_the_title_is_found_and_taken_out(blocks: tuple[Block, ...]) -> None:
    found = about(*blocks)
    assert found.values["title"] == "开放课"
    assert "开放课" not in [block.text for block in found.blocks]


def test_a_text_without_a_title_has_none() -> None:
    assert "title" not in about(p(LONG), p(LONG)).values


@pytest.mark.parametrize(
    "line",
    [
        "2026年10月12日",
        "（2026-10-12）",
        "日期：2026.10.12",
        "二〇二六年十月十二日",
        "２０２６年１０月１２日",
        "2026 年 10 月 12 日",
    ],
)
@pytest.mark.parametrize("is_last", [True, False])
def test_a_date_line_is_found_and_taken_out(line: str, is_last: bool) -> None:
    found = about(h("开放课", 0), *([p(LONG), p(line)] if is_last else [p(line), p(LONG)]))
    assert found.values["date"] == "2026-10-12" and [block.text for block in found.blocks] == [LONG]


@pytest.mark.parametrize("name", ["20261012开放课", "开放课2026-10-12", "2026年10月12日 来稿"])
def test_the_file_name_may_hold_the_date(name: str) -> None:
    assert about(p(LONG), file_name=name).values["date"] == "2026-10-12"


def test_an_impossible_date_or_one_in_a_sentence_is_no_date() -> None:
    assert "date" not in about(p("2026年13月45日"), p(LONG), file_name="20261399").values
    assert "date" not in about(p("我们从2026年10月12日开始，请三位老师上开放课。"), p(LONG)).values


@pytest.mark.parametrize(
    ("lines", "office"),
    [
        (("供稿：教导处",), "教导处"),
        (("供稿处室: 教科室  2026年10月12日",), "教科室"),
        (("（教导处 2026年10月12日）",), "教导处"),
        (("（供稿：教导处）",), "教导处"),
        (("来稿单位：示例中学教导处",), "示例中学教导处"),
    ],
)
def test_the_office_is_found(lines: tuple[str, ...], office: str) -> None:
    found = about(h("开放课", 0), *map(p, lines), p(LONG), p(LONG), p(LONG))
    assert found.values.get("author_office", "") == office


def test_a_signature_at_the_end_is_an_office_with_its_date() -> None:
    found = about(h("开放课", 0), p(LONG), p(LONG), p("教导处"), p("2026年10月12日"))
    assert found.values["author_office"] == "教导处" and found.values["date"] == "2026-10-12"
    assert [block.text for block in found.blocks] == [LONG, LONG]


def test_measures_are_named_or_share_words() -> None:
    assert likely_measures("围绕“信息技术融合应用”和名校名师支持引领", MEASURES) == (MEASURES[0], MEASURES[4])
    assert likely_measures("课堂教学怎样改", MEASURES) == ("深化课堂教学改革",)
    assert likely_measures("开放课", MEASURES) == ()


def test_a_summary_is_marked_or_is_the_first_paragraph_cut_after_a_sentence() -> None:
    marked = about(h("开放课", 0), p("摘要：三位老师上课。"), p(LONG))
    assert marked.values["summary"] == "三位老师上课。" and [block.text for block in marked.blocks] == [LONG]
    cut = about(h("开放课", 0), p(LONG * 5)).values["summary"]
    assert isinstance(cut, str) and cut.endswith("评议。") and len(cut) <= 120
    unbroken = about(p("字" * 300)).values["summary"]
    assert isinstance(unbroken, str) and len(unbroken) == 120 and unbroken.endswith("…")


def test_the_sections_of_a_case_go_to_their_fields() -> None:
    found = about(
        h("开放课", 0),
        h("一、针对的问题"),
        p(LONG),
        p("教训："),
        p("分得太细。"),
        p("后来并成三层。"),
        h("如何借鉴"),
        p(LONG),
        is_case=True,
    )
    assert found.values["lessons"] == "分得太细。\n后来并成三层。"
    assert [block.text for block in found.blocks if block.kind == "heading"] == ["针对的问题", "如何借鉴"]


def test_a_summary_takes_no_markup() -> None:
    assert (
        about(p("每周返工 <50 份，比上学期少了一半。")).values["summary"]
        == "每周返工 ＜50 份，比上学期少了一半。"
    )
