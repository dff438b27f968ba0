"""What a cell says to the value of a field: days of every spelling, figures without their words, terms of a
list.

What was understood otherwise than it stands there is said; what was not understood stays 待填 and is said.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from qiangxiao.authoring.shapes import Key
from qiangxiao.authoring.word_dates import date_in
from qiangxiao.authoring.word_findings import NO_MARKUP
from qiangxiao.authoring.word_text import join_lines
from qiangxiao.foundation.vocabulary import Terms
from qiangxiao.records.scalars import PLACEHOLDER
from qiangxiao.sources.yaml_reader import Data

_LAST_DAYS = ("due_on", "ends_on", "until")
# catches "2027年6月", "2027.6", "2027-06", spares "2027年", "2027-06-30", "12027.6", "2027.65"
_MONTH = re.compile(
    r"(?<!\d)(20\d\d)\s*[-年./]\s*(1[0-2]|0?[1-9])(?!\d|[-./]\d{1,2}(?!\d))\s*月?(?!\s*\d{1,2}\s*日)"
)
# catches "2027年", "2027", spares "2027年6月", "12027", "20271"
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)(?!\s*[-年./]\s*\d{1,2}(?!\d))")
# catches "12", "-3.5", "1,200", spares "一"
_FIGURE = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
# Words beside a figure that are no unit: catches "达到", "不低于", "以上", "约", spares "分钟"
_AROUND = re.compile(
    r"达到?|不低于|不少于|不高于|不超过|不大于|至少|至多|控制在|提升至?到?|提高至?到?|降至?到?|下降至?到?"
    r"|增至?到?|以上|以下|以内|左右|约|每年|[≥≤≧≦><=＞＜＝≈~～:：]|现为|目前"
)
_YES = ("是", "有", "√", "✓", "✔", "☑", "对", "y", "yes", "true", "已签", "已签订", "重点")
_NO = ("否", "无", "×", "✗", "☐", "没有", "n", "no", "false", "未签", "未签订", "/", "-", "—")
_BLANKS = ("/", "-", "—", "——", "无", "暂无", "待定", "暂缺", "\\")
# What parts the items of a list: lines where there are several, else ；, else also 、 and commas.
_LINES, _CLAUSES, _ALL = re.compile(r"\n"), re.compile(r"[；;\n]"), re.compile(r"[、\n，,；;]")
_LONGEST_NAME = (
    12  # characters of an item between 、: names and terms, not sentences with commas of their own
)
_NEAR = 0.6  # how alike a word and a term must be, of 1: 专家团队指导 is 专家团队专业指导, 课堂 is not


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell gave: the value or None, a sentence where it is not simply what stands there, its unit."""

    data: Data | None = None
    said: str = ""
    unit: str = ""


def value_of(text: str, key: Key, terms: Terms | None = None, named: Sequence[str] = ()) -> Value:
    """Return what a cell says in a field; `named` are the terms of a field whose list is the program's."""
    shown = re.sub(r"\s+", " ", text).strip()
    if not shown or (shown in _BLANKS and not _is_flag(key)):
        return Value()
    allowed = named or (key.shape.vocabulary.values(terms) if key.shape.vocabulary else ())
    if key.shape.is_list:
        return _list(text, key, allowed)
    if allowed:
        return _term(shown, key, allowed)
    match key.shape.scalar.name if key.shape.scalar else "line":
        case "date":
            return _day(shown, key)
        case "number" | "count" | "year":
            return _figure(shown, key)
        case "flag":
            return _flag(shown, key)
        case "paragraph":
            return Value(text.strip().translate(NO_MARKUP))
        case _:
            return Value(join_lines(text).translate(NO_MARKUP))


def _is_flag(key: Key) -> bool:
    return key.shape.scalar is not None and key.shape.scalar.name == "flag"


def _list(text: str, key: Key, allowed: Sequence[str]) -> Value:
    parts = [part.strip() for part in _separator(text, bool(allowed)).split(text) if part.strip()]
    if not allowed:
        return Value([part.translate(NO_MARKUP) for part in parts])
    read = [_term(part, key, allowed) for part in parts]
    said = "".join(value.said for value in read)
    return Value([value.data for value in read if value.data is not None] or None, said)


