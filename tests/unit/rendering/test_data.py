"""Open data: only what is published, read back by json and csv, inert in a spreadsheet."""

from __future__ import annotations

import csv
import json
from datetime import date
from io import StringIO

import pytest
from sample_program import REPOSITORY
from vendor_schemas import judge

from qiangxiao.catalog.loader import load
from qiangxiao.catalog.permalinks import Withdrawal
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.data import _disarm, data_artifacts
from qiangxiao.selection.edition import Edition


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    edition = Edition(load(REPOSITORY).catalog, date(2026, 11, 20))
    return {artifact.path: artifact.data for artifact in data_artifacts(Site(edition))}


def test_every_record_has_a_file_and_stands_in_the_whole(files: dict[str, bytes]) -> None:
    whole = json.loads(files["api/v1/program.json"])
    ids = {record["id"] for record in whole["records"]}
    assert {f"api/v1/records/{record_id}.json" for record_id in ids} <= set(files)
    plan = json.loads(files["api/v1/records/jinjiang/shili-yi/plan.json"])
    assert plan in whole["records"]
    assert plan["starts_on"] == "2024-10-01"
    assert plan["tasks"][0]["measure"] == "深化课堂教学改革"


def test_unpublished_articles_and_sign_offs_are_not_in_it(files: dict[str, bytes]) -> None:
    everything = b"".join(files.values())
    hidden = [
        path.stem
        for path in (REPOSITORY / "schools").glob("*/*/updates/*.md")
        if "embargo_until: 2026-12-10" in path.read_text() or "\ndraft: true" in path.read_text()
    ]
    assert len(hidden) == 2
    assert [slug for slug in hidden if slug.encode() in everything] == []
    assert b'"review"' not in everything
    assert b'"maintainers"' not in everything


def test_tables_open_in_excel(files: dict[str, bytes]) -> None:
    for name in ("schools", "articles", "tasks", "indicators"):
        data = files[f"api/v1/{name}.csv"]
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(StringIO(data.decode("utf-8-sig"))))
        assert len(rows) > 10
        assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize(
    "text", ["=1", "+1+1", "@SUM(1)", "-cmd|x", "-2+3", " =1", "\t=1", "＝1+1", "－2+3", "＠A1", "\r1"]
)
def test_a_formula_stays_text(text: str) -> None:
    assert _disarm(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-3.5", "作业", "2026-10-12", "61"])
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert _disarm(text) == text


def test_changes_are_newest_first(files: dict[str, bytes]) -> None:
    days = [change["on"] for change in json.loads(files["api/v1/changes.json"]) if "on" in change]
    assert days == sorted(days, reverse=True)


def test_every_record_is_valid_against_the_schema_that_the_index_names(files: dict[str, bytes]) -> None:
    index = json.loads(files["api/v1/index.json"])
    known = {path: judge(json.loads(files[f"api/v1/{path}"])) for path in index["schemas"]}
    records = {path for path in files if path.startswith("api/v1/records/")}
    assert {f"api/v1/{row['url']}" for row in index["records"]} == records
    for row in index["records"]:
        record = json.loads(files[f"api/v1/{row['url']}"])
        faults = [error.message for error in known[row["schema"]].iter_errors(record)]
        assert faults == [], row["id"]
        wrong = {**record, "type": "other"}
        assert list(known[row["schema"]].iter_errors(wrong))


def test_a_withdrawn_article_leaves_a_line_with_its_reason() -> None:
    site = Site(Edition(load(REPOSITORY).catalog, date(2026, 11, 20)))
    gone = {"a/b/updates/c": Withdrawal("schools/a/b/updates/c/", "学校申请撤下")}
    files = {artifact.path: artifact.data for artifact in data_artifacts(site, gone)}
    last = json.loads(files["api/v1/changes.json"])[-1]
    assert last == {
        "id": "a/b/updates/c",
        "address": "schools/a/b/updates/c/",
        "change": "withdrawn",
        "note": "学校申请撤下",
    }
