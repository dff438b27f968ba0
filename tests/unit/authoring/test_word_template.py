"""The template: every field a person fills in, with its Chinese title, and no label twice."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest

from qiangxiao.authoring.templates import Blank
from qiangxiao.authoring.word_article import compose, read_content
from qiangxiao.authoring.word_blocks import Block
from qiangxiao.authoring.word_reading import read_word
from qiangxiao.authoring.word_template import COLUMNS, is_field_table, read_fields, rows_of, word_template
from qiangxiao.records.case import CASE, CASE_HEADINGS
from qiangxiao.records.district_news import DISTRICT_NEWS
from qiangxiao.records.kind import Kind
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.scalars import PLACEHOLDER

MEASURES = ("深化课堂教学改革",)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.sent], ids=lambda kind: kind.name)
def test_every_field_has_one_row(kind: Kind[Any]) -> None:
    document = docx.Document(BytesIO(word_template(kind, MEASURES)))
    rows = [tuple(cell.text for cell in row.cells) for row in document.tables[0].rows]
    labels = [row[0].removesuffix(" *") for row in rows[1:]]
    assert rows[0] == COLUMNS and labels == [row.label for row in rows_of(kind.model)]
    assert len(set(labels)) == len(labels) and all(row[2] for row in rows)
    assert {"标题", "日期", "摘要", "所属措施"} <= set(labels) and "审校记录" not in labels


def test_the_template_of_a_case_has_its_headings() -> None:
    document = docx.Document(BytesIO(word_template(CASE, MEASURES)))
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert tuple(headings) == CASE_HEADINGS


def test_a_filled_template_of_news_is_taken_at_its_word() -> None:
    document = docx.Document(BytesIO(word_template(DISTRICT_NEWS, MEASURES)))
    rows = {row.cells[0].text.removesuffix(" *"): row.cells[1] for row in document.tables[0].rows[1:]}
    assert not {"照片", "更正", "草稿", "固定编号"} & rows.keys()
    told = {"标题": "走访实验校", "日期": "2026-11-12", "摘要": "听课四节。", "栏目": "区县动态"}
    for label, text in {**told, "有关学校": "jinjiang/shili、jinjiang/hepan"}.items():
        rows[label].text = text
    (place,) = [paragraph for paragraph in document.paragraphs if paragraph.text == PLACEHOLDER]
    place.text = "区教育部门听课四节，与备课组座谈。"
    out = BytesIO()
    document.save(out)
    content = read_content(read_word(out.getvalue()), DISTRICT_NEWS, MEASURES, "来稿", ())
    blank = Blank(date(2026, 11, 12))
    composed = compose("schools/jinjiang/news/2026-11-12-a.md", DISTRICT_NEWS, content, blank, ())
    assert composed.missing == composed.lost == () and content.is_template
    assert composed.text == (
        "---\ntitle: 走访实验校\ndate: 2026-11-12\nsummary: 听课四节。\ncategory: 区县动态\n"
        "schools:\n  - jinjiang/shili\n  - jinjiang/hepan\n---\n\n区教育部门听课四节，与备课组座谈。\n"
    )


def test_fields_are_read_into_their_places() -> None:
    rows = (
        COLUMNS,
        ("标题", "开放课", ""),
        ("学科", "语文、数学", ""),
        ("证据：样本数", "12", ""),
        ("别的", "x", ""),
        ("摘要", "", ""),
    )
    table = Block("table", "", "", rows=rows)
    assert is_field_table(table)
    values, unknown = read_fields(table, CASE)
    assert values == {"title": "开放课", "subjects": ["语文", "数学"], "evidence": {"sample": "12"}}
    assert unknown == ("别的",)
