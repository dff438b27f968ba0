"""Each forge's own commands on a bare repository: what a school's account may not change is refused.

The hostile branches also bring a program and an installation of their own that find nothing wrong: whoever
runs them instead of the target branch's lets everything pass. And the one who starts a pipeline is an editor,
which helps nobody: the author of the request counts.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from forge import SETTINGS, commit, git, sample_repository
from made_once import made_once
from sample_program import REPOSITORY
from warm_program import CALL
from workflow_files import CNB, GITEE, GITLAB, read

OWN, OTHER = "schools/jinjiang/hepan", "schools/jinjiang/shili-yi"
SHEET = "schools/sign-offs/jinjiang/shili-yi/cases/sanwen-renwudan.yml"
HEPAN = "example-hepan-editor"
EDITOR = "example-bianji"
HOSTILE = "tools/passes-everything"
"""A file by which the make of these tests knows that it installs the request's program."""


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
    "owners": (
        write("schools/owners.yml", f"folders:\n  - school: jinjiang/shili-yi\n    accounts: [{HEPAN}]\n"),
        "schools/owners.yml",
    ),
    "workflow": (write(".github/workflows/check.yml", "on: push\n"), ".github/workflows/check.yml"),
    "policy": (write("schools/policy.yml", "title: x\n"), "schools/policy.yml"),
    "ledger": (write("docs/permalinks.yml", "published: {}\n"), "docs/permalinks.yml"),
    "program": (write(HOSTILE, ""), HOSTILE),
}
WORKFLOWS = (".gitlab/ci.yml", ".cnb.yml", ".workflow/check.yml", "Makefile")
EVERYTHING, OWN_WORK = len(CASES), len(CASES) + 1
"""The requests with all of it at once, and with work of the school's own."""


def everything(clone: Path) -> None:
    for edit, _ in CASES.values():
        edit(clone)
    for path in WORKFLOWS:
        write(path, "x")(clone)


def _forge(top: Path) -> Path:
    first = sample_repository(top / "first")
    git(top, "clone", "--quiet", "--bare", str(first), "forge.git")
    git(top, "clone", "--quiet", "forge.git", "clone")
    clone = top / "clone"
    edits = [*(edit for edit, _ in CASES.values()), everything, write(f"{OWN}/cases/xin.md", "x")]
    for number, edit in enumerate(edits):
        git(clone, "switch", "--quiet", "--detach", "origin/main")
        edit(clone)
        commit(clone)
        git(clone, "push", "--quiet", "origin", f"HEAD:refs/pull/{number}/head", f"HEAD:refs/heads/r{number}")
    git(top, "clone", "--quiet", "forge.git", "work")
    _play(top / "programs" / "make", f"[ -e {HOSTILE} ] && said=\"exit 0\" || said='{CALL}'")
    return top


