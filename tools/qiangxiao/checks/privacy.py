"""Texts of a catalog to the personal data in them. Messages never repeat what was found: logs are public."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import takewhile
from types import MappingProxyType

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.checks.numbers import Number, find_numbers
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.checks.texts import (
    CJK,
    Snapshot,
    TextFile,
    TextLine,
    all_files,
    fold,
    limit,
    strip_cell,
    suspects,
)

Stretch = tuple[int, int]

_NAME_CELL = re.compile(r"(?:学生|孩子|同学|考生|学员|队员)?(?:姓名|名字)")
_ADULT_NAME_CELL = re.compile(r"(?:教师|老师|专家|导师|校长|干部|负责人|家长|班主任|联系人)(?:姓名|名字)?")
_ADULT_COLUMN = re.compile(r"任教|职[务称]|单位|学科|专业|岗位|处室|身份(?!证)|荣誉|课题|工作室")
_CONTACT_CELL = re.compile(r"电话|手机|联系方式|身份证|证件号|住址|家庭地址|微信号|银行卡")
_PUPIL_CELL = re.compile(
    r"成绩|分数|总分|得分|名次|排名|位次|等第|班级|所在班|学号|学籍|考号|家长|监护人|出生|困难|资助|心理|疾病|病史|民族"
)
_LIST_SUSPECT = re.compile(r"姓名|名字|电话|手机|联系方式|身份证|证件号|微信号|住址|家庭地址|银行卡")
_CELL_GAP = re.compile(r"\s*[|、，,；;／/\t]\s*|\s{2,}|\u3000+| (?=[^\x00-\x7f])")
_LABELLED = re.compile(
    rf"(?:学生)?姓名\s*[：:]\s*[{CJK}·]{{2,12}}[^\n]{{0,60}}?"
    r"(?:成绩|分数|总分|得分|名次|排名|班级|学号|电话|手机|身份证|住址)[^：:\n]{0,4}[：:]\s*[^\s_＿]"
)
_MAX_CELL = 10
_MAX_HEADER = 300


def name_list(file: TextFile, line: TextLine) -> Stretch | None:
    """Return the place of column names that put people beside personal data, or of an entry that does."""
    if labelled := _LABELLED.search(line.text):
        return labelled.span()
    if len(line.text) > _MAX_HEADER:
        return None
    cells = file.table_header(line.number) or _read_loose_header(file, line)
    if not _names_with_data(cells):
        return None
    return len(line.text) - len(line.text.lstrip()), len(line.text.rstrip())


def _names_with_data(cells: tuple[str, ...]) -> bool:
    rest = " ".join(cells)
    if not any(_NAME_CELL.fullmatch(cell) or _ADULT_NAME_CELL.fullmatch(cell) for cell in cells):
        return False
    if _CONTACT_CELL.search(rest):
        return True
    is_adults = _ADULT_COLUMN.search(rest) or not any(_NAME_CELL.fullmatch(cell) for cell in cells)
    return not is_adults and bool(_PUPIL_CELL.search(rest))


def _read_loose_header(file: TextFile, line: TextLine) -> tuple[str, ...]:
    """Return the column names of a list that is no Markdown table: a short line of them, rows below."""
    text = re.sub(r"^\s*(?:[-*+]|\d+[.、)])\s*", "", line.text).strip().rstrip("：:")
    cells = tuple(strip_cell(cell) for cell in _CELL_GAP.split(text.strip("|")) if strip_cell(cell))
    if len(cells) < 2 or any(len(cell) > _MAX_CELL or re.search(r"[。：:]", cell) for cell in cells):
        return ()
    below = takewhile(lambda later: later.number <= line.number + 2, file.lines[line.number + 1 :])
    row = next((later.text[:_MAX_HEADER] for later in below if later.text.strip()), "")
    parts = [part for part in _CELL_GAP.split(row.strip().strip("|").lstrip("-*+ ")) if part.strip()]
    return cells if len(parts) >= 2 and all(len(part) <= 20 for part in parts) else ()


_HOME = re.compile(r"家庭住址|家庭地址|家庭详细地址|居住地址?|住址|家住")
_HOME_SUSPECT = re.compile(r"住址|家庭[地详]|居住地|家住")
_ADDRESS = re.compile(
    rf"(?:{_HOME.pattern})[\s：:为是在|*]{{0,6}}"
    rf"(?P<address>[{CJK}A-Za-z\d·]{{0,24}}?[{CJK}]"
    r"(?:大道|路|街|巷|弄|里|镇|乡|村|社区|小区|花园|公寓|家园|苑|院|府|湾|城|区)"
    rf"[{CJK}A-Za-z\d（）()#-]{{0,14}}?[\d一二三四五六七八九十]+\s?(?:号|栋|幢|座|单元|室|楼|组|社|弄|#))"
)


def home_addresses(text: str) -> Iterator[Stretch]:
    """Yield the places of addresses that are introduced as somebody's home."""
    folded = fold(text)
    for match in _ADDRESS.finditer(folded.text):
        yield folded.place(*match.span("address"))


