"""The wheel holds everything a build needs: settings, hand-written pages, theme."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from sample_program import AS_OF, REPOSITORY, copy_drawn


def test_the_installed_wheel_builds_a_root_that_holds_only_content(sample_root: Path, tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert built.returncode == 0, built.stderr
    wheel = next((tmp_path / "dist").glob("*.whl"))
    place = tmp_path / "installed"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-q",
            "--no-deps",
            "--no-index",
            "--target",
            str(place),
            str(wheel),
        ],
        check=True,
        capture_output=True,
    )
    root = copy_drawn(sample_root, tmp_path / "root")
    environment = {**os.environ, "PYTHONPATH": str(place)}
    command = [sys.executable, "-m", "qiangxiao", "--as-of", AS_OF, "build"]
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    where = [sys.executable, "-c", "import qiangxiao; print(qiangxiao.__file__)"]
    used = subprocess.run(where, env=environment, capture_output=True, encoding="utf-8", check=True).stdout
    assert used.startswith(str(place))
    assert (root / "site" / "policy" / "index.html").is_file()


def test_a_wheelhouse_lists_its_wheels_with_their_hashes(tmp_path: Path) -> None:
    spec = spec_from_file_location("wheelhouse", REPOSITORY / "tools/wheelhouse.py")
    assert spec is not None and spec.loader is not None
    wheelhouse = module_from_spec(spec)
    spec.loader.exec_module(wheelhouse)
    for name in ("two_words-1.0-py3-none-any.whl", "lxml-6.1-1-cp311-cp311-win_amd64.whl"):
        (tmp_path / name).write_bytes(name.encode())
    lines = wheelhouse.list_requirements(tmp_path).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["lxml==6.1", "two-words==1.0"]
    assert all(len(line.partition("--hash=sha256:")[2]) == 64 for line in lines)
