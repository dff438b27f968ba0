"""What changed in a text, word by word: two lists of paragraphs to HTML with `del` and `ins`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from markupsafe import Markup, escape

# catches "12.5%", "一", spares "" (a number or a foreign word changes as one, Chinese by character)
_TOKEN = re.compile(r"[A-Za-z0-9.%]+|\s+|.", re.DOTALL)
_ALIKE = 0.35  # share of equal words below which two paragraphs are shown as one gone and one new
_SHORTEST_KEPT = 2  # words left standing between two changes; a lone one makes it harder to read
_MOST_PARAGRAPHS = 1_500  # of a text that are compared; difflib takes time with the square of it
_LONGEST_COMPARED = 4_000  # words of a paragraph, for the same reason


def diff_paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[Markup]:
    """Yield the paragraphs that differ, in order, as HTML; nothing when there is no difference.

    Beyond 1,500 paragraphs, or in a paragraph over 4,000
    characters, old and new are not compared word by word.
    """
    before, after = before[:_MOST_PARAGRAPHS], after[:_MOST_PARAGRAPHS]
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _pair(before[a1:a2], after[b1:b2])


def _pair(old: Sequence[str], new: Sequence[str]) -> Iterator[Markup]:
    """Pair old and new paragraphs one to one as far as they go; the rest went or came."""
    for at in range(max(len(old), len(new))):
        if at >= len(new):
            yield _mark("del", old[at])
        elif at >= len(old):
            yield _mark("ins", new[at])
        else:
            yield diff_words(old[at], new[at])


def diff_words(old: str, new: str) -> Markup:
    """Return one paragraph with what went and what came;
    wholly replaced when the two have little in common.
    """
    if max(len(old), len(new)) > _LONGEST_COMPARED:
        return _mark("del", old) + _mark("ins", new)
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return _mark("del", old) + _mark("ins", new)
    parts = []
    for gone, come, kept in _runs(matcher, a, b):
        parts += [_mark("del", gone), _mark("ins", come), escape(kept)]
    return Markup("").join(parts)


def _runs(matcher: SequenceMatcher[str], a: list[str], b: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (gone, come, kept after it); a single character kept between two changes counts as changed."""
    codes = matcher.get_opcodes()
    gone, come = "", ""
    for at, (tag, a1, a2, b1, b2) in enumerate(codes):
        same = "".join(a[a1:a2])
        if tag == "equal" and (len(same) >= _SHORTEST_KEPT or at in (0, len(codes) - 1)):
            yield gone, come, same
            gone, come = "", ""
        else:
            gone, come = gone + same, come + "".join(b[b1:b2])
    yield gone, come, ""


def _mark(tag: str, text: str) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), text) if text else Markup("")
