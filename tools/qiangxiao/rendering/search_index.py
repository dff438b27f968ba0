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
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from itertools import pairwise

from qiangxiao.rendering.search_facets import FACETS, Facet, Searchable
from qiangxiao.rendering.search_sounds import sounds
from qiangxiao.rendering.search_terms import (
    NOT_HAN,
    DocumentTerms,
    SearchDocument,
    count_terms,
    fold,
    terms_of,
    traditional_characters,
)
from qiangxiao.rendering.search_words import ReaderWords

TERM_SHARD_BYTES = (
    5_000  # of postings in one file: a search loads one for nearly every two characters of a query
)
TITLES_PER_SHARD = 32  # results are shown by the dozen, and come from a few files
TEXTS_PER_SHARD = 2  # an excerpt costs a reader at most one neighbour it did not ask for
COMMON_CHARACTER_COUNT = 500  # characters by which a client tells common words from rare ones; 1.5 KB
CARDS_PER_SHARD = 8  # answers of a few lines in one file: a search shows one

_BLANKS = re.compile(r"[^\S\n]+")
# catches " \n\n", spares " "
_BREAKS = re.compile(r"\s*\n\s*")

_DIGITS = "0123456789abcdefghijklmnopqrstuv"
_WEIGHT_LETTERS = "ABCDEFGH"  # 1-3: how often in the text; +4: in the title or a keyword
_CODE_BASE = ord("0")


def render_search_index(
    documents: Sequence[SearchDocument],
    words: ReaderWords,
    facets: Sequence[Facet] = FACETS,
    places: Sequence[tuple[str, str]] = (),
    terms_of: Callable[[SearchDocument], DocumentTerms] = terms_of,
) -> Mapping[str, bytes]:
    """Return the files of the folder `search/`, by name.

    `places` are titles and addresses that are offered before anyone types; `terms_of` may know documents from
    before. Raises ValueError when two documents share an address.
    """
    ordered = sorted(documents, key=lambda document: document.address)
    if len({document.address for document in ordered}) != len(ordered):
        raise ValueError("two search documents share one address")

    index = _Index()
    for number, document in enumerate(ordered):
        index.add(number, terms_of(document))

    shards = list(_term_shards(index.postings, len(ordered)))
    files: dict[str, object] = {f"terms-{number}": dict(shard) for number, shard in enumerate(shards)}
    titles = [[document.title, document.address] for document in ordered]
    texts = [_display_text(document.content.text) for document in ordered]
    files |= _group("titles", titles, TITLES_PER_SHARD)
    files |= _group("texts", texts, TEXTS_PER_SHARD)
    files["traditional"] = _traditional_pairs(index.postings)
    files["syllables"] = " ".join(sorted(index.syllables))
    files["sounds"] = sounds(set("".join(NOT_HAN.sub("", term) for term in index.postings)))
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

    def add(self, number: int, found: DocumentTerms) -> None:
        """Enter one document; numbers must come in rising order."""
        self.text_lengths.append(found.text_length)
        self.title_lengths.append(found.title_length)
        self.syllables.update(found.syllables.split())
        postings, base = self.postings, number * 8
        for term, weight in zip(found.terms.split("\n") if found.terms else (), found.weights, strict=True):
            postings[term].append(base + weight)


def _traditional_pairs(terms: Iterable[str]) -> str:
    """Return traditional and simplified characters in turn, as far as the simplified one occurs."""
    occurring = set().union(*terms)
    pairs = traditional_characters().items()
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
        terms = count_terms(fold(word))
        # The last character of a run is a term only where no pair begins with it.
        pairs = [term for term in terms if len(term) > 1] or terms
        return all(term in occurring for term in pairs)

    synonyms: defaultdict[str, list[str]] = defaultdict(list)
    for site, others in sorted(words.synonyms.items()):
        if occurs(site):
            for other in others:
                synonyms[fold(other)].append(fold(site))
    return {
        "synonyms": {word: synonyms[word] for word in sorted(synonyms)},
        "questions": sorted(map(fold, words.questions), key=lambda phrase: (-len(phrase), phrase)),
        "popular": [word for word in words.popular if occurs(word) or fold(word) in synonyms],
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
