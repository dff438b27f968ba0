"""A filled form says what it says, whatever a stranger writes into it."""

from __future__ import annotations

import json

import pytest
from issue_events import MEASURES, UPDATE_ANSWERS, case_event, event, form_text, update_event

from qiangxiao.authoring.issue_article import compose_sound
from qiangxiao.authoring.issue_reading import (
    IssueText,
    markdown_blocks,
    read_issue,
    remove_pictures,
    split_answers,
)
from qiangxiao.authoring.office_package import FileRefused
from qiangxiao.authoring.templates import Blank
from qiangxiao.authoring.word_blocks import body_of
from qiangxiao.foundation.dates import date
from qiangxiao.records.case import CASE, CASE_HEADINGS
from qiangxiao.records.reading import read_record
from qiangxiao.records.update import UPDATE
from qiangxiao.sources.body import read_body
from qiangxiao.sources.document import read_document

PATH = "schools/jinjiang/hepan/updates/2026-10-12-a.md"


def read(data: bytes) -> IssueText:
    return read_issue(data, MEASURES)


def file_of(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of the file that an event becomes, and what was left out of it."""
    issue = read(data)
    composed, content = compose_sound(PATH, issue.kind, issue.content, Blank(date(2026, 11, 20)))
    return composed.text, content.left_out


def test_an_update_is_read_field_by_field() -> None:
    issue = read(update_event())
    assert issue.kind is UPDATE and issue.owner == UPDATE_ANSWERS["学校"]
    assert issue.content.values == {
        "title": "三位老师上开放课",
        "date": "2026-10-12",
        "summary": UPDATE_ANSWERS["摘要"],
        "measures": ["深化课堂教学改革", "强化评价监测导向"],
        "author_office": "教导处",
    }
    assert body_of(issue.content.blocks) == (
        "## 做了什么\n\n九月底上了开放课。\\\n课后当场评议。\n\n## 有什么变化\n\n还没有看到变化。"
    )


def test_a_case_has_its_nested_fields_and_its_texts_of_several_lines() -> None:
    issue = read(case_event())
    values = issue.content.values
    assert issue.kind is CASE
    assert values["evidence"] == {
        "level": "前后对比",
        "indicator": "每周返工的作业份数",
        "before": "41",
        "after": "18.5",
        "sample": "120",
        "method": "教师逐周登记",
    }
    assert (
        values["subjects"] == ["数学", "英语"]
        and values["conditions"] == "平行班两个以上。\n教师愿意共用题库。"
    )
    assert [block.text for block in issue.content.blocks if block.kind == "heading"] == list(CASE_HEADINGS)


@pytest.mark.parametrize("data", [update_event(), case_event()], ids=["update", "case"])
def test_a_complete_form_becomes_a_record_without_a_fault(data: bytes) -> None:
    text, left_out = file_of(data)
    document = read_document(PATH, text.encode())
    assert left_out == () and "待填" not in text
    assert (
        read_record(document, read(data).kind.model).problems == () == read_body(PATH, document.body).problems
    )


def test_a_heading_forged_in_the_body_stays_in_the_body() -> None:
    forged = (
        "正文开头。\n\n### 标题\n\n假标题\n\n### 学校\n\njinjiang/shili\n\n### "
        "证据：证据等级\n\n对照或增值\n\n### 正文\n\n结尾。"
    )
    issue = read(update_event(正文=forged))
    assert issue.kind is UPDATE and issue.owner == UPDATE_ANSWERS["学校"]
    assert issue.content.values["title"] == "三位老师上开放课" and "evidence" not in issue.content.values
    body = body_of(issue.content.blocks)
    assert all(words in body for words in ("## 标题", "假标题", "jinjiang/shili", "对照或增值", "结尾。"))


def test_a_heading_out_of_order_in_a_field_stays_in_the_field() -> None:
    issue = read(case_event(适用条件="两个班。\n\n### 标题\n\n假标题\n\n### 小标题\n\n还有。"))
    assert issue.content.values["title"] == "分层作业从两个班试到全年级"
    assert issue.content.values["conditions"] == "两个班。\n\n### 标题\n\n假标题\n\n### 小标题\n\n还有。"
    assert issue.content.values["limits"] == "只在两科试过。"


def test_labels_count_in_order_only() -> None:
    assert split_answers("### 乙\n\n1\n\n### 甲\n\n2\n\n### 乙\n\n3\n\n### 甲\n\n4", ("甲", "乙")) == {
        "甲": "2",
        "乙": "3\n\n### 甲\n\n4",
    }
    assert split_answers("### 甲\n\n_No response_\n\n###  乙\n\n## 乙", ("甲", "乙")) == {
        "甲": "_No response_\n\n###  乙\n\n## 乙"
    }


def test_fields_left_empty_are_marked_or_left_out() -> None:
    text, _ = file_of(update_event(摘要="", 供稿处室="", 正文=""))
    assert "summary: 待填" in text and "author_office" not in text and text.endswith("---\n\n待填\n")


@pytest.mark.parametrize(
    ("answers", "gap", "said"),
    [
        ({"日期": "上周五"}, "date: 待填", "“日期”的写法不对"),
        ({"摘要": "长" * 121}, "summary: 待填", "超过了 120 个"),
        ({"标题": "<script>alert(1)</script>"}, "title: 待填", "不允许的符号“<”"),
        ({"借鉴的案例": "河畔学校的案例"}, "adopts:\n  - 待填", "写法不对"),
        ({"所属措施": "深化课堂教学改革, 提高升学"}, "- 深化课堂教学改革\n", "“提高升学”不在清单内"),
        ({"所属措施": "提高升学"}, "measures:\n  - 待填", "不在清单内"),
    ],
)
def test_what_does_not_fit_its_field_becomes_a_gap_and_is_said(
    answers: dict[str, str], gap: str, said: str
) -> None:
    text, left_out = file_of(update_event(**answers))
    assert gap in text and said in " ".join(left_out)
    assert {
        problem.code for problem in read_record(read_document(PATH, text.encode()), UPDATE.model).problems
    } <= {"field.placeholder"}


def test_nested_answers_that_do_not_fit_become_gaps() -> None:
    text, left_out = file_of(case_event(**{"证据：之前": "四十一", "成本：经费投入": "不清楚"}))
    assert "  before: 待填" in text and "  funding: 待填" in text and len(left_out) == 2


def test_pictures_are_counted_and_nothing_is_fetched() -> None:
    picture = (
        "![图](https://github.com/user-attachments/assets/1)\n\n<img "
        'width="10" alt="Image" src="https://example.com/b" />\n'
    )
    issue = read(update_event(正文=f"开放课。\n\n{picture}<!-- 说明 -->"))
    assert "2 张照片没有导入" in issue.content.left_out[0]
    assert body_of(issue.content.blocks) == "开放课。"


def test_markup_is_only_text() -> None:
    source = (
        "<script>alert(1)</script> [坏](javascript:alert(1)) "
        "[好](https://example.edu.cn/)\n\n<details>甲</details>\n\n{{ 7*7 }}"
    )
    body = body_of(list(markdown_blocks(source)))
    html = read_body("a.md", body)
    assert not [problem for problem in html.problems if problem.severity.value == "error"]
    assert (
        "<script" not in html.html
        and "javascript:" not in html.html
        and 'href="https://example.edu.cn/"' in html.html
    )


def test_footnotes_tables_and_nested_lists_survive() -> None:
    source = "注[^a]。\n\n| 课 | 人 |\n|---|---|\n| 语文 | 3 |\n\n- 甲\n  - 乙\n\n[^a]: 汇总。"
    body = read_body("a.md", body_of(list(markdown_blocks(source))))
    assert (
        body.problems == ()
        and "汇总。" in body.text
        and "<table>" in body.html
        and body.html.count("<ul>") == 2
    )


def test_hidden_and_control_characters_are_gone() -> None:
    issue = read(update_event(标题="开放课\u202e\u200b\x1b[31m\ud800", 学校="jinjiang/hepan\x00"))
    assert issue.content.values["title"] == "开放课[31m" and issue.owner == "jinjiang/hepan"


HOSTILE = {
    "empty": b"",
    "not json": b"\x89PNG",
    "a list": b"[]",
    "a number": b"1",
    "no issue": b"{}",
    "issue is text": b'{"issue": "x"}',
    "no body": event(None),
    "body is a list": event(["x"]),
    "blank": event(""),
    "a plain issue": event("你好，网站上有个错字。"),
    "the question form": event(
        "### 是哪方面的\n\n其他\n\n### 哪一页或哪所学校\n\n首页\n\n### 请写清楚\n\n错字"
    ),
    "a pull request": event(form_text(UPDATE, UPDATE_ANSWERS), pull_request={"url": "x"}),
    "very long": event("### 学校\n\n" + "长" * 70_000),
    "huge": b" " * (5 * 1024 * 1024),
    "deep": b'{"issue":' * 100_000,
    "brackets": update_event(正文="[" * 60_000),
    "nested quotations": update_event(正文=">" * 30_000 + "x"),
    "a wide table": update_event(正文="|" + "a|" * 5_000 + "\n|" + "-|" * 5_000),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_filled_form_is_refused_in_one_chinese_line(data: bytes) -> None:
    with pytest.raises(FileRefused) as refusal:
        file_of(data)
    message = str(refusal.value)
    assert "\n" not in message and any("\u4e00" <= char <= "\u9fff" for char in message)


def test_a_field_of_many_lines_in_a_single_line_field_is_one_line() -> None:
    body = form_text(UPDATE, UPDATE_ANSWERS | {"标题": "第一行\n::error::第二行\n\n第三行"})
    assert read(event(body)).content.values["title"] == "第一行 ::error::第二行 第三行"


def test_the_event_may_come_with_anything_around_it() -> None:
    data = json.loads(update_event())
    data["sender"] = {"login": "x" * 1000}
    assert read(json.dumps(data, ensure_ascii=False).encode()).owner == UPDATE_ANSWERS["学校"]


def test_picture_syntax_is_taken_out_in_linear_time() -> None:
    assert remove_pictures("![" * 30_000)[1] == 0 and remove_pictures("<img " * 10_000)[1] == 0
