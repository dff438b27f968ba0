"""How runs of Chinese characters are read, kept from one build to the next.

The dictionaries of the library that knows take a third of a second to load, and a few thousand titles hardly
change: a build that finds them all here never loads it.
"""

from __future__ import annotations

from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from qiangxiao.rendering import search_sounds
from qiangxiao.site.cache import program_digest
from qiangxiao.site.ledger import read_rows, write_rows

_PROGRAM = ""
"""The row of what was read with: no run of characters is empty."""


def bring_sounds(work: Path) -> None:
    """Take over what the last build had to know, if this program noted it and nobody altered it."""
    rows = read_rows(_place(work))
    if rows.pop(_PROGRAM, None) == _by():
        search_sounds.bring({run: [str(syllable) for syllable in row] for run, row in rows.items()})


def keep_sounds(work: Path) -> None:
    """Note what this build had to know, and nothing else. A disk that takes nothing is no reason to stop."""
    read = search_sounds.readings()
    rows: dict[str, list[str | int]] = {_PROGRAM: _by(), **{run: [*read[run]] for run in read}}
    if read_rows(_place(work)) != rows:
        with suppress(OSError):
            write_rows(_place(work), rows)


def _by() -> list[str | int]:
    return [program_digest(), version("pypinyin")]


def _place(work: Path) -> Path:
    return work / "sounds.json"
