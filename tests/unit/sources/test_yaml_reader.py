"""YAML with positions: what is read, what is refused, and where."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiangxiao.foundation.problems import Span
from qiangxiao.sources.yaml_messages import explain
from qiangxiao.sources.yaml_reader import read_yaml

ENGLISH = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")


def codes(text: str) -> list[tuple[str, int, int]]:
    return [(p.code, p.span.line, p.span.column) for p in read_yaml("a.yml", text).problems]


def data(text: str) -> object:
    root = read_yaml("a.yml", text).root
    return root.data if root else None


@given(st.text(alphabet=st.sampled_from(" \n-:[]{}?&*!|>'\"%@`#,~，：“”abc1\\\t"), max_size=60))
def test_no_text_raises(text: str) -> None:
    result = read_yaml("a.yml", text)
    for problem in result.problems:
        assert not ENGLISH.search(problem.message + problem.hint)
        assert problem.span.line >= 1
        assert problem.span.column >= 1


def test_everything_is_text_except_nothing() -> None:
    assert data("a: 0123\nb: on\nc: 12:30:00\nd: 2024-13-01\ne: ~\nf:\ng: null\nh: 'null'\n") == {
        "a": "0123",
        "b": "on",
        "c": "12:30:00",
        "d": "2024-13-01",
        "e": None,
        "f": None,
        "g": None,
        "h": "null",
    }


def test_positions_count_characters_of_any_width() -> None:
    root = read_yaml("a.yml", "名字: ＡＢ𠮷中\n列表:\n  - 甲\n  - '乙 丙'\n", 5).root
    assert root is not None
    key, value = root.entries["名字"]
    assert (key.span, value.span) == (Span(5, 1, 5, 3), Span(5, 5, 5, 9))
    assert [item.span for item in root.entries["列表"][1].items] == [Span(7, 5, 7, 6), Span(8, 5, 8, 10)]


def test_the_place_of_a_list_in_brackets_includes_them() -> None:
    root = read_yaml("a.yml", "a: []\nb: [一, 二]\nc: {}\n").root
    assert root is not None
    assert [root.entries[key][1].span for key in "abc"] == [
        Span(1, 4, 1, 6),
        Span(2, 4, 2, 10),
        Span(3, 4, 3, 6),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n\tb: 2\n", ("yaml.tab", 2, 1)),
        ("a:\n  \tb: 2\n", ("yaml.tab", 2, 3)),
        ("name：一\n", ("yaml.colon", 1, 5)),
        ("name：一\nb: 2\n", ("yaml.colon", 1, 5)),
        ("- name：一\n  b: 2\n", ("yaml.colon", 1, 7)),
        ("a: 1\nname:一\n", ("yaml.colon", 2, 5)),
        ("a: 1\nb: 2\na: 3\n", ("yaml.duplicate", 3, 1)),
        ("a: &x 1\n", ("yaml.feature", 1, 4)),
        ("a: *x\n", ("yaml.feature", 1, 4)),
        ("a: !!str 1\n", ("yaml.feature", 1, 4)),
        ("a: 1\n---\nb: 2\n", ("yaml.feature", 2, 1)),
        ("[1, 2]: 3\n", ("yaml.feature", 1, 1)),
        ("{a: 1}: 3\n", ("yaml.feature", 1, 1)),
        ("a: " + "[" * 60 + "]" * 60, ("yaml.feature", 1, 1)),
        ('a: "\\u202e"\n', ("file.character", 1, 4)),
        ('a: "\\e[31m"\n', ("file.character", 1, 4)),
    ],
)
def test_each_fault_is_reported_at_its_place(text: str, expected: tuple[str, int, int]) -> None:
    assert codes(text) == [expected]


def test_nesting_may_be_eight_deep_and_no_deeper() -> None:
    assert codes("a: " + "[" * 6 + "x" + "]" * 6) == []
    assert [code for code, _, _ in codes("a: " + "[" * 8 + "x" + "]" * 8)] == ["yaml.feature"]


def test_the_rest_of_a_file_is_read_after_tabs_and_wrong_colons() -> None:
    assert data("a：一\n\tb: 二\nc:三\n") == {"a": "一", "b": "二", "c": "三"} or data("a：一\nc:三\n") == {
        "a": "一",
        "c": "三",
    }


def test_the_first_of_two_equal_keys_is_kept() -> None:
    assert data("a: 1\na: 2\n") == {"a": "1"}


def test_escapes_cannot_smuggle_in_what_a_file_may_not_hold() -> None:
    assert data('a: "一\\u202e二\\0"\n"\\u200bb": 1\n') == {"a": "一二", "b": "1"}
    assert data('a: "e\\u0301"\n') == {"a": "é"}


def test_a_value_may_contain_a_full_width_colon() -> None:
    assert data("a: 主题：课堂\nb: PPT：课堂\n") == {"a": "主题：课堂", "b": "PPT：课堂"}
    assert codes("a: 主题：课堂\nb: https://example.edu.cn\nc:\n  - 9:30 到校\n") == []


# Texts that provoke each complaint of libyaml that content can reach.
BROKEN = [
    "a: b: c",
    "a: 1\n b: 2",
    "a:\n  - x\n  y: 1",
    "a: - x",
    "a: @x",
    "a: `x`",
    'a: "x',
    "a: 'x\nb: 1",
    "a: [x",
    "a: [x y: z: w",
    "a: {x",
    "a: [,]",
    "a: }",
    "a: ]",
    "a: 1\n]",
    "- a\nb: 1",
    "a: * x",
    "a: & x",
    'a: "\\q"',
    'a: "\\xZZ"',
    'a: "\\ud800"',
    "a: 'x\n---\ny'",
    "a: |x\n  b",
    "a: |0\n  b",
    "a: |\n\tb",
    "a: >2x\n",
    "%x\n---\na: 1",
    "% \n",
    "%YAML 9.9\n---\na: 1",
    "%YAML 1.1\n%YAML 1.1\n---\na",
    "%YAML 1111111111111.1\n---\na",
    "%YAML x\n---\na",
    "%TAG x\n---\na",
    "%TAG ! x\n%TAG ! x\n---\na",
    "%A@\n",
    "a: !<x",
    "a: !%zz x",
    "a: !b!c x",
    "a: !<x>y",
    "a: {b: c}: d",
    "a: ? b",
    "? a\n? b: c: d",
    "a: 'x' y",
    "a: &x@ y",
    "a: [b]c: d",
    "a:\n  - b\n c: d",
    "a\nb: c",
    "a: 1\nb\n",
    "a: [a: b: c]",
    "---\na: 1\n...\nb",
]


@pytest.mark.parametrize("text", BROKEN)
def test_every_complaint_of_the_parser_is_said_in_chinese(text: str) -> None:
    result = read_yaml("a.yml", text)
    assert result.problems
    for problem in result.problems:
        assert re.search("[一-鿿]", problem.message)
        assert problem.hint
        assert not ENGLISH.search(problem.message + problem.hint)


def test_a_complaint_without_words_of_its_own_is_said_in_general() -> None:
    message, hint = explain("some new complaint", "while parsing")
    assert not ENGLISH.search(message + hint)


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 100_000,
        "a: " + "[a, " * 1_200,
        "a: " + "{a: " * 1_200,
        "- " * 2_400,
        "? " * 2_400,
        "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(500)),
        "".join(f"k{n}: 1\n" for n in range(2_990)),
        "name：x\n" * 2_990,
        ("a" * 4_990 + "：\n") * 100,
        "- " * 2_400 + "a：b\n",
    ],
    ids=lambda text: text[:12].replace("\n", " "),
)
def test_hostile_text_is_refused_or_read_quickly(text: str) -> None:
    start = process_time()
    read_yaml("a.yml", text)
    assert process_time() - start < 2
