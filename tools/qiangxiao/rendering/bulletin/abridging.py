"""An item's printed form, whole or shorter: an excerpt cut at sentences, or one; and where the rest is."""

from __future__ import annotations

import re

from qiangxiao.foundation.vocabulary import PrintLength
from qiangxiao.sources.tree import Element, Part, Parts, all_text, element

_EXCERPT = 300  # characters of an excerpt: a third of a page, as real issues print them
# One sentence with what closes it: catches "改了。", "改了吗？”", spares "改了" before the end of the limit.
_SENTENCE = re.compile(r"[^。！？]*[。！？][”’）]*")


def abridge(summary: str, parts: Parts, length: PrintLength, title: str, url: str) -> tuple[str, Parts]:
    """Return the summary and the parts of an item at a length; `url` is where all of it is."""
    if length is PrintLength.WHOLE:
        return summary, parts
    if length is PrintLength.SENTENCE:
        line = summary or _cut(all_text(parts).strip(), 1)
        return "", (element("p", line), _rest(title, url))
    return summary, (*_excerpt(parts), _rest(title, url))


def _excerpt(parts: Parts) -> list[Part]:
    """Return the first paragraphs, the last one cut at a sentence. Tables and pictures stay behind."""
    kept: list[Part] = []
    room = _EXCERPT
    for part in parts:
        if not isinstance(part, Element) or part.tag != "p" or not (text := all_text((part,)).strip()):
            continue
        if len(text) > room:
            if cut := _cut(text, room):
                kept.append(element("p", cut))
            break
        kept.append(part)
        room -= len(text)
    return kept


def _cut(text: str, room: int) -> str:
    """Return the sentences that fit, at least the first when nothing is kept yet."""
    found = ""
    for sentence in _SENTENCE.findall(text):
        if found and len(found) + len(sentence) > room:
            break
        found += sentence
    return found or text


def _rest(title: str, url: str) -> Element:
    """Return the line that says where all of it is."""
    words: Part = element("a", url, href=url) if url else f"网站上的《{title}》"
    return element("p", element("strong", "全文见："), words)
