"""Writes the Excel roster that a district fills in: a row for a school, lists to choose from, explanations.

It comes back through the same reading as any other roster. The same bytes every time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from qiangxiao.authoring.fixed_zip import fix_times
from qiangxiao.catalog.catalog import School
from qiangxiao.foundation.vocabulary import (
    PartnershipMode,
    SchoolKind,
    SchoolStatus,
    Subject,
    SupportSchoolKind,
    Term,
    Terms,
    Word,
)
from qiangxiao.records.program import Program
from qiangxiao.records.support import SUPPORT, Dated

SHEET, EXPLANATIONS, TERMS = "名册", "填写说明", "词表"
HEADER_ROW = 4  # above it the title, how to fill in, and the groups of columns
EXAMPLE_ROW = 5  # directly below the header, where people look
_LAST_ROW = 500  # with choices and formats, however few schools there are
_RED, _DEEP, _WASH, _LINE, _GREY = "A6192E", "7A1222", "FBF1F2", "D9D2CC", "6B645E"
_BANDS = {
    "学校": "F6E3E5",
    "规模": "FBEFD9",
    "联系": "E4EEF6",
    SUPPORT.label: "E6F1E8",
    "名校长和名师": "F6E3E5",
    "指导专家": "FBEFD9",
    "其他": "EFECE8",
}
_FONT = "微软雅黑"


@dataclass(frozen=True, slots=True)
class Entry:
    """A column of the template. `kind` is text, count,
    day, or the vocabulary or list that it is chosen from.
    """

    label: str
    band: str
    width: int
    kind: str
    explanation: str
    example: str
    value: Callable[[School], str]
    is_mandatory: bool = False


def _profile(name: str) -> Callable[[School], str]:
    return lambda school: _say(getattr(school.profile.record, name, None)) if school.profile else ""


def _contact(name: str) -> Callable[[School], str]:
    return lambda school: _say(getattr(school.profile.record.contact, name)) if school.profile else ""


def _partnership(name: str) -> Callable[[School], str]:
    def value(school: School) -> str:
        partnership = own.partnership if (own := school.record(SUPPORT)) else None
        return _say(getattr(partnership, name)) if partnership else ""

    return value


def _person(role: str, at: int, name: str) -> Callable[[School], str]:
    def value(school: School) -> str:
        people = [person for person in _people(school, role) if person.until is None]
        return _say(getattr(people[at], name, None)) if at < len(people) else ""

    return value


def _people(school: School, role: str) -> Sequence[Dated]:
    support = school.one(SUPPORT)
    return getattr(support.record, role) if support else ()


def _say(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(map(_say, value))
    return "" if value is None else value.value if isinstance(value, (Term, Word)) else str(value)


def entries() -> tuple[Entry, ...]:
    """Return the columns of the template, in order."""
    return tuple(_entries())


def _entries() -> Iterator[Entry]:
    yield Entry(
        "学校名称",
        "学校",
        26,
        "text",
        "学校的全名，以公章为准。",
        "锦江示例初级中学（示例）",
        _profile("name"),
        True,
    )
    yield Entry(
        "区（市）县", "学校", 13, "区县", "从下拉清单里选。", "", lambda school: school.district_id, True
    )
    yield Entry(
        "办学类型",
        "学校",
        16,
        "办学类型",
        "从下拉清单里选。",
        SchoolKind.values()[0],
        _profile("kind"),
        True,
    )
    yield Entry("简称", "学校", 14, "text", "平常的叫法，可以不填。", "锦江示例初中", _profile("short_name"))
    yield Entry(
        "曾用名",
        "学校",
        18,
        "text",
        "以前的校名，几个之间用顿号隔开。学校改了名，把原来的名字写在这里，就不会当成新学校。",
        "",
        _profile("former_names"),
    )
    yield Entry("批次", "学校", 10, "text", "第几批实验校。", "第一批", _profile("batch"))
    yield Entry(
        "加入日期", "学校", 13, "day", "成为实验校的日期，写到日。", "2024-09-02", _profile("enrolled_on")
    )
    yield Entry(
        "状态",
        "学校",
        11,
        "建设状态",
        f"从下拉清单里选；不填就是“{SchoolStatus.IN_PROGRESS.value}”。",
        SchoolStatus.IN_PROGRESS.value,
        _profile("status"),
    )
    yield Entry("建校年份", "学校", 10, "count", "四位年份。", "1986", _profile("founded_year"))
    yield Entry("班级数", "规模", 9, "count", "初中部的班级数，只写数字。", "24", _profile("class_count"))
    yield Entry("学生数", "规模", 9, "count", "初中部的学生数，只写数字。", "1086", _profile("student_count"))
    yield Entry(
        "专任教师数", "规模", 11, "count", "初中部的专任教师数，只写数字。", "92", _profile("teacher_count")
    )
    yield Entry(
        "5年以下教龄教师数",
        "规模",
        16,
        "count",
        "专任教师里教龄不满五年的人数，只写数字。",
        "41",
        _profile("early_career_teacher_count"),
    )
    yield Entry(
        "地址", "联系", 26, "text", "学校的公开地址。", "锦江区示例路1号（示例）", _profile("address")
    )
    yield Entry(
        "网站",
        "联系",
        24,
        "text",
        "完整的网址，以 https:// 开头。",
        "https://shili.example.edu.cn/",
        _profile("website"),
    )
    yield Entry(
        "联系处室", "联系", 12, "text", "处室的名称，不写个人姓名和电话。", "教务处", _contact("office")
    )
    yield Entry(
        "邮箱", "联系", 24, "text", "办公邮箱，不写个人邮箱。", "jiaowu@example.edu.cn", _contact("email")
    )
    yield Entry(
        "支持学校",
        SUPPORT.label,
        26,
        "text",
        "支持学校的全名，一所。",
        "锦江领航示例高级中学（示例）",
        _partnership("support_school"),
    )
    yield Entry(
        "支持学校类型",
        SUPPORT.label,
        18,
        "支持学校类型",
        "从下拉清单里选。",
        SupportSchoolKind.values()[0],
        _partnership("kind"),
    )
    yield Entry(
        "支持方式",
        SUPPORT.label,
        20,
        "支持方式（可多选）",
        "清单里的一种或几种，几种之间用顿号隔开。",
        PartnershipMode.values()[0],
        _partnership("modes"),
    )
    yield Entry(
        "结对日期",
        SUPPORT.label,
        13,
        "day",
        "从哪一天开始结对。填了支持学校，这一项也要填。",
        "2024-09-02",
        _partnership("since"),
    )
    yield Entry(
        "名校长",
        "名校长和名师",
        16,
        "text",
        "市级名校长的姓名；是培养对象的，后面写“（培养对象）”。",
        "周校长（示例）",
        _person("master_principals", 0, "name"),
    )
    yield Entry(
        "名校长单位",
        "名校长和名师",
        22,
        "text",
        "名校长所在的单位。",
        "锦江领航示例高级中学（示例）",
        _person("master_principals", 0, "unit"),
    )
    yield Entry(
        "名校长到任日期",
        "名校长和名师",
        13,
        "day",
        "从哪一天起到校指导。填了姓名，这一项也要填。",
        "2024-09-02",
        _person("master_principals", 0, "since"),
    )
    for number in (1, 2):
        role, label = "master_teachers", f"名师{number}"
        example = ("林老师（示例）", Subject.values()[1], "2024-09-02") if number == 1 else ("", "", "")
        yield Entry(
            label,
            "名校长和名师",
            16,
            "text",
            "市级名师的姓名，写法同名校长。",
            example[0],
            _person(role, number - 1, "name"),
        )
        yield Entry(
            f"{label}学科",
            "名校长和名师",
            12,
            "学科",
            "从下拉清单里选。",
            example[1],
            _person(role, number - 1, "subject"),
        )
        yield Entry(
            f"{label}单位",
            "名校长和名师",
            22,
            "text",
            "名师所在的单位。",
            "",
            _person(role, number - 1, "unit"),
        )
        yield Entry(
            f"{label}到任日期",
            "名校长和名师",
            13,
            "day",
            "同名校长。",
            example[2],
            _person(role, number - 1, "since"),
        )
    for number in (1, 2, 3):
        role, label = "advisors", f"指导专家{number}"
        yield Entry(
            label,
            "指导专家",
            16,
            "text",
            "指导专家的姓名，每校至少三名。",
            "沈老师（示例）" if number == 1 else "",
            _person(role, number - 1, "name"),
        )
        yield Entry(
            f"{label}单位", "指导专家", 22, "text", "专家所在的单位。", "", _person(role, number - 1, "unit")
        )
        yield Entry(
            f"{label}到任日期",
            "指导专家",
            13,
            "day",
            "同名校长。",
            "2024-09-10" if number == 1 else "",
            _person(role, number - 1, "since"),
        )
    yield Entry(
        "学校编号",
        "其他",
        20,
        "text",
        "网址里用的拼音编号。新学校留空，由程序从校名取；已经有的不要改动。",
        "",
        lambda school: school.id,
    )
    yield Entry(
        "数据截至",
        "其他",
        13,
        "day",
        "以上数据截至哪一天。各行一样的也要逐行填，可以向下拖。",
        "2026-09-01",
        _profile("as_of"),
        True,
    )


def roster_template(program: Program, schools: Sequence[School] = (), terms: Terms | None = None) -> bytes:
    """Return the template as a .xlsx, with a row for each of some schools."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    columns = entries()
    lists = _lists(program, terms)
    _write_head(sheet, columns, program)
    _write_row(
        sheet,
        EXAMPLE_ROW,
        "示例",
        [_example(column, lists) for column in columns],
        columns,
        is_example=True,
    )
    names = {district.id: district.name for district in program.districts}
    readable = sorted((school for school in schools if school.profile), key=lambda school: school.id)
    for number, school in enumerate(readable, 1):
        values = [
            names.get(column.value(school), column.value(school))
            if column.kind == "区县"
            else column.value(school)
            for column in columns
        ]
        _write_row(sheet, EXAMPLE_ROW + number, str(number), values, columns)
    last = max(_LAST_ROW, EXAMPLE_ROW + len(readable) + 100)
    for at in range(EXAMPLE_ROW + len(readable) + 1, EXAMPLE_ROW + len(readable) + 31):
        _write_row(sheet, at, "", [""] * len(columns), columns)
    _write_lists(book.create_sheet(TERMS), lists)
    _validate(sheet, columns, lists, last)
    _write_explanations(book.create_sheet(EXPLANATIONS, 1), columns, lists)
    book.properties.creator = ""
    book.properties.title = f"{program.short_name}学校名册"
    out = BytesIO()
    book.save(out)
    return fix_times(out.getvalue())


