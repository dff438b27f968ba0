"""Which faults stop a build, and the catalog without what the others are in: one record never stops the city.

A faulty record is held back: readers do not see it until it is put right, and everything else goes on. Only
faults in the program's own files stop a build, since every page rests on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from qiangxiao.catalog.catalog import Catalog, Entry, School
from qiangxiao.catalog.permalinks import LEDGER_PATH
from qiangxiao.foundation.problems import Problem, Severity
from qiangxiao.foundation.slugs import SLUG
from qiangxiao.records.featured import FEATURED
from qiangxiao.records.kinds import kind_of
from qiangxiao.records.policy import POLICY
from qiangxiao.records.program import PROGRAM
from qiangxiao.records.sign_offs import FOLDER, SIGN_OFFS

_OF_THE_PROGRAM = frozenset(
    {f"schools/{kind.example}" for kind in (PROGRAM, POLICY, FEATURED)} | {LEDGER_PATH}
)
"""The files that every page rests on."""
_RESTS_ON_OTHERS = frozenset({"featured.evidence"})
"""Codes of what becomes an error there because a school's record is faulty or gone: that stops no city."""
# catches "schools/jinjiang/shili/school.yml" and its folder, spares "schools/jinjiang/district.yml"
_SCHOOL = re.compile(rf"schools/({SLUG}/{SLUG})(?:/(?:school\.yml)?)?")


def stops_build(problem: Problem) -> bool:
    """Tell whether a problem is an error of the program, its policy or its ledgers."""
    is_of_others = problem.code in _RESTS_ON_OTHERS
    return problem.severity is Severity.ERROR and problem.path in _OF_THE_PROGRAM and not is_of_others


def hold_back(catalog: Catalog, problems: Iterable[Problem]) -> tuple[Catalog, tuple[str, ...]]:
    """Return the catalog with every faulty record held back, and the paths of what is held."""
    faulty = {p.path for p in problems if p.severity is Severity.ERROR} - _OF_THE_PROGRAM
    if not faulty:
        return catalog, ()
    schools = {found[1] for path in faulty if (found := _SCHOOL.fullmatch(path))}
    schools |= {school.id for school in catalog.schools.values() if _is_nowhere(school, faulty)}
    signed = {sheet.record.item for sheet in catalog.all(SIGN_OFFS) if sheet.path in faulty} | {
        path.removeprefix(f"schools/{FOLDER}/").rsplit(".", 1)[0]
        for path in faulty
        if path.startswith(f"schools/{FOLDER}/")
    }

    def is_faulty(entry: Entry[Any]) -> bool:
        shown = {f"{entry.picture_folder}{picture}" for picture in _pictures(entry)}
        return entry.path in faulty or entry.permanent_id in signed or not shown.isdisjoint(faulty)

    held: list[str] = [f"schools/{name}/school.yml" for name in sorted(schools)]
    kept: dict[str, School] = {}
    for name, school in catalog.schools.items():
        if name not in schools:
            kept[name] = replace(school, records=_without(school.records, is_faulty, held))
    records = _without(catalog.records, is_faulty, held)
    unread = {path for path in faulty if (kind := kind_of(path)) is not None and kind is not SIGN_OFFS}
    paths = tuple(sorted({*held, *unread}))
    ids = (path.rsplit(".", 1)[0].removeprefix("schools/").removeprefix("docs/") for path in paths)
    return replace(catalog, schools=kept, records=records, held=tuple(ids)), paths


def _is_nowhere(school: School, faulty: set[str]) -> bool:
    """Tell whether a school has no readable profile, or lies in a district that is faulty as a folder."""
    return school.profile is None or school.profile.path in faulty


def _without(records: Any, is_faulty: Any, held: list[str]) -> dict[str, tuple[Entry[Any], ...]]:
    """Return records without the faulty ones, of which the paths are noted."""
    found: dict[str, tuple[Entry[Any], ...]] = {}
    for name, entries in records.items():
        faulty = [entry for entry in entries if is_faulty(entry)]
        held += [entry.path for entry in faulty if kind_of(entry.path) is not SIGN_OFFS]
        found[name] = tuple(entry for entry in entries if entry not in faulty) if faulty else entries
    return found


def _pictures(entry: Entry[Any]) -> set[str]:
    """Return the photos that a record shows, relative to the folder in which its own lie."""
    files = {image.target for image in entry.body.images} if entry.body else set()
    files |= {photo.file for photo in getattr(entry.record, "photos", ())}
    photo = getattr(entry.record, "photo", None)
    return files | {photo} if photo else files