@lru_cache(maxsize=1)
def _numbers(snapshot: Snapshot) -> tuple[tuple[TextFile, Number], ...]:
    return tuple((file, number) for file in all_files(snapshot) for number in find_numbers(file.content))


NUMBER_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "id-number": ("这里有一个身份证号码。", "请整个删去；已经提交过的，请告知编辑清理历史版本。"),
        "student-number": (
            "这里有学籍号或者学生的其他编号。",
            "请删去号码，改用“一名八年级学生”这样的说法。",
        ),
        "phone": ("这里有一个手机号码。", "请改写科室名称、办公座机或单位邮箱。"),
        "bank-card": ("这里有一个银行卡号。", "请整个删去，缴费办法另行通知当事人。"),
    }
)
"""What is said of each kind of number: a message and a hint, here and in the online form."""


def _numbers_of(catalog: Catalog, kind: str) -> Iterator[Finding]:
    message, hint = NUMBER_WORDS[kind]
    return limit(
        file.finding(number.start, number.end, message, hint)
        for file, number in _numbers(Snapshot(catalog))
        if number.kind == kind
    )


def _each(
    catalog: Catalog,
    pattern: re.Pattern[str],
    find: Callable[[str], Iterator[Stretch]],
    message: str,
    hint: str,
) -> Iterator[Finding]:
    found = (
        line.finding(start, end, message, hint)
        for _, line in suspects(catalog, pattern)
        for start, end in find(line.text)
    )
    return limit(found)


@check("privacy.id-number")
def id_number(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """任何地方都不能出现身份证号码。

    身份证号码泄露后无法更换，学生和教师的都不能写进来，照片文件名里也不能有。网站按国家标准
    GB 11643 的校验码、省级代码和出生日期识别，中间加空格、短横或改用全角数字也能认出。依据：
    《中华人民共和国个人信息保护法》第二十八条、第三十一条，《未成年人学校保护规定》（教育部令第50号）。

    改法：整个删去；确需说明人数，写人数即可。号码如果已经提交过，请同时告知网站编辑清理历史版本。
    这一条没有例外。"""
    return _numbers_of(catalog, "id-number")


@check("privacy.student-number")
def student_number(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """不能出现学生的学籍号、学号、考号。

    全国学籍号多由字母 G 加身份证号码组成，写出学籍号就等于写出身份证号码；学号、考号能查到具体的学生。
    依据：《未成年人学校保护规定》（教育部令第50号）、《中华人民共和国个人信息保护法》第三十一条。

    改法：删去号码。写学生的故事时用“一名八年级学生”这样的说法。"""
    return _numbers_of(catalog, "student-number")


@check("privacy.phone")
def phone(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """不能出现完整的手机号码。

    手机号码属于个人信息，公开后会招来骚扰和诈骗，教师和家长的也一样。依据：《中华人民共和国个人信息保护法》。
    办公室的座机号码、已经遮去中间四位的号码（138****1234）可以写。

    改法：改写科室名称、办公座机或单位邮箱。"""
    return _numbers_of(catalog, "phone")


@check("privacy.bank-card")
def bank_card(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """不能出现银行卡号。

    银行卡号属于金融账户信息，是《中华人民共和国个人信息保护法》第二十八条所列的敏感个人信息。
    附近有“卡号”“账户”“汇款”等字样，并且号码符合银行卡校验规则的，网站就会指出。

    改法：整个删去；缴费、报销的办法请另行通知当事人。"""
    return _numbers_of(catalog, "bank-card")


@check("privacy.list")
def personal_list(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """不能把姓名和班级、成绩、名次、电话、身份证号等列成表。

    名单一旦公开就收不回来。学生的姓名同班级、成绩放在一起，既泄露个人信息，也等于公布成绩。依据：
    《未成年人学校保护规定》（教育部令第50号）、《中华人民共和国个人信息保护法》第二十八条、第三十一条。

    改法：删去名单，只写人数和总体情况；教师名单只保留姓名、单位和学科，去掉联系方式。"""
    message = "这里把姓名和班级、成绩、电话等个人信息列在了一起。"
    hint = "请删去名单，只写人数和总体情况；教师名单请去掉联系方式。"
    found = (
        line.finding(*place, message, hint)
        for file, line in suspects(catalog, _LIST_SUSPECT)
        if (place := name_list(file, line))
    )
    return limit(found)


@check("privacy.address")
def address(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """不能写出学生或教师的家庭住址。

    住址会让人找到具体的家庭。依据：《中华人民共和国个人信息保护法》第三十一条、
    《未成年人学校保护规定》（教育部令第50号）。学校自己的地址写在学校档案里，不受限制。

    改法：删去门牌，写“住在学校附近”“住在镇上”这样的说法就够了。"""
    hint = "请删去，改成“住在学校附近”这样的说法。"
    return _each(catalog, _HOME_SUSPECT, home_addresses, "这里写出了家庭住址。", hint)


CHECKS: tuple[Check, ...] = (id_number, student_number, phone, bank_card, personal_list, address)
