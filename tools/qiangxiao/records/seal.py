"""What a sign-off is bound to: everything that readers see of one item, and the item itself.

A seal has four parts, `2<grain>.<whole>.<pictures>.<passages>`, in letters only as a fingerprint is:

- whole: 128 bits of SHA-256 over the item's id, its words (alternative texts among them) and the bytes of
  every picture it shows, in order. It alone decides whether a sign-off holds;
- pictures and passages: four letters for every picture, two for every passage, which only serve to say
  where the item changed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from qiangxiao.records.fingerprint import Change, changes, content_digest, fingerprint, spell
from qiangxiao.sources.document import Document

_VERSION = "2"
_HINT = 4  # letters of a picture: enough to tell which of a dozen is another one


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that readers see: its path in its folder, the digest of its bytes or nothing."""

    file: str
    digest: str


_OWN_ID = frozenset({"id"})
"""The id is bound by itself: a renamed file that states the old one is the same item."""


def digest_of_words(document: Document, left_out: frozenset[str]) -> str:
    """Return the digest of an item's words."""
    return content_digest(document, left_out | _OWN_ID)


def bind(item: str, words: str, pictures: Sequence[Shown]) -> str:
    """Return the part of a seal that decides. `words` is the digest of the words."""
    whole = json.dumps([item, words, [[shown.file, shown.digest] for shown in pictures]])
    return spell(sha256(whole.encode()).digest()[:16])


def seal(document: Document, left_out: frozenset[str], item: str, pictures: Sequence[Shown]) -> str:
    """Return what a sign-off of an item as it stands carries."""
    version, _, passages = fingerprint(document, left_out | _OWN_ID).split(".")
    bound = bind(item, digest_of_words(document, left_out), pictures)
    return f"{_VERSION}{version[1]}.{bound}.{''.join(map(_hint, pictures))}.{passages}"


def is_bound(digest: str, bound: str) -> bool:
    """Tell whether a sign-off is that of the item as it stands."""
    version, _, rest = digest.partition(".")
    return version[:1] == _VERSION and bool(bound) and rest.partition(".")[0] == bound


def changed_words(digest: str, document: Document, left_out: frozenset[str]) -> tuple[Change, ...]:
    """Return where the words are not those that were signed; nothing if it cannot be told."""
    parts = digest.split(".")
    return (
        changes(f"1{parts[0][1:]}.{parts[1]}.{parts[3]}", document, left_out | _OWN_ID)
        if len(parts) == 4
        else ()
    )


def changed_pictures(digest: str, pictures: Sequence[Shown]) -> tuple[Shown, ...]:
    """Return the pictures that are not those that were signed, or stand elsewhere; nothing if all are."""
    parts = digest.split(".")
    signed = parts[2] if len(parts) == 4 else ""
    hints = [signed[at : at + _HINT] for at in range(0, len(signed), _HINT)]
    at_place = zip(pictures, [*hints, *[""] * len(pictures)], strict=False)
    return tuple(shown for shown, hint in at_place if _hint(shown) != hint)


def has_lost_pictures(digest: str, pictures: Sequence[Shown]) -> bool:
    """Tell whether fewer pictures are shown than were signed."""
    parts = digest.split(".")
    return len(parts) == 4 and len(parts[2]) > len(pictures) * _HINT


def _hint(shown: Shown) -> str:
    return spell(sha256(f"{shown.file}\0{shown.digest}".encode()).digest()[: _HINT // 2])
