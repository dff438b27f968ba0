"""The edition as open data under `api/v1/`: one JSON per record, everything in one file, tables for Excel.

Only what readers may see is in it. The shapes are those of the content files (`schemas/` has their JSON
Schemas), with the id, the address of the page and the rendered body added.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Entry, School
from qiangxiao.catalog.permalinks import Withdrawal
from qiangxiao.records.case import CASE
from qiangxiao.records.district_news import DISTRICT_NEWS
from qiangxiao.records.kind import Kind
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.marks import COLUMN, marked, text_of
from qiangxiao.records.program import PROGRAM
from qiangxiao.records.update import UPDATE
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.data_schemas import answer_schema
from qiangxiao.rendering.page import Artifact
from qiangxiao.selection.contribution_counts import count_adopted_of
from qiangxiao.selection.contributions import contribution_years, list_owners
from qiangxiao.selection.edition import Edition
from qiangxiao.selection.progress import indicator_states, task_states

ROOT = "api/v1"


def data_artifacts(
    site: Site, withdrawn: Mapping[str, Withdrawal] = MappingProxyType({})
) -> Iterator[Artifact]:
    """Yield every file of the open data, byte-stable; `withdrawn` is what the ledger says is gone."""
    edition = site.edition
    withdrawn = withdrawn or edition.catalog.ledger.withdrawn
    hidden = edition.unseen_ids | edition.catalog.ledger.withdrawn_ids
    made = [site.recall(_key(entry), _row_and_text, site, entry) for entry in _entries(edition)]
    rows, texts = [row for row, _ in made], [text for _, text in made]
    for row, text in made:
        yield Artifact(f"{ROOT}/records/{row['id']}.json", f"{text}\n".encode())
    program = edition.catalog.program
    whole = {
        "as_of": edition.as_of.isoformat(),
        "program": _drop_hidden(_plain(program, PROGRAM.withheld), hidden),
        "records": [],
    }
    yield Artifact(f"{ROOT}/program.json", _with_records(_json_text(whole), texts))
    yield Artifact(f"{ROOT}/index.json", _json(_index(site, rows)))
    for kind in KINDS:
        yield Artifact(f"{ROOT}/schemas/{kind.name}.schema.json", _schema(site, kind))
    yield Artifact(f"{ROOT}/changes.json", _json(_changes(edition, withdrawn)))
    yield Artifact(f"{ROOT}/schools.csv", csv_table(_school_rows(edition)))
    yield Artifact(f"{ROOT}/articles.csv", csv_table(_article_rows(edition)))
    yield Artifact(f"{ROOT}/tasks.csv", csv_table(_task_rows(edition)))
    yield Artifact(f"{ROOT}/indicators.csv", csv_table(_indicator_rows(edition)))
    yield Artifact(f"{ROOT}/contributions.csv", csv_table(contribution_rows(edition)))


def _schema(site: Site, kind: Kind[Any]) -> bytes:
    return site.remember("schema", kind.name, lambda: _json(answer_schema(kind)))


def _key(entry: Entry[BaseModel]) -> str:
    """Return the key of a record's data: two of one file may have one id by mistake."""
    return f"data {entry.path} {entry.id} {entry.prefix}"


def _row_and_text(site: Site, entry: Entry[BaseModel]) -> tuple[dict[str, Any], str]:
    """Return a record's line in the list of all, and its data."""
    edition = site.edition
    hidden = edition.unseen_ids | edition.catalog.ledger.withdrawn_ids
    record = _drop_hidden(_record(entry), hidden)
    row = {key: record[key] for key in ("id", "type", "title", "name", "address", "date") if key in record}
    return row, _json_text(record)


def _entries(edition: Edition) -> Iterator[Entry[BaseModel]]:
    own = tuple(kind for kind in KINDS if kind.is_of_school)
    others = tuple(kind for kind in KINDS if not kind.is_of_school and not kind.is_internal)
    yield from (entry for kind in others if not kind.is_item for entry in edition.all(kind))
    yield from (entry for school in edition.schools for kind in own for entry in edition.of(school, kind))
    yield from (entry for kind in others if kind.is_item for entry in edition.all(kind))


