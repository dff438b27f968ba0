"""How words sound: the terms under which a title is found by pinyin, by initials and by a sound-alike.

Syllables are compared as they are heard in the south-west: zh, ch, sh as z, c, s; l as n; -ng as -n. So 武候
finds 武侯, and "niu" finds 六. The browser side levels typed letters in the same way (`search-index.js`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

SYLLABLES_MARK = "^"
"""Before two joined syllables of a title; sorts outside every ordinary term."""
INITIALS_MARK = "~"
"""Before three pinyin initials of a title."""

# Place names whose reading the pinyin dictionary does not know.
_PLACE_READINGS = {"郫都": [["pí"], ["dū"]]}
# catches "zhong" (zon), "liang" (nian), spares "nan", "er"
_LEVELLED = re.compile(r"^([zcs])h|^l|ng$")

_READINGS: dict[str, Sequence[str]] = {}
_ASKED: set[str] = set()


def level(syllable: str) -> str:
    """Return a syllable as it is compared."""
    return _LEVELLED.sub(lambda found: found[1] or ("n" if found[0] in ("l", "ng") else ""), syllable)


def bring(readings: Mapping[str, Sequence[str]]) -> None:
    """Take over how runs of characters are read from an earlier run of the program."""
    _READINGS.update(readings)


def syllables_of(run: str) -> Sequence[str]:
    """Return how a run of characters is read, looked up once."""
    known = _READINGS.get(run)
    if known is None:
        known = _READINGS[run] = _reader()(run)
    _ASKED.add(run)
    return known


def ask_again(runs: Iterable[str]) -> None:
    """Note that some runs were asked for, of which the terms are known from before."""
    _ASKED.update(run for run in runs if run in _READINGS)


def readings() -> Mapping[str, Sequence[str]]:
    """Return what this run of the program had to know."""
    return {run: _READINGS[run] for run in sorted(_ASKED)}


@cache
def pinyin_of(run: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the syllables of a run of Han characters and its terms: syllable pairs, initials in threes."""
    syllables = [syllable for syllable in syllables_of(run) if syllable.isascii() and syllable.isalpha()]
    initials = "".join(syllable[0] for syllable in syllables)
    heard = [level(syllable) for syllable in syllables]
    pairs = {first + second for first, second in zip(heard, [*heard[1:], ""], strict=True)}
    threes = {initials[start : start + 3] for start in range(max(1, len(initials) - 2))} - {""}
    terms = {SYLLABLES_MARK + pair for pair in pairs} | {INITIALS_MARK + three for three in threes}
    return frozenset(syllables), frozenset(terms)


def sounds(characters: Iterable[str]) -> dict[str, str]:
    """Return the characters of each syllable: those given, and all of GB 2312, which is what people type."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for character in sorted({*characters, *_everyday_characters()}):
        syllable = syllables_of(character)[0]
        if syllable.isascii() and syllable.isalpha():
            found[syllable].append(character)
    return {syllable: "".join(found[syllable]) for syllable in sorted(found)}


@cache
def _everyday_characters() -> frozenset[str]:
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return frozenset(character for pair in rows if (character := pair.decode("gb2312", "ignore")))


@cache
def _reader() -> Callable[[str], list[str]]:
    # Imported at first use: its dictionaries take a quarter of a second, which only a build should pay.
    from pypinyin import lazy_pinyin, load_phrases_dict

    load_phrases_dict(_PLACE_READINGS)
    return lazy_pinyin