def _play(path: Path, line: str) -> None:
    """Write a make that installs what lies where it is called: the program under test, or the hostile one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"#!/bin/sh\n[ $1 = environment ] || exit 2\n{line}\nmkdir -p .venv/bin\n"
        "printf '#!/bin/sh\\n%s\\n' \"$said\" > .venv/bin/qiangxiao\nchmod +x .venv/bin/qiangxiao\n"
    )
    path.chmod(0o755)


@pytest.fixture(scope="module")
def top(warm: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "authority", _forge)


def run(folder: Path, scripts: list[str], shell: str, **more: str) -> tuple[int, str]:
    """Run scripts as a forge does: one shell for all, or one for each; stop at the first that fails."""
    variables = {**os.environ, **SETTINGS, "PYTHONPATH": str(REPOSITORY / "tools"), **more}
    said, code = "", 0
    for script in scripts:
        done = subprocess.run(
            [*shell.split(), script],
            cwd=folder,
            env=variables,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        code, said = done.returncode, said + done.stdout + done.stderr
        if code:
            break
    return code, said


def programs(top: Path, folder: Path, answer: str = "") -> dict[str, str]:
    """Return the variables with which make is the one of these tests, and curl one that knows an answer."""
    curl = folder / "programs" / "curl"
    curl.parent.mkdir(parents=True)
    # as curl does: into the file named after --output, or to where it prints
    curl.write_text(
        f"#!/bin/sh\necho \"$@\" >> {folder}/asked\nanswer='{answer}'\n"
        'while [ $# -gt 1 ]; do [ "$1" = --output ] && exec > "$2"; shift; done\necho "$answer"\n'
    )
    curl.chmod(0o755)
    return {"PATH": f"{curl.parent}{os.pathsep}{top / 'programs'}{os.pathsep}{os.environ['PATH']}"}


def on_github(top: Path, folder: Path, number: int, author: str) -> tuple[int, str]:
    steps = read(REPOSITORY / ".github/workflows/authority.yml")["jobs"]["authority"]["steps"]
    scripts = [step["run"] for step in steps if "run" in step]
    summary = {"GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    made = programs(top, folder)
    return run(top / "work", scripts, "bash -e -c", NUMBER=str(number), ACCOUNT=author, **summary, **made)


def check_out(top: Path, folder: Path, number: int) -> Path:
    """Return a clone in which the request is checked out, as a forge does."""
    git(folder, "clone", "--quiet", "--branch", f"r{number}", str(top / "forge.git"), "work")
    return folder / "work"


def on_gitlab(top: Path, folder: Path, number: int, author: str, project: str = "7") -> tuple[int, str]:
    job: dict[str, Any] = read(GITLAB)["authority"]
    assert job["variables"] == {"GIT_STRATEGY": "clone", "GIT_CHECKOUT": "false"}
    work = check_out(top, folder, number)
    variables = {
        "CI_PROJECT_ID": project,
        "CI_MERGE_REQUEST_PROJECT_ID": "7",
        "CI_MERGE_REQUEST_IID": str(number),
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_COMMIT_SHA": git(work, "rev-parse", "HEAD"),
        "CI_API_V4_URL": "https://gitlab.example/api/v4",
        "GITLAB_USER_LOGIN": EDITOR,
    }
    answer = f'{{"iid": {number}, "author": {{"id": 1, "username": "{author}"}}}}'
    script = "\n".join(job["script"])  # one shell for all lines
    return run(work, [script], "bash -eo pipefail -c", **variables, **programs(top, folder, answer))


def on_cnb(top: Path, folder: Path, number: int, author: str) -> tuple[int, str]:
    (stage,) = read(CNB)["main"]["pull_request.target"][0]["stages"]
    git(folder, "clone", "--quiet", "--single-branch", str(top / "forge.git"), "work")
    variables = {
        "CNB_PULL_REQUEST_SHA": git(top / "forge.git", "rev-parse", f"r{number}"),
        "CNB_PULL_REQUEST_TARGET_SHA": git(top / "forge.git", "rev-parse", "main"),
        "CNB_WEB_ENDPOINT": str(top),
        "CNB_PULL_REQUEST_SLUG": "forge.git",
        "CNB_PULL_REQUEST_BRANCH": f"r{number}",
        "CNB_PULL_REQUEST_PROPOSER": author,
        "CNB_BUILD_USER": EDITOR,
    }
    return run(folder / "work", [stage["script"]], "sh -c", **variables, **programs(top, folder))


def on_gitee(top: Path, folder: Path, number: int, author: str) -> tuple[int, str]:
    step = next(one for one in read(GITEE)["stages"][0]["steps"] if one["name"] == "authority")
    work = check_out(top, folder, number)
    variables = {
        "GITEE_BRANCH": "main",
        "GITEE_PULL_ID": str(number),
        "GITEE_PIPELINE_TRIGGER_USER": EDITOR,
        "TMPDIR": str(folder),
    }
    answer = f'{{"number": {number}, "user": {{"id": 1, "login": "{author}"}}}}'
    return run(work, ["\n".join(step["commands"])], "bash -c", **variables, **programs(top, folder, answer))


FORGES = {"github": on_github, "gitlab": on_gitlab, "cnb": on_cnb, "gitee": on_gitee}


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[Path]:
    """An endless row of new folders."""

    def rows() -> Iterator[Path]:
        number = 0
        while number := number + 1:
            (tmp_path / str(number)).mkdir()
            yield tmp_path / str(number)

    return rows()


@pytest.mark.parametrize("forge", FORGES)
def test_what_is_not_the_schools_is_refused_with_the_reason(
    top: Path, folders: Iterator[Path], forge: str
) -> None:
    judge = FORGES[forge]
    code, said = judge(top, next(folders), EVERYTHING, HEPAN)
    assert code == 1, said
    refused = [line for line in said.splitlines() if "authority.path" in line]
    assert [path for _, path in CASES.values() if not any(path in line for line in refused)] == []
    assert all(path in said for path in WORKFLOWS)
    code, said = judge(top, next(folders), OWN_WORK, HEPAN)
    assert code == 0, said


def test_the_author_is_asked_of_the_target_project(top: Path, folders: Iterator[Path]) -> None:
    folder = next(folders)
    code, said = on_gitlab(top, folder, OWN_WORK, "mallory")
    assert code == 1 and "authority.account" in said and "mallory" in said, said
    assert (
        f"https://gitlab.example/api/v4/projects/7/merge_requests/{OWN_WORK}"
        in (folder / "asked").read_text()
    )
    code, said = on_gitlab(top, next(folders), OWN_WORK, HEPAN, project="8")
    assert code == 1 and "Run pipeline" in said, "what a copied project says of itself does not count"


def test_an_editor_may_what_editors_may(top: Path, folders: Iterator[Path]) -> None:
    assert on_github(top, next(folders), list(CASES).index("forged"), "")[0] == 1
    folder = next(folders)
    assert on_github(top, folder, list(CASES).index("forged"), EDITOR)[0] == 0
    summary = (folder / "summary.md").read_text(encoding="utf-8")
    assert "动到审校签名" in summary
    assert on_github(top, next(folders), list(CASES).index("workflow"), EDITOR)[0] == 1
