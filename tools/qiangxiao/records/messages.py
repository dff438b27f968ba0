"""pydantic's error types, said in Chinese: which rule was broken, what is there, what to write instead."""

from __future__ import annotations

import re
import types
import typing
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from qiangxiao.foundation.problems import Rule, rule
from qiangxiao.foundation.vocabulary import Vocabulary, all_vocabularies

FIELD_MISSING = rule(
    "field.missing",
    """必填的内容不能缺，也不能空着。

    每种文件都有几项必填。缺了它们，页面就没有标题、日期这样的基本信息。请补上；暂时没有的，整个文件可以先不交。""",
)
FIELD_UNKNOWN = rule(
    "field.unknown",
    """只能使用说明页里列出的键。

    键写错一个字母，网站就认不出它。错误信息会列出最接近的正确写法；不需要的内容请删去。""",
)
FIELD_SHAPE = rule(
    "field.shape",
    """该写列表的写列表，该写一组键值的写一组键值，该写文字的写文字。

    列表每条一行，以“- ”开头；一组键值每个键一行，比上一级多缩进两个空格。""",
)
FIELD_EMPTY = rule("field.empty", """写了键，就要有内容。\n\n没有内容的选填项，请把整行删去。""")
FIELD_PLACEHOLDER = rule(
    "field.placeholder",
    """标着“待填”的地方都要填好。

    `qiangxiao new` 生成的文件里，需要您填写的地方都写着“待填”。请逐处换成实际内容；
    不需要的选填项整行删去。""",
)
TEXT_MARKUP = rule(
    "text.markup",
    """标题、姓名等文字里不能有尖括号和模板符号。

    `<`、`>`、`{{`、`{%` 在网页里有特殊含义。书名号请用《》，比较大小请写“大于”“小于”。""",
)
TEXT_LINE = rule("text.line", """这一项只能写一行。\n\n请去掉换行；较长的内容写进正文。""")
TEXT_LENGTH = rule(
    "text.length",
    """文字不能超过规定的字数。

    标题不超过 100 个字，摘要不超过 120 个字，其他长度见字段说明页。写不下的内容放进正文。""",
)
LIST_LENGTH = rule(
    "list.length", """列表的条数要符合要求。\n\n至少要有一条的列表不能空着；规定了条数的不多不少。"""
)
NUMBER_FORMAT = rule(
    "number.format",
    """数字用半角阿拉伯数字，不带单位、逗号和百分号。

    写 `1200`，不写 `1,200`、`1200人`、`一千二百`；写 `85.5`，不写 `85.5%`。需要整数的地方不写小数。""",
)
NUMBER_RANGE = rule(
    "number.range", """数字要在允许的范围内。\n\n例如百分比在 0 到 100 之间，人数不小于 0。"""
)
FLAG_FORMAT = rule(
    "flag.format", """是或否写 `true` 或 `false`。\n\n用小写英文，不加引号；不写“是”“否”“yes”“no”。"""
)
DATE_FORMAT = rule(
    "date.format",
    """日期写成 `2026-10-12` 这样的形式，并且真有这一天。

    年四位、月和日各两位，用半角短横连接；时间写成 `2026-10-12T14:00`，
    全天的活动只写日期。不写“2026年10月12日”“2026.10.12”。""",
)
SEMESTER_FORMAT = rule(
    "semester.format",
    """学期写成 `2025-autumn`（上学期）或 `2026-spring`（下学期）。\n\n年份是这个学期开始的那一年。""",
)
SLUG_FORMAT = rule(
    "slug.format",
    """编号只用小写英文字母、数字和短横。

    例如 `p1`、`kaifang-ke`，不用中文、空格、下划线和大写字母，不超过 60 个字符。""",
)
ID_FORMAT = rule(
    "id.format",
    """引用别的内容时，写它的编号。

    编号就是文件的位置去掉 `schools/` 和扩展名，例如 `jinjiang/shili/cases/xiaozu-xuexi`。""",
)
URL_FORMAT = rule(
    "url.format", """网址以 `https://` 或 `http://` 开头，写完整。\n\n网址里不能有空格和中文标点。"""
)
EMAIL_FORMAT = rule(
    "email.format", """邮箱写成 `jiaowu@example.edu.cn` 这样的形式。\n\n请写办公邮箱，不写个人邮箱。"""
)
MEDIA_FORMAT = rule(
    "media.format",
    """照片写它在本校文件夹里的位置，例如 `media/kaifangke.jpg`。

    照片放在本校的 `media/` 文件夹里，文件名用小写英文字母、数字和短横，格式是 jpg、jpeg、png 或 webp。""",
)
DAY_FORMAT = rule("day.format", """月日写成 `09-01` 这样的形式。\n\n月和日各两位，用半角短横连接。""")

