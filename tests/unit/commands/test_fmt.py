"""`qiangxiao fmt` on real folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from qiangxiao.commands.main import main

UGLY = "as_of: 2026-01-01\nkind: 初中\nname: '示例'"
TIDY = "name: 示例\nkind: 初中\nas_of: 2026-01-01\n"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    file = tmp_path / "schools/jinjiang/shili/school.yml"
    file.parent.mkdir(parents=True)
    file.write_text(UGLY, encoding="utf-8")
    return file


def fmt(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "fmt", *arguments])


def test_check_lists_the_file_and_changes_nothing(
    tmp_path: Path, school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fmt(tmp_path, "--check") == 1
    assert "schools/jinjiang/shili/school.yml" in capsys.readouterr().out
    assert school.read_text(encoding="utf-8") == UGLY


def test_files_are_put_in_canonical_form_and_keep_their_permissions(tmp_path: Path, school: Path) -> None:
    school.chmod(0o640)
    assert fmt(tmp_path) == 0
    assert school.read_text(encoding="utf-8") == TIDY
    assert school.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in school.parent.iterdir()] == ["school.yml"]
    assert fmt(tmp_path, "--check") == 0


def test_a_linked_file_is_never_written_through(tmp_path: Path, school: Path) -> None:
    outside = tmp_path / "outside.yml"
    outside.write_text(UGLY, encoding="utf-8")
    link = school.with_name("plan.yml")
    link.symlink_to(outside)
    assert fmt(tmp_path) == 0
    assert outside.read_text(encoding="utf-8") == UGLY
    assert fmt(tmp_path, str(link)) == 2


def test_a_file_that_cannot_be_read_fails_the_call_and_stays(
    tmp_path: Path, school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    school.write_text("name：示例\n- a", encoding="utf-8")
    assert fmt(tmp_path) == 1
    assert "school.yml:1:" in capsys.readouterr().err
    assert school.read_text(encoding="utf-8") == "name：示例\n- a"


@pytest.mark.parametrize("name", ["README.md", "schools/nowhere", "/etc/passwd"])
def test_a_path_that_is_no_content_is_wrong_usage(
    tmp_path: Path, school: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "README.md").write_text("x", encoding="utf-8")
    assert fmt(tmp_path, name) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_sample_keeps_its_data(tmp_path: Path) -> None:
    from qiangxiao.authoring.formatter import format_file
    from qiangxiao.commands.fmt import content_files

    root = Path(__file__).resolve().parents[3]
    files = content_files(root, [])
    assert len(files) > 100
    for path, kind in files:
        assert format_file(path, (root / path).read_bytes(), kind).text is not None, path
