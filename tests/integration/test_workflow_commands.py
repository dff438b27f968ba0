"""The workflow's own commands on a bare repository: a good contribution is accepted, a bad one is explained.

The commands are taken from `check.yml` as they stand, with the variables that
the forge sets, in a clone of the merge that the forge checks out. Only the
installation is another: the program under test instead of a fresh environment.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from forge import SETTINGS, commit, git, sample_repository
from sample_program import REPOSITORY, copy_kept
from warm_program import CALL
from workflow_files import read

DRAFT = REPOSITORY / ".github" / "workflows" / "draft.yml"
CHECK = REPOSITORY / ".github" / "workflows" / "check.yml"
STEPS = read(CHECK)["jobs"]["content"]["steps"]
UPDATE = """\
---
title: 开放课以后，三个备课组改了作业
date: 2026-11-18
summary: 语文、数学、英语备课组按开放课的反馈改了作业，减去重复的抄写。
measures:
  - 深化课堂教学改革
---

三个备课组把开放课上收到的反馈逐条对过，先改作业：重复的抄写去掉，每周留一次讲给同伴听。
"""
BAD = UPDATE.replace("date: 2026-11-18", "date: 2026-13-18").replace(
    "深化课堂教学改革", "深化课堂教学改革改"
) + ("\n::error file=x::伪造的一条 ##[error]也是伪造\n\n联系电话 13812345678。\n")


@dataclass(frozen=True)
class Ran:
    """What the job did: the output of each step that ran, its outcome, and the files it left."""

    steps: dict[str, str]
    failed: tuple[str, ...]
    summary: str
    folder: Path


@pytest.fixture(scope="module")
def bare(warm: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare repository with the sample program on `main`, and branches pushed by contributors."""
    top = tmp_path_factory.mktemp("forge")
    first = sample_repository(top / "first")
    git(top, "clone", "--quiet", "--bare", str(first), "forge.git")
    contribute(top, "good", {"schools/jinjiang/hepan/updates/2026-11-18-gai-zuoye.md": UPDATE})
    contribute(top, "bad", {"schools/jinjiang/hepan/updates/2026-11-18-gai-zuoye.md": BAD})
    contribute(top, "breaking", {"schools/jinjiang/hepan/plan.yml": None})
    return top / "forge.git"


def contribute(top: Path, branch: str, files: dict[str, str | None]) -> None:
    """Push a branch from a contributor's clone; None deletes a file."""
    clone = top / f"clone-{branch}"
    git(top, "clone", "--quiet", "forge.git", clone.name)
    git(clone, "switch", "--quiet", "--create", branch)
    for path, text in files.items():
        if text is None:
            (clone / path).unlink()
        else:
            (clone / path).write_text(text, encoding="utf-8")
    commit(clone, "投稿")
    git(clone, "push", "--quiet", "origin", branch)


def check_out(bare: Path, folder: Path, built: Path) -> None:
    """Clone the repository with the program under test in the place where `make environment` would install
    it, and with what an earlier job has kept.
    """
    git(folder.parent, "clone", "--quiet", str(bare), folder.name)
    program = folder / ".venv" / "bin" / "qiangxiao"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\n{CALL}\n")
    program.chmod(0o755)
    for name in (".venv/bin/python", "requirements.lock", "pyproject.toml", ".venv/.runtime"):
        (folder / name).touch()
    shutil.copy(REPOSITORY / "Makefile", folder)
    ignored = ".venv/ .build/ site/ Makefile requirements.lock pyproject.toml preview.html checked.md body.md"
    (folder / ".git" / "info" / "exclude").write_text(ignored.replace(" ", "\n"))
    copy_kept(built, folder)


def run_job(bare: Path, folder: Path, branch: str, built: Path, account: str = "example-hepan-editor") -> Ran:
    """Run the checking job on the merge of a pull request."""
    check_out(bare, folder, built)
    git(folder, "switch", "--quiet", "--detach", "origin/main")
    git(folder, "merge", "--quiet", "--no-ff", "--no-edit", f"origin/{branch}")
    return run_steps(
        STEPS, folder, SINCE=since("pull_request"), ACCOUNT=account, PREVIEW="https://forge.example/artifact"
    )


