"""Rewrites what a cell of a roster shows as a content file has it. What cannot be understood stays as it is.

Judging is left to the records: a value that is still wrong gets the same message as in a file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qiangxiao.authoring.roster_workbook import Cell
from qiangxiao.foundation.dates import YEARS
from qiangxiao.foundation.vocabulary import (
    PartnershipMode,
    SchoolKind,
    SchoolStatus,
    Subject,
    SupportSchoolKind,
    Vocabulary,
)
from qiangxiao.records.program import District

# catches "", "——", "暂无", "N/A", spares "无锡路", "0"
_NOTHING = re.compile(r"[-—–－/／\\无暂略空\s.。…]*|没有|暂无|待定|未定|n/?a", re.IGNORECASE)
# catches "2026年9月1日", "2026/9/1 0:00:00", spares "2026年9月", "2026-09-01 08:30" (midnight: a day to
# Excel)
_DAY = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?(?:\s*0{1,2}:00(?::00)?)?")
# catches "20260901", spares "2026090", "2026-09-01"
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
# catches "2026.9", "2026年09月", "2026/9", "2026-10", spares "2026.13", "2026.9.1", "20269", "2026"
_MONTH = re.compile(r"((?:19|20)\d\d)\s*[-年./]\s*(0?[1-9]|1[0-2])\s*月?份?")
# catches "会议2026.9.1召开", spares "2026.9", "3026.9.1", "2026.9.123"
_IN_TEXT = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})(?!\d)")
# catches "稿20260901版", spares "20269901", "120260901" (a longer number)
_COMPACT_IN_TEXT = re.compile(r"(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?!\d)")
# catches "46266" (2026-09-01 as Excel counts), spares "2026", "19990" (before 1954)
_SERIAL = re.compile(r"[2-7]\d{4}")
_EXCEL_EPOCH = date(1899, 12, 30)
# catches "共24个班", "36.0", "约1200人", spares "24.5", "二十四", "24 平方米"
_COUNT = re.compile(r"(?:共|约)?(-?\d+)(?:\.0+)?\s*(?:个|人|名|位|班|所|年)?(?:班|教学班|学生|教师)?")
# catches "1,200", spares "1,2", "1,2000"
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# catches "一、二", "一\n二", "一  二", spares "一 二", "张 三" (one blank stands within names)
_BETWEEN = re.compile(r"[、，,；;\n/／]|(?<=\S)\s{2,}(?=\S)")
_SYNONYMS: dict[Vocabulary, dict[str, str]] = {
    SchoolKind: {
        "初级中学": "初中",
        "单设初中": "初中",
        "独立初中": "初中",
        "普通初中": "初中",
        "公办初中": "初中",
        "九年制": "九年一贯制学校",
        "九年制学校": "九年一贯制学校",
        "9年一贯制": "九年一贯制学校",
        "9年一贯制学校": "九年一贯制学校",
        "完中": "完全中学",
    },
    SchoolStatus: {
        "建设": SchoolStatus.IN_PROGRESS.value,
        "在建": SchoolStatus.IN_PROGRESS.value,
        "达标": SchoolStatus.MET_STANDARD.value,
        "已达标": SchoolStatus.MET_STANDARD.value,
        "退出": SchoolStatus.LEFT.value,
    },
    SupportSchoolKind: {
        "领航": "领航高中",
        "省级示范高中": "省级示范性普通高中",
        "省级示范性高中": "省级示范性普通高中",
        "省示范高中": "省级示范性普通高中",
        "省级示范": "省级示范性普通高中",
        "新优质": "新优质学校",
        "优质名校": "其他优质名校",
        "其他名校": "其他优质名校",
        "名校": "其他优质名校",
    },
    PartnershipMode: {
        "集团化": "集团化办学",
        "集团办学": "集团化办学",
        "领办": "名校领办",
        "托管": "委托管理",
        "结对": "捆绑结对",
        "捆绑": "捆绑结对",
        "结对帮扶": "捆绑结对",
        "强带弱": "强校带弱校",
        "附属学校": "依托高校共建附属学校",
        "高校附属": "依托高校共建附属学校",
    },
    Subject: {
        "政治": "道德与法治",
        "道法": "道德与法治",
        "生物": "生物学",
        "体育": "体育与健康",
        "信息技术": "信息科技",
    },
}
_SHORTEST_PART = 3  # characters of a term that may stand for the whole; two fit several
_CANDIDATE = "培养对象"


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a roster names one."""

    name: str
    subject: str = ""
    is_candidate: bool = False


