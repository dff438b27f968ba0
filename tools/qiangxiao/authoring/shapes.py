"""What the record models say about every key, as data, for templates, reference pages and the formatter."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from annotated_types import Ge, Le, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from qiangxiao.foundation.vocabulary import Term, Vocabulary, Word
from qiangxiao.records import scalars
from qiangxiao.records.base import Article, Part, Record
from qiangxiao.records.support import Dated, MasterPrincipal


@dataclass(frozen=True, slots=True)
class Scalar:
    """A kind of single value: `words` say in Chinese how it is written, `example` shows one."""

    name: str
    words: str
    example: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What may stand after a key: a scalar, a term of a vocabulary or a part; once, as a list or by year."""

    scalar: Scalar | None = None
    vocabulary: Vocabulary | None = None
    model: type[Part] | None = None
    is_list: bool = False
    is_by_year: bool = False
    min_items: int = 0
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record or part, in the words of the model."""

    name: str
    title: str
    description: str
    is_mandatory: bool
    default: str
    shape: Shape


_TEXT = Scalar("line", "一行文字", "示例文字")
_SCALARS: tuple[tuple[Any, Scalar], ...] = (
    (scalars.Line, Scalar("line", "一行文字，不超过 100 个字", "示例文字")),
    (scalars.ShortLine, Scalar("line", "一行文字，不超过 40 个字", "示例文字")),
    (scalars.Summary, Scalar("line", "一行文字，不超过 120 个字", "示例文字")),
    (scalars.Fingerprint, Scalar("line", "由程序算出的一串字母", "1s.abcdefghijklmnop")),
    (scalars.Paragraph, Scalar("paragraph", "一段文字，不超过 2000 个字", "示例文字")),
    (scalars.Date, Scalar("date", "日期，写成 2026-10-12", "2026-10-12")),
    (scalars.Instant, Scalar("instant", "日期和时间，写成 2026-10-12T14:00", "2026-10-12T14:00")),
    (scalars.Number, Scalar("number", "数字，不带单位", "12.5")),
    (scalars.Count, Scalar("count", "整数，从 0 起", "40")),
    (scalars.PositiveCount, Scalar("count", "整数，从 1 起", "3")),
    (scalars.SignedInteger, Scalar("count", "整数", "3")),
    (scalars.Year, Scalar("year", "四位年份", "2026")),
    (scalars.Percent, Scalar("number", "0 到 100 的数字，不带百分号", "85.5")),
    (scalars.Flag, Scalar("flag", "true 或 false", "true")),
    (scalars.Slug, Scalar("slug", "编号：小写英文字母、数字和短横", "p1")),
    (scalars.ContentId, Scalar("content_id", "内容编号，就是网址里 schools/ 后面的部分", "jinjiang/shili")),
    (scalars.Url, Scalar("url", "完整的网址，以 https:// 开头", "https://example.edu.cn/")),
    (scalars.Email, Scalar("email", "办公邮箱", "jiaowu@example.edu.cn")),
    (scalars.Account, Scalar("account", "平台上的账号名或小组名", "shili-jiaowu")),
    (scalars.MonthDay, Scalar("month_day", "月日，写成 09-01", "09-01")),
    (scalars.SemesterId, Scalar("semester", "学期，写成 2026-autumn 或 2027-spring", "2026-autumn")),
    (scalars.MediaFile, Scalar("media_file", "照片位置，写成 media/kaifangke.jpg", "media/kaifangke.jpg")),
)
_LAST: tuple[tuple[type[BaseModel], tuple[str, ...]], ...] = (
    (MasterPrincipal, ("unit", "is_candidate")),
    (Dated, ("since", "until", "people_count", "collaboration")),
    (Article, ("photos", "draft", "embargo_until", "author_office", "corrections")),
    (Record, ("review",)),
)


def scalar_types() -> tuple[tuple[Any, Scalar], ...]:
    """Return the types of single values, each with how it is written."""
    return _SCALARS


def keys_of(model: type[BaseModel]) -> tuple[Key, ...]:
    """Return the keys of a model in canonical order.

    The order is the model's, except that what a program writes (`review`) and what an article only
    sometimes has come last, and the dates of a person or partnership come after who it is.
    """
    return _keys_in_order(model)


@cache  # asked for every record that is put in order; a model does not change
def _keys_in_order(model: type[BaseModel]) -> tuple[Key, ...]:
    last = [name for parent, names in _LAST if issubclass(model, parent) for name in names]
    order = {name: at for at, name in enumerate(last, 1)}
    return tuple(sorted(_keys(model), key=lambda key: order.get(key.name, 0)))


def _keys(model: type[BaseModel]) -> Iterator[Key]:
    hints = typing.get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        yield Key(
            name=info.alias or name,
            title=info.title or name,
            description=info.description or "",
            is_mandatory=info.is_required(),
            default=_default(info),
            shape=_shape(hints[name], info),
        )


def _default(info: FieldInfo) -> str:
    """Return a default worth telling a reader, as it would be written; else the empty string."""
    value = info.default
    if isinstance(value, (Term, Word)):
        return value.value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else ""


def _shape(hint: Any, info: FieldInfo) -> Shape:
    inner, is_list, is_by_year = _unwrap(hint)
    limits = {type(limit): limit for limit in info.metadata}
    shortest, lowest, highest = limits.get(MinLen), limits.get(Ge), limits.get(Le)
    is_kind = isinstance(inner, type)
    return Shape(
        scalar=_scalar(inner),
        vocabulary=inner if is_kind and issubclass(inner, (Term, Word)) else None,
        model=inner if is_kind and issubclass(inner, Part) else None,
        is_list=is_list,
        is_by_year=is_by_year,
        min_items=shortest.min_length if isinstance(shortest, MinLen) and is_list else 0,
        lowest=_number(lowest.ge) if isinstance(lowest, Ge) else None,
        highest=_number(highest.le) if isinstance(highest, Le) else None,
    )


def _number(limit: object) -> float | None:
    return float(limit) if isinstance(limit, (int, float)) else None


def _scalar(inner: Any) -> Scalar | None:
    if isinstance(inner, type) and issubclass(inner, (Term, Word, BaseModel)):
        return None
    return next((scalar for alias, scalar in _SCALARS if alias == inner), _TEXT)


def _unwrap(hint: Any) -> tuple[Any, bool, bool]:
    """Return the innermost type, whether it is a list and whether it is a table by year."""
    if any(hint == alias for alias, _ in _SCALARS):
        return hint, False, False
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return _unwrap(arguments[0])[0], True, False
    if origin is dict:
        return arguments[1], False, True
    if origin is typing.Annotated:
        return _unwrap(arguments[0])
    if arguments and type(None) in arguments:
        return _unwrap(next(part for part in arguments if part is not type(None)))
    return hint, False, False
