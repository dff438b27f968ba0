"""The list of threats names tests and modules that are there."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from sample_program import REPOSITORY

ROWS = re.findall(
    r"^\| (.+?) \| .+? \| (.+?) \| `(tests/[\w/]+\.py)::(\w+)` \|$",
    (REPOSITORY / "docs/threats.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def test_the_list_is_read() -> None:
    assert len(ROWS) >= 25 and len({threat for threat, *_ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("modules", "file", "name"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_what_it_names_is_there(modules: str, file: str, name: str) -> None:
    assert f"\ndef {name}(" in (REPOSITORY / file).read_text(encoding="utf-8")
    for place in re.findall(r"`(.+?)`", modules):
        if place.startswith("."):
            assert (REPOSITORY / place).exists()
        else:
            assert import_module(f"qiangxiao.{place}")
