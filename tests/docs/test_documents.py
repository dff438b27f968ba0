"""Documents that cannot rot: every command shown runs,
every command there is is shown, generated pages are fresh.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from sample_program import REPOSITORY, copy_built, qiangxiao

from qiangxiao.checks.run import all_rules
from qiangxiao.commands.main import COMMANDS

README = (REPOSITORY / "README.md").read_text()
GUIDES = {path: path.read_text() for path in sorted((REPOSITORY / "docs").rglob("*.md"))}
SHOWN = re.findall(r"^\.venv/bin/qiangxiao ([^#\n]*)", README, re.MULTILINE)


@pytest.fixture(scope="module")
def programs(
    sample_root: Path, small_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """A place to run each command in: what makes a site makes that of the small program."""
    small = copy_built(small_root, tmp_path_factory.mktemp("small") / "root")
    sample = copy_built(sample_root, tmp_path_factory.mktemp("sample") / "root")
    of_this_house = dict.fromkeys(("schema", "permalinks"), REPOSITORY)
    return (
        dict.fromkeys(COMMANDS, sample)
        | dict.fromkeys(("build", "publish", "inspect"), small)
        | of_this_house
    )


@pytest.mark.parametrize("command", [shown.strip() for shown in SHOWN])
def test_every_command_of_the_readme_runs(programs: dict[str, Path], command: str) -> None:
    arguments = shlex.split(command)
    done = qiangxiao(programs[arguments[0]], *arguments)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr


def test_every_command_is_in_the_readme() -> None:
    assert [
        name for name in COMMANDS if f".venv/bin/qiangxiao {name}" not in README and name != "serve"
    ] == []
    assert "make serve" in README


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text(), re.MULTILINE))
    shown = re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", README, re.MULTILINE)
    assert {quoted or plain for quoted, plain in shown} <= targets


def test_guides_name_only_commands_that_exist() -> None:
    wrong = {
        (str(path.relative_to(REPOSITORY)), verb)
        for path, text in GUIDES.items()
        for verb in re.findall(r"(?<![\w/])qiangxiao ([a-z]+)\b", text)
        if verb not in COMMANDS
    }
    assert wrong == set()


def test_links_of_the_readme_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (REPOSITORY / target).exists(), target


def test_every_code_has_a_page() -> None:
    assert [code for code in all_rules() if not (REPOSITORY / "docs/errors" / f"{code}.md").is_file()] == []


def test_nothing_committed_names_a_path_of_some_machine_or_a_registry() -> None:
    forbidden = re.compile(
        r"/work/|/home/[a-z]|files\.pythonhosted|registry\.npmjs|pypi\.org/simple|127\.0\.0\.1:\d{4}/"
    )
    suffixes = {".py", ".md", ".toml", ".lock", ".yml", ".sh", ".js", ".css", ".html", ".j2", ".txt"}
    found = []
    for folder in ("tools", "docs", "schools", ".ci", ".github", ".gitlab", ".workflow"):
        for path in (REPOSITORY / folder).rglob("*"):
            if (
                path.is_file()
                and path.suffix in suffixes
                and forbidden.search(path.read_text(errors="replace"))
            ):
                found.append(str(path.relative_to(REPOSITORY)))
    for name in (
        "README.md",
        "Makefile",
        "pyproject.toml",
        "requirements.lock",
        "requirements-dev.lock",
        "mkdocs.yml",
        ".cnb.yml",
    ):
        if forbidden.search((REPOSITORY / name).read_text()):
            found.append(name)
    assert found == []


def test_decisions_are_numbered_without_holes_and_referred_to_by_their_number() -> None:
    notes = sorted((REPOSITORY / "docs" / "decisions").glob("*.md"))
    assert [path.name[:5] for path in notes] == [f"{number:04d}-" for number in range(1, len(notes) + 1)]
    for number, path in enumerate(notes, start=1):
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {number}. "), path.name
        assert all(int(named) <= len(notes) for named in re.findall(r"\bdecision (\d+)", text)), path.name
    sources = [*(REPOSITORY / "tools").rglob("*.py"), *GUIDES, REPOSITORY / "README.md"]
    named = {
        number
        for path in sources
        for number in re.findall(r"docs/decisions/(\d{4})", path.read_text(encoding="utf-8"))
    }
    assert named and named <= {path.name[:4] for path in notes}
