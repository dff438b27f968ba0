"""What a release is made of is listed whole, from the locks alone, in the same bytes every time."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sample_program import REPOSITORY

FORM = REPOSITORY / "tools/qiangxiao/site/submit/package-lock.json"


def program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sbom", REPOSITORY / "tools/sbom.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the folders of two runs, of which one is elsewhere and in other settings."""
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    program().main(first, is_validated=False)
    with pytest.MonkeyPatch.context() as settings:
        settings.chdir(second)
        for name, value in {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LC_ALL": "C"}.items():
            settings.setenv(name, value)
        program().main(second, is_validated=False)
    return first, second


def components(folder: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / f"{name}.cdx.json").read_bytes())["components"]
    return found


def test_two_runs_give_the_same_bytes(lists: tuple[Path, Path]) -> None:
    first, second = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in lists)
    assert first == second and len(first) == 2
    assert not re.search(rb"/tmp/|/home/|timestamp|urn:uuid", b"".join(first.values()))


def test_every_package_of_the_lock_is_there_with_its_hashes(lists: tuple[Path, Path]) -> None:
    lock = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([a-z0-9.-]+)==([^ ;]+)", lock, re.MULTILINE))
    found = components(lists[0], "qiangxiao")
    assert {one["name"]: one["version"] for one in found} == locked
    listed = {
        each["content"] for one in found for link in one["externalReferences"] for each in link["hashes"]
    }
    assert listed == set(re.findall(r"sha256:([0-9a-f]{64})", lock))


def test_every_package_that_readers_are_sent_is_there(lists: tuple[Path, Path]) -> None:
    packages = json.loads(FORM.read_bytes())["packages"]
    locked = {
        (place.rpartition("node_modules/")[2], told["version"])
        for place, told in packages.items()
        if place and not told.get("dev") and not told.get("optional")
    }
    found = components(lists[0], "qiangxiao-form")
    assert {(one["name"], one["version"]) for one in found} == locked
    assert all(one["hashes"] for one in found)
