"""The page about the architecture names what is there."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from sample_program import REPOSITORY

PAGE = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
NAMES = sorted(set(re.findall(r"`([a-z_.]+):([A-Za-z_.]+)`", PAGE)))
FILES = sorted(set(re.findall(r"`((?:[a-z_]+/)+[a-z_]*\.?[a-z]*)`", PAGE)))


def test_the_page_names_functions_and_files() -> None:
    assert len(NAMES) > 25 and len(FILES) > 5


@pytest.mark.parametrize(("module", "name"), NAMES, ids=lambda part: str(part))
def test_a_name_is_there(module: str, name: str) -> None:
    found: object = import_module(f"qiangxiao.{module}")
    for part in name.split("."):
        found = getattr(found, part)
    assert found is not None


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_there(path: str) -> None:
    assert (REPOSITORY / "tools/qiangxiao" / path).exists() or (REPOSITORY / path).exists()
