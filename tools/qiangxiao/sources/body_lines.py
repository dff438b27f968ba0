"""Splits a body into lines, if it keeps within the limits.

The limits come first because everything after takes time or depth in proportion to what they bound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qiangxiao.foundation.problems import Span
from qiangxiao.sources import body_rules as rules
from qiangxiao.sources.body_notes import REPLACEMENT, UNSEEN, Notes

_SYMBOLS = "`[]<&\\{*_~"
# catches a run of more than MAX_RUN signs like "[[[[…", spares "[[" (pairs are tried from each: quadratic)
_RUN = re.compile(rf"[\[(!<>*_`~]{{{rules.MAX_RUN + 1},}}")
# catches ">>>>>>>>>", "> > > > > > > > >", spares ">>", "一 >>>>>>>>>" (one frame of the parser each)
_QUOTES = re.compile(rf"^(?:[ \t]*>){{{rules.MAX_NESTING + 1},}}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Line:
    """What is left of a source line inside its quotations and list items, and where that begins."""

    text: str
    number: int
    column: int = 1

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing is left."""
        return not self.text.strip()

    @property
    def indent(self) -> int:
        """Width of the white space it begins with."""
        lead = self.text[: len(self.text) - len(self.text.lstrip(" \t"))]
        return len(lead.expandtabs(4))

    def without(self, characters: int) -> Line:
        """Return the line without its first characters."""
        return Line(self.text[characters:], self.number, self.column + characters)

    def dedented(self, width: int | None = None) -> Line:
        """Return the line without (at most `width` of) its leading white space."""
        characters = len(self.text) - len(self.text.lstrip(" \t"))
        if width is not None:
            while characters and len(self.text[:characters].expandtabs(4)) > width:
                characters -= 1
        return self.without(characters)

    def span(self, start: int = 0, length: int | None = None) -> Span:
        """Return a stretch of the line."""
        return Span.at(self.number, self.column + start, len(self.text) - start if length is None else length)


def split_lines(source: str, first_line: int, notes: Notes) -> list[Line]:
    """Return the lines of a body without unseen characters; none if a limit is passed."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    _check_limits(source, first_line, notes)
    if not notes.is_renderable:
        return []
    source = _replace_unseen(source, first_line, notes)
    return [Line(text, number) for number, text in enumerate(source.split("\n"), first_line)]


def _check_limits(source: str, first_line: int, notes: Notes) -> None:
    size = len(source.encode("utf-8", "surrogatepass"))
    lines = source.split("\n")
    start = Span.at(first_line)
    if size > rules.MAX_BYTES:
        message = f"正文有 {size // 1024} KiB，超过 {rules.MAX_BYTES // 1024} KiB。"
        notes.refuse(start, message, "请拆成几篇，或把大段资料作为附件。")
        return
    if len(lines) > rules.MAX_LINES:
        notes.refuse(start, f"正文有 {len(lines)} 行，超过 {rules.MAX_LINES} 行。", "请拆成几篇。")
    symbols = sum(source.count(symbol) for symbol in _SYMBOLS)
    if symbols > rules.MAX_SYMBOLS:
        message = f"正文里的标记符号（* [ ] 等）有 {symbols} 个，超过 {rules.MAX_SYMBOLS} 个。"
        notes.refuse(start, message, "请拆成几篇，或去掉不必要的标记。")
    for number, line in enumerate(lines, first_line):
        if len(line) > rules.MAX_LINE_LENGTH:
            message = f"这一行有 {len(line)} 个字符，超过 {rules.MAX_LINE_LENGTH} 个。"
            notes.refuse(Span.at(number, 1, len(line)), message, "请分成几段，段落之间空一行。")
    for pattern, what in ((_RUN, "符号连续"), (_QUOTES, "引用嵌套")):
        if match := pattern.search(source):
            number = source.count("\n", 0, match.start())
            column = match.start() - source.rfind("\n", 0, match.start())
            most = rules.MAX_RUN if pattern is _RUN else rules.MAX_NESTING
            span = Span.at(first_line + number, column, len(match[0]))
            notes.refuse(span, f"{what}超过 {most} 个。", "请删去多余的符号；分隔线写三个减号 ---。")


def _replace_unseen(source: str, first_line: int, notes: Notes) -> str:
    for match in UNSEEN.finditer(source):
        number = source.count("\n", 0, match.start())
        column = match.start() - source.rfind("\n", 0, match.start())
        message = f"这里有看不见的字符 U+{ord(match[0]):04X}。"
        notes.report(rules.CHARACTER, Span.at(first_line + number, column), message, "请删去它。")
        if len(notes.problems) > rules.MAX_PROBLEMS:
            break
    return UNSEEN.sub(REPLACEMENT, source)
