"""Puts the sign-offs that lie in editors' files to the items they are of, and tells which items need them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from qiangxiao.catalog.catalog import Entry
from qiangxiao.catalog.permalinks import Permalinks
from qiangxiao.foundation.vocabulary import ReviewStep
from qiangxiao.records.base import SignOff
from qiangxiao.records.kinds import kind_named
from qiangxiao.records.program import Program
from qiangxiao.records.seal import Shown, bind, is_bound
from qiangxiao.records.sign_offs import SIGN_OFFS, path_of_sign_offs

Shelved = dict[str, dict[str, list[Entry[Any]]]]
"""Entries by the id of their school, empty for none, and by the name of their kind."""


def attach_sign_offs(
    records: Shelved, pictures: Mapping[str, str], program: Program | None, ledger: Permalinks
) -> None:
    """Note in every entry its sign-offs, those of them that hold, and the steps that the program wants."""
    found: dict[str, list[SignOff]] = {}
    for entry in records.get("", {}).get(SIGN_OFFS.name, ()):
        if entry.path == path_of_sign_offs(entry.record.item):  # elsewhere it is a copy
            found.setdefault(entry.record.item, []).extend(entry.record.signed)
    for of_school in records.values():
        for name, entries in of_school.items():
            steps = program.review.steps_of(kind_named(name)) if program else ()
            of_school[name] = [
                _attach(entry, found.get(entry.permanent_id, ()), steps, pictures, program, ledger)
                if entry.words and (steps or entry.permanent_id in found)
                else entry
                for entry in entries
            ]


def _attach(
    entry: Entry[Any],
    review: list[SignOff] | tuple[()],
    steps: tuple[ReviewStep, ...],
    pictures: Mapping[str, str],
    program: Program | None,
    ledger: Permalinks,
) -> Entry[Any]:
    shown = shown_pictures(entry, pictures)
    bound = bind(entry.permanent_id, entry.words, shown)
    since = program.review.since if program else None
    signed = tuple(sign_off for sign_off in review if is_bound(sign_off.digest, bound))
    # what somebody signed and another changed since is no more what was public
    is_old = since is not None and len(signed) == len(review) and _is_of_before(entry, since, bound, ledger)
    return replace(
        entry,
        review=tuple(review),
        signed=signed,
        pictures=shown,
        required_steps=() if is_old else steps,
        posts=program.review.posts if program else (),
    )


def _is_of_before(entry: Entry[Any], since: date, bound: str, ledger: Permalinks) -> bool:
    """Tell whether an item was public, as it stands, before sign-offs were wanted.

    By its day; by the ledger if there is one, since whoever writes an item also writes its day; and by what
    the ledger says was public of it then, once it says so.
    """
    opens_on = entry.record.opens_on()
    if opens_on is None or opens_on >= since:
        return False
    is_known = not ledger.text or not ledger.published.keys().isdisjoint({entry.id, entry.permanent_id})
    return is_known and ledger.exempt.get(entry.permanent_id, bound) == bound


def exempt_digests(entries: Iterable[Entry[Any]], program: Program) -> Iterator[tuple[str, str]]:
    """Yield the id and the digest of every item that is public without sign-offs because it is old."""
    if program.review.since is None:
        return
    for entry in entries:
        if entry.words and not entry.required_steps and program.review.steps_of(entry.kind):
            yield entry.permanent_id, bind(entry.permanent_id, entry.words, entry.pictures)


def shown_pictures(entry: Entry[Any], digests: Mapping[str, str]) -> tuple[Shown, ...]:
    """Return the pictures of an item with the digests of their bytes, those of its list first."""
    return tuple(Shown(file, digests.get(f"{entry.picture_folder}{file}", "")) for file in _files(entry))


def _files(entry: Entry[Any]) -> Iterator[str]:
    if photo := getattr(entry.record, "photo", None):
        yield photo
    for photo in getattr(entry.record, "photos", ()):
        yield photo.file
    for image in entry.body.images if entry.body else ():
        yield image.target
