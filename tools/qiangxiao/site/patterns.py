"""Compiled patterns of the rules about words, kept beside what was read of content files."""

from __future__ import annotations

import sys
import zlib
from contextlib import suppress
from pathlib import Path

from qiangxiao.checks import compiled
from qiangxiao.site.file_output import replace_bytes
from qiangxiao.site.pickles import DamagedError, dump, load
from qiangxiao.site.seals import sealed, unsealed

_SPEED = 1  # of zlib: a tenth of the size for a hundredth of a second


def bring_patterns(place: Path) -> None:
    """Take over what was compiled the last time, by the same Python: another one may count otherwise."""
    with suppress(OSError, DamagedError):
        found = unsealed(place.read_bytes())
        by, packed = load(found) if found is not None else ("", b"")
        if by == sys.version:
            compiled.bring(load(zlib.decompress(packed)))


def keep_patterns(place: Path) -> None:
    """Keep what was compiled, if anything was. A disk that takes nothing is no reason to stop."""
    if not compiled.is_all_brought():
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            packed = zlib.compress(dump(compiled.codes()), _SPEED)
            replace_bytes(place, sealed(dump((sys.version, packed))))
