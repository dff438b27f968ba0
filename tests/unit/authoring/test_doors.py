"""Who may change what, on real repositories: every way a stranger tried to change what is not his."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from corpus_trees import BASE, change, put
from forge import commit, git
from made_once import made_once

from qiangxiao.authoring.doors import (
    OWNERS_PATH,
    PROGRAM_PATH,
    actor_of,
    find_touched,
    judge,
    unknown_account,
)
from qiangxiao.authoring.file_changes import FileChange, file_changes, files_at
from qiangxiao.catalog.authority import TABLE, Actor, Role, row_of
from qiangxiao.foundation.problems import Problem
from qiangxiao.records.kinds import KINDS

OWN, OTHER = "schools/jinjiang/shili", "schools/pujiang/dongpo"
UPDATE = f"{OWN}/updates/2026-10-12-kaifangke.md"
SCHOOL = Actor(Role.SCHOOL, frozenset({"jinjiang/shili"}))
SIGNED = "review:\n  - step: 终审\n    by: 局长\n    on: 2026-10-13\n    digest: 1n.abcdefgh.\n"


def _registered(folder: Path) -> Path:
    shutil.copytree(BASE, folder)
    with (folder / PROGRAM_PATH).open("a", encoding="utf-8") as program:
        program.write("editors:\n  - bianji\nmaintainers:\n  - weihu\n")
    put(folder, OWNERS_PATH, "folders:\n  - school: jinjiang/shili\n    accounts:\n      - Shili-Jiaowu\n")
    put(folder, ".github/workflows/check.yml", "on: pull_request\n")
    put(folder, "docs/permalinks.yml", "published: {}\n")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder, "起点")
    git(folder, "switch", "--quiet", "--create", "branch")
    return folder


@pytest.fixture
def root(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = made_once(tmp_path_factory, "doors", lambda folder: _registered(folder / "root"))
    return Path(shutil.copytree(made / "root", tmp_path / "root", symlinks=True))


def found(root: Path, actor: Actor = SCHOOL, head: str = "") -> list[tuple[str, str]]:
    return [(p.code, p.path) for p in problems(root, actor, head)]


def problems(root: Path, actor: Actor = SCHOOL, head: str = "") -> tuple[Problem, ...]:
    base = git(root, "merge-base", "main", head or "HEAD")
    return judge(file_changes(root, base, head), actor)


def _link(root: Path) -> None:
    (root / f"{OWN}/plan.yml").unlink()
    os.symlink("../../program.yml", root / f"{OWN}/plan.yml")


def _submodule(root: Path) -> None:
    inner = root / f"{OWN}/updates/2026-11-01-ku"
    inner.mkdir()
    git(inner, "init", "--quiet")
    (inner / "a").touch()
    commit(inner)
    put(
        root,
        ".gitmodules",
        f'[submodule "a"]\n\tpath = {OWN}/updates/2026-11-01-ku\n\turl = ./a\n\tignore = all\n',
    )


def _move(root: Path) -> None:
    target = root / f"{OWN}/updates/2026-11-05-lianhe-beike.md"
    shutil.move(root / f"{OTHER}/updates/2026-11-05-lianhe-beike.md", target)


ATTACKS: dict[str, tuple[Callable[[Path], object], list[tuple[str, str]]]] = {
    "forged sign-offs": (
        lambda root: change(root, UPDATE, ("measures:\n", f"{SIGNED}measures:\n")),
        [("authority.key", UPDATE)],
    ),
    "sign-offs in a new file": (
        lambda root: put(root, f"{OWN}/cases/xin.md", f"---\ntitle: 新\n{SIGNED}---\n"),
        [("authority.key", f"{OWN}/cases/xin.md")],
    ),
    "a sign-off file": (
        lambda root: put(root, "schools/sign-offs/jinjiang/shili/cases/a.yml", "item: a\n"),
        [("authority.path", "schools/sign-offs/jinjiang/shili/cases/a.yml")],
    ),
    "another school's folder": (
        lambda root: put(root, f"{OTHER}/cases/a.md", "x"),
        [("authority.path", f"{OTHER}/cases/a.md")],
    ),
    "another school's file deleted": (
        lambda root: (root / f"{OTHER}/school.yml").unlink(),
        [("authority.path", f"{OTHER}/school.yml")],
    ),
    "another school's text moved into the own folder": (
        _move,
        [("authority.path", f"{OTHER}/updates/2026-11-05-lianhe-beike.md")],
    ),
    "owners": (
        lambda root: change(root, OWNERS_PATH, ("Shili-Jiaowu", "mallory")),
        [("authority.path", OWNERS_PATH)],
    ),
    "owners in the profile": (
        lambda root: change(root, f"{OWN}/school.yml", ("as_of:", "maintainers:\n  - mallory\nas_of:")),
        [("authority.key", f"{OWN}/school.yml")],
    ),
    "itself an editor": (
        lambda root: change(root, PROGRAM_PATH, ("  - bianji\n", "  - bianji\n  - Shili-Jiaowu\n")),
        [("authority.path", PROGRAM_PATH)],
    ),
    "a workflow": (
        lambda root: put(root, ".github/workflows/check.yml", "on: push\n"),
        [("authority.path", ".github/workflows/check.yml")],
    ),
    "code owners": (
        lambda root: put(root, ".github/CODEOWNERS", "* @mallory\n"),
        [("authority.path", ".github/CODEOWNERS")],
    ),
    "the policy": (
        lambda root: put(root, "schools/policy.yml", "title: x\n"),
        [("authority.path", "schools/policy.yml")],
    ),
    "the ledger": (
        lambda root: put(root, "docs/permalinks.yml", "published: {a/b: c/}\n"),
        [("authority.path", "docs/permalinks.yml")],
    ),
    "the program itself": (
        lambda root: put(root, "tools/qiangxiao/checks/run.py", "CHECKS = ()\n"),
        [("authority.path", "tools/qiangxiao/checks/run.py")],
    ),
    "a page": (lambda root: put(root, "docs/index.md", "x"), [("authority.path", "docs/index.md")]),
    "a bulletin": (
        lambda root: put(root, "docs/bulletins/2026-12.md", "x"),
        [("authority.path", "docs/bulletins/2026-12.md")],
    ),
    "a link in its own folder": (_link, [("authority.file", f"{OWN}/plan.yml")]),
    "another repository, hidden from diff": (
        _submodule,
        [("authority.path", ".gitmodules"), ("authority.file", f"{OWN}/updates/2026-11-01-ku")],
    ),
    "a path that differs by case": (
        lambda root: put(root, "schools/jinjiang/Shili/plan.yml", "x"),
        [("authority.path", "schools/jinjiang/Shili/plan.yml")],
    ),
    "a folder that looks alike": (
        lambda root: put(root, "schools/jinjiang/shіli/plan.yml", "x"),  # Cyrillic і
        [("authority.path", "schools/jinjiang/shіli/plan.yml")],
    ),
    "a folder in full width": (
        lambda root: put(root, "schools/jinjiang/ｓhili/plan.yml", "x"),
        [("authority.path", "schools/jinjiang/ｓhili/plan.yml")],
    ),
    "a place that no kind has": (
        lambda root: put(root, f"{OWN}/.gitattributes", "* -diff\n"),
        [("authority.path", f"{OWN}/.gitattributes")],
    ),
    "a name with a line end": (
        lambda root: put(root, f"{OWN}/cases/a\n.md", "x"),
        [("authority.path", f"{OWN}/cases/a\n.md")],
    ),
    "a device of Windows": (
        lambda root: put(root, f"{OWN}/cases/nul.md", "x"),
        [("authority.path", f"{OWN}/cases/nul.md")],
    ),
    "the id of another school's text": (
        lambda root: change(root, UPDATE, ("measures:\n", "id: pujiang/dongpo/cases/a\nmeasures:\n")),
        [("authority.key", UPDATE)],
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_school_changes_nothing_but_its_own(root: Path, name: str) -> None:
    attack, told = ATTACKS[name]
    attack(root)
    if "hidden from diff" not in name:  # git adds no repository that it finds by itself without a word
        assert found(root) == told, "not committed"
    commit(root)
    assert found(root) == told, "committed"
    assert found(root, head="branch") == told, "by its commit alone"
    assert all(problem.hint and problem.message for problem in problems(root))


def test_what_is_its_own_it_may_change(root: Path) -> None:
    change(root, UPDATE, ("measures:\n", "id: jinjiang/shili/updates/2026-10-12-jiu\nmeasures:\n"))
    put(root, f"{OWN}/cases/xin.md", "---\ntitle: 新\n---\n")
    (root / f"{OWN}/plan.yml").unlink()
    put(root, f"{OWN}/media/a.jpg", "x")
    commit(root)
    assert found(root) == []


def test_a_merge_that_undoes_what_others_did_shows(root: Path) -> None:
    put(root, f"{OWN}/cases/xin.md", "x")
    commit(root)
    git(root, "switch", "--quiet", "main")
    put(root, f"{OTHER}/cases/shou.md", "x")
    commit(root)
    git(root, "switch", "--quiet", "branch")
    assert found(root) == [], "what the base did meanwhile is not the branch's"
    git(root, "merge", "--quiet", "--no-edit", "main")
    assert found(root) == []
    (root / f"{OTHER}/cases/shou.md").unlink()
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--amend", "--no-edit")
    assert found(root) == [("authority.path", f"{OTHER}/cases/shou.md")]


def test_an_editor_signs_and_owns_but_leaves_the_program_alone(root: Path) -> None:
    editor = Actor(Role.EDITOR)
    change(root, UPDATE, ("measures:\n", f"{SIGNED}measures:\n"))
    change(root, OWNERS_PATH, ("Shili-Jiaowu", "other"))
    put(root, f"{OTHER}/cases/a.md", "x")
    assert found(root, editor) == []
    put(root, "mkdocs.yml", "x")
    change(root, PROGRAM_PATH, ("  - weihu\n", "  - weihu\n  - bianji\n"))
    assert found(root, editor) == [("authority.path", "mkdocs.yml"), ("authority.key", PROGRAM_PATH)]
    assert found(root, Actor(Role.MAINTAINER)) == []


@pytest.mark.parametrize(
    ("account", "actor"),
    [
        ("weihu", Actor(Role.MAINTAINER)),
        ("BianJi", Actor(Role.EDITOR)),
        ("@shili-jiaowu", SCHOOL),
        ("mallory", None),
        ("", None),
    ],
)
def test_who_an_account_is_stands_in_the_base(root: Path, account: str, actor: Actor | None) -> None:
    change(root, OWNERS_PATH, ("Shili-Jiaowu", "mallory"))
    change(root, PROGRAM_PATH, ("  - bianji\n", "  - mallory\n"))
    commit(root)
    assert actor_of(account, files_at(root, "main", (PROGRAM_PATH, OWNERS_PATH))) == actor
    assert unknown_account(account, "a").code == "authority.account"


def test_every_place_of_the_table_is_a_schools_or_an_editors() -> None:
    for kind in KINDS:
        row = row_of(kind.layout.example)
        assert row in TABLE, kind.name
        assert (row.role is Role.SCHOOL) == (kind.is_of_school and kind.writer.value == "学校")
        assert (row.office is not None) == (kind.writer.value == "单位")


def test_what_an_editor_should_look_at_is_listed(root: Path) -> None:
    change(root, UPDATE, ("measures:\n", f"{SIGNED}measures:\n"))
    change(
        root,
        f"{OWN}/support.yml",
        ("advisors:\n", "advisors:\n  - name: 某某\n    unit: 甲\n    since: 2026-01-01\n"),
    )
    put(root, f"{OTHER}/cases/a.md", "x")
    put(root, "docs/index.md", "x")
    touched = find_touched(file_changes(root, git(root, "rev-parse", "main")), SCHOOL)
    assert touched.folders == {"jinjiang/shili": 2, "pujiang/dongpo": 1}
    assert touched.outside == ("新增 docs/index.md", f"新增 {OTHER}/cases/a.md")
    assert touched.sign_offs == (f"修改 {UPDATE}",)
    assert touched.people == (f"修改 {OWN}/support.yml（指导专家）",)
    assert not find_touched([FileChange(UPDATE, "修改", b"", b"")], SCHOOL)
