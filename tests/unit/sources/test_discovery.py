"""Which files a tree of untrusted content holds."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from qiangxiao.foundation.problems import Span
from qiangxiao.records.kinds import folders
from qiangxiao.records.places import report_stray
from qiangxiao.sources.discovery import Discovery, discover

SCHOOL = "schools/jinjiang/shili"


def put(root: Path, *paths: str) -> None:
    for path in paths:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"x")


def look(root: Path) -> Discovery:
    return discover(root, "schools", folders()["schools"])


def codes(found: Discovery) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in found.problems]


def test_a_missing_folder_holds_nothing(tmp_path: Path) -> None:
    assert look(tmp_path) == Discovery((), (), ())


def test_files_in_their_places_are_found_in_order_with_their_parts(tmp_path: Path) -> None:
    put(tmp_path, f"{SCHOOL}/school.yml", f"{SCHOOL}/updates/2026-10-12-b.md", "schools/program.yml")
    found = look(tmp_path)
    assert [file.kind for file in found.files] == ["school", "update", "program"]
    assert found.files[1].part("date") == "2026-10-12"
    assert found.files[1].part("name") == "2026-10-12-b"
    assert found.files[0].part("name") == ""


@pytest.mark.parametrize(
    "path",
    [
        f"{SCHOOL}/School.yml",
        f"{SCHOOL}/school.yaml",
        f"{SCHOOL}/notes.md",
        f"{SCHOOL}/updates/开放课.md",
        f"{SCHOOL}/updates/２０２６-10-12-a.md",
        f"{SCHOOL}/updates/2026-10-12-a.markdown",
        f"{SCHOOL}/updates/more/2026-10-12-a.md",
        f"{SCHOOL}/media/a.svg",
        f"{SCHOOL}/media/a.JPG",
        f"{SCHOOL}/media/a b.jpg",
        f"{SCHOOL}/cases/{'a' * 61}.md",
        "schools/Jinjiang/shili/school.yml",
        "schools/CNAME",
        "schools/jinjiang/index.html",
    ],
)
def test_a_file_elsewhere_or_of_another_name_is_out_of_place(tmp_path: Path, path: str) -> None:
    put(tmp_path, path)
    found = look(tmp_path)
    assert found == Discovery((), (path,), ())


def test_files_of_the_system_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path, f"{SCHOOL}/.DS_Store", f"{SCHOOL}/media/Thumbs.db", "schools/.gitkeep")
    assert look(tmp_path) == Discovery((), (), ())


def test_links_are_never_followed(tmp_path: Path) -> None:
    put(tmp_path, "secret", "folder/school.yml")
    (tmp_path / SCHOOL).mkdir(parents=True)
    (tmp_path / SCHOOL / "school.yml").symlink_to(tmp_path / "secret")
    (tmp_path / SCHOOL / "dangling.yml").symlink_to("nowhere")
    (tmp_path / "schools/pujiang").symlink_to(tmp_path / "folder")
    found = look(tmp_path)
    assert found.files == ()
    assert sorted(codes(found)) == [
        ("file.kind", f"{SCHOOL}/dangling.yml"),
        ("file.kind", f"{SCHOOL}/school.yml"),
        ("file.kind", "schools/pujiang"),
    ]


def test_a_link_in_place_of_the_top_folder_is_reported(tmp_path: Path) -> None:
    put(tmp_path, "elsewhere/events/2026-10-12-a.md")
    (tmp_path / "docs").symlink_to(tmp_path / "elsewhere")
    found = discover(tmp_path, "docs/events", ())
    assert (found.files, codes(found)) == ((), [("file.kind", "docs")])


def test_a_named_pipe_does_not_hang(tmp_path: Path) -> None:
    (tmp_path / SCHOOL).mkdir(parents=True)
    os.mkfifo(tmp_path / SCHOOL / "school.yml")
    assert codes(look(tmp_path)) == [("file.kind", f"{SCHOOL}/school.yml")]


def test_names_that_cannot_be_decoded_are_reported_in_printable_form(tmp_path: Path) -> None:
    (tmp_path / SCHOOL).mkdir(parents=True)
    for name in (b"\xff.md", b"\xfe.md", b"\xd6\xd0.md"):
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path / SCHOOL), name))).write_bytes(b"x")
    found = look(tmp_path)
    assert len(found.strays) == 3
    for path in found.strays:
        path.encode("utf-8")


def test_a_newline_in_a_name_cannot_forge_a_line_of_a_report(tmp_path: Path) -> None:
    put(tmp_path, f"{SCHOOL}/a\n::error file=x::forged.md", f"{SCHOOL}/b\x1b[31m.md", f"{SCHOOL}/c\u202e.md")
    os.mkfifo(tmp_path / SCHOOL / "d\n::error file=x::forged.md")
    found = look(tmp_path)
    problems = [*found.problems, *(report_stray(path, folders()["schools"]) for path in found.strays)]
    assert len(problems) == 4
    for problem in problems:
        assert re.search(r"[\x00-\x1f\u202e]", problem.path + problem.message + problem.hint) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("media/a.jpg", "media/A.jpg"),
        ("media", "Media"),
        ("media/\u00e9.jpg", "media/e\u0301.jpg"),
        ("media/straße", "media/strasse"),
    ],
)
def test_names_that_differ_only_in_case_or_spelling_collide(tmp_path: Path, one: str, other: str) -> None:
    put(
        tmp_path,
        f"{SCHOOL}/{one}{'' if '/' in one else '/a.jpg'}",
        f"{SCHOOL}/{other}{'' if '/' in other else '/b.jpg'}",
    )
    if len(list((tmp_path / SCHOOL).rglob("*.jpg"))) + len(list((tmp_path / SCHOOL).rglob("str*"))) < 2:
        pytest.skip("this file system does not tell the two names apart")
    assert "file.collision" in {code for code, _ in codes(look(tmp_path))}


def test_the_proper_one_of_two_colliding_names_is_read(tmp_path: Path) -> None:
    put(tmp_path, f"{SCHOOL}/media/a.jpg", f"{SCHOOL}/media/A.jpg")
    found = look(tmp_path)
    assert [file.path for file in found.files] == [f"{SCHOOL}/media/a.jpg"]
    assert codes(found) == [("file.collision", f"{SCHOOL}/media/A.jpg")]


def test_a_folder_nested_very_deep_is_refused_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "schools/" + "a/" * 40 + "school.yml")
    assert codes(look(tmp_path)) == [("file.kind", "schools/a/a/a/a/a/a")]


def test_a_folder_that_cannot_be_opened_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, f"{SCHOOL}/school.yml")
    from qiangxiao.sources import discovery

    def refuse(folder: Path) -> None:
        raise PermissionError(str(folder))

    monkeypatch.setattr(discovery, "scandir", refuse)
    assert codes(look(tmp_path)) == [("file.kind", "schools")]


def told(found: Discovery) -> list[tuple[str, str, str]]:
    assert all(problem.span == Span.at(1) for problem in found.problems)
    return [(problem.path, problem.message, problem.hint) for problem in found.problems]


def test_what_may_not_be_there_is_said_with_what_to_do(tmp_path: Path) -> None:
    put(tmp_path, f"{SCHOOL}/media/a.jpg", f"{SCHOOL}/media/A.jpg", "schools/" + "a/" * 6 + "school.yml")
    os.mkfifo(tmp_path / SCHOOL / "school.yml")
    (tmp_path / SCHOOL / "plan.yml").symlink_to("nowhere")
    itself = "请放入文件本身。"
    assert told(look(tmp_path)) == [
        ("schools/a/a/a/a/a/a", "这是过深的文件夹，不是普通文件。", itself),
        (f"{SCHOOL}/media/A.jpg", "与“a.jpg”只差大小写或写法。", "请改名或删去一个。"),
        (f"{SCHOOL}/plan.yml", "这是符号链接，不是普通文件。", itself),
        (f"{SCHOOL}/school.yml", "这是特殊文件，不是普通文件。", itself),
    ]


def test_a_folder_five_deep_is_still_read(tmp_path: Path) -> None:
    put(tmp_path, "schools/" + "a/" * 5 + "school.yml")
    assert (codes(look(tmp_path)), look(tmp_path).strays) == ([], ("schools/a/a/a/a/a/school.yml",))


def test_a_link_on_the_way_to_the_top_is_told_at_itself(tmp_path: Path) -> None:
    put(tmp_path, "elsewhere/2026-10-12-a.md")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/events").symlink_to(tmp_path / "elsewhere")
    assert told(discover(tmp_path, "docs/events", ())) == [
        ("docs/events", "这是符号链接，不是普通文件。", "请放入文件本身。")
    ]


def test_a_file_in_place_of_the_top_folder_holds_nothing(tmp_path: Path) -> None:
    put(tmp_path, "schools")
    assert look(tmp_path) == Discovery((), (), ())


def test_a_folder_that_cannot_be_opened_hides_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "schools/a/b/school.yml", f"{SCHOOL}/school.yml")
    from qiangxiao.sources import discovery

    scan = discovery.scandir

    def refuse(folder: Path) -> object:
        if Path(folder).name == "a":
            raise PermissionError(str(folder))
        return scan(folder)

    monkeypatch.setattr(discovery, "scandir", refuse)
    found = look(tmp_path)
    assert told(found) == [("schools/a", "这个文件夹打不开。", "请检查文件夹的权限，或重新上传。")]
    assert [file.path for file in found.files] == [f"{SCHOOL}/school.yml"]


def test_the_size_of_a_file_is_known_before_it_is_read(tmp_path: Path) -> None:
    put(tmp_path, f"{SCHOOL}/school.yml")
    (tmp_path / SCHOOL / "school.yml").write_bytes(b"x" * 7)
    (file,) = look(tmp_path).files
    assert (file.size, file.part("district"), file.part("school"), file.part("absent")) == (
        7,
        "jinjiang",
        "shili",
        "",
    )


@pytest.mark.parametrize(("length", "is_found"), [(60, True), (61, False)])
def test_a_name_of_sixty_characters_is_not_too_long(tmp_path: Path, length: int, is_found: bool) -> None:
    put(tmp_path, f"{SCHOOL}/cases/{'a' * length}.md")
    assert bool(look(tmp_path).files) is is_found


@pytest.mark.parametrize("path", [f"{SCHOOL}/cases/con.md", f"schools/jinjiang/{'a' * 61}/school.yml"])
def test_every_part_of_a_path_can_stand_on_any_machine(tmp_path: Path, path: str) -> None:
    put(tmp_path, path)
    assert look(tmp_path).strays == (path,)


def test_a_letter_from_beyond_the_basic_plane_is_shown_and_a_lone_half_is_not(tmp_path: Path) -> None:
    put(tmp_path, f"{SCHOOL}/𠮷.md")
    name = os.path.join(os.fsencode(tmp_path / SCHOOL), b"a\x80.md")
    Path(os.fsdecode(name)).write_bytes(b"x")
    assert set(look(tmp_path).strays) == {f"{SCHOOL}/𠮷.md", f"{SCHOOL}/a\ufffd.md"}
