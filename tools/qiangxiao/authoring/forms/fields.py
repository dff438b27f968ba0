"""Makes a field of the form for a key of a record model: widget, label, hint, allowed values, pattern.

Every value is text in the form: what is written is checked by a pattern as it is typed, and goes into the
file as it stands. A key that has no widget here is a bug of the program and raises.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from annotated_types import Ge, Le
from pydantic import BaseModel

from qiangxiao.authoring.forms.words import ANSWERS, HINTS, LABELS, SINGULAR, SUMMARIES
from qiangxiao.authoring.shapes import Key, keys_of
from qiangxiao.foundation.dates import YEARS
from qiangxiao.foundation.slugs import SLUG

T = TypeVar("T")
Field = dict[str, Any]
Choice = dict[str, str]
Choices = Mapping[tuple[type[BaseModel], str], "tuple[Choice, ...] | str"]
"""Allowed values by model and key; a text is the mark of a list that is filled in later."""

YES_NO: tuple[Choice, ...] = ({"label": "是", "value": "true"}, {"label": "否", "value": "false"})
YEAR, VALUE = "_year", "_value"
"""What stands for a row of a table by year, which the form cannot hold: the script turns it back."""

_DECIMAL = r"[-+]?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?"
_PLAIN = r"(?![\s\S]*(?:[<>]|\{\{|\{%|待填))"
_NUMBER_WORDS = "请只写半角数字，不带单位、逗号和百分号。"
# The same rules as the value types of the records; a test compares the two on examples.
_PATTERNS: Mapping[str, tuple[str, str]] = {
    "line": (rf"^{_PLAIN}[^\n]*$", "只写一行；不能有尖括号和“待填”，书名号请用《》。"),
    "paragraph": (rf"^{_PLAIN}[\s\S]*$", "不能有尖括号和“待填”，书名号请用《》。"),
    "number": (rf"^{_DECIMAL}$", _NUMBER_WORDS),
    "year": (r"^(?:19[0-9]{2}|20[0-9]{2}|2100)$", "请写四位年份，例如 2026。"),
    "slug": (rf"^{SLUG}$", "只用小写英文字母、数字和短横，例如 p1。"),
    "content_id": (rf"^{SLUG}(?:/{SLUG})*$", "写成“区县编号/学校编号”这样的编号。"),
    "email": (
        r"^[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$",
        "请写成 jiaowu@example.edu.cn 这样的形式，@ 和点都用半角。",
    ),
    "url": (
        r"^https?://[a-zA-Z0-9.-]+(?::[0-9]{1,5})?(?:/[^\s<>\"'\\]*)?$",
        "请从 https:// 写起，写完整的网址，不要有空格。",
    ),
    "semester": (r"^[0-9]{4}-(?:spring|autumn)$", "上学期写成 2025-autumn，下学期写成 2026-spring。"),
    "month_day": (r"^[0-9]{2}-[0-9]{2}$", "写成 09-01 这样的形式。"),
}
_MAX_LENGTHS = {
    "一行文字，不超过 100 个字": 100,
    "一行文字，不超过 40 个字": 40,
    "一行文字，不超过 120 个字": 120,
}
_MAX_IN_A_LINE = 100  # characters: with more than that, one line shows too little of what was written
_MAX_PARAGRAPH = 2000  # characters: more than the models allow anywhere, a bound for the field itself
_LISTS_OF_PARTS = {"collapsed": "auto", "allow_duplicate": False}


def fields_of(model: type[BaseModel], choices: Choices, without: frozenset[str] = frozenset()) -> list[Field]:
    """Return the fields of a model in canonical order, less the keys of `without`."""
    return [_field(model, key, choices) for key in keys_of(model) if key.name not in without]


def _field(model: type[BaseModel], key: Key, choices: Choices) -> Field:
    if is_given(model, key):
        return {"name": key.name, "label": key.title, "widget": "hidden"}
    is_asked = key.is_mandatory or _said(ANSWERS, model, key) is not None
    field: Field = {"name": key.name, "label": _said(LABELS, model, key) or key.title, "required": is_asked}
    hint = _said(HINTS, model, key) or key.description
    if hint:
        field["hint"] = hint
    shape = key.shape
    allowed = _choose_allowed(model, key, choices)
    if shape.is_by_year:
        field |= _ask_by_year(key)
    elif allowed is not None:
        field |= {"widget": "select", "options": allowed if isinstance(allowed, str) else list(allowed)}
        if shape.is_list:
            field |= {"multiple": True} | ({"min": shape.min_items} if shape.min_items else {})
    elif shape.model is not None and shape.is_list:
        field |= {"widget": "list", "fields": fields_of(shape.model, choices), **_LISTS_OF_PARTS} | _size(key)
        field["summary"] = SUMMARIES.get(shape.model.__name__, "{{fields.title}}")
        field["label_singular"] = _said(SINGULAR, model, key) or key.title
    elif shape.model is not None:
        field |= {"widget": "object", "fields": fields_of(shape.model, choices)}
    elif shape.is_list:
        item = {"name": "item", "label": _said(SINGULAR, model, key) or key.title}
        field |= {"widget": "list", "field": item | _scalar(model, key), "allow_duplicate": False} | _size(
            key
        )
        field["label_singular"] = item["label"]
    else:
        field |= _scalar(model, key)
    return field


def _said(table: Mapping[tuple[str, str], T], model: type[BaseModel], key: Key) -> T | None:
    """Return what a table says of a field, also where the field comes from the model's base."""
    names = ((owner.__name__, key.name) for owner in model.__mro__)
    return next((table[name] for name in names if name in table), None)


