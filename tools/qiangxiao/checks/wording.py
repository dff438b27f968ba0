"""Texts of a catalog to typing habits that spoil a Chinese page, with the corrected text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.checks.texts import CJK, TextFile, TextLine, suspects
from qiangxiao.foundation.problems import Severity

_FULL_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")
_WIDE = rf"{CJK}“”‘’《》〈〉「」『』（）【】、"
_SUSPECT = re.compile(rf"[,;?!()](?: ?[{_WIDE}]|(?<=[{_WIDE}].))|:(?<=[{_WIDE}].)")

_MARK = re.compile(
    rf"(?<=[{_WIDE}])[,;?!](?![\[\d]) ?(?=[{_WIDE}]|$)"  # 中文,中文
    rf"|(?<=[{_WIDE}]),(?=\d)|(?<=[\d%])[,;] ?(?=[{_WIDE}])"  # 中文,2026年 and 12%,中文
    rf"|(?<=[{_WIDE}]):(?!//) ?(?=[{_WIDE}\d]|$)"
)
_PAIR = re.compile(r"\(([^()\n]*)\)")
_CLAUSE_REFERENCE = re.compile(r"[一二三四五六七八九十]\([一二三四五六七八九十]+\)")
_OUTSIDE_TEXT = re.compile(
    r"`+[^`\n]*`+"  # code
    r"|!?\[(?=[^\]\n]*\]\()|\]\([^)\n]*\)|\]\[[^\]\n]*\]"  # the marks of links and photos
    rf"|<[^<>\s]+>|(?:https?://|mailto:|www\.)[^\s{CJK}，。；、（）《》“”]*"
)
_DATA_KEY = re.compile(r"\s*(?:- +)*(?:[A-Za-z_][\w-]*:(?: +|$))?")
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})")
_BLOCKED = "\x01"
_AROUND = 12


def prose(file: TextFile, line: TextLine) -> str:
    """Return a line with what is not prose (keys, code, links) blanked out, every character in its place."""
    text = line.text
    if file.is_data(line):
        key = _DATA_KEY.match(text)
        value = key.end() if key else 0
        if _is_flow(file, line, value):
            return ""
        text = _BLOCKED * value + text[value:]
    elif _is_code(file, line):
        return ""
    return _OUTSIDE_TEXT.sub(lambda match: _BLOCKED * len(match[0]), text)


def _is_flow(file: TextFile, line: TextLine, value: int) -> bool:
    """Tell whether the value of a YAML line is a list or mapping in brackets, or goes on with one."""
    if line.text[value : value + 1] in ("[", "{"):
        return True
    for earlier in reversed(file.lines[1 : line.number]):
        if key := _DATA_KEY.match(earlier.text):
            opening = earlier.text[key.end() :].rstrip()
            if opening.startswith(("[", "{")):
                return opening[-1:] not in ("]", "}")
            if key.end() > len(key[0]) - len(key[0].lstrip()) and key[0].strip():
                return False
    return False


def _is_code(file: TextFile, line: TextLine) -> bool:
    """Tell whether a line of the body is in a fenced code block, or is a fence."""
    fences = sum(1 for earlier in file.lines[file.body_line : line.number] if _FENCE.match(earlier.text))
    return fences % 2 == 1 or _FENCE.match(line.text) is not None


def half_width_marks(text: str) -> tuple[int, ...]:
    """Return the places of the half-width punctuation marks that belong to Chinese text."""
    places = [match.start() for match in _MARK.finditer(text)]
    references = {match.start() + 1 for match in _CLAUSE_REFERENCE.finditer(text)}
    for pair in _PAIR.finditer(text):
        start, end = pair.span()
        is_inside = re.match(rf"[{_WIDE}]", pair[1]) or re.search(rf"[{_WIDE}]$", pair[1])
        is_between = re.search(rf"[{CJK}]$", text[:start]) and re.match(rf"[{CJK}]", text[end:])
        if (is_inside or is_between) and start not in references:
            places += [start, end - 1]
    return tuple(sorted(places))


def corrected(text: str, places: tuple[int, ...]) -> str:
    """Return a text with the marks at some places made full-width and the space after them closed up."""
    wrong = set(places)
    parts = []
    for index, char in enumerate(text):
        if index in wrong:
            parts.append(char.translate(_FULL_WIDTH))
        elif not (char == " " and index - 1 in wrong and text[index - 1] != ")"):
            parts.append(char)
    return "".join(parts)


@check("wording.punctuation", Severity.ADVICE)
def punctuation(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """汉字之间用全角标点，不用半角的逗号、分号、冒号、问号、叹号和括号。

    半角标点夹在汉字中间，网页和打印稿的行会对不齐。依据：国家标准 GB/T 15834《标点符号用法》。
    时间（14:00）、比例（3:1）、网址和代码里的半角标点不用改。

    改法：切换到中文标点重新输入；提示里给出了改好的文字。"""
    for file, line in suspects(catalog, _SUSPECT):
        places = half_width_marks(prose(file, line))
        if places:
            first, last = max(0, places[0] - _AROUND), places[0] + _AROUND
            shown = tuple(place - first for place in places if place <= last)
            better = corrected(line.text[first : last + 1], shown).strip()
            count = f"有 {len(places)} 个" if len(places) > 1 else "用了"
            yield line.finding(places[0], places[0] + 1, f"这一行{count}半角标点。", f"请改成“{better}”。")


CHECKS: tuple[Check, ...] = (punctuation,)
