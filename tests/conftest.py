"""What every test may ask for: settings that are the same
on every machine, and programs to read or to write into.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus_trees import BASE
from file_server import serving
from forge import sample_repository
from hypothesis import HealthCheck, settings
from made_once import made_once
from sample_program import copy_drawn, copy_program, qiangxiao

settings.register_profile(
    "steady",
    derandomize=True,
    database=None,
    deadline=None,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("steady")

SERVED = "served/bureau/qiangxiao"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small program of the corpus, for the test to write into."""
    return Path(shutil.copytree(BASE, tmp_path / "root"))


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample program, for the tests of one module to write into."""
    return copy_program(tmp_path_factory.mktemp("program") / "root")


@pytest.fixture
def repository(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample program in a repository with one commit on `main`, for the test to write into."""
    made = made_once(tmp_path_factory, "repository", sample_repository)
    return Path(shutil.copytree(made, tmp_path / "root"))


@pytest.fixture(scope="session")
def sample_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample program, built cold, once in a run: only to read."""
    return made_once(tmp_path_factory, "sample", _build) / "root"


def _build(folder: Path) -> None:
    done = qiangxiao(copy_program(folder / "root"), "build", "--out", str(folder / SERVED))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def site(sample_root: Path) -> Path:
    """The built site of the sample program: only to read."""
    return sample_root.parent / SERVED


@pytest.fixture(scope="session")
def offline_site(sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample program's site to be opened from a disk, built once in a run: only to read."""

    def build(folder: Path) -> None:
        done = qiangxiao(copy_drawn(sample_root, folder), "build", "--offline")
        assert done.returncode == 0, done.stdout + done.stderr

    return made_once(tmp_path_factory, "offline", build) / "site"


@pytest.fixture(scope="session")
def site_url(site: Path) -> Iterator[str]:
    """The built site served under the sub-path `/bureau/qiangxiao/`."""
    with serving(site.parents[1]) as address:
        yield f"{address}/bureau/qiangxiao/"