def _lists(program: Program, terms: Terms | None) -> dict[str, tuple[str, ...]]:
    return {
        "区县": tuple(district.name for district in program.districts),
        "办学类型": SchoolKind.values(terms),
        "建设状态": SchoolStatus.values(),
        "支持学校类型": SupportSchoolKind.values(terms),
        "支持方式（可多选）": PartnershipMode.values(terms),
        "学科": Subject.values(terms),
    }


def _example(column: Entry, lists: dict[str, tuple[str, ...]]) -> str:
    """Return what the row of the example says: of a list something that is in it."""
    listed = lists.get(column.kind, ())
    is_wrong = column.example not in listed if column.example else column.is_mandatory
    return listed[0] if listed and is_wrong else column.example


def _write_head(sheet: Any, columns: Sequence[Entry], program: Program) -> None:
    width = len(columns) + 1
    for row, text, size, height in (
        (1, f"{program.name}学校名册", 16, 32),
        (
            2,
            (
                "一所学校一行，标 * 的必填，其余没有就留空。不写学生信息、"
                "个人电话和个人邮箱。第 5 行是示例，导入时会略过。各列怎样填，见“填写说明”。"
            ),
            10,
            22,
        ),
    ):
        cell = sheet.cell(row, 1, text)
        cell.font = Font(name=_FONT, size=size, bold=row == 1, color=_DEEP if row == 1 else _GREY)
        cell.alignment = Alignment(vertical="center")
        sheet.row_dimensions[row].height = height
    line = Side(style="thin", color=_LINE)
    box = Border(left=line, right=line, top=line, bottom=line)
    labels = [
        ("序号", "学校", False),
        *((column.label, column.band, column.is_mandatory) for column in columns),
    ]
    for at, (label, band, is_mandatory) in enumerate(labels, 1):
        above, cell = (
            sheet.cell(HEADER_ROW - 1, at),
            sheet.cell(HEADER_ROW, at, f"{label} *" if is_mandatory else label),
        )
        above.fill = PatternFill("solid", fgColor=_BANDS[band])
        above.font = Font(name=_FONT, size=10, bold=True, color=_DEEP)
        above.alignment = Alignment(horizontal="left", vertical="center", indent=1)
        above.border = Border(top=line, bottom=line)
        if at == 1 or labels[at - 2][1] != band:
            above.value = band
        cell.fill = PatternFill("solid", fgColor=_RED if is_mandatory else _DEEP)
        cell.font = Font(name=_FONT, size=10, bold=True, color="FFFFFF")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = box
    sheet.row_dimensions[HEADER_ROW - 1].height = 20
    sheet.row_dimensions[HEADER_ROW].height = 36
    sheet.column_dimensions["A"].width = 7
    for at, column in enumerate(columns, 2):
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, 3)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 3, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEADER_ROW - 1}:{HEADER_ROW}"
    sheet.print_title_cols = "A:B"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(width)}{HEADER_ROW}"


