"""Half-width punctuation in Chinese text is advised against with the corrected text; syntax is left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qiangxiao.catalog.loader import load
from qiangxiao.checks import wording
from qiangxiao.foundation.problems import Problem, Severity

UPDATE = "schools/jinjiang/shili/updates/2026-10-12-kaifangke.md"
FRONT_MATTER = "---\ntitle: 开放课\nsummary: 说明\n---\n"


def problems_in(root: Path, text: str, path: str = UPDATE) -> list[Problem]:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    catalog = load(root).catalog
    return [problem for check in wording.CHECKS for problem in check.problems(catalog, date(2026, 11, 23))]


def hints_in(root: Path, body: str) -> list[str]:
    return [problem.hint for problem in problems_in(root, FRONT_MATTER + body)]


@pytest.mark.parametrize(
    ("written", "better"),
    [
        ("听课,评课", "听课，评课"),
        ("听课, 评课", "听课，评课"),
        ("听课;评课", "听课；评课"),
        ("听课.评课.", "听课。评课。"),
        ("要求:先听后评", "要求：先听后评"),
        ("时间:14:00", "时间：14:00"),
        ("为什么?因为", "为什么？因为"),
        ("开课了!", "开课了！"),
        ("教研组(语文)活动", "教研组（语文）活动"),
        ("七年级(3)班", "七年级（3）班"),
        ("(一)起点", "（一）起点"),
        ("完成率为12%,教师满意", "完成率为12%，教师满意"),
        ("开学前,2026年", "开学前，2026年"),
        ("《课程标准》,“三问”", "《课程标准》，“三问”"),
        ("**要求**,先听", "**要求**，先听"),
        ("见[说明,附件](https://example.edu.cn/)", "说明，附件"),
        ("用 Word,再用(PPT版)演示", "用 Word,再用（PPT版）演示"),
        ("教研组(PPT)活动", "教研组（PPT）活动"),
        ("(好a)", "（好a）"),
        ("(a好)", "（a好）"),
        ("(好)", "（好）"),
        ("教研组(语文) 活动", "教研组（语文） 活动"),
        ("听课, 评课,  磨课", "听课，评课,  磨课"),
        ("一二三四五六七八九十甲乙丙,丁", "二三四五六七八九十甲乙丙，丁"),
        ("甲,一二三四五六七八九十乙丙丁", "甲，一二三四五六七八九十乙"),
        ("甲,一二三四五六七八九十,乙丙", "甲，一二三四五六七八九十，"),
        ("`a`甲,乙`b`丙", "甲，乙"),
        ("`a`甲,乙`b`丙,丁", "甲，乙"),
    ],
)
def test_a_half_width_mark_is_shown_corrected(tmp_path: Path, written: str, better: str) -> None:
    assert hints_in(tmp_path, written) == [f"请改成“{better}”。"]


@pytest.mark.parametrize(
    "text",
    [
        "上午 9:00—11:30，比例3:1。",
        "一.准备，等等...，见方案.docx和第3.2节。",
        "共1,000人，1,2,3都对。",
        "用 Word, Excel 和 PPT 都可以。",
        "网址https://example.edu.cn/a?b=1,2;c:3和邮箱",
        "见<https://example.edu.cn/(a)>和[说明](https://example.edu.cn/说明,一)。",
        "![照片](media/a.jpg)中文",
        "写成`标题,内容`就行。",
        "```\n键:值,另一个\n```\n",
        "依据三(五)安排专家。",
        "| 项目 | 说明 |\n| :-- | --: |\n| 一 | 二 |",
        "已经用了全角标点：很好！（是的）",
        "f(x)和 a(b)c 与甲(b)c、a(b)乙",
        "(abc) 甲",
        "()",
        "甲()a",
    ],
)
def test_syntax_code_links_times_and_ratios_pass(tmp_path: Path, text: str) -> None:
    assert hints_in(tmp_path, text) == []


def test_text_after_a_code_block_is_read_again(tmp_path: Path) -> None:
    (problem,) = problems_in(tmp_path, f"{FRONT_MATTER}```\n甲,乙\n```\n丙,丁\n")
    assert problem.span.line == 8


def test_values_are_read_and_yaml_syntax_is_not(tmp_path: Path) -> None:
    teaching = (
        "as_of: 2026-10-12\n"
        "classroom:\n"
        "  subjects: [语文, 数学]\n"
        "  modes: [\n"
        "    自主学习, 合作学习\n"
        "  ]\n"
        "  model: 听课,评课\n"
        "rules:\n"
        "  - document: 备课(初稿)\n"
        "  - {step: 备课, owner: 教务处}\n"
    )
    found = problems_in(tmp_path, teaching, "schools/jinjiang/shili/teaching.yml")
    assert [(problem.span.line, problem.span.column) for problem in found] == [(7, 12), (9, 17)]


def test_a_value_that_begins_in_brackets_is_syntax_until_they_close(tmp_path: Path) -> None:
    teaching = "a: [\n  甲,乙,\n  丙,丁\n  ]\nb: {k: 甲,乙}\nc: [甲,乙]\n  丙,丁\nd: >\n  甲,乙\n  丙,丁\n"
    found = problems_in(tmp_path, teaching, "schools/jinjiang/shili/teaching.yml")
    assert [problem.span.line for problem in found] == [7, 9, 10]


@pytest.mark.parametrize(("above", "is_syntax"), [(50, True), (51, False)])
def test_brackets_are_looked_for_fifty_lines_back(tmp_path: Path, above: int, is_syntax: bool) -> None:
    teaching = "a: [\n" + "  一,\n" * (above - 1) + "  甲,乙\n"
    found = problems_in(tmp_path, teaching, "schools/jinjiang/shili/teaching.yml")
    assert (above + 1 not in [problem.span.line for problem in found]) is is_syntax


def test_a_line_of_a_yaml_file_without_a_key_is_a_value_from_its_first_letter(tmp_path: Path) -> None:
    found = problems_in(tmp_path, "甲,乙\n", "schools/jinjiang/shili/teaching.yml")
    assert [(p.span.line, p.span.column, p.span.end_column) for p in found] == [(1, 2, 3)]


@pytest.mark.parametrize(("body", "count"), [("听课,评课", "用了"), ("听课,评课,磨课", "有 2 个")])
def test_one_mark_is_not_counted(tmp_path: Path, body: str, count: str) -> None:
    (problem,) = problems_in(tmp_path, FRONT_MATTER + body)
    assert problem.message == f"这一行{count}半角标点。"


def test_a_placeholder_of_the_body_is_told_at_its_first_letters(tmp_path: Path) -> None:
    front = "---\ntitle: 待填\nsummary: 说明\n---\n"
    (problem,) = problems_in(tmp_path, f"{front}先待填，后待填。")
    assert (problem.code, problem.hint) == ("body.placeholder", "请写上内容，或者整行删去。")
    assert (problem.span.line, problem.span.column, problem.span.end_column) == (5, 2, 4)
    assert problems_in(tmp_path, front + "已填。") == []


def test_a_line_with_several_marks_is_one_advice_at_the_first(tmp_path: Path) -> None:
    (problem,) = problems_in(tmp_path, f"{FRONT_MATTER}听课,评课,磨课(校级)")
    assert problem.message == "这一行有 4 个半角标点。"
    assert problem.hint == "请改成“听课，评课，磨课（校级）”。"
    assert (problem.span.line, problem.span.column) == (5, 3)


def test_it_is_advice_and_blocks_nothing() -> None:
    assert wording.punctuation.rule.severity is Severity.ADVICE
