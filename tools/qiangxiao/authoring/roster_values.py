"""What a cell of a roster shows to how a content file
would write it. What cannot be understood stays as it is.

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
    Term,
)
from qiangxiao.records.program import District

_NOTHING = re.compile(r"[-—–－/／\\无暂略空\s.。…]*|没有|暂无|待定|未定|n/?a", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?(?:\s*0{1,2}:00(?::00)?)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_IN_TEXT = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})(?!\d)")
_COMPACT_IN_TEXT = re.compile(r"(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?!\d)")
_SERIAL = re.compile(r"[2-7]\d{4}")
_EXCEL_EPOCH = date(1899, 12, 30)
_COUNT = re.compile(r"(?:共|约)?(-?\d+)(?:\.0+)?\s*(?:个|人|名|位|班|所|年)?(?:班|教学班|学生|教师)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_BETWEEN = re.compile(r"[、，,；;\n/／]|(?<=\S)\s{2,}(?=\S)")
_SYNONYMS: dict[type[Term], dict[str, Term]] = {
    SchoolKind: {
        "初级中学": SchoolKind.JUNIOR_MIDDLE_SCHOOL,
        "单设初中": SchoolKind.JUNIOR_MIDDLE_SCHOOL,
        "独立初中": SchoolKind.JUNIOR_MIDDLE_SCHOOL,
        "普通初中": SchoolKind.JUNIOR_MIDDLE_SCHOOL,
        "公办初中": SchoolKind.JUNIOR_MIDDLE_SCHOOL,
        "九年制": SchoolKind.NINE_YEAR_SCHOOL,
        "九年制学校": SchoolKind.NINE_YEAR_SCHOOL,
        "9年一贯制": SchoolKind.NINE_YEAR_SCHOOL,
        "9年一贯制学校": SchoolKind.NINE_YEAR_SCHOOL,
        "完中": SchoolKind.COMPLETE_SECONDARY_SCHOOL,
    },
    SchoolStatus: {
        "建设": SchoolStatus.IN_PROGRESS,
        "在建": SchoolStatus.IN_PROGRESS,
        "达标": SchoolStatus.MET_STANDARD,
        "已达标": SchoolStatus.MET_STANDARD,
        "退出": SchoolStatus.LEFT,
    },
    SupportSchoolKind: {
        "领航": SupportSchoolKind.FLAGSHIP_HIGH_SCHOOL,
        "省级示范高中": SupportSchoolKind.PROVINCIAL_MODEL_HIGH_SCHOOL,
        "省级示范性高中": SupportSchoolKind.PROVINCIAL_MODEL_HIGH_SCHOOL,
        "省示范高中": SupportSchoolKind.PROVINCIAL_MODEL_HIGH_SCHOOL,
        "省级示范": SupportSchoolKind.PROVINCIAL_MODEL_HIGH_SCHOOL,
        "新优质": SupportSchoolKind.NEW_QUALITY_SCHOOL,
        "优质名校": SupportSchoolKind.OTHER_RENOWNED_SCHOOL,
        "其他名校": SupportSchoolKind.OTHER_RENOWNED_SCHOOL,
        "名校": SupportSchoolKind.OTHER_RENOWNED_SCHOOL,
    },
    PartnershipMode: {
        "集团化": PartnershipMode.GROUP_SCHOOLING,
        "集团办学": PartnershipMode.GROUP_SCHOOLING,
        "领办": PartnershipMode.RENOWNED_SCHOOL_LEAD,
        "托管": PartnershipMode.ENTRUSTED_MANAGEMENT,
        "结对": PartnershipMode.BUNDLED_PAIRING,
        "捆绑": PartnershipMode.BUNDLED_PAIRING,
        "结对帮扶": PartnershipMode.BUNDLED_PAIRING,
        "强带弱": PartnershipMode.STRONG_LEADS_WEAK,
        "附属学校": PartnershipMode.UNIVERSITY_AFFILIATE,
        "高校附属": PartnershipMode.UNIVERSITY_AFFILIATE,
    },
    Subject: {
        "政治": Subject.CIVICS,
        "道法": Subject.CIVICS,
        "生物": Subject.BIOLOGY,
        "体育": Subject.PHYSICAL_EDUCATION,
        "信息技术": Subject.INFORMATION_TECHNOLOGY,
    },
}
_SHORTEST_PART = 3
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
    return re.sub(r"\s*\n\s*", "", text).strip()


def count_of(text: str) -> str:
    """Return a count as a whole number: without thousands separators, full-width digits and units."""
    narrow = _THOUSANDS.sub("", unicodedata.normalize("NFKC", text).strip())
    match = _COUNT.fullmatch(narrow)
    return str(int(match[1])) if match and len(match[1]) < 12 else narrow


def year_of(text: str) -> str:
    """Return the year of a text that says a year or a day."""
    narrow = unicodedata.normalize("NFKC", text).strip()
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


def term_of(text: str, vocabulary: type[Term]) -> str:
    """Return the term that a text means: itself, a common
    other name, or the only term that it shortens or lengthens.
    """
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    terms = vocabulary.values()
    known = _SYNONYMS.get(vocabulary, {})
    if bare in known:
        return known[bare].value
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
