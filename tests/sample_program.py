"""The repository's sample program, and running `qiangxiao` on a copy of it as a person would."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

from qiangxiao.commands.main import main

REPOSITORY = Path(__file__).parents[1]
AS_OF = "2026-11-20"
Done = subprocess.CompletedProcess[str]


def qiangxiao(root: Path, *arguments: str, as_of: str = AS_OF) -> Done:
    """Run the program in a folder, within this process: a start of its own costs more than most commands."""
    given = _arguments(root, as_of, arguments)
    with chdir(root), redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as errors:
        try:
            code = main(given)
        except SystemExit as left:  # after --help
            assert isinstance(left.code, int)
            code = left.code
    return subprocess.CompletedProcess(given, code, out.getvalue(), errors.getvalue())


def qiangxiao_process(root: Path, *arguments: str, as_of: str = AS_OF, **environment: str) -> Done:
    """Run the program in a process of its own, where the process or its environment is what is tested."""
    return subprocess.run(
        [sys.executable, "-m", "qiangxiao", *_arguments(root, as_of, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "tools"), **environment},
        cwd=root,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def _arguments(root: Path, as_of: str, arguments: tuple[str, ...]) -> list[str]:
    return ["--root", str(root), "--as-of", as_of, "--no-color", *arguments]


def copy_program(target: Path) -> Path:
    """Copy the repository's content, with its own pages but without its settings, to a new root."""
    shutil.copytree(REPOSITORY / "schools", target / "schools")
    for name in ("bulletins", "events", "news", "policy"):
        shutil.copytree(REPOSITORY / "docs" / name, target / "docs" / name)
    shutil.copy(REPOSITORY / "docs/about.md", target / "docs")
    (target / "docs/guide").mkdir()
    shutil.copy(REPOSITORY / "docs/guide/systems.md", target / "docs/guide")  # a table of this policy
    return target


def copy_built(built: Path, target: Path) -> Path:
    """Copy a root that was built to a new one, with all that its build has kept: pictures, cards, files of
    issues and pages are drawn already.
    """
    shutil.copytree(built, target, ignore=shutil.ignore_patterns(".build", "site"))
    return copy_kept(built, target)


def copy_kept(built: Path, target: Path) -> Path:
    """Give a root what the build of another has kept, as a forge restores it before a job."""
    kept, work = built / ".build", target / ".build"
    shutil.copytree(kept, work, ignore=shutil.ignore_patterns("cache", "form", "generations", "lock"))
    shutil.copytree(kept / "cache", work / "cache", copy_function=os.link)
    return target


def copy_house(target: Path) -> Path:
    """Copy the program itself with its settings and pages, for a test to add to it; return its root."""
    for part in ("mkdocs.yml", "docs", "tools/qiangxiao"):
        source, place = REPOSITORY / part, target / part
        place.parent.mkdir(parents=True, exist_ok=True)
        if source.is_file():
            shutil.copy(source, place)
        else:  # with what Python has compiled: a file that is changed is compiled again
            shutil.copytree(source, place, ignore=shutil.ignore_patterns("node_modules"))
    return target
