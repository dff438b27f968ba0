"""Safe HTML of a body to a small tree of blocks and inline parts, for forms that are not HTML.

Blocks: heading (level 2 to 4), para, list (start 0: bullets), item, table, row (level 1: head), cell, quote, code,
image, rule. Inline: text, strong, emph, del, mono, sup, link, break, note (a footnote's text), image.
An item, a cell and a quote hold blocks; a paragraph, a heading and a link hold inline parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from lxml import html as lxml_html

_BLOCKS = frozenset({"p", "ul", "ol", "table", "blockquote", "pre", "hr", "h2", "h3", "h4", "div", "li"})
_INLINE = {"strong": "strong", "em": "emph", "del": "del", "code": "mono", "sup": "sup"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BETWEEN_CJK = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef]) (?=[\u2e80-\u9fff\uff00-\uffef])")
MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a text. `target` is where a link or an image leads; `level` as the module says."""

    kind: str
    text: str = ""
    children: tuple[Node, ...] = ()
    level: int = 0
    target: str = ""
    align: str = ""

    def plain(self) -> str:
        """Return the words, without footnotes."""
        if self.kind in ("note", "image"):
            return ""
        return self.text + "".join(child.plain() for child in self.children)


def blocks(html: str) -> tuple[Node, ...]:
    """Return the blocks of safe HTML. Empty ones are left out; a picture always stands by itself."""
    if not html.strip():
        return ()
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    return tuple(_blocks(root, _notes(root), 0))


def texts(nodes: Iterable[Node]) -> Iterator[str]:
    """Yield every piece of text in reading order, with footnotes and descriptions of images."""
    for node in nodes:
        yield node.text
        yield from texts(node.children)