def show_cell(cell: Cell) -> str:
    """Return a cell's text, or nothing for a dash or another word for nothing."""
    return "" if _NOTHING.fullmatch(cell.text) else cell.text


def line_of(text: str) -> str:
    """Return a text on one line."""
    # catches "一 \n 二", spares "一 二" (a line broken within a cell)
    return re.sub(r"\s*\n\s*", "", text).strip()


def count_of(text: str) -> str:
    """Return a count as a whole number: without thousands separators, full-width digits and units."""
    narrow = _THOUSANDS.sub("", unicodedata.normalize("NFKC", text).strip())
    match = _COUNT.fullmatch(narrow)
    # more digits are no count but a telephone or document number
    return str(int(match[1])) if match and len(match[1]) < 12 else narrow


def year_of(text: str) -> str:
    """Return the year of a text that says a year or a day."""
    narrow = unicodedata.normalize("NFKC", text).strip()
    # catches "2026", "2026年", "2026-09", spares "2026a", "1026", "26年"
    match = re.fullmatch(r"((?:19|20)\d\d)\s*(?:年|[-./年].*)?", narrow)
    return match[1] if match else narrow


def day_of(cell: Cell) -> str:
    """Return a day as `YYYY-MM-DD`: of a cell with a date,
    of a text, or of the number that Excel keeps for a day.
    """
    if cell.day is not None:
        return cell.day.isoformat()
    narrow = unicodedata.normalize("NFKC", cell.text).strip()
    match = _DAY.fullmatch(narrow) or _COMPACT.fullmatch(narrow)
    if match:
        return _iso(match) or narrow
    if _SERIAL.fullmatch(narrow):
        return (_EXCEL_EPOCH + timedelta(days=int(narrow))).isoformat()
    return narrow


def month_of(cell: Cell) -> str:
    """Return the first day of a month that a cell names, such as 2026.9 or 2026年9月; else nothing.

    A number 2026.1 is none: nobody can tell January from an October whose nought Excel has dropped.
    """
    match = _MONTH.fullmatch(unicodedata.normalize("NFKC", cell.text).strip())
    if match is None or (cell.is_number and match[2] == "1") or int(match[1]) not in YEARS:
        return ""
    return f"{match[1]}-{int(match[2]):02d}-01"


def day_in(text: str) -> date | None:
    """Return the last whole day that a text names: of a title, a remark or a file's name."""
    narrow = unicodedata.normalize("NFKC", text)
    for pattern in (_IN_TEXT, _COMPACT_IN_TEXT):
        days = [iso for match in pattern.finditer(narrow) if (iso := _iso(match))]
        if days:
            return date.fromisoformat(max(days))
    return None


def _iso(match: re.Match[str]) -> str:
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return ""
    return day.isoformat() if day.year in YEARS else ""


def term_of(text: str, vocabulary: Vocabulary) -> str:
    """Return the term that a text means: itself, a common
    other name, or the only term that it shortens or lengthens.
    """
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    terms = vocabulary.values()
    known = _SYNONYMS.get(vocabulary, {})
    if bare in known:
        return known[bare]
    if bare in terms:
        return bare
    if len(bare) >= _SHORTEST_PART:
        near = [term for term in terms if bare in term or (len(term) >= _SHORTEST_PART and term in bare)]
        if len(near) == 1:
            return near[0]
    return line_of(text)


def items_of(text: str) -> list[str]:
    """Return the parts of a cell that holds several."""
    return [item.strip() for item in _BETWEEN.split(text) if item.strip()]


def people_of(text: str) -> list[Named]:
    """Return the people that a cell names; a subject or 培养对象 may stand in brackets after a name."""
    return [_split_name(item) for item in items_of(text)]


def _split_name(text: str) -> Named:
    subject, is_candidate, name = "", False, text
    # catches "第三中学（东区）", spares "（东区）第三中学"
    while match := re.search(r"[（(]([^（()）]*)[)）]$", name):
        inner = match[1].strip()
        term = term_of(inner.removesuffix("学科"), Subject)
        if _CANDIDATE in inner:
            is_candidate = True
        elif term in Subject.values():
            subject = term
        else:
            break
        name = name[: match.start()].strip()
    return Named(name, subject, is_candidate)


def district_of(text: str, districts: Sequence[District]) -> str:
    """Return the id of the district that a text means, or the empty string."""
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    for district in districts:
        if bare in (district.id, district.name):
            return district.id
    found = {district.id for district in districts if district.name in bare}
    if not found and len(bare) >= 2:
        found = {
            district.id for district in districts if bare in district.name and bare not in ("新区", "成都")
        }
    return found.pop() if len(found) == 1 else ""
