"""What was read of content files, kept from one run to the next: by their dates, or else by their bytes.

In some dozens of pieces, so that one changed file is little to write. A piece that is damaged, or was
written by another program or beside other settings of the program of schools, is as good as none.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from zlib import crc32

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.catalog.loader import FileReading
from qiangxiao.checks import run
from qiangxiao.checks.run import check_texts
from qiangxiao.foundation.problems import Problem
from qiangxiao.records.featured import FEATURED
from qiangxiao.site.both_cores import make_all
from qiangxiao.site.cache import program_digest
from qiangxiao.site.file_output import replace_bytes
from qiangxiao.site.inputs import Inputs
from qiangxiao.site.patterns import bring_patterns, keep_patterns
from qiangxiao.site.pickles import DamagedError, dump, load
from qiangxiao.site.seals import sealed, unsealed

_FIRST = 48
"""Files that are read before a second core begins: they need most patterns that any file needs."""
_FEWEST = 256
"""Files that are worth a second core: a copy of the process has cost what some dozens of them do."""
_PIECES = 64  # files that readings are kept in: a changed school writes one of them anew


@dataclass(slots=True)
class _Row:
    """What a file was known by, the digest of its bytes, what it says, and what the rules about words say
    of it.
    """

    seen: tuple[int, ...]
    digest: str
    reading: FileReading
    problems: tuple[Problem, ...] | None = None


class Readings:
    """The readings of a root. `inputs` is what was seen of it before anything is read. What is `borrowed`
    from another root, whose files have the same names and mostly the same bytes, is not written.
    """

    def __init__(self, root: Path, folder: Path, inputs: Inputs, borrowed: bool = False) -> None:
        self._root, self._folder, self._inputs, self._borrowed = root, folder, inputs, borrowed
        self._place = f"{os.path.abspath(root)}/"
        self._version = _version(root)
        self._rows: dict[int, dict[str, _Row]] = {}
        self._changed: set[int] = set()

    def at(self, inputs: Inputs) -> Readings:
        """Return readings for a later look at the root, with what was read so far; they are not written."""
        later = Readings(self._root, self._folder, inputs, borrowed=True)
        if later._version == self._version:
            later._rows = self._rows
        return later

    def read_ahead(self, wanted: Sequence[tuple[str, Callable[[bytes], FileReading]]]) -> None:
        """Read on both cores what is not kept, if it is much; what cannot be opened is left to who asks."""
        new = [(path, make) for path, make in wanted if not self._has(path)]
        if len(new) < _FEWEST:
            return
        for (path, _), data in zip(new, make_all(self._read_apart, new), strict=True):
            if data:
                digest, reading = load(data)
                number = _piece_of(path)
                self._rows[number][path] = _Row(
                    self._inputs.seen.get(self._place + path, ()), digest, reading
                )
                self._changed.add(number)

    def _read_apart(self, wanted: tuple[str, Callable[[bytes], FileReading]]) -> bytes:
        """Return what a file says as bytes, which another process takes over; nothing of one that cannot be
        opened.
        """
        path, make = wanted
        try:
            data = (self._root / path).read_bytes()
        except OSError:
            return b""
        return dump((sha256(data).hexdigest(), make(data)))

    def _has(self, path: str) -> bool:
        """Tell whether something is kept of a file, whether it still holds or not."""
        number = _piece_of(path)
        rows = self._rows[number] if number in self._rows else self._read_piece(number)
        return path in rows

    def reading(self, path: str, make: Callable[[bytes], FileReading]) -> FileReading:
        """Return the reading of a file, made of its bytes unless it is kept. Raises OSError."""
        number = _piece_of(path)
        rows = self._rows[number] if number in self._rows else self._read_piece(number)
        row = rows.get(path)
        place = self._place + path
        seen = self._inputs.seen.get(place)
        if row is not None and row.seen == seen and place not in self._inputs.young:
            return row.reading
        data = (self._root / path).read_bytes()
        digest = sha256(data).hexdigest()
        if row is None or row.digest != digest:
            row = rows[path] = _Row((), digest, make(data))
        row.seen = seen or ()
        self._changed.add(number)
        return row.reading

    def problems(self, catalog: Catalog) -> tuple[Problem, ...]:
        """Return what the rules about words say of a catalog that was read here; of what did not change,
        again.
        """
        rows = {path: self._rows.get(_piece_of(path), {}).get(path) for path in catalog.paths}
        new = [path for path, row in rows.items() if row is None or row.problems is None]
        patterns = self._folder / "patterns"
        if new:
            bring_patterns(patterns)
        found = _check_on_both_cores(catalog, new)
        if not self._borrowed:
            keep_patterns(patterns)
        of_file: dict[str, list[Problem]] = {path: [] for path in new}
        for problem in found:
            of_file[problem.path].append(problem)
        for path in new:
            if row := rows[path]:
                row.problems = tuple(of_file[path])
                self._changed.add(_piece_of(path))
        kept = (problem for row in rows.values() if row for problem in row.problems or ())
        return tuple(dict.fromkeys((*kept, *found)))

    def save(self, paths: Collection[str]) -> None:
        """Write down what changed; of other paths nothing is kept. A disk that takes nothing is no reason
        to stop.
        """
        if self._borrowed:
            return
        there = frozenset(paths)
        for number, rows in self._rows.items():
            if gone := rows.keys() - there:
                self._changed.add(number)
                for path in gone:
                    del rows[path]
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            for number in sorted(self._changed):
                written = self._version.encode() + dump(self._rows[number])
                replace_bytes(self._piece(number), sealed(written))
        self._changed.clear()

    def _read_piece(self, number: int) -> dict[str, _Row]:
        rows: dict[str, _Row] = {}
        with suppress(OSError, DamagedError):
            data = unsealed(self._piece(number).read_bytes()) or b""
            if data.startswith(self._version.encode()):
                rows = load(data[len(self._version) :])
        self._rows[number] = rows
        return rows

    def _piece(self, number: int) -> Path:
        return self._folder / f"{number:02x}"


def _check_on_both_cores(catalog: Catalog, paths: Sequence[str]) -> tuple[Problem, ...]:
    """Return what the rules about words say of files, each of which they see alone."""
    if len(paths) < _FEWEST:
        return check_texts(catalog, paths)
    first = check_texts(catalog, paths[:_FIRST])  # what is compiled for them, both cores have
    rest = paths[_FIRST:]
    halves = make_all(partial(check_texts, catalog), [rest[::2], rest[1::2]], fewest=2)
    return (*first, *chain.from_iterable(halves))


def _piece_of(path: str) -> int:
    """Return the piece in which a file is: those of a school lie together."""
    return crc32("/".join(path.split("/")[:3]).encode()) % _PIECES


def _version(root: Path) -> str:
    """Return a digest of this program and of the files that say how others are to be read."""
    digest = sha256(program_digest().encode())
    folder = Path(run.__file__).parent
    for path in sorted((*folder.glob("*.py"), *folder.glob("*.yml"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for path in sorted(root.glob("schools/*.yml")):
        if path.stem != FEATURED.name:
            with suppress(OSError):
                digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
