"""Finds the tables in the sheets of a roster: the header, the field of each column, the rows of schools.

Rosters come in any order, under any sensible names, below title rows, with headers of one row or two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qiangxiao.authoring.roster_workbook import MAX_COLUMNS, Sheet

Field = tuple[str, ...]
"""Where a value goes: a key of the profile, `("contact", "email")`, `("partnership", "since")`, or a role,
the number of the column's group and the part, such as `("master_teachers", "1", "unit")`.
"""

_HEADER_ROWS = 30  # rows from the top in which the header is looked for
_LONGEST_LABEL = 40  # characters; a longer cell is a remark, not a header
PEOPLE = {
    "master_principals": r"(?:市级?)?(?:领航|名)校长",
    "master_teachers": r"(?:市级?)?(?:领航教师|名教?师)",
    "advisors": r"(?:市级|区县级)?(?:指导)?专家",
}
_PARTS = {
    "name": r"(?:的)?(?:姓名|名单|名字)?",
    "unit": r"(?:的)?(?:所在|所属|工作)?(?:单位|学校)",
    "since": r"(?:的)?(?:到任|到岗|聘任|派任|派驻|任职|开始|起始|起)(?:日期|时间)",
    "subject": r"(?:的)?(?:任教|所教)?学科",
    "specialty": r"(?:的)?(?:专长|特长|(?:指导)?方向)",
    "level": r"(?:的)?级别",
}
_PARTS_OF = {
    "master_principals": ("name", "unit", "since"),
    "master_teachers": ("name", "unit", "since", "subject"),
    "advisors": ("name", "unit", "since", "specialty", "level"),
}
_COUNT = r"(?:总|人)?(?:数|数量|人数)?"
_PATTERNS: tuple[tuple[Field, str], ...] = (
    (
        ("name",),
        r"(?:(?:公办)?初中|实验)?(?:学校|校|单位)(?:全称|名称|名)|校名|学校|实验学?校|公办初中|初中|名称",
    ),
    (("short_name",), r"(?:学校|校名)?简称"),
    (("former_names",), r"(?:学校)?(?:曾用|原|旧|更名前)的?(?:学?校)?(?:名称?)?|曾用校名"),
    (("slug",), r"(?:学校|网址)(?:英文)?(?:编号|短名)|英文短名"),
    (
        ("district",),
        r"(?:学校)?(?:所在|所属)?(?:的)?(?:区市县|区县市|区县|县区|县市区|市区县|行政区划?|区域|地区|区)(?:名称?)?",
    ),
    (("kind",), r"(?:学校)?(?:办学)?(?:类型|类别|性质类别)|学校种类|办学层次|学段"),
    (("batch",), r"(?:实验校|实验学校|入选|加入)?(?:所属)?批次"),
    (
        ("enrolled_on",),
        r"(?:加入|入选|纳入|列入|启动|成为实验校)(?:的)?(?:强校)?(?:工程)?(?:的)?(?:日期|时间)",
    ),
    (("status",), r"(?:建设|创建|实验校|学校)?状态"),
    (("address",), r"(?:学校|通讯|通信|办公|公开|单位)?(?:详细)?地址|校址"),
    (("founded_year",), r"(?:建校|创办|创建|办学|始建)(?:年份|时间|年|年度)"),
    (("class_count",), rf"(?:初中部?|学校|现有|全校)?(?:现有)?(?:教学)?班级?{_COUNT}|班级?个数|办学规模班"),
    (("student_count",), rf"(?:初中部?|学校|现有|全校)?(?:现有)?(?:在校)?学?生{_COUNT}"),
    (("teacher_count",), rf"(?:初中部?|学校|现有|全校)?(?:现有)?(?:在职|在编)?(?:专任)?教师{_COUNT}"),
    (("staff_count",), rf"(?:初中部?|学校|现有|全校)?(?:现有)?(?:在职|在编)?教职员?工{_COUNT}"),
    (
        ("early_career_teacher_count",),
        rf"(?:其中)?(?:青年|年轻)教师{_COUNT}|(?:其中)?(?:教龄)?5年(?:及)?(?:以下|以内|内)(?:教龄)?(?:的)?(?:专任)?(?:青年)?教师{_COUNT}"
        rf"|(?:其中)?(?:教龄)5年(?:及)?(?:以下|以内)|(?:其中)?(?:教龄)?(?:不满|不足|未满|少于)5年(?:的)?教师{_COUNT}",
    ),
    (("website",), r"(?:学校)?(?:官方)?(?:网站|网址|官网)(?:地址|网址)?"),
    (("wechat",), r"(?:学校)?(?:微信)?公众号(?:名称?)?"),
    (("motto",), r"校训"),
    (("contact", "office"), r"(?:联系|对接|负责|责任)(?:的)?(?:科室|处室|部门)|科室|处室"),
    (("contact", "email"), r"(?:联系|办公|工作|学校|电子|科室|处室)*(?:邮箱|邮件|email|e-mail)(?:地址)?"),
    (("as_of",), r"数据(?:截至|截止)(?:日期|时间)?|(?:截至|截止|统计|填报|更新)(?:日期|时间)"),
    (
        ("partnership", "support_school"),
        r"(?:支持|结对|帮扶|领办|牵头|对口支持)(?:学校|校)(?:校名|名称|全称|名)?",
    ),
    (("partnership", "kind"), r"(?:支持|结对|帮扶|领办)(?:学校|校)的?(?:类型|类别)"),
    (("partnership", "modes"), r"(?:支持|结对|帮扶|合作|办学支持)(?:的)?(?:模式|方式)"),
    (("partnership", "since"), r"(?:支持|结对|帮扶|支持关系|合作)(?:的)?(?:开始|起始|起)?(?:日期|时间)"),
)
# whole header cells: of `student_count` it catches "在校学生人数", spares "学生人均经费"
_COMPILED = tuple((field, re.compile(pattern, re.IGNORECASE)) for field, pattern in _PATTERNS)
_NUMBER = r"(?P<{0}>[1-9])?"
# whole header cells: catches "专家1姓名" or "校长电话", spares "校长任期"
_PEOPLE = tuple(
    (role, part, re.compile(rf"{person}{_NUMBER.format('a')}{_PARTS[part]}{_NUMBER.format('b')}"))
    for role, person in PEOPLE.items()
    for part in _PARTS_OF[role]
)
_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
# catches "合计", "平均值", spares "总校", "小学"
_TOTAL = re.compile(r"(?:合|总|小|共)\s*计|平均(?:数|值)?|汇总")
# catches "填表人：一", "注1", spares "注册学校", "说明"
_NOTE = re.compile(r"(?:备?注|说明|填表|制表|审核|填报|联系人|附)\S{0,4}\s*[:：]|注[1-9一二三]")
_NUMBERS = ("序号", "编号", "No.", "NO.", "No", "NO")
_EXAMPLE = ("示例", "样例", "例", "示例行")


# A school that is no more: catches "（已撤并）", "2025年并入东湖中学", "停办", spares "合并班", "撤销申请"
_CLOSED = re.compile(r"已?撤并|已撤销|停办|(?:已|年)合?并入|已合并|已裁撤")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table that gives a field. `label` is what its header says."""

    index: int
    label: str
    field: Field


