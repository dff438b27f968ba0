"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from qiangxiao.authoring import file_writing
from qiangxiao.authoring.file_writing import create_file
from qiangxiao.foundation.errors import UsageError

PLACE = "schools/a/b/school.yml"


def test_a_new_file_has_its_content_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    create_file(tmp_path, PLACE, b"x")
    assert (tmp_path / PLACE).read_bytes() == b"x"
    assert [path.name for path in (tmp_path / PLACE).parent.iterdir()] == ["school.yml"]


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    create_file(tmp_path, PLACE, b"x")
    (tmp_path / "other").write_bytes(b"")
    assert (tmp_path / PLACE).stat().st_mode == (tmp_path / "other").stat().st_mode


def test_what_is_there_is_never_overwritten_not_even_a_dangling_link(tmp_path: Path) -> None:
    create_file(tmp_path, PLACE, b"x")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for path in (PLACE, "link"):
        with pytest.raises(UsageError, match="已经有了"):
            create_file(tmp_path, path, b"y")
    assert (tmp_path / PLACE).read_bytes() == b"x" and not (tmp_path / "nowhere").exists()


def test_a_write_that_fails_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: object, target: object) -> None:
        assert Path(str(source)).read_bytes() == b"x"  # whole before it has its name
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(UsageError, match="写不进去"):
        create_file(tmp_path, PLACE, b"x")
    assert list((tmp_path / PLACE).parent.iterdir()) == []


def test_a_drive_without_hard_links_still_takes_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(source: object, target: object) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(file_writing.os, "link", refused)
    create_file(tmp_path, PLACE, b"x")
    assert (tmp_path / PLACE).read_bytes() == b"x"
    with pytest.raises(UsageError, match="已经有了"):
        create_file(tmp_path, PLACE, b"y")
