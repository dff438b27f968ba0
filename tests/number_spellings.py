"""Ways to spell a mobile number and an id number, and numbers to spell."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta

MOBILES = ("13800138000", "15928765431", "18612345678", "17711223344", "19987651234")
CHINESE = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
READ_OUT = CHINESE | {"0": "〇", "1": "幺"}
FORMAL = dict(zip("0123456789", "零壹贰叁肆伍陆柒捌玖", strict=True))
CIRCLED = dict(zip("0123456789", "⓪①②③④⑤⑥⑦⑧⑨", strict=True))


def spelt(number: str, digits: dict[str, str]) -> str:
    return "".join(digits.get(char, char) for char in number)


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


PHONE_SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "plain": lambda n: n,
    "3-4-4 blanks": lambda n: f"{n[:3]} {n[3:7]} {n[7:]}",
    "3-4-4 dashes": lambda n: f"{n[:3]}-{n[3:7]}-{n[7:]}",
    "3-4-4 dots": lambda n: f"{n[:3]}.{n[3:7]}.{n[7:]}",
    "3-4-4 middle dots": lambda n: f"{n[:3]}·{n[3:7]}·{n[7:]}",
    "3-3-5": lambda n: f"{n[:3]} {n[3:6]} {n[6:]}",
    "4-4-3": lambda n: f"{n[:4]} {n[4:8]} {n[8:]}",
    "3-8": lambda n: f"{n[:3]}-{n[3:]}",
    "7-4": lambda n: f"{n[:7]} {n[7:]}",
    "full-width": full_width,
    "full-width groups": lambda n: full_width(f"{n[:3]}-{n[3:7]}-{n[7:]}"),
    "invisible": lambda n: "\u200b".join(n),
    "single": lambda n: " ".join(n),
    "brackets": lambda n: f"({n[:3]}){n[3:7]}-{n[7:]}",
    "full-width brackets": lambda n: f"（{n[:3]}）{n[3:]}",
    "country": lambda n: f"+86 {n}",
    "country groups": lambda n: f"+86-{n[:3]}-{n[3:7]}-{n[7:]}",
    "country 0086": lambda n: f"0086{n}",
    "chinese": lambda n: spelt(n, CHINESE),
    "read out": lambda n: spelt(n, READ_OUT),
    "formal": lambda n: spelt(n, FORMAL),
    "circled": lambda n: spelt(n, CIRCLED),
    "line end": lambda n: f"{n[:7]}\n{n[7:]}",
    "cells": lambda n: f"| {n[:3]} | {n[3:7]} | {n[7:]} |",
    "emphasis": lambda n: f"**{n[:3]}**{n[3:]}",
    "half chinese": lambda n: n[:3] + spelt(n[3:], CHINESE),
}

ID_SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "plain": lambda n: n,
    "lower case": lambda n: n.lower(),
    "6-8-4 blanks": lambda n: f"{n[:6]} {n[6:14]} {n[14:]}",
    "6-8-4 dashes": lambda n: f"{n[:6]}-{n[6:14]}-{n[14:]}",
    "6-4-4-4": lambda n: f"{n[:6]} {n[6:10]} {n[10:14]} {n[14:]}",
    "3-3-4-4-4": lambda n: " ".join((n[:3], n[3:6], n[6:10], n[10:14], n[14:])),
    "dots": lambda n: f"{n[:6]}.{n[6:14]}.{n[14:]}",
    "middle dots": lambda n: f"{n[:6]}·{n[6:14]}·{n[14:]}",
    "long dashes": lambda n: f"{n[:6]}—{n[6:14]}—{n[14:]}",
    "full-width": full_width,
    "full-width blanks": lambda n: f"{n[:6]}　{n[6:14]}　{n[14:]}",
    "invisible": lambda n: "\u200b".join(n),
    "soft hyphen": lambda n: "\u00ad".join(n),
    "single": lambda n: " ".join(n),
    "emphasis": lambda n: f"**{n[:6]}**{n[6:]}",
    "underscores": lambda n: f"{n[:6]}_{n[6:14]}_{n[14:]}",
    "brackets": lambda n: f"{n[:6]}({n[6:14]}){n[14:]}",
    "full-width brackets": lambda n: f"{n[:6]}（{n[6:14]}）{n[14:]}",
    "chinese": lambda n: spelt(n, CHINESE),
    "formal": lambda n: spelt(n, FORMAL),
    "circled": lambda n: spelt(n, CIRCLED),
    "line end": lambda n: f"{n[:10]}\n{n[10:]}",
    "cells": lambda n: f"| {n[:6]} | {n[6:14]} | {n[14:]} |",
    "commas": lambda n: f"{n[:6]},{n[6:14]},{n[14:]}",
    "letters before": lambda n: f"zhang{n}",
}


def id_numbers(count: int) -> list[str]:
    chosen = random.Random(11)
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    numbers = []
    for _ in range(count):
        born = date(2011, 1, 1) + timedelta(days=chosen.randrange(1500))
        first = f"5101{chosen.randrange(1, 90):02}{born:%Y%m%d}{chosen.randrange(1, 999):03}"
        total = sum(int(digit) * weight for digit, weight in zip(first, weights, strict=True))
        numbers.append(f"{first}{'10X98765432'[total % 11]}")
    return numbers
