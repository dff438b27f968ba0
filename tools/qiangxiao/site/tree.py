"""The files of a site before they are published: each by its path, with its digest and where its bytes
are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from qiangxiao.site.ledger import walk


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file: its bytes are in another file, or here."""

    digest: str
    source: Path | bytes

    def data(self) -> bytes:
        """Return its bytes."""
        return self.source if isinstance(self.source, bytes) else self.source.read_bytes()


SiteFiles = Mapping[str, SiteFile]


def file_of(data: bytes) -> SiteFile:
    """Return a file of these bytes."""
    return SiteFile(sha256(data).hexdigest(), data)


def files_in(folder: Path) -> dict[str, SiteFile]:
    """Return every file of a folder, each read once for its digest."""
    return {
        path: SiteFile(sha256((folder / path).read_bytes()).hexdigest(), folder / path)
        for path, dates in walk(folder)
        if dates is not None
    }
