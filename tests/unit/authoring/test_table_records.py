"""Plans, diagnoses and lists of helpers from Word and Excel: every goal, indicator and task, every word."""

from __future__ import annotations

from typing import Any

import pytest
from table_documents import (
    DUE,
    GOALS,
    IDEA,
    INDICATORS,
    PLAN_TITLE,
    SAFEGUARD,
    TASKS,
    a_diagnosis,
    a_list_of_helpers,
    an_office_s_plan,
    in_excel,
    like_wps,
)

from qiangxiao.authoring.roster_workbook import read_workbook
from qiangxiao.authoring.table_grids import stream_of_blocks, stream_of_workbook
from qiangxiao.authoring.table_items import Known, bare_name
from qiangxiao.authoring.table_record import Read, Source, read_record
from qiangxiao.authoring.table_values import days_in
from qiangxiao.authoring.word_markdown import blocks_of
from qiangxiao.authoring.word_reading import read_word
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.kind import Kind
from qiangxiao.records.plan import PLAN
from qiangxiao.records.support import SUPPORT
from qiangxiao.sources.document import Document, read_document

MEASURES = (
    "深化课堂教学改革",
    "信息技术融合应用",
    "联动实施强师计划",
    "名校名师支持引领",
    "专家团队专业指导",
)


def read(data: bytes, kind: Kind[Any], before: Document | None = None) -> Read:
    if data.startswith(b"PK") and b"xl/workbook.xml" in data:
        stream = stream_of_workbook(read_workbook(data))
        source = Source(stream.items, stream.words, stream.left_out, has_edges=False)
    else:
        word = read_word(data)
        source = Source(stream_of_blocks(blocks_of(word, [])), word.words, word.left_out)
    return read_record(
        source, kind, f"schools/a/b/{kind.example}", Known(None, MEASURES), "2026-11-20", before
    )


def data_of(got: Read, kind: Kind[Any]) -> Any:
    return read_document(f"schools/a/b/{kind.example}", got.text.encode()).data


@pytest.mark.parametrize("make", [an_office_s_plan, like_wps, in_excel], ids=lambda make: make.__name__)
def test_a_plan_has_its_goals_indicators_and_tasks(make: Any) -> None:
    got = read(make(), PLAN)
    data = data_of(got, PLAN)
    assert data["title"] == PLAN_TITLE
    assert (data["starts_on"], data["ends_on"]) == ("2026-09-01", "2029-08-31")
    assert [(one["id"], one["title"]) for one in data["objectives"]] == [
        (f"o{at}", goal) for at, goal in enumerate(GOALS, 1)
    ]
    assert [
        (one["objective"], one["name"], one["unit"], one["baseline"], *one["targets"].values())
        for one in data["indicators"]
    ] == [(f"o{goal + 1}", *rest) for goal, *rest in INDICATORS]
    assert {tuple(one["targets"]) for one in data["indicators"]} == {("2027", "2028", "2029")}
    lower = [one["name"] for one in data["indicators"] if one.get("direction") == "越低越好"]
    assert lower == ["教师讲授时间", "每天书面作业时长"]
    tasks = [(one["objective"], one["title"], one["owner"], one["deliverable"]) for one in data["tasks"]]
    assert tasks == [(f"o{goal + 1}", title, owner, result) for goal, title, owner, _, result in TASKS]
    assert [one.get("due_on") for one in data["tasks"]] == DUE
    assert [one["id"] for one in data["tasks"]] == [f"t{at}" for at in range(1, 9)]
    assert got.lost == []


def test_the_text_between_the_tables_is_kept() -> None:
    sections = data_of(read(an_office_s_plan(), PLAN), PLAN)["sections"]
    assert [(one["heading"], one["text"]) for one in sections] == [
        ("一、指导思想", IDEA),
        ("五、保障措施　（一）组织保障", SAFEGUARD),
        ("表中其他内容", "建设智慧教室两间　经费（万元）：30\n师徒结对带教　完成时限：长期"),
    ]


