"""What is costly to make is kept by the digest of everything
it is made from: photos, cards, posters, an issue's files.

The cache is only ever a convenience: it may be deleted, damaged, full, read-only, shared by two checkouts or
pruned by another build at any moment, and the site is the same.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from secrets import token_hex

from qiangxiao.site.seals import sealed, unsealed

MOST_BYTES = 1 << 30
"""1 GiB: about forty times what 14 schools need, and small beside the site of a program that fills it."""
_PACKAGE = Path(__file__).resolve().parents[1]
# What makers may import by the rule of the floors; the theme and the form's sources are not among it, so
# that a new
# style sheet does not encode every photo again.
_CODE = ("policies", "foundation", "sources", "records", "catalog", "selection", "rendering", "authoring")
_LIBRARIES = (
    *("pillow", "segno", "typst", "python-docx", "openpyxl", "css-inline", "jinja2", "lxml"),
    *("feedgen", "pydantic", "markupsafe", "pypinyin", "opencc-python-reimplemented"),
)


@cache
def program_digest() -> str:
    """Return a digest of the code and the libraries that
    make what is kept: another program, another cache.
    """
    digest = sha256()
    paths = [path for folder in _CODE for path in (_PACKAGE / folder).rglob("*") if path.suffix != ".pyc"]
    paths += [path for name in ("site", "site/channels") for path in (_PACKAGE / name).glob("*.py")]
    for path in sorted(paths):
        if path.is_file():
            name, data = path.relative_to(_PACKAGE).as_posix(), path.read_bytes()
            digest.update(f"{name}\0{len(data)}\0".encode() + data)
    digest.update("\0".join(f"{name} {version(name)}" for name in _LIBRARIES).encode())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Kept:
    """Something in the cache; made again, and not kept, when it has gone from there or was damaged."""

    cache: Cache
    key: str
    make: Callable[[], bytes]

    def data(self) -> bytes:
        """Return its bytes."""
        found = self.cache.find(self.key)
        return self.make() if found is None else found


class Cache:
    """A folder of made things, by kind and digest."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._most_bytes = folder, most_bytes
        self._used: set[Path] = set()
        self._is_larger = False

    def key(self, kind: str, *inputs: str | bytes) -> str:
        """Return the key of what `kind` makes from these inputs with the program as it is."""
        digest = sha256()
        for part in (program_digest(), *inputs):
            data = part.encode() if isinstance(part, str) else part
            digest.update(b"%d:" % len(data) + data)
        name = digest.hexdigest()
        return f"{kind}/{name[:2]}/{name[2:]}"

    def keep(self, key: str, make: Callable[[], bytes]) -> Kept:
        """Make something now unless it is there; whatever `make` raises is raised."""
        place = self._folder / key
        self._used.add(place)
        try:
            os.utime(place)  # the things not used for longest are the first to go
        except (FileNotFoundError, NotADirectoryError):
            self._write(place, make())
        except OSError:
            pass  # there, and not ours to touch: a cache that is only read
        return Kept(self, key, make)

    def has(self, key: str) -> bool:
        """Tell whether something is there under a key; whether it is whole is seen when it is read."""
        return (self._folder / key).is_file()

    def find(self, key: str) -> bytes | None:
        """Return what is kept under a key; None when it is not
        there, and also, forgetting it, when it is damaged.
        """
        place = self._folder / key
        try:
            found = place.read_bytes()
        except OSError:
            return None
        data = unsealed(found)
        if data is not None:
            return data
        with contextlib.suppress(OSError):
            place.unlink()
        return None

    def remember(self, kind: str, inputs: str, make: Callable[[], bytes]) -> bytes:
        """Return what `make` makes from `inputs`, which say everything it depends on besides this program."""
        return self.keep(self.key(kind, inputs), make).data()

    def prune(self) -> None:
        """Remove what was not used for longest until the rest fits; what this build used stays."""
        if not self._is_larger:
            return
        kept = []
        for path in self._folder.rglob("*"):
            with contextlib.suppress(OSError):  # another build prunes too
                if path.is_file():
                    status = path.stat()
                    kept.append((path in self._used, status.st_mtime_ns, str(path), status.st_size))
        total = sum(size for *_, size in kept)
        for is_used, _, name, size in sorted(kept):
            if total <= self._most_bytes or is_used:
                return
            with contextlib.suppress(OSError):
                Path(name).unlink()
            total -= size

    def _write(self, place: Path, data: bytes) -> None:
        """Put a whole file in its place; a cache that cannot be written is no reason to stop."""
        part = place.with_name(f"{place.name}.{token_hex(4)}.part")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(sealed(data))
            part.replace(place)
            self._is_larger = True
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink()
