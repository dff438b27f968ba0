"""`check --since`: a contributor answers for their own
files and for what they broke elsewhere, nothing else.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from forge import commit, git
from sample_program import qiangxiao


def rewrite(path: Path, pattern: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    changed = re.sub(pattern, new, text, count=1, flags=re.MULTILINE)
    assert changed != text
    path.write_text(changed, encoding="utf-8")


def an_update(repository: Path) -> Path:
    return sorted(repository.glob("schools/*/*/updates/*.md"))[0]


def test_a_branch_without_changes_has_no_problems(repository: Path) -> None:
    done = qiangxiao(repository, "check", "--since", "main", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


def test_the_own_files_come_first_and_their_faults_count(repository: Path) -> None:
    update = an_update(repository)
    rewrite(update, r"^date: .*$", "date: 2026-13-01")
    done = qiangxiao(repository, "check", "--since", "main", "--format", "json")
    problems = json.loads(done.stdout)
    assert done.returncode == 1
    assert problems[0]["path"] == update.relative_to(repository).as_posix()


def test_what_a_change_breaks_in_another_file_is_an_error_of_the_change(repository: Path) -> None:
    """The second file is untouched; whoever removes what it refers to has to hear of it."""
    school = _update_with_tasks(repository).parents[1]
    plan = school / "plan.yml"
    used = re.search(r"^tasks:\n  - id: (\S+)", _update_with_tasks(repository).read_text(), re.MULTILINE)
    assert used is not None
    rewrite(plan, rf"- id: {used[1]}$", "- id: renamed-task")
    done = qiangxiao(repository, "check", "--since", "main")
    assert done.returncode == 1, done.stdout
    assert "由这次改动引起、在别的文件里：" in done.stdout
    assert _update_with_tasks(repository).relative_to(repository).as_posix() in done.stdout


def _update_with_tasks(repository: Path) -> Path:
    found = (
        path
        for path in sorted(repository.glob("schools/*/*/updates/*.md"))
        if "\ntasks:\n" in path.read_text()
    )
    return next(found)


def test_an_error_that_was_there_before_is_mentioned_and_does_not_count(repository: Path) -> None:
    rewrite(an_update(repository), r"^date: .*$", "date: 2026-13-01")
    commit(repository)
    other = sorted(repository.glob("schools/*/*/school.yml"))[-1]
    rewrite(other, r"\Z", "\n")
    done = qiangxiao(repository, "check", "--since", "HEAD")
    assert done.returncode == 0
    assert "另有 1 个错误原来就在别的文件里" in done.stdout
    assert qiangxiao(repository, "check").returncode == 1


def test_a_summary_is_added_to_what_the_file_holds(repository: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("已有的一行\n")
    rewrite(an_update(repository), r"^date: .*$", "date: 2026-13-01")
    done = qiangxiao(
        repository,
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


def test_an_empty_revision_means_the_whole_tree(repository: Path) -> None:
    whole = qiangxiao(repository, "check", "--format", "json").stdout
    assert qiangxiao(repository, "check", "--since", "", "--format", "json").stdout == whole
    assert json.loads(whole)


def test_the_first_commit_of_all_has_everything_to_answer_for(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--orphan", "empty")
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "空")
    git(repository, "checkout", "--quiet", "main", "--", ".")
    done = qiangxiao(repository, "check", "--since", "HEAD", "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == json.loads(qiangxiao(repository, "check", "--format", "json").stdout)


def test_a_summary_that_cannot_be_written_is_a_wrong_call(repository: Path) -> None:
    done = qiangxiao(repository, "check", "--summary", str(repository / "no" / "such" / "place"))
    assert (done.returncode, done.stdout) == (2, "")
