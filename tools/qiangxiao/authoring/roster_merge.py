"""One row of a roster into the data of `school.yml` and
`support.yml`: what it adds, what it changes, what it leaves.

A value in a file is never lost to an older or equally old roster: it stays, and the difference is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel

from qiangxiao.authoring.roster_columns import Field
from qiangxiao.authoring.roster_names import strip_name
from qiangxiao.authoring.roster_rows import Person, Row
from qiangxiao.authoring.shapes import keys_of
from qiangxiao.records.program import Program
from qiangxiao.records.school import PilotSchool
from qiangxiao.records.support import Support
from qiangxiao.sources.yaml_reader import Data

ROLES = {"master_principals": "名校长", "master_teachers": "名师", "advisors": "指导专家"}


@dataclass
class Merged:
    """The data of a file after a row: `changes` and `kept` tell in Chinese what was done and what was not.

    `cells` leads from a key of the file to the cell that its value came from.
    """

    data: dict[str, Data]
    changes: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ages:
    """How a roster's day stands to a file's: whether it may fill what is empty, and replace what is there."""

    may_fill: bool = True
    may_replace: bool = True
    since: str = ""

    @classmethod
    def of(cls, data: Mapping[str, Data], day: date, is_preferred: bool) -> Ages:
        """Compare a roster's day with the day that a file states."""
        stated = str(data.get("as_of") or "")
        if not data or is_preferred:
            return cls(since=stated)
        return cls(day.isoformat() >= stated, day.isoformat() > stated, stated)


def merge_profile(before: Mapping[str, Data], row: Row, is_preferred: bool) -> Merged:
    """Return the profile after a row. The school's name
    changes only where the roster gives the old one as former.
    """
    out = Merged(_copy(before))
    ages = Ages.of(before, row.day, is_preferred)
    titles = _titles(PilotSchool)
    if not before:
        out.data["name"] = row.name
        out.changes.append("新建")
    elif _is_rename(before, row):
        _rename(out, row)
    out.cells["name"] = row.place
    for name, value in row.values.items():
        if name[0] in titles and name != ("former_names",):
            title = titles[name[0]] if len(name) == 1 else f"{titles[name[0]]}：{name[1]}"
            _put(out, out.data, name, value, title, ages, bool(before))
        out.cells[".".join(name)] = row.cells.get(name, row.place)
    former = row.values.get(("former_names",), [])
    known = [str(item) for item in _list(out.data, "former_names")]
    own = {strip_name(str(item)) for item in (*known, out.data.get("name", ""))}
    if fresh := [item for item in former if strip_name(item) not in own] if isinstance(former, list) else []:
        out.data["former_names"] = [*known, *fresh]
        out.changes += [f"曾用名：加上 {'、'.join(fresh)}"] if before else []
    return _state_day(out, row.day)


def _is_rename(before: Mapping[str, Data], row: Row) -> bool:
    """Tell whether a row gives the school a new name, by
    calling its present one former or by its folder's name.
    """
    former = row.values.get(("former_names",), [])
    present = strip_name(str(before.get("name", "")))
    others = [
        strip_name(str(item)) for item in (before.get("short_name") or "", *_list(before, "former_names"))
    ]
    is_new = strip_name(row.name) not in (present, *others)
    return is_new and (bool(row.slug) or present in map(strip_name, former))


def _rename(out: Merged, row: Row) -> None:
    old = str(out.data.get("name", ""))
    out.data["former_names"] = [*_list(out.data, "former_names"), old]
    out.data["name"] = row.name
    out.changes.append(f"校名：{old} 改为 {row.name}，原名记入曾用名")


def merge_support(
    before: Mapping[str, Data], row: Row, program: Program, since: date | None, is_preferred: bool
) -> tuple[Merged, tuple[str, ...]]:
    """Return who supports a school after a row, and what
    could not be taken over because something is lacking.
    """
    out = Merged(_copy(before))
    ages = Ages.of(before, row.day, is_preferred)
    started = since.isoformat() if since else ""
    lacking = [*_merge_partnership(out, row, program, started, ages)]
    for person in row.people:
        lacking += _merge_person(out, person, started, ages, bool(before))
    return _state_day(out, row.day), tuple(dict.fromkeys(lacking))