ACCOUNT_FORMAT = rule(
    "account.format",
    """账号名只用半角英文字母、数字、点、短横和下划线。

    写平台上的账号名或小组名，例如 `shili-jiaowu`、`chengdu/bianji`，不写姓名、邮箱和电话。它会原样写进
    “谁负责审核哪个文件夹”的名单，所以不能有空格和别的符号。""",
)
TIMEZONE_FORMAT = rule(
    "timezone.format", """时区写它的标准名称，例如 `Asia/Shanghai`。\n\n全国都用这一个。"""
)
DOMAIN_FORMAT = rule(
    "domain.format", """域名只写小写英文，例如 `example.edu.cn`。\n\n不带 `https://` 和斜杠。"""
)

COLOUR_FORMAT = rule(
    "color.format",
    """颜色写成 `#0b5cad` 这样的形式。

    井号后面六位，红、绿、蓝各两位，是看图和排版软件里的“十六进制颜色”。不写颜色的名字，也不写透明度。""",
)

_VOCABULARY_RULES: Mapping[str, Rule] = {
    vocabulary.code: rule(
        vocabulary.code,
        f"{vocabulary.label}只能填清单里的词。\n\n可填：{'、'.join(vocabulary.values())}。"
        "全站统一用这些词，写法要一字不差，这样各校的内容才能放在一起查找和统计。",
    )
    for vocabulary in all_vocabularies()
    if vocabulary.code
}
_MAX_COMPARED = 60  # characters; difflib takes time with the square of it
_ALIKE_KEYS = 0.6  # share of letters in common, as `difflib` counts: keys often share an ending
_ALIKE_TERMS = 0.4  # terms are four to eight characters, of which a wrong one may keep two
_MAX_QUOTED = 40  # characters of a value that a message repeats
_MAX_REPEATED = 20  # characters of a list's first item that a hint repeats
_MAX_REWRITTEN = 200  # characters that a suggestion is made from
# catches "2026年10月12日", "2026/1/2", "2026. 1. 2", spares "2026-10", "10月12日", "26-1-2"
_LOOSE_DATE = re.compile(r"([0-9]{4})\s?[年./-]\s?([0-9]{1,2})\s?[月./-]\s?([0-9]{1,2})\s?日?")
# catches "约1,200人", "45.5%", "12 节", spares "1,20", "012", "十二", "12小时"
_LOOSE_NUMBER = re.compile(
    r"约?(-?[1-9][0-9]{0,2}(?:,[0-9]{3})+|-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,4})?)\s?[%年人名个位节]?"
)
_DASHES = "-－–—−•·　 "  # what is typed before the items of a list
# catches "、", "; ", spares " ", "和" (both occur within one name)
_BETWEEN_ITEMS = re.compile(r"[、,;]\s*")

