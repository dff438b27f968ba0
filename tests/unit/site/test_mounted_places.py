"""Publishing onto other file systems, into mount points,
onto a disk that is full or only read: with real mounts.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from mounts import run_with_mounts

_BEGIN = """
import errno, os, subprocess, sys
from pathlib import Path
from published_sites import inodes, opened, publish, seen
from qiangxiao.site.places import FolderPlace, LinkPlace, VolumePlace, place_of

def mount(*arguments):
    subprocess.run(["mount", *map(str, arguments)], check=True)

mount("-t", "tmpfs", "tmpfs", sys.argv[1])  # everything is gone afterwards, whoever we are
work, disk = Path(sys.argv[1], "root", ".build"), Path(sys.argv[1], "disk")
work.mkdir(parents=True)
disk.mkdir()

def goes_back_and_forth(out, kind):
    assert type(place_of(out, work)) is kind
    publish(out, "one", work=work)
    one = seen(out)
    publish(out, "two", work=work)
    assert seen(out)["index.html"] == "two"
    assert not inodes(out.resolve()) & inodes(work.parent / "built")
    with opened(out, work) as generations:
        assert generations.roll_back(None).number == 1
    assert seen(out) == one
    publish(out, "three", work=work)
    assert seen(out)["index.html"] == "three"
    assert type(place_of(out, work)) is kind
"""
_SCENES = {
    "a folder on another file system": """
mount("-t", "tmpfs", "tmpfs", disk)
goes_back_and_forth(disk / "www" / "site", FolderPlace)
assert sorted(path.name for path in (disk / "www").iterdir()) == [".qiangxiao-site", "site"]
""",
    "the root of a file system": """
mount("-t", "tmpfs", "tmpfs", disk)
(disk / "lost+found").mkdir()
goes_back_and_forth(disk, VolumePlace)
assert (disk / "lost+found").is_dir()
assert [path.name for path in disk.parent.iterdir() if "qiangxiao" in path.name] == []
""",
    "a bind mount of the same file system": """
source = Path(sys.argv[1], "source")
source.mkdir()
mount("--bind", source, disk)
goes_back_and_forth(disk, VolumePlace)
assert seen(source)["index.html"] == "three", "whoever sees the folder elsewhere sees the same"
""",
    "a folder beside a bind mount of the work folder": """
mount("--bind", work, work)
goes_back_and_forth(disk / "site", FolderPlace)
assert (disk / ".qiangxiao-site").is_dir()
""",
    "a link onto another file system": """
mount("-t", "tmpfs", "tmpfs", disk)
(disk / "releases").mkdir()
link = Path(sys.argv[1], "current")
link.symlink_to(disk / "releases" / "first")
goes_back_and_forth(link, LinkPlace)
assert link.resolve().is_relative_to(disk / "releases")
""",
    "a link to the root of a file system": """
mount("-t", "tmpfs", "tmpfs", disk)
link = Path(sys.argv[1], "current")
link.symlink_to(disk)
goes_back_and_forth(link, VolumePlace)
assert os.readlink(link) == str(disk)
""",
    "a full disk": """
mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", disk)
out = disk / "site"
publish(out, "one", work=work)
one, used = seen(out), inodes(disk)
filler = disk / "filler"
try:
    filler.write_bytes(b"x" * 2_000_000)
except OSError:
    pass
try:
    publish(out, "two", work=work)
except OSError as error:
    assert error.errno == errno.ENOSPC and str(error.filename).startswith(str(disk)), error
else:
    sys.exit("the disk is not full")
assert seen(out) == one
filler.unlink()
assert inodes(disk) == used, "the space that was taken is given back"
publish(out, "two", work=work)
assert seen(out)["index.html"] == "two"
""",
    "a disk that is only read": """
mount("-t", "tmpfs", "tmpfs", disk)
out = disk / "site"
publish(out, "one", work=work)
one = seen(out)
mount("-o", "remount,ro", disk)
try:
    publish(out, "two", work=work)
except OSError as error:
    assert error.errno == errno.EROFS and str(error.filename).startswith(str(disk)), error
else:
    sys.exit("it was written")
assert seen(out) == one
""",
}


@pytest.mark.parametrize("scene", _SCENES)
def test_published_with_real_mounts(scene: str, tmp_path: Path) -> None:
    done = run_with_mounts(_BEGIN + _SCENES[scene], str(tmp_path))
    assert done.returncode == 0, done.stderr