@dataclass(frozen=True, slots=True)
class Table:
    """A table of schools in a sheet. `above` is the text
    over its header, `unused` the labels without a field.
    """

    sheet: Sheet
    columns: tuple[Column, ...]
    body: tuple[int, ...]
    above: str
    unused: tuple[str, ...]
    doubled: tuple[str, ...]
    closed: tuple[int, ...] = ()
    """Rows that say of their school that it is no more."""

    def column(self, field: Field) -> Column | None:
        """Return the column that gives a field."""
        return next((column for column in self.columns if column.field == field), None)


def field_of(label: str) -> Field | None:
    """Return the field that a column's header names, or None."""
    text = _strip(label)
    if not text or len(text) > _LONGEST_LABEL:
        return None
    for field, pattern in _COMPILED:
        if pattern.fullmatch(text):
            return field
    for role, part, pattern in _PEOPLE:
        if match := pattern.fullmatch(text):
            return (role, match["a"] or match["b"] or "0", part)
    return None


def _strip(label: str) -> str:
    """Return a header's words: narrow characters, no spaces, no unit or remark in brackets at its end."""
    text = re.sub(r"[\s*:：_·、/／]", "", unicodedata.normalize("NFKC", label))
    # catches "班级数（个）", spares "（公办）学校" (only at the end)
    text = re.sub(r"[(（\[【][^()（）\[\]【】]*[)）\]】]$", "", text) or text
    text = re.sub(r"[()（）\[\]【】]", "", text)
    # catches "校长一", "五年", spares "一级", "五人" (numbered people and “五年” as digits)
    return re.sub(
        r"(?<=[长师家])[一二三四五六七八九]|五(?=年)", lambda found: found[0].translate(_DIGITS), text
    )


