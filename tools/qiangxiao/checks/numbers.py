"""A text to the numbers in it that belong to one person, however they are spelt.

Digits may be full-width, circled, Chinese or formal (壹), in groups, in brackets, in cells, over a line end.
The online form does the same (`site/submit/src/numbers.js`); a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qiangxiao.checks.texts import Folded, fold

_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"

_CHINESE = str.maketrans("〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "001234567891123456789")
# Read as digits only where seven or more stand together, plain ones among them or not: a number that is read
# out (“一三八零零…”), not “三五个” or “一二三四”.
_READ_OUT = re.compile(r"(?:[0-9〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖][ -]?){7,}")
# What may stand between groups. “138****1234” hides its middle and has too few digits left.
_BETWEEN = r"[ \t\n.·()\[\]|*_~、,;/:-]"
_CHAIN = re.compile(rf"[0-9]+(?:{_BETWEEN}{{1,4}}[0-9]+)*")
_LONG = 11
# Ways to group a mobile number. Three numbers in a row, “150 160 170”, are none of them.
_GROUPINGS = frozenset(
    {(11,), (3, 4, 4), (3, 3, 5), (4, 4, 3), (3, 8), (7, 4), (5, 3, 3), (4, 3, 4), (5, 6), (1,) * 11}
)
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# What the digits of a chain have to look like at some place, so that a line of ten thousand numbers costs
# no more than reading it: 17 or 18 with a date of birth within (510104 20100307 001), 11 of a mobile number
# with the code of the country or without (86 138 0000 0000). Spared: 510104 20101307 001, no 13th month.
_BIRTH = "[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}"
_SHAPES = tuple(
    re.compile(f"(?=({shape}))") for shape in (_BIRTH, f"{_BIRTH}[0-9]", f"(?:(?:00)?86)?{_MOBILE.pattern}")
)
# Cells and lists of figures look like groups, too (138|2024|2025): there a word has to say what they are.
_LOOSE = re.compile(r"[\n|、,;/:]")
_ABOUT_PHONES = re.compile(r"电话|手机|联系|号码|微信|拨打|致电|[Tt][Ee][Ll]")
_PHONE_REACH = 60
_HEX = re.compile(r"[A-Fa-f]")
_LATIN = re.compile(r"[A-Za-z0-9]")

_GAP = r"[ .·_*-]{0,2}"
_PUPIL_CODE = re.compile(rf"(?<![A-Za-z0-9])[GLJglj]{_GAP}\d(?:{_GAP}\d){{16}}{_GAP}[\dXx](?![A-Za-z0-9])")
_PUPIL_WORD = re.compile(r"学籍辅?号码?|学号|考籍号|准考证号码?|考号")
_PUPIL_NUMBER = re.compile(rf"({_PUPIL_WORD.pattern})[\s:是为|*(]{{0,6}}([A-Za-z]?\d{{4,}})")
_CARD = re.compile(r"(?<![0-9A-Za-z])(?=([3-69]\d(?:[ -]?\d){14,17})(?![0-9A-Za-z]))")
_CARD_CONTEXT = re.compile(
    r"银行|卡号|[账帐][号户]|开户|户名|汇款|转[账帐]|[收打]款|存折|借记卡|储蓄卡|信用卡"
)
_CONTEXT_REACH = 12


@dataclass(frozen=True, slots=True)
class Number:
    """A number of somebody: what it is, and its first and last character (exclusive) in the text."""

    kind: str
    start: int
    end: int


def is_id_number(digits: str) -> bool:
    """Tell whether 18 characters are a resident id number: province, date of birth, checksum of GB 11643."""
    if not _PROVINCE.match(digits):
        return False
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return 1900 <= born.year < 2100 and _CHECK_CHARACTERS[total % 11] == digits[17].upper()


def passes_luhn(digits: str) -> bool:
    """Tell whether the check digit of a card number is right (ISO/IEC 7812-1)."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(n - 9 if n > 9 else n for n in doubled)) % 10 == 0


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers in a text in which line ends are line ends; each stretch is told once."""
    folded = _digits_made_plain(fold(text))
    taken: list[tuple[int, int]] = []
    for kind, start, end in _all(folded.text):
        if not any(start < stop and begin < end for begin, stop in taken):
            taken.append((start, end))
            yield Number(kind, *folded.place(start, end))


def _all(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _PUPIL_CODE.finditer(text):
        yield "student-number", match.start(), match.end()
    for chain in _CHAIN.finditer(text):
        if sum(map(str.isdigit, chain[0])) >= _LONG:
            yield from _in_chain(text, chain.start(), chain.end())
    for match in _PUPIL_NUMBER.finditer(text):
        yield "student-number", *match.span(2)
    for match in _CARD.finditer(text):
        start, end = match.span(1)
        around = text[max(0, start - _CONTEXT_REACH) : end + _CONTEXT_REACH]
        if _CARD_CONTEXT.search(around) and passes_luhn(re.sub(r"\D", "", match[1])):
            yield "bank-card", start, end


def _in_chain(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield the id and mobile numbers that begin and end with a group of a chain of groups."""
    groups = [
        (match.start() + start, match.end() + start) for match in re.finditer("[0-9]+", text[start:end])
    ]
    digits = "".join(text[begin:stop] for begin, stop in groups)
    firsts, lasts, counted = {}, {}, 0
    for index, (begin, stop) in enumerate(groups):
        firsts[counted] = index
        counted += stop - begin
        lasts[counted] = index
    for at, to in sorted({match.span(1) for shape in _SHAPES for match in shape.finditer(digits)}):
        if at in firsts and to in lasts:
            between = groups[firsts[at] : lasts[to] + 1]
            yield from _name_number(text, between, digits[at:to])


