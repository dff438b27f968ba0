"""Finished HTML taken out of a page before the engine converts it, and put back after.

Most of a staged page is HTML already, and Markdown hands a block of HTML on as it stands, but spends most of
its time on reading it. So each block is replaced by an empty one; headings, their anchors and the table of
contents are the engine's as before. Only what is surely a block that Markdown leaves alone is taken out:
whatever looks unusual stays, and costs time and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# a tag as we write it: no line end or `<` in it, values quoted; `markdown="1"` is for the engine to see
# catches "<br>", "<a href=\"b\">", "</div>", "<img alt=\"\" />", spares "<a href=b>", "< a>", "<a\nb>"
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?: [a-zA-Z][\w:.-]*(?:=\"[^\"<\n]*\")?)*) ?(/?)>")
# catches "<div>", "一\n<p class=\"a\">", spares " <div>", "<picture>"
_BLOCK_START = re.compile(
    r"^<(?:div|section|figure|table|ul|ol|dl|nav|details|form|aside|article|p)[ >]", re.MULTILINE
)
# what makes Markdown change a text before it looks for HTML: tabs, lines of blanks, its own marks; and what
# HTML may hold besides tags and text: comments, declarations, scripts
# catches "\t", "<!--", "<script>", "<div markdown=\"1\">", spares "<section>", "\n\n"
_UNUSUAL = re.compile(r"[\t\r\x02\x03]|\n +\n|<[!?]|</?(?:script|style|pre|textarea)\b| markdown=", re.I)
_VOID = frozenset(["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"])
_PLACE = '<div class="qx-taken-out" id="qx-taken-out-{}"></div>'
# catches "<div class=\"qx-taken-out\" id=\"qx-taken-out-3\"></div>", spares "<div
# id=\"qx-taken-out-3\"></div>"
_PLACES = re.compile(r'<div class="qx-taken-out" id="qx-taken-out-(\d+)"></div>')


def take_out(markdown: str) -> tuple[str, Sequence[str]]:
    """Return the text without its blocks of HTML, and the blocks; all of the text when it is unusual."""
    if _UNUSUAL.search(markdown) or "qx-taken-out" in markdown:
        return markdown, ()
    kept: list[str] = []
    blocks: list[str] = []
    at = 0
    while start := _BLOCK_START.search(markdown, at):
        end = _end_of_block(markdown, start.start())
        if not end:
            return markdown, ()
        kept += [markdown[at : start.start()], _PLACE.format(len(blocks))]
        blocks.append(markdown[start.start() : end])
        at = end
    return "".join((*kept, markdown[at:])), blocks


def put_back(html: str, blocks: Sequence[str]) -> str | None:
    """Return the converted text with its blocks; None when they are not all there, in order."""
    if not blocks:
        return html
    if [int(number) for number in _PLACES.findall(html)] != list(range(len(blocks))):
        return None
    return _PLACES.sub(lambda place: blocks[int(place[1])], html)


def _end_of_block(text: str, start: int) -> int:
    """Return where the element ends that begins at `start`; 0 unless its line ends with it."""
    open_tags: list[str] = []
    at = start
    while (tag := _TAG.match(text, at)) is not None:
        is_end, name = bool(tag[1]), tag[2].lower()
        if is_end:
            if not open_tags or open_tags.pop() != name:
                return 0
        elif name not in _VOID and not tag[4]:
            open_tags.append(name)
        if not open_tags:
            rest = text[tag.end() : tag.end() + 1]
            return tag.end() if rest in ("", "\n") else 0
        at = text.find("<", tag.end())
        if at < 0:
            return 0
    return 0
