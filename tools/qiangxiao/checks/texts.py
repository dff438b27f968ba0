"""Content files as lines of text, for rules about what is written rather than about records.

Every file of a catalog is read once, however many rules look at it. Positions are those of the file as the
contributor has it: invisible characters are kept, so that a column is the column an editor shows. Photos
take part with their name only. Decides nothing about what may be written.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.checks.registry import Finding
from qiangxiao.foundation.problems import Span
from qiangxiao.sources.text import decode, read_limited

MAX_REPORTED = 20  # findings of one rule in one file; the rest are mostly the same one again
CJK = "\u3400-\u4dbf\u4e00-\u9fff"
_TEXT_SUFFIXES = (".yml", ".md")
# catches "\u200b", "\u00ad", "\ufe0f", spares " ", "\u3000" (written between digits they hide a number)
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
# catches "- ", "> 1. ", "（一）", "3、", spares "2026年", "一、" (the item's text follows)
_LIST_ITEM = re.compile(r"\s*(?:>\s*)*(?:[-*+•]|\d{1,2}[.、)）]|[（(][一二三四五六七八九十\d]{1,3}[）)])\s*")
# catches "name: 一", "  - phone:", spares "姓名: 一", "name:一", "https://a.cn"
_YAML_KEY = re.compile(r"\s*(?:- +)*[A-Za-z_][\w-]*:(?: |$)")
# catches "|---|:-:|", spares "| 一 |"
_DELIMITER_ROW = re.compile(r"[\s|:-]+")
# catches "```", "  ~~~~", spares "``", "一```"
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})")
# catches "。", "?", spares "，", "." (a dot is a decimal point as often)
_SENTENCE_END = re.compile(r"[。！？!?]")
_MAX_LEAD_LINES = 30  # lines back to the one that a list belongs to; longer lists are read without it
_SENTENCE_REACH = 300  # characters back to where a sentence begins; nobody writes longer ones


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a file; line 0 is the file's own path."""

    path: str
    number: int
    text: str

    def finding(self, start: int, end: int, message: str, hint: str) -> Finding:
        """Return a finding at the characters `start` (from 0) to `end` (exclusive)."""
        span = Span.at(self.number, start + 1, end - start) if self.number else Span.at(1)
        if not self.number:
            message = f"文件名：{message}"
        return Finding(message, hint, path=self.path, span=span)


@dataclass(frozen=True)
class TextFile:
    """A file as text. `content` starts with a line that holds the path, so a file name is checked as well."""

    path: str
    content: str

    @cached_property
    def lines(self) -> tuple[TextLine, ...]:
        """Every line, the path first, so that the index of a line is its number."""
        texts = self.content.split("\n")
        return tuple(TextLine(self.path, number, text) for number, text in enumerate(texts))

    @cached_property
    def body_line(self) -> int:
        """Number of the first line that is Markdown; beyond the end when there is none."""
        lines = self.lines
        if not self.path.endswith(".md") or len(lines) < 2:
            return len(lines)
        if lines[1].text.rstrip() != "---":
            return 1
        return next((line.number + 1 for line in lines[2:] if line.text.rstrip() == "---"), len(lines))

    @cached_property
    def code_lines(self) -> frozenset[int]:
        """Numbers of the lines in fenced code blocks, fences included."""
        found, is_open = set(), False
        for line in self.lines[self.body_line :]:
            is_fence = _FENCE.match(line.text) is not None
            if is_open or is_fence:
                found.add(line.number)
            is_open ^= is_fence
        return frozenset(found)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts, position = [], 0
        for line in self.lines:
            starts.append(position)
            position += len(line.text) + 1
        return tuple(starts)

    def finding(self, start: int, end: int, message: str, hint: str) -> Finding:
        """Return a finding at characters of the content; of what goes on, the part on its first line."""
        line = self.lines[bisect_right(self._starts, start) - 1]
        begin = self._starts[line.number]
        return line.finding(start - begin, min(end - begin, len(line.text)), message, hint)

    def is_data(self, line: TextLine) -> bool:
        """Tell whether a line is YAML."""
        return 0 < line.number < self.body_line

    def table_header(self, number: int) -> tuple[str, ...]:
        """Return the cells of line `number` if it is the heading row of a Markdown table."""
        if number + 1 >= len(self.lines) or "|" not in self.lines[number].text:
            return ()
        below = self.lines[number + 1].text
        if "|" not in below or "-" not in below or not _DELIMITER_ROW.fullmatch(below):
            return ()
        return tuple(strip_cell(cell) for cell in self.lines[number].text.strip().strip("|").split("|"))

    def sentence_before(self, line: TextLine, start: int) -> str:
        """Return what a sentence says before a character, even on earlier lines of the paragraph."""
        text = line.text[max(0, start - _SENTENCE_REACH) : start]
        while len(text) < _SENTENCE_REACH and not _SENTENCE_END.search(text) and self._continues(line):
            line = self.lines[line.number - 1]
            text = line.text[-_SENTENCE_REACH:] + text
        return _SENTENCE_END.split(text)[-1]

    def lead_in(self, line: TextLine) -> str:
        """Return the sentence ending in a colon that introduces the list a line is an item of."""
        if not _LIST_ITEM.match(line.text):
            return ""
        for earlier in reversed(self.lines[max(1, line.number - _MAX_LEAD_LINES) : line.number]):
            text = earlier.text.strip()
            if self.is_data(earlier) or text.startswith("#"):
                return ""
            if text and not _LIST_ITEM.match(earlier.text):
                return _SENTENCE_END.split(text)[-1] if text.endswith(("：", ":")) else ""
        return ""

    def _continues(self, line: TextLine) -> bool:
        """Tell whether a line goes on with the paragraph or the value of the line above."""
        if line.number in (0, 1, self.body_line) or _LIST_ITEM.match(line.text) or "|" in line.text:
            return False
        above = self.lines[line.number - 1]
        if self.is_data(line):
            return not _YAML_KEY.match(line.text)
        return bool(line.text.strip() and above.text.strip()) and not above.text.startswith("#")


