"""Rosters as districts send them, and as attackers would."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

DISTRICTS = (
    "锦江区",
    "青羊区",
    "成都市金牛区",
    "武侯",
    "成华区",
    "龙泉驿",
    "温江区",
    "郫都区",
    "天府新区",
    "彭州市",
)
KINDS = ("初中", "初级中学", "九年一贯制", "九年一贯制学校", "完全中学", "完中")
SYLLABLES = "东西南北春秋山水林泉云石桥亭柳竹松梅兰菊"


def school_name(number: int) -> str:
    """Return a name that no other number has; all are samples."""
    first, second, third = number % 20, number // 20 % 20, number // 7 % 20
    return f"{SYLLABLES[first]}{SYLLABLES[second]}{SYLLABLES[third]}{number}号示例学校"


def saved(book: Workbook) -> bytes:
    """Return a workbook as bytes."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def a_roster(
    rows: Sequence[Sequence[Any]], title: str = "名单", change: Callable[[Any], None] | None = None
) -> bytes:
    """Return a workbook of one sheet with some rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if change:
        change(sheet)
    return saved(book)


def a_large_roster(count: int = 200, seed: int = 7) -> bytes:
    """Return a district's roster of many schools, its columns shuffled, two of its rows faulty (14 and 120,
    or the last).

    Title rows above, a total and notes below, serial numbers,
    a hidden row, dates of all kinds, numbers as text.
    """
    chance = random.Random(seed)
    days = ("2024年9月2日", "2024-09-02", datetime(2024, 9, 2), "2024.9.2", "20240902", 45537)
    columns: dict[str, list[Any]] = {
        "序号": list(range(1, count + 1)),
        "学 校 名 称": [school_name(number) for number in range(count)],
        "区（市）县": [DISTRICTS[number % len(DISTRICTS)] for number in range(count)],
        "办学类型": [KINDS[number % len(KINDS)] for number in range(count)],
        "批次": ["第一批" if number % 2 else "第二批" for number in range(count)],
        "班级数（个）": [
            str(12 + number % 20) if number % 3 else 12 + number % 20 for number in range(count)
        ],
        "在校学生数": [
            f"１，{100 + number % 800}" if number % 5 == 0 else 500 + number for number in range(count)
        ],
        "专任教师数\n（人）": [40 + number % 60 for number in range(count)],
        "5年以下教龄教师": [f"{5 + number % 9}人" for number in range(count)],
        "加入时间": [days[number % len(days)] for number in range(count)],
        "学校地址": [f"示例路{number + 1}号（示例）" for number in range(count)],
        "联系科室": ["教务处"] * count,
        "邮箱": [f"jiaowu{number}@example.edu.cn" for number in range(count)],
        "支持学校": [
            f"领航示例中学{number // 20}（示例）" if number % 4 == 0 else "—" for number in range(count)
        ],
        "支持学校类型": ["成都市领航高中" if number % 4 == 0 else "" for number in range(count)],
        "帮扶模式": ["集团化、委托管理" if number % 4 == 0 else None for number in range(count)],
        "结对时间": [datetime(2024, 9, 2) if number % 4 == 0 else "/" for number in range(count)],
        "备注": ["" for _ in range(count)],
    }
    columns["办学类型"][13] = "小学"
    columns["班级数（个）"][min(119, count - 1)] = -3
    order = list(columns)
    chance.shuffle(order)
    rows: list[list[Any]] = [
        ["公办初中强校工程实验校名单（示例）"],
        ["填报单位：示例科   截至2026年9月1日"],
        order,
    ]
    rows += [[columns[label][number] for label in order] for number in range(count)]
    rows.append(["合计" if label == order[0] else count * 20 if "班级" in label else None for label in order])
    rows += [["注：本表由各区（市）县填报。"], [], ["填表人：示例", None, "联系电话：略"]]

    def finish(sheet: Any) -> None:
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(order))
        sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=len(order))
        sheet.row_dimensions[50].hidden = True

    return a_roster(rows, change=finish)


def with_parts(data: bytes, parts: dict[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """Return a package with parts replaced or added."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in dict.fromkeys([*source.namelist(), *parts]):
            change = parts.get(name)
            before = source.read(name) if name in source.namelist() else b""
            target.writestr(
                name, before if change is None else change if isinstance(change, bytes) else change(before)
            )
    return out.getvalue()


def small() -> bytes:
    """Return a sound roster of one school."""
    return a_roster(
        [["校名", "区县", "办学类型", "数据截至"], ["示例湖畔学校（示例）", "锦江区", "初中", "2026-09-01"]]
    )


def _sheet(change: Callable[[bytes], bytes]) -> bytes:
    return with_parts(small(), {"xl/worksheets/sheet1.xml": change})


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (
        lambda: with_parts(small(), {"xl/worksheets/sheet1.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}),
        "没有导入",
    ),
    "an entity bomb": (
        lambda: _sheet(
            lambda xml: (
                b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + xml[xml.index(b"?>") + 2 :]
                if b"?>" in xml
                else b'<!DOCTYPE x [<!ENTITY a "a">]>' + xml
            )
        ),
        "实体",
    ),
    "macros": (lambda: with_parts(small(), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), "宏"),
    "links to another workbook": (
        lambda: with_parts(small(), {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
        "断开链接",
    ),
    "a million rows": (
        lambda: _sheet(
            lambda xml: xml.replace(
                b"</sheetData>",
                b"".join(b'<row r="%d"/>' % row for row in range(10, 1_000_010)) + b"</sheetData>",
            )
        ),
        "没有导入",
    ),
    "one row far below all others": (
        lambda: _sheet(
            lambda xml: xml.replace(
                b"</sheetData>", b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row></sheetData>'
            )
        ),
        "第 99999999999 行还有内容",
    ),
    "six thousand schools": (
        lambda: a_roster(
            [
                ["校名", "区县", "办学类型"],
                *([f"第{number}示例学校", "锦江区", "初中"] for number in range(6000)),
            ]
        ),
        "超过 5000 行",
    ),
    "broken xml": (lambda: _sheet(lambda xml: b"<worksheet><row></worksheet>"), "损坏"),
    "deep xml": (lambda: _sheet(lambda xml: b"<a>" * 90 + b"</a>" * 90), "太深"),
    "a merged area of the whole sheet": (
        lambda: _sheet(
            lambda xml: xml.replace(
                b"</sheetData>",
                b'<row r="900"><c r="A900"><v>1</v></c></row></sheetData><mergeCells '
                b'count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
            )
        ),
        "合并的单元格太多",
    ),
    "no workbook": (lambda: b"not a workbook at all", "不是 Excel"),
    "an old workbook": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "*.xlsx"),
    "no roster": (lambda: a_roster([["姓名", "成绩"], ["甲", 90]]), "没有找到名册的表头"),
}