def find_table(sheet: Sheet) -> Table | None:
    """Return the table of schools of a sheet: the header
    that names the most fields, a school's name among them.
    """
    best: tuple[int, int, dict[int, str]] | None = None
    numbers = [number for number in sheet.rows if number <= max(sheet.rows, default=0)][:_HEADER_ROWS]
    for at, number in enumerate(numbers):
        for height in (1, 2):
            if height == 2 and numbers[at + 1 : at + 2] != [number + 1]:
                continue
            labels = _labels(sheet, number, height)
            fields = {field for label in labels.values() if (field := field_of(label))}
            if ("name",) not in fields or len(fields) < 2 or _has_school(sheet, number, height, labels):
                continue
            score = len(fields)
            if best is None or score > best[0]:
                best = (score, number + height - 1, labels)
    return _table(sheet, best[1], best[2]) if best else None


def _labels(sheet: Sheet, number: int, height: int) -> dict[int, str]:
    """Return the header's label of every column. Of two
    rows, the one that names a field, else both joined.
    """
    width = min(MAX_COLUMNS, max(len(sheet.rows.get(number + row, ())) for row in range(height)))
    labels: dict[int, str] = {}
    for column in range(width):
        texts = [
            sheet.at(number + row, column, is_header=True).text.replace("\n", "") for row in range(height)
        ]
        joined = "".join(dict.fromkeys(texts))
        lower = next((text for text in reversed(texts) if text), "")
        label = joined if field_of(joined) else lower
        if label:
            labels[column] = label
    return labels


def _has_school(sheet: Sheet, number: int, height: int, labels: Mapping[int, str]) -> bool:
    """Tell whether the second row of a supposed header is a row of data: its own words name no column."""
    if height == 1:
        return False
    own = [cell.text for cell in sheet.rows.get(number + 1, ()) if cell.text]
    upper = [cell.text for cell in sheet.rows.get(number, ()) if cell.text]
    return sum(field_of(text) is not None for text in own) == 0 and any(
        field_of(text) == ("name",) for text in upper
    )


def _table(sheet: Sheet, header: int, labels: Mapping[int, str]) -> Table:
    columns: dict[Field, Column] = {}
    unused, doubled = [], []
    for index, label in labels.items():
        field = field_of(label)
        if field is None:
            unused += [] if _strip(label) in _NUMBERS else [label]
        elif field in columns and len(field) == 3 and field[2] == "name":
            number = next(n for n in range(1, MAX_COLUMNS) if (field[0], f"+{n}", "name") not in columns)
            columns[(field[0], f"+{number}", "name")] = Column(index, label, (field[0], f"+{number}", "name"))
        elif field in columns:
            doubled.append(label)
        else:
            columns[field] = Column(index, label, field)
    above = "\n".join(
        cell.text for number, cells in sheet.rows.items() if number < header for cell in cells if cell.text
    )
    chosen = tuple(columns.values())
    rows = tuple(_body(sheet, header, chosen, labels))
    closed = tuple(row for row in rows if any(_CLOSED.search(cell.text) for cell in sheet.rows[row]))
    body = tuple(row for row in rows if row not in closed)
    return Table(sheet, chosen, body, above, tuple(unused), tuple(doubled), closed)


def _body(sheet: Sheet, header: int, columns: Sequence[Column], labels: Mapping[int, str]) -> Iterator[int]:
    """Yield the rows that speak of a school: no blanks,
    totals, notes, examples, nor the header printed again.
    """
    used = {column.index for column in columns}
    name = next(column.index for column in columns if column.field == ("name",))
    for number in sheet.rows:
        if number <= header:
            continue
        given = [index for index in used if sheet.at(number, index).text or sheet.at(number, index).is_error]
        own = [cell.text for cell in sheet.rows[number] if cell.text]
        is_repeated = (
            sum(sheet.at(number, index).text.replace("\n", "") == labels[index] for index in used) >= 2
        )
        title = sheet.at(number, name).text
        is_total = any(_TOTAL.fullmatch(text) for text in (title, own[0] if own else ""))
        is_note = bool(
            _NOTE.match(title)
            or (own and _NOTE.match(own[0]))
            # one long cell and nothing else: longer than any school's name
            or (len(own) == 1 and title == own[0] and len(title) > 30)
        )
        is_example = any(
            cell.text in _EXAMPLE for index, cell in enumerate(sheet.rows[number]) if index not in used
        )
        if (
            own
            and given
            and not (is_repeated or is_total or is_note or is_example)
            and _is_own(sheet, number, given)
        ):
            yield number


def _is_own(sheet: Sheet, number: int, given: Sequence[int]) -> bool:
    """Tell whether a row says anything itself, besides what areas merged downwards lend it."""
    return any(
        (number, index) not in sheet.merged or sheet.merged[(number, index)][0] == number for index in given
    )
