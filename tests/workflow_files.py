"""The workflow files of every forge, read as data, and the commands they give to a shell."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from sample_program import REPOSITORY

GITHUB = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))
GITLAB = REPOSITORY / ".gitlab" / "ci.yml"
CNB = REPOSITORY / ".cnb.yml"
GITEE = REPOSITORY / ".workflow" / "check.yml"
ALL = [*GITHUB, GITLAB, CNB, GITEE]


def read(path: Path) -> dict[Any, Any]:
    """Read a workflow; `on` stays a word instead of becoming true."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(data, dict)
    return data


def scripts(data: object) -> Iterator[str]:
    """Yield every text that a shell will run, whatever the forge calls it."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ("run", "script", "after_script", "before_script", "commands"):
                yield from [value] if isinstance(value, str) else value
            else:
                yield from scripts(value)
    elif isinstance(data, list):
        for item in data:
            yield from scripts(item)


def images(data: object) -> Iterator[str]:
    """Yield every image that a job or a service of it runs in, whatever the forge calls it."""
    if isinstance(data, list):
        for item in data:
            yield from images(item)
    for key, value in data.items() if isinstance(data, dict) else ():
        if key not in ("image", "container", "services"):
            yield from images(value)
            continue
        for one in value if isinstance(value, list) else [value]:
            yield one if isinstance(one, str) else one.get("name") or one["image"]


def commands(text: str, name: str) -> Iterator[list[str]]:
    """Yield the arguments of each call of a program in a script; redirections and what follows end a call."""
    call = rf"(?:^|[;&|]|\bthen\b)[ \t]*(?:[^\s;&|]*/)?{name}[ \t]+([^\n;|&>]*)"
    for found in re.finditer(call, text.replace("\\\n", " "), re.MULTILINE):
        yield shlex.split(found[1])


def step(path: Path, job: str, name: str) -> dict[str, Any]:
    """Return a step of a GitHub workflow by its name."""
    return next(one for one in read(path)["jobs"][job]["steps"] if one.get("name") == name)
