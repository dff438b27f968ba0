"""What people type without thinking of Markdown, and what it means here.

The one normaliser of all doors: a body typed in the form, written as a file, sent by mail or taken from a
Word file goes
through it, so the same text gives the same page. Pure: lines in, decisions out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

MAX_HEADING = 40
# 一、加强领导 and 第二部分 保障: the first rank; （一）: the second; 1. and 1．: the third.
_FIRST = re.compile(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}(?:部分|章)")
_SECOND = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}节")
_THIRD = re.compile(r"\d{1,2}[.．、](?!\d)")
_SENTENCE_MARKS = "。！？；，：…;,:!?"
# A line that begins with a number or a bullet begins something of its own: 1.第一, （2）, ①, •. Not 3.5 or
# 2026年.
_POINT = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、)）](?!\d)"
    r"|[①-⓿㊀-㊉⑴-⒛•·●○◆◇■□▪▲△★☆✓✔☑☐→➤]|[-－—–](?=\s?\D))"
)
# Half a line on a phone: who ends a line so early meant it. 时间：周三 is; a paragraph wrapped at the margin
# is not.
_SHORT_COLUMNS = 40
_TOPIC = re.compile(r"[#＃][^#＃\s][^#＃\n]{0,40}[#＃]")
_WIDE_HASHES = re.compile(r"[#＃]*＃[#＃]*(?=[ \t\u3000]*[^#＃\s])")
_WIDE_DASH = re.compile(r"－[ \t\u3000]?(?=[^\s－\d—])")


def rank_of(text: str) -> int:
    """Return the rank that the number before a line gives it: 2 for 一、, 3 for （一）, 4 for 1., else 0."""
    ranks = ((_FIRST, 2), (_SECOND, 3), (_THIRD, 4))
    return next((rank for pattern, rank in ranks if pattern.match(text)), 0)


def is_title_like(line: str) -> bool:
    """Tell whether a line is short and does not end as a sentence does."""
    return "\n" not in line and 0 < len(line) <= MAX_HEADING and line[-1] not in _SENTENCE_MARKS


def find_heading_ranks(lines: Sequence[str]) -> dict[int, int]:
    """Return the ranks of the lines that are headings by their number alone; "" is a blank line or something
    else.

    One numbered line alone is no heading, nor are lines of one rank right below each other: those are a list.
    """
    ranks = {at: rank for at, line in enumerate(lines) if is_title_like(line) and (rank := rank_of(line))}
    filled = [at for at, line in enumerate(lines) if line]
    places = {at: place for place, at in enumerate(filled)}
    found: dict[int, int] = {}
    thirds = sum(1 for rank in ranks.values() if rank == 4)
    for at, rank in ranks.items():
        place = places[at]
        near = filled[max(0, place - 1) : place] + filled[place + 1 : place + 2]
        # 1. before a short line is a heading only where text follows it and other such headings are; a point
        # right below it makes it a list with lists in it.
        is_alone = not any(rank_of(lines[other]) == rank for other in near)
        heads_text = place + 1 < len(filled) and not _POINT.match(lines[filled[place + 1]])
        if is_alone and (rank < 4 or (thirds > 1 and heads_text)):
            found[at] = rank
    return found if len(found) > 1 else {}


def is_meant_break(before: str, after: str) -> bool:
    """Tell whether the line break between two lines of a paragraph was meant: columns of text wrap, short
    lines do not.
    """
    bare = before.rstrip(" \t\\*_")
    if bare.endswith(("：", ":")) or _POINT.match(after.lstrip("*_ ")):
        return True
    # A comma says that the sentence goes on; lines of Latin words are wrapped wherever their writer likes.
    if bare.endswith(("，", "、", ",")) or bare.isascii():
        return False
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in bare) <= _SHORT_COLUMNS


def narrow(line: str) -> str:
    """Return a line whose first signs are the half-width ones that were meant: ＃＃ of a heading, － of a
    list.
    """
    if is_topic(line):
        return line
    if match := _WIDE_HASHES.match(line):
        return match[0].replace("＃", "#") + line[match.end() :]
    return _WIDE_DASH.sub("- ", line, count=1) if line.startswith("－") else line


def is_topic(line: str) -> bool:
    """Tell whether a line begins with a topic as WeChat writes it, #强校工程#, and not with a heading."""
    return _TOPIC.match(line) is not None
