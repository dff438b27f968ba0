"""By which terms search finds one document: the bigrams of its characters, its words, dates and sounds.

The browser side cuts queries in the same way (`site/theme/assets/search-index.js`). What is worked out here
depends on the document and on nothing else, so that whoever builds a site may keep it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from operator import add

from qiangxiao.rendering.search_dates import date_terms, day_terms
from qiangxiao.rendering.search_facets import Searchable
from qiangxiao.rendering.search_sounds import pinyin_of

_HAN = "\u3005-\u3007\u3400-\u9fff\U00020000-\U0003ffff"
NOT_HAN = re.compile(f"[^{_HAN}]+")
_HAN_RUN = re.compile(f"[{_HAN}]+")
_WORD = re.compile(rf"[^\W_{_HAN}]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+")
_IN_TITLE = 4  # points that a title counts more than the text


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One page as the search sees it. `address` is site-relative."""

    address: str
    title: str
    content: Searchable


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """What a document is found by: its terms, a line each, with the weight of each; how long it is.

    `runs` are the runs of characters in its names, `syllables` what they sound like.
    """

    terms: str
    weights: bytes
    text_length: int
    title_length: int
    runs: str
    syllables: str


def terms_of(document: SearchDocument) -> DocumentTerms:
    """Return the terms of a document."""
    content = document.content
    folded = fold("\n".join((content.text, *chain.from_iterable(content.facets.values()))))
    counts = count_terms(folded)
    counts.update(Counter(date_terms(folded)))
    title = fold(document.title)
    aliases = [fold(alias) for alias in content.aliases]
    names = [title, *aliases, *map(fold, content.keywords)]
    dates = {*date_terms("\n".join(names)), *(day_terms(content.day) if content.day else ())}
    text_length = min(35, round(4 * math.log2(1 + sum(counts.values()))))
    title_length = min(60, *(len(count_terms(name)) for name in (title, *aliases)))

    named = sorted(_name_terms(names) | dates)
    weights = {term: _IN_TITLE + _frequency_weight(counts.pop(term, 0)) for term in named}
    weights |= {term: 1 if count == 1 else 2 if count < 4 else 3 for term, count in counts.items()}
    runs = sorted(set(_HAN_RUN.findall("\n".join(names))))
    syllables: set[str] = set()
    for run in runs:
        heard, run_terms = pinyin_of(run)
        syllables |= heard
        weights |= dict.fromkeys(sorted(run_terms), _IN_TITLE)
    return DocumentTerms(
        "\n".join(weights),
        bytes(weights.values()),
        text_length,
        title_length,
        " ".join(runs),
        " ".join(sorted(syllables)),
    )


def _frequency_weight(count: int) -> int:
    return 3 if count > 3 else 2 if count > 1 else count


def fold(text: str) -> str:
    """Return the form in which text is compared: NFKC, lower case, simplified, no invisible characters."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text).lower())
    traditional = traditional_characters()
    return plain if traditional.keys().isdisjoint(plain) else plain.translate(_translation())


def count_terms(folded: str) -> dict[str, int]:
    """Count the bigrams of Han characters and the words of other letters and digits.

    A character that never begins a bigram (the last of its run, or alone) is a term of its own, so that a
    prefix search for one character finds all of its documents.
    """
    han = NOT_HAN.sub(" ", folded) + " "
    pairs = Counter(map(add, han, han[1:]))
    counts = {pair: count for pair, count in pairs.items() if " " not in pair}
    beginnings = {pair[0] for pair in counts}
    for pair, count in pairs.items():
        if pair[1] == " " and pair[0] != " " and pair[0] not in beginnings:
            counts[pair[0]] = count
    counts.update(Counter(_WORD.findall(folded)))
    return counts


def _name_terms(names: Iterable[str]) -> set[str]:
    """Return the terms of titles and keywords: also each single character, to be found at once."""
    joined = "\n".join(names)
    return set(count_terms(joined)) | set(NOT_HAN.sub("", joined))


@cache
def traditional_characters() -> Mapping[str, str]:
    """Return the simplified form of each traditional character (OpenCC's TSCharacters, first choice)."""
    table = resources.files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if "\t" in line)
    pairs = ((traditional, simplified.split(" ")[0]) for traditional, simplified in rows)
    return {traditional: simplified for traditional, simplified in pairs if traditional != simplified}


@cache
def _translation() -> dict[int, str]:
    return str.maketrans(dict(traditional_characters()))
