"""A new id for an item, a school or a district: which files move, and what is changed in others.

Nothing is written here. What was signed, printed or presented stays as it is, to the letter: the ledger of
addresses leads from the old ids to the new ones. Everything else is given the new ids, so that whoever opens
a file reads names that exist.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from posixpath import normpath, relpath
from typing import Any
from urllib.parse import unquote

from qiangxiao.authoring.permalink_writing import write_ledger
from qiangxiao.catalog.catalog import SECTIONS, Catalog, Entry
from qiangxiao.catalog.permalinks import LEDGER_PATH, Closure, Permalinks
from qiangxiao.catalog.renames import Rename, Renames
from qiangxiao.checks.links import texts_of
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.problems import Span
from qiangxiao.foundation.slugs import is_slug
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue
from qiangxiao.records.featured import FEATURED
from qiangxiao.records.kinds import kind_of
from qiangxiao.records.program import PROGRAM
from qiangxiao.records.reading import Place
from qiangxiao.records.sign_offs import SIGN_OFFS

Files = Mapping[str, bytes | None]
"""What becomes of files by path: new bytes, or None for what goes."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """What a rename does. `moved` are files by their old paths, `changed` those in which ids changed."""

    rename: Rename
    what: str
    moved: Mapping[str, str]
    changed: tuple[str, ...]
    files: Files


def plan_rename(catalog: Catalog, ledger: Permalinks, old: str, new: str) -> Renaming:
    """Return what renaming does; raise UsageError for what cannot be renamed, or not to that."""
    old, new = old.strip("/"), new.strip("/")
    if "/" not in new and "/" in old:
        new = f"{old.rpartition('/')[0]}/{new}"
    rename = Rename(old, new)
    what, moved = _find(catalog, rename)
    _refuse_used(ledger, rename)
    edits = {path: edited for path, edited in _edits(catalog, rename, moved) if edited is not None}
    files: dict[str, bytes | None] = dict.fromkeys(moved)
    for path, target in moved.items():
        files[target] = edits.pop(path, None) or (catalog.root / path).read_bytes()
    changed = tuple(sorted(edits))
    files |= edits
    after = replace(ledger, renames=Renames((*ledger.renames.made, rename)), closed=_closed(ledger, rename))
    files[LEDGER_PATH] = write_ledger(after).encode()
    return Renaming(rename, what, moved, changed, files)


def _closed(ledger: Permalinks, rename: Rename) -> dict[str, Closure]:
    """Return what was given up, under its new address as well: it does not come back by a new name."""
    told = {key: replace(gone, to=rename.forward_path(gone.to)) for key, gone in ledger.closed.items()}
    return told | {rename.forward_path(key): gone for key, gone in told.items()}


def _find(catalog: Catalog, rename: Rename) -> tuple[str, dict[str, str]]:
    """Return what is renamed, in words, and the files that move."""
    old, new = rename.old, rename.new
    if old in catalog.schools:
        _check_school(catalog, new)
        return catalog.schools[old].name, _moved_folder(catalog.root, f"schools/{old}", f"schools/{new}")
    district = catalog.program.district(old)
    if district is not None:
        if not is_slug(new) or new in SECTIONS or catalog.program.district(new):
            raise UsageError(f"“{new}”不能作区县的编号：只用小写英文字母、数字和短横，没有用过。")
        return district.name, _moved_folder(catalog.root, f"schools/{old}", f"schools/{new}")
    entry = catalog.by_id.get(old)
    if entry is None:
        raise UsageError(f"没有编号为“{old}”的内容、学校或区县。")
    if not entry.kind.is_many or (isinstance(entry.record, BulletinIssue) and entry.record.number):
        raise UsageError(f"{entry.kind.label}“{old}”的地址是固定的，不能改名。")
    target = entry.path.replace(old, new)
    if kind_of(target) is not entry.kind:
        raise UsageError(f"“{new}”不是{entry.kind.label}的编号，写法要与“{old}”相同。")
    if new.count("/") > 1 and "/".join(new.split("/")[:2]) != "/".join(old.split("/")[:2]):
        raise UsageError("一篇内容不能改到别的学校去。")
    _refuse_taken(catalog.root / target, target)
    return catalog.headline(entry) or old, {entry.path: target}


def _check_school(catalog: Catalog, new: str) -> None:
    parts = new.split("/")
    if len(parts) != 2 or not is_slug(parts[1]) or catalog.program.district(parts[0]) is None:
        raise UsageError(f"“{new}”不能作学校的编号：写成 区县/学校，区县要在 program.yml 里。")


def _moved_folder(root: Path, old: str, new: str) -> dict[str, str]:
    _refuse_taken(root / new, new)
    found = (Path(folder) / name for folder, _, names in os.walk(root / old) for name in names)
    paths = (path.relative_to(root).as_posix() for path in found if path.is_file() and not path.is_symlink())
    return {path: new + path[len(old) :] for path in sorted(paths)}


def _refuse_taken(place: Path, path: str) -> None:
    if os.path.lexists(place):
        raise UsageError(f"{path} 已经有了。")


def _refuse_used(ledger: Permalinks, rename: Rename) -> None:
    """Raise UsageError for an id that readers or feeds know as something else."""
    known = {*ledger.published, *ledger.withdrawn}
    now = ledger.renames.taken(rename.new)
    if (now and now != rename.old) or any(
        name == rename.new or name.startswith(f"{rename.new}/")
        for name in known
        if ledger.renames.current(name) == name
    ):
        raise UsageError(f"“{rename.new}”以前公开过别的内容，请换一个编号。")


def _edits(catalog: Catalog, rename: Rename, moved: Mapping[str, str]) -> Iterator[tuple[str, bytes | None]]:
    """Yield every file in which something changes, by its present path."""
    program = (catalog.program_entry,) if catalog.program_entry else ()
    for entry in (*program, *catalog.entries()):
        if entry.kind in (FEATURED, SIGN_OFFS):
            continue
        if _is_sealed(catalog, entry):
            continue
        changes = list(_changed_ids(entry, rename))
        links = list(_changed_links(entry, rename, moved))
        if changes or links:
            text = catalog.document(entry).text
            spans = [(catalog.locate(entry, place), old, new) for place, old, new in changes]
            yield entry.path, _replaced(text, [*spans, *links]).encode()


def _is_sealed(catalog: Catalog, entry: Entry[Any]) -> bool:
    """Tell whether an entry's words are signed or printed, or need no sign-off as long as they stand."""
    is_exempt = entry.permanent_id in catalog.ledger.exempt
    return bool(entry.signed) or is_exempt or (entry.kind is BULLETIN and not entry.record.draft)