_PLAIN: Mapping[str, tuple[Rule, str, str]] = {
    "text_type": (
        FIELD_SHAPE,
        "“{title}”应当是一段文字，这里却是列表或一组键值。",
        "请直接把文字写在冒号后面。",
    ),
    "text_empty": (FIELD_EMPTY, "“{title}”是空的。", "请填写内容；不需要的选填项请删去整行。"),
    "placeholder": (
        FIELD_PLACEHOLDER,
        "“{title}”还没有填写。",
        "请把“待填”换成实际内容；不需要的选填项请删去整行。",
    ),
    "markup": (
        TEXT_MARKUP,
        "“{title}”里有不允许的符号“{found}”。",
        "请删去它；书名号用《》，大于小于请写成汉字。",
    ),
    "one_line": (TEXT_LINE, "“{title}”写成了几行。", "请合成一行。"),
    "date": (DATE_FORMAT, "“{title}”的写法不对：{value}。", "请写成 {date_written}。"),
    "date_impossible": (DATE_FORMAT, "“{title}”没有这一天：{value}。", "请核对月份和日子。"),
    "date_range": (DATE_FORMAT, "“{title}”的年份不对：{value}。", "年份应在 1900 到 2100 之间，请核对。"),
    "instant": (
        DATE_FORMAT,
        "“{title}”的写法不对：{value}。",
        "请写成 2026-10-12T14:00 这样的形式；全天的只写日期。",
    ),
    "integer": (
        NUMBER_FORMAT,
        "“{title}”应当是整数：{value}。",
        "请只写半角数字，不带单位和逗号{whole_written}。",
    ),
    "decimal": (
        NUMBER_FORMAT,
        "“{title}”应当是数字：{value}。",
        "请只写半角数字，不带单位、逗号和百分号{number_written}。",
    ),
    "flag": (FLAG_FORMAT, "“{title}”应当写 true 或 false：{value}。", "是写 true，否写 false。"),
    "slug": (SLUG_FORMAT, "“{title}”的写法不对：{value}。", "只用小写英文字母、数字和短横，例如 p1。"),
    "content_id": (
        ID_FORMAT,
        "“{title}”的写法不对：{value}。",
        "写成 jinjiang/shili 或 jinjiang/shili/cases/xiaozu 这样的编号。",
    ),
    "url": (URL_FORMAT, "“{title}”不是完整的网址：{value}。", "请从 https:// 写起，不要有空格。"),
    "email": (
        EMAIL_FORMAT,
        "“{title}”不是邮箱地址：{value}。",
        "请写成 jiaowu@example.edu.cn 这样的形式，@ 和点都用半角。",
    ),
    "month_day": (DAY_FORMAT, "“{title}”的写法不对：{value}。", "请写成 09-01 这样的形式。"),
    "semester": (SEMESTER_FORMAT, "“{title}”的写法不对：{value}。", "请写成 2025-autumn 或 2026-spring。"),
    "media_file": (
        MEDIA_FORMAT,
        "“{title}”的写法不对：{value}。",
        "照片放在本校的 media/ 文件夹里，写成 media/kaifangke.jpg；文件名只用小写英文字母、数字和短横。",
    ),
    "logo_file": (
        MEDIA_FORMAT,
        "“{title}”的写法不对：{value}。",
        "标志放在 schools/media/ 文件夹里，写成 media/logo.svg 或 media/logo.png。",
    ),
    "colour": (COLOUR_FORMAT, "“{title}”不是颜色：{value}。", "请写成 #0b5cad 这样的形式。"),
    "account": (
        ACCOUNT_FORMAT,
        "“{title}”不是账号名：{value}。",
        "写平台上的账号名，例如 shili-jiaowu，不写姓名和邮箱。",
    ),
    "timezone": (TIMEZONE_FORMAT, "没有{value}这个时区。", "请写 Asia/Shanghai。"),
    "domain": (DOMAIN_FORMAT, "“{title}”不是域名：{value}。", "请写成 example.edu.cn 这样的形式。"),
    "missing": (FIELD_MISSING, "缺少“{title}”（{key}）。", "请补上这一项。{description}"),
    "model_type": (FIELD_SHAPE, "“{title}”应当是一组“键: 值”。", "请换行并缩进两个空格，每个键写一行。"),
    "dict_type": (FIELD_SHAPE, "“{title}”应当是一组“键: 值”。", "请换行并缩进两个空格，每个键写一行。"),
    "tuple_type": (FIELD_SHAPE, "“{title}”应当是列表。", "{as_list}{first_item}。"),
    "too_short": (LIST_LENGTH, "“{title}”至少要有 {min_length} 条，现在有 {actual_length} 条。", "请补上。"),
    "too_long": (LIST_LENGTH, "“{title}”最多 {max_length} 条，现在有 {actual_length} 条。", "请删去多余的。"),
    "string_too_long": (
        TEXT_LENGTH,
        "“{title}”有 {length} 个字，超过了 {max_length} 个。",
        "请精简，写不下的放进正文。",
    ),
    "greater_than_equal": (NUMBER_RANGE, "“{title}”不能小于 {ge}：{value}。", "请核对数字。"),
    "less_than_equal": (NUMBER_RANGE, "“{title}”不能大于 {le}：{value}。", "请核对数字。"),
}
ERROR_TYPES = frozenset(_PLAIN) | {"term", "term_placeholder", "extra_forbidden"}