def run_steps(steps: list[dict[str, Any]], folder: Path, **more: str) -> Ran:
    """Run a job's shell steps as the forge runs them; the installation is there already."""
    summary = folder.parent / "summary.md"
    variables = {
        **os.environ,
        **SETTINGS,
        "PYTHONPATH": str(REPOSITORY / "tools"),
        "CI": "true",
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_SERVER_URL": "https://forge.example",
        "GITHUB_REPOSITORY": "bureau/qiangxiao",
        "GITHUB_SHA": git(folder, "rev-parse", "HEAD"),
        **more,
    }
    outputs, failed = {}, []
    for step in steps:
        if (
            "run" not in step
            or step["run"] == "make environment"
            or (failed and "!cancelled()" not in step.get("if", ""))
        ):
            continue
        # what the forge runs when no shell is named
        done = subprocess.run(
            ["bash", "-e", "-c", step["run"]],
            cwd=folder,
            env=variables,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        outputs[step["name"]] = done.stdout + done.stderr
        if done.returncode and step.get("continue-on-error") != "true":
            failed.append(step["name"])
    return Ran(outputs, tuple(failed), summary.read_text(encoding="utf-8"), folder)


def since(event: str) -> str:
    """Return what the job's expression gives for an event; the expression itself is asserted."""
    expression = read(CHECK)["jobs"]["content"]["env"]["SINCE"]
    assert (
        expression
        == "${{ github.event_name == 'pull_request' && 'HEAD^1' || github.event.merge_group.base_sha }}"
    )
    return "HEAD^1" if event == "pull_request" else ""


@pytest.fixture(scope="module")
def good(bare: Path, sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return run_job(bare, tmp_path_factory.mktemp("good") / "work", "good", sample_root)


@pytest.fixture(scope="module")
def bad(bare: Path, sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return run_job(bare, tmp_path_factory.mktemp("bad") / "work", "bad", sample_root)


def test_a_good_branch_is_accepted_and_the_site_is_built(good: Ran) -> None:
    assert good.failed == (), good.steps
    assert good.summary.startswith("### 内容检查：通过")
    assert "[打开预览](https://forge.example/artifact)" in good.summary
    assert (good.folder / "site" / "schools/jinjiang/hepan/updates/2026-11-18-gai-zuoye/index.html").is_file()


def test_the_preview_of_a_good_branch_shows_the_new_page(good: Ran) -> None:
    preview = (good.folder / "preview.html").read_text(encoding="utf-8")
    assert "开放课以后，三个备课组改了作业" in preview
    assert "每周留一次讲给同伴听" in preview
    assert "新增" in preview


def test_a_bad_branch_is_refused_and_everything_wrong_is_explained(bad: Ran) -> None:
    assert bad.failed == ("检查",)
    path = "schools/jinjiang/hepan/updates/2026-11-18-gai-zuoye.md"
    commands = [line for line in bad.steps["检查"].splitlines() if line.startswith("::")]
    assert all(
        line.startswith((f"::error file={path},", f"::warning file={path},", f"::notice file={path},"))
        for line in commands
    )
    assert any("line=3,endLine=3,col=7" in line for line in commands)
    assert bad.summary.startswith("### 内容检查：没有通过")
    assert (
        f"https://forge.example/bureau/qiangxiao/blob/{git(bad.folder, 'rev-parse', 'HEAD')}/{path}#L3"
        in bad.summary
    )
    assert re.search(r"\| \[[^|]*2026-11-18-gai-zuoye\.md\b[^|]*:3:7\]", bad.summary.replace("&#45;", "-"))


def test_the_bad_branch_has_a_preview_with_its_problems_on_top(bad: Ran) -> None:
    preview = (bad.folder / "preview.html").read_text(encoding="utf-8")
    assert "pv-problem--error" in preview
    assert preview.index("2026-13-18") < preview.index("回到开头")
    assert "生成网站" not in bad.steps


def test_content_forged_no_command_in_any_step(bad: Ran) -> None:
    for name, output in bad.steps.items():
        for line in output.splitlines():
            if line.lstrip().startswith("::") and name != "检查":
                assert line.startswith("::stop-commands::")
            assert "##[" not in line


def test_breaking_another_file_is_explained_too(bare: Path, sample_root: Path, tmp_path: Path) -> None:
    ran = run_job(bare, tmp_path / "work", "breaking", sample_root)
    assert "检查" in ran.failed
    assert "由这次改动引起、在别的文件里" in ran.summary


def test_a_push_to_main_checks_the_whole_tree() -> None:
    assert since("push") == ""


def draft(bare: Path, built: Path, folder: Path, open_requests: int) -> tuple[Ran, list[str]]:
    """Run the drafting job; the forge's own program is played by one that notes what it is asked."""
    check_out(bare, folder, built)
    job = read(DRAFT)["jobs"]["draft"]
    asked = folder.parent / "asked.txt"
    gh = folder / ".venv" / "bin" / "gh"
    gh.write_text(
        f'#!/bin/sh\necho "$*" >> "{asked}"\n[ "$1 $2" = "pr list" ] && echo {open_requests}\nexit 0\n'
    )
    gh.chmod(0o755)
    path = f"{gh.parent}{os.pathsep}{os.environ['PATH']}"
    ran = run_steps(job["steps"], folder, PATH=path, BRANCH=job["env"]["BRANCH"], GH_TOKEN="none")
    return ran, asked.read_text().splitlines() if asked.exists() else []


def test_the_draft_of_an_issue_becomes_a_pull_request_once(
    bare: Path, sample_root: Path, tmp_path: Path
) -> None:
    main = git(bare, "rev-parse", "main")
    (tmp_path / "one").mkdir()
    ran, asked = draft(bare, sample_root, tmp_path / "one" / "work", open_requests=0)
    assert ran.failed == (), ran.steps
    steps = [["pr", "list"], ["auth", "setup-git"], ["pr", "list"], ["pr", "create"]]
    assert [line.split()[:2] for line in asked] == steps
    assert "### 内容检查：通过" in (ran.folder / "body.md").read_text()
    assert "### 内容检查：通过" in ran.summary
    assert ran.steps["起草"].startswith("::stop-commands::"), (
        "its tables show titles, which could begin a line"
    )
    changed = git(bare, "diff", "--name-only", "main", "drafts/issue").splitlines()
    assert changed
    assert all(path.startswith(("docs/bulletins/draft-", "schools/featured.yml")) for path in changed)
    assert git(bare, "rev-parse", "main") == main

    first = git(bare, "rev-parse", "drafts/issue")
    (tmp_path / "two").mkdir()
    again, asked = draft(bare, sample_root, tmp_path / "two" / "work", open_requests=1)
    assert again.failed == (), again.steps
    assert "pr create" not in "\n".join(asked)
    assert git(bare, "rev-parse", "drafts/issue") == first, "nothing new, so nothing changed"


def test_an_editors_work_on_the_draft_is_kept(bare: Path, sample_root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(bare), "editor")
    editor = tmp_path / "editor"
    git(editor, "switch", "--quiet", "--create", "drafts/issue", "origin/main")
    (path,) = editor.glob("docs/bulletins/draft-*.md")
    path.write_text(re.sub(r"^title: .*$", "title: 编辑起的标题", path.read_text(), flags=re.MULTILINE))
    commit(editor, "改标题")
    git(editor, "push", "--quiet", "--force", "origin", "drafts/issue")
    ran, _ = draft(bare, sample_root, tmp_path / "work", open_requests=1)
    assert ran.failed == (), ran.steps
    name = path.relative_to(editor).as_posix()
    assert "title: 编辑起的标题" in git(bare, "show", f"drafts/issue:{name}")
    (tmp_path / "closed").mkdir()
    ran, asked = draft(
        bare, sample_root, tmp_path / "closed" / "work", open_requests=0
    )  # merged or closed: begun anew
    assert ran.failed == (), ran.steps
    assert "title: 编辑起的标题" not in git(bare, "show", f"drafts/issue:{name}")
    assert "pr create" in "\n".join(asked)
