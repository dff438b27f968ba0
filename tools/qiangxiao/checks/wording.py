"""Finds typing habits that spoil a Chinese page, and says the corrected text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.checks.texts import CJK, TextFile, TextLine, limit, suspects
from qiangxiao.foundation.problems import Severity
from qiangxiao.records.scalars import PLACEHOLDER

_HALF, _FULL = ",;:?!().", "，；：？！（）。"
_FULL_WIDTH = str.maketrans(_HALF, _FULL)
_MESSAGE, _HINT = "这一行{}半角标点。", "请改成“{}”。"
_WIDE = rf"{CJK}“”‘’《》〈〉「」『』（）【】、"
_WIDE_CHARACTER = re.compile(rf"[{_WIDE}]")
# After a Chinese character, before one; emphasis in between does not count.
_AFTER = rf"(?:(?<=[{_WIDE}])|(?<=[{_WIDE}]\*)|(?<=[{_WIDE}]\*\*))"
_BEFORE = rf"(?= ?\*{{0,2}}[{_WIDE}]|\*{{0,2}}$)"
# catches "（待填）", spares "待定"
_UNFILLED = re.compile(PLACEHOLDER)
# quick first look, may catch too much: catches "一,二", "(一", "一:", spares "a,b", "3:4", "一，二"
_SUSPECT = re.compile(
    rf"[,;?!()](?: ?\*{{0,2}}[{_WIDE}]|(?<=[{_WIDE}].)|(?<=[{_WIDE}]\*.)|(?<=[{_WIDE}]\*\*.))"
    rf"|[:.](?:(?<=[{_WIDE}].)|(?<=[{_WIDE}]\*\*.))"
)
# catches "一,二", "一,2026年", "12%,一", "一:", "**一**,二", spares "a,b", "1,000", "一，二", "一.一"
_MARK = re.compile(
    rf"{_AFTER}[,;?!]{_BEFORE}"  # 中文,中文
    rf"|{_AFTER},(?=\d)|(?<=[\d%])[,;](?= ?[{_WIDE}])"  # 中文,2026年 and 12%,中文
    rf"|{_AFTER}:(?:{_BEFORE}|(?=\d))"
    rf"|(?<![一二三四五六七八九十]){_AFTER}\.{_BEFORE}"  # 中文.中文 and 中文. but not 一.中文
)
# catches "(一)", "()", spares "（一）", "((", "(\n)"
_PAIR = re.compile(r"\(([^()\n]*)\)")
# catches "三(四)", spares "三（四）", "第(四)" (how a clause of the policy is cited in ids and tables)
_CLAUSE_REFERENCE = re.compile(r"[一二三四五六七八九十]\([一二三四五六七八九十]+\)")
# catches "`a,b`", "![图](a.jpg)", "<https://a.cn>", "www.a.cn", spares "一,二", "[一]", "(一)"
_OUTSIDE_TEXT = re.compile(
    r"`+[^`\n]*`+"  # code
    r"|!?\[(?=[^\]\n]{0,200}\]\()|\]\([^)\n]{0,300}\)|\]\[[^\]\n]{0,200}\]"  # the marks of links and photos
    rf"|<[^<>\s]+>|(?:https?://|mailto:|www\.)[^\s{CJK}，。；、（）《》“”]*"
)
# catches "  - ", "- - ", spares nothing: always matches, from the start of a line ("-" is left in "-一")
_ITEM = re.compile(r"\s*(?:- +)*")
# catches "name: 一", "- name:", spares "姓名: 一", "name:一"
_KEY = re.compile(rf"{_ITEM.pattern}[A-Za-z_][\w-]*:(?: +|$)")
_BLOCKED = "\x01"
_AROUND = 12  # characters quoted before and after a mark: enough to find it by
_MAX_FLOW_LINES = 50  # lines back to where a list in square brackets may have begun


def prose(file: TextFile, line: TextLine) -> str:
    """Return a line with what is not prose (keys, code, links) blanked out, every character in its place."""
    text = line.text
    if file.is_data(line):
        if _is_flow(file, line):
            return ""
        value = _value_at(text)
        text = _BLOCKED * value + text[value:]
    elif line.number in file.code_lines:
        return ""
    return _without_marks(text)


def _without_marks(text: str) -> str:
    return _OUTSIDE_TEXT.sub(lambda match: _BLOCKED * len(match[0]), text)


def _value_at(text: str) -> int:
    """Return where the value of a YAML line starts."""
    opening = _KEY.match(text) or _ITEM.match(text)
    return opening.end() if opening else 0


def _is_flow(file: TextFile, line: TextLine) -> bool:
    """Tell whether the value of a YAML line is a list or mapping in brackets, or goes on with one."""
    if line.text[_value_at(line.text) :].startswith(("[", "{")):
        return True
    if _KEY.match(line.text):
        return False
    for earlier in reversed(file.lines[max(1, line.number - _MAX_FLOW_LINES) : line.number]):
        if key := _KEY.match(earlier.text):
            opened = earlier.text[key.end() :].rstrip()
            return opened.startswith(("[", "{")) and not opened.endswith(("]", "}"))
    return False


def find_half_width_marks(text: str) -> tuple[int, ...]:
    """Return the places of the half-width punctuation marks that belong to Chinese text."""
    places = [match.start() for match in _MARK.finditer(text)]
    references = {match.start() + 1 for match in _CLAUSE_REFERENCE.finditer(text)}
    for pair in _PAIR.finditer(text):
        start, end = pair.span()
        is_chinese_inside = _is_wide(pair[1][:1]) or _is_wide(pair[1][-1:])
        is_between = _is_wide(text[max(0, start - 1) : start]) and _is_wide(text[end : end + 1])
        if (is_chinese_inside or is_between) and start not in references:
            places += [start, end - 1]
    return tuple(sorted(places))


def _is_wide(char: str) -> bool:
    return _WIDE_CHARACTER.fullmatch(char) is not None


def correct(text: str, places: tuple[int, ...]) -> str:
    """Return a text with the marks at some places made full-width and the space after them closed up."""
    wrong = set(places)
    parts = []
    for index, char in enumerate(text):
        if index in wrong:
            parts.append(char.translate(_FULL_WIDTH))
        elif not (char == " " and index - 1 in wrong and text[index - 1] != ")"):
            parts.append(char)
    return "".join(parts)


def form_punctuation() -> dict[str, str]:
    """Return the rule as data for the online form: its patterns, and what is said."""
    return {
        "wide": _WIDE,
        "outside": _OUTSIDE_TEXT.pattern,
        "mark": _MARK.pattern,
        "pair": _PAIR.pattern,
        "reference": _CLAUSE_REFERENCE.pattern,
        "half": _HALF,
        "full": _FULL,
        "message": _MESSAGE,
        "hint": _HINT,
    }


@check("wording.punctuation", Severity.ADVICE)
def punctuation(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """汉字之间用全角标点，不用半角的逗号、句点、分号、冒号、问号、叹号和括号。

    半角标点夹在汉字中间，网页和打印稿的行会对不齐。依据：国家标准 GB/T 15834《标点符号用法》。
    时间（14:00）、比例（3:1）、网址和代码里的半角标点不用改。

    改法：切换到中文标点重新输入；提示里给出了改好的文字。"""
    return limit(_check_half_width(catalog))


def _check_half_width(catalog: Catalog) -> Iterator[Finding]:
    for file, line in suspects(catalog, _SUSPECT):
        text = prose(file, line)
        places = find_half_width_marks(text)
        if places:
            yield line.finding(places[0], places[0] + 1, *_say(text, places))


def _say(text: str, places: tuple[int, ...]) -> tuple[str, str]:
    """Return the message and the hint about the marks of a line."""
    count = f"有 {len(places)} 个" if len(places) > 1 else "用了"
    return _MESSAGE.format(count), _HINT.format(_example(text, places))


def say_half_width(line: str) -> str | None:
    """Return what is said of a line of prose that stands by itself, as the online form says it."""
    text = _without_marks(line)
    places = find_half_width_marks(text)
    return "".join(_say(text, places)) if places else None


def _example(text: str, places: tuple[int, ...]) -> str:
    """Return the corrected words around the first of the places."""
    first = max(text.rfind(_BLOCKED, 0, places[0]) + 1, places[0] - _AROUND)
    last = text.find(_BLOCKED, places[0])
    last = min(places[0] + _AROUND, last if last >= 0 else len(text))
    return correct(text[first:last], tuple(place - first for place in places if place < last)).strip()


@check("body.placeholder")
def unfilled(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """正文里标着“待填”的地方都要填好。

    `qiangxiao new` 建的文件，正文里也留着“待填”。请换成要写的内容；不需要的小标题连同“待填”一起删去。
    """
    for file, line in suspects(catalog, _UNFILLED):
        place = line.text.find(PLACEHOLDER)
        if line.number >= file.body_line and place >= 0:
            message = "正文里还有“待填”没有换成内容。"
            yield line.finding(place, place + len(PLACEHOLDER), message, "请写上内容，或者整行删去。")


CHECKS: tuple[Check, ...] = (punctuation, unfilled)
