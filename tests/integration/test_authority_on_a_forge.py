"""The commands of `authority.yml` on a bare repository: what a school's account may not change is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from forge import SETTINGS, commit, git, sample_repository
from made_once import made_once
from sample_program import AS_OF, REPOSITORY
from workflow_files import read

STEPS = read(REPOSITORY / ".github/workflows/authority.yml")["jobs"]["authority"]["steps"]
OWN, OTHER = "schools/jinjiang/hepan", "schools/jinjiang/shili-yi"
SHEET = "schools/sign-offs/jinjiang/shili-yi/cases/sanwen-renwudan.yml"
HEPAN = "example-hepan-editor"


def write(path: str, text: str) -> Callable[[Path], None]:
    def edit(clone: Path) -> None:
        (clone / path).parent.mkdir(parents=True, exist_ok=True)
        (clone / path).write_text(text, encoding="utf-8")

    return edit


def strip(clone: Path) -> None:
    text = (clone / SHEET).read_text(encoding="utf-8")
    (clone / SHEET).write_text(text[: text.index("  - step: 终审")], encoding="utf-8")


def copy(clone: Path) -> None:
    text = (clone / SHEET).read_text(encoding="utf-8")
    write(SHEET.replace("shili-yi", "hepan"), text.replace("shili-yi", "hepan"))(clone)


CASES: dict[str, tuple[Callable[[Path], None], str]] = {
    "forged": (
        write("schools/sign-offs/jinjiang/hepan/cases/a.yml", "item: jinjiang/hepan/cases/a\nsigned: []\n"),
        "schools/sign-offs/jinjiang/hepan/cases/a.yml",
    ),
    "copied": (copy, SHEET.replace("shili-yi", "hepan")),
    "stripped": (strip, SHEET),
    "folder": (write(f"{OTHER}/cases/xin.md", "x"), f"{OTHER}/cases/xin.md"),
    "photo": (write(f"{OTHER}/media/a.jpg", "x"), f"{OTHER}/media/a.jpg"),
    "owners": (write("schools/owners.yml", "folders: []\n"), "schools/owners.yml"),
    "workflow": (write(".github/workflows/check.yml", "on: push\n"), ".github/workflows/check.yml"),
    "policy": (write("schools/policy.yml", "title: x\n"), "schools/policy.yml"),
    "ledger": (write("docs/permalinks.yml", "published: {}\n"), "docs/permalinks.yml"),
    "program": (write("tools/qiangxiao/catalog/authority.py", "TABLE = ()\n"), "authority.py"),
}


def _forge(top: Path) -> Path:
    first = sample_repository(top / "first")
    git(top, "clone", "--quiet", "--bare", str(first), "forge.git")
    git(top, "clone", "--quiet", "forge.git", "clone")
    clone = top / "clone"
    for number, (edit, _) in enumerate([*CASES.values(), (write(f"{OWN}/cases/xin.md", "x"), "")]):
        git(clone, "switch", "--quiet", "--detach", "origin/main")
        edit(clone)
        commit(clone)
        git(clone, "push", "--quiet", "origin", f"HEAD:refs/pull/{number}/head")
    git(top, "clone", "--quiet", "forge.git", "work")
    installed = top / "work/.venv/bin/qiangxiao"
    installed.parent.mkdir(parents=True)
    installed.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m qiangxiao --as-of {AS_OF} --no-color "$@"\n')
    installed.chmod(0o755)
    return top


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "authority", _forge)


def judge(top: Path, number: int, account: str, summary: Path) -> tuple[int, str]:
    """Run the shell steps of the job after the installation; return the last code and what was said."""
    variables = {
        **os.environ,
        **SETTINGS,
        "PYTHONPATH": str(REPOSITORY / "tools"),
        "NUMBER": str(number),
        "ACCOUNT": account,
        "GITHUB_STEP_SUMMARY": str(summary),
    }
    code, said = 0, ""
    for step in STEPS:
        if "run" in step and step["run"] != "make environment" and not code:
            done = subprocess.run(
                ["bash", "-e", "-c", step["run"]],
                cwd=top / "work",
                env=variables,
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
            code, said = done.returncode, said + done.stdout + done.stderr
    return code, said


@pytest.mark.parametrize("name", CASES)
def test_what_is_not_the_schools_is_refused_with_the_reason(top: Path, tmp_path: Path, name: str) -> None:
    code, said = judge(top, list(CASES).index(name), HEPAN, tmp_path / "summary.md")
    assert code == 1 and CASES[name][1] in said and "authority.path" in said, said
    assert "没有通过" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_its_own_folder_is_accepted_from_its_account_alone(top: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    assert judge(top, len(CASES), HEPAN, summary)[0] == 0
    code, said = judge(top, len(CASES), "mallory", summary)
    assert code == 1 and "authority.account" in said
    assert judge(top, len(CASES), "", summary)[0] == 1
    assert judge(top, list(CASES).index("forged"), "example-bianji", summary)[0] == 0
    assert judge(top, list(CASES).index("workflow"), "example-bianji", summary)[0] == 1
    assert "动到审校签名" in summary.read_text(encoding="utf-8")
