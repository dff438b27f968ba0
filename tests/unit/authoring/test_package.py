"""Packages: what is taken, and what is refused before any of it is believed."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from contribution_packages import SCHOOL, TEXT, UPDATE, photo, zipped

from qiangxiao.authoring import package
from qiangxiao.authoring.package import Package, read_package, show_name


def read(tmp_path: Path, data: bytes, school_id: str = "") -> Package:
    place = tmp_path / "package.zip"
    place.write_bytes(data)
    return read_package(place, school_id)


def lay_out(folder: Path, path: str, data: bytes = TEXT) -> Path:
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    return place


def test_a_good_package_is_its_files_and_its_school(tmp_path: Path) -> None:
    found = read(tmp_path, zipped((UPDATE, TEXT), (f"{SCHOOL}/media/a.jpg", photo())))
    assert found.refusals == ()
    assert found.owner == "jinjiang/shili"
    assert found.files == {UPDATE: TEXT, f"{SCHOOL}/media/a.jpg": photo()}


def test_one_folder_may_wrap_the_rest(tmp_path: Path) -> None:
    found = read(tmp_path, zipped(("投稿包/", b""), (f"投稿包/{UPDATE}", TEXT)))
    assert (found.refusals, list(found.files)) == ((), [UPDATE])


def test_a_wrapping_folder_may_have_a_name_in_gbk_without_a_mark(tmp_path: Path) -> None:
    marked = zipped((f"abcdef/{UPDATE}", TEXT))
    found = read(tmp_path, marked.replace(b"abcdef", "投稿包".encode("gbk")))
    assert (found.refusals, list(found.files)) == ((), [UPDATE])


def test_two_folders_do_not_wrap(tmp_path: Path) -> None:
    found = read(tmp_path, zipped((f"a/{UPDATE}", TEXT), (f"b/{SCHOOL}/plan.yml", TEXT)))
    assert found.files == {}
    assert len(found.refusals) == 2


def test_what_operating_systems_add_is_passed_over(tmp_path: Path) -> None:
    extras = [
        "__MACOSX/",
        f"__MACOSX/{SCHOOL}/._plan.yml",
        f"{SCHOOL}/.DS_Store",
        f"{SCHOOL}/media/Thumbs.db",
    ]
    found = read(tmp_path, zipped((UPDATE, TEXT), *((name, b"x") for name in extras)))
    assert (found.refusals, list(found.files)) == ((), [UPDATE])


def test_their_names_open_no_door(tmp_path: Path) -> None:
    found = read(tmp_path, zipped((UPDATE, TEXT), ("__MACOSX/../../x", b"x"), ("/.DS_Store", b"x")))
    assert len(found.refusals) == 2


def test_folder_entries_are_allowed_where_files_are(tmp_path: Path) -> None:
    folders = ["schools/", "schools/jinjiang/", f"{SCHOOL}/", f"{SCHOOL}/updates/"]
    found = read(tmp_path, zipped(*((name, b"") for name in folders), (UPDATE, TEXT)))
    assert (found.refusals, list(found.files)) == ((), [UPDATE])


def test_files_of_another_school_are_refused_when_one_is_expected(tmp_path: Path) -> None:
    found = read(tmp_path, zipped((UPDATE, TEXT)), "pujiang/dongpo")
    assert (found.owner, found.files) == ("", {})
    assert "只能放 pujiang/dongpo 的文件" in found.refusals[0].message
    assert read(tmp_path, zipped((UPDATE, TEXT)), "jinjiang/shili").refusals == ()


def test_every_problem_is_reported_at_once(tmp_path: Path) -> None:
    names = [f"{SCHOOL}/a.exe", f"{SCHOOL}/b.svg", f"{SCHOOL}/../c.md", UPDATE]
    found = read(tmp_path, zipped(*((name, TEXT) for name in names)))
    assert [refusal.path for refusal in found.refusals] == sorted(names[:3])
    assert all(refusal.message and refusal.hint for refusal in found.refusals)
    assert list(found.files) == [UPDATE]


def test_the_size_of_everything_is_counted_while_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MAX_CONTENT_BYTES", 300_000)
    data = zipped(*((f"{SCHOOL}/media/a{number}.jpg", os.urandom(90_000)) for number in range(4)))
    assert "100 MiB" in read(tmp_path, data).refusals[0].message


def test_a_package_over_50_mib_is_refused_unread(tmp_path: Path) -> None:
    place = tmp_path / "package.zip"
    with place.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(51 * 1024 * 1024)
    assert "50 MiB" in read_package(place).refusals[0].message


def test_two_entries_of_the_same_bytes_are_refused(tmp_path: Path) -> None:
    place = tmp_path / "package.zip"
    with zipfile.ZipFile(place, "w") as made:
        made.writestr(UPDATE, TEXT)
        made.filelist.append(made.filelist[0])
    assert any("重名" in refusal.message for refusal in read_package(place).refusals)


def test_a_folder_is_read_like_a_zip(tmp_path: Path) -> None:
    lay_out(tmp_path / "投稿包", UPDATE)
    assert list(read_package(tmp_path).files) == [UPDATE]
    assert list(read_package(tmp_path / "投稿包").files) == [UPDATE]


def test_links_and_pipes_in_a_folder_are_refused(tmp_path: Path) -> None:
    lay_out(tmp_path, UPDATE)
    (tmp_path / SCHOOL / "plan.yml").symlink_to("/etc/passwd")
    (tmp_path / SCHOOL / "media").symlink_to("/etc")
    os.mkfifo(tmp_path / SCHOOL / "support.yml")
    found = read_package(tmp_path)
    assert [refusal.message for refusal in found.refusals] == [
        "这是符号链接，不是普通文件。",
        "这是符号链接，不是普通文件。",
        "这是特殊文件，不是普通文件。",
    ]


def test_a_folder_of_folders_and_undecodable_names_is_refused(tmp_path: Path) -> None:
    lay_out(tmp_path, f"{SCHOOL}/" + "a/" * 12 + "x.md")
    (Path(os.fsdecode(os.fsencode(tmp_path / SCHOOL) + b"/\xff.md"))).write_bytes(TEXT)
    found = read_package(tmp_path)
    assert {"文件夹套得太深。", "文件名读不出来。"} <= {refusal.message for refusal in found.refusals}
    assert not any("\udcff" in refusal.path for refusal in found.refusals)


def test_a_pipe_is_no_package(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.zip")
    assert "不是普通文件" in read_package(tmp_path / "pipe.zip").refusals[0].message
    with pytest.raises(OSError):
        read_package(tmp_path / "missing.zip")


def test_a_name_is_shown_without_what_could_steer_a_terminal() -> None:
    assert show_name("a\x1b[2J\n\u202eb\udcff") == "a\ufffd[2J\ufffd\ufffdb\ufffd"
    assert len(show_name("a" * 5000)) < 200