@dataclass(frozen=True, slots=True)
class Said:
    """One validation error in words. `location` leads into
    the file; `at_key` points at the key, not the value.
    """

    rule: Rule
    location: tuple[str | int, ...]
    message: str
    hint: str
    at_key: bool = False

    @property
    def field(self) -> str:
        """Dotted path of the field, such as `tasks.0.due_on`."""
        return ".".join(map(str, self.location))


def say(model: type[BaseModel], error: ErrorDetails) -> Said:
    """Put one pydantic error of `model` into Chinese."""
    location = tuple(part for part in error["loc"] if part != "[key]")
    parent, info = _field_at(model, location)
    key = str(location[-1]) if location else ""
    title = (info.title if info else None) or key or "内容"
    is_about_key = "[key]" in error["loc"]
    if is_about_key:
        title += "的年份"
    if error["type"] == "extra_forbidden":
        return _unknown_key(parent, location, key)
    if error["type"] == "term":
        return _unknown_term(error, location, title)
    if error["type"] == "term_placeholder":
        hint = (
            f"请把“待填”换成这些词中的一个：{'、'.join(error['ctx']['allowed'])}。不需要的选填项请删去整行。"
        )
        return Said(FIELD_PLACEHOLDER, location, f"“{title}”还没有填写。", hint)
    kind = (
        "string_too_long"
        if error["type"] == "too_long" and isinstance(error["input"], str)
        else error["type"]
    )
    broken, message, hint = _PLAIN[kind]
    context = {**error.get("ctx", {}), "title": title, "key": key, "value": _quote(error["input"])}
    context["description"] = info.description if info else ""
    context["length"] = len(error["input"]) if isinstance(error["input"], (str, list)) else 0
    context |= _rewrite(error["input"])
    is_missing = error["type"] == "missing"
    return Said(
        broken, location, message.format(**context), hint.format(**context), at_key=is_missing or is_about_key
    )


def _hint_of_dash(value: object) -> str:
    sign = str(value).strip()[:1]
    return "开头的短横后面要空一格" if sign == "-" else f"开头的“{sign}”要换成半角的“-”，后面空一格"


def _rewrite(value: object) -> dict[str, str]:
    """Return parts of hints that repeat what the author wrote, as it should have been written."""
    text = unicodedata.normalize("NFKC", value[:_MAX_REWRITTEN]).strip() if isinstance(value, str) else ""
    day, number = _LOOSE_DATE.fullmatch(text), _LOOSE_NUMBER.fullmatch(text)
    digits = number[1].replace(",", "") if number else ""
    bare = text.lstrip(_DASHES)
    items = [item for item in _BETWEEN_ITEMS.split(bare) if item and len(item) <= _MAX_REPEATED]
    is_dashed = bare != text
    return {
        "as_list": _hint_of_dash(value) if is_dashed else "请换行，每条单独一行，以“- ”开头",
        "date_written": _day_of(day) or "2026-10-12 这样的形式",
        "number_written": f"，例如 {digits}" if digits else "",
        "whole_written": f"，例如 {digits}" if digits and "." not in digits else "",
        "first_item": f"，例如“- {items[0]}”" if items else "",
    }


