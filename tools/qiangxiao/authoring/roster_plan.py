"""Plans what a roster would change: which school each row is, which files come of it, which rows fail.

Planning checks the program as it would be and writes nothing. What a row would break is that row's fault.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from qiangxiao.authoring.formatter import format_file, order_keys, write_document
from qiangxiao.authoring.roster_listing import enter_partnerships
from qiangxiao.authoring.roster_merge import Merged, merge_profile, merge_support
from qiangxiao.authoring.roster_names import find_schools, new_slugs, strip_name
from qiangxiao.authoring.roster_rows import Fault, Row
from qiangxiao.authoring.trial import new_problems, present, problems_of, problems_with
from qiangxiao.catalog.catalog import Catalog, School
from qiangxiao.catalog.loader import Progress
from qiangxiao.foundation.problems import Problem, Severity
from qiangxiao.foundation.vocabulary import Terms
from qiangxiao.records.kind import Kind
from qiangxiao.records.reading import read_record
from qiangxiao.records.school import SCHOOL
from qiangxiao.records.support import SUPPORT
from qiangxiao.sources.document import read_document
from qiangxiao.sources.yaml_reader import Data

NEW, CHANGED, SAME = "新建", "更新", "未变"
PROGRAM_FILE = "schools/program.yml"
_ROUNDS = 4  # times that a school is merged anew without what was wrong; each round may show one more fault


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one row."""

    row: Row
    school_id: str
    what: str
    changes: tuple[str, ...]
    kept: tuple[str, ...]
    lacking: tuple[str, ...]
    files: Mapping[str, bytes]
    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By file, the cell that the value of a key came from."""


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """What a roster would do. `stuck` says why nothing can be written, or is empty."""

    outcomes: tuple[Outcome, ...]
    faults: tuple[Fault, ...]
    files: Mapping[str, bytes]
    listing: tuple[str, ...]
    stuck: str = ""

    def count(self, what: str) -> int:
        """Return how many schools have an outcome."""
        return sum(outcome.what == what for outcome in self.outcomes)


class _RowError(Exception):
    """A row that cannot be imported."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Wish:
    """How to import: since when people and partnerships
    hold where the roster does not say, and which side wins.
    """

    since: date | None = None
    is_preferred: bool = False


def plan_roster(
    root: Path,
    catalog: Catalog,
    rows: Sequence[Row],
    as_of: date,
    wish: Wish,
    progress: Progress | None = None,
) -> RosterPlan:
    """Work out what the rows would change in the program at `root`."""
    faults: list[Fault] = []
    known, _ = problems_of(root, as_of)
    waiting = list(rows)
    for _ in range(_ROUNDS):
        outcomes, fresh = _outcomes(root, catalog, waiting, wish)
        faults += fresh
        files = {path: data for outcome in outcomes for path, data in outcome.files.items()}
        listing = enter_partnerships(present(root / PROGRAM_FILE) or b"", outcomes_of_support(root, outcomes))
        if listing.stuck:
            return RosterPlan(tuple(outcomes), tuple(faults), {}, (), listing.stuck)
        if listing.text is not None:
            files[PROGRAM_FILE] = listing.text.encode("utf-8")
        if not files:
            return RosterPlan(tuple(outcomes), tuple(faults), {}, ())
        found, _ = problems_with(root, files, as_of, progress)
        broken = [problem for problem in new_problems(known, found) if problem.severity is Severity.ERROR]
        owners = {path: outcome for outcome in outcomes for path in outcome.files}
        if not broken:
            return RosterPlan(tuple(outcomes), tuple(faults), files, listing.changes)
        strangers = [problem for problem in broken if problem.path not in owners]
        if strangers:
            first = strangers[0]
            said = f"导入后 {first.path} 会有错误：{first.message}{first.hint}"
            return RosterPlan(tuple(outcomes), tuple(faults), {}, (), said)
        dropped = set()
        for problem in broken:
            outcome = owners[problem.path]
            dropped.add(outcome.row.place)
            name = problem.field or _field_at(outcome, problem)
            cell = _cell_of(outcome.cells.get(problem.path, {}), name, outcome.row.place)
            faults.append(Fault(cell, problem.message, problem.hint))
        waiting = [outcome.row for outcome in outcomes if outcome.row.place not in dropped]
    return RosterPlan(
        (), tuple(faults), {}, (), "改动之间互相牵连，没有办法只导入一部分。请先改正上面的错误。"
    )


