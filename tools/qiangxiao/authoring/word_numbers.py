"""The automatic numbers of a Word file as Word shows them: 一、（一）1. ① and what else lists count in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from qiangxiao.authoring.word_parts import Styles, W, is_on, value

_DIGITS = "〇一二三四五六七八九"
_CHINESE = (
    "chinesecounting",
    "chinesecountingthousand",
    "taiwanesecounting",
    "taiwanesecountingthousand",
    "japanesecounting",
    "ideographdigital",
    "japanesedigitaltenthousand",
    "koreancounting",
    "taiwanesedigital",
)
_LEGAL = ("chineselegalsimplified", "ideographlegaltraditional", "japaneselegal")
_LEGAL_DIGITS = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_SERIES = {
    "ideographtraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographzodiac": "子丑寅卯辰巳午未申酉戌亥",
    "ideographenclosedcircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "decimalenclosedcircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
    "㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿",
    "decimalenclosedfullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "decimalenclosedparen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
}
_SERIES["decimalenclosedcirclechinese"] = _SERIES["decimalenclosedcircle"]
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
BULLET = "•"


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how it counts, from where, how that is written,
    after which level it begins anew.
    """

    format: str
    text: str
    start: int
    restart: int | None
    is_legal: bool


@dataclass
class _Counters:
    """Where the counters of one list stand; lists of the same definition go on counting
    together, as in Word.
    """

    values: dict[int, int] = field(default_factory=dict)
    used: set[tuple[str, int]] = field(default_factory=set)


class Numbering:
    """Counts through a document; ask for its paragraphs in their order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract = {} if root is None else _by(root, "abstractNum", "abstractNumId")
        self._nums = {} if root is None else _by(root, "num", "numId")
        self._counters: dict[str, _Counters] = {}

    def number_of(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """Return the number that Word shows before a paragraph and its level from 0, or None;
        a bullet is `•`.
        """
        num_id = value(self._property(paragraph), f"{W}numId")
        num = self._nums.get(num_id)
        if num is None or num_id == "0":
            return None
        abstract_id, abstract = self._definition(num)
        at = self._level_index(paragraph, abstract)
        levels = self._levels(num, abstract)
        if at not in levels:
            return None
        counters = self._counters.setdefault(abstract_id, _Counters())
        overrides = _overrides(num)
        starts = {index: overrides.get(index, level.start) for index, level in levels.items()}
        # "Start again at 1" belongs to a level of a list, and is obeyed where that level is first met.
        if at in overrides and (num_id, at) not in counters.used:
            counters.values.pop(at, None)
        counters.used.add((num_id, at))
        counters.values[at] = counters.values[at] + 1 if at in counters.values else starts[at]
        for deeper, level in levels.items():
            if deeper > at and level.restart != 0 and at < (level.restart or deeper):
                counters.values.pop(deeper, None)
        level = levels[at]
        if level.format == "bullet":
            return BULLET, at
        for higher in range(at):
            counters.values.setdefault(higher, levels[higher].start if higher in levels else 1)

        def shown(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            kind = "decimal" if level.is_legal else levels[index].format if index in levels else "decimal"
            return written(counters.values.get(index, 1), kind)

        # catches "第%1条", spares "100%", "%0"
        text = re.sub(r"%([1-9])", shown, level.text)
        return (text, at) if text.strip() else None

    def _property(self, paragraph: etree._Element) -> etree._Element | None:
        return self._styles.of_paragraph(paragraph, f"{W}numPr")

    def _level_index(self, paragraph: etree._Element, abstract: etree._Element | None) -> int:
        """Return the level: the paragraph's own, else the one that its style is tied to in the list."""
        stated = value(self._property(paragraph), f"{W}ilvl")
        if stated.isdigit():
            return int(stated)
        style = value(paragraph, f"{W}pPr/{W}pStyle")
        for level in () if abstract is None or not style else abstract.iter(f"{W}lvl"):
            if value(level, f"{W}pStyle") == style:
                return int(level.get(f"{W}ilvl", "0"))
        return 0

    def _definition(self, num: etree._Element) -> tuple[str, etree._Element | None]:
        """Return a list's definition, through the style of a list that it may stand for."""
        abstract_id = value(num, f"{W}abstractNumId")
        abstract = self._abstract.get(abstract_id)
        if link := value(abstract, f"{W}numStyleLink"):
            for style in self._styles.chain(link):
                other = self._nums.get(value(style, f"{W}pPr/{W}numPr/{W}numId"))
                if other is not None:
                    abstract_id = value(other, f"{W}abstractNumId")
                    return abstract_id, self._abstract.get(abstract_id)
        return abstract_id, abstract

    def _levels(self, num: etree._Element, abstract: etree._Element | None) -> dict[int, _Level]:
        own = num.findall(f"{W}lvlOverride/{W}lvl")
        both = [*([] if abstract is None else abstract.findall(f"{W}lvl")), *own]
        return {int(level.get(f"{W}ilvl", "0")): _level(level) for level in both}


