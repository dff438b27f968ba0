"""What is noted while a Word file is made plain: what was left out, and behind which words it stood.

The sentences are what whoever imports is told; the words are for the law of conservation (`word_law`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from qiangxiao.authoring.word_drawings import Look, words_of
from qiangxiao.authoring.word_parts import W

_SHOWN = 24  # characters of what is left out
_BEFORE = 12  # characters before it, to find it by
_MAX_SAID = 12  # pieces that are listed; the law of the door counts the rest


@dataclass
class Seen:
    """What is seen of a Word file: the plain package, how its pictures look, what was left out.

    `said` are sentences; `dropped` the words that Word itself hides or deletes, or that only its program
    wrote; `waiting` the words before each field that nobody has filled in; `tallies` what was left out too
    often to name each one.
    """

    package: bytes = b""
    looks: list[Look] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    tallies: dict[str, int] = field(default_factory=dict)
    has_contents: bool = False

    def say(self, sentence: str) -> None:
        """Keep a sentence about what was left out; the same one once."""
        if sentence not in self.said:
            self.said.append(sentence)

    def drop(self, element: etree._Element) -> None:
        """Note the words of what is about to be taken out without a sentence of its own."""
        self.dropped.append(words_of(element))

    def hide(self, words: str, element: etree._Element, what: str) -> None:
        """Note words that a reader of the document does not see; many of a kind are counted."""
        words = words.strip()
        if not words:
            return
        self.dropped.append(words)
        if len([said for said in self.said if "没有导入" in said]) < _MAX_SAID:
            self.say(f"{what}“{shorten(words)}”没有导入{place_of(element)}。")
        else:
            self.tallies[what] = self.tallies.get(what, 0) + 1

    def wait(self, element: etree._Element) -> None:
        """Note a field of the file that nobody has filled in."""
        before = words_before(element)
        self.waiting.append(before)
        self.say(f"Word 里有一处还没有填（{f'在“{before}”之后' if before else '在开头'}）。")

    def note_drawing(self, kind: str, drawing: etree._Element, words: str) -> None:
        """Note a drawing that is hidden, lost, or that only its words were taken of."""
        if kind == "hidden":
            self.hide(words, drawing, "隐藏的图或文本框")
        elif kind == "lost":
            self.say(f"{words}没有导入{place_of(drawing)}。请改成文字、表格或照片。")
        else:
            self.say(f"{words}只取了文字和数据，列成了表格{place_of(drawing)}；图本身没有导入。")

    def note_field(self, kind: str, element: etree._Element) -> None:
        """Note a field: a table of contents (`toc`), words of one (`spent`), or one that is empty."""
        if kind in ("toc", "spent"):
            self.has_contents = self.has_contents or kind == "toc"
            self.drop(element)
        else:
            self.wait(element)

    def finish(self) -> None:
        """Say what was left out many times."""
        if self.has_contents:
            self.say("目录没有导入：网页自己会列出小标题。")
        for what, count in self.tallies.items():
            self.say(f"另有 {count} 处{what}没有导入。")


def shorten(words: str) -> str:
    """Return as much of some words as a sentence quotes of them."""
    return words[:_SHOWN] + ("…" if len(words) > _SHOWN else "")


def place_of(element: etree._Element) -> str:
    """Say behind which words an element stands; nothing at the start of the text."""
    before = words_before(element)
    return f"（在“{before}”之后）" if before else ""


def words_before(element: etree._Element) -> str:
    """Return the last words that are seen before an element: of its paragraph, else of the one before."""
    paragraph = next(element.iterancestors(f"{W}p"), element if element.tag == f"{W}p" else None)
    parts: list[str] = []
    if paragraph is not None:
        for part in paragraph.iter():
            if part is element:
                break
            if part.tag == f"{W}t":
                parts.append(part.text or "")
    text = "".join(parts).strip()
    while not text:
        start = paragraph if paragraph is not None else element
        earlier = next(start.itersiblings(preceding=True), None)
        if earlier is None:
            above = start.getparent()
            if above is None or above.tag in (f"{W}body", f"{W}document"):
                break
            paragraph = above
            continue
        text, paragraph = words_of(earlier).strip(), earlier
    return text[-_BEFORE:].strip()
