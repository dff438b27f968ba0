"""Headers, values and names of rosters, one by one."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from roster_files import a_roster
from sample_program import REPOSITORY

from qiangxiao.authoring.roster_columns import field_of, find_table
from qiangxiao.authoring.roster_names import new_slugs, strip_name
from qiangxiao.authoring.roster_rows import Assumed, Fault, Row, read_rows
from qiangxiao.authoring.roster_values import (
    Named,
    count_of,
    day_in,
    day_of,
    district_of,
    people_of,
    show_cell,
    term_of,
)
from qiangxiao.authoring.roster_workbook import Cell, read_workbook
from qiangxiao.catalog.loader import load
from qiangxiao.foundation.vocabulary import PartnershipMode, SchoolKind, SupportSchoolKind

PROGRAM = load(REPOSITORY).catalog.program


@pytest.mark.parametrize(
    ("label", "name"),
    [
        *((label, "name") for label in ("学校名称", "校名", "学校 ", "实验校", "学\n校", "学校全称 *")),
        *((label, "district") for label in ("区县", "区（市）县", "区(市)县", "所在区（市）县", "县区")),
        *((label, "kind") for label in ("办学类型", "学校类型", "学校类别")),
        *((label, "class_count") for label in ("班级数", "教学班数", "班级数（个）", "初中班级数", "班数")),
        *(
            (label, "student_count")
            for label in ("学生数", "在校生数", "在校学生数（人）", "学生总数", "初中学生人数")
        ),
        *((label, "teacher_count") for label in ("专任教师", "专任教师数", "教师总数")),
        *((label, "staff_count") for label in ("教职工数", "教职员工人数")),
        *(
            (label, "early_career_teacher_count")
            for label in ("5年以下教龄教师", "五年以下教龄教师数", "青年教师数", "教龄5年以下教师")
        ),
        ("结对时间", "partnership.since"),
        ("帮扶模式", "partnership.modes"),
        ("支持学校类型", "partnership.kind"),
        ("支持学校", "partnership.support_school"),
        ("领航校长", "master_principals.0.name"),
        ("领航教师二", "master_teachers.2.name"),
        ("名师1学科", "master_teachers.1.subject"),
        ("指导专家3单位", "advisors.3.unit"),
        ("联系科室", "contact.office"),
        ("E-mail", "contact.email"),
        *((label, None) for label in ("序号", "备注", "校长", "联系电话", "校长电话", "分管领导", "")),
    ],
)
def test_headers_are_known_by_many_names(label: str, name: str | None) -> None:
    found = field_of(label)
    assert (".".join(found) if found else None) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24", "24"),
        ("２４", "24"),
        ("1,086", "1086"),
        ("24个", "24"),
        ("41人", "41"),
        ("-3", "-3"),
        ("24.0", "24"),
        ("约二十", "约二十"),
    ],
)
def test_counts(text: str, expected: str) -> None:
    assert count_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024-09-02",
        "2024年9月2日",
        "2024.9.2",
        "2024/9/2",
        "20240902",
        "45537",
        "２０２４年９月２日",
        "2024-9-2 00:00:00",
    ],
)
def test_days(text: str) -> None:
    assert day_of(Cell(text)) == "2024-09-02"


def test_what_is_no_day_stays_as_it_is() -> None:
    assert [day_of(Cell(text)) for text in ("2024年9月", "2024-13-01", "去年")] == [
        "2024年9月",
        "2024-13-01",
        "去年",
    ]
    assert day_in("名单（截至2026年9月1日）") == date(2026, 9, 1) and day_in("2026年9月") is None


@pytest.mark.parametrize("text", ["—", "/", "无", "暂无", "-", "——", "…", "N/A"])
def test_words_for_nothing(text: str) -> None:
    assert show_cell(Cell(text)) == ""


def test_terms_have_other_names_and_the_rest_is_not_guessed() -> None:
    assert [term_of(text, SchoolKind) for text in ("初级中学", "九年一贯制", "完中")] == [
        "初中",
        "九年一贯制学校",
        "完全中学",
    ]
    assert term_of("中学", SchoolKind) == "中学" and term_of("高中", SupportSchoolKind) == "高中"
    assert term_of("成都市领航高中", SupportSchoolKind) == "领航高中"
    assert term_of("集团化", PartnershipMode) == "集团化办学"


def test_districts() -> None:
    found = [
        district_of(text, PROGRAM.districts)
        for text in ("锦江区", "锦江", "成都市锦江区", "天府新区", "高新区", "jinjiang", "新区", "云上区")
    ]
    assert found == ["jinjiang"] * 3 + ["tianfu", "gaoxin", "jinjiang", "", ""]


def test_people() -> None:
    assert people_of("林老师（示例）（数学）、周校长（培养对象）\n沈老师") == [
        Named("林老师（示例）", "数学"),
        Named("周校长", is_candidate=True),
        Named("沈老师"),
    ]


def test_names_are_compared_without_remarks() -> None:
    assert strip_name("锦江示例 初级中学（示例）") == strip_name("锦江示例初级中学")
    assert strip_name("东湖学校(示例)") == "东湖学校"


def test_slugs_are_short_unless_two_schools_would_share_one() -> None:
    jinjiang = PROGRAM.district("jinjiang")
    found = new_slugs(
        ("成都市锦江区东湖中学", "东湖学校", "南湖中学", "重庆路学校", "con"), jinjiang, PROGRAM, ("nanhu",)
    )
    assert found == {
        "成都市锦江区东湖中学": "donghuzhongxue",
        "东湖学校": "donghuxuexiao",
        "南湖中学": "nanhuzhongxue",
        "重庆路学校": "chongqinglu",
        "con": "con-2",
    }


def test_declared_sizes_are_not_believed_and_hidden_sheets_not_read() -> None:
    def change(sheet: object) -> None:
        sheet.parent.create_sheet("底表").sheet_state = "hidden"  # type: ignore[attr-defined]

    book = read_workbook(a_roster([("校名", "区县"), ("示例学校", "锦江区")], change=change))
    assert book.hidden == ("底表",) and [sheet.name for sheet in book.sheets] == ["名单"]
    assert find_table(book.sheets[0]).body == (2,)  # type: ignore[union-attr]


def test_only_rows_of_schools_are_the_body_of_a_table() -> None:
    rows = [
        ("名单",),
        ("序号", "校名", "区县", "班级数"),
        (1, "甲示例学校", "锦江区", 12),
        (2, None, None, None),
        ("序号", "校名", "区县", "班级数"),
        ("示例", "乙示例学校", "锦江区", 12),
        (3, "丙示例学校", "锦江区", 12),
        ("合计", None, None, 24),
        ("注：示例学校不计。",),
        (None, "说明：本表由区县填报", None, None),
    ]
    table = find_table(read_workbook(a_roster(rows)).sheets[0])
    assert table is not None and table.body == (3, 7) and table.above == "名单"


HEAD = ["学校名称", "办学类型", "入选时间", "建校年份", "教学班数"]


def rows_of_sheet(*rows: list[object]) -> tuple[tuple[Row, ...], tuple[Fault, ...], tuple[int, ...]]:
    sheet = read_workbook(a_roster([["截至2026年9月1日"], HEAD, *rows])).sheets[0]
    table = find_table(sheet)
    assert table is not None
    program = load(REPOSITORY).catalog.program
    return *read_rows(table, program, Assumed(district="jinjiang")), table.closed


def test_a_month_is_its_first_day_and_said_and_a_number_that_may_be_two_is_asked() -> None:
    rows, faults, _ = rows_of_sheet(
        ["东湖中学", "初中", 2026.9, datetime(1986, 9, 1), 24],
        ["西湖中学", "初中", "2026年10月", 1986, 24],
        ["北湖中学", "初中", 2026.1, 1986, 24],
        ["南湖中学", "初中", "2026.1", "1986年", 24],
    )
    assert [row.values["enrolled_on",] for row in rows] == ["2026-09-01", "2026-10-01", "2026-01-01"]
    assert {row.values["founded_year",] for row in rows} == {"1986"}
    assert rows[0].notes == ("名单!C3：“入选时间”只有年月“2026.9”，写成了 2026-09-01，请核对。",)
    assert [fault.place for fault in faults] == ["名单!C5"] and "2026-10-01" in faults[0].hint


def test_a_school_that_is_no_more_is_left_out_and_said() -> None:
    rows, _, closed = rows_of_sheet(
        ["东湖中学", "初中", "2026-09-01", 1986, 24],
        ["北湖中学（已撤并）", "初中", "2026-09-01", 1986, 24],
        ["西湖中学", "初中", "2026-09-01", 1986, 24, "2025年并入东湖中学"],
        ["合并路中学", "初中", "2026-09-01", 1986, 24],
    )
    assert [row.name for row in rows] == ["东湖中学", "合并路中学"] and closed == (4, 5)
