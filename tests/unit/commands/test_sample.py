"""`qiangxiao sample`: any size, valid, the same bytes for the same seed, no two texts alike."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sample_program import copy_program, qiangxiao

from qiangxiao.authoring.formatter import format_file
from qiangxiao.commands.fmt import content_files
from qiangxiao.commands.main import main
from qiangxiao.sample.program import sample_files
from qiangxiao.sample.texts import person, school_words
from qiangxiao.sources.document import read_document

REPOSITORY = Path(__file__).resolve().parents[3]
PROGRAM = (REPOSITORY / "schools/program.yml").read_bytes()


def sample(out: Path, *arguments: str) -> int:
    return main(["--root", str(REPOSITORY), *arguments[:2], "sample", "--out", str(out), *arguments[2:]])


@pytest.mark.parametrize("day", ["2026-11-20", "2027-01-05", "2028-02-29"])
def test_a_sample_passes_the_checks_on_its_day(
    tmp_path: Path, day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "city"
    assert sample(out, "--as-of", day, "--schools", "25", "--seed", "7") == 0
    code = main(["--root", str(out), "--as-of", day, "check"])
    shown = capsys.readouterr().out
    assert code == 0 and "错误 0，警告 0" in shown, shown
    assert len(list((out / "schools").rglob("*.jpg"))) == 3


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    first, again, other = (dict(sample_files(PROGRAM, 6, seed)) for seed in (3, 3, 4))
    assert first == again
    assert first != other


def test_a_school_does_not_depend_on_how_many_there_are() -> None:
    few, many = dict(sample_files(PROGRAM, 4, 1)), dict(sample_files(PROGRAM, 8, 1))
    assert all(many[path] == data for path, data in few.items() if path != "schools/program.yml")


def test_texts_differ_and_everything_is_marked_as_sample() -> None:
    files = dict(sample_files(PROGRAM, 40, 1))
    bodies = [read_document(p, data).body for p, data in files.items() if "/updates/" in p]
    assert len(bodies) == 320 and len(set(bodies)) == len(bodies)
    titles = [read_document(p, data).data for p, data in files.items() if "/updates/" in p]
    assert len({item["title"] for item in titles if isinstance(item, dict)}) > 200
    profiles = [data.decode() for path, data in files.items() if path.endswith("school.yml")]
    assert len(profiles) == 40 and all("（示例）" in text.split("\n")[0] for text in profiles)


def test_names_of_schools_and_people_do_not_repeat() -> None:
    assert len({school_words(number) for number in range(500)}) == 500
    assert len({person(number, "老师") for number in range(30_000)}) == 30_000


def test_a_sample_is_in_canonical_form(tmp_path: Path) -> None:
    out = tmp_path / "city"
    assert sample(out, "--as-of", "2026-11-20", "--schools", "3") == 0
    for path, kind in content_files(out, []):
        assert not format_file(path, (out / path).read_bytes(), kind).is_changed, path


@pytest.mark.parametrize("arguments", [("--schools", "0"), ("--schools", "99999"), ("--schools", "x"), ()])
def test_wrong_usage_is_one_line(
    tmp_path: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert sample(tmp_path / "city", "--as-of", "2026-11-20", *arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    assert sample(tmp_path, "--as-of", "2026-11-20", "--schools", "1") == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_sample_is_taken_out_by_one_command_and_what_is_left_is_sound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_program(tmp_path / "root")
    shutil.copytree(REPOSITORY / "docs/guide", root / "docs/guide", dirs_exist_ok=True)
    files = len(list(root.rglob("*")))
    arguments = ("sample", "--remove", "--publisher", "东湖市教育局")
    assert qiangxiao(root, *arguments).returncode == 0 and len(list(root.rglob("*"))) == files, "only said"
    assert qiangxiao(root, *arguments, "--yes").returncode == 0
    left = {path.name for path in (root / "schools").iterdir()}
    assert left == {"program.yml", "featured.yml"}
    assert "错误 0，警告 0" in qiangxiao(root, "check").stdout
    assert qiangxiao(root, "fmt", "--check").returncode == 0
    built = qiangxiao(root, "build")
    assert built.returncode == 0, built.stdout + built.stderr
    pages = {path: path.read_text(encoding="utf-8") for path in (root / "site").rglob("*.html")}
    said = [path.relative_to(root / "site").parts[0] for path, text in pages.items() if "示例" in text]
    assert set(said) <= {"guide", "errors"}, "examples of how files are written"
    again = qiangxiao(root, *arguments, "--yes")
    assert again.returncode == 2 and "这里不是示例" in again.stderr


@pytest.mark.parametrize("arguments", [("--remove",), ("--schools", "3"), ("--out", "x")])
def test_half_a_command_is_wrong_usage(arguments: tuple[str, ...]) -> None:
    done = qiangxiao(REPOSITORY, "sample", *arguments)
    assert (
        done.returncode == 2 and done.stderr.startswith("qiangxiao：请写明") and done.stderr.count("\n") == 1
    )