def _record(entry: Entry[BaseModel]) -> dict[str, Any]:
    # `kind` is older than `type`, and a school's own kind (初中) takes its place
    found: dict[str, Any] = {"id": entry.id, "type": entry.kind.name, "kind": entry.kind.name}
    if entry.kind.is_item:
        found["address"] = entry.address
    found |= {key: value for key, value in _plain(entry.record, entry.kind.withheld).items() if key != "id"}
    if entry.body is not None and entry.body.text.strip():
        found["body_html"] = entry.body.html
    return found


def _plain(record: BaseModel, withheld: frozenset[str] = frozenset()) -> dict[str, Any]:
    dumped: dict[str, Any] = record.model_dump(by_alias=True, exclude_none=True, exclude=set(withheld))
    return dumped


def _drop_hidden(value: Any, hidden: frozenset[str]) -> Any:
    """Drop every reference to what readers may not see yet: an item of a list, or the key that holds it."""
    if isinstance(value, dict):
        return {
            key: _drop_hidden(part, hidden) for key, part in value.items() if not _is_hidden(part, hidden)
        }
    if isinstance(value, (list, tuple)):
        return [_drop_hidden(part, hidden) for part in value if not _is_hidden(part, hidden)]
    return value


def _is_hidden(part: object, hidden: frozenset[str]) -> bool:
    return isinstance(part, str) and part in hidden


def _default(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _json(value: object) -> bytes:
    return f"{_json_text(value)}\n".encode()


def _json_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=_default)


def _with_records(whole: str, texts: Sequence[str]) -> bytes:
    """Put the texts of records into the empty list at the end of the whole, as if they were written with
    it.
    """
    head = whole.removesuffix("[]\n}")
    inside = ",\n  ".join(text.replace("\n", "\n  ") for text in texts)
    return f"{head}[\n  {inside}\n ]\n}}\n".encode() if texts else f"{whole}\n".encode()


def _index(site: Site, found: Sequence[dict[str, Any]]) -> dict[str, object]:
    """Return what there is: files, schemas, and a line for every record."""
    rows = [
        row | {"url": f"records/{row['id']}.json", "schema": f"schemas/{row['type']}.schema.json"}
        for row in found
    ]
    tables = ["schools.csv", "articles.csv", "tasks.csv", "indicators.csv", "contributions.csv"]
    return {
        "version": "v1",
        "as_of": site.edition.as_of.isoformat(),
        "whole": "program.json",
        "changes": "changes.json",
        "tables": tables,
        "schemas": [f"schemas/{kind.name}.schema.json" for kind in KINDS],
        "records": rows,
    }


def _changes(edition: Edition, withdrawn: Mapping[str, Withdrawal]) -> list[dict[str, str]]:
    """Return articles by the day they last changed, newest first; then what is withdrawn, without a day."""
    rows = []
    for entry in edition.articles:
        record = entry.record
        told = {"id": entry.id, "title": record.title, "address": entry.address, "change": "published"}
        corrections = sorted(record.corrections, key=lambda correction: correction.date)
        if corrections:
            told |= {"change": "corrected", "note": corrections[-1].note}
        rows.append((max([record.date, *(each.date for each in corrections)]), told))
    ordered = sorted(rows, key=lambda row: (-row[0].toordinal(), row[1]["id"]))
    return [
        *({"on": changed_on.isoformat(), **row} for changed_on, row in ordered),
        *(
            {"id": key, "address": found.address, "change": "withdrawn", "note": found.reason}
            for key, found in sorted(withdrawn.items())
        ),
    ]