def _separator(text: str, is_terms: bool) -> re.Pattern[str]:
    """Return what parts the items of a list in a cell."""
    if is_terms or all(len(part) <= _LONGEST_NAME for part in _ALL.split(text)):
        return _ALL
    return _LINES if "\n" in text.strip() else _CLAUSES


def _term(text: str, key: Key, allowed: Sequence[str]) -> Value:
    """Return the term that is meant: itself, the only one said or the one most alike."""
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if bare in allowed:
        return Value(bare)
    inside = [term for term in allowed if term in bare] or [term for term in allowed if bare in term]
    near = inside if len(inside) == 1 else get_close_matches(bare, allowed, n=1, cutoff=_NEAR)
    if near:
        return Value(near[0], f"“{text}”写成了“{near[0]}”。")
    return Value(PLACEHOLDER, f"“{text}”不在“{key.title}”的清单内，可填：{'、'.join(allowed)}。")


def _day(text: str, key: Key) -> Value:
    if day := date_in(text):
        return Value(day)
    is_last = key.name in _LAST_DAYS
    if month := _MONTH.search(unicodedata.normalize("NFKC", text)):
        day = month_edge(int(month[1]), int(month[2]), is_last)
        return Value(day, f"“{text}”写成了 {day}。")
    if year := _YEAR.search(unicodedata.normalize("NFKC", text)):
        day = f"{year[1]}-{'12-31' if is_last else '01-01'}"
        return Value(day, f"“{text}”只有年份，写成了 {day}。")
    return Value(PLACEHOLDER, f"“{text}”不是“{key.title}”要的日期。")


def month_edge(year: int, month: int, is_last: bool) -> str:
    """Return the first or the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1] if is_last else 1).isoformat()


def days_in(text: str) -> tuple[str, str]:
    """Return the first and the last day of a span such as 2026年9月—2027年6月; of one day only the last."""
    plain = unicodedata.normalize("NFKC", text)
    found: list[tuple[int, str, str]] = []
    # catches "2026-10-12", "2026年10月12日", spares "2026年10月"
    for match in re.finditer(r"(20\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})(?!\d)\s*日?", plain):
        if day := date_in(match[0]):
            found.append((match.start(), day, day))
    for match in _MONTH.finditer(plain):
        first, last = (month_edge(int(match[1]), int(match[2]), is_last) for is_last in (False, True))
        found.append((match.start(), first, last))
    # The second month of a span within one year: catches "2026年9月至12月", spares "2026年9月12日"
    short = re.search(r"(20\d\d)年(\d{1,2})月?\s*[-—–~至到]+\s*(1[0-2]|[1-9])月(?!\d)", plain)
    if short and len(found) < 2:
        found.append((len(plain), "", month_edge(int(short[1]), int(short[3]), True)))
    found.sort()
    if not found:
        years = _YEAR.findall(plain)
        return (f"{years[0]}-01-01", f"{years[-1]}-12-31") if len(years) > 1 else ("", "")
    return (found[0][1] if len(found) > 1 else "", found[-1][2])


def _figure(text: str, key: Key) -> Value:
    plain = unicodedata.normalize("NFKC", text)
    figures = _FIGURE.findall(plain)
    if len(figures) != 1:
        return Value(PLACEHOLDER, f"“{text}”里没有一个确定的数，“{key.title}”只能写一个数。")
    number = figures[0].replace(",", "")
    # catches "12.50", spares "1250"
    number = re.sub(r"(\.\d*?)0+$", r"\1", number).rstrip(".") if "." in number else number
    rest = _FIGURE.sub("", plain).strip()
    unit = _AROUND.sub("", rest).strip(" 。，,;；()年" if key.name == "year" else " 。，,;；()")
    said = f"“{text}”写成了 {number}。" if unit != rest and rest else ""
    return Value(str(int(number)) if number.lstrip("-").isdigit() else number, said, unit)


def _flag(text: str, key: Key) -> Value:
    bare = text.lower().strip()
    if bare in _YES or bare in _NO:
        return Value("true" if bare in _YES else "false")
    return Value(PLACEHOLDER, f"“{text}”不是“是”或“否”，“{key.title}”要写“是”或“否”。")