def _outcomes(
    root: Path, catalog: Catalog, rows: Sequence[Row], wish: Wish
) -> tuple[list[Outcome], list[Fault]]:
    faults: list[Fault] = []
    schools: dict[str, tuple[Row, School | None]] = {}
    for row, school in _recognise_rows(catalog, rows, faults):
        taken = schools.get(school.id) if school else None
        if school and taken:
            message = f"“{row.name}”和 {taken[0].place} 的“{taken[0].name}”是同一所学校（{school.id}）。"
            faults.append(Fault(row.place, message, "一所学校只留一行。"))
        else:
            schools[school.id if school else row.place] = (row, school)
    ids = _new_ids(root, catalog, [row for row, school in schools.values() if school is None], faults)
    outcomes = []
    for row, school in schools.values():
        if school is None and row.place not in ids:
            continue
        try:
            outcomes.append(
                _outcome(root, catalog, row, school, school.id if school else ids[row.place], wish)
            )
        except _RowError as error:
            faults.append(error.fault)
    return outcomes, faults


def _recognise_rows(
    catalog: Catalog, rows: Iterable[Row], faults: list[Fault]
) -> list[tuple[Row, School | None]]:
    """Return each row with the school that it means, if there is one already."""
    found: list[tuple[Row, School | None]] = []
    for row in rows:
        local = [school for school in catalog.schools.values() if school.district_id == row.district]
        former = row.values.get(("former_names",), [])
        stated = catalog.schools.get(f"{row.district}/{row.slug.split('/')[-1]}") if row.slug else None
        matches = (
            (stated,)
            if stated
            else find_schools(local, [row.name])
            or find_schools(local, former if isinstance(former, list) else [])
        )
        elsewhere = [
            school
            for school in catalog.schools.values()
            if school.district_id != row.district
            and school.profile
            and strip_name(school.profile.record.name) == strip_name(row.name)
        ]
        if "/" in row.slug and row.slug.split("/")[0] != row.district:
            message = f"学校编号“{row.slug}”不在这一行的区县（{row.district}）里。"
            faults.append(Fault(row.cells[("slug",)], message, "请核对区县和学校编号。"))
        elif len(matches) > 1:
            listed_ids = "、".join(school.id for school in matches)
            faults.append(Fault(row.place, f"“{row.name}”可能是几所学校：{listed_ids}。", "请写学校的全名。"))
        elif not matches and elsewhere:
            message = f"“{row.name}”已经是 {elsewhere[0].id}，不在这一行的区县里。"
            faults.append(
                Fault(
                    row.cells.get(("district",), row.place), message, "请核对区县；同名的两所学校请写全名。"
                )
            )
        else:
            found.append((row, matches[0] if matches else None))
    return found


def _new_ids(root: Path, catalog: Catalog, rows: Sequence[Row], faults: list[Fault]) -> Mapping[str, str]:
    """Return the id of every new school by its row's place:
    stated in the roster, else from the name's sound.
    """
    ids: dict[str, str] = {}
    for district_id in dict.fromkeys(row.district for row in rows):
        folder = root / "schools" / district_id
        taken = {path.name.casefold() for path in folder.iterdir()} if folder.is_dir() else set()
        own = [row for row in rows if row.district == district_id]
        for row in own:
            if not row.slug:
                continue
            slug = row.slug.split("/")[-1]
            if slug in taken:
                message = f"学校编号“{slug}”已经有了。"
                faults.append(Fault(row.cells[("slug",)], message, "请换一个编号，或者留空。"))
                continue
            taken.add(slug)
            ids[row.place] = f"{district_id}/{slug}"
        unnamed = [row for row in own if not row.slug]
        district = catalog.program.district(district_id)
        slugs = new_slugs([row.name for row in unnamed], district, catalog.program, taken)
        ids |= {row.place: f"{district_id}/{slugs[row.name]}" for row in unnamed}
    return ids


