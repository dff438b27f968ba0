"""A digest of the words of a document that formatting does not change and any other change does.

The digest has three parts, `<version and grain>.<whole>.<passages>`, in letters only, so that no check takes
it for a telephone number and YAML reads it as text:

- whole: 128 bits of SHA-256 over the canonical content, which alone decides whether it is that of a document;
- passages: two letters for every passage in order, which
  only serve to say where the content changed. A passage is a sentence (grain `s`) or, in a long text, a line
  (`l`) of a field or of the body; a very long text has none (`n`).

The canonical content is the data without `review` and without what publishing itself sets (`draft`, and of an
issue of the bulletin its number, date and signer, what only a draft has, and the corrections, which come
later), keys sorted, keys without a value left out; and the body as `fmt` leaves it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from itertools import takewhile

from qiangxiao.records.reading import Place
from qiangxiao.sources.document import Document
from qiangxiao.sources.text import tidy_body
from qiangxiao.sources.yaml_reader import Data

VERSION = "1"
_MOST_SENTENCES = 300  # a longer text is told apart by lines, so that its digest stays short
_MOST_LINES = 900  # a longer one as a whole: that it changed is known then, but not where
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
# catches "“好。”", "一二三", "。。", spares "" (every character is in some sentence)
_SENTENCE = re.compile(r"[^。！？；]+[。！？；]*[”’」』）]*|[。！？；]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or line: of the field at `place`, or of the body at a line and column of the file."""

    words: str
    place: Place = ()
    line: int = 0
    column: int = 0
    lead: str = ""
    """What comes before it and is no word: the field's key, or whether it begins a paragraph or line."""


@dataclass(frozen=True, slots=True)
class Change:
    """Where content differs from what was signed: the
    passages now there, or the one before which some are gone.
    """

    passages: tuple[Passage, ...]
    gone_before: Passage | None = None


def fingerprint(document: Document, left_out: frozenset[str]) -> str:
    """Return the digest of a document without its sign-offs and the fields left out."""
    for grain, most in (("s", _MOST_SENTENCES), ("l", _MOST_LINES)):
        found = passages(document, left_out, grain)
        if len(found) <= most:
            break
    else:
        grain, found = "n", ()
    return f"{VERSION}{grain}.{content_digest(document, left_out)}.{''.join(map(_token, found))}"


def holds(digest: str, document: Document, left_out: frozenset[str]) -> bool:
    """Tell whether a digest is that of the document as it stands."""
    version, _, rest = digest.partition(".")
    return version[:1] == VERSION and rest.partition(".")[0] == content_digest(document, left_out)


def changes(digest: str, document: Document, left_out: frozenset[str]) -> tuple[Change, ...]:
    """Return where a document differs from the one a digest was taken of; nothing if it cannot be told."""
    version, _, rest = digest.partition(".")
    letters = rest.partition(".")[2]
    if version not in (f"{VERSION}s", f"{VERSION}l") or len(letters) % 2:
        return ()
    now = passages(document, left_out, version[1])
    before = [letters[at : at + 2] for at in range(0, len(letters), 2)]
    matcher = SequenceMatcher(None, before, [_token(passage) for passage in now], autojunk=False)
    found = []
    for what, _, _, start, end in matcher.get_opcodes():
        if what in ("replace", "insert"):
            found.append(Change(now[start:end]))
        elif what == "delete" and now:
            found.append(Change((), now[min(start, len(now) - 1)]))
    return tuple(found)


def passages(document: Document, left_out: frozenset[str], grain: str) -> tuple[Passage, ...]:
    """Return the passages of the canonical content: fields by key, then the body."""
    content = _content(document, left_out)
    return (*_of_fields(content, (), "", grain), *_of_body(document, grain))


def _content(document: Document, left_out: frozenset[str]) -> Data:
    data = document.data
    if not isinstance(data, dict):
        return data
    return {key: data[key] for key in data if key != "review" and key not in left_out}


def content_digest(document: Document, left_out: frozenset[str]) -> str:
    """Return the digest of the canonical content, in letters."""
    canonical = json.dumps(
        [_drop_empty(_content(document, left_out)), tidy_body(document.body)],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return spell(sha256(canonical.encode("utf-8")).digest()[:16])


def _drop_empty(data: Data) -> Data:
    if isinstance(data, dict):
        return {key: _drop_empty(value) for key, value in data.items() if value is not None}
    return [_drop_empty(item) for item in data] if isinstance(data, list) else data


def spell(data: bytes) -> str:
    """Return bytes as letters, two for each."""
    return "".join(_LETTERS[byte >> 4] + _LETTERS[byte & 15] for byte in data)


def _token(passage: Passage) -> str:
    number = int.from_bytes(sha256(f"{passage.lead}\0{passage.words}".encode()).digest()[:8])
    return _LETTERS[number % 52] + _LETTERS[number // 52 % 52]


def _of_fields(data: Data, place: Place, lead: str, grain: str) -> Iterator[Passage]:
    """Yield the passages of every value. The place of an
    item in its list is not in its lead: items may move up.
    """
    if isinstance(data, dict):
        for key in sorted(data):
            yield from _of_fields(data[key], (*place, key), f"{lead}.{key}", grain)
    elif isinstance(data, list):
        for at, item in enumerate(data):
            yield from _of_fields(item, (*place, at), lead, grain)
    elif data is not None:
        for line in data.split("\n"):
            for words in _split(line, grain):
                yield Passage(words, place, lead=lead)


def _of_body(document: Document, grain: str) -> Iterator[Passage]:
    is_first_of_paragraph = True
    kept = tidy_body(document.body).split("\n")
    is_blank = (not line.strip(" \t") for line in document.body.split("\n"))
    dropped_lines = sum(1 for _ in takewhile(bool, is_blank))  # tidying drops the empty lines at the top
    for number, line in enumerate(kept, document.body_line + dropped_lines):
        if not line:
            is_first_of_paragraph = True
            continue
        column = 1
        lead = "¶" if is_first_of_paragraph else "↵"
        for words in _split(line, grain):
            yield Passage(words, (), number, column, lead)
            column += len(words)
            lead = ""
        is_first_of_paragraph = False


def _split(line: str, grain: str) -> list[str]:
    return _SENTENCE.findall(line) if grain == "s" else [line]