def test_what_is_proposed_is_said_and_what_is_not_known_is_asked() -> None:
    got = read(an_office_s_plan(), PLAN)
    said = "\n".join(got.said)
    assert "“师徒结对带教”的所属措施提议为“联动实施强师计划”，请核对。" in said
    assert "第 2 张表第 5 行：“长期”不是“完成期限”要的日期。" in said
    assert "“2027.12”写成了 2027-12-31" in said
    assert all("的所属措施" in missing for missing in got.missing)


def test_hidden_rows_are_left_out_and_said() -> None:
    got = read(in_excel(), PLAN)
    assert "工作表“指标”第 10 行是隐藏的，没有导入。" in got.said
    assert "不再使用" not in got.text and "数据来自教务处" in got.text


def test_ids_of_the_file_that_is_there_are_kept() -> None:
    path = "schools/a/b/plan.yml"
    first = read(an_office_s_plan(), PLAN).text
    # Somebody has dropped the first goal's tasks' numbers and given others since.
    before = read_document(path, first.replace("id: t5", "id: t12").replace("o2", "o7").encode())
    data = data_of(read(an_office_s_plan(), PLAN, before), PLAN)
    assert [one["id"] for one in data["objectives"]] == ["o1", "o7", "o3"]
    assert [one["id"] for one in data["tasks"]] == ["t1", "t2", "t3", "t4", "t12", "t6", "t7", "t8"]
    assert {one["objective"] for one in data["tasks"]} == {"o1", "o7", "o3"}


def test_a_diagnosis_has_its_problems_strengths_and_text() -> None:
    got = read(a_diagnosis(), BASELINE)
    data = data_of(got, BASELINE)
    assert data["assessed_on"] == "2026-05-21" and data["experts"] == ["沈老师", "韩老师"]
    assert [(one["id"], one["area"], one["finding"]) for one in data["problems"]] == [
        ("p1", "教学改革", "教师讲授平均28分钟"),
        ("p2", "师资培养", "青年教师没有上过公开课"),
    ]
    assert data["strengths"] == ["班子稳定，五年没有更换中层", "晨读坚持了八年"]
    assert data["entry_points"] == ["从八年级两个备课组先改任务单"]
    assert "## 一、评估过程\n\n专家组听课32节，调阅教案40份。" in got.text
    assert got.lost == [] and "主要问题" not in got.text.split("---")[2]


def test_a_table_of_all_helpers_is_told_apart_by_its_column() -> None:
    got = read(a_list_of_helpers(), SUPPORT)
    data = data_of(got, SUPPORT)
    assert data["partnership"] == {
        "support_school": "成都示例第七中学",
        "kind": "领航高中",
        "modes": ["捆绑结对"],
        "since": "2025-09-01",
    }
    assert [one["name"] for one in data["master_principals"]] == ["郑校长（示例）"]
    assert data["master_teachers"][0]["subject"] == "英语"
    assert data["advisors"][0]["since"] == "2025-09-15"
    assert got.lost == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("目标一：打通读写", "打通读写"),
        ("1.打通读写", "打通读写"),
        ("（二）打通读写", "打通读写"),
        ("3.5小时作业", "3.5小时作业"),
        ("七、八年级作业", "七、八年级作业"),
        ("2026年作业", "2026年作业"),
    ],
)
def test_the_number_before_a_name_goes_and_no_other(text: str, name: str) -> None:
    assert bare_name(text) == name


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026年9月—2027年6月", ("2026-09-01", "2027-06-30")),
        ("2026.9-2027.12", ("2026-09-01", "2027-12-31")),
        ("2026年9月至12月", ("2026-09-01", "2026-12-31")),
        ("2026-09-01至2027-07-05", ("2026-09-01", "2027-07-05")),
        ("2027年6月", ("", "2027-06-30")),
        ("2026-2029年", ("2026-01-01", "2029-12-31")),
        ("长期", ("", "")),
    ],
)
def test_a_span_has_its_first_and_last_day(text: str, days: tuple[str, str]) -> None:
    assert days_in(text) == days