def is_given(model: type[BaseModel], key: Key) -> bool:
    """Tell whether the form gives a part its id by itself."""
    return key.name == "id" and bool(getattr(model, "id_letter", ""))


def _choose_allowed(model: type[BaseModel], key: Key, choices: Choices) -> tuple[Choice, ...] | str | None:
    """Return the values to choose from: of the school, of a vocabulary, yes or no; None when it is typed."""
    for owner in model.__mro__:
        if (owner, key.name) in choices:
            return choices[owner, key.name]
    if key.shape.vocabulary is not None:
        return tuple({"label": term, "value": term} for term in key.shape.vocabulary.values())
    if answers := _said(ANSWERS, model, key):
        return tuple({"label": label, "value": value} for label, value in answers)
    if key.shape.scalar is not None and key.shape.scalar.name == "flag":
        return YES_NO
    return None


def _size(key: Key) -> Field:
    return {"min": key.shape.min_items} if key.shape.min_items else {}


def _ask_by_year(key: Key) -> Field:
    rows = [
        {
            "name": YEAR,
            "label": "年份",
            "widget": "string",
            "required": True,
            "pattern": list(_PATTERNS["year"]),
            **_NO_EMOJI,
        },
        {
            "name": VALUE,
            "label": "数值",
            "widget": "string",
            "required": True,
            "pattern": list(_PATTERNS["number"]),
            **_NO_EMOJI,
        },
    ]
    summary = f"{{{{fields.{YEAR}}}}}年：{{{{fields.{VALUE}}}}}"
    return {
        "widget": "list",
        "fields": rows,
        "summary": summary,
        "label_singular": key.title,
        **_LISTS_OF_PARTS,
    }


_NO_EMOJI = {"use_emoji_autocomplete": False}


def _scalar(model: type[BaseModel], key: Key) -> Field:
    """Return the widget of a single typed value. Raises
    KeyError for a kind of value that the form does not know.
    """
    scalar = key.shape.scalar
    assert scalar is not None, key.name
    if scalar.name in _WIDGETS:
        return _WIDGETS[scalar.name](key)
    if scalar.name == "count":
        return {"widget": "string", "pattern": list(_count(model, key)), **_NO_EMOJI}
    if scalar.name == "number":
        return {"widget": "string", "pattern": list(_number(scalar.words)), **_NO_EMOJI}
    field: Field = {"widget": "string", "pattern": list(_PATTERNS[scalar.name]), **_NO_EMOJI}
    if scalar.words in _MAX_LENGTHS:
        field["maxlength"] = _MAX_LENGTHS[scalar.words]
        if _MAX_LENGTHS[scalar.words] > _MAX_IN_A_LINE:
            field["widget"] = "text"  # a box that grows
    return field


def _date(key: Key) -> Field:
    limits = {"min": f"{YEARS.start}-01-01", "max": f"{YEARS.stop - 1}-12-31"}
    return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD", **limits}


def _paragraph(key: Key) -> Field:
    return {
        "widget": "text",
        "pattern": list(_PATTERNS["paragraph"]),
        "maxlength": _MAX_PARAGRAPH,
        **_NO_EMOJI,
    }


def _photo(key: Key) -> Field:
    return {
        "widget": "image",
        "choose_url": False,
        "accept": "image/jpeg,image/png,image/webp,image/heic,image/heif",
    }


_WIDGETS: Mapping[str, Callable[[Key], Field]] = {
    "date": _date,
    "paragraph": _paragraph,
    "media_file": _photo,
}


def _number(words: str) -> tuple[str, str]:
    if words.startswith("0 到 100"):
        return (r"^(?:100(?:\.0{1,6})?|[1-9]?[0-9](?:\.[0-9]{1,6})?)$", "请写 0 到 100 的数字，不带百分号。")
    return _PATTERNS["number"]


def _count(model: type[BaseModel], key: Key) -> tuple[str, str]:
    """Return the pattern of a whole number within the limits of its type."""
    low, high = 0, 1_000_000
    for part in model.model_fields[key.name].metadata:
        if isinstance(part, Ge) and isinstance(part.ge, int):
            low = part.ge
        if isinstance(part, Le) and isinstance(part.le, int):
            high = part.le
    if high < 10:
        return (f"^[{low}-{high}]$", f"请写 {low} 到 {high} 的整数。")
    start = "0|" if low == 0 else ""
    return (f"^(?:{start}[1-9][0-9]{{0,5}}|1000000)$", f"请只写半角数字的整数，从 {low} 起，不带单位和逗号。")
