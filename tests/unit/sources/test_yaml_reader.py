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


def told(text: str, first_line: int = 1) -> list[tuple[Span, str, str, str]]:
    problems = read_yaml("m/a.yml", text, first_line).problems
    assert all(problem.path == "m/a.yml" for problem in problems)
    return [(problem.span, problem.message, problem.hint, problem.field) for problem in problems]


PLAIN = "请直接写出内容；以 & * ! 开头的文字请用双引号括起来。"
SPACES = "请换成空格，每一层两个空格。"
COLON = "请改成“{}: ……”，半角冒号加一个空格。"


@pytest.mark.parametrize(
    ("text", "span", "message", "hint", "field"),
    [
        ("a:\n  \t\tb: 2\n", Span(4, 3, 4, 5), "行首用了 Tab 缩进。", SPACES, ""),
        ("name：一\n", Span(3, 5, 3, 6), "键后面用了全角冒号“：”。", COLON.format("name"), ""),
        ("a:\n  - name：一\n", Span(4, 9, 4, 10), "键后面用了全角冒号“：”。", COLON.format("name"), ""),
        ("name ：一\n", Span(3, 6, 3, 7), "键后面用了全角冒号“：”。", COLON.format("name"), ""),
        ("b: 1\nname:一\n", Span(4, 5, 4, 6), "冒号后面少了一个空格。", COLON.format("name"), ""),
        ("- a: 1\n- name:一\n", Span(4, 7, 4, 8), "冒号后面少了一个空格。", COLON.format("name"), ""),
        (
            "a: 1\n'a b': 2\n'a  b': 3\n'a b': 4\n",
            Span(6, 1, 6, 6),
            "键“a b”重复，第 4 行已经写过。",
            "请合并成一个，或者删去多余的。",
            "a b",
        ),
        ("a: &x 1\n", Span(3, 4, 3, 5), "不能用 YAML 锚点“&x”。", PLAIN, ""),
        ("a: *x\n", Span(3, 4, 3, 5), "不能用 YAML 别名“*x”。", PLAIN, ""),
        ("a: !x 1\n", Span(3, 4, 3, 5), "不能用 YAML 标签“!x”。", PLAIN, ""),
        (f"a: &{'x' * 41} 1\n", Span(3, 4, 3, 5), f"不能用 YAML 锚点“&{'x' * 40}”。", PLAIN, ""),
        (f"a: *{'x' * 41}\n", Span(3, 4, 3, 5), f"不能用 YAML 别名“*{'x' * 40}”。", PLAIN, ""),
        (f"a: !{'x' * 41} 1\n", Span(3, 4, 3, 5), f"不能用 YAML 标签“!{'x' * 39}”。", PLAIN, ""),
        ("b: 1\n[1]: 2\n", Span(4, 1, 4, 2), "键必须是一个词，不能是列表或一组内容。", PLAIN, ""),
        ("a: 1\n---\nb: 2\n", Span(4, 1, 4, 2), "一个文件里只能有一份内容，中间不要写“---”。", PLAIN, ""),
        ("b: 1\na: " + "[" * 60, Span(4, 1, 4, 2), "括号嵌套过深。", PLAIN, ""),
        ("a: " + "[" * 8 + "]" * 8, Span(3, 11, 3, 12), "嵌套超过了 8 层。", PLAIN, ""),
        (
            'a: "x\\u202ey"\n',
            Span(3, 4, 3, 14),
            "这里用转义写出了看不见的字符 U+202E。",
            "请删去反斜杠和它后面的代码。",
            "",
        ),
        ("a: @x\n", Span(3, 4, 3, 5), "值不能以这个字符开头。", "请用双引号把整个值括起来。", ""),
    ],
)
def test_each_fault_is_said_at_its_place_with_what_to_do(
    text: str, span: Span, message: str, hint: str, field: str
) -> None:
    """The text begins on line 3 of its file."""
    assert told(text, 3) == [(span, message, hint, field)]


def test_what_was_found_before_a_refusal_is_told_as_well() -> None:
    assert [code for code, _, _ in codes("a: 1\na: 2\nd:\n\tb: 3\nc: &x 1\n")] == [
        "yaml.tab",
        "yaml.duplicate",
        "yaml.feature",
    ]
    assert [code for code, _, _ in codes("a: 1\na: 2\nc: @x\n")] == ["yaml.duplicate", "yaml.syntax"]
    assert [code for code, _, _ in codes("\ta: 1\nb: " + "[" * 60)] == ["yaml.tab", "yaml.feature"]


def test_a_tab_counts_as_two_spaces() -> None:
    assert data("a:\n\tb: 1\n  c: 2\n") == {"a": {"b": "1", "c": "2"}}
    assert data("a:\n  b:\n  \t\tc: 1\n      d: 2\n") == {"a": {"b": {"c": "1", "d": "2"}}}
    assert data("a: 1\tb\n") == {"a": "1\tb"}