def csv_table(rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as UTF-8 with a byte order mark, which Excel needs to read Chinese."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow(["" if cell is None else _disarm(str(cell)) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


# What a spreadsheet computes, also behind a blank: catches "=1+1" and "＝cmd|x", spares "2026-10-12".
_FORMULA = re.compile(r"\s*[=+@＝＋＠－-]|[\t\r]")
# catches "-3.5", spares "-2+3"
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def _disarm(cell: str) -> str:
    """Keep a spreadsheet from reading a contributor's text as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _of(edition: Edition, school: School) -> tuple[str, str, str]:
    return edition.district_name(school.district_id), school.id, school.name


def _school_rows(edition: Edition) -> Iterator[Sequence[object]]:
    yield "区县", "编号", "校名", "类别", "状态", "加入日期", "班级数", "学生数", "教师数", "数据截至"
    for school in edition.schools:
        if school.profile is not None:
            record = school.profile.record
            counts = (record.class_count, record.student_count, record.teacher_count)
            kind, status = record.kind.value, record.status.value
            yield *_of(edition, school), kind, status, record.enrolled_on, *counts, record.as_of


def _article_rows(edition: Edition) -> Iterator[Sequence[object]]:
    more = dict((*marked(UPDATE.model, COLUMN), *marked(CASE.model, COLUMN)))
    yield "类别", "日期", "编号", "校名", "标题", "摘要", "所属措施", *more.values()
    for entry in edition.articles:
        record = entry.record
        name = edition.catalog.schools[entry.school_id].name
        found = (record.date, entry.id, name, record.title, record.summary, text_of(record.measures))
        yield entry.kind.label, *found, *(text_of(getattr(record, key, None)) for key in more)


def _task_rows(edition: Edition) -> Iterator[Sequence[object]]:
    yield "区县", "学校编号", "校名", "任务编号", "任务", "所属措施", "期限", "状态", "是否逾期", "依据"
    for school in edition.schools:
        for state in task_states(school, edition.as_of):
            task, late = state.task, "是" if state.is_overdue else "否"
            source = state.source.id if state.source else ""
            found = (task.id, task.title, task.measure, task.due_on, state.status.value, late, source)
            yield *_of(edition, school), *found


def _indicator_rows(edition: Edition) -> Iterator[Sequence[object]]:
    yield (
        "区县",
        "学校编号",
        "校名",
        "指标编号",
        "指标",
        "单位",
        "方向",
        "起点值",
        "读数",
        "统计日期",
        "来源",
        "依据",
    )
    for school in edition.schools:
        for state in indicator_states(school, edition.as_of):
            indicator = state.indicator
            head = (
                indicator.id,
                indicator.name,
                indicator.unit,
                indicator.direction.value,
                indicator.baseline,
            )
            for item in state.readings:
                reading = item.reading
                found = (reading.value, reading.as_of, reading.source, item.source.id)
                yield *_of(edition, school), *head, *found


def contribution_rows(
    edition: Edition, year: int | None = None, district_id: str | None = None
) -> Iterator[Sequence[object]]:
    """Yield what schools and district offices supplied and had printed, and what others used of schools, year
    by year, newest year first; a year or district alone. An office has no number of a school.
    """
    points = edition.catalog.program.contribution_points
    articles = (UPDATE.label, CASE.label, f"采用{UPDATE.label}", "采用案例", "采用率", "计分")
    yield "年度", "区县", "学校编号", "校名", *articles, *(DISTRICT_NEWS.label, "采用区县动态", "他校借鉴")
    for of_year in (year,) if year else contribution_years(edition):
        adopted = count_adopted_of(edition, of_year)
        for owner in list_owners(edition, of_year):
            if district_id in (None, owner.district.id):
                found, school_id = owner.found, owner.school.id if owner.school else ""
                rate = None if found.rate is None else f"{found.rate:.3f}"
                counts = (found.updates, found.cases, found.printed_updates, found.printed_cases)
                yield (
                    of_year,
                    *(owner.district.name, school_id, owner.name),
                    *(*counts, rate, found.points(points) if points else None),
                    *(found.news, found.printed_news, adopted[school_id]),
                )
