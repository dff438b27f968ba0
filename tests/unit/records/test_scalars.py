"""The small value types."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from qiangxiao.records import scalars


def reads(kind: Any, value: object) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refuses(kind: Any, value: object) -> bool:
    try:
        reads(kind, value)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (scalars.Line, "  一句话 ", "一句话"),
        (scalars.Date, "2024-02-29", date(2024, 2, 29)),
        (scalars.Instant, "2026-10-12T14:00", datetime(2026, 10, 12, 14)),
        (scalars.Number, "-0.5", -0.5),
        (scalars.Number, "+3", 3.0),
        (scalars.Count, "0", 0),
        (scalars.Percent, "100", 100.0),
        (scalars.Flag, "true", True),
        (scalars.MonthDay, "09-01", (9, 1)),
        (scalars.Url, "https://www.example.edu.cn:8080/a?b=c#d", "https://www.example.edu.cn:8080/a?b=c#d"),
        (scalars.ContentId, "jinjiang/shili/cases/a", "jinjiang/shili/cases/a"),
        (scalars.MediaFile, "media/a-1.jpeg", "media/a-1.jpeg"),
    ],
)
def test_values(kind: Any, text: str, value: object) -> None:
    assert reads(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (scalars.Line, "一\n二"),
        (scalars.Line, "{{ x }}"),
        (scalars.Line, "a>b"),
        (scalars.Date, "2025-02-29"),
        (scalars.Date, "1899-12-31"),
        (scalars.Date, "2101-01-01"),
        (scalars.Date, "2026-1-2"),
        (scalars.Date, "２０２６-10-12"),
        (scalars.Date, "2026-10-12\n"),
        (scalars.Instant, "2026-10-12 14:00"),
        (scalars.Instant, "2026-10-12T24:00"),
        (scalars.Instant, "2026-10-12T14:00+08:00"),
        (scalars.Instant, "1066-10-14T09:00"),
        (scalars.Number, "1,000"),
        (scalars.Number, "1e5"),
        (scalars.Number, "nan"),
        (scalars.Number, "１２"),
        (scalars.Number, "07"),
        (scalars.Count, "-1"),
        (scalars.Count, "1.0"),
        (scalars.Count, "٣"),
        (scalars.Count, True),
        (scalars.Percent, "100.01"),
        (scalars.Flag, "True"),
        (scalars.Flag, "yes"),
        (scalars.MonthDay, "02-29"),
        (scalars.MonthDay, "9-1"),
        (scalars.Url, "javascript:alert(1)"),
        (scalars.Url, "https://"),
        (scalars.Url, "https://a b/"),
        (scalars.Url, "https://example.edu.cn/" + "a" * 500),
        (scalars.Url, "https://user@example.edu.cn/"),
        (scalars.Email, "a@b"),
        (scalars.Email, "甲@example.edu.cn"),
        (scalars.ContentId, "jinjiang//shili"),
        (scalars.ContentId, "../x"),
        (scalars.ContentId, "/x"),
        (scalars.MediaFile, "media/../a.jpg"),
        (scalars.MediaFile, "media/a.svg"),
        (scalars.MediaFile, "../media/a.jpg"),
        (scalars.SemesterId, "2026-秋"),
    ],
)
def test_what_is_refused(kind: Any, text: object) -> None:
    assert refuses(kind, text)
