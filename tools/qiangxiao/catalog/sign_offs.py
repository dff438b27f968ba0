"""Puts the sign-offs that lie in editors' files to the items they are of, and tells which items need them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from qiangxiao.catalog.catalog import Entry
from qiangxiao.catalog.permalinks import LEDGER_PATH, read_permalinks
from qiangxiao.foundation.vocabulary import ReviewStep
from qiangxiao.records.base import SignOff
from qiangxiao.records.kinds import kind_named
from qiangxiao.records.program import Program
from qiangxiao.records.seal import Shown, bind, is_bound
from qiangxiao.records.sign_offs import SIGN_OFFS, path_of_sign_offs

Shelved = dict[str, dict[str, list[Entry[Any]]]]
"""Entries by the id of their school, empty for none, and by the name of their kind."""


def attach_sign_offs(
    records: Shelved, pictures: Mapping[str, str], program: Program | None, root: Path
) -> None:
    """Note in every entry its sign-offs, those of them that hold, and the steps that the program wants."""
    found: dict[str, list[SignOff]] = {}
    for entry in records.get("", {}).get(SIGN_OFFS.name, ()):
        if entry.path == path_of_sign_offs(entry.record.item):  # elsewhere it is a copy
            found.setdefault(entry.record.item, []).extend(entry.record.signed)
    exempt = _exempt(program, root)
    for of_school in records.values():
        for name, entries in of_school.items():
            steps = program.review.steps_of(kind_named(name)) if program else ()
            of_school[name] = [
                _attach(entry, found.get(entry.permanent_id, ()), steps, pictures, program, exempt)
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
    exempt: frozenset[str] | None,
) -> Entry[Any]:
    shown = shown_pictures(entry, pictures)
    bound = bind(entry.permanent_id, entry.words, shown)
    since = program.review.since if program else None
    signed = tuple(sign_off for sign_off in review if is_bound(sign_off.digest, bound))
    # what somebody signed and another changed since is no more what was public
    is_old = since is not None and len(signed) == len(review) and _is_of_before(entry, since, exempt)
    return replace(
        entry,
        review=tuple(review),
        signed=signed,
        pictures=shown,
        required_steps=() if is_old else steps,
        posts=program.review.posts if program else (),
    )


def _is_of_before(entry: Entry[Any], since: date, exempt: frozenset[str] | None) -> bool:
    """Tell whether an item was public before sign-offs were wanted: by its day, and by the ledger if there is
    one, since whoever writes an item also writes its day.
    """
    opens_on = entry.record.opens_on()
    return (
        opens_on is not None and opens_on < since and (exempt is None or not exempt.isdisjoint(_ids(entry)))
    )


def _exempt(program: Program | None, root: Path) -> frozenset[str] | None:
    """Return the ids that the ledger knows; None without a ledger, or when nobody asks."""
    if program is None or program.review.since is None or not (root / LEDGER_PATH).is_file():
        return None
    return frozenset(read_permalinks(root).published)


def _ids(entry: Entry[Any]) -> tuple[str, str]:
    return entry.id, entry.permanent_id


def shown_pictures(entry: Entry[Any], digests: Mapping[str, str]) -> tuple[Shown, ...]:
    """Return the pictures of an item with the digests of their bytes, those of its list first."""
    folder = f"schools/{entry.school_id}/"
    return tuple(Shown(file, digests.get(f"{folder}{file}", "")) for file in _files(entry))


def _files(entry: Entry[Any]) -> Iterator[str]:
    if photo := getattr(entry.record, "photo", None):
        yield photo
    for photo in getattr(entry.record, "photos", ()):
        yield photo.file
    for image in entry.body.images if entry.body else ():
        yield image.target