def _day_of(found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return ""


def _unknown_key(parent: type[BaseModel] | None, location: tuple[str | int, ...], key: str) -> Said:
    allowed = [info.alias or name for name, info in parent.model_fields.items()] if parent else []
    labels = (
        {info.title or "": info.alias or name for name, info in parent.model_fields.items()} if parent else {}
    )
    near = get_close_matches(key[:_MAX_COMPARED], allowed, n=1, cutoff=_ALIKE_KEYS)
    meant = labels.get(key.strip()) or (near[0] if near else "")
    guess = f"您是否想写“{meant}”？" if meant else ""
    hint = f"可用的键：{'、'.join(allowed)}。{guess}"
    return Said(FIELD_UNKNOWN, location, f"没有{_quote(key)}这个键。", hint, at_key=True)


def _unknown_term(error: ErrorDetails, location: tuple[str | int, ...], title: str) -> Said:
    context = error["ctx"]
    allowed: tuple[str, ...] = context["allowed"]
    value = error["input"]
    is_text = isinstance(value, str)
    near = get_close_matches(value[:_MAX_COMPARED], allowed, n=1, cutoff=_ALIKE_TERMS) if is_text else []
    guess = f"您是否想写“{near[0]}”？" if near else ""
    shown = _quote(value)
    return Said(
        _VOCABULARY_RULES[context["code"]],
        location,
        f"{context['label']}{shown}不在清单内。"
        if is_text
        else f"{context['label']}要填清单里的词，{shown}。",
        f"可填：{'、'.join(allowed)}。{guess}",
    )


def _quote(value: object) -> str:
    if isinstance(value, str):
        shown = " ".join(value.split())
        return f"“{shown[:_MAX_QUOTED]}{'……' if len(shown) > _MAX_QUOTED else ''}”"
    return "这里是列表" if isinstance(value, list) else "这里是一组键值" if isinstance(value, dict) else "空"


def _field_at(
    model: type[BaseModel], location: tuple[str | int, ...]
) -> tuple[type[BaseModel] | None, FieldInfo | None]:
    """Return the model that holds the last key of a location, and the innermost field known on the way."""
    holder: type[BaseModel] | None = model
    info: FieldInfo | None = None
    for at, part in enumerate(location):
        if isinstance(part, int) or holder is None:
            continue
        info = _field_named(holder, part)
        is_last = at == len(location) - 1
        if info is None or is_last:
            return holder, info
        holder = _model_in(info.annotation)
    return holder, info


def _field_named(model: type[BaseModel], key: str) -> FieldInfo | None:
    for name, info in model.model_fields.items():
        if (info.alias or name) == key:
            return info
    return None


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the record part inside `X | None`, `tuple[X, ...]` or `Annotated[X, …]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if typing.get_origin(annotation) in (tuple, types.UnionType, typing.Union, typing.Annotated):
        for argument in typing.get_args(annotation):
            found = _model_in(argument)
            if found is not None:
                return found
    return None


def vocabulary_of(rule_code: str) -> Vocabulary | None:
    """Return the vocabulary whose unknown values have this code."""
    return next((vocabulary for vocabulary in all_vocabularies() if vocabulary.code == rule_code), None)


RULES: tuple[Rule, ...] = (
    FIELD_MISSING,
    FIELD_UNKNOWN,
    FIELD_SHAPE,
    FIELD_EMPTY,
    FIELD_PLACEHOLDER,
    TEXT_MARKUP,
    TEXT_LINE,
    TEXT_LENGTH,
    LIST_LENGTH,
    NUMBER_FORMAT,
    NUMBER_RANGE,
    FLAG_FORMAT,
    DATE_FORMAT,
    SEMESTER_FORMAT,
    SLUG_FORMAT,
    ID_FORMAT,
    URL_FORMAT,
    EMAIL_FORMAT,
    MEDIA_FORMAT,
    DAY_FORMAT,
    ACCOUNT_FORMAT,
    TIMEZONE_FORMAT,
    DOMAIN_FORMAT,
    COLOUR_FORMAT,
    *_VOCABULARY_RULES.values(),
)
