"""The wheel holds everything a build needs: settings, hand-written pages, theme."""

from __future__ import annotations

import shutil
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from corpus_trees import snapshot
from installed_program import Installed
from sample_program import REPOSITORY, copy_built, copy_program, qiangxiao


def test_a_change_gives_the_site_of_a_cold_build_by_a_wheel_in_another_folder_time_zone_and_hash_seed(
    installed: Installed, sample_root: Path, site: Path, tmp_path: Path
) -> None:
    warm = copy_built(sample_root, tmp_path / "root")
    change(warm)
    done = qiangxiao(warm, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    cold = copy_program(tmp_path / "某个 文件夹")
    change(cold)
    form = shutil.ignore_patterns("modules-*")  # it is no part of the wheel
    shutil.copytree(REPOSITORY / ".build/form", cold / ".build/form", ignore=form)
    done = installed(cold, "build", PYTHONHASHSEED="7", TZ="America/Anchorage", LC_ALL="C")
    assert done.returncode == 0, done.stdout + done.stderr
    assert snapshot(warm / "site") == snapshot(cold / "site") != snapshot(site)
    used = installed.python("-c", "import qiangxiao; print(qiangxiao.__file__)").stdout
    assert used.startswith(str(installed.place))
    assert (cold / "site" / "policy" / "index.html").is_file()


def change(root: Path) -> None:
    update = min((root / "schools").glob("*/*/updates/*.md"))
    update.write_text(update.read_text().replace("title: ", "title: 改过的", 1))
    min((root / "schools").glob("*/*/inspections/*.md")).unlink()


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
