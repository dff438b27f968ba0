"""Makes a small tree of blocks and inline parts of a text, for forms that are not HTML.

Blocks: heading (level 2 to 4), para, list (start 0: bullets), item, table, row (level 1: head), cell, quote,
code, image, rule. Inline: text, strong, emph, del, mono, sup, link, break, note (a footnote's text), image.
An item, a cell and a quote hold blocks; a paragraph, a heading and a link hold inline parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from qiangxiao.sources.tree import Element, Part, Parts, all_text, find, take_notes

_BLOCKS = frozenset({"p", "ul", "ol", "table", "blockquote", "pre", "hr", "h2", "h3", "h4", "div", "li"})
_INLINE = {"strong": "strong", "em": "emph", "del": "del", "code": "mono", "sup": "sup"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
# catches "一 二", "， 一", spares "一 a", "a b"
_BETWEEN_CJK = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef]) (?=[\u2e80-\u9fff\uff00-\uffef])")
# elements within each other; bodies may have eight levels of lists and quotations, two elements each
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


def blocks(parts: Iterable[Part]) -> tuple[Node, ...]:
    """Return the blocks of a text. Empty ones are left out; a picture always stands by itself."""
    return tuple(_blocks(*take_notes(parts), 0))


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
    """Return how wide the columns of a table should be,
    in proportion to their longest cells, within bounds.
    """
    longest = [max(len(line.children[at].plain()) for line in table.children) for at in range(table.level)]
    return [float(min(max(length, 5), 24)) for length in longest]


def _blocks(parts: Parts, notes: Mapping[str, Element], depth: int) -> Iterator[Node]:
    """Yield the blocks among parts; text between them becomes paragraphs."""
    if depth > MAX_DEPTH:
        text = _collapse(all_text(parts))
        if text.strip():
            yield Node("para", children=(Node("text", text.strip()),))
        return
    run: list[Node] = []
    for part in parts:
        if isinstance(part, Element) and part.tag in _BLOCKS:
            yield from _paragraphs(run)
            run = []
            yield from _block(part, notes, depth + 1)
        else:
            run += _inline((part,), notes, depth)
    yield from _paragraphs(run)


def _block(element: Element, notes: Mapping[str, Element], depth: int) -> Iterator[Node]:
    tag, inside = element.tag, element.children
    if tag in ("h2", "h3", "h4"):
        inline = _trim(_inline(inside, notes, depth))
        if inline:
            yield Node("heading", children=inline, level=int(tag[1]))
    elif tag in ("ul", "ol"):
        items = tuple(
            Node("item", children=tuple(_blocks(child.children, notes, depth)))
            for child in inside
            if isinstance(child, Element)
        )
        start = int(element.get("start") or 1) if tag == "ol" else 0
        if items:
            yield Node("list", children=items, level=start)
    elif tag == "table":
        yield from _table(element, notes, depth)
    elif tag == "blockquote":
        yield Node("quote", children=tuple(_blocks(inside, notes, depth)))
    elif tag == "pre":
        yield Node("code", all_text(inside).rstrip("\n"))
    elif tag == "hr":
        yield Node("rule")
    else:
        yield from _blocks(inside, notes, depth)


def _table(element: Element, notes: Mapping[str, Element], depth: int) -> Iterator[Node]:
    rows = []
    for line in find(element.children, "tr"):
        cells = [cell for cell in line.children if isinstance(cell, Element)]
        is_head = bool(cells) and all(cell.tag == "th" for cell in cells)
        made = tuple(
            Node("cell", children=tuple(_blocks(cell.children, notes, depth + 1)), align=_alignment(cell))
            for cell in cells
        )
        rows.append(Node("row", children=made, level=int(is_head)))
    width = max((len(line.children) for line in rows), default=0)
    if width:
        yield Node("table", children=tuple(_fill(line, width) for line in rows), level=width)


def _fill(line: Node, width: int) -> Node:
    return replace(
        line, children=(*line.children, *(Node("cell") for _ in range(width - len(line.children))))
    )


def _alignment(cell: Element) -> str:
    return cell.get("style").removeprefix("text-align: ").removesuffix(";")


def _inline(parts: Iterable[Part], notes: Mapping[str, Element], depth: int) -> list[Node]:
    found: list[Node] = []
    for part in parts:
        found += (
            [Node("text", _collapse(part))]
            if isinstance(part, str)
            else _inline_element(part, notes, depth + 1)
        )
    return found


def _inline_element(element: Element, notes: Mapping[str, Element], depth: int) -> list[Node]:
    tag = element.tag
    if depth > MAX_DEPTH:
        return [Node("text", _collapse(all_text((element,))))]
    if tag == "br":
        return [Node("break")]
    if tag == "img":
        return [Node("image", element.get("alt"), target=element.get("src"))]
    if tag == "code":
        return [Node("mono", all_text(element.children))]
    if element.is_note_mark:
        note = notes.get(element.note_anchor)
        return [_note(note)] if note else []
    inside = _inline(element.children, notes, depth)
    if tag == "a":
        return [Node("link", children=tuple(inside), target=element.get("href"))]
    if tag in _INLINE:
        return [Node(_INLINE[tag], children=tuple(inside))]
    return inside


def _note(note: Element) -> Node:
    """Return a footnote; one inside it would lead nowhere in print."""
    parts: list[Node] = []
    for block in _blocks(note.children, {}, 1):
        if parts:
            parts.append(Node("text", " "))
        parts += block.children if block.kind in ("para", "heading") else (Node("text", block.plain()),)
    return Node("note", children=_trim(parts))


def _paragraphs(run: list[Node]) -> Iterator[Node]:
    """Yield a run of inline parts as paragraphs, with the pictures between them."""
    for is_image, group in groupby(run, key=lambda node: node.kind == "image"):
        parts = tuple(group)
        if is_image:
            yield from parts
        elif trimmed := _trim(parts):
            yield Node("para", children=trimmed)


def _trim(parts: Iterable[Node]) -> tuple[Node, ...]:
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


def _collapse(text: str) -> str:
    """Return text with runs of space as one space, and none where a line broke between Chinese characters."""
    return _BETWEEN_CJK.sub("", _SPACE.sub(" ", text))
