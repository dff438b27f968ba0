"""School years, semesters and publishing periods from
calendar dates. No clock: the as-of date is an argument.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering

from qiangxiao.foundation.vocabulary import PublishingPeriod, SemesterSeason

MonthDay = tuple[int, int]
# a school may be founded in 1901, a plan end in 2100; all else is a slip of the pen
YEARS = range(1900, 2101)
"""The years a content file may speak of; anything else is a slip of the keyboard."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Semester:
    """Half a school year; `year` is the calendar year in which it begins."""

    year: int
    season: SemesterSeason

    def __str__(self) -> str:
        return f"{self.year}-{self.season.value}"

    def __lt__(self, other: Semester) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[int, int]:
        return (self.year, 0 if self.season is SemesterSeason.SPRING else 1)

    @property
    def label(self) -> str:
        """The semester as readers say it, such as 2025—2026学年上学期."""
        if self.season is SemesterSeason.AUTUMN:
            return f"{self.year}—{self.year + 1}学年上学期"
        return f"{self.year - 1}—{self.year}学年下学期"

    @property
    def next(self) -> Semester:
        """The semester after this one."""
        if self.season is SemesterSeason.SPRING:
            return Semester(self.year, SemesterSeason.AUTUMN)
        return Semester(self.year + 1, SemesterSeason.SPRING)

    @classmethod
    def parse(cls, text: str) -> Semester | None:
        """Return the semester written as `2025-autumn`, or None."""
        # catches "2026-autumn", spares "2026-fall", "26-autumn"
        match = re.fullmatch(r"([0-9]{4})-(spring|autumn)", text)
        if match is None or int(match[1]) not in YEARS:
            return None
        return cls(int(match[1]), SemesterSeason(match[2]))


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """When the two semesters of every year begin, as (month, day)."""

    autumn: MonthDay
    spring: MonthDay

    def begins_on(self, semester: Semester) -> date:
        """Return the first day of a semester."""
        month, day = self.spring if semester.season is SemesterSeason.SPRING else self.autumn
        return date(semester.year, month, day)

    def ends_on(self, semester: Semester) -> date:
        """Return the last day of a semester: the day before the next one begins."""
        return self.begins_on(semester.next) - timedelta(days=1)

    def semester_of(self, day: date) -> Semester:
        """Return the semester a day belongs to."""
        if (day.month, day.day) >= self.autumn:
            return Semester(day.year, SemesterSeason.AUTUMN)
        if (day.month, day.day) >= self.spring:
            return Semester(day.year, SemesterSeason.SPRING)
        return Semester(day.year - 1, SemesterSeason.AUTUMN)

    def complete_semesters(self, first_day: date, as_of: date) -> tuple[Semester, ...]:
        """Return the semesters that began on or after `first_day` and had ended before `as_of`."""
        semester = self.semester_of(first_day)
        if self.begins_on(semester) < first_day:
            semester = semester.next
        found = []
        while self.ends_on(semester) < as_of:
            found.append(semester)
            semester = semester.next
        return tuple(found)


def period_of(day: date, length: PublishingPeriod, calendar: SchoolCalendar) -> str:
    """Return the name of the publishing period a day is in: `2026-W47`, `2026-11` or `2026-autumn`."""
    if length is PublishingPeriod.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}"
    if length is PublishingPeriod.MONTH:
        return f"{day.year}-{day.month:02d}"
    return str(calendar.semester_of(day))


def period_begins_on(period: str, calendar: SchoolCalendar) -> date | None:
    """Return the first day of a period name, or None if it is not one."""
    if not period[:4].isascii() or not period[:4].isdigit() or int(period[:4]) not in YEARS:
        return None
    # catches "2026-W07", spares "2026-W7", "2026-07"
    if match := re.fullmatch(r"([0-9]{4})-W([0-9]{2})", period):
        try:
            return date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            return None
    # catches "2026-07", spares "2026-7", "2026-W07"
    if match := re.fullmatch(r"([0-9]{4})-([0-9]{2})", period):
        return date(int(match[1]), int(match[2]), 1) if 1 <= int(match[2]) <= 12 else None
    semester = Semester.parse(period)
    return calendar.begins_on(semester) if semester else None


def next_period(period: str, length: PublishingPeriod, calendar: SchoolCalendar) -> str:
    """Return the period after `period`; raise ValueError if the name is not a period."""
    day = period_begins_on(period, calendar)
    if day is None:
        raise ValueError(period)
    if length is PublishingPeriod.SEMESTER:
        return str(calendar.semester_of(day).next)
    step = 7 if length is PublishingPeriod.WEEK else 32
    return period_of(day + timedelta(days=step), length, calendar)


def period_label(period: str) -> str:
    """Return the period as readers say it, such as 2026年11月."""
    # catches "2026-W07", spares "2026-07"
    if match := re.fullmatch(r"(\d{4})-W(\d{2})", period):
        return f"{match[1]}年第{int(match[2])}周"
    # catches "2026-07", spares "2026-W07", "2026-autumn"
    if match := re.fullmatch(r"(\d{4})-(\d{2})", period):
        return f"{match[1]}年{int(match[2])}月"
    semester = Semester.parse(period)
    return semester.label if semester else period


def chinese_date(day: date) -> str:
    """Return a date as readers say it: 2026年11月20日."""
    return f"{day.year}年{day.month}月{day.day}日"
