"""What a folder of ours holds is known by dates; after a copy, by the bytes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from qiangxiao.site.ledger import Ledger

TEXTS = {"a.html": b"first", "b/c.html": b"second"}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of a folder that was noted, with dates of its own."""
    noted = Ledger(tmp_path / "here", tmp_path / "here.json")
    for path, data in TEXTS.items():
        assert noted.put(path, data)
    noted.save()
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    for path in TEXTS:
        os.utime(tmp_path / "there" / path, (1_700_000_000, 1_700_000_000))
    shutil.copy(tmp_path / "here.json", tmp_path / "there.json")
    return tmp_path / "there"


def written(folder: Path) -> set[str]:
    ledger = Ledger(folder, folder.with_name("there.json"))
    return {path for path, data in TEXTS.items() if ledger.put(path, data)}


def test_a_copy_is_not_written_again(copied: Path) -> None:
    assert written(copied) == set()


@pytest.mark.parametrize("data", [b"fIrst", b"firs", b""])
def test_a_file_that_holds_anything_else_is_written_again(copied: Path, data: bytes) -> None:
    (copied / "a.html").write_bytes(data)
    assert written(copied) == {"a.html"}
    assert (copied / "a.html").read_bytes() == b"first"


def test_a_file_in_the_place_of_another_kind_is_written_again(copied: Path) -> None:
    (copied / "a.html").unlink()
    (copied / "a.html").symlink_to(copied / "b/c.html")
    assert written(copied) == {"a.html"}
    assert (copied / "b/c.html").read_bytes() == b"second"
