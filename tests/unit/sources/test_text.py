"""Bytes to clean text."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiangxiao.foundation.problems import Span
from qiangxiao.sources.text import MAX_BYTES, decode, find_refused, read_limited, remove_refused, tidy_body


def found(data: bytes) -> list[tuple[str, int, int]]:
    return [(p.code, p.span.line, p.span.column) for p in decode("a.md", data).problems]


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    decoded = decode("a.md", data)
    assert decoded.text is not None or decoded.problems


@given(st.text())
def test_text_comes_out_composed_with_plain_line_ends(text: str) -> None:
    decoded = decode("a.md", text.encode("utf-8", "surrogatepass"))
    if decoded.text is not None:
        assert "\r" not in decoded.text
        assert unicodedata.is_normalized("NFC", decoded.text) or decoded.problems


def test_a_byte_order_mark_is_a_warning_and_taken_off() -> None:
    decoded = decode("a.md", b"\xef\xbb\xbfa: 1\n")
    assert decoded.text == "a: 1\n"
    assert [p.code for p in decoded.problems] == ["file.bom"]


@pytest.mark.parametrize("data", ["a: 1".encode("utf-16"), b"\xfe\xff\0a"])
def test_utf_16_is_named(data: bytes) -> None:
    assert found(data) == [("file.encoding", 1, 1)]
    assert "UTF-16" in decode("a.md", data).problems[0].message


def test_gbk_is_named_at_the_first_character_that_is_not_utf_8() -> None:
    data = b"a: 1\nname: " + "中学".encode("gbk")
    assert found(data) == [("file.encoding", 2, 7)]
    assert "GBK" in decode("a.md", data).problems[0].message


def test_a_damaged_file_is_not_called_gbk() -> None:
    assert "损坏" in decode("a.md", b"a\xff\xff\xff").problems[0].message


def test_a_file_of_more_than_512_kib_is_refused_and_the_message_says_more() -> None:
    message = decode("a.md", b"a" * (MAX_BYTES + 1)).problems[0].message
    assert message == "文件有 513 KiB，超过了 512 KiB。"


@pytest.mark.parametrize(("data", "line"), [(b"\n" * 3000, 3001), (b"a\n" + b"b" * 5001, 2)])
def test_too_many_lines_or_too_long_a_line_are_refused_where_they_are(data: bytes, line: int) -> None:
    assert found(data) == [("file.size", line, 1)]


@pytest.mark.parametrize("data", [b"\n" * 2999, b"b" * 5000])
def test_the_limits_themselves_are_allowed(data: bytes) -> None:
    assert found(data) == []


@pytest.mark.parametrize(
    "char", ["\0", "\x1b", "\u200b", "\u202e", "\u061c", "\u2066", "\ufeff", "\u3164", "\U000e0041"]
)
def test_unseen_characters_are_reported_and_taken_out(char: str) -> None:
    decoded = decode("a.md", f"一\n二三{char}四".encode())
    assert decoded.text == "一\n二三四"
    assert [(p.code, p.span) for p in decoded.problems] == [("file.character", Span.at(2, 3))]


def test_a_file_full_of_them_is_reported_a_few_times() -> None:
    assert len(decode("a.md", "\u200b".encode() * 4000).problems) == 20


@pytest.mark.parametrize("text", ["👍🏽", "☀️", "䶮㛃𠮷𬱖", "　全角空格", "\t", "a\u00a0b"])
def test_rare_but_honest_characters_pass(text: str) -> None:
    assert found(text.encode()) == []


def messages(data: bytes) -> list[tuple[str, str]]:
    problems = decode("a.md", data).problems
    assert all(problem.path == "a.md" for problem in problems)
    return [(problem.message, problem.hint) for problem in problems]


SHORTEN = "请删去多余的内容，或者拆成几篇。"
SAVE_AS = "请用记事本打开，选“另存为”，编码选 UTF-8。"
RETYPE = "请删去它，把前后的字重新输入一遍。"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a" * (MAX_BYTES + 1), ("文件有 513 KiB，超过了 512 KiB。", SHORTEN)),
        (b"a" * (MAX_BYTES + 1024), ("文件有 513 KiB，超过了 512 KiB。", SHORTEN)),
        (b"\n" * 3000, ("文件有 3001 行，超过了 3000 行。", SHORTEN)),
        (b"b" * 5001, ("这一行有 5001 个字，超过了 5000 个。", SHORTEN)),
        (b"\xff\xfe", ("文件是 UTF-16 编码，不是 UTF-8。", SAVE_AS)),
        ("中".encode("gbk"), ("从这里开始不是 UTF-8 文字，文件像是 GBK（ANSI）编码。", SAVE_AS)),
        (b"\xff\xff", ("从这里开始不是 UTF-8 文字，文件可能已损坏。", SAVE_AS)),
        (b"\xef\xbb\xbfa", ("文件开头有 BOM 标记。", "运行 qiangxiao fmt 会自动去掉。")),
        (b"\0", ("这里有空字符（NUL），文件可能已损坏，或者根本不是文字文件。", RETYPE)),
        (b"\x1b", ("这里有看不见的字符 U+001B。", RETYPE)),
        ("\U000e0041".encode(), ("这里有看不见的字符 U+E0041。", RETYPE)),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(data: bytes, expected: tuple[str, str]) -> None:
    assert messages(data) == [expected]


def test_half_a_mebibyte_in_short_lines_is_read() -> None:
    assert found((b"b" * 4095 + b"\n") * 128) == []


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"\xff", 1, 1),
        ("字".encode() + b"\xff", 1, 2),
        (b"a\n\xff", 2, 1),
        (b"a\nb\n" + "字字".encode() + b"\xff", 3, 3),
        (b"\xef\xbb\xbf" + "字".encode() + b"\xff", 1, 2),
    ],
)
def test_the_place_of_a_byte_that_is_no_text_counts_characters(data: bytes, line: int, column: int) -> None:
    assert ("file.encoding", line, column) in found(data)


def test_a_mark_and_unseen_characters_are_both_told_with_columns_of_the_line() -> None:
    decoded = decode("a.md", "\ufeff一\u200b\n二\u200b三\u200b".encode())
    assert [(p.code, p.span) for p in decoded.problems] == [
        ("file.bom", Span.at(1)),
        ("file.character", Span.at(1, 2)),
        ("file.character", Span.at(2, 2)),
        ("file.character", Span.at(2, 4)),
    ]
    assert decoded.text == "一\n二三"


def test_every_kind_of_line_end_is_one() -> None:
    assert decode("a.md", b"a\r\nb\rc\nd").text == "a\nb\nc\nd"


def test_only_a_regular_file_of_a_bearable_size_is_read(tmp_path: Path) -> None:
    file, link = tmp_path / "a", tmp_path / "b"
    file.write_bytes(b"x" * MAX_BYTES)
    link.symlink_to(file)
    assert len(read_limited(file)) == MAX_BYTES
    assert read_limited(link) == b""
    assert read_limited(tmp_path) == b""
    assert read_limited(tmp_path / "absent") == b""
    file.write_bytes(b"x" * (MAX_BYTES + 1))
    assert read_limited(file) == b""


def test_what_no_content_may_hold_is_found_and_taken_out() -> None:
    assert (find_refused("一\u200b二\0"), find_refused("一二")) == ("\u200b", "")
    assert remove_refused("一\u200b二\0") == "一二"


@pytest.mark.parametrize(
    ("body", "tidy"),
    [
        ("", ""),
        ("\n\n", ""),
        (" \t\n", ""),
        ("一", "一\n"),
        ("\n一\n\n二\n\n", "一\n\n二\n"),
        ("一 \t\n二", "一\n二\n"),
        ("一  \n二", "一  \n二\n"),
        ("一    \n二", "一  \n二\n"),
        ("一\t  \n二", "一  \n二\n"),
        ("一  \n\n二", "一\n\n二\n"),
        ("一  \n \n二", "一\n\n二\n"),
        ("一  ", "一\n"),
        ("  \n二", "二\n"),
        ("一 \t \n二", "一\n二\n"),
        ("  一", "  一\n"),
    ],
)
def test_a_body_keeps_its_line_breaks_and_loses_needless_spaces(body: str, tidy: str) -> None:
    assert tidy_body(body) == tidy
