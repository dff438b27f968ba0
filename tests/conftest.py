"""What every test may ask for: settings that are the same
on every machine, and programs to read or to write into.
"""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from corpus_trees import BASE
from file_server import serving
from forge import sample_repository
from house_with_more import make_house
from hypothesis import HealthCheck, settings
from installed_program import Installed, install
from kill_builds import make_root
from made_once import made_once
from sample_program import copy_built, copy_program, qiangxiao
from shared_patterns import share_patterns
from warm_program import NAME, warm_program

settings.register_profile(
    "steady",
    derandomize=True,
    database=None,
    deadline=None,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("steady")

TESTS = Path(__file__).parent
IS_FIRST = "QX_FIRST_RUN"
"""A variable that is there when no test has been compiled yet."""
SERVED = "served/bureau/qiangxiao"
DEAREST = ("tests/integration/", "tests/docs/", "tests/unit/site/", "tests/unit/commands/")


def pytest_configure(config: pytest.Config) -> None:
    """Let workers share what they compile, and look for garbage as seldom as the program does."""
    gc.set_threshold(300_000, 20, 50)
    if "PYTEST_XDIST_WORKER" in os.environ:
        share_patterns(Path(config.option.basetemp).with_name("patterns"))
    elif not (TESTS / "unit/checks/__pycache__").exists():
        os.environ[IS_FIRST] = "yes"  # the workers inherit it


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """In the first run let one worker read all tests before the others: what it compiles they need not, and
    the cores have enough to do meanwhile.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ or IS_FIRST not in os.environ:
        return (yield)
    place = Path(session.config.option.basetemp).with_name("collected")
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            answer = yield
            place.touch()
            return answer
    return (yield)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: at the end only small files are left."""
    items.sort(key=lambda item: not item.nodeid.startswith(DEAREST))


@pytest.fixture(scope="module", autouse=True)
def _freeze() -> None:
    """Look over what stays for the whole run but once for garbage: again and again it costs as much as most
    tests themselves, and the more, the longer the run.
    """
    gc.collect()
    gc.freeze()


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
def warm() -> Iterator[str]:
    """The words that run the program for scripts that call it often, in the variable where they look."""
    with warm_program() as words, pytest.MonkeyPatch.context() as patch:
        patch.setenv(NAME, words)
        yield words


@pytest.fixture(scope="session")
def small_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small program of the corpus with settings and pages of its own, built once in a run: only to
    read."""

    def build(folder: Path) -> None:
        done = qiangxiao(make_root(folder), "build")
        assert done.returncode == 0, done.stdout + done.stderr

    return made_once(tmp_path_factory, "small", build)


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The program of a wheel, installed once in a run."""
    return Installed(made_once(tmp_path_factory, "installed", install) / "lib")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with a kind and a channel more, and `root`, in which they have been used: only to
    read.
    """
    return made_once(tmp_path_factory, "house", make_house)


@pytest.fixture(scope="session")
def staged(house: Path) -> Path:
    """The staged site of the small program with a text of the new kind in it."""
    return house / "root/.build/staging"


@pytest.fixture(scope="session")
def offline_site(sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample program's site to be opened from a disk, built once in a run: only to read."""

    def build(folder: Path) -> None:
        done = qiangxiao(copy_built(sample_root, folder), "build", "--offline")
        assert done.returncode == 0, done.stdout + done.stderr

    return made_once(tmp_path_factory, "offline", build) / "site"


@pytest.fixture(scope="session")
def site_url(site: Path) -> Iterator[str]:
    """The built site served under the sub-path `/bureau/qiangxiao/`."""
    with serving(site.parents[1]) as address:
        yield f"{address}/bureau/qiangxiao/"
