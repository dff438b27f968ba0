"""What is kept of content files is what they say, whatever happened to it and to them."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qiangxiao.catalog.loader import FileReading, Loaded, load
from qiangxiao.checks.run import run_checks
from qiangxiao.foundation.problems import Problem
from qiangxiao.site import readings
from qiangxiao.site.both_cores import make_all
from qiangxiao.site.inputs import look
from qiangxiao.site.readings import Readings
from qiangxiao.site.seals import sealed

UPDATE = "schools/pujiang/dongpo/updates/2026-11-05-lianhe-beike.md"
TODAY = date(2026, 11, 20)
OLD = 1_700_000_000


class Watched(Readings):
    """Also tells which files were really read."""

    made: list[str]

    def reading(self, path: str, make: Callable[[bytes], FileReading]) -> FileReading:
        def watched(data: bytes) -> FileReading:
            self.made.append(path)
            return make(data)

        return super().reading(path, watched)


def read(root: Path) -> tuple[Loaded, tuple[Problem, ...], list[str]]:
    kept = Watched(root, root / ".build/readings", look(root, root / ".build"))
    kept.made = []
    loaded = load(root, kept=kept)
    problems = run_checks(loaded.catalog, TODAY, kept.problems)
    kept.save(loaded.catalog.paths)
    return loaded, problems, kept.made


def read_anew(root: Path) -> tuple[Loaded, tuple[Problem, ...]]:
    loaded = load(root)
    return loaded, run_checks(loaded.catalog, TODAY)


def settle(root: Path) -> None:
    for path in root.rglob("*"):
        if path.is_file():
            os.utime(path, (OLD, OLD))


def test_the_second_time_nothing_is_read_and_all_is_the_same(root: Path) -> None:
    settle(root)
    first, again, anew = read(root), read(root), read_anew(root)
    assert len(first[2]) == len(first[0].catalog.paths) and not again[2]
    assert again[:2] == first[:2] == anew


def break_words(root: Path) -> None:
    path = root / UPDATE
    path.write_text(f"{path.read_text()}\n联系电话 13800138000，中考状元。\n")


CHANGES: dict[str, Callable[[Path], object]] = {
    "words that are refused": break_words,
    "broken": lambda root: (root / UPDATE).write_text("---\ntitle: [\n"),
    "gone": lambda root: (root / UPDATE).unlink(),
    "moved": lambda root: (root / UPDATE).rename((root / UPDATE).with_name("2026-11-05-anders.md")),
    "another photo": lambda root: shutil.copy(
        root / "schools/jinjiang/shili/media/kaifangke.jpg", root / "schools/jinjiang/shili/media/neu.jpg"
    ),
    "the program": lambda root: (root / "schools/program.yml").write_text(
        (root / "schools/program.yml").read_text().replace("city: ", "city: 新", 1)
    ),
    "the program broken": lambda root: (root / "schools/program.yml").write_text("a: ["),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_a_change_all_is_as_read_anew(root: Path, change: Callable[[Path], object]) -> None:
    settle(root)
    read(root)
    change(root)
    assert read(root)[:2] == read_anew(root)
    assert read(root)[:2] == read_anew(root)


def test_other_dates_and_the_same_bytes_are_not_read_again(root: Path) -> None:
    read(root)
    settle(root)
    assert not read(root)[2]
    elsewhere = Path(shutil.copytree(root, root.with_name("other checkout")))
    assert not read(elsewhere)[2]


@pytest.mark.parametrize("damage", ["cut off", "flipped", "empty", "another program", "a folder"])
def test_a_damaged_piece_is_as_good_as_none(root: Path, damage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(root)
    read(root)
    for piece in (root / ".build/readings").iterdir():
        data = bytearray(piece.read_bytes())
        if damage == "cut off":
            piece.write_bytes(data[: len(data) // 2])
        elif damage == "flipped":
            data[len(data) // 2] ^= 4
            piece.write_bytes(data)
        elif damage == "empty":
            piece.write_bytes(b"")
        elif damage == "a folder":
            piece.unlink()
            piece.mkdir()
    if damage == "another program":
        monkeypatch.setattr(readings, "program_digest", lambda: "another")
    loaded, problems, made = read(root)
    assert len(made) == len(loaded.catalog.paths)
    assert (loaded, problems) == read_anew(root)


class Meanwhile(Readings):
    """Something happens as soon as the first file is read."""

    happens: Callable[[], object] | None

    def reading(self, path: str, make: Callable[[bytes], FileReading]) -> FileReading:
        if self.happens:
            self.happens()
            self.happens = None
        return super().reading(path, make)


def change_keeping_size_and_date(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace("周四".encode(), "周五".encode()))
    os.utime(path, (OLD, OLD))


def let_the_clock_go_back(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace("周四".encode(), "周五".encode()))
    os.utime(path, (OLD - 86_400, OLD - 86_400))


@pytest.mark.parametrize("happens", [change_keeping_size_and_date, let_the_clock_go_back, Path.unlink])
def test_what_happens_to_a_file_while_others_are_read_is_told_or_seen_the_next_time(
    root: Path, happens: Callable[[Path], object]
) -> None:
    settle(root)
    read(root)
    kept = Meanwhile(root, root / ".build/readings", look(root, root / ".build"))
    kept.happens = lambda: happens(root / UPDATE)
    loaded = load(root, kept=kept)
    found = {p.code for p in loaded.problems if p.path == UPDATE}
    run_checks(loaded.catalog, TODAY, kept.problems)
    kept.save(loaded.catalog.paths)
    assert found <= {"file.unreadable"}
    assert read(root)[:2] == read_anew(root)


def test_a_file_that_is_not_known_and_goes_before_it_is_read_is_told(root: Path) -> None:
    kept = Meanwhile(root, root / ".build/readings", look(root, root / ".build"))
    kept.happens = (root / UPDATE).unlink
    loaded = load(root, kept=kept)
    assert [p.code for p in loaded.problems if p.path == UPDATE] == ["file.unreadable"]


def test_two_checkouts_may_share_what_is_kept(root: Path) -> None:
    other = Path(shutil.copytree(root, root.with_name("other")))
    (other / UPDATE).write_text((other / UPDATE).read_text().replace("周四", "周五"))
    shared = root.with_name("shared")
    for place in (root, other):
        settle(place)
        (place / ".build").mkdir()
        (place / ".build/readings").symlink_to(shared)
    shared.mkdir()
    for place in (root, other, root, other):
        assert read(place)[:2] == read_anew(place)


def test_nothing_but_records_is_made_of_a_piece_that_somebody_forged(root: Path) -> None:
    settle(root)
    read(root)
    struck = root / "struck"

    class Blow:
        def __reduce__(self) -> tuple[object, ...]:
            return os.mkdir, (str(struck),)

    piece = next((root / ".build/readings").iterdir())
    version = readings._version(root).encode()
    piece.write_bytes(sealed(version + pickle.dumps({"schools/a": Blow()})))
    assert read(root)[:2] == read_anew(root)
    assert not struck.exists()


def test_what_both_cores_read_is_what_one_reads(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    update = root / UPDATE
    update.write_text(f"{update.read_text()}\n联系电话 13812345678。\n")
    (root / "schools/pujiang/dongpo/updates/2026-11-06-huai.md").write_text("---\ntitle: [\n---\n")
    settle(root)
    anew = read_anew(root)
    monkeypatch.setattr(readings, "_FEWEST", 2)
    monkeypatch.setattr(readings, "_FIRST", 3)
    monkeypatch.setattr(readings, "make_all", both := Both())
    loaded, problems, made = read(root)
    assert both.lots == 2, "texts and the rules about words"
    assert not [path for path in made if path.endswith((".md", ".yml"))], "nothing is read a second time"
    assert (loaded.problems, problems) == (anew[0].problems, anew[1])
    assert [*loaded.catalog.entries()] == [*anew[0].catalog.entries()]
    assert any(problem.path == UPDATE for problem in problems)
    assert read(root)[1:] == (problems, []), "and it is kept"


class Both:
    """The work on both cores, however little it is."""

    lots = 0

    def __call__(self, make: Callable[[Any], Any], given: Sequence[Any], fewest: int = 2) -> list[Any]:
        self.lots += 1
        return make_all(make, given, 2)
