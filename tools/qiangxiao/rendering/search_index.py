"""Turn searchable documents into a static index: sharded character bigrams in plain script files.

The browser side is `site/theme/assets/search-index.js`; both sides cut text in the same way, so nothing is
ever unreachable because a segmenter cut the page and the query differently. Every file is a script that
calls `qxSearch.put(name, payload)`: that loads from `file://` and under any sub-path, where `fetch()` does
not. Readers download the metadata and the few shards their words need, nothing else.

This module must not touch the disk (apart from the installed dictionary of characters) and knows neither
clock nor page templates. The same documents, in any order, give the same bytes.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from importlib import resources
from itertools import chain, pairwise
from operator import add

from qiangxiao.rendering.search_dates import date_terms, day_terms
from qiangxiao.rendering.search_facets import FACETS, Facet, Searchable
from qiangxiao.rendering.search_sounds import pinyin_of, sounds
from qiangxiao.rendering.search_words import ReaderWords

TERM_SHARD_BYTES = 20_000  # of postings in one file: one search loads a few of them over a slow line
TITLES_PER_SHARD = 32  # results are shown by the dozen, and come from a few files
TEXTS_PER_SHARD = 2  # an excerpt costs a reader at most one neighbour it did not ask for
COMMON_CHARACTER_COUNT = 500  # characters by which a client tells common words from rare ones; 1.5 KB
CARDS_PER_SHARD = 8  # answers of a few lines in one file: a search shows one

_HAN = "\u3005-\u3007\u3400-\u9fff\U00020000-\U0003ffff"
_NOT_HAN = re.compile(f"[^{_HAN}]+")
_HAN_RUN = re.compile(f"[{_HAN}]+")
_WORD = re.compile(rf"[^\W_{_HAN}]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+")
_BLANKS = re.compile(r"[^\S\n]+")
# catches " \n\n", spares " "
_BREAKS = re.compile(r"\s*\n\s*")

_DIGITS = "0123456789abcdefghijklmnopqrstuv"
_WEIGHT_LETTERS = "ABCDEFGH"  # 1-3: how often in the text; +4: in the title or a keyword
_IN_TITLE = 4  # points that a title counts more than the text
_CODE_BASE = ord("0")


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One page as the search sees it. `address` is site-relative."""

    address: str
    title: str
    content: Searchable


def render_search_index(
    documents: Sequence[SearchDocument],
    words: ReaderWords,
    facets: Sequence[Facet] = FACETS,
    places: Sequence[tuple[str, str]] = (),
) -> Mapping[str, bytes]:
    """Return the files of the folder `search/`, by name.

    `places` are titles and addresses that are offered before anyone types. Raises ValueError when two
    documents share an address.
    """
    ordered = sorted(documents, key=lambda document: document.address)
    if len({document.address for document in ordered}) != len(ordered):
        raise ValueError("two search documents share one address")

    index = _Index()
    for number, document in enumerate(ordered):
        index.add(number, document)

    shards = list(_term_shards(index.postings, len(ordered)))
    files: dict[str, object] = {f"terms-{number}": dict(shard) for number, shard in enumerate(shards)}
    titles = [[document.title, document.address] for document in ordered]
    texts = [_display_text(document.content.text) for document in ordered]
    files |= _group("titles", titles, TITLES_PER_SHARD)
    files |= _group("texts", texts, TEXTS_PER_SHARD)
    files["traditional"] = _traditional_pairs(index.postings)
    files["syllables"] = " ".join(sorted(index.syllables))
    files["sounds"] = sounds(set("".join(_NOT_HAN.sub("", term) for term in index.postings)))
    files["words"] = {**_words(words, index.postings.keys()), "places": places}
    cards = [number for number, document in enumerate(ordered) if document.content.card]
    files |= _group("cards", [_card(ordered[number]) for number in cards], CARDS_PER_SHARD)

    rendered = {f"{name}.js": _script(name, payload) for name, payload in files.items()}
    metadata = {
        "version": _digest(rendered),
        "count": len(ordered),
        "starts": [shard[0][0] for shard in shards],
        "titlesPerShard": TITLES_PER_SHARD,
        "textsPerShard": TEXTS_PER_SHARD,
        "common": _common_characters(index.postings),
        "textLengths": _codes(index.text_lengths),
        "titleLengths": _codes(index.title_lengths),
        "cards": cards,
        "cardsPerShard": CARDS_PER_SHARD,
        "facets": {facet.key: _facet(facet, [document.content for document in ordered]) for facet in facets},
    }
    rendered["meta.js"] = _script("meta", metadata)
    return {name: rendered[name] for name in sorted(rendered)}