def _by(root: etree._Element, tag: str, key: str) -> dict[str, etree._Element]:
    return {element.get(f"{W}{key}", ""): element for element in root.iter(f"{W}{tag}")}


def _overrides(num: etree._Element) -> dict[int, int]:
    return {
        int(override.get(f"{W}ilvl", "0")): _whole(value(override, f"{W}startOverride"), 1)
        for override in num.findall(f"{W}lvlOverride")
        if override.find(f"{W}startOverride") is not None
    }


def _level(level: etree._Element) -> _Level:
    restart = value(level, f"{W}lvlRestart")
    return _Level(
        value(level, f"{W}numFmt").lower() or "decimal",
        # A level that says nothing of how it is written is some program's plain list.
        f"%{int(level.get(f'{W}ilvl', '0')) + 1}."
        if level.find(f"{W}lvlText") is None
        else value(level, f"{W}lvlText"),
        _whole(value(level, f"{W}start"), 1),
        int(restart) if restart.isdigit() else None,
        is_on(level.find(f"{W}isLgl")),
    )


def _whole(text: str, otherwise: int) -> int:
    # longer numbers are a stranger's joke: Word itself counts to 32,767
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise


def written(number: int, kind: str) -> str:
    """Return a number as Word writes it in one of its formats, whose names come in lower case."""
    if kind == "none":
        return ""
    if kind in _CHINESE:
        return chinese(number)
    if kind in _LEGAL:
        return chinese(number, is_legal=True).translate(_LEGAL_DIGITS)
    if kind in _SERIES:
        series = _SERIES[kind]
        return series[number - 1] if 0 < number <= len(series) else str(number)
    if kind in ("upperroman", "lowerroman"):
        roman = _roman(number)
        return roman.upper() if kind == "upperroman" else roman
    if kind in ("upperletter", "lowerletter"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""
        return letters.upper() if kind == "upperletter" else letters
    if kind == "decimalzero":
        return f"{number:02d}"
    if kind.startswith("decimalfullwidth"):
        return str(number).translate(_FULL_WIDTH)
    return f"- {number} -" if kind == "numberindash" else str(number)


def chinese(number: int, is_legal: bool = False) -> str:
    """Return a whole number below ten thousand in Chinese: 十二, 二十, 一百〇五; 壹拾 in legal
    writing keeps its 一.
    """
    # as far as Chinese numerals are written here (一万 needs other words)
    if not 0 < number < 10_000:
        return _DIGITS[0] if number == 0 else str(number)
    out, is_gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += (_DIGITS[0] if is_gap else "") + _DIGITS[digit] + name
            is_gap = False
        else:
            is_gap = bool(out)
    return out[1:] if 10 <= number < 20 and not is_legal else out


def _roman(number: int) -> str:
    # as far as Roman numerals go without further signs
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for size, sign in _ROMAN:
        out += sign * (number // size)
        number %= size
    return out
