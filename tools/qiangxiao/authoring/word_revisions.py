"""A text that still holds several versions of itself to the one that stands.

Tracked changes are taken as accepted, of alternatives for other programs one is kept, and the frames of
content controls come off. What was deleted is noted, since the source still has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from qiangxiao.authoring.word_drawings import words_of
from qiangxiao.authoring.word_notes import Seen
from qiangxiao.authoring.word_parts import (
    MC,
    W,
    clear_paragraph,
    is_on,
    join_to_next,
    remove,
    unwrap,
    value,
)

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_UNWRAPPED = ("ins", "moveTo", "smartTag", "customXml", "bdo", "dir")
_DROPPED = ("del", "moveFrom", "annotationRef")
_MARKS = (f"{W}rPr", f"{W}trPr")  # in these a change is one of looks, not of words


def choose_alternatives(root: etree._Element) -> None:
    """Keep one way of saying the same: the newer one, unless only the older has words or a picture."""
    for choice in list(root.iter(f"{MC}AlternateContent")):
        ways = [way for way in choice if way.tag in (f"{MC}Choice", f"{MC}Fallback")]
        # Words count most; of two that say as much, the first is what Word itself shows.
        best = max(ways, key=lambda way: (len(words_of(way).strip()), _holds_picture(way)), default=None)
        parent = choice.getparent()
        if best is None:
            remove(choice)
        elif parent is not None:
            at = parent.index(choice)
            parent[at : at + 1] = list(best)


def _holds_picture(element: etree._Element) -> bool:
    names = ("blip", "imagedata", "relIds", "chart", "textpath")
    return any(etree.QName(part).localname in names for part in element.iter() if isinstance(part.tag, str))


def apply_revisions(root: etree._Element, seen: Seen) -> None:
    """Take every change as accepted: what was deleted is gone, what was inserted is text."""
    for name, mark in (("tr", f"{W}trPr/{W}del"), ("tc", f"{W}tcPr/{W}cellDel")):
        for part in [part for part in root.iter(f"{W}{name}") if part.find(mark) is not None]:
            seen.drop(part)
            remove(part)
    for part in _changes(root, _DROPPED):
        seen.drop(part)
        remove(part)
    for part in _changes(root, _UNWRAPPED):
        unwrap(part)
    for paragraph in list(root.iter(f"{W}p")):
        # The mark of a deleted paragraph is its end: its words go on in the next one.
        end = paragraph.find(f"{W}pPr/{W}rPr/{W}del")
        if end is not None and not join_to_next(paragraph):
            remove(end)


def _changes(root: etree._Element, names: Sequence[str]) -> Iterator[etree._Element]:
    for name in names:
        for part in list(root.iter(f"{W}{name}")):
            parent = part.getparent()
            if parent is not None and parent.tag not in _MARKS:
                yield part


def open_controls(root: etree._Element, seen: Seen) -> None:
    """Take the frames off content controls; prompts of empty ones and tables of contents go."""
    for control in list(root.iter(f"{W}sdt")):
        properties = control.find(f"{W}sdtPr")
        content = control.find(f"{W}sdtContent")
        is_box = properties is not None and properties.find(f"{_W14}checkbox") is not None
        if content is None:
            remove(control)
        elif value(properties, f"{W}docPartObj/{W}docPartGallery") == "Table of Contents":
            seen.has_contents = True
            seen.drop(content)
            remove(control)
        elif is_box:
            pass  # the converter draws it
        elif properties is not None and is_on(properties.find(f"{W}showingPlcHdr")):
            seen.wait(control)
            seen.drop(content)
            _clear(control, content)
        else:
            unwrap(content)
            for rest in list(control.iterchildren(f"{W}sdtPr", f"{W}sdtEndPr")):
                remove(rest)
            unwrap(control)


def _clear(control: etree._Element, content: etree._Element) -> None:
    """Leave of a content control the paragraph it stands for, without words."""
    for paragraph in content.iter(f"{W}p"):
        clear_paragraph(paragraph)
    parent = control.getparent()
    if parent is None:
        return
    at = parent.index(control)
    parent[at : at + 1] = [part for part in content if part.tag in (f"{W}p", f"{W}tc", f"{W}tr", f"{W}tbl")]
