"""Lines of a file as rules see them: data, body, code, tables, sentences, lists; disguises taken off."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qiangxiao.catalog.loader import load
from qiangxiao.checks.registry import Finding
from qiangxiao.checks.texts import TextFile, TextLine, fold, limit, strip_cell, suspects
from qiangxiao.foundation.problems import Span

UPDATE = "schools/jinjiang/shili/updates/2026-10-12-kaifangke.md"


def a_file(text: str, path: str = "a.md") -> TextFile:
    return TextFile(path, f"{path}\n{text}")


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("---\na: 1\n---\n正文", "a.md", 4),
        ("--- \na: 1\n--- \n正文", "a.md", 4),
        ("---\na: 1\n正文", "a.md", 4),  # not closed: all of it is data
        ("---", "a.md", 2),
        ("正文\n---\n", "a.md", 1),
        (" ---\n---\n", "a.md", 1),
        ("a: 1\n---\nb: 2", "a.yml", 4),
    ],
)
def test_where_the_body_begins(text: str, path: str, line: int) -> None:
    assert a_file(text, path).body_line == line


def test_a_photo_is_a_line_that_is_its_path_and_no_data() -> None:
    file = TextFile("a.jpg", "a.jpg\n")
    assert file.lines[0] == TextLine("a.jpg", 0, "a.jpg")
    assert not file.is_data(file.lines[0])


def test_what_is_yaml_and_what_is_code() -> None:
    file = a_file("---\na: 1\n```\n---\n一\n```\n二\n```\n三\n~~~\n四")
    assert [line.number for line in file.lines if file.is_data(line)] == [1, 2, 3, 4]
    assert file.code_lines == {6, 7, 8, 10, 11}


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("| 姓 名 | **班级** |\n| --- | :-: |", ("姓名", "班级")),
        ("姓名|班级\n---|---", ("姓名", "班级")),
        ("姓名\n| --- |", ()),
        ("| 姓名 |\n---", ()),
        ("| 姓名 |\n|  |", ()),
        ("| 姓名 |\n| 甲 - 乙 |", ()),
        ("| 姓名 |", ()),
        ("", ()),
    ],
)
def test_the_heading_row_of_a_table(text: str, cells: tuple[str, ...]) -> None:
    assert a_file(text).table_header(1) == cells


def before(text: str, mark: str = "※", path: str = "a.md") -> str:
    """Return what a sentence says before a mark."""
    file = a_file(text, path)
    line = next(line for line in file.lines if mark in line.text)
    return file.sentence_before(line, line.text.index(mark))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲。乙，※丙", "乙，"),
        ("甲！乙？※", ""),
        ("甲!乙?丙※", "丙"),
        ("首段。甲，\n乙，\n丙※", "甲，乙，丙"),
        ("甲，\n\n乙※", "乙"),
        ("甲，\n \n乙※", "乙"),
        ("# 甲\n乙※", "乙"),
        ("甲，\n- 乙※", "乙"),
        ("甲，\n1. 乙※", "乙"),
        ("甲|\n乙|※", "乙|"),
        ("---\ntitle: 甲，\n  乙※\n---\n", "title: 甲，  乙"),
        ("---\nname: 甲，\ntitle: 乙※\n---\n", "title: 乙"),
        ("---\nname: 甲，\n- title: 乙※\n---\n", "- title: 乙"),
        ("---\nname: 甲\n---\n乙※", "乙"),
        ("甲，※", "甲，"),
    ],
)
def test_a_sentence_goes_back_over_the_lines_of_its_paragraph(text: str, expected: str) -> None:
    assert before(text).removeprefix("- ").removeprefix("1. ") == expected.removeprefix("- ")


def test_a_sentence_goes_back_three_hundred_characters_and_no_further() -> None:
    assert before(f"{'甲' * 400}※") == "甲" * 300
    assert before(f"{'甲' * 400}\n{'乙' * 299}※") == "甲" * 300 + "乙" * 299
    assert before(f"{'甲' * 400}\n{'乙' * 300}※") == "乙" * 300


def lead(text: str, mark: str = "※") -> str:
    """Return what introduces the list in which a mark stands."""
    file = a_file(text)
    return file.lead_in(next(line for line in file.lines if mark in line.text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开头。不得：\n\n- 甲\n- ※", "不得："),
        ("不得:\n1. 甲\n2、※", "不得:"),
        ("不得：\n（一）甲\n> - ※", "不得："),
        ("不得。\n- ※", ""),
        ("不得：\n※", ""),
        ("不得：\n# 标题\n- ※", ""),
        ("---\n不得：\n---\n- ※", ""),
        ("- 甲\n- ※", ""),
        ("不得：\n" + "- 甲\n" * 29 + "- ※", "不得："),
        ("不得：\n" + "- 甲\n" * 30 + "- ※", ""),
    ],
)
def test_a_list_has_a_sentence_that_introduces_it(text: str, expected: str) -> None:
    assert lead(text) == expected


def test_disguises_are_taken_off_and_places_kept() -> None:
    folded = fold("一１３8–\u200b0\u00a0㈱")
    assert folded.text == "一138-0 (株)"
    assert folded.place(1, 6) == (1, 7)
    assert folded.place(6, 10) == (7, 9)
    assert fold("a–b").text == "a-b"
    plain = fold("a 1")
    assert (plain.text, plain.origins) == ("a 1", (0, 1, 2))


def test_a_cell_is_bare_of_spaces_and_emphasis() -> None:
    assert strip_cell(" **姓 名**`_#") == "姓名"


def test_a_finding_in_a_line_is_at_its_characters_and_in_a_name_at_the_file() -> None:
    assert TextLine("a.md", 3, "一二三").finding(1, 3, "说明", "改法") == Finding(
        "说明", "改法", path="a.md", span=Span(3, 2, 3, 4)
    )
    assert TextLine("a.md", 0, "a.md").finding(1, 3, "说明", "改法") == Finding(
        "文件名：说明", "改法", path="a.md", span=Span(1, 1, 1, 2)
    )


def test_twenty_breaches_of_each_file_are_passed_on() -> None:
    findings = [Finding(f"{number}", path=path) for number in range(21) for path in ("a", "b")]
    passed = list(limit(findings))
    assert len(passed) == 40
    assert [finding.message for finding in passed if finding.path == "b"] == [f"{n}" for n in range(20)]


def places(root: Path, pattern: str) -> list[tuple[str, int, str]]:
    catalog = load(root).catalog
    return [
        (Path(file.path).name, line.number, line.text)
        for file, line in suspects(catalog, re.compile(pattern))
    ]


def test_lines_in_which_a_pattern_occurs_come_once_each_in_order(tmp_path: Path) -> None:
    (tmp_path / UPDATE).parent.mkdir(parents=True)
    (tmp_path / UPDATE).write_text("---\na: 甲甲\n---\n乙\n甲甲\n\n甲", encoding="utf-8")
    name = Path(UPDATE).name
    assert places(tmp_path, "甲") == [(name, 2, "a: 甲甲"), (name, 5, "甲甲"), (name, 7, "甲")]
    assert places(tmp_path, "kaifangke") == [(name, 0, UPDATE)]


def test_refused_characters_stay_so_that_columns_are_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / UPDATE).parent.mkdir(parents=True)
    (tmp_path / UPDATE).write_bytes("\ufeff一\u200b二\r\n三\re\u0301四".encode())
    name = Path(UPDATE).name
    assert places(tmp_path, "[一三四]") == [(name, 1, "一\u200b二"), (name, 2, "三"), (name, 3, "é四")]


def test_what_is_no_text_has_only_its_name(tmp_path: Path) -> None:
    media = tmp_path / "schools/jinjiang/shili/media"
    media.mkdir(parents=True)
    (media / "a.jpg").write_bytes("甲".encode())
    (tmp_path / "schools/jinjiang/shili/school.yml").write_bytes("甲".encode("gbk"))
    assert places(tmp_path, "甲") == []
    assert [name for name, _, _ in places(tmp_path, "jinjiang")] == ["a.jpg", "school.yml"]


def test_two_catalogs_are_read_each_on_its_own(tmp_path: Path) -> None:
    """Equal catalogs of a tree that changed in between: the cache goes by the object."""
    (tmp_path / UPDATE).parent.mkdir(parents=True)
    (tmp_path / UPDATE).write_text("甲\n", encoding="utf-8")
    one = load(tmp_path).catalog
    assert len(suspects(one, re.compile("甲"))) == 1
    (tmp_path / UPDATE).write_text("乙\n", encoding="utf-8")
    other = load(tmp_path).catalog
    assert len(suspects(other, re.compile("甲"))) == 0
    assert len(suspects(other, re.compile("乙"))) == 1


@pytest.mark.parametrize("odd", ["", "\u200b", "㈱", "½", "\u00ad㎡"])
def test_a_line_that_goes_one_for_one_is_told_as_any_other(odd: str) -> None:
    one = fold("（一）２０２６—Ａ")
    other = fold(f"（一）２０２６—Ａ{odd}")
    assert one.text == "(一)2026-A" == other.text[: len(one.text)]
    assert one.origins == tuple(range(9)) == other.origins[:9]
    assert len(other.text) == len(other.origins)
