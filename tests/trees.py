"""HTML as the tree that channels take: what a test says is shorter in HTML."""

from __future__ import annotations

from typing import Any

from lxml.html import fragment_fromstring

from qiangxiao.sources.tree import Element, Parts


def parts_of(html: str) -> Parts:
    """Return the parts of a text written as HTML."""
    return _inside(fragment_fromstring(html, create_parent="div")) if html.strip() else ()


def _inside(found: Any) -> Parts:
    parts: list[Element | str] = [found.text] if found.text else []
    for child in found:
        parts.append(Element(child.tag, dict(child.attrib), _inside(child)))
        parts += [child.tail] if child.tail else []
    return tuple(parts)
