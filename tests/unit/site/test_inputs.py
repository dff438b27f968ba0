"""One look over the inputs tells whether anything changed, also what no date tells."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sample_program import REPOSITORY

from qiangxiao.site.inputs import look
from qiangxiao.site.stamps import Stamp

UPDATE = "schools/pujiang/dongpo/updates/2026-11-05-lianhe-beike.md"
OLD = 1_700_000_000


def settled(root: Path) -> Path:
    """Give every file of a root a date long past."""
    for path in root.rglob("*"):
        if path.is_file():
            os.utime(path, (OLD, OLD))
    return root


def stamp_of(root: Path) -> Stamp:
    return Stamp(root / ".build/stamps/one.json", ("the day",))


def test_the_same_inputs_have_the_same_answer(root: Path) -> None:
    stamp = stamp_of(root)
    stamp.remember(look(root, root / ".build"), ["said"])
    assert stamp.recall(look(root, root / ".build")) == ["said"]
    assert Stamp(stamp.place, ("another day",)).recall(look(root, root / ".build")) is None


def same_size_and_date(path: Path) -> None:
    """Change a file as no date tells: a clock that went back, a tool that keeps dates."""
    before = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def into_the_future(path: Path) -> None:
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, (OLD * 2, OLD * 2))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a byte more": lambda root: (root / UPDATE).write_bytes((root / UPDATE).read_bytes() + b"\n"),
    "the same size and date": lambda root: same_size_and_date(root / UPDATE),
    "a date to come": lambda root: into_the_future(root / UPDATE),
    "one gone": lambda root: (root / UPDATE).unlink(),
    "one more": lambda root: (root / UPDATE).with_name("2026-11-06-new.md").write_text("neu"),
    "another name": lambda root: (root / UPDATE).rename((root / UPDATE).with_name("2026-11-07-new.md")),
    "a link in its place": lambda root: (
        (root / UPDATE).rename(root / "elsewhere.md"),
        (root / UPDATE).symlink_to(root / "elsewhere.md"),
    ),
    "settings of its own": lambda root: shutil.copy(REPOSITORY / "mkdocs.yml", root),
    "a folder in the place of a file": lambda root: ((root / UPDATE).unlink(), (root / UPDATE).mkdir()),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_is_seen(root: Path, change: Callable[[Path], object]) -> None:
    stamp = stamp_of(settled(root))
    stamp.remember(look(root, root / ".build"), "said")
    change(root)
    assert stamp.recall(look(root, root / ".build")) is None


def test_a_file_just_written_is_known_by_its_bytes_and_later_by_its_date(root: Path) -> None:
    path = root / UPDATE
    seen = look(root, root / ".build")
    assert str(path) in seen.young
    stamp = stamp_of(root)
    stamp.remember(seen, "said")
    os.utime(path, (OLD, OLD))  # another date, the same bytes
    assert stamp.recall(look(root, root / ".build")) == "said"


def test_a_link_is_known_by_what_it_leads_to(root: Path) -> None:
    outside = root / "elsewhere.md"
    outside.write_text("eins")
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs/linked.md").symlink_to(outside)
    stamp = stamp_of(root)
    stamp.remember(look(root, root / ".build"), "said")
    outside.write_text("zwei")
    assert stamp.recall(look(root, root / ".build")) is None


@pytest.mark.parametrize("damage", ["cut off", "flipped bit", "empty", "another version", "gone", "a folder"])
def test_a_damaged_stamp_is_no_answer(root: Path, damage: str) -> None:
    stamp, seen = stamp_of(root), look(root, root / ".build")
    stamp.remember(seen, "said")
    data = bytearray(stamp.place.read_bytes())
    if damage == "cut off":
        stamp.place.write_bytes(data[:-3])
    elif damage == "flipped bit":
        data[-4] ^= 1
        stamp.place.write_bytes(data)
    elif damage == "another version":
        stamp.place.write_bytes(b"qiangxiao 0 " + data[12:])
    elif damage == "empty":
        stamp.place.write_bytes(b"")
    else:
        stamp.place.unlink()
        if damage == "a folder":
            stamp.place.mkdir()
    assert stamp.recall(seen) is None


def test_a_disk_that_takes_no_stamp_stops_nothing(root: Path) -> None:
    (root / "file").write_text("in the way")
    Stamp(root / "file" / "one.json", ()).remember(look(root, root / ".build"), "said")
