"""What changed since a revision: committed or not, renamed, deleted; and the content as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from forge import commit, git

from qiangxiao.authoring.git_changes import changes_since
from qiangxiao.foundation.errors import UsageError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("kept", "changed", "deleted", "renamed"):
        path = tmp_path / "schools" / "a" / f"{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"name: {name}\n" * 9)
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    commit(tmp_path)
    return tmp_path


def test_every_kind_of_change_is_told(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "branch")
    folder = root / "schools" / "a"
    (folder / "changed.yml").write_text("name: x\n")
    (folder / "deleted.yml").unlink()
    (folder / "renamed.yml").rename(folder / "moved.yml")
    commit(root)
    (folder / "未提交.yml").write_text("x\n")
    changes = changes_since(root, "main")
    assert changes.added == ("schools/a/moved.yml", "schools/a/未提交.yml")
    assert changes.changed == ("schools/a/changed.yml",)
    assert changes.deleted == ("schools/a/deleted.yml", "schools/a/renamed.yml")


def test_what_others_did_meanwhile_is_not_counted(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "branch")
    (root / "schools/a/changed.yml").write_text("mine\n")
    commit(root)
    git(root, "switch", "--quiet", "main")
    (root / "schools/a/kept.yml").write_text("theirs\n")
    commit(root)
    git(root, "switch", "--quiet", "branch")
    changes = changes_since(root, "main")
    assert changes.paths == ("schools/a/changed.yml",)
    with changes.before() as folder:
        assert (folder / "schools/a/changed.yml").read_text().startswith("name: changed")
        assert (folder / "schools/a/kept.yml").read_text().startswith("name: kept")


def test_a_program_in_a_folder_of_a_repository(root: Path) -> None:
    inner = root / "city"
    (inner / "schools").mkdir(parents=True)
    (inner / "schools" / "program.yml").write_text("a\n")
    commit(root)
    (inner / "schools" / "program.yml").write_text("b\n")
    (root / "schools/a/kept.yml").write_text("outside\n")
    changes = changes_since(inner, "HEAD")
    assert changes.changed == ("schools/program.yml",)
    with changes.before() as folder:
        assert (folder / "schools/program.yml").read_text() == "a\n"


@pytest.mark.parametrize("revision", ["--output=x", "nothing", "main\nx", ""])
def test_a_revision_that_cannot_be_used_is_one_line(root: Path, revision: str) -> None:
    with pytest.raises(UsageError) as caught:
        changes_since(root, revision)
    assert "\n" not in str(caught.value)


def test_histories_without_a_common_beginning_say_so(root: Path) -> None:
    git(root, "switch", "--quiet", "--orphan", "other")
    (root / "x").write_text("x")
    commit(root)
    with pytest.raises(UsageError, match="共同的起点"):
        changes_since(root, "main")


def test_a_folder_without_git_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="git"):
        changes_since(tmp_path, "main")
