"""Every command in the README, the guides and the Makefile exists, with every option it is shown with."""

from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path

import pytest
from forge import git
from sample_program import REPOSITORY, qiangxiao

from qiangxiao.commands.main import parse, parser
from qiangxiao.foundation.errors import UsageError

DOCUMENTS = [
    REPOSITORY / "README.md",
    *sorted(
        path
        for path in (REPOSITORY / "docs").rglob("*.md")
        if not path.is_relative_to(REPOSITORY / "docs/errors")
    ),
]
SHOWN = re.compile(r"(?<![\w/.-])(?:\.venv/bin/)?qiangxiao ((?:[a-z-]+)(?:[ \t]+[^`\n#；，。、（]+)?)")


def verbs_of(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found: dict[str, argparse.ArgumentParser] = {}
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= action.choices
    return found


def options_of(top: argparse.ArgumentParser) -> set[str]:
    return {option for action in top._actions for option in action.option_strings}


def unknown(text: str) -> list[str]:
    """Return the commands of a text whose verb, action or options the program does not know."""
    wrong = []
    top = parser()
    for match in SHOWN.finditer(text):
        words = match[1].split()
        verb = verbs_of(top).get(words[0])
        if verb is None:
            wrong.append(match[0])
            continue
        allowed = options_of(top) | options_of(verb)
        actions = verbs_of(verb)
        if actions and len(words) > 1 and re.fullmatch("[a-z-]+", words[1]) and not words[1].startswith("-"):
            if words[1] not in actions:
                wrong.append(match[0])
                continue
            allowed |= options_of(actions[words[1]])
        else:
            allowed |= {option for one in actions.values() for option in options_of(one)}
        named = {word.split("=", 1)[0] for word in words[1:] if word.startswith("--")}
        wrong += [f"{match[0]}: {option}" for option in sorted(named - allowed)]
    return wrong


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_every_command_of_a_document_exists(path: Path) -> None:
    assert unknown(path.read_text(encoding="utf-8")) == []


def test_a_wrong_command_would_be_seen() -> None:
    assert unknown("运行 `qiangxiao chek`。") == ["qiangxiao chek"]
    assert unknown("`qiangxiao check --since main`，`qiangxiao check --sinse main`") == [
        "qiangxiao check --sinse main: --sinse"
    ]
    assert unknown("`qiangxiao feature nxt`") == ["qiangxiao feature nxt"]
    assert unknown(".venv/bin/qiangxiao links --list   # 列出") == []


def test_every_command_of_the_makefile_is_one_of_the_program() -> None:
    lines = re.findall(r"^\t\$\(QIANGXIAO\) (.*)$", (REPOSITORY / "Makefile").read_text(), re.MULTILINE)
    assert len(lines) >= 5
    for line in lines:
        parse(shlex.split(line))
    with pytest.raises(UsageError):
        parse(["no-such-verb"])


def test_the_commands_of_the_automation_guide_run(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "branch")
    text = (REPOSITORY / "docs/guide/automation.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = block.splitlines()
    assert len(lines) == 5
    for line in lines:
        done = qiangxiao(repository, *shlex.split(line)[1:])
        assert done.returncode == 0, (line, done.stdout[-500:] + done.stderr)
    assert (repository / "预览.html").is_file()


def test_the_guide_names_every_workflow() -> None:
    text = (REPOSITORY / "docs/guide/automation.md").read_text(encoding="utf-8")
    folder = REPOSITORY / ".github"
    names = ["dependabot.yml", *(path.name for path in sorted((folder / "workflows").glob("*.yml")))]
    assert [name for name in names if f"`{name}`" not in text] == []
    assert {".gitlab/ci.yml", ".cnb.yml", ".workflow/check.yml"} <= set(re.findall(r"`([^`]+)`", text))
