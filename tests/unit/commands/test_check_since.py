"""`check --since`: a contributor answers for their own files and for what they broke elsewhere, nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from forge import commit, git, sample_repository
from sample_program import qiangxiao


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample_repository(tmp_path / "root")


def rewrite(path: Path, pattern: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    changed = re.sub(pattern, new, text, count=1, flags=re.MULTILINE)
    assert changed != text
    path.write_text(changed, encoding="utf-8")


def an_update(root: Path) -> Path:
    return sorted(root.glob("schools/*/*/updates/*.md"))[0]


def test_a_branch_without_changes_has_no_problems(root: Path) -> None:
    done = qiangxiao(root, "check", "--since", "main", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


def test_the_own_files_come_first_and_their_faults_count(root: Path) -> None:
    update = an_update(root)
    rewrite(update, r"^date: .*$", "date: 2026-13-01")
    done = qiangxiao(root, "check", "--since", "main", "--format", "json")
    problems = json.loads(done.stdout)
    assert done.returncode == 1
    assert problems[0]["path"] == update.relative_to(root).as_posix()


def test_what_a_change_breaks_in_another_file_is_an_error_of_the_change(root: Path) -> None:
    """The second file is untouched; whoever removes what it refers to has to hear of it."""
    school = _update_with_tasks(root).parents[1]
    plan = school / "plan.yml"
    used = re.search(r"^tasks:\n  - id: (\S+)", _update_with_tasks(root).read_text(), re.MULTILINE)
    assert used is not None
    rewrite(plan, rf"- id: {used[1]}$", "- id: renamed-task")
    done = qiangxiao(root, "check", "--since", "main")
    assert done.returncode == 1, done.stdout
    assert "由这次改动引起、在别的文件里：" in done.stdout
    assert _update_with_tasks(root).relative_to(root).as_posix() in done.stdout


def _update_with_tasks(root: Path) -> Path:
    found = (
        path for path in sorted(root.glob("schools/*/*/updates/*.md")) if "\ntasks:\n" in path.read_text()
    )
    return next(found)


def test_an_error_that_was_there_before_is_mentioned_and_does_not_count(root: Path) -> None:
    rewrite(an_update(root), r"^date: .*$", "date: 2026-13-01")
    commit(root)
    other = sorted(root.glob("schools/*/*/school.yml"))[-1]
    rewrite(other, r"\Z", "\n")
    done = qiangxiao(root, "check", "--since", "HEAD")
    assert done.returncode == 0
    assert "另有 1 个错误原来就在别的文件里" in done.stdout
    assert qiangxiao(root, "check").returncode == 1


def test_a_summary_is_added_to_what_the_file_holds(root: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("已有的一行\n")
    rewrite(an_update(root), r"^date: .*$", "date: 2026-13-01")
    done = qiangxiao(
        root,
        "check",
        "--since",
        "main",
        "--format",
        "github",
        "--summary",
        str(summary),
        "--files-url",
        "https://f.example/b",
    )
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=schools/")
    text = summary.read_text()
    assert text.startswith("已有的一行\n### 内容检查：没有通过")
    assert "](https://f.example/b/schools/" in text


def test_an_empty_revision_means_the_whole_tree(root: Path) -> None:
    whole = qiangxiao(root, "check", "--format", "json").stdout
    assert qiangxiao(root, "check", "--since", "", "--format", "json").stdout == whole
    assert json.loads(whole)


def test_the_first_commit_of_all_has_everything_to_answer_for(root: Path) -> None:
    git(root, "switch", "--quiet", "--orphan", "empty")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "空")
    git(root, "checkout", "--quiet", "main", "--", ".")
    done = qiangxiao(root, "check", "--since", "HEAD", "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == json.loads(qiangxiao(root, "check", "--format", "json").stdout)


def test_a_summary_that_cannot_be_written_is_a_wrong_call(root: Path) -> None:
    done = qiangxiao(root, "check", "--summary", str(root / "no" / "such" / "place"))
    assert (done.returncode, done.stdout) == (2, "")
