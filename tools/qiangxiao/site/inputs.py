"""Everything a build reads, told by one pass over the folders: is it what it was the last time?

A file is known by its size, its dates and its number on the disk, as git knows it; nothing is opened. A
file changed so lately that its date could be the same after another change is known by its bytes. Imports
nothing that takes long: the answer that nothing changed should cost less than loading the program that
would give another.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from qiangxiao.foundation.fonts import fonts_folder
from qiangxiao.site.file_output import replace_bytes
from qiangxiao.site.project import PROJECT_ROOT, project_of

_PACKAGE = Path(__file__).resolve().parents[1]
_UNREAD = ("__pycache__", "node_modules", ".git")
# The coarsest date of a file system in use is that of FAT: two seconds.
_COARSEST_NS = 2_000_000_000
_CLOCK = "clock"


@dataclass(frozen=True)
class Inputs:
    """What one look saw: each file by its path. `young` are those whose dates do not tell whether they
    change.
    """

    seen: Mapping[str, tuple[int, ...]]
    young: Mapping[str, str]
    """By path, the digest of its bytes."""

    def digest(self, young: Mapping[str, str] | None = None, *settings: str) -> str:
        """Return a digest of everything; for the paths in `young`, which may be another look's, of their
        bytes.
        """
        by_bytes = self.young if young is None else young
        lines = [f"{path}\0{by_bytes.get(path, known)}\n" for path, known in self.seen.items()]
        return sha256(
            "".join((*(f"{setting}\0" for setting in settings), *sorted(lines))).encode()
        ).hexdigest()

    def read_again(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the digests of the bytes of some files as they are now; "" for what cannot be read."""
        return {path: self.young.get(path) or digest_of_file(path) for path in paths}


def look(root: Path, work: Path) -> Inputs:
    """Look at everything a build of a root depends on. `work` is where it may write: the disk's own clock
    is there.
    """
    seen = see(root)
    now = _now_of_the_disk(work)
    youngest = now - _COARSEST_NS
    young = {
        path: digest_of_file(path)
        for path, known in seen.items()
        if len(known) > 1 and max(known[1], known[2]) >= youngest
    }
    return Inputs(seen | _environment(root), young)


def see(root: Path) -> dict[str, tuple[int, ...]]:
    """Return what every file is known by that a build of a root reads. Nothing is written, nothing opened."""
    seen: dict[str, tuple[int, ...]] = {}
    for place in _places(root):
        _walk(place, seen)
    return seen


def digest_of_file(path: str) -> str:
    """Return the digest of a file's bytes; "" when it cannot be read."""
    try:
        with open(path, "rb") as file:
            return sha256(file.read()).hexdigest()
    except OSError:
        return ""


def _places(root: Path) -> Iterator[str]:
    project = project_of(root)
    places = (root / "schools", root / "docs", project.docs, project.settings, _PACKAGE, fonts_folder())
    yield from dict.fromkeys(os.path.abspath(place) for place in places)


def _environment(root: Path) -> dict[str, tuple[int, ...]]:
    """Return what matters and is no file to be read: the libraries, and what there is for the online form."""
    libraries = sorted(name for name in _listed(sysconfig.get_path("purelib")) if name.endswith("-info"))
    forms = [
        f"{home}/{name}"
        for home in (root / ".build" / "form", PROJECT_ROOT / ".build" / "form")
        for name in sorted(_listed(home))
        if (home / name / "entry.txt").is_file()
        or (home / name / "node_modules" / ".package-lock.json").is_file()
    ]
    words = (sys.version, sys.prefix, *libraries, *forms, shutil.which("node") or "")
    return {"".join(f"{word}\n" for word in words): ()}


def _listed(folder: Path | str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _walk(place: str, seen: dict[str, tuple[int, ...]]) -> None:
    """Note every file of a folder, or a file; a link by itself and by what it leads to."""
    try:
        with os.scandir(place) as listing:
            for entry in listing:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in _UNREAD:
                        _walk(entry.path, seen)
                else:
                    _note(entry.path, entry.stat(follow_symlinks=False), seen)
    except NotADirectoryError:
        _note(place, os.lstat(place), seen)
    except OSError as error:  # a folder that cannot be listed is as good as another folder
        seen[place] = (error.errno or 0,)


def _note(path: str, status: os.stat_result, seen: dict[str, tuple[int, ...]]) -> None:
    seen[path] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_mode)
    if stat.S_ISLNK(status.st_mode):
        try:
            target = os.stat(path)
        except OSError:
            return
        if stat.S_ISREG(target.st_mode):  # nobody follows a link to a folder
            _note(os.path.realpath(path), target, seen)


def _now_of_the_disk(work: Path) -> int:
    """Return this moment as the disk dates files: the only clock that can be compared with their dates."""
    work.mkdir(parents=True, exist_ok=True)
    ignored = work / ".gitignore"
    if (
        not ignored.exists()
    ):  # what can be made again is no change of the content, whatever a root's own file says
        replace_bytes(ignored, b"*\n")
    clock = work / _CLOCK
    replace_bytes(clock, b"")
    return clock.stat().st_mtime_ns
