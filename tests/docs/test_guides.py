"""The commands of the editors' guides run as they stand, in the order they are shown."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from sample_program import REPOSITORY, copy_program, qiangxiao

GUIDE = REPOSITORY / "docs/guide"


@pytest.mark.parametrize("name", ["bulletin-files", "featured", "review"])
def test_every_command_of_a_guide_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (GUIDE / f"{name}.md").read_text(encoding="utf-8")
    shown = [
        line
        for block in re.findall(r"^```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        for line in block.splitlines()
        if line.startswith("qiangxiao ")
    ]
    assert len(shown) >= 4
    root = copy_program(tmp_path / "root")
    monkeypatch.chdir(tmp_path)
    for line in shown:
        done = qiangxiao(root, *shlex.split(line)[1:])
        assert done.returncode == 0, (line, done.stdout[-1000:] + done.stderr)
        assert done.stdout.strip(), line
