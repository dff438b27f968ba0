"""Text typed without thinking of Markdown: breaks, headings, stars, wide signs and topics mean what a person
sees.
"""

from __future__ import annotations

import pytest

from qiangxiao.sources.body import read_body
from qiangxiao.sources.body_plain import is_meant_break, is_title_like, narrow, rank_of


def html_of(source: str) -> str:
    body = read_body("x.md", source)
    assert body.problems == ()
    return body.html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("4*100米接力，6*8方阵", "4*100米接力，6*8方阵"),
        ("a*b*c 和 5*(3+2)*6", "a*b*c 和 5*(3+2)*6"),
        ("先**减**后加，*次序*不能反", "先<strong>减</strong>后加，<em>次序</em>不能反"),
        ("file_name_x 和 3_4_5", "file_name_x 和 3_4_5"),
        ("时间：周三\n地点：操场", "时间：周三<br>\n地点：操场"),
        ("王老师\n李老师", "王老师<br>\n李老师"),
        ("先减后加，\n次序不能反。", "先减后加，次序不能反。"),
        (
            "一共做了四件事，每一件都有人负责、有时间、有记录，期末还要汇总：\n1.公示\n2.登记",
            "一共做了四件事，每一件都有人负责、有时间、有记录，期末还要汇总：<br>\n1.公示<br>\n2.登记",
        ),
        (
            "这一行写到了纸的边上所以才换行，下面的字和它是一句话，\n连起来读。",
            "这一行写到了纸的边上所以才换行，下面的字和它是一句话，连起来读。",
        ),
        ("#强校工程# 今天开始", "#强校工程# 今天开始"),
        ("一、语文\n二、数学\n三、英语", "一、语文<br>\n二、数学<br>\n三、英语"),
        ("🎉 开学了 ◆◇◆", "🎉 开学了 ◆◇◆"),
        ("７～９年级，－3℃", "７～９年级，－3℃"),
    ],
)
def test_a_line_reads_as_it_is_seen(source: str, expected: str) -> None:
    assert html_of(source) == f"<p>{expected}</p>"


def test_typed_numbers_are_headings_above_text() -> None:
    html = html_of("一、加强领导\n学校成立小组。\n（一）分工\n每周开会。\n\n二、看成效\n返工少了。")
    assert html == (
        '<h2 id="h-一-加强领导">一、加强领导</h2>\n<p>学校成立小组。</p>\n'
        '<h3 id="h-一-分工">（一）分工</h3>\n'
        '<p>每周开会。</p>\n<h2 id="h-二-看成效">二、看成效</h2>\n<p>返工少了。</p>'
    )


@pytest.mark.parametrize(
    "source",
    [
        "一、加强领导\n只有这一处编号，不是小标题。",
        "一、学校成立小组，每周开会。\n\n二、返工少了，教师调整了安排。",
        "```\n一、甲\n文字\n二、乙\n```",
        "> 一、甲\n\n文字。\n\n> 二、乙",
    ],
)
def test_other_numbers_are_none(source: str) -> None:
    assert "<h2" not in html_of(source)


def test_below_marked_headings_typed_ones_are_a_level_of_their_own() -> None:
    html = html_of("## 做了什么\n\n一、分工\n文字。\n\n二、登记\n文字。")
    assert '<h2 id="h-做了什么">' in html and '<h3 id="h-一-分工">' in html


def test_bold_numbered_lines_are_headings_without_their_stars() -> None:
    assert '<h2 id="h-一-做法">一、做法</h2>' in html_of("**一、做法**\n文字。\n\n**二、成效**\n文字。")


def test_wide_signs_at_the_start_mean_the_narrow_ones() -> None:
    assert html_of("＃＃ 做法\n\n－公示\n－登记") == (
        '<h2 id="h-做法">做法</h2>\n<ul>\n<li>公示</li>\n<li>登记</li>\n</ul>'
    )


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("＃＃标题", "##标题"),
        ("＃话题＃ 文字", "＃话题＃ 文字"),
        ("－ 项目", "- 项目"),
        ("－3℃", "－3℃"),
        ("——署名", "——署名"),
    ],
)
def test_only_signs_that_stand_for_others_are_narrowed(line: str, meant: str) -> None:
    assert narrow(line) == meant


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("一、甲", 2),
        ("第二部分 乙", 2),
        ("（三）丙", 3),
        ("(十二)丁", 3),
        ("1.戊", 4),
        ("3.5倍", 0),
        ("一是己", 0),
        ("2026年", 0),
    ],
)
def test_the_number_gives_the_rank(text: str, rank: int) -> None:
    assert rank_of(text) == rank


def test_short_lines_are_meant_and_latin_ones_are_not() -> None:
    assert is_meant_break("地点：操场", "时间") and not is_meant_break("English", "words")
    assert is_title_like("加强领导") and not is_title_like("加强领导。")