def _merge_partnership(out: Merged, row: Row, program: Program, started: str, ages: Ages) -> Iterator[str]:
    """Merge the partnership; yield what it lacks when it is new and not whole."""
    given = {name[1]: value for name, value in row.values.items() if name[0] == "partnership"}
    name = given.get("support_school")
    if not name and not ("partnership" in out.data and given):
        return
    listed = next(
        (listed for listed in program.support_schools if strip_name(listed.name) == strip_name(str(name))),
        None,
    )
    if listed is not None:
        given["support_school"] = listed.name
        given.setdefault("kind", listed.kind.value)
    present = out.data.get("partnership")
    is_new = not isinstance(present, dict)
    if is_new:
        given.setdefault("since", started)
        titles = {"kind": "支持学校类型", "modes": "支持方式", "since": "结对日期"}
        if missing := [title for key, title in titles.items() if not given.get(key)]:
            yield f"支持学校（缺{'、'.join(missing)}）"
            return
    part: dict[str, Data] = {} if is_new or not isinstance(present, dict) else present
    names = _titles_of_part(Support, "partnership")
    for key in ("support_school", "kind", "modes", "since"):
        if given.get(key):
            _put(out, part, (key,), given[key], names[key], ages, not is_new)
            out.cells[f"partnership.{key}"] = row.cells.get(
                ("partnership", key), row.cells.get(("partnership", "support_school"), row.place)
            )
    if is_new and ages.may_fill:
        out.data["partnership"] = part
        out.changes.append(f"支持学校：{given['support_school']}")


def _merge_person(out: Merged, person: Person, started: str, ages: Ages, is_told: bool) -> Iterator[str]:
    """Merge one person; yield what is lacking. Nobody is ever removed."""
    people = _list(out.data, person.role)
    label = ROLES[person.role]
    known = next(
        (
            at
            for at, item in enumerate(people)
            if isinstance(item, dict) and strip_name(str(item.get("name"))) == strip_name(person.named.name)
        ),
        None,
    )
    if known is not None:
        entry = people[known]
        assert isinstance(entry, dict)
        for key, value in person.parts.items():
            _put(
                out,
                entry,
                (key,),
                value,
                f"{label}{entry.get('name')}的{_titles_of_part(Support, person.role)[key]}",
                ages,
                True,
            )
        out.data[person.role] = people
        out.cells[f"{person.role}.{known}"] = person.cell
        return
    if not person.parts.get("since") and not started:
        yield f"{label}（缺到任日期）"
        return
    if not ages.may_fill:
        out.kept.append(f"{label}：名册里的{person.named.name}没有加入，文件更新（{ages.since}）")
        return
    fresh: dict[str, Data] = {"name": person.named.name, **person.parts}
    if person.named.is_candidate and person.role != "advisors":
        fresh["is_candidate"] = "true"
    fresh.setdefault("since", started)
    out.cells[f"{person.role}.{len(people)}"] = person.cell
    out.data[person.role] = [*people, fresh]
    out.changes += [f"{label}：加上{person.named.name}"] if is_told else []


def _put(
    out: Merged,
    part: dict[str, Data],
    name: Field,
    value: str | list[str],
    title: str,
    ages: Ages,
    is_told: bool,
) -> None:
    """Put a value into a part of a file, or keep what is there."""
    key = name[0]
    if len(name) > 1:
        inner = part.get(key)
        nested: dict[str, Data] = inner if isinstance(inner, dict) else {}
        names = _titles_of_part(PilotSchool, key)
        _put(out, nested, name[1:], value, names[name[1]], ages, is_told)
        if nested:
            part[key] = nested
        return
    present = part.get(key)
    if _is_same(present, value):
        return
    shown, there = _say(value), _say(present)
    if present is None or present == "":
        if ages.may_fill:
            part[key] = list(value) if isinstance(value, list) else value
            out.changes += [f"{title}：补上 {shown}"] if is_told else []
        else:
            out.kept.append(f"{title}：名册是 {shown}，文件更新（{ages.since}），没有补")
    elif ages.may_replace:
        part[key] = list(value) if isinstance(value, list) else value
        out.changes.append(f"{title}：{there} 改为 {shown}")
    else:
        out.kept.append(f"{title}：文件是 {there}（{ages.since}），名册是 {shown}，保留文件的")


def _is_same(present: Data, value: str | list[str]) -> bool:
    if isinstance(value, list):
        return isinstance(present, list) and sorted(map(str, present)) == sorted(value)
    return present is not None and str(present) == value


def _say(value: Data | list[str]) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _state_day(out: Merged, day: date) -> Merged:
    """State the roster's day in a file that it changed, unless the file's own is later."""
    stated = str(out.data.get("as_of") or "")
    if out.data and (out.changes or not stated):
        out.data["as_of"] = max(stated, day.isoformat())
    return out


def _copy(before: Mapping[str, Data]) -> dict[str, Data]:
    return deepcopy(dict(before))


def _list(data: Mapping[str, Data], key: str) -> list[Data]:
    found = data.get(key)
    return list(found) if isinstance(found, list) else []


def _titles(model: type[BaseModel]) -> dict[str, str]:
    return {key.name: key.title for key in keys_of(model)}


def _titles_of_part(model: type[BaseModel], name: str) -> dict[str, str]:
    part = next(key.shape.model for key in keys_of(model) if key.name == name)
    assert part is not None
    return _titles(part)