class _Index:
    """Postings by term, each posting a document number times eight plus its weight."""

    def __init__(self) -> None:
        self.postings: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        self.text_lengths: list[int] = []
        self.title_lengths: list[int] = []
        self.syllables: set[str] = set()

    def add(self, number: int, document: SearchDocument) -> None:
        """Enter one document; numbers must come in rising order."""
        content = document.content
        text = "\n".join((content.text, *chain.from_iterable(content.facets.values())))
        folded = _fold(text)
        counts = _count_terms(folded)
        counts.update(Counter(date_terms(folded)))
        title = _fold(document.title)
        aliases = [_fold(alias) for alias in content.aliases]
        names = [title, *aliases, *map(_fold, content.keywords)]
        dates = {*date_terms("\n".join(names)), *(day_terms(content.day) if content.day else ())}
        self.text_lengths.append(min(35, round(4 * math.log2(1 + sum(counts.values())))))
        self.title_lengths.append(min(60, *(len(_count_terms(name)) for name in (title, *aliases))))

        postings, base = self.postings, number * 8
        for term in _name_terms(names) | dates:
            count = counts.pop(term, 0)
            postings[term].append(base + _IN_TITLE + _frequency_weight(count))
        for term, count in counts.items():
            postings[term].append(base + (1 if count == 1 else 2 if count < 4 else 3))
        for term in self._pinyin_terms(names):
            postings[term].append(base + _IN_TITLE)

    def _pinyin_terms(self, names: Iterable[str]) -> set[str]:
        terms: set[str] = set()
        for run in _HAN_RUN.findall("\n".join(names)):
            syllables, run_terms = pinyin_of(run)
            self.syllables.update(syllables)
            terms |= run_terms
        return terms


def _frequency_weight(count: int) -> int:
    return 3 if count > 3 else 2 if count > 1 else count


def _fold(text: str) -> str:
    """Return the form in which text is compared: NFKC, lower case, simplified, no invisible characters."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text).lower())
    traditional = _traditional_characters()
    return plain if traditional.keys().isdisjoint(plain) else plain.translate(_translation())


def _count_terms(folded: str) -> dict[str, int]:
    """Count the bigrams of Han characters and the words of other letters and digits.

    A character that never begins a bigram (the last of its run, or alone) is a term of its own, so that a
    prefix search for one character finds all of its documents.
    """
    han = _NOT_HAN.sub(" ", folded) + " "
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
    return set(_count_terms(joined)) | set(_NOT_HAN.sub("", joined))


@cache
def _traditional_characters() -> Mapping[str, str]:
    """Return the simplified form of each traditional character (OpenCC's TSCharacters, first choice)."""
    table = resources.files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if "\t" in line)
    pairs = ((traditional, simplified.split(" ")[0]) for traditional, simplified in rows)
    return {traditional: simplified for traditional, simplified in pairs if traditional != simplified}


@cache
def _translation() -> dict[int, str]:
    return str.maketrans(dict(_traditional_characters()))


def _traditional_pairs(terms: Iterable[str]) -> str:
    """Return traditional and simplified characters in turn, as far as the simplified one occurs."""
    occurring = set().union(*terms)
    pairs = _traditional_characters().items()
    return "".join(sorted(old + new for old, new in pairs if occurring.issuperset(new)))


