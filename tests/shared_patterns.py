"""Patterns of the rules about words, compiled once in a run: what one worker has compiled, others take."""

from __future__ import annotations

import marshal
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from qiangxiao.checks import compiled


def share_patterns(folder: Path) -> None:
    """Let this process keep what it compiles in a folder, and look there before it compiles."""
    folder.mkdir(parents=True, exist_ok=True)
    compile_anew = compiled._code_of

    def code_of(pattern: str) -> compiled.Code:
        place = folder / sha256(pattern.encode()).hexdigest()
        with suppress(FileNotFoundError):
            kept: compiled.Code = marshal.loads(place.read_bytes())
            return kept
        code = compile_anew(pattern)
        mine = place.with_suffix(f".{os.getpid()}")
        mine.write_bytes(marshal.dumps(code))
        mine.rename(place)  # whole, or not there: another worker may be looking
        return code

    compiled._code_of = code_of
