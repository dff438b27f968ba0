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
