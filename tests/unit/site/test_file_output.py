"""A folder goes with all that is in it, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from qiangxiao.site.file_output import remove_tree


def test_a_tree_goes_and_what_its_links_lead_to_stays(tmp_path: Path) -> None:
    tree, other = tmp_path / "tree", tmp_path / "other"
    other.mkdir()
    (other / "kept").write_text("kept")
    for folder in ("", "a", "a/b", "a/b/c", "d", *(f"e/{number}" for number in range(40))):
        (tree / folder).mkdir(parents=True, exist_ok=True)
        (tree / folder / "index.html").write_text("")
    (tree / "a/to-folder").symlink_to(other)
    (tree / "d/to-file").symlink_to(other / "kept")
    (tree / "d/to-nothing").symlink_to(tmp_path / "nothing")
    remove_tree(tree)
    assert [path.name for path in tmp_path.iterdir()] == ["other"]
    assert (other / "kept").read_text() == "kept"


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        remove_tree(tmp_path / "nothing")
