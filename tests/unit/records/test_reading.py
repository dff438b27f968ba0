"""A faulty record is saved as far as it goes, and what is left still knows its place in the file."""

from __future__ import annotations

from typing import Any

import pytest
from corpus_trees import BASE
from hypothesis import given, settings
from hypothesis import strategies as st
from record_models import models_in

from qiangxiao.records.featured import FeaturedSchool
from qiangxiao.records.kind import Kind
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.plan import ActionPlan
from qiangxiao.records.program import Program
from qiangxiao.records.reading import place_in_file, read_record, read_records
from qiangxiao.records.school import PilotSchool
from qiangxiao.records.support import Support
from qiangxiao.sources.document import Document, read_document


def document(text: str) -> Document:
    return read_document("a.yml", text.encode())


SUPPORT = """advisors:
  - name: 甲老师
    since: 2025-09-01
  - name: 乙老师
    since: 昨天
  - name: 丙老师
    since: 2025-09-01
    level: 省级
  - name: 丁老师
    since: 2025-09-01
as_of: 2026-11-01
"""


def test_a_faulty_item_is_left_out_and_a_faulty_optional_key_of_another() -> None:
    reading = read_record(document(SUPPORT), Support)
    assert reading.record is not None
    assert [person.name for person in reading.record.advisors] == ["甲老师", "丙老师", "丁老师"]
    assert reading.record.advisors[1].level is None
    assert [(p.code, p.span.line) for p in reading.problems] == [
        ("date.format", 5),
        ("support.level.unknown", 8),
    ]
    assert reading.faulty == {"advisors"}


def test_what_survives_is_found_at_its_own_line() -> None:
    doc = document(SUPPORT)
    reading = read_record(doc, Support)
    place = place_in_file(("advisors", 2, "name"), reading.survivors)
    assert place == ("advisors", 3, "name")
    assert doc.locate(place).line == 9


def test_survivors_within_survivors_are_found_as_well() -> None:
    doc = document(
        "title: 一\nstarts_on: 2025-10-01\nends_on: 2028-09-30\nas_of: 2026-01-01\n"
        "objectives:\n  - id: 坏\n    title: 一\n  - id: o2\n "
        "   title: 二\n    problems:\n      - 坏\n      - p2\n"
        "indicators:\n  - {id: i1, objective: o2, name: 名, dimension: 师资水平}\n"
        "tasks:\n  - {id: t1, objective: o2, measure: 甲, title: 乙}\n"
    )
    reading = read_record(doc, ActionPlan)
    assert reading.record is not None
    assert reading.record.objectives[0].problems == ("p2",)
    place = place_in_file(("objectives", 0, "problems", 0), reading.survivors)
    assert doc.locate(place).line == 12


def test_a_pair_that_lost_one_of_its_two_numbers_is_left_out() -> None:
    text = (BASE / "schools/program.yml").read_text(encoding="utf-8")
    reading = read_record(
        document(text.replace("      - 2\n      - 1\n", "      - 二\n      - 1\n")), Program
    )
    assert [p.code for p in reading.problems] == ["number.format"]
    assert reading.record is not None
    assert [district.tile for district in reading.record.districts] == [(1, 1), None]


def test_a_record_without_a_mandatory_key_is_lost_but_every_problem_is_told() -> None:
    reading = read_record(document("name: 一\nkind: 初级中学\nstudent_count: 多\n"), PilotSchool)
    assert reading.record is None
    assert [p.code for p in reading.problems] == ["school.kind.unknown", "number.format", "field.missing"]


def test_an_empty_optional_key_means_nothing_and_an_empty_mandatory_one_is_missing() -> None:
    reading = read_record(document("name:\nkind: 初中\nmotto:\nas_of: 2026-01-01\n"), PilotSchool)
    assert [(p.code, p.span.line, p.span.column) for p in reading.problems] == [("field.missing", 1, 1)]


def test_an_empty_item_of_a_list_is_called_empty() -> None:
    reading = read_record(
        document("name: 一\nkind: 初中\nformer_names:\n  -\nas_of: 2026-01-01\n"), PilotSchool
    )
    assert [p.code for p in reading.problems] == ["field.empty"]


@pytest.mark.parametrize("text", ["- a\n", "只有一句话\n", "'x'\n", "~\n", "[]\n"])
def test_a_file_that_is_no_mapping_is_one_problem(text: str) -> None:
    assert [p.code for p in read_record(document(text), PilotSchool).problems] == ["yaml.root"]


@pytest.mark.parametrize("text", ["a: 1\n", "只有一句话\n", "{}\n"])
def test_a_ledger_that_is_no_list_is_one_problem(text: str) -> None:
    readings = read_records(document(text), FeaturedSchool)
    assert [p.code for _, reading in readings for p in reading.problems] == ["yaml.root"]


def test_a_ledger_keeps_its_good_items_with_their_places() -> None:
    readings = read_records(
        document("- 一\n-\n- period: 2026-10\n  school: a/b\n  theme: 一\n"), FeaturedSchool
    )
    assert [reading.record is not None for _, reading in readings] == [False, False, True]


def test_the_list_that_is_long_enough_is_not_called_too_short_for_its_faulty_items() -> None:
    text = "assessed_on: 2025-01-01\n"
    codes = [p.code for p in read_record(document(text + "modes: []\n"), Support).problems]
    assert "list.length" not in codes
    reading = read_record(
        document(
            "partnership:\n  support_school: 甲\n  kind: 领航高中\n  "
            "since: 2025-09-01\n  modes:\n    - 坏\nas_of: 2026-01-01\n"
        ),
        Support,
    )
    assert [p.code for p in reading.problems] == ["support.mode.unknown"]


KEYS = sorted(
    {
        info.alias or name
        for kind in KINDS
        for model in (
            kind.model,
            *(m for i in kind.model.model_fields.values() for m in models_in(i.annotation)),
        )
        for name, info in model.model_fields.items()
    }
)
LEAVES = st.sampled_from(
    ["", "~", "x", "2026-10-12", "数学", "3", "true", "[]", "{}", "[~]", "{a: ~}", "市级", "'<b>'", "待填"]
)
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"
        )
    ),
    max_leaves=15,
)


@settings(max_examples=40)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@given(data=st.data())
def test_no_data_raises_and_every_problem_lies_in_the_file(kind: Kind[Any], data: st.DataObject) -> None:
    names = [info.alias or name for name, info in kind.model.model_fields.items()]
    lines = data.draw(st.lists(st.tuples(st.sampled_from(names), TREES), max_size=8))
    text = "".join(f"{key}: {value}\n" for key, value in lines)
    doc = document(text)
    reading = read_record(doc, kind.model)
    for problem in reading.problems:
        assert 1 <= problem.span.line <= text.count("\n") + 1
        assert problem.span.column >= 1
