"""What was made of the catalog by the last build, and is made again only when something that it read changed.

Each thing is kept with the names of what it read; the values that those names had are kept once for all that
is in a piece. What everything rests on (this program, the settings of schools, the ledger) is no read: when
it changed, all that was kept is as good as none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias, TypeVar
from zlib import crc32

from qiangxiao.catalog.catalog import Catalog, Entry, School
from qiangxiao.catalog.reads import Name, Reads
from qiangxiao.rendering.page import Crumb, Page
from qiangxiao.rendering.search_terms import SearchDocument
from qiangxiao.site.cache import program_digest
from qiangxiao.site.file_output import replace_bytes
from qiangxiao.site.ledger import Dates, dates_of
from qiangxiao.site.pickles import DamagedError, dump, load
from qiangxiao.site.seals import sealed, unsealed

M = TypeVar("M")
Call: TypeAlias = tuple[str, ...]
"""Who makes something, and of what that is given."""
_PIECES = 64  # files that things are kept in: a changed one writes one of them anew


@dataclass(slots=True)
class _Row:
    """A thing, who made it of what was given, and the names of what was read."""

    call: Call
    reads: tuple[Name, ...]
    made: Any


class _Piece:
    """The things of one file, and which of the names in it have another value now."""

    def __init__(self, rows: dict[str, _Row], changed: frozenset[Name]) -> None:
        self.rows, self.changed = rows, changed
        self.asked: set[str] = set()
        self.is_new = False


class Recalled:
    """What was made before, in a folder. `version` is what all of it rests on."""

    def __init__(self, folder: Path, reads: Reads, version: str) -> None:
        self._folder, self._reads, self._version = folder, reads, version
        self._pieces: dict[int, _Piece] = {}
        self.made: list[str] = []
        """The keys of what was made anew, in order."""

    def __call__(self, key: str, make: Callable[..., M], site: Any, *given: object) -> M:
        """Return what is made of the site and what is given, made anew or recalled."""
        piece = self._piece(_number_of(key))
        piece.asked.add(key)
        call = call_of(make, given)
        row = piece.rows.get(key)
        if row is not None and row.call == call and piece.changed.isdisjoint(row.reads):
            self._reads.note_all(row.reads)
            recalled: M = row.made
            return recalled
        made, reads = self._reads.during(partial(make, site, *given))
        self.made.append(key)
        is_known = all(self._reads.value(name) is not None for name in reads)
        piece.is_new |= is_known or row is not None
        if is_known:
            piece.rows[key] = _Row(call, tuple(reads), made)
        else:
            piece.rows.pop(key, None)
        return made

    def save(self) -> None:
        """Write down what changed, without what nobody asked for. A disk that takes nothing is no reason to
        stop.
        """
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            for number, piece in self._pieces.items():
                rows = {key: row for key, row in piece.rows.items() if key in piece.asked}
                if piece.is_new or len(rows) < len(piece.rows):
                    values = {name: self._reads.value(name) for row in rows.values() for name in row.reads}
                    data = self._version.encode() + dump((values, rows))
                    replace_bytes(self._folder / f"{number:02x}", sealed(data))

    def _piece(self, number: int) -> _Piece:
        if number not in self._pieces:
            self._pieces[number] = self._read_piece(number)
        return self._pieces[number]

    def _read_piece(self, number: int) -> _Piece:
        values, rows = _read_file(self._folder / f"{number:02x}", self._version)
        changed = (name for name, value in values.items() if self._reads.value(name) != value)
        return _Piece(rows, frozenset(changed))


_Values = Mapping[Name, str | None]
_NO_DATES = (0, 0, 0)


class LastMade:
    """What the last build kept, for who asks for one thing of it: each piece is read when it is asked for,
    and again when a build wrote it anew.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._version: str | None = None
        self._pieces: dict[int, tuple[Dates, _Values, dict[str, _Row]]] = {}
        self._keys: dict[str, str] = {}

    def rest_on(self, version: str | None) -> None:
        """Take what rests on this version, and nothing else."""
        if version != self._version:
            self._version = version
            self._pieces.clear()

    def read(self) -> None:
        """Read what was not read yet: before anybody waits for it."""
        for number in range(_PIECES):
            self._piece(number)

    def key_of(self, address: str) -> str | None:
        """Return the key of what the page at an address was made with; None for a page that is not kept."""
        self.read()
        return self._keys.get(address)

    @property
    def addresses(self) -> Iterable[str]:
        """The addresses of the pages that were kept."""
        return self._keys

    @property
    def keys(self) -> frozenset[str]:
        """The keys of what was kept."""
        return frozenset(chain.from_iterable(rows for _, _, rows in self._pieces.values()))

    def find(self, key: str, call: Call, reads: Reads) -> Any:
        """Return what is kept under a key, if it would be made of the same again; else None."""
        _, values, rows = self._piece(_number_of(key))
        row = rows.get(key)
        if row is None or row.call != call:
            return None
        return row.made if all(reads.value(name) == values[name] for name in row.reads) else None

    def _piece(self, number: int) -> tuple[Dates, _Values, dict[str, _Row]]:
        place = self._folder / f"{number:02x}"
        try:
            dates = dates_of(place.stat()) or _NO_DATES
        except OSError:
            dates = _NO_DATES
        known = self._pieces.get(number)
        if known is None or known[0] != dates:
            known = self._pieces[number] = (dates, *_read_file(place, self._version))
            for key, row in known[2].items():
                for page in row.made if isinstance(row.made, tuple) else (row.made,):
                    if isinstance(page, Page):
                        self._keys[page.address] = key
        return known


