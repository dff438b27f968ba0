"""The formatter changes how a file is written, never what it says."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qiangxiao.authoring.formatter import format_file
from qiangxiao.authoring.yaml_writer import write_yaml
from qiangxiao.foundation.problems import has_errors
from qiangxiao.records import kinds
from qiangxiao.records.school import SCHOOL
from qiangxiao.records.update import UPDATE
from qiangxiao.sources.document import read_document
from qiangxiao.sources.text import remove_refused, tidy_body
from qiangxiao.sources.yaml_reader import Data, read_yaml

A_SCHOOL = "schools/jinjiang/shili/school.yml"
AN_UPDATE = "schools/jinjiang/shili/updates/2026-10-12-kaifangke.md"

awkward = st.sampled_from(
    [
        "null",
        "~",
        "-",
        "- a",
        "a: b",
        "a：b",
        "a:b",
        "#",
        "a #b",
        "'",
        '"',
        "\\",
        "%",
        "@x",
        "`",
        "*a",
        "&a",
        "!a",
        "|",
        ">",
        "?",
        "? a",
        "[",
        "]",
        "{",
        "}",
        "---",
        "...",
        "true",
        "0123",
        "2026-10-12",
        " a",
        "a ",
        "a\nb",
        "a\n",
        "\na",
        "a\n\nb\n",
        " a\nb",
        "a \nb",
        "a\n\tb",
        "\t",
        "a\n\n",
        "\u3000",
        "e\u0301",
        "\u200b",
        "\u2028",
        "\ufeff",
        "“引号”",
        "12:30",
    ]
)
texts = st.one_of(
    awkward,
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text("ab：: \n#-'\"中", max_size=12),
).map(lambda text: normalize("NFC", remove_refused(text)))  # as they are read
data = st.dictionaries(
    texts,
    st.recursive(
        st.none() | texts,
        lambda c: st.lists(c, max_size=3) | st.dictionaries(texts, c, max_size=3),
        max_leaves=8,
    ),
    min_size=1,
    max_size=4,
)


def formatted(text: str | bytes, path: str = A_SCHOOL) -> str:
    raw = text if isinstance(text, bytes) else text.encode("utf-8")
    kind = kinds.kind_of(path)
    assert kind is not None
    result = format_file(path, raw, kind)
    assert result.text is not None, result.reason
    return result.text


@settings(max_examples=300, deadline=None)
@given(data)
@example({"a": {"b": "x：y"}, "c": "q\nnote：1"})
def test_what_is_written_reads_back_as_the_same_data(value: dict[str, Data]) -> None:
    text = write_yaml(value)
    result = read_yaml("x.yml", text)
    assert not has_errors(result.problems)
    assert result.root is not None and result.root.data == value
    assert write_yaml(result.root.data) == text
    assert not any(line != line.rstrip(" ") for line in text.split("\n"))


@settings(max_examples=150, deadline=None)
@given(data, st.text("字a# \n\t-`", max_size=40))
def test_formatting_twice_changes_nothing_more(value: dict[str, Data], body: str) -> None:
    raw = f"---\n{write_yaml(value)}---\n{body}".encode()
    first = format_file(AN_UPDATE, raw, UPDATE)
    if first.text is None:
        return
    again = format_file(AN_UPDATE, first.text.encode("utf-8"), UPDATE)
    assert again.text == first.text and not again.is_changed
    assert read_document(AN_UPDATE, first.text.encode("utf-8")).data == read_document(AN_UPDATE, raw).data


def test_keys_come_in_the_order_of_the_model_and_unknown_ones_last() -> None:
    assert formatted("as_of: 2026-01-01\ncolour: 蓝\nkind: 初中\nname: 示例\n") == (
        "name: 示例\nkind: 初中\nas_of: 2026-01-01\ncolour: 蓝\n"
    )


def test_quotes_stay_only_where_the_reader_needs_them() -> None:
    assert formatted("name: '示例中学'\nmotto: '%'\nbatch: \"0123\"\nwechat: \"null\"\n") == (
        'name: 示例中学\nbatch: 0123\nwechat: "null"\nmotto: "%"\n'
    )


def test_flow_style_becomes_block_style_with_indented_lists() -> None:
    assert formatted("contact: {email: a@example.cn, office: 教务处}\nformer_names:\n- 甲\n- 乙\n") == (
        "former_names:\n  - 甲\n  - 乙\ncontact:\n  office: 教务处\n  email: a@example.cn\n"
    )


def test_bom_carriage_returns_and_decomposed_characters_go() -> None:
    assert (
        formatted("\ufeffname: cafe\u0301\r\nas_of: 2026-01-01".encode()) == "name: café\nas_of: 2026-01-01\n"
    )


def test_one_blank_line_stands_between_front_matter_and_body() -> None:
    assert formatted("---\ntitle: 甲\n--- \n\n\n正文  \n\n\n", AN_UPDATE) == "---\ntitle: 甲\n---\n\n正文\n"
    assert formatted("---\ntitle: 甲\n---\n\n", AN_UPDATE) == "---\ntitle: 甲\n---\n"


def test_two_spaces_that_are_a_line_break_stay() -> None:
    assert tidy_body("甲   \n乙 \n\n丙  \n") == "甲  \n乙\n\n丙\n"


@pytest.mark.parametrize("text", ["# 注\nname: 示例\n", "name: |- # 注\n  示例\n", "name: 示例\n#\n"])
def test_a_file_with_comments_is_left_alone_with_a_reason(text: str) -> None:
    result = format_file(A_SCHOOL, text.encode(), SCHOOL)
    assert result.text is None and "注释" in result.reason


RIGHT = "# yaml-language-server: $schema=../../../docs/schemas/school.schema.json\n"


@pytest.mark.parametrize(
    "line",
    [
        RIGHT,
        "# yaml-language-server: $schema=https://example.com/evil.json\n",
        "#yaml-language-server:$schema=\n",
        "#  yaml-language-server : $schema = ../plan.schema.json -->\r\n",
    ],
)
def test_the_line_for_editors_stays_and_always_leads_to_our_own_schema(line: str) -> None:
    result = format_file(A_SCHOOL, f"{line}kind: 初中\nname: 示例\n".encode(), SCHOOL)
    assert result.text == f"{RIGHT}name: 示例\nkind: 初中\n"
    assert not format_file(A_SCHOOL, result.text.encode(), SCHOOL).is_changed


def test_a_file_without_the_line_for_editors_gets_none() -> None:
    assert formatted("name: 示例\n") == "name: 示例\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (A_SCHOOL, f"{RIGHT}{RIGHT}name: 示例\n"),
        (A_SCHOOL, f"name: 示例\n{RIGHT}"),
        (A_SCHOOL, f"\n{RIGHT}name: 示例\n"),
        (A_SCHOOL, "# yaml-language-server: $schem=a\nname: 示例\n"),
        (AN_UPDATE, f"---\n{RIGHT}title: 甲\n---\n"),
    ],
)
def test_the_line_for_editors_is_allowed_once_and_on_top_of_a_data_file_only(path: str, text: str) -> None:
    kind = SCHOOL if path == A_SCHOOL else UPDATE
    result = format_file(path, text.encode(), kind)
    assert result.text is None and "注释" in result.reason


@pytest.mark.parametrize(
    "text", ["name: 甲#乙\n", 'name: "# 甲"\n', "motto: |\n  甲\n  # 乙\n", "name: 甲\n  乙#\n"]
)
def test_a_number_sign_inside_text_is_not_a_comment(text: str) -> None:
    assert "#" in formatted(text)


@pytest.mark.parametrize(
    "text", [b"name: [\n", b"name\xef\xbc\x9a a\nkind: b\n", b"\xff\xfe", b"a: 1\na: 2\n", b""]
)
def test_a_file_that_cannot_be_read_is_left_alone(text: bytes) -> None:
    result = format_file(A_SCHOOL, text, SCHOOL)
    assert result.text is None and "读不懂" in result.reason


def test_a_permalink_key_and_the_sign_offs_frame_an_article() -> None:
    text = formatted("---\nreview: []\nphotos: []\ntasks: []\ntitle: 甲\nid: a/b\n---\n", AN_UPDATE)
    assert [line.split(":")[0] for line in text.splitlines()[1:-1]] == [
        "id",
        "title",
        "tasks",
        "photos",
        "review",
    ]
