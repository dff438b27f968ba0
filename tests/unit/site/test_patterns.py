"""Compiled patterns are kept: what is brought along is not compiled, finds the same, and is never trusted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qiangxiao.checks import compiled
from qiangxiao.checks.word_rules import plain_table
from qiangxiao.site import patterns
from qiangxiao.site.patterns import bring_patterns, keep_patterns

PATTERN = r"^(?P<name>[李王]\w{1,2})(同学|学生)$|(?:[a-z]{2,3})+"
TEXT = "李小明同学\n王老师\nabcde"


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(compiled, "_BROUGHT", {})
    monkeypatch.setattr(compiled, "_MADE", {})
    compiled.compile_once.cache_clear()
    yield
    compiled.compile_once.cache_clear()


def start_anew() -> None:
    compiled._BROUGHT.clear()
    compiled._MADE.clear()
    compiled.compile_once.cache_clear()


def refuse(pattern: str) -> compiled.Code:
    raise AssertionError("compiled")


def found(pattern: re.Pattern[str]) -> list[tuple[str, dict[str, str], tuple[str, ...]]]:
    return [(match[0], match.groupdict(), match.groups()) for match in pattern.finditer(TEXT)]


def test_the_next_run_compiles_nothing_and_finds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "patterns"
    compiled.compile_once(PATTERN)
    keep_patterns(place)
    start_anew()
    monkeypatch.setattr(compiled, "_code_of", refuse)
    bring_patterns(place)
    assert compiled.is_all_brought()
    again = compiled.compile_once(PATTERN)
    assert again == re.compile(PATTERN, re.MULTILINE)
    assert found(again) == found(re.compile(PATTERN, re.MULTILINE)) != []


def test_every_pattern_of_the_rules_is_the_one_that_python_compiles(tmp_path: Path) -> None:
    plain = plain_table()
    wanted = [rule["find"] for rule in plain["rules"]]
    wanted = sorted([*wanted, *plain["masks"], *plain["negation"].values()], key=len)[-9:]
    for pattern in wanted:
        compiled.compile_once(pattern)
    keep_patterns(tmp_path / "patterns")
    start_anew()
    bring_patterns(tmp_path / "patterns")
    for pattern in wanted:
        # patterns are equal when their numbers are
        assert compiled.compile_once(pattern) == re.compile(pattern, re.MULTILINE)
    assert compiled.is_all_brought()


def flip(data: bytes) -> bytes:
    return data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]


@pytest.mark.parametrize("damage", [flip, lambda data: data[: len(data) // 2], lambda data: b""])
def test_what_was_altered_is_as_good_as_none(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    place = tmp_path / "patterns"
    compiled.compile_once(PATTERN)
    keep_patterns(place)
    place.write_bytes(damage(place.read_bytes()))
    start_anew()
    bring_patterns(place)
    assert not compiled._BROUGHT


def test_another_python_takes_nothing_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "patterns"
    compiled.compile_once(PATTERN)
    keep_patterns(place)
    start_anew()
    monkeypatch.setattr(patterns.sys, "version", "4.0")
    bring_patterns(place)
    assert not compiled._BROUGHT


def test_numbers_that_the_engine_refuses_are_compiled_as_ever() -> None:
    compiled.bring({PATTERN: (int(re.MULTILINE | re.UNICODE), b"\xff\xff\xff\x7f" * 9, 2, (("name", 1),))})
    assert found(compiled.compile_once(PATTERN)) == found(re.compile(PATTERN, re.MULTILINE))


def test_without_the_compilers_parts_patterns_are_compiled_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(compiled, "import_module", gone)
    assert found(compiled.compile_once(PATTERN)) == found(re.compile(PATTERN, re.MULTILINE))
    assert compiled.is_all_brought()
