"""Words from Word to words of our Markdown: clean, escaped, and safe at the start of a line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml import etree

from qiangxiao.sources.body_notes import UNSEEN

_SPACES = re.compile(r"[^\S\n]+")
# catches "*", "&#", "{%", "<", spares "&", "{", "-", "一"
_SPECIAL = re.compile(r"[\\`*_\[\]<|~]|&(?=[#a-zA-Z])|\{(?=[{%#:])")
# catches "# 一", "- 一", "12. 一", spares "一 # 二", "1、一" (only at the start of a line)
_LINE_START = re.compile(r"([#>+=-])|(\d{1,9})([.)])")
_LINE_ROOM = 4000  # characters: below the longest line that a body may have, with room for marks
# catches "。", spares "，", "." (after it a line may be broken)
_SENTENCE_END = re.compile(r"(?<=[。！？；])")
_UNSURE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200d\u2800\u3164\uffa0\ufffc\U0001d173-\U0001d17a]"
)
# catches "p", "h2", spares "b", "span"
_BLOCK = re.compile(r"p|li|td|th|tr|br|h[1-6]")


def clean_text(text: str) -> str:
    """Return text in NFC without unseen characters, with plain spaces."""
    text = _UNSURE.sub("", UNSEEN.sub("", unicodedata.normalize("NFC", text)))
    return _SPACES.sub(" ", text)


def escape(text: str) -> str:
    """Return plain text such that it reads back as itself inside a line."""
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text)


def guard(line: str) -> str:
    """Return a line of Markdown whose first characters cannot begin a heading, list, quotation or rule."""
    line = line.strip()
    if start := _LINE_START.match(line):
        return f"{start[2] or ''}\\{line[len(start[2] or '') :]}"
    return line


def plain(element: etree._Element) -> str:
    """Return the words of an element, a line for each paragraph or line break, without footnote numbers."""
    text = re.sub(r" *\n *", "\n", "".join(_words(element)))
    return re.sub(r"\n{2,}", "\n", text).strip(" \n")


def _words(element: etree._Element) -> Iterator[str]:
    if element.tag == "sup" and element.find("a") is not None and element.find("a").get("id"):
        return
    is_block = _BLOCK.fullmatch(str(element.tag))
    yield "\n" if is_block else ""
    yield clean_text(element.text or "")
    for child in element:
        yield from _words(child)
        yield clean_text(child.tail or "")
    yield "\n" if is_block else ""


def emphasise(text: str, mark: str) -> str:
    """Return text between emphasis signs that touch its words; white space stays outside."""
    core = text.strip()
    if not core:
        return text
    lead = text[: len(text) - len(text.lstrip())]
    return f"{lead}{mark}{core}{mark}{text[len(text.rstrip()) :]}"


def join_lines(text: str) -> str:
    """Return the lines of a table's cell as one line, which is
    all a cell can hold: parted by ；, or by their own marks.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return "".join(
        line + ("" if at == len(lines) - 1 else _separate(line, lines[at + 1]))
        for at, line in enumerate(lines)
    )


def _separate(line: str, following: str) -> str:
    if line.startswith("![") or following.startswith("!["):
        return " "
    if line[-1] in "。！？；，、：…）;,:.!?":
        return " " if line[-1].isascii() else ""
    return "；"


def short_lines(line: str) -> list[str]:
    """Return a line in pieces that keep within the length of a line, broken after sentences."""
    if len(line) <= _LINE_ROOM:
        return [line]
    lines = [""]
    for sentence in _SENTENCE_END.split(line):
        if len(lines[-1]) + len(sentence) > _LINE_ROOM and lines[-1]:
            lines.append("")
        lines[-1] += sentence
    return [lines[0], *(guard(rest) for rest in lines[1:] if rest.strip())]
