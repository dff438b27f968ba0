"""What fields say as parts of a text: the same elements a
contributor's body is made of, so every channel takes both.
"""

from __future__ import annotations

from collections.abc import Iterable

from qiangxiao.sources.tree import Element, Parts, element


def heading(text: str) -> Parts:
    """Return a heading of the highest level that a text may have."""
    return (element("h2", text),)


def paragraphs(text: str) -> Parts:
    """Return the lines of a text as paragraphs."""
    return tuple(element("p", line) for line in _lines(text))


def label_lines(label: str, text: str) -> Parts:
    """Return the lines of a text as paragraphs, the first behind its label."""
    first, *rest = _lines(text) or [""]
    return (element("p", element("strong", f"{label}："), first), *(element("p", line) for line in rest))


def bullets(lines: Iterable[str]) -> Parts:
    """Return a list."""
    return (_spread("ul", (element("li", line) for line in lines)),)


def list_links(links: Iterable[tuple[str, str]]) -> Parts:
    """Return a list of links, given as words and target; nothing for none."""
    lines = [element("li", element("a", words, href=target)) for words, target in links]
    return (element("ul", *lines),) if lines else ()


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Parts:
    """Return a table of texts under its heads."""
    heads = element("tr", *(element("th", name) for name in head))
    lines = (element("tr", *(element("td", cell) for cell in row)) for row in rows)
    return (_spread("table", (_spread("thead", (heads,)), _spread("tbody", lines))),)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _spread(tag: str, children: Iterable[Element]) -> Element:
    """Return an element with each of its children on a line of its own."""
    return element(tag, "\n", *(part for child in children for part in (child, "\n")))