def _name_number(text: str, groups: list[tuple[int, int]], digits: str) -> Iterator[tuple[str, int, int]]:
    """Yield what a run of groups is, if it is somebody's number."""
    start, stop = groups[0][0], groups[-1][1]
    if len(digits) == 17 and text[stop : stop + 3].strip(" -")[:1] in ("x", "X"):
        stop = text.upper().index("X", stop) + 1
        if is_id_number(f"{digits}X") and not _LATIN.match(text[stop : stop + 1]):
            yield "id-number", start, stop
    elif len(digits) == 18 and is_id_number(digits) and text[stop : stop + 1] not in ("x", "X"):
        yield "id-number", start, stop
    elif is_mobile(text, start, stop, digits, tuple(end - begin for begin, end in groups)):
        yield "phone", start, stop


def is_mobile(text: str, start: int, end: int, digits: str, lengths: tuple[int, ...]) -> bool:
    """Tell whether groups of digits are a mobile number, with the code of the country or without."""
    for code in ("86", "0086"):
        if digits.startswith(code) and len(digits) == len(code) + 11:
            digits = digits.removeprefix(code)
            lengths = lengths[1:] if lengths[0] == len(code) else (lengths[0] - len(code), *lengths[1:])
    if len(digits) != 11 or not _MOBILE.fullmatch(digits) or lengths not in _GROUPINGS:
        return False
    if _HEX.match(text[end : end + 1]) or _HEX.match(text[start - 1 : start] if start else ""):
        return False  # part of a checksum
    if re.match(r"\.[0-9]", text[end : end + 2]) or re.match(r"[0-9]\.", text[max(0, start - 2) : start]):
        return False  # part of a decimal: a longitude
    between = re.sub("[0-9]", "", text[start:end])
    return not _LOOSE.search(between) or bool(
        _ABOUT_PHONES.search(text[max(0, start - _PHONE_REACH) : start])
    )


def _digits_made_plain(folded: Folded) -> Folded:
    text = _READ_OUT.sub(lambda match: match[0].translate(_CHINESE), folded.text)
    return Folded(text, folded.origins)