def images(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield every image in reading order."""
    for node in nodes:
        if node.kind == "image":
            yield node
        yield from images(node.children)


def column_shares(table: Node) -> list[float]:
    """Return how wide the columns of a table should be, in proportion to their longest cells, within bounds."""
    longest = [max(len(line.children[at].plain()) for line in table.children) for at in range(table.level)]
    return [float(min(max(length, 7), 24)) for length in longest]


def _notes(root: Any) -> dict[str, Any]:
    """Take the footnotes out of a tree and return them by their id."""
    found: dict[str, Any] = {}
    for box in root.xpath("//div[@class='footnote']"):
        for line in box.iter("li"):
            for back in line.xpath(".//a[@class='footnote-backref']"):
                back.drop_tree()
            found[line.get("id", "")] = line
        box.drop_tree()
    return found


def _blocks(element: Any, notes: dict[str, Any], depth: int) -> Iterator[Node]:
    """Yield the blocks in an element; text between them becomes paragraphs."""
    if depth > MAX_DEPTH:
        text = _collapsed(element.text_content())
        if text.strip():
            yield Node("para", children=(Node("text", text.strip()),))
        return
    run: list[Node] = list(_text(element.text))
    for child in element:
        if child.tag in _BLOCKS:
            yield from _paragraphs(run)
            run = []
            yield from _block(child, notes, depth + 1)
        else:
            run += _inline_element(child, notes, depth + 1)
        run += _text(child.tail)
    yield from _paragraphs(run)


def _block(element: Any, notes: dict[str, Any], depth: int) -> Iterator[Node]:
    tag = element.tag
    if tag in ("h2", "h3", "h4"):
        inline = _trimmed(_inline(element, notes, depth))
        if inline:
            yield Node("heading", children=inline, level=int(tag[1]))
    elif tag in ("ul", "ol"):
        items = tuple(
            Node("item", children=tuple(_blocks(child, notes, depth)))
            for child in element
            if child.tag == "li"
        )
        start = int(element.get("start") or 1) if tag == "ol" else 0
        if items:
            yield Node("list", children=items, level=start)
    elif tag == "table":
        yield from _table(element, notes, depth)
    elif tag == "blockquote":
        yield Node("quote", children=tuple(_blocks(element, notes, depth)))
    elif tag == "pre":
        yield Node("code", element.text_content().rstrip("\n"))
    elif tag == "hr":
        yield Node("rule")
    else:
        yield from _blocks(element, notes, depth)


def _table(element: Any, notes: dict[str, Any], depth: int) -> Iterator[Node]:
    rows = []
    for line in element.iter("tr"):
        cells = tuple(
            Node("cell", children=tuple(_blocks(cell, notes, depth + 1)), align=_alignment(cell))
            for cell in line
            if cell.tag in ("td", "th")
        )
        is_head = bool(len(line)) and all(cell.tag == "th" for cell in line)
        rows.append(Node("row", children=cells, level=int(is_head)))
    width = max((len(line.children) for line in rows), default=0)
    if width:
        yield Node("table", children=tuple(_filled(line, width) for line in rows), level=width)


def _filled(line: Node, width: int) -> Node:
    return replace(
        line, children=(*line.children, *(Node("cell") for _ in range(width - len(line.children))))
    )


def _alignment(cell: Any) -> str:
    found = re.search(r"text-align:\s*(left|center|right)", cell.get("style") or "")
    return found[1] if found else ""


def _inline(element: Any, notes: dict[str, Any], depth: int) -> list[Node]:
    found = list(_text(element.text))
    for child in element:
        found += _inline_element(child, notes, depth + 1)
        found += _text(child.tail)
    return found


def _inline_element(element: Any, notes: dict[str, Any], depth: int) -> list[Node]:
    tag = element.tag
    if not isinstance(tag, str):
        return []
    if depth > MAX_DEPTH:
        return [Node("text", _collapsed(element.text_content()))]
    if tag == "br":
        return [Node("break")]
    if tag == "img":
        return [Node("image", element.get("alt") or "", target=element.get("src") or "")]
    if tag == "code":
        return [Node("mono", element.text_content())]
    if tag == "sup" and (element.get("id") or "").startswith("fnref"):
        note = notes.get(next((a.get("href", "")[1:] for a in element.iter("a")), ""))
        return [_note(note, notes)] if note is not None else []
    inside = _inline(element, notes, depth)
    if tag == "a":
        return [Node("link", children=tuple(inside), target=element.get("href") or "")]
    if tag in _INLINE:
        return [Node(_INLINE[tag], children=tuple(inside))]
    return inside


def _note(line: Any, notes: dict[str, Any]) -> Node:
    """Return a footnote; one inside it would lead nowhere in print."""
    parts: list[Node] = []
    for block in _blocks(line, {}, 1):
        if parts:
            parts.append(Node("text", " "))
        parts += block.children if block.kind in ("para", "heading") else (Node("text", block.plain()),)
    return Node("note", children=_trimmed(parts))


def _paragraphs(run: list[Node]) -> Iterator[Node]:
    """Yield a run of inline parts as paragraphs, with the pictures between them."""
    for is_image, group in groupby(run, key=lambda node: node.kind == "image"):
        parts = tuple(group)
        if is_image:
            yield from parts
        elif trimmed := _trimmed(parts):
            yield Node("para", children=trimmed)


def _trimmed(parts: Iterable[Node]) -> tuple[Node, ...]:
    """Return inline parts without space at either end; nothing when nothing is said."""
    found = list(parts)
    while found and (found[0].kind == "break" or (found[0].kind == "text" and not found[0].text.strip())):
        found.pop(0)
    while found and (found[-1].kind == "break" or (found[-1].kind == "text" and not found[-1].text.strip())):
        found.pop()
    if found and found[0].kind == "text":
        found[0] = replace(found[0], text=found[0].text.lstrip(" "))
    if found and found[-1].kind == "text":
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))
    return tuple(found)


def _text(text: str | None) -> tuple[Node, ...]:
    return (Node("text", _collapsed(text)),) if text else ()


def _collapsed(text: str) -> str:
    """Return text with runs of space as one space, and none where a line broke between Chinese characters."""
    return _BETWEEN_CJK.sub("", _SPACE.sub(" ", text))
