"""The cache: right or empty, whatever happens to its folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from qiangxiao.site import cache as cache_module
from qiangxiao.site.cache import Cache


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def made(folder: Path, words: str = "好") -> bytes:
    """Keep something and read it back, as two builds after each other would."""
    cache = Cache(folder)
    return cache.keep(cache.key("card", words), lambda: f"画：{words}".encode()).data()


def never() -> bytes:
    pytest.fail("made again")


def test_what_is_kept_is_not_made_again(tmp_path: Path) -> None:
    assert made(tmp_path) == "画：好".encode()
    again = Cache(tmp_path)
    assert again.keep(again.key("card", "好"), never).data() == "画：好".encode()


def test_a_key_names_every_input_and_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    keys = [cache.key("card", *inputs) for inputs in (("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""))]
    keys.append(cache.key("poster", "abc"))
    monkeypatch.setattr(cache_module, "program_digest", lambda: "another version")
    keys.append(cache.key("card", "abc"))
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("damage", ["truncated", "empty", "flipped", "another form", "a folder", "gone"])
def test_a_damaged_file_is_as_good_as_none(damage: str, tmp_path: Path) -> None:
    whole = made(tmp_path)
    cache = Cache(tmp_path)
    kept = cache.keep(cache.key("card", "好"), lambda: whole)  # it is there, and damaged only then
    (path,) = files_of(tmp_path)
    data = path.read_bytes()
    path.unlink()
    if damage == "a folder":
        path.mkdir()
    elif damage != "gone":
        flipped = data[:-1] + bytes([data[-1] ^ 1])
        forms = {"truncated": data[:-1], "empty": b"", "flipped": flipped, "another form": b"v0\n" + whole}
        path.write_bytes(forms[damage])
    assert kept.data() == whole
    assert made(tmp_path) == whole
    if damage != "a folder":
        assert files_of(tmp_path) == [path] and path.read_bytes() == data


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert made(tmp_path / "file") == "画：好".encode()


def test_deleted_in_the_midst_of_a_build(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    cache = Cache(folder)
    kept = cache.keep(cache.key("card", "好"), lambda: b"card")
    shutil.rmtree(folder)
    assert kept.data() == b"card"
    cache.prune()


def test_the_longest_unused_goes_first_and_what_this_build_used_stays(tmp_path: Path) -> None:
    size = 1000
    for age, words in enumerate(("甲", "乙", "丙")):
        cache = Cache(tmp_path)
        cache.keep(cache.key("card", words), lambda: b"x" * size)
        os.utime(tmp_path / cache.key("card", words), (age, age))
    cache = Cache(tmp_path, most_bytes=2 * (size + 200))
    cache.keep(cache.key("card", "甲"), never)
    cache.keep(cache.key("card", "丁"), lambda: b"x" * size)
    cache.prune()
    kept = {path.relative_to(tmp_path).as_posix() for path in files_of(tmp_path)}
    assert kept == {cache.key("card", "甲"), cache.key("card", "丁")}
    smaller = Cache(tmp_path, most_bytes=1)
    smaller.keep(smaller.key("card", "戊"), lambda: b"x" * size)
    smaller.prune()
    assert [path.relative_to(tmp_path).as_posix() for path in files_of(tmp_path)] == [
        smaller.key("card", "戊")
    ]


def test_an_unchanged_cache_is_not_pruned(tmp_path: Path) -> None:
    made(tmp_path)
    before = files_of(tmp_path)
    cache = Cache(tmp_path, most_bytes=1)
    cache.prune()
    assert files_of(tmp_path) == before != []
