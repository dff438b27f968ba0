"""Cuts what an editor writes into an issue's own file: each piece stands where the editor puts it.

A `##` heading with the name of a section opens that section, before what is printed there; under any other
`##` heading the text is a section of its own at the end. A `###` heading is the title of a text among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qiangxiao.sources.body import Body
from qiangxiao.sources.tree import Element, Part, Parts, find, rewrite, write_text


@dataclass(frozen=True, slots=True)
class FreeText:
    """What stands under one `##` heading: the words before the first `###`, then titles with their texts."""

    name: str
    lead: Parts = ()
    texts: tuple[tuple[str, Parts], ...] = ()


def cut_free_texts(body: Body | None) -> tuple[Parts, tuple[FreeText, ...]]:
    """Return what stands before the first `##` heading, and what stands under each; equal names are one."""
    opening: list[Part] = []
    pieces: dict[str, list[tuple[str, list[Part]]]] = {}
    into = opening
    notes = [block for block in body.blocks if _is_notes(block)] if body else []
    for block in body.blocks if body else ():
        if _is_notes(block):
            continue
        if isinstance(block, Element) and block.tag == "h2":
            under = pieces.setdefault(write_text(block.children), [("", [])])
            into = under[-1][1]
        elif isinstance(block, Element) and block.tag == "h3" and pieces:
            under.append((write_text(block.children), []))
            into = under[-1][1]
        else:
            into.append(block)
    found = tuple(
        FreeText(
            name,
            _with_notes(under[0][1], notes),
            tuple((title, _with_notes(text, notes)) for title, text in under[1:]),
        )
        for name, under in pieces.items()
    )
    return _with_notes(opening, notes), found


def _is_notes(block: Part) -> bool:
    return isinstance(block, Element) and block.get("class") == "footnote"


def _with_notes(text: list[Part], notes: list[Part]) -> Parts:
    """Return a piece with those footnotes of the whole text that it refers to."""
    wanted = {mark.note_anchor for mark in find(text, "sup") if mark.is_note_mark}
    if not wanted:
        return tuple(text)

    def keep(item: Element) -> Iterator[Element]:
        if not item.get("id").startswith("fn") or item.get("id") in wanted:
            yield item

    return (*text, *rewrite(notes, {"li": keep}))
