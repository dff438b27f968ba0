"""Bytes to clean text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiangxiao.foundation.problems import Span
from qiangxiao.sources.text import MAX_BYTES, decode


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
