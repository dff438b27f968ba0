"""Every validation error is said in Chinese, about the right key; every field is described."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from record_models import all_models

from qiangxiao.foundation.vocabulary import vocabularies
from qiangxiao.records.baseline import BaselineAssessment
from qiangxiao.records.messages import ERROR_TYPES, RULES, Said, say, vocabulary_of
from qiangxiao.records.plan import ActionPlan
from qiangxiao.records.program import Program
from qiangxiao.records.school import PilotSchool
from qiangxiao.records.support import Support
from qiangxiao.records.update import ProgressUpdate

CHINESE = re.compile("[一-鿿]")
ENGLISH = re.compile(r"[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}")
# what an author wrote is repeated as it is: in English too, and with such marks in it
QUOTED = re.compile("“.*”")
MODELS = all_models()
VALUES: tuple[Any, ...] = (
    None,
    "",
    "  ",
    "待填",
    "一<b>二",
    "一\n二",
    "字" * 3000,
    "x",
    "not found",
    "-1",
    "99999999",
    "1.5",
    "1e999",
    "true",
    "2026-13-01",
    "0001-01-01",
    "9999-12-31",
    "2026-10-12",
    "2026-10-12T25:00",
    "0900-10-12T10:00",
    "２０２６-10-12",
    "2026-autumn",
    "0000-spring",
    [],
    [None],
    [[]],
    [{}],
    ["x"] * 20,
    [{"x": "y"}],
    {},
    {"x": "y"},
    {"x": None},
    {"1800": "x", "2026": "y", "": "z"},
)


def said(model: type[BaseModel], data: Any) -> list[Said]:
    try:
        model.model_validate(data)
    except ValidationError as error:
        return [say(model, detail) for detail in error.errors(include_url=False)]
    return []


def check_words(one: Said) -> None:
    assert CHINESE.search(one.message)
    assert not ENGLISH.search(QUOTED.sub("", one.message))
    assert not ENGLISH.search(QUOTED.sub("", one.hint))
    assert "{" not in one.message.replace("{{", "").replace("{%", "") or "“" in one.message
    assert "\n" not in one.message
    assert one.rule in RULES
    assert len(one.message) < 300


def faults(model: type[BaseModel]) -> Iterator[Any]:
    yield from VALUES
    for name, info in model.model_fields.items():
        for value in VALUES:
            yield {info.alias or name: value}
            yield {info.alias or name: [value]}
            yield {info.alias or name: [value, value, value]}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_wrong_value_of_every_field_is_said_in_chinese(model: type[BaseModel]) -> None:
    seen: set[str] = set()
    for data in faults(model):
        for one in said(model, data):
            if one.message not in seen:
                check_words(one)
                seen.add(one.message)
    assert seen


def test_every_kind_of_error_that_is_provoked_has_words_and_none_is_there_for_nothing() -> None:
    provoked: set[str] = set()
    for model in MODELS:
        for data in faults(model):
            try:
                model.model_validate(data)
            except ValidationError as error:
                provoked |= {detail["type"] for detail in error.errors(include_url=False)}
    assert provoked <= ERROR_TYPES
    # A text that is too long comes as "too_long" and gets the words of "string_too_long".
    assert ERROR_TYPES - provoked <= {"string_too_long"}


TREES = st.recursive(
    st.none() | st.text(max_size=20) | st.sampled_from([value for value in VALUES if isinstance(value, str)]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=15)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@given(data=st.data())
def test_any_data_is_valid_or_said_in_chinese(model: type[BaseModel], data: st.DataObject) -> None:
    keys = [info.alias or name for name, info in model.model_fields.items()]
    given_data = data.draw(TREES | st.dictionaries(st.sampled_from(keys), TREES, max_size=len(keys)))
    for one in said(model, given_data):
        check_words(one)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_has_a_title_and_a_description_in_chinese(model: type[BaseModel]) -> None:
    for name, info in model.model_fields.items():
        assert CHINESE.search(info.title or ""), name
        assert CHINESE.search(info.description or ""), name
        assert (info.description or "").endswith("。"), name
    assert model.__doc__


def test_every_vocabulary_with_a_code_is_found_by_it() -> None:
    for vocabulary in vocabularies():
        if vocabulary.code:
            assert vocabulary_of(vocabulary.code) is vocabulary
    assert vocabulary_of("x") is None


def test_an_unknown_key_is_compared_with_the_keys_of_its_own_part() -> None:
    one = said(
        BaselineAssessment, {"problems": [{"id": "p1", "area": "教学改革", "finding": "甲", "problems": "x"}]}
    )
    unknown = next(item for item in one if item.rule.code == "field.unknown")
    assert unknown.location == ("problems", 0, "problems")
    assert unknown.hint.startswith("可用的键：id、area、finding、cause。")


def test_a_key_written_wrong_gets_a_suggestion() -> None:
    one = said(PilotSchool, {"enroled_on": "2025-09-01"})[-1]
    assert "您是否想写“enrolled_on”？" in one.hint
    assert one.at_key


def test_a_label_written_for_its_key_gets_the_key() -> None:
    one = next(item for item in said(ProgressUpdate, {"标题": "甲"}) if item.rule.code == "field.unknown")
    assert one.hint.endswith("您是否想写“title”？")


def test_a_term_written_wrong_gets_a_suggestion_and_the_list() -> None:
    data = {"partnership": {"modes": ["委托管里"]}, "as_of": "2026-11-01"}
    one = next(item for item in said(Support, data) if item.rule.code == "support.mode.unknown")
    assert one.message == "支持方式“委托管里”不在清单内。"
    assert one.hint.endswith("您是否想写“委托管理”？")
    assert one.location == ("partnership", "modes", 0)


def test_a_list_in_place_of_a_term_is_not_quoted_as_python() -> None:
    one = next(
        item for item in said(PilotSchool, {"kind": ["初中"]}) if item.rule.code == "school.kind.unknown"
    )
    assert "[" not in one.message


def test_a_text_that_is_too_long_is_counted_in_characters() -> None:
    one = next(item for item in said(ProgressUpdate, {"summary": "字" * 121}) if item.field == "summary")
    assert one.rule.code == "text.length"
    assert one.message == "“摘要”有 121 个字，超过了 120 个。"


def test_a_list_of_the_wrong_length_is_counted_in_items() -> None:
    one = next(
        item
        for item in said(Program, {"thresholds": {"plan_years": ["3", "4", "5"]}})
        if "plan_years" in item.field
    )
    assert one.rule.code == "list.length"


def test_a_key_with_line_breaks_cannot_break_a_line_of_the_report() -> None:
    for one in said(PilotSchool, {"a\nschools/x:1:1: 错误": "1", "as_of": "一\n二\n三"}):
        assert "\n" not in one.message + one.hint


@pytest.mark.parametrize(
    ("model", "data", "hint"),
    [
        (ProgressUpdate, {"date": "2026年9月1日"}, "请写成 2026-09-01。"),
        (ProgressUpdate, {"date": "２０２６.１０.１２"}, "请写成 2026-10-12。"),
        (ProgressUpdate, {"date": "2026年2月30日"}, "请写成 2026-10-12 这样的形式。"),
        (ProgressUpdate, {"date": "九月一日"}, "请写成 2026-10-12 这样的形式。"),
        (PilotSchool, {"student_count": "约1,020人"}, "请只写半角数字，不带单位和逗号，例如 1020。"),
        (PilotSchool, {"student_count": "12.5"}, "请只写半角数字，不带单位和逗号。"),
        (
            ProgressUpdate,
            {"readings": [{"indicator": "i1", "value": "９５％"}]},
            "请只写半角数字，不带单位、逗号和百分号，例如 95。",
        ),
        (
            ProgressUpdate,
            {"measures": "深化课堂教学改革、联动实施强师计划"},
            "请换行，每条单独一行，以“- ”开头，例如“- 深化课堂教学改革”。",
        ),
        (
            ProgressUpdate,
            {"measures": "－深化课堂教学改革"},
            "开头的“－”要换成半角的“-”，后面空一格，例如“- 深化课堂教学改革”。",
        ),
    ],
)
def test_a_hint_repeats_what_was_written_as_it_should_be(
    model: type[BaseModel], data: Any, hint: str
) -> None:
    assert hint in [one.hint for one in said(model, data)]


def test_a_wrong_year_is_shown_where_the_year_stands() -> None:
    indicator = {
        "id": "i1",
        "objective": "o1",
        "name": "甲",
        "dimension": "学业水平",
        "targets": {"2026年": "60"},
    }
    (one,) = [
        one for one in said(ActionPlan, {"indicators": [indicator]}) if one.rule.code == "number.format"
    ]
    assert one.at_key and one.location == ("indicators", 0, "targets", "2026年")
    assert one.message == "“年度目标的年份”应当是整数：“2026年”。"
