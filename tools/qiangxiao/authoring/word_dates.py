"""Days in a text of an office, however they are written: 2026年10月12日, 20261012, 二〇二六年十月十二日."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from qiangxiao.foundation.dates import YEARS

# catches "2026年10月12日", "2026.10.12", spares "2026年10月", "1026-10-12", "2026-10-123"
_DATE = re.compile(r"((?:19|20)\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})(?!\d)\s*日?")
# catches "稿20261012", spares "120261012", "202610123"
_COMPACT_DATE = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)")
# catches "二〇二六年十月十二日", spares "二〇二六年", "2026年十月十二日"
_CHINESE_DATE = re.compile(
    r"([二一〇○零九][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_DIGITS = {
    char: str(number) for number, chars in enumerate(("〇○零", *"一二三四五六七八九")) for char in chars
}
_NARROW = str.maketrans("０１２３４５６７８９－．／", "0123456789-./")
# The day of what is told: catches "2026年10月12日，我校" and "10月12日下午", spares "我们从10月12日开始".
_OPENING_DAY = re.compile(r"[\s　]*(?:(20\d\d)\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*日")
# catches "2026年春", spares "120268"
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def date_in(text: str) -> str:
    """Return the first possible date in a text as `YYYY-MM-DD`, or the empty string."""
    plain = text.translate(_NARROW)
    for pattern in (_DATE, _COMPACT_DATE):
        for match in pattern.finditer(plain):
            if day := _iso(int(match[1]), int(match[2]), int(match[3])):
                return day
    if written := _CHINESE_DATE.search(text):
        year = int("".join(_DIGITS.get(char, "0") for char in written[1]))
        return _iso(year, _number(written[2]), _number(written[3]))
    return ""


def date_free(text: str) -> str:
    """Return a text without its dates, figures in their narrow form."""
    return _CHINESE_DATE.sub("", _DATE.sub("", text.translate(_NARROW))).strip()


def opening_day(openings: Sequence[str], contexts: Sequence[str]) -> str:
    """Return the day with which a text begins; a year it does not name is the first that a context names."""
    for text in openings:
        if match := _OPENING_DAY.match(text.translate(_NARROW)):
            years = (year for context in contexts for year in _YEAR.findall(context.translate(_NARROW)))
            year = match[1] or next(years, "")
            return _iso(int(year), int(match[2]), int(match[3])) if year else ""
    return ""


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if year in YEARS else ""
    except ValueError:
        return ""


def _number(text: str) -> int:
    """Return a Chinese number below one hundred."""
    tens, ten, ones = text.rpartition("十")
    return (int(_DIGITS.get(tens, "1")) * 10 if ten else 0) + int(_DIGITS.get(ones, "0"))
