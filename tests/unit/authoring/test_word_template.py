"""The template: every field a person fills in, with its Chinese title, and no label twice."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pytest

from qiangxiao.authoring.word_blocks import Block
from qiangxiao.authoring.word_template import COLUMNS, is_field_table, read_fields, rows_of, word_template
from qiangxiao.records.case import CASE, CASE_HEADINGS
from qiangxiao.records.kind import Kind
from qiangxiao.records.update import UPDATE

MEASURES = ("深化课堂教学改革",)


@pytest.mark.parametrize("kind", [UPDATE, CASE], ids=lambda kind: kind.name)
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
