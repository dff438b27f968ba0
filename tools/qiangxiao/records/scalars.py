"""The small value types every record is made of. YAML gives only text; these turn it into values.

Each raises PydanticCustomError with a type that `messages` knows how to say in Chinese.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, PlainSerializer, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from qiangxiao.foundation.dates import YEARS, Semester
from qiangxiao.foundation.slugs import SLUG, is_slug
from qiangxiao.foundation.vocabulary import PLACEHOLDER as PLACEHOLDER

PHOTO_NAME = rf"{SLUG}\.(?:jpg|jpeg|png|webp)"
PHOTO_FILE = f"media/{PHOTO_NAME}"
"""What the name of a photo, and its place in a school's folder, look like."""

LOGO_FILE = rf"media/{SLUG}\.(?:svg|png)"

# catches "<b>", "{{ a }}", "{% if %}", spares "{一}", "&", "一%" (one line of text is never HTML or a
# template)
_MARKUP = re.compile(r"[<>]|\{\{|\{%")
# catches "2026-10-12", spares "2026-1-2", "2026/10/12", "20261012"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# catches "2026-10-12T09:00", spares "2026-10-12 09:00", "2026-10-12T09:00:00Z" (always the city's own clock)
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?")
# catches "0", "-12", spares "012" (octal to YAML), "1.0", "1234567890123"
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,11})")
# catches "0.5", "-12", spares ".5", "1e3", "1,000"
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?")
_ACCOUNT = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?"
# catches "UTC", "Asia/Shanghai", "America/Argentina/Ushuaia", spares "../zone", "Asia/", "CST"
_ZONE = re.compile(r"UTC|[A-Z][A-Za-z]*(?:/[A-Z][A-Za-z0-9_+-]*)+")


def _refuse_placeholder(value: object) -> None:
    if isinstance(value, str) and PLACEHOLDER in value:
        raise PydanticCustomError("placeholder", "placeholder")


def _text(value: object) -> str:
    if value is None:
        raise PydanticCustomError("text_empty", "empty")
    if not isinstance(value, str):
        raise PydanticCustomError("text_type", "text")
    stripped = value.strip()
    if not stripped:
        raise PydanticCustomError("text_empty", "empty")
    _refuse_placeholder(stripped)
    if match := _MARKUP.search(stripped):
        raise PydanticCustomError("markup", "markup", {"found": match[0]})
    return stripped


def _line(value: object) -> str:
    text = _text(value)
    if "\n" in text:
        raise PydanticCustomError("one_line", "one line")
    return text


def parse_date(value: object) -> date:
    """Return the date written `YYYY-MM-DD`; raise PydanticCustomError of type `date` for anything else."""
    if isinstance(value, datetime):
        raise PydanticCustomError("date", "date")
    if isinstance(value, date):
        return value
    _refuse_placeholder(value)
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise PydanticCustomError("date", "date")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("date_impossible", "date") from None
    if day.year not in YEARS:
        raise PydanticCustomError("date_range", "date")
    return day


def _instant(value: object) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        try:
            instant = datetime.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("date_impossible", "date") from None
        if instant.year not in YEARS:
            raise PydanticCustomError("date_range", "date")
        return instant
    _refuse_placeholder(value)
    raise PydanticCustomError("instant", "instant")


