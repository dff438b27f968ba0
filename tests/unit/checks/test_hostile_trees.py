"""Content that was made to hang, blind or mislead the
program: every tree is checked in a moment, and says why.
"""

from __future__ import annotations

import os
from pathlib import Path
from time import monotonic

import pytest
from corpus_trees import AS_OF, problems_of
from rich.console import Console
from sample_program import qiangxiao

from qiangxiao.catalog.loader import load
from qiangxiao.commands.session import Session
from qiangxiao.foundation.problems import Problem
from qiangxiao.records.inspection import INSPECTION
from qiangxiao.selection.coverage import duties
from qiangxiao.selection.edition import Edition
from qiangxiao.site.builder import hidden_ids
from qiangxiao.site.photos import list_shown_photos
from qiangxiao.site.tree import files_in
from qiangxiao.site.verification import verify

SCHOOL = "schools/jinjiang/shili/school.yml"
UPDATE = "schools/jinjiang/shili/updates/2026-10-12-kaifangke.md"
CASE = "schools/jinjiang/shili/cases/xiaozu-xuexi.md"


def write(root: Path, path: str, text: str) -> None:
    """Replace a file; those of the base are hard links."""
    (root / path).unlink(missing_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    write(root, path, text.replace(old, new, 1))


def errors(root: Path) -> list[Problem]:
    return [problem for problem in problems_of(root) if problem.severity == "error"]


def codes(root: Path) -> set[str]:
    return {problem.code for problem in errors(root)}


def session(root: Path) -> Session:
    return Session(root, AS_OF, Console(), Console(stderr=True))


def test_a_report_never_shows_a_line_of_what_a_link_points_to(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("token: secret\n", encoding="utf-8")
    (root / SCHOOL).unlink()
    (root / SCHOOL).symlink_to(tmp_path / "secret.yml")
    assert "file.kind" in codes(root)
    assert session(root).read_line(SCHOOL, 1) == ""


def test_a_pipe_in_place_of_a_file_is_reported_and_never_opened(root: Path) -> None:
    (root / SCHOOL).unlink()
    os.mkfifo(root / SCHOOL)
    assert "file.kind" in codes(root)
    assert session(root).read_line(SCHOOL, 1) == ""


def test_a_file_of_gigabytes_is_reported_and_never_read(root: Path) -> None:
    with (root / "schools/pujiang/big.yml").open("wb") as sparse:
        sparse.truncate(1 << 33)
    os.replace(root / "schools/pujiang/big.yml", root / SCHOOL)
    assert "file.size" in codes(root)
    assert session(root).read_line(SCHOOL, 1) == ""


@pytest.mark.parametrize(
    "text",
    [
        "former_names: [\n" + ("  " + "[], " * 1000 + "\n") * 100 + "]\n",
        "former_names: [\n" + ("  " + "x, " * 1000 + "\n") * 100 + "]\n",
        "former_names: [" + "[], " * 1200 + "]\n",
        "x: {\n" + ("  " + "a: 1, " * 600 + "\n") * 8 + "}\n",
        "".join(f"k{number}: 1\n" for number in range(2900)),
    ],
    ids=["faulty-items", "items", "fewer-faulty-items", "repeated-keys", "unknown-keys"],
)
def test_thousands_of_faults_in_one_file_are_cut_short(root: Path, text: str) -> None:
    kept = (
        (root / SCHOOL)
        .read_text(encoding="utf-8")
        .replace("former_names:\n  - 锦江示例第二学校（示例）\n", "")
    )
    write(root, SCHOOL, kept + text)
    started = monotonic()
    found = errors(root)
    assert monotonic() - started < 5
    assert 0 < len(found) <= 300


@pytest.mark.parametrize(
    "target",
    ["#meiyou", "../../#meiyou", "../../../../../../../../../schools/", "../../../../pujiang/weilai/"],
)
def test_a_link_that_the_built_site_would_not_have_is_an_error(root: Path, target: str) -> None:
    (root / "schools/pujiang/weilai").mkdir()
    profile = "name: 未来示例学校（示例）\nkind: 初中\nenrolled_on: 2027-09-01\nas_of: 2026-11-01\n"
    write(root, "schools/pujiang/weilai/school.yml", profile)
    edit(root, UPDATE, "公开课之前", f"[公开课]({target})之前")
    assert codes(root) == {"link.broken"}


@pytest.mark.parametrize(
    "stated",
    ["schools", "feeds/all", "featured/2027-01", "bulletins/2027-01", "pujiang/dongpo", "/".join("a" * 2000)],
    ids=lambda stated: stated[:20],
)
def test_a_permanent_id_cannot_take_an_address_of_another_kind(root: Path, stated: str) -> None:
    edit(root, UPDATE, "title: ", f"id: {stated}\ntitle: ")
    assert codes(root) == {"id.kind"}


def test_a_district_cannot_be_named_like_a_section_of_the_site(root: Path) -> None:
    edit(root, "schools/program.yml", "- id: pujiang", "- id: events\n    name: 某区\n  - id: pujiang")
    assert "program.duplicate" in codes(root)


def test_a_draft_whose_id_begins_another_id_does_not_stop_the_site(root: Path, tmp_path: Path) -> None:
    draft = (root / CASE).read_text(encoding="utf-8").replace("title: ", "draft: true\ntitle: 再谈", 1)
    write(root, "schools/jinjiang/shili/cases/xiaozu.md", draft)
    assert errors(root) == []
    hidden = hidden_ids(Edition(load(root).catalog, AS_OF))
    assert hidden == ("jinjiang/shili/cases/xiaozu",)
    page = tmp_path / "site/index.html"
    page.parent.mkdir()
    page.write_text("<p>schools/jinjiang/shili/cases/xiaozu-xuexi/</p>", encoding="utf-8")
    assert verify(files_in(page.parent), [""], hidden) == ()
    page.write_text("<p>schools/jinjiang/shili/cases/xiaozu/</p>", encoding="utf-8")
    assert len(verify(files_in(page.parent), [""], hidden)) == 1


@pytest.mark.parametrize("old", ["公开课之前", "summary: 数学", "alt: 教师", "note: 改正"])
def test_a_text_that_names_a_draft_is_an_error_where_it_stands(root: Path, old: str) -> None:
    draft = (root / CASE).read_text(encoding="utf-8").replace("title: ", "draft: true\ntitle: 再谈", 1)
    write(root, "schools/jinjiang/shili/cases/caogao.md", draft)
    key, _, rest = old.rpartition(" ")
    edit(root, UPDATE, old, f"{key} jinjiang/shili/cases/caogao {rest}".lstrip())
    assert codes(root) == {"reference.unpublished"}


def test_a_picture_that_ends_early_or_never_stops_decoding_is_an_error(root: Path) -> None:
    photo = root / "schools/jinjiang/shili/media/kaifangke.jpg"
    whole = photo.read_bytes()
    scan = whole[whole.rindex(b"\xff\xda") : -2]
    for data in (whole[: len(whole) // 2], whole[:-2] + scan * 200 + whole[-2:]):
        photo.unlink()
        photo.write_bytes(data)
        assert "image.format" in codes(root)


def test_only_photos_on_published_pages_are_published(root: Path) -> None:
    photo = (root / "schools/jinjiang/shili/media/kaifangke.jpg").read_bytes()
    for name in ("caogao", "meiyong"):
        (root / f"schools/jinjiang/shili/media/{name}.jpg").write_bytes(photo)
    draft = (root / UPDATE).read_text(encoding="utf-8").replace("media/kaifangke", "media/caogao")
    write(
        root,
        UPDATE.replace("kaifangke.md", "caogao.md"),
        draft.replace("title: ", "draft: true\ntitle: 再谈", 1),
    )
    edition = Edition(load(root).catalog, AS_OF)
    assert list_shown_photos(edition) == ("schools/jinjiang/shili/media/kaifangke.jpg",)


def test_a_picture_in_a_text_must_be_a_photo(root: Path) -> None:
    edit(root, UPDATE, "公开课之前", "![教师](school.yml)\n\n之前")
    assert codes(root) == {"photo.missing"}


@pytest.mark.parametrize(
    "zone", ["localtime", "posixrules", "Factory", "../../../etc/passwd", "Asia", "Asia/"]
)
def test_a_time_zone_means_the_same_on_every_machine(root: Path, zone: str) -> None:
    edit(root, "schools/program.yml", "Asia/Shanghai", zone)
    assert codes(root) == {"timezone.format"}


@pytest.mark.parametrize("char", ["\u034f", "\u2800", "\u180b", "\ufffc", "\U0001d173"])
def test_a_character_nobody_can_see_is_refused(root: Path, char: str) -> None:
    edit(root, UPDATE, "公开课之前", f"公开课{char}之前")
    assert codes(root) == {"file.character"}


def test_what_a_later_dated_inspection_found_is_not_listed_as_overdue(root: Path) -> None:
    inspection = "schools/jinjiang/shili/inspections/2026-spring.md"
    text = (root / inspection).read_text(encoding="utf-8")
    action = "actions:\n  - id: a9\n    what: 还没有公布的事\n    due_on: 2026-01-01\n    status: 未整改\n"
    header = [
        line
        for line in text.split("---\n")[1].split("\n")
        if line.startswith(("organiser:", "subjects:", "  - "))
    ]
    kept = "\n".join(line for line in header if not line.startswith("  - ")).replace(
        "subjects:", "subjects:\n  - 数学"
    )
    write(root, inspection.replace("spring", "autumn"), f"---\ndate: 2026-12-01\n{kept}\n{action}---\n")
    catalog = load(root).catalog
    assert len(catalog.schools["jinjiang/shili"].all(INSPECTION)) == 3
    assert "还没有公布" not in str(duties(catalog, catalog.schools["jinjiang/shili"], AS_OF))


@pytest.mark.parametrize("path", ["schools/jinjiang/con/school.yml", "schools/jinjiang/shili/cases/nul.md"])
def test_a_name_that_windows_cannot_check_out_is_refused(root: Path, path: str) -> None:
    (root / path).parent.mkdir(exist_ok=True)
    write(root, path, (root / (SCHOOL if path.endswith("yml") else CASE)).read_text(encoding="utf-8"))
    assert codes(root) == {"file.place"}


@pytest.mark.parametrize("escape", [r"\ud800", r"\udc00\ud83d", r"\0", r"\e[31m", r"\uffff", r"\U00110000"])
def test_an_escape_cannot_bring_in_what_a_file_may_not_hold(root: Path, escape: str) -> None:
    edit(root, UPDATE, "title: 一节公开课，三次试讲", f'title: "一节{escape}课"')
    assert codes(root) <= {"file.character", "yaml.syntax"} and codes(root)


def test_a_school_name_with_marks_of_the_terminal_library_is_only_a_name(root: Path) -> None:
    edit(
        root,
        SCHOOL,
        "name: 锦江示例初级中学（示例）",
        'name: "[red]锦江[/red] [link=http://x.example]示例[/link] [/]"',
    )
    for arguments in (("check", "--advice"), ("todo",), ("coverage",)):
        done = qiangxiao(root, *arguments)
        assert "Traceback" not in done.stderr
        assert done.returncode == 0


def test_a_file_name_given_on_the_command_line_cannot_steer_the_terminal(root: Path) -> None:
    done = qiangxiao(root, "check", "schools/\x1b[31m\n::error::x.yml")
    assert done.returncode == 2
    assert "\x1b" not in done.stderr and "\n::" not in done.stderr
