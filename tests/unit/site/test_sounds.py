"""How titles are read is kept: what is brought along is not looked up, and what was altered is not taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qiangxiao.rendering import search_sounds
from qiangxiao.site.sounds import bring_sounds, keep_sounds


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(search_sounds, "_READINGS", {})
    monkeypatch.setattr(search_sounds, "_ASKED", set())
    yield


def _start_anew() -> None:
    search_sounds._READINGS.clear()
    search_sounds._ASKED.clear()


def test_the_next_build_looks_nothing_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = search_sounds.syllables_of("重庆路初中")
    keep_sounds(tmp_path)
    _start_anew()

    def refuse() -> None:
        raise AssertionError("looked up")

    monkeypatch.setattr(search_sounds, "_reader", refuse)
    bring_sounds(tmp_path)
    assert (
        list(search_sounds.syllables_of("重庆路初中"))
        == list(read)
        == ["chong", "qing", "lu", "chu", "zhong"]
    )


def test_what_no_title_has_any_more_is_not_kept(tmp_path: Path) -> None:
    search_sounds.syllables_of("旧题目")
    keep_sounds(tmp_path)
    _start_anew()
    bring_sounds(tmp_path)
    search_sounds.syllables_of("新题目")
    keep_sounds(tmp_path)
    _start_anew()
    bring_sounds(tmp_path)
    assert set(search_sounds._READINGS) == {"新题目"}


def _flip(data: bytes) -> bytes:
    return data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]


@pytest.mark.parametrize("damage", [_flip, lambda data: data[: len(data) // 2], lambda data: b""])
def test_what_was_altered_is_as_good_as_none(tmp_path: Path, damage: object) -> None:
    search_sounds.syllables_of("锦江")
    keep_sounds(tmp_path)
    place = tmp_path / "sounds.json"
    place.write_bytes(damage(place.read_bytes()))  # type: ignore[operator]
    _start_anew()
    bring_sounds(tmp_path)
    assert not search_sounds._READINGS


def test_another_program_takes_nothing_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    search_sounds.syllables_of("锦江")
    keep_sounds(tmp_path)
    _start_anew()
    monkeypatch.setattr("qiangxiao.site.sounds.program_digest", lambda: "another")
    bring_sounds(tmp_path)
    assert not search_sounds._READINGS