def _outcome(
    root: Path, catalog: Catalog, row: Row, school: School | None, school_id: str, wish: Wish
) -> Outcome:
    paths = {SCHOOL: f"schools/{school_id}/school.yml", SUPPORT: f"schools/{school_id}/support.yml"}
    terms = catalog.policy.all_terms
    before = {kind: _data_of(root, path, kind, row, terms) for kind, path in paths.items()}
    profile = merge_profile(before[SCHOOL], row, wish.is_preferred)
    support, lacking = merge_support(before[SUPPORT], row, catalog.program, wish.since, wish.is_preferred)
    files: dict[str, bytes] = {}
    for kind, merged in ((SCHOOL, profile), (SUPPORT, support)):
        if merged.data != before[kind] and merged.data:
            files[paths[kind]] = _file(paths[kind], kind, merged, row, terms)
    what = NEW if school is None else CHANGED if files else SAME
    changes = (*profile.changes, *support.changes)
    cells = {paths[SCHOOL]: profile.cells, paths[SUPPORT]: support.cells}
    return Outcome(row, school_id, what, changes, (*profile.kept, *support.kept), lacking, files, cells)


def _data_of(root: Path, path: str, kind: Kind[Any], row: Row, terms: Terms) -> dict[str, Data]:
    """Return the data of a file, empty if there is none;
    raise _RowError if writing it anew would lose something.
    """
    data = present(root / path)
    if data is None:
        return {}
    if format_file(path, data, kind).text is None:
        reason = format_file(path, data, kind).reason
        raise _RowError(Fault(row.place, f"{path} {reason}", ""))
    document = read_document(path, data)
    if broken := read_record(document, kind.model, terms).problems:
        first = broken[0]
        message = f"{path} 第 {first.span.line} 行原来就有错误：{first.message}"
        raise _RowError(Fault(row.place, message, "请先改好这个文件，再导入名册。"))
    return document.data if isinstance(document.data, dict) else {}


def _file(path: str, kind: Kind[Any], merged: Merged, row: Row, terms: Terms) -> bytes:
    """Return the bytes of a file; raise _RowError, at the
    cell that is to blame, when it would not be sound.
    """
    text = write_document(path, order_keys(merged.data, kind.model))
    document = read_document(path, text.encode("utf-8"))
    for problem in (*document.problems, *read_record(document, kind.model, terms).problems):
        cell = _cell_of(merged.cells, problem.field, row.place)
        raise _RowError(Fault(cell, problem.message, problem.hint))
    return text.encode("utf-8")


def _field_at(outcome: Outcome, problem: Problem) -> str:
    """Return the field of a row's file in whose line a problem lies: rules about words know no fields."""
    document = read_document(problem.path, outcome.files[problem.path])
    for name in outcome.cells.get(problem.path, {}):
        location = tuple(int(part) if part.isdecimal() else part for part in name.split("."))
        if document.has(location) and document.locate(location).line == problem.span.line:
            return name
    return ""


def _cell_of(cells: Mapping[str, str], name: str, otherwise: str) -> str:
    """Return the cell that gave a field of a file, or one around it."""
    parts = name.split(".")
    return next(
        (cells[key] for end in range(len(parts), 0, -1) if (key := ".".join(parts[:end])) in cells), otherwise
    )


def outcomes_of_support(root: Path, outcomes: Collection[Outcome]) -> tuple[tuple[str, str, str], ...]:
    """Return school, support school and its kind for every partnership that rows write."""
    found = []
    for outcome in outcomes:
        path = f"schools/{outcome.school_id}/support.yml"
        if path in outcome.files:
            data = read_document(path, outcome.files[path]).data
            partnership = data.get("partnership") if isinstance(data, dict) else None
            if isinstance(partnership, dict):
                found.append(
                    (outcome.school_id, str(partnership["support_school"]), str(partnership["kind"]))
                )
    return tuple(found)
