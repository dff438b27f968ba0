"""A checkout as Windows makes it, CR LF in every text, is checked, formatted and staged like any other."""

from __future__ import annotations

import re
import shutil
from pathlib import Path, PurePosixPath

import pytest
from corpus_trees import snapshot
from sample_program import REPOSITORY, qiangxiao_process

TEXTS = re.compile(r"\.(?:css|html|j2|js|json|md|mjs|py|svg|toml|txt|typ|xml|yml)")
"""What Git takes for text. Caught: `site.css`; spared: `kaifangke.jpg`, `moban.docx`."""
PARTS = ("mkdocs.yml", "docs", "schools", "tools", ".github", ".gitlab", ".cnb.yml", ".workflow", ".vscode")
REFUSED = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)', re.IGNORECASE)
"""Names that Windows cannot make: `a:b.md`, `con.md`, `a.`; spared: `contact.md`, `.gitattributes`."""


def give_line_ends(folder: Path) -> None:
    for path in folder.rglob("*"):
        if TEXTS.fullmatch(path.suffix) and path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def copy_house(target: Path) -> Path:
    target.mkdir()
    ignored = shutil.ignore_patterns("__pycache__", "node_modules")
    for part in PARTS:
        source = REPOSITORY / part
        if source.is_dir():
            shutil.copytree(source, target / part, ignore=ignored)
        elif source.is_file():
            shutil.copy(source, target / part)
    return target


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_house(tmp_path_factory.mktemp("windows") / "root")
    give_line_ends(root)
    # the examples of the error pages, which keep their bytes
    shutil.copytree(REPOSITORY / "tests/corpus", root / "tests/corpus", symlinks=True)
    assert b"\r\n" in (root / "tools/qiangxiao/commands/main.py").read_bytes()
    return root


@pytest.mark.parametrize("command", [("check",), ("fmt", "--check"), ("schema", "--check")])
def test_it_passes(windows: Path, command: tuple[str, ...]) -> None:
    done = qiangxiao_process(windows, *command, PYTHONPATH=str(windows / "tools"))
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr


def test_it_is_staged_with_the_same_bytes(windows: Path, small_root: Path, tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns(".build", "site")
    root = Path(shutil.copytree(small_root, tmp_path / "root", ignore=ignored))
    give_line_ends(root)
    bundle = shutil.ignore_patterns("modules-*")  # the form is bundled once for all tests
    shutil.copytree(REPOSITORY / ".build/form", root / ".build/form", ignore=bundle)
    done = qiangxiao_process(root, "build", "--stage-only", PYTHONPATH=str(windows / "tools"))
    assert done.returncode == 0, done.stdout + done.stderr
    there, here = (snapshot(place / ".build/staging") for place in (root, small_root))
    assert there.keys() == here.keys()
    assert [path for path in here if here[path] != there[path]] == []


def test_every_name_can_be_made_on_windows() -> None:
    skipped = {".git", ".venv", ".build", "site", "node_modules", "__pycache__", "dist"}
    names: dict[str, str] = {}
    for path in REPOSITORY.rglob("*"):
        place = PurePosixPath(path.relative_to(REPOSITORY).as_posix())
        if skipped & set(place.parts):
            continue
        # 260 characters is the limit of a path there; a checkout's own folder may have a hundred
        assert len(str(place)) <= 160, place
        if "corpus" not in place.parts:  # inputs that are wrong on purpose
            assert not path.is_symlink(), place
            assert not REFUSED.search(place.name), place
            assert names.setdefault(str(place).casefold(), str(place)) == str(place)
