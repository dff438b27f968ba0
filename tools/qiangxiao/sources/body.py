"""Reads a contributor's Markdown body: its tree, safe HTML, plain text, addresses and problems.

Pure: text in, data out. Whatever the text, the tree is on the allow-list of `body_html`; whether it may be
published is what `problems` says. The dialect: paragraphs, headings `##` to `####`, emphasis, strikethrough,
lists, tables, quotations, links, images, code, footnotes, rules and line breaks. No raw HTML, no attributes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from qiangxiao.foundation.problems import Problem, Span, in_order
from qiangxiao.sources.body_html import clean, render
from qiangxiao.sources.body_notes import CLOSE, OPEN, BodyImage, BodyLink
from qiangxiao.sources.body_rules import UNSAFE
from qiangxiao.sources.body_scan import scan
from qiangxiao.sources.tree import Element, Part, Parts, write_lines, write_text

__all__ = ["Body", "BodyImage", "BodyLink", "Heading", "Section", "read_body"]

_HEADINGS = ("h2", "h3", "h4")
# catches " ", "，", "__", spares "一", "a", "1" (what an anchor keeps)
_NOT_SLUG = re.compile(r"[^\w]+|_+")
_MAX_SLUG = 60  # characters of an anchor, which stands in addresses


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 2 to 4, its anchor in the page, its words."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, or None before the first one, and the blocks from there to the next heading of any level."""

    heading: Heading | None
    blocks: Parts


@dataclass(frozen=True, slots=True)
class Body:
    """A body as read: its blocks, and the same as one string of safe HTML.

    `text` is for search and word count: no markup, no footnote numbers, no image descriptions.
    """

    blocks: Parts
    html: str
    text: str
    images: tuple[BodyImage, ...]
    links: tuple[BodyLink, ...]
    problems: tuple[Problem, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The blocks by the heading they stand under."""
        found: list[tuple[Heading | None, list[Part]]] = [(None, [])]
        for block in self.blocks:
            if isinstance(block, Element) and block.tag in _HEADINGS:
                found.append((Heading(int(block.tag[1]), block.get("id"), write_text(block.children)), []))
            else:
                found[-1][1].append(block)
        return tuple(Section(heading, tuple(blocks)) for heading, blocks in found if heading or blocks)


def read_body(path: str, source: str, first_line: int = 1) -> Body:
    """Read a body whose first line is line `first_line` of the file `path`; never raises on bad content."""
    markdown, notes = scan(path, source, first_line)
    problems = notes.problems
    blocks = tuple(_add_anchors(render(markdown, notes.constructs))) if notes.is_renderable else ()
    html = write_lines(blocks)
    if clean(html) != html or OPEN in html or CLOSE in html:
        message = "正文转换后有不允许公开的内容。"
        hint = "请简化为普通段落、列表、表格和链接后再试，或把原文交给编辑处理。"
        problems = in_order((*problems, UNSAFE.at(path, Span.at(first_line), message, hint)))
        blocks, html = (), ""
    return Body(blocks, html, write_text(blocks), tuple(notes.images), tuple(notes.links), problems)


def _add_anchors(blocks: Parts) -> Iterator[Part]:
    """Give every heading a readable anchor that is unique in the page and starts with `h-`."""
    used: set[str] = set()
    numbers: dict[str, int] = {}
    for block in blocks:
        if isinstance(block, str) or block.tag not in _HEADINGS:
            yield block
            continue
        words = unicodedata.normalize("NFKC", write_text(block.children)).lower()
        slug = _NOT_SLUG.sub("-", words)[:_MAX_SLUG].strip("-")
        wanted = anchor = f"h-{slug or 'section'}"
        while anchor in used:
            numbers[wanted] = numbers.get(wanted, 1) + 1
            anchor = f"{wanted}-{numbers[wanted]}"
        used.add(anchor)
        yield block.having(id=anchor)