def _write_row(
    sheet: Any, row: int, mark: str, values: Sequence[str], columns: Sequence[Entry], is_example: bool = False
) -> None:
    line = Side(style="thin", color=_LINE)
    for at, (value, kind) in enumerate(
        zip((mark, *values), ("mark", *(column.kind for column in columns)), strict=True), 1
    ):
        cell = sheet.cell(row, at, int(value) if kind == "count" and value else value or None)
        cell.number_format = "@" if kind != "count" else "0"
        cell.font = Font(name=_FONT, size=10, italic=is_example, color=_GREY if is_example else None)
        cell.fill = PatternFill("solid", fgColor=_WASH) if is_example else PatternFill()
        is_short = kind in ("count", "day", "mark")
        cell.alignment = Alignment(
            horizontal="center" if is_short else "left",
            vertical="center",
            wrap_text=True,
            indent=0 if is_short else 1,
        )
        cell.border = Border(left=line, right=line, top=line, bottom=line)
    sheet.row_dimensions[row].height = 32 if is_example else 24


def _validate(sheet: Any, columns: Sequence[Entry], lists: dict[str, tuple[str, ...]], last: int) -> None:
    places = {name: get_column_letter(at) for at, name in enumerate(lists, 1)}
    for at, column in enumerate(columns, 2):
        rule: DataValidation
        if column.kind in lists:
            letter = places[column.kind]
            rule = DataValidation(
                "list",
                formula1=f"{TERMS}!${letter}$2:${letter}${len(lists[column.kind]) + 1}",
                allow_blank=True,
            )
            rule.showErrorMessage = "多选" not in column.kind
            rule.errorTitle, rule.error = "不在清单内", f"“{column.label}”请从下拉清单里选。"
        elif column.kind == "count":
            rule = DataValidation("whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
            rule.showErrorMessage = True
            rule.errorTitle, rule.error = "只写数字", f"“{column.label}”请写从 0 起的整数，不带单位。"
        else:
            continue
        rule.showInputMessage = True
        rule.promptTitle, rule.prompt = column.label, column.explanation
        letter = get_column_letter(at)
        rule.add(f"{letter}{HEADER_ROW + 1}:{letter}{last}")
        sheet.add_data_validation(rule)


def _write_lists(sheet: Any, lists: dict[str, tuple[str, ...]]) -> None:
    for at, (name, terms) in enumerate(lists.items(), 1):
        for row, text in enumerate((name, *terms), 1):
            sheet.cell(row, at, text)
    sheet.sheet_state = "hidden"


def _write_explanations(sheet: Any, columns: Sequence[Entry], lists: dict[str, tuple[str, ...]]) -> None:
    line = Side(style="thin", color=_LINE)
    title = sheet.cell(1, 1, "填写说明")
    title.font = Font(name=_FONT, size=16, bold=True, color=_DEEP)
    sheet.row_dimensions[1].height = 32
    rows = [("列", "必填", "怎样填", "可填的词")]
    rows += [
        (
            column.label,
            "必填" if column.is_mandatory else "",
            column.explanation,
            "、".join(lists.get(column.kind, ())),
        )
        for column in columns
    ]
    for row, texts in enumerate(rows, 3):
        for at, text in enumerate(texts, 1):
            cell = sheet.cell(row, at, text)
            is_head = row == 3
            cell.font = Font(
                name=_FONT,
                size=10,
                bold=is_head or at == 1,
                color="FFFFFF" if is_head else _RED if at == 2 else None,
            )
            cell.fill = PatternFill("solid", fgColor=_DEEP) if is_head else PatternFill()
            cell.alignment = Alignment(
                vertical="center",
                wrap_text=True,
                horizontal="center" if at == 2 else "left",
                indent=0 if at == 2 else 1,
            )
            cell.border = Border(left=line, right=line, top=line, bottom=line)
        longest = max(len(texts[2]) / 24, len(texts[3]) / 28)
        sheet.row_dimensions[row].height = 20 + 15 * int(longest)
    for letter, width in zip("ABCD", (20, 8, 50, 58), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A4"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