def _integer(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    _refuse_placeholder(value)
    raise PydanticCustomError("integer", "integer")


def _decimal(value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return float(value)
    _refuse_placeholder(value)
    raise PydanticCustomError("decimal", "decimal")


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    _refuse_placeholder(value)
    raise PydanticCustomError("flag", "flag")


def _slug(value: object) -> str:
    text = _line(value)
    if not is_slug(text):
        raise PydanticCustomError("slug", "slug")
    return text


def _content_id(value: object) -> str:
    text = _line(value)
    if not all(is_slug(part) for part in text.split("/")):
        raise PydanticCustomError("content_id", "id")
    return text


def _url(value: object) -> str:
    text = _line(value)
    # catches "https://a.cn/b?c=1", "http://a.cn:8080", spares "https://u@a.cn", "javascript:a",
    # "https://a.cn/a b"
    if not re.fullmatch(r"https?://[a-zA-Z0-9.-]+(?::[0-9]{1,5})?(?:/[^\s<>\"'\\]*)?", text):
        raise PydanticCustomError("url", "url")
    return text


def _email(value: object) -> str:
    text = _line(value)
    # catches "a.b@c.cn", spares "a@b", "a@b..cn", "一@b.cn" (64: RFC 5321 4.5.3.1.1)
    if not re.fullmatch(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", text):
        raise PydanticCustomError("email", "email")
    return text


def _month_day(value: object) -> tuple[int, int]:
    # catches "09-01", spares "9-1", "2026-09-01"
    if isinstance(value, str) and re.fullmatch(r"[0-9]{2}-[0-9]{2}", value):
        try:
            day = date.fromisoformat(f"2001-{value}")
        except ValueError:
            raise PydanticCustomError("month_day", "day") from None
        return (day.month, day.day)
    if isinstance(value, tuple):
        return (int(value[0]), int(value[1]))
    _refuse_placeholder(value)
    raise PydanticCustomError("month_day", "day")


def _semester(value: object) -> Semester:
    if isinstance(value, Semester):
        return value
    _refuse_placeholder(value)
    semester = Semester.parse(value) if isinstance(value, str) else None
    if semester is None:
        raise PydanticCustomError("semester", "semester")
    return semester


def _timezone(value: object) -> str:
    text = _line(value)
    if not _ZONE.fullmatch(text):  # a bare name such as `localtime` may mean something else on every machine
        raise PydanticCustomError("timezone", "zone")
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PydanticCustomError("timezone", "zone") from None
    return text


def _domain(value: object) -> str:
    text = _line(value)
    # catches "git.example.cn", spares "localhost", "https://a.cn", "A.cn"
    if not re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", text):
        raise PydanticCustomError("domain", "domain")
    return text


def _account(value: object) -> str:
    text = _line(value).removeprefix("@")
    # catches "meishan", "org/team-a", spares "-a", "a/", "@a"
    if not re.fullmatch(rf"{_ACCOUNT}(?:/{_ACCOUNT})*", text):
        raise PydanticCustomError("account", "account")
    return text


def _media_file(value: object) -> str:
    text = _line(value)
    # catches "media/ke-tang.jpg", spares "../a.jpg", "media/A.JPG", "media/a.svg"
    if not re.fullmatch(PHOTO_FILE, text):
        raise PydanticCustomError("media_file", "media file")
    return text


def _logo_file(value: object) -> str:
    text = _line(value)
    # catches "media/logo.svg", "media/biaozhi.png", spares "../a.svg", "media/a.jpg"
    if not re.fullmatch(LOGO_FILE, text):
        raise PydanticCustomError("logo_file", "logo file")
    return text


def _colour(value: object) -> str:
    text = _line(value)
    # catches "#0b5cad", spares "#fff", "#0B5CAD80", "blue"
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise PydanticCustomError("colour", "colour")
    return text.lower()


def _text_schema(**extra: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **extra})


_Text = Annotated[str, BeforeValidator(_text)]
_Line = Annotated[str, BeforeValidator(_line)]

Line = Annotated[_Line, StringConstraints(max_length=100)]
"""One line of text, at most 100 characters."""
ShortLine = Annotated[_Line, StringConstraints(max_length=40)]
"""A name or label, at most 40 characters."""
Summary = Annotated[_Line, StringConstraints(max_length=120)]
"""One line, at most 120 characters."""
Fingerprint = Annotated[_Line, StringConstraints(max_length=3000)]
"""What `fingerprint` computes; anything else is a sign-off that no longer holds, not a fault of form."""
Paragraph = Annotated[_Text, StringConstraints(max_length=2000)]
"""Text of one or more lines, at most 2,000 characters."""
Date = Annotated[date, BeforeValidator(parse_date), WithJsonSchema({"type": "string", "format": "date"})]
"""A calendar date written `YYYY-MM-DD`."""
Instant = Annotated[
    datetime, BeforeValidator(_instant), _text_schema(pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$")
]
"""A local time in the program's time zone, written `YYYY-MM-DDThh:mm`; a day alone is its first minute."""
Number = Annotated[float, BeforeValidator(_decimal), WithJsonSchema({"type": "number"})]
Count = Annotated[int, BeforeValidator(_integer), Field(ge=0, le=1_000_000)]
"""A whole number from 0."""
PositiveCount = Annotated[int, BeforeValidator(_integer), Field(ge=1, le=1_000_000)]
SignedInteger = Annotated[int, BeforeValidator(_integer), Field(ge=-1000, le=1000)]
Year = Annotated[int, BeforeValidator(_integer), Field(ge=1900, le=2100)]
Percent = Annotated[float, BeforeValidator(_decimal), Field(ge=0, le=100)]
"""A percentage from 0 to 100."""
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
Slug = Annotated[str, BeforeValidator(_slug), _text_schema(pattern=f"^{SLUG}$")]
ContentId = Annotated[str, BeforeValidator(_content_id), _text_schema(pattern=f"^{SLUG}(?:/{SLUG})*$")]
Url = Annotated[str, BeforeValidator(_url), StringConstraints(max_length=500), _text_schema(format="uri")]
Email = Annotated[str, BeforeValidator(_email), _text_schema(format="email")]
TimeZone = Annotated[str, BeforeValidator(_timezone), _text_schema()]
"""Name of a time zone, such as `Asia/Shanghai`."""
Account = Annotated[
    str,
    BeforeValidator(_account),
    StringConstraints(max_length=80),
    _text_schema(pattern=rf"^@?{_ACCOUNT}(?:/{_ACCOUNT})*$"),
]
"""An account or group on the forge, such as `shili-jiaowu` or `chengdu/bianji`; a leading `@` is dropped."""
Domain = Annotated[str, BeforeValidator(_domain), _text_schema()]
MonthDay = Annotated[tuple[int, int], BeforeValidator(_month_day), _text_schema(pattern=r"^\d{2}-\d{2}$")]
SemesterId = Annotated[
    Semester,
    BeforeValidator(_semester),
    PlainSerializer(str),
    _text_schema(pattern=r"^\d{4}-(spring|autumn)$"),
]
LogoFile = Annotated[str, BeforeValidator(_logo_file), _text_schema(pattern=f"^{LOGO_FILE}$")]
"""A mark in `schools/media/`, relative to `schools/`."""
Colour = Annotated[str, BeforeValidator(_colour), _text_schema(pattern="^#[0-9A-Fa-f]{6}$")]
"""A colour written `#rrggbb`."""
MediaFile = Annotated[str, BeforeValidator(_media_file), _text_schema(pattern=f"^{PHOTO_FILE}$")]
"""A photo in the school's `media/` folder, relative to the school's folder."""
