"""Problems in a terminal: the caret stands under the faulty characters, and nothing steers the terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiangxiao.foundation.problems import Problem, Severity, Span
from qiangxiao.reporting.summary import count_line, error_page, select_paths
from qiangxiao.reporting.text import render_text, width


def shown(line: str, span: Span, hint: str = "") -> list[str]:
    problem = Problem("a.md", span, "x.y", Severity.ERROR, "不对。", hint)
    (block,) = render_text([problem], lambda path, number: line, "")
    return block.plain.splitlines()


def caret(line: str, column: int, end_column: int) -> tuple[int, int]:
    """Return where the caret begins, in terminal columns after the gutter, and how wide it is."""
    row = shown(line, Span(7, column, 7, end_column))[2].split("│ ", 1)[1]
    return len(row) - len(row.lstrip()), len(row.strip())


@pytest.mark.parametrize(
    ("line", "column", "end_column", "expected"),
    [
        ("name: abc", 7, 10, (6, 3)),
        ("name: 初中", 7, 9, (6, 4)),
        ("校名：锦江ab", 4, 8, (6, 6)),
        ("ｎａｍｅ：一", 5, 6, (8, 2)),
        ("e\u0301: 一", 5, 6, (3, 2)),
        ("𠮷野家", 2, 3, (2, 2)),
        ("a", 1, 1, (0, 1)),
        ("a", 9, 12, (1, 1)),
    ],
)
def test_the_caret_counts_wide_characters_as_two(
    line: str, column: int, end_column: int, expected: tuple[int, int]
) -> None:
    assert caret(line, column, end_column) == expected


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "字" * 200 + "错" + "字" * 200
    rows = shown(line, Span(1, 201, 1, 202))
    text = rows[1].split("│ ", 1)[1]
    row = rows[2].split("│ ", 1)[1]
    assert text.startswith("…")
    assert text.endswith("…")
    assert width(text[: text.index("错")]) == len(row) - len(row.lstrip())


def test_a_place_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    rows = shown("a: |", Span(1, 4, 3, 1))
    assert rows[2].split("│ ", 1)[1] == "   ^"


def test_a_file_without_that_line_has_no_excerpt() -> None:
    assert len(shown("", Span(1, 1, 1, 2))) == 2


@given(st.text(max_size=120), st.integers(1, 130), st.integers(0, 10))
def test_no_line_and_no_place_raise_or_steer_the_terminal(line: str, column: int, length: int) -> None:
    rows = "\n".join(shown(line.replace("\n", "").replace("\r", ""), Span.at(1, column, length)))
    assert all(char == "\n" or char == "\u3000" or char.isprintable() for char in rows)


def test_escape_sequences_of_a_file_are_shown_as_marks() -> None:
    assert "\x1b" not in "".join(shown("a: \x1b[31m红\u202e", Span(1, 4, 1, 5)))


def test_a_report_ends_with_its_counts() -> None:
    def one(path: str, severity: Severity) -> Problem:
        return Problem(path, Span.at(1), "x", severity, "一")

    problems = [one("a", Severity.ERROR), one("a", Severity.ADVICE), one("b", Severity.ERROR)]
    assert count_line(problems) == "错误 2，警告 0，提示 1（2 个文件）"
    assert count_line([]) == "错误 0，警告 0，提示 0"


def test_a_code_is_explained_on_the_site_or_in_the_repository() -> None:
    assert error_page("a.b", "https://example.edu.cn/") == "https://example.edu.cn/errors/a.b/"
    assert error_page("a.b", "") == "docs/errors/a.b.md"


def test_problems_are_kept_by_file_and_by_folder_not_by_prefix() -> None:
    def at(path: str) -> Problem:
        return Problem(path, Span.at(1), "x", Severity.ERROR, "一")

    problems = [at("schools/a/b/school.yml"), at("schools/a/bc/school.yml"), at("docs/x.md")]
    assert select_paths(problems, ["schools/a/b/"]) == (problems[0],)
    assert select_paths(problems, ["docs/x.md"]) == (problems[2],)
    assert select_paths(problems, []) == tuple(problems)
