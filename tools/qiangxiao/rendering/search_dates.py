"""Dates as terms of the search: one for the day, one for the month, one for the day of any year.

However a day is spelled in a text or typed by a reader, it becomes the same terms; the browser side does
the same in `search-index.js`. The letter `d` keeps them apart from numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

# catches "2026年10月30日", "2026-10-30", "2026.10.30", spares "1.10.30" (a version), "20261030123" (a number)
_FULL = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})(?!\d)")
# catches "2026年10月", spares "2026年10月30日" (left to the pattern above)
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月(?!\s*\d)")
# catches "10月30日", "10月30号", spares "3月至5月", "2026年10月30日" (has its year)
_DAY = re.compile(r"(?<!\d)(?<!年)(?<!年 )(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")


def date_terms(text: str) -> Iterator[str]:
    """Yield the terms of the dates in a text, as often as they are there."""
    for year, month, day in _FULL.findall(text):
        yield from _terms(int(year), int(month), int(day))
    for year, month in _MONTH.findall(text):
        yield f"d{year}{int(month):02d}"
    for month, day in _DAY.findall(text):
        yield f"d{int(month):02d}{int(day):02d}"


def day_terms(day: date) -> Iterator[str]:
    """Yield the terms of a day."""
    return _terms(day.year, day.month, day.day)


def _terms(year: int, month: int, day: int) -> Iterator[str]:
    yield f"d{year}{month:02d}{day:02d}"
    yield f"d{year}{month:02d}"
    yield f"d{month:02d}{day:02d}"
