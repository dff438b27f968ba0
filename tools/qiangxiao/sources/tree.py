"""A text as a tree of elements: a body becomes one once,
and every channel rewrites it or reads it from there.

Text is plain: only `write_html` escapes it. A `Markup`
among the children is HTML of our own, written as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from markupsafe import Markup

Part: TypeAlias = "Element | str"
Parts: TypeAlias = "tuple[Part, ...]"
Rule: TypeAlias = "Callable[[Element], Iterable[Part]]"

_VOID = frozenset({"br", "hr", "img", "source"})
_ENDS_LINE = frozenset(
    {"blockquote", "br", "div", "h2", "h3", "h4", "li", "p", "pre", "section", "td", "th", "tr"}
)
_IN_TEXT = str.maketrans({"&": "&amp;", "\N{NO-BREAK SPACE}": "&nbsp;", "<": "&lt;", ">": "&gt;"})
_IN_VALUE = _IN_TEXT | str.maketrans({'"': "&quot;"})
# catches "\t ", spares "\n" (a line break that was asked for stays)
_SPACE = re.compile(r"[^\S\n]+")
# catches "一 \n 二", spares "一 二"
_BLANK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Element:
    """An HTML element with its attributes, in the order they are written, and what is in it."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: Parts = ()

    def get(self, name: str) -> str:
        """Return an attribute, or the empty string."""
        return self.attributes.get(name, "")

    def having(self, **attributes: str) -> Element:
        """Return the same element with attributes added or changed."""
        return Element(self.tag, {**self.attributes, **_name(attributes)}, self.children)

    @property
    def is_note_mark(self) -> bool:
        """Tell whether it is the raised number that leads to a footnote."""
        return self.tag == "sup" and self.get("id").startswith("fnref")

    @property
    def note_anchor(self) -> str:
        """The anchor of the footnote that a raised number leads to."""
        return next((link.get("href")[1:] for link in find(self.children, "a")), "")

    @property
    def is_way_back(self) -> bool:
        """Tell whether it is the link from a footnote back to the text."""
        return self.get("class") == "footnote-backref"


def element(tag: str, *children: Part, **attributes: str) -> Element:
    """Return an element; `class_` stands for the attribute whose name Python keeps for itself."""
    return Element(tag, _name(attributes), children)


def _name(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name.rstrip("_"): value for name, value in attributes.items()}


def write_html(parts: Iterable[Part]) -> str:
    """Return the parts as HTML, spelt as the HTML standard
    spells it: a sanitiser finds nothing to respell.
    """
    written: list[str] = []
    _write(parts, written)
    return "".join(written)


def write_lines(blocks: Iterable[Part]) -> str:
    """Return blocks as HTML, each on a line of its own."""
    return "\n".join(write_html((block,)) for block in blocks)


def write_text(parts: Iterable[Part]) -> str:
    """Return the words, a line for each block, without the marks of footnotes."""
    words: list[str] = []
    _tell(parts, words)
    return _BLANK.sub("\n", _SPACE.sub(" ", "".join(words))).strip()


def all_text(parts: Iterable[Part]) -> str:
    """Return every character of text, as it stands."""
    return "".join(part if isinstance(part, str) else all_text(part.children) for part in parts)


def take_notes(parts: Iterable[Part]) -> tuple[Parts, Mapping[str, Element]]:
    """Return the parts without their footnotes, and each footnote by its anchor, without its ways back."""
    kept: list[Part] = []
    notes: dict[str, Element] = {}
    for part in parts:
        if isinstance(part, Element) and part.get("class") == "footnote":
            without_ways_back = rewrite(part.children, {"a": lambda a: () if a.is_way_back else (a,)})
            notes |= {note.get("id"): note for note in find(without_ways_back, "li")}
        else:
            kept.append(part)
    return tuple(kept), notes


def find(parts: Iterable[Part], *tags: str) -> Iterator[Element]:
    """Yield every element with one of the tags, in reading order."""
    for part in parts:
        if not isinstance(part, str):
            if part.tag in tags:
                yield part
            yield from find(part.children, *tags)


def rewrite(parts: Iterable[Part], rules: Mapping[str, Rule]) -> Parts:
    """Return the parts with each element that has a rule for its tag replaced by what the rule makes of it.

    From the inside out and in reading order: a rule sees an element whose children are rewritten already.
    Texts that become neighbours become one.
    """
    found: list[Part] = []
    for part in parts:
        if isinstance(part, str):
            _append((part,), found)
            continue
        made = Element(part.tag, part.attributes, rewrite(part.children, rules))
        _append(rules[part.tag](made) if part.tag in rules else (made,), found)
    return tuple(found)


def _append(parts: Iterable[Part], found: list[Part]) -> None:
    for part in parts:
        if found and type(part) is type(found[-1]) is str:
            found[-1] += part
        else:
            found.append(part)


def _write(parts: Iterable[Part], written: list[str]) -> None:
    for part in parts:
        if isinstance(part, Markup):
            written.append(part)
        elif isinstance(part, str):
            written.append(part.translate(_IN_TEXT))
        else:
            values = (f' {name}="{value.translate(_IN_VALUE)}"' for name, value in part.attributes.items())
            written.append(f"<{part.tag}{''.join(values)}>")
            if part.tag not in _VOID:
                _write(part.children, written)
                written.append(f"</{part.tag}>")


def _tell(parts: Iterable[Part], words: list[str]) -> None:
    for part in parts:
        if isinstance(part, str):
            words.append(part)
        elif not (part.is_note_mark or part.is_way_back):
            _tell(part.children, words)
            if part.tag in _ENDS_LINE:
                words.append("\n")
