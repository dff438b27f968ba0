"""Which bytes the files of a folder of ours hold: by their dates, as git knows its files, so that none is
read.

A file that is not as it was noted is read; if it holds anything else it is as good as none, and written
again.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from qiangxiao.site.file_output import replace_bytes, write_bytes
from qiangxiao.site.seals import sealed, unsealed

Dates = tuple[int, int, int]
"""Size, time of the last change of the bytes, number on the disk."""


def dates_of(status: os.stat_result) -> Dates | None:
    """Return what a regular file is known by; None for anything else."""
    if not stat.S_ISREG(status.st_mode):
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino


def walk(folder: Path) -> Iterator[tuple[str, Dates | None]]:
    """Yield everything in a folder that is no folder, by its path in it."""
    waiting = [("", str(folder))]
    while waiting:
        above, place = waiting.pop()
        with os.scandir(place) as listing:
            for entry in listing:
                path = f"{above}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{path}/", entry.path))
                else:
                    yield path, dates_of(entry.stat(follow_symlinks=False))


class Ledger:
    """A folder and the digests of its files. Whoever has written to it saves it at the end."""

    def __init__(self, folder: Path, place: Path) -> None:
        self.folder, self._place = folder, place
        folder.mkdir(parents=True, exist_ok=True)
        self._there = dict(walk(folder))
        noted = read_rows(place)
        self._digests = {path: str(row[0]) for path, row in noted.items() if self._is_as_noted(path, row)}
        place.unlink(missing_ok=True)  # killed in between, everything is written again

    @property
    def digests(self) -> Mapping[str, str]:
        """The digests of the files that are right."""
        return self._digests

    def put(self, path: str, data: bytes, digest: str | None = None) -> bool:
        """Make a file hold these bytes; tell whether it had to be written."""
        found = digest or sha256(data).hexdigest()
        if self._digests.get(path) == found:
            return False
        target = self.folder / path
        if path in self._there and self._there[path] is None:
            target.unlink()  # a link or the like, in the place of a file
        self._make_way(target.parent)
        write_bytes(target, data)
        self._there[path] = dates_of(target.lstat())
        self._digests[path] = found
        return True

    def keep_only(self, paths: Collection[str]) -> frozenset[str]:
        """Remove every other file, and folders that become empty; return what was removed."""
        gone = frozenset(path for path in self._there if path not in paths)
        for path in gone:
            (self.folder / path).unlink(missing_ok=True)
            del self._there[path]
            self._digests.pop(path, None)
            self._remove_empty((self.folder / path).parent)
        return gone

    def save(self) -> None:
        """Write down what the folder holds."""
        rows = {path: (digest, *(self._there[path] or ())) for path, digest in self._digests.items()}
        write_rows(self._place, rows)

    def _is_as_noted(self, path: str, row: list[str | int]) -> bool:
        """Tell whether a file holds what was noted.

        Only where the dates are others and the size is not, as after a copy or in a forge that brought the
        folder back, the file is read.
        """
        dates = self._there.get(path)
        if dates is None or len(row) < 2:
            return False
        if row[1:] == [*dates]:
            return True
        return row[1] == dates[0] and sha256((self.folder / path).read_bytes()).hexdigest() == row[0]

    def _make_way(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except FileExistsError:  # a file where a page now has a folder
            self._remove_file_above(folder)
            folder.mkdir(parents=True, exist_ok=True)

    def _remove_file_above(self, folder: Path) -> None:
        for above in (folder, *folder.parents):
            if above == self.folder:
                return
            if above.is_symlink() or above.is_file():
                above.unlink()
                path = above.relative_to(self.folder).as_posix()
                self._there.pop(path, None)
                self._digests.pop(path, None)

    def _remove_empty(self, folder: Path) -> None:
        with suppress(OSError):  # it is not empty
            while folder != self.folder:
                folder.rmdir()
                folder = folder.parent


def read_rows(place: Path) -> dict[str, list[str | int]]:
    """Return rows as they were written; none when they are not as they were."""
    try:
        data = unsealed(place.read_bytes())
    except OSError:
        return {}
    rows: dict[str, list[str | int]] = json.loads(data) if data is not None else {}
    return rows


def write_rows(place: Path, rows: Mapping[str, Collection[str | int]]) -> None:
    """Write rows down, all or none."""
    place.parent.mkdir(parents=True, exist_ok=True)
    replace_bytes(place, sealed(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()))