def _term_shards(postings: Mapping[str, Sequence[int]], count: int) -> Iterator[list[tuple[str, str]]]:
    """Yield neighbouring terms with their encoded postings, about TERM_SHARD_BYTES at a time.

    The order is that of JavaScript's `<`, so the browser finds a shard by binary search.
    """
    symbols = [_base32(number >> 3) + _WEIGHT_LETTERS[number & 7] for number in range(8 * count)]
    shard: list[tuple[str, str]] = []
    size = 0
    for term in sorted(postings, key=lambda term: term.encode("utf-16-be")):
        encoded = _encode(postings[term], symbols)
        weight = len(term.encode()) + len(encoded) + 6
        if shard and size + weight > TERM_SHARD_BYTES:
            yield shard
            shard, size = [], 0
        shard.append((term, encoded))
        size += weight
    if shard:
        yield shard


def _encode(postings: Sequence[int], symbols: Sequence[str]) -> str:
    """Write each posting as the number of documents skipped, in base 32, and a letter for the weight."""
    if len(postings) == 1:
        return symbols[postings[0]]
    # `| 7` is the last posting that the document before could have had.
    return "".join([symbols[here - (before | 7) - 1] for before, here in pairwise([-1, *postings])])


def _base32(number: int) -> str:
    text = _DIGITS[number & 31]
    while number := number >> 5:
        text = _DIGITS[number & 31] + text
    return text


def _common_characters(postings: Mapping[str, Sequence[int]]) -> str:
    """Return the most frequent characters, most frequent first: what is not among them is rare."""
    weights: Counter[str] = Counter()
    for term, entries in postings.items():
        if len(term) == 2 and not term.isascii():
            weights[term[0]] += len(entries)
    ranked = sorted(weights, key=lambda character: (-weights[character], character))
    return "".join(ranked[:COMMON_CHARACTER_COUNT])


def _words(words: ReaderWords, terms: Iterable[str]) -> dict[str, object]:
    """Return readers' words, so far as the site has what they mean: no other is worth a reader's while."""
    occurring = set(terms)

    def occurs(word: str) -> bool:
        terms = _count_terms(_fold(word))
        # The last character of a run is a term only where no pair begins with it.
        pairs = [term for term in terms if len(term) > 1] or terms
        return all(term in occurring for term in pairs)

    synonyms: defaultdict[str, list[str]] = defaultdict(list)
    for site, others in sorted(words.synonyms.items()):
        if occurs(site):
            for other in others:
                synonyms[_fold(other)].append(_fold(site))
    return {
        "synonyms": {word: synonyms[word] for word in sorted(synonyms)},
        "questions": sorted(map(_fold, words.questions), key=lambda phrase: (-len(phrase), phrase)),
        "popular": [word for word in words.popular if occurs(word) or _fold(word) in synonyms],
    }


def _card(document: SearchDocument) -> object:
    card = document.content.card
    assert card is not None
    return {"facts": card.facts, "links": card.links}


def _group(name: str, entries: Sequence[object], size: int) -> dict[str, object]:
    starts = range(0, len(entries), size)
    return {f"{name}-{start // size}": entries[start : start + size] for start in starts}


def _display_text(text: str) -> str:
    return _BREAKS.sub("\n", _BLANKS.sub(" ", text)).strip()


def _facet(facet: Facet, contents: Sequence[Searchable]) -> dict[str, object]:
    """Return a facet's label, its values, the combinations of them that occur, and a code per document."""
    given = [content.facets.get(facet.key, ()) for content in contents]
    values = sorted({value for entry in given for value in entry})
    position = {value: number for number, value in enumerate(values)}
    combinations = sorted({tuple(sorted(position[value] for value in entry)) for entry in given})
    code = {combination: number for number, combination in enumerate(combinations)}
    codes = [code[tuple(sorted(position[value] for value in entry))] for entry in given]
    described = {"label": facet.label} | ({"shown": True} if facet.is_shown else {})
    return {**described, "values": values, "sets": combinations, "codes": _codes(codes)}


def _codes(numbers: Iterable[int]) -> str:
    """Write small numbers as one character each, counted from the digit zero."""
    return "".join(chr(_CODE_BASE + number) for number in numbers)


def _script(name: str, payload: object) -> bytes:
    data = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return f"qxSearch.put({json.dumps(name)},{data});\n".encode()


def _digest(files: Mapping[str, bytes]) -> str:
    """Return a short digest of all files: part of their addresses, so that no cache mixes two versions."""
    digest = sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + files[name])
    return digest.hexdigest()[:8]
