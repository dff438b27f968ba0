"""An item's printed form, whole or shorter: an excerpt cut at sentences, or one; and where the rest is."""

from __future__ import annotations

import re

from qiangxiao.foundation.vocabulary import PrintLength
from qiangxiao.sources.tree import Element, Part, Parts, all_text, element, find

_EXCERPT = 220  # characters of an excerpt: eight lines in print, a third of a page, as real issues have them
_SUMMARY = 120  # characters, as the summaries of contributors
# One sentence with what closes it: catches "改了。", "改了吗？”", spares "改了" before the end of the limit.
_SENTENCE = re.compile(r"[^。！？]*[。！？][”’）]*")


def abridge(summary: str, parts: Parts, length: PrintLength) -> tuple[str, Parts]:
    """Return the summary and the parts of an item at a length."""
    if length is PrintLength.WHOLE:
        return summary, parts
    if length is PrintLength.SENTENCE:
        line = summary or _cut(_words(parts), 1)
        return line, (element("p", line),)
    return summary, tuple(_excerpt(summary, parts))


def _excerpt(summary: str, parts: Parts) -> list[Part]:
    """Return the summary and the first paragraphs, the last one cut at a sentence.

    A summary that the first paragraphs say anyway is not said twice. Tables and pictures stay behind.
    """
    texts = [text for part in parts if isinstance(part, Element) for text in _list_texts(part)]
    if summary and summary.rstrip("。") not in all_text(texts):
        texts.insert(0, element("p", summary))
    kept: list[Part] = []
    room = _EXCERPT
    for part in texts:
        text = all_text((part,)).strip()
        if len(text) > room:
            if cut := _cut(text, room, is_needed=not kept):
                kept.append(element("p", cut))
            break
        if text:
            kept.append(part)
            room -= len(text)
    return kept


def _list_texts(part: Element) -> list[Element]:
    """Return a paragraph, or the items of a list as paragraphs."""
    if part.tag in ("ul", "ol"):
        return [element("p", all_text(item.children).strip()) for item in find((part,), "li")]
    return [part] if part.tag == "p" else []


def _cut(text: str, room: int, is_needed: bool = True) -> str:
    """Return the sentences that fit; at least the first when something is needed."""
    found = ""
    for sentence in _SENTENCE.findall(text):
        if len(found) + len(sentence) > room and (found or not is_needed):
            break
        found += sentence
    return found or (text if is_needed else "")


def sum_up(parts: Parts) -> str:
    """Return the first sentences of a text that has no summary."""
    return _cut(_words(parts), _SUMMARY)


def _words(parts: Parts) -> str:
    """Return the words of the paragraphs; of everything where there are none."""
    return (all_text(find(parts, "p")) or all_text(parts)).strip()


def say_rest(title: str, url: str) -> Element:
    """Return the line that says where all of an item is; `url` is empty while the site has no address."""
    words: Part = element("a", url, href=url) if url else f"网站上的《{title}》"
    return element("p", element("strong", "全文见："), words)