def _read_file(place: Path, version: str | None) -> tuple[_Values, dict[str, _Row]]:
    """Return the values and the rows of a piece; nothing of one of another version, or not whole."""
    with suppress(OSError, DamagedError):
        data = unsealed(place.read_bytes()) or b""
        if version is not None and data.startswith(version.encode()):
            values, rows = load(data[len(version) :])
            return values, rows
    return {}, {}


def _number_of(key: str) -> int:
    return crc32(key.encode()) % _PIECES


def call_of(make: Callable[..., Any], given: Sequence[object]) -> Call:
    """Return what a call is known by. Raises TypeError for what does not say all that it is."""
    return (_name_of(make), *map(_told, given))


def version_of(catalog: Catalog, *others: str) -> str | None:
    """Return a digest of what everything made of a catalog rests on; None when that cannot be told."""
    own = [catalog.program_entry, catalog.policy_entry]
    if catalog.program_entry is None or catalog.program_entry.record is not catalog.program:
        return None
    told = [
        entry.said.head if entry.said and entry.said.record is entry.record else None
        for entry in own
        if entry
    ]
    if None in told:
        return None
    digest = sha256()
    for part in (program_digest(), str(len(told)), *filter(None, told), catalog.ledger.text, *others):
        digest.update(f"{len(part)}\0{part}\0".encode())
    return digest.hexdigest()


def _name_of(make: Callable[..., Any]) -> str:
    """Return what a maker is known by. Raises TypeError for one that may know more than it is given."""
    of = getattr(make, "__self__", None)
    if getattr(make, "__closure__", None) or not hasattr(make, "__qualname__"):
        raise TypeError(f"{make} is no plain function or method")
    return f"{make.__module__}.{make.__qualname__} {type(of).__qualname__}"


def _told(given: object) -> str:
    """Return what stands for something given. Raises TypeError for what does not say all that it is."""
    if isinstance(given, Entry):
        return f"{given.path}\t{given.id}"
    if isinstance(given, School):
        return given.id
    if isinstance(given, SearchDocument):  # as long as a page
        return sha256(repr(given).encode()).hexdigest()
    if isinstance(given, tuple):
        return f"({', '.join(map(_told, given))})"
    if given is None or isinstance(given, (str, int, Crumb)):
        return repr(given)
    raise TypeError(f"{type(given)} is not told by its value")
