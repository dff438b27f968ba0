"""Front matter, bodies and the place of everything in a file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiangxiao.foundation.problems import Span
from qiangxiao.sources.document import MAX_FRONT_MATTER, read_document


def codes(text: str, path: str = "a.md") -> list[tuple[str, int]]:
    return [(p.code, p.span.line) for p in read_document(path, text.encode()).problems]


@given(st.binary(max_size=200), st.sampled_from(["a.md", "a.yml"]))
def test_no_bytes_raise(data: bytes, path: str) -> None:
    document = read_document(path, data)
    assert document.locate(("a", 0, "b")).line >= 1
    assert document.root is not None or document.problems


def test_a_body_begins_on_its_line_of_the_file() -> None:
    document = read_document("a.md", "---\r\ntitle: 一\r\n--- \r\n\r\n正文\r\n".encode())
    assert (document.body_line, document.body) == (4, "\n正文\n")
    assert document.data == {"title": "一"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("file.front-matter", 1)]),
        ("title: 一\n", [("file.front-matter", 1)]),
        ("\n---\ntitle: 一\n---\n", [("file.front-matter", 1)]),
        ("—-\ntitle: 一\n---\n", [("file.front-matter", 1)]),
        ("---\ntitle: 一\n", [("file.front-matter", 1)]),
        ("---\n---\n正文\n", [("yaml.root", 2)]),
        ("---\n# 注释\n---\n", [("yaml.root", 2)]),
        ("---\na: [\n---\n", [("yaml.syntax", 3)]),
    ],
)
def test_broken_front_matter_is_reported_at_its_line(text: str, expected: list[tuple[str, int]]) -> None:
    assert codes(text) == expected


def test_front_matter_is_measured_in_bytes() -> None:
    lines = f"a: {'字' * 3000}\n" * (MAX_FRONT_MATTER // 9000)
    assert ("file.front-matter", 1) not in codes(f"---\n{lines}---\n")
    assert codes(f"---\n{lines}{lines}---\n") == [("file.front-matter", 1)]


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有注释\n"])
def test_an_empty_file_is_reported_once(text: str) -> None:
    assert len(codes(text, "a.yml")) == 1


TEXT = """title: 一
list:
  - id: a
    name: 甲
  - id: b
empty:
targets:
  2026: 60