def _changed_ids(entry: Entry[Any], rename: Rename) -> Iterator[tuple[Place, str, str]]:
    """Yield every text of a record that is an id or a path and changes."""
    for place, text in texts_of(entry.record, ()):
        if place[:1] == ("id",):
            continue  # the permanent one
        head = "schools/" if text.startswith("schools/") else ""
        is_id = "/" in text or _names_district(entry, place)
        now = head + rename.forward(text.removeprefix(head)) if is_id else text
        if now != text:
            yield place, text, now


def _names_district(entry: Entry[Any], place: Place) -> bool:
    is_listed = len(place) == 3 and (place[0], place[2]) in (
        ("districts", "id"),
        ("support_schools", "district"),
    )
    return entry.kind is PROGRAM and is_listed


def _changed_links(
    entry: Entry[Any], rename: Rename, moved: Mapping[str, str]
) -> Iterator[tuple[Span, str, str]]:
    """Yield every link of a body that leads somewhere else after the rename."""
    own = _forward(rename, entry.address) if entry.path in moved else entry.address
    for link in entry.body.links if entry.body else ():
        path, mark, rest = link.target.partition("#")
        if not path or ":" in path or path.startswith("/"):
            continue
        target = _forward(rename, f"{normpath(f'{entry.address}{unquote(path)}')}/")
        if own != entry.address or target != f"{normpath(f'{entry.address}{unquote(path)}')}/":
            now = f"{relpath('/' + target, '/' + own)}/{mark}{rest}"
            if now != link.target:
                yield link.span, link.target, now


def _forward(rename: Rename, address: str) -> str:
    head = next((h for h in ("schools/", "districts/") if address.startswith(h)), "")
    return head + rename.forward(address.removeprefix(head).rstrip("/")) + "/"


def _replaced(text: str, changes: list[tuple[Span, str, str]]) -> str:
    """Return a text with each old word replaced in its span, from the end, so that spans before it hold."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for span, old, new in sorted(changes, key=lambda change: change[0], reverse=True):
        begin, end = starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
        before, found, after = text[begin:end].rpartition(old)
        if found:
            text = f"{text[:begin]}{before}{new}{after}{text[end:]}"
    return text
