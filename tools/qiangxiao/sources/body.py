"""A contributor's Markdown body to safe HTML, plain text, addresses and problems.

Pure: text in, data out. Whatever the text, the HTML is on the allow-list of `body_html`; whether it may be
published is what `problems` says. The dialect: paragraphs, headings `##` to `####`, emphasis, strikethrough,
lists, tables, quotations, links, images, code, footnotes, rules and line breaks. No raw HTML, no attributes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import unescape

from qiangxiao.foundation.problems import Problem, Span, in_order
from qiangxiao.sources.body_html import clean, is_same, render
from qiangxiao.sources.body_notes import CLOSE, OPEN, BodyImage, BodyLink
from qiangxiao.sources.body_rules import UNSAFE
from qiangxiao.sources.body_scan import scan

__all__ = ["Body", "BodyImage", "BodyLink", "BodyScan", "Heading", "Section", "read_body", "scan_body"]

_HEADING = re.compile(r"<h([2-4])(?: id=\"([^\"]*)\")?>(.*?)</h\1>\n?", re.DOTALL)
_UNREAD = re.compile(r'<sup id="fnref.*?</sup>|<a [^>]*class="footnote-backref"[^>]*>.*?</a>', re.DOTALL)
_BREAK = re.compile(r"</(?:p|li|h[2-4]|td|th|tr|pre|blockquote|div)>|<br>")
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"[^\S\n]+")
_BLANK = re.compile(r"\s*\n\s*")
_NOT_SLUG = re.compile(r"[^\w]+|_+")
_MAX_SLUG = 60


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 2 to 4, its anchor in the page, its content as HTML and as plain text."""

    level: int
    id: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, or None before the first one, and the HTML from there to the next heading of any level."""

    heading: Heading | None
    html: str


@dataclass(frozen=True, slots=True)
class BodyScan:
    """What is known of a body without rendering it: enough for every check."""

    images: tuple[BodyImage, ...]
    links: tuple[BodyLink, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A body as read.

    `text` is for search and word count: no markup, no footnote numbers, no image descriptions.
    """

    sections: tuple[Section, ...]
    text: str
    images: tuple[BodyImage, ...]
    links: tuple[BodyLink, ...]
    problems: tuple[Problem, ...]

    @property
    def html(self) -> str:
        """The whole body as one string of safe HTML, headings included."""
        parts: list[str] = []
        for section in self.sections:
            if heading := section.heading:
                parts.append(f'<h{heading.level} id="{heading.id}">{heading.html}</h{heading.level}>')
            if section.html:
                parts.append(section.html)
        return "\n".join(parts)


def scan_body(path: str, source: str, first_line: int = 1) -> BodyScan:
    """Find what `read_body` would find, except `body.unsafe`, in a tenth of the time."""
    _, notes = scan(path, source, first_line)
    return BodyScan(tuple(notes.images), tuple(notes.links), notes.problems)


def read_body(path: str, source: str, first_line: int = 1) -> Body:
    """Read a body whose first line is line `first_line` of the file `path`; never raises on bad content."""
    markdown, notes = scan(path, source, first_line)
    problems = notes.problems
    html = ""
    if notes.is_renderable:
        raw = _with_anchors(render(markdown, notes.constructs))
        html = clean(raw)
        if not is_same(raw, html) or OPEN in html or CLOSE in html:
            message = "正文转换后有不允许公开的内容。"
            hint = "请简化为普通段落、列表、表格和链接后再试，或把原文交给编辑处理。"
            problems = in_order((*problems, UNSAFE.at(path, Span.at(first_line), message, hint)))
    return Body(_sections(html), _plain(html), tuple(notes.images), tuple(notes.links), problems)


def _with_anchors(html: str) -> str:
    """Give every heading a readable anchor that is unique in the page and starts with `h-`."""
    used: set[str] = set()
    numbers: dict[str, int] = {}

    def with_anchor(match: re.Match[str]) -> str:
        words = unicodedata.normalize("NFKC", _plain(match[3])).lower()
        slug = _NOT_SLUG.sub("-", words)[:_MAX_SLUG].strip("-")
        wanted = anchor = f"h-{slug or 'section'}"
        while anchor in used:
            numbers[wanted] = numbers.get(wanted, 1) + 1
            anchor = f"{wanted}-{numbers[wanted]}"
        used.add(anchor)
        return f'<h{match[1]} id="{anchor}">{match[3]}</h{match[1]}>\n'

    return _HEADING.sub(with_anchor, html)


def _sections(html: str) -> tuple[Section, ...]:
    sections: list[Section] = []
    heading: Heading | None = None
    start = 0
    for match in _HEADING.finditer(html):
        if heading or html[start : match.start()].strip():
            sections.append(Section(heading, html[start : match.start()].strip("\n")))
        heading = Heading(int(match[1]), match[2] or "", match[3], _plain(match[3]))
        start = match.end()
    if heading or html[start:].strip():
        sections.append(Section(heading, html[start:].strip("\n")))
    return tuple(sections)


def _plain(html: str) -> str:
    """Return the words of clean HTML, a line for each block."""
    text = unescape(_TAG.sub("", _BREAK.sub("\n", _UNREAD.sub("", html))))
    return _BLANK.sub("\n", _SPACE.sub(" ", text)).strip()