"""


@pytest.mark.parametrize(
    ("location", "at_key", "expected"),
    [
        (("title",), False, Span(1, 8, 1, 9)),
        (("title",), True, Span(1, 1, 1, 6)),
        (("list", 0, "name"), False, Span(4, 11, 4, 12)),
        (("list", 1, "name"), True, Span(5, 5, 5, 7)),
        (("list", 1, "name"), False, Span(5, 5, 5, 7)),
        (("list", 0), False, Span(3, 5, 4, 12)),
        (("empty",), False, Span(6, 1, 6, 6)),
        (("absent",), True, Span(1, 1, 1, 6)),
        (("targets", "2026"), False, Span(8, 9, 8, 11)),
        (("targets", "2026"), True, Span(8, 3, 8, 7)),
        (("targets", "2027"), False, Span(7, 1, 7, 8)),
        (("list", 7), False, Span(2, 1, 2, 5)),
    ],
)
def test_a_location_leads_to_a_value_its_key_or_the_nearest_place(
    location: tuple[str | int, ...], at_key: bool, expected: Span
) -> None:
    assert read_document("a.yml", TEXT.encode()).locate(location, at_key) == expected


def test_a_document_knows_what_it_has() -> None:
    document = read_document("a.yml", TEXT.encode())
    assert document.has(("list", 1, "id"))
    assert not document.has(("list", 1, "name"))
    assert not document.has(("list", 2))
    assert not read_document("a.yml", b"\xff").has(())


def test_what_is_wrong_with_front_matter_is_said_with_what_to_do() -> None:
    def told(text: str, path: str = "a.md") -> list[tuple[str, Span, str, str]]:
        return [(p.path, p.span, p.message, p.hint) for p in read_document(path, text.encode()).problems]

    opening = "第一行只写三个半角短横“---”，然后写 title、date 等。"
    closing = "信息栏写完后，单独用一行“---”结束，再写正文。"
    assert told("正文\n") == [("a.md", Span.at(1), "文件没有以“---”开头的信息栏。", opening)]
    assert told("---\na: 1\n") == [("a.md", Span.at(1, 1, 3), "信息栏没有结束的“---”。", closing)]
    long = f"---\na: {'字' * 4000}\nb: {'字' * 4000}\nc: {'字' * 4000}\n---\n"
    assert told(long) == [("a.md", Span.at(1, 1, 3), "信息栏太长。", "长的内容请写在正文里。")]
    assert told("---\n---\n") == [("a.md", Span.at(2), "信息栏是空的。", "请从第一个键写起。")]
    assert told("", "a.yml") == [("a.yml", Span.at(1), "文件是空的。", "请从第一个键写起。")]


@pytest.mark.parametrize(("extra", "is_long"), [(0, False), (1, True)])
def test_front_matter_of_exactly_the_limit_is_read(extra: int, is_long: bool) -> None:
    lines = [f"k{number}: {'x' * 4000}\n" for number in range(8)]
    rest = MAX_FRONT_MATTER + extra - len("".join(lines))
    header = "".join(lines) + f"z: {'x' * (rest - 4)}\n"
    assert len(header) == MAX_FRONT_MATTER + extra
    assert bool(codes(f"---\n{header}---\n")) is is_long


def test_problems_of_the_text_come_before_those_of_its_parts() -> None:
    mark = [("file.bom", 1)]
    assert codes("\ufeff正文\n") == [*mark, ("file.front-matter", 1)]
    assert codes("\ufeff---\na: 1\n") == [*mark, ("file.front-matter", 1)]
    assert codes("\ufeff---\na: [\n---\n") == [*mark, ("yaml.syntax", 3)]
    assert codes("\ufeff---\n---\n") == [*mark, ("yaml.root", 2)]
    assert codes("\ufeffa: 1\na: 2\n", "a.yml") == [*mark, ("yaml.duplicate", 2)]


def test_what_could_not_be_read_is_there_as_text_at_most() -> None:
    refused = read_document("a.md", b"\xff")
    assert (refused.path, refused.text, refused.root, refused.body, refused.body_line) == (
        "a.md",
        "",
        None,
        "",
        1,
    )
    for text in ("正文\n", "---\na: 1\n", "---\n" + f"a: {'x' * 4000}\n" * 9 + "---\n"):
        broken = read_document("a.md", text.encode())
        assert (broken.path, broken.text, broken.root) == ("a.md", text, None)
        assert (broken.body, broken.body_line, broken.data) == ("", 1, None)
        assert broken.locate(("a",)) == Span.at(1)


def test_a_document_keeps_its_text_and_yaml_has_no_body() -> None:
    text = "---\na: 1\n---\n\n\n正文\n"
    document = read_document("a.md", text.encode())
    assert (document.text, document.body, document.body_line) == (text, "\n\n正文\n", 4)
    document = read_document("a.yml", b"a: 1\n")
    assert (document.text, document.body, document.body_line) == ("a: 1\n", "", 1)
    assert document.data == {"a": "1"}


def test_a_body_without_a_line_end_after_the_header_is_empty() -> None:
    document = read_document("a.md", b"---\na: 1\n---")
    assert (document.body, document.body_line, document.data) == ("", 4, {"a": "1"})


@pytest.mark.parametrize(
    ("location", "at_key", "expected"),
    [
        ((), False, Span(1, 1, 8, 11)),
        ((), True, Span(1, 1, 1, 6)),
        (("list", 0, "absent"), False, Span(3, 5, 3, 7)),
        (("list", 0, "absent", "more"), False, Span(3, 5, 3, 7)),
        (("list", 2, "name"), False, Span(2, 1, 2, 5)),
        (("absent", "title"), False, Span(1, 8, 1, 9)),
        (("targets",), False, Span(8, 3, 8, 11)),
        (("targets",), True, Span(7, 1, 7, 8)),
        (("targets", 2026), False, Span(8, 9, 8, 11)),
    ],
)
def test_a_location_that_leads_only_part_of_the_way_is_near(
    location: tuple[str | int, ...], at_key: bool, expected: Span
) -> None:
    assert read_document("a.yml", TEXT.encode()).locate(location, at_key) == expected


def test_a_document_of_an_empty_mapping_is_at_its_brackets() -> None:
    assert read_document("a.yml", b"\n {}\n").locate((), True) == Span(2, 2, 2, 4)
    assert read_document("a.yml", b"- {}\n").locate((0, "a"), True) == Span(1, 3, 1, 5)


def test_having_needs_every_part_of_a_location() -> None:
    document = read_document("a.yml", TEXT.encode())
    assert document.has(()) and document.has(("empty",)) and document.has(("targets", 2026))
    assert not document.has(("absent", "title")) and not document.has(("list", "id"))
    assert not document.has(("title", "x"))