@dataclass(frozen=True, slots=True)
class Folded:
    """Text with its disguises taken off. `origins[i]` is the place in the original of character i."""

    text: str
    origins: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the original a stretch of the folded text is."""
        return self.origins[start], self.origins[end - 1] + 1


@lru_cache(maxsize=8192)
def _plain(char: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", char).translate(_DASHES))


_GONE = "\0"
"""In the place of a character that becomes none or several; no text that was read holds one."""


class _OneForOne(dict[int, str]):
    """What each character becomes, looked up when it first occurs: nearly all lines go one for one."""

    def __missing__(self, code: int) -> str:
        plain = chr(code) if code < 128 else _plain(chr(code))
        found = plain if len(plain) == 1 else _GONE
        if len(self) < _MOST_KNOWN:
            self[code] = found
        return found


_MOST_KNOWN = 8192  # characters: those of GB 2312 and as many again that hardly occur
_ONE_FOR_ONE = _OneForOne()


def fold(text: str) -> Folded:
    """Make full-width characters plain, dashes and spaces alike, and drop invisible characters."""
    if text.isascii():
        return Folded(text, tuple(range(len(text))))
    whole = text.translate(_ONE_FOR_ONE)
    if _GONE not in whole:
        return Folded(whole, tuple(range(len(text))))
    folded: list[str] = []
    origins: list[int] = []
    for index, char in enumerate(text):
        if not char.isascii():
            char = _plain(char)
        folded.append(char)
        origins += [index] * len(char)
    return Folded("".join(folded), tuple(origins))


def strip_cell(cell: str) -> str:
    """Return the text of a table cell or label without spaces and emphasis."""
    return re.sub(r"[\s*_`#]+", "", cell)


def suspects(catalog: Catalog, pattern: re.Pattern[str]) -> tuple[tuple[TextFile, TextLine], ...]:
    """Return the lines in which a pattern occurs, with their files."""
    return _search(Snapshot(catalog), pattern)


def limit(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Pass on the first breaches of each file; more of one rule would drown the rest of the report."""
    counts: Counter[str] = Counter()
    for finding in findings:
        counts[finding.path] += 1
        if counts[finding.path] <= MAX_REPORTED:
            yield finding


def all_files(snapshot: Snapshot) -> tuple[TextFile, ...]:
    """Return every file of a catalog as text."""
    return _read(snapshot)


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A catalog as a cache key: the same object, not an equal one."""

    catalog: Catalog

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Snapshot) and other.catalog is self.catalog

    def __hash__(self) -> int:
        return id(self.catalog)


@lru_cache(maxsize=1)
def _read(snapshot: Snapshot) -> tuple[TextFile, ...]:
    root = snapshot.catalog.root
    return tuple(TextFile(path, f"{path}\n{_text(root / path, path)}") for path in snapshot.catalog.paths)


@lru_cache(maxsize=1)  # rules that share a pattern run one after the other
def _search(snapshot: Snapshot, pattern: re.Pattern[str]) -> tuple[tuple[TextFile, TextLine], ...]:
    return tuple(
        (file, file.lines[number]) for file in _read(snapshot) for number in _line_numbers(file, pattern)
    )


def _line_numbers(file: TextFile, pattern: re.Pattern[str]) -> Iterator[int]:
    number, counted, last = 0, 0, -1
    for match in pattern.finditer(file.content):
        number += file.content.count("\n", counted, match.start())
        counted = match.start()
        if number != last:
            yield number
        last = number


def _text(file: Path, path: str) -> str:
    if not path.endswith(_TEXT_SUFFIXES):
        return ""
    data = read_limited(file)
    decoded = decode(path, data)
    if decoded.text is None or not decoded.problems:
        return decoded.text or ""
    # What was refused has been cut out of `decoded.text`; here columns must be those of the file.
    kept = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", kept)
