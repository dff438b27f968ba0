"""School years, semesters and publishing periods."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiangxiao.foundation.dates import (
    SchoolCalendar,
    Semester,
    chinese_date,
    next_period,
    period_begins_on,
    period_label,
    period_of,
)
from qiangxiao.foundation.vocabulary import PublishingPeriod, SemesterSeason

CALENDAR = SchoolCalendar(autumn=(9, 1), spring=(2, 15))
AUTUMN, SPRING = SemesterSeason.AUTUMN, SemesterSeason.SPRING
DAYS = st.dates(min_value=date(1900, 2, 15), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "semester"),
    [
        (date(2026, 9, 1), "2026-autumn"),
        (date(2026, 8, 31), "2026-spring"),
        (date(2026, 2, 15), "2026-spring"),
        (date(2026, 2, 14), "2025-autumn"),
        (date(2026, 1, 1), "2025-autumn"),
        (date(2026, 12, 31), "2026-autumn"),
        (date(2024, 2, 29), "2024-spring"),
    ],
)
def test_a_day_belongs_to_a_semester(day: date, semester: str) -> None:
    assert str(CALENDAR.semester_of(day)) == semester


@given(DAYS)
def test_every_day_lies_within_its_semester(day: date) -> None:
    semester = CALENDAR.semester_of(day)
    assert CALENDAR.begins_on(semester) <= day <= CALENDAR.ends_on(semester)


@given(DAYS)
def test_the_next_semester_begins_the_day_after(day: date) -> None:
    semester = CALENDAR.semester_of(day)
    assert (CALENDAR.begins_on(semester.next) - CALENDAR.ends_on(semester)).days == 1
    assert semester < semester.next


def test_semesters_are_ordered_by_time() -> None:
    spring, autumn = Semester(2026, SPRING), Semester(2026, AUTUMN)
    assert sorted([autumn, Semester(2025, AUTUMN), spring]) == [Semester(2025, AUTUMN), spring, autumn]


def test_a_semester_has_a_label_with_its_school_year() -> None:
    assert Semester(2025, AUTUMN).label == "2025—2026学年上学期"
    assert Semester(2026, SPRING).label == "2025—2026学年下学期"


@pytest.mark.parametrize(
    "text", ["2026-summer", "26-autumn", "2026-autumn ", "0000-spring", "9999-autumn", "２０２６-spring", ""]
)
def test_what_is_no_semester_is_none(text: str) -> None:
    assert Semester.parse(text) is None


def test_a_semester_counts_only_when_it_has_ended() -> None:
    first = date(2025, 9, 1)
    assert CALENDAR.complete_semesters(first, date(2026, 2, 14)) == ()
    assert [str(s) for s in CALENDAR.complete_semesters(first, date(2026, 2, 15))] == ["2025-autumn"]


def test_a_semester_that_had_begun_before_the_first_day_does_not_count() -> None:
    assert [str(s) for s in CALENDAR.complete_semesters(date(2025, 9, 2), date(2026, 9, 1))] == [
        "2026-spring"
    ]


def test_no_semester_is_complete_before_the_first_day() -> None:
    assert CALENDAR.complete_semesters(date(2027, 9, 1), date(2026, 1, 1)) == ()


@pytest.mark.parametrize(
    ("day", "length", "period"),
    [
        (date(2026, 11, 20), PublishingPeriod.WEEK, "2026-W47"),
        (date(2027, 1, 1), PublishingPeriod.WEEK, "2026-W53"),
        (date(2026, 1, 1), PublishingPeriod.MONTH, "2026-01"),
        (date(2026, 1, 1), PublishingPeriod.SEMESTER, "2025-autumn"),
    ],
)
def test_a_day_is_in_a_period(day: date, length: PublishingPeriod, period: str) -> None:
    assert period_of(day, length, CALENDAR) == period


@given(DAYS, st.sampled_from(PublishingPeriod))
def test_a_period_begins_in_itself_and_the_next_one_comes_after(day: date, length: PublishingPeriod) -> None:
    period = period_of(day, length, CALENDAR)
    begins = period_begins_on(period, CALENDAR)
    assert begins is not None
    assert period_of(begins, length, CALENDAR) == period
    following = period_begins_on(next_period(period, length, CALENDAR), CALENDAR)
    assert following is not None
    assert begins < following


@given(DAYS)
def test_semesters_follow_each_other_whatever_their_first_days(day: date) -> None:
    uneven = SchoolCalendar(autumn=(9, 30), spring=(1, 5))
    period = period_of(day, PublishingPeriod.SEMESTER, uneven)
    assert next_period(period, PublishingPeriod.SEMESTER, uneven) == str(uneven.semester_of(day).next)


@pytest.mark.parametrize(
    "period",
    [
        "2026-00",
        "2026-13",
        "2026-W00",
        "2026-W54",
        "0000-01",
        "9999-W60",
        "0000-autumn",
        "２０２６-11",
        "",
        "x",
    ],
)
def test_what_is_no_period_is_none_and_raises_only_when_the_next_is_asked(period: str) -> None:
    assert period_begins_on(period, CALENDAR) is None
    with pytest.raises(ValueError):
        next_period(period, PublishingPeriod.MONTH, CALENDAR)


@given(st.text(max_size=12))
def test_no_text_as_a_period_raises(text: str) -> None:
    period_begins_on(text, CALENDAR)
    assert isinstance(period_label(text), str)


def test_periods_and_days_have_chinese_labels() -> None:
    assert period_label("2026-W07") == "2026年第7周"
    assert period_label("2026-11") == "2026年11月"
    assert period_label("2026-spring") == "2025—2026学年下学期"
    assert chinese_date(date(2026, 1, 5)) == "2026年1月5日"