def test_wrong_colons_are_mended_in_lists_and_deep_down_too() -> None:
    assert data("a:\n  - b：一\n  - c:\n      d：  二\n") == {"a": [{"b": "一"}, {"c": {"d": "二"}}]}
    assert data("a:\n  b:\n    c:\n      d:三\n") == {"a": {"b": {"c": {"d": "三"}}}}
    assert codes("a: 'b：一'\nc: \"d：二\"\n") == []
    assert codes("a:\n  - 甲：乙\n  - 9:30\n  - http://x\n  - a:/b\n") == []


def test_the_colon_of_an_address_in_a_broken_file_is_left_alone() -> None:
    assert [(code, line) for code, line, _ in codes("name：一\nurl: http://x:80\nhttp://y\n")][:1] == [
        ("yaml.colon", 1)
    ]


@pytest.mark.parametrize(("run", "expected"), [(49, "嵌套超过了 8 层。"), (50, "括号嵌套过深。")])
def test_a_run_of_fifty_brackets_is_not_even_parsed(run: int, expected: str) -> None:
    assert told("a: " + "[ " * run)[0][1] == expected


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 7 + "]" * 7,
        "- " * 7 + "a",
        "a:\n  b:\n    c:\n      d:\n        e:\n          f:\n            g: 1\n",
    ],
)
def test_eight_levels_are_allowed(text: str) -> None:
    assert codes(text) == []


def test_ten_thousand_keys_and_values_are_allowed() -> None:
    lines = "a: [" + "x, " * 4998 + "]\n"  # key, list, values: 5,000 of them; one more is the mapping
    assert codes(lines + "b: [" + "x, " * 4997 + "]\n") == []
    (problem,) = read_yaml("m/a.yml", lines + "b: [" + "x, " * 4998 + "]\n", 3).problems
    assert (problem.code, problem.message) == ("file.size", "文件里的键和值超过了 10000 个。")
    assert (problem.path, problem.hint) == ("m/a.yml", "请删去多余的内容。")
    assert problem.span == Span.at(4, 5 + 3 * 4997)


def test_twenty_repeated_keys_are_told_and_the_first_value_stays() -> None:
    text = "a: 0\n" + "".join(f"a: {number}\n" for number in range(25))
    assert len(codes(text)) == 20
    assert data(text) == {"a": "0"}
    assert data(text + "b: 1\n") == {"a": "0", "b": "1"}


def test_only_plain_words_for_nothing_are_nothing() -> None:
    assert data("a: ''\nb: \"~\"\nc: |\n  null\nd: Null\ne: [~, null, x]\n") == {
        "a": "",
        "b": "~",
        "c": "null\n",
        "d": "Null",
        "e": [None, None, "x"],
    }


@pytest.mark.parametrize("text", ["", "\n", "# 只有注释\n", "---\n"])
def test_a_text_without_content_has_no_data(text: str) -> None:
    assert data(text) is None


def test_the_place_of_a_block_reaches_to_its_last_value() -> None:
    root = read_yaml("a.yml", "a:\n  b: 1\n  c:\n    - xx\n    - y\nd: [1,\n  2]\ne: |\n  长\n").root
    assert root is not None
    assert root.span == Span(1, 1, 10, 1)
    spans = {name: value.span for name, (_, value) in root.entries.items()}
    assert spans == {"a": Span(2, 3, 5, 8), "d": Span(6, 4, 7, 5), "e": Span(8, 4, 10, 1)}
    assert root.entries["a"][1].entries["c"][1].span == Span(4, 5, 5, 8)


def test_complaints_have_words_of_their_own() -> None:
    assert explain("", "while scanning a simple key")[0] == "这一行缺少半角冒号。"
    assert explain("could not find expected ':'", "while scanning a simple key")[0] == "这一行缺少半角冒号。"
    assert (
        explain("found unknown escape character", "while scanning a simple key")[0] != "这一行缺少半角冒号。"
    )
    assert explain("", "while parsing a block mapping") == explain("some new complaint", "")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 一\n date: 二\n", 2, "“date”前面多了空格，没有和别的键对齐。"),
        (" a: 一\ndate: 二\n", 1, "“a”前面多了空格，没有和别的键对齐。"),
        ("a: 一\nb:\n\u00a0 - 二\nc: 三\n", 3, "这一行开头有不间断空格，看上去像空格，其实不是。"),
        ("b:\n\u3000\u3000- 二\nc: 三\n", 2, "这一行开头有全角空格，看上去像空格，其实不是。"),
        ("b:\n  c: 一\n \u2003d: 三\ne: 四\n", 3, "这一行开头有特殊的空格，看上去像空格，其实不是。"),
    ],
)
def test_a_blank_that_is_to_blame_is_named_on_its_line(text: str, line: int, said: str) -> None:
    ((span, message, hint, _),) = told(text)
    assert (span.line, message) == (line, said)
    assert hint.startswith("请删去")


@pytest.mark.parametrize("text", ["a: |\n  \u3000\u3000一段。\nb: [\n", "\u3000一段。\na: 1\nb: {\n"])
def test_a_blank_that_begins_a_text_is_not_to_blame(text: str) -> None:
    assert all("空格" not in message for _, message, _, _ in told(text))
