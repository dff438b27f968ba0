"""What an earlier version was content with is mended, or waits for a person; a second run finds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_trees import snapshot

from qiangxiao.commands.main import main

SIGNED = """review:
  - step: 初审
    by: 教务处
    on: 2026-11-05
    digest: 1s.abcdefghijklmnop
"""


def call(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "--as-of", "2026-11-20", "--no-color", *arguments])


def test_old_keys_are_moved_and_what_is_missing_is_there(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    update = next(root.glob("schools/*/*/updates/*.md"))
    text = update.read_text(encoding="utf-8")
    update.write_text(text.replace("---\n", f"---\n{SIGNED}", 1), encoding="utf-8")
    profile = update.parents[1] / "school.yml"
    profile.write_text(f"{profile.read_text(encoding='utf-8')}maintainers:\n  - xiaoban\n", encoding="utf-8")
    (root / "docs/permalinks.yml").unlink(missing_ok=True)
    assert call(root, "upgrade") == 0, capsys.readouterr()
    said = capsys.readouterr().out
    assert "已补上 .gitattributes" in said and "检查没有错误" in said
    assert "已移账号" in said and "已经失效，没有移，请重新审校" in said
    assert "review:" not in update.read_text(encoding="utf-8")
    assert "maintainers" not in profile.read_text(encoding="utf-8")
    assert "xiaoban" in (root / "schools/owners.yml").read_text(encoding="utf-8")
    assert update.stem in (root / "docs/permalinks.yml").read_text(encoding="utf-8")
    once = snapshot(root)
    assert call(root, "upgrade") == 0 and snapshot(root) == once


def test_what_only_a_person_can_mend_is_counted(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = root / "schools/program.yml"
    text = program.read_text(encoding="utf-8")
    program.write_text(text.replace("publisher:", "issuer:", 1), encoding="utf-8")
    assert call(root, "upgrade") == 1
    assert "处错误要人来改" in capsys.readouterr().out


def test_nowhere_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(tmp_path, "upgrade") == 2
    assert capsys.readouterr().err.count("\n") == 1
