"""Holds a change against the table of who may change what, and tells what in it an editor should look at.

A question of paths, and of the few keys in contributors' files that only editors set. Nothing else of a file
is believed or needed: whoever decides by these answers reads the program's own state before the change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from qiangxiao.authoring.file_changes import FileChange
from qiangxiao.catalog.authority import (
    Actor,
    Role,
    guarded_keys,
    own_ids,
    owner_of,
    row_of,
    school_of,
)
from qiangxiao.checks.authority import ACCOUNT, FILE, KEY, PATH
from qiangxiao.foundation.problems import Problem, Span, in_order
from qiangxiao.records.kinds import kind_of
from qiangxiao.records.owners import OWNERS, Owners
from qiangxiao.records.program import PROGRAM, Program
from qiangxiao.records.reading import read_record
from qiangxiao.records.sign_offs import SIGN_OFFS
from qiangxiao.sources.document import Document, read_document

M = TypeVar("M", bound=BaseModel)
PROGRAM_PATH, OWNERS_PATH = f"schools/{PROGRAM.example}", f"schools/{OWNERS.example}"
_DRAFT = "draft"
_NAMES = {"review": SIGN_OFFS.label, "maintainers": "账号", "id": "固定编号", _DRAFT: "草稿"}
# keys whose values name people or show them, in any content file
_OF_PEOPLE = (
    "master_principals",
    "master_teachers",
    "advisors",
    "experts",
    "contact",
    "photos",
    "photo",
    "maintainers",
    "editors",
    "folders",
)


def judge(changes: Iterable[FileChange], actor: Actor) -> tuple[Problem, ...]:
    """Return every place of a change that is not the actor's to change."""
    return in_order(problem for change in changes for problem in _judge(change, actor))


def _judge(change: FileChange, actor: Actor) -> Iterator[Problem]:
    at = Span.at(1)
    if change.special and actor.role is not Role.MAINTAINER:
        yield FILE.at(change.path, at, f"这是{change.special}，不是普通文件。", "请放入文件本身。")
        return
    if not actor.may_change(change.path):
        row, school = row_of(change.path), school_of(change.path)
        whose = f"{school} 的{row.what}" if school else f"{row.what}，由{row.role.label}改"
        own = f"您改得了的是 {'、'.join(sorted(actor.owned))} 的文件夹。" if actor.owned else ""
        message = f"这个文件不归您改（{change.what}）：这是{whose}。"
        yield PATH.at(change.path, at, message, f"请把它改回原样；要改的请告诉编辑。{own}")
        return
    for key, role, document in _touched_keys(change):
        if not actor.role.covers(role):
            span = document.locate((key,), at_key=True) if document is not None else at
            message = f"“{_NAMES.get(key, key)}”（{key}）由{role.label}写，这里新写、改动或删去了。"
            yield KEY.at(
                change.path,
                span,
                message,
                "请把这一项改回原样，原来没有的请删去这几行；要改的请告诉编辑。",
                key,
            )


def _touched_keys(change: FileChange) -> Iterator[tuple[str, Role, Document | None]]:
    """Yield the guarded keys whose value a change touches, with the file that has them now or had them."""
    guarded = guarded_keys(change.path)
    if not guarded or change.after is None:
        return  # what goes as a whole takes its keys along
    before, after = _read(change.path, change.before), _read(change.path, change.after)
    for key, role in guarded.items():
        old, new = _value(before, key), _value(after, key)
        is_own_id = key == "id" and str(new or "").startswith(own_ids(change.path))
        if old != new and not is_own_id:
            yield key, role, after if new is not None else None
    # A draft of one's own may be sent; what is public already is taken back by editors, who say why.
    if owner_of(change.path) and before is not None and not _value(before, _DRAFT) and _value(after, _DRAFT):
        yield _DRAFT, Role.EDITOR, after


def _read(path: str, data: bytes | None) -> Document | None:
    return read_document(path, data) if data is not None else None


def _value(document: Document | None, key: str) -> object:
    data = document.data if document is not None else None
    return (data.get(key) or None) if isinstance(data, dict) else None


@dataclass(frozen=True, slots=True)
class Touched:
    """What in a change an editor should look at, by path: for the summary of a request."""

    folders: Mapping[str, int]
    """How many files of each school."""
    outside: tuple[str, ...]
    """Files outside the actor's folders; without an actor, outside the folders of schools."""
    sign_offs: tuple[str, ...]
    people: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.outside or self.sign_offs or self.people or len(self.folders) > 1)


def find_touched(changes: Iterable[FileChange], actor: Actor | None = None) -> Touched:
    """Return what in a change an editor should look at."""
    folders: dict[str, int] = {}
    outside, sign_offs, people = [], [], []
    for change in changes:
        school, shown = school_of(change.path), f"{change.what} {change.path}"
        if school:
            folders[school] = folders.get(school, 0) + 1
        own = bool(school) and (actor is None or actor.role is not Role.SCHOOL or school in actor.owned)
        if not own or row_of(change.path).role is not Role.SCHOOL:
            outside.append(shown)
        if _signs(change):
            sign_offs.append(shown)
        if named := _people(change):
            people.append(f"{shown}（{named}）")
    return Touched(folders, tuple(outside), tuple(sign_offs), tuple(people))


def _signs(change: FileChange) -> bool:
    is_file_of_sign_offs = kind_of(change.path) is SIGN_OFFS
    return is_file_of_sign_offs or any(key == "review" for key, _, _ in _touched_keys(change))


def _people(change: FileChange) -> str:
    kind = kind_of(change.path)
    if row_of(change.path).what.endswith("照片"):
        return "照片"
    if kind is None:
        return ""
    if kind is OWNERS:
        return "账号"
    before, after = _read(change.path, change.before), _read(change.path, change.after)
    fields = kind.model.model_fields
    touched = [key for key in _OF_PEOPLE if key in fields and _value(before, key) != _value(after, key)]
    return "、".join(fields[key].title or key for key in touched)


def actor_of(account: str, files: Mapping[str, bytes]) -> Actor | None:
    """Return who an account is by the program's own files before the change; None for one nobody entered."""
    wanted = account.removeprefix("@").casefold()
    if not wanted:
        return None
    program = _record(PROGRAM_PATH, files, Program)
    owners = _record(OWNERS_PATH, files, Owners)
    if program and wanted in {name.casefold() for name in program.maintainers}:
        return Actor(Role.MAINTAINER)
    if program and wanted in {name.casefold() for name in program.editors}:
        return Actor(Role.EDITOR)
    schools = owners.schools_of(wanted) if owners else frozenset()
    return Actor(Role.SCHOOL, schools) if schools else None


def _record(path: str, files: Mapping[str, bytes], model: type[M]) -> M | None:
    if path not in files:
        return None
    return read_record(read_document(path, files[path]), model).record


def unknown_account(account: str, path: str) -> Problem:
    """Return the problem of a change by an account that nobody entered; `path` is the first it changes."""
    named = f"账号“{account}”" if account else "送来改动的账号"
    message = f"{named}没有登记，不知道归谁改。"
    hint = "请编辑核实后登记在 schools/owners.yml（学校）或 program.yml 的 editors（编辑），再重新检查。"
    return ACCOUNT.at(path, Span.at(1), message, hint)
