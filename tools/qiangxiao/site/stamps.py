"""What a command answered, with everything it had read: as long as that is the same, so is the answer.

Only a convenience, like the cache: a stamp that is gone, damaged or another program's costs time and
nothing else.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qiangxiao.site.file_output import replace_bytes
from qiangxiao.site.inputs import Inputs
from qiangxiao.site.seals import sealed, unsealed


@dataclass(frozen=True, slots=True)
class Stamp:
    """An answer and where it is kept. `settings` are what it depends on besides files."""

    place: Path
    settings: tuple[str, ...]

    def read(self) -> dict[str, Any] | None:
        """Return what was last remembered, whether or not it still holds."""
        try:
            data = unsealed(self.place.read_bytes())
        except OSError:
            return None
        kept = json.loads(data) if data is not None else None
        return kept if isinstance(kept, dict) and kept.keys() == {"answer", "digest", "young"} else None

    def recall(self, inputs: Inputs) -> Any:
        """Return the answer that was given for these inputs; None when there is none."""
        kept = self.read()
        if kept is None:
            return None
        now = inputs.read_again(kept["young"])
        if now != kept["young"] or kept["digest"] != inputs.digest(now, *self.settings):
            return None
        if now:  # with time their dates tell enough
            self.remember(inputs, kept["answer"])
        return kept["answer"]

    def remember(self, inputs: Inputs, answer: Any) -> None:
        """Keep an answer; a disk that takes none is no reason to stop."""
        kept = {"answer": answer, "digest": inputs.digest(None, *self.settings), "young": dict(inputs.young)}
        with suppress(OSError):
            self.place.parent.mkdir(parents=True, exist_ok=True)
            replace_bytes(self.place, sealed(json.dumps(kept, ensure_ascii=False).encode()))

    def forget(self) -> None:
        """Remove the answer."""
        with suppress(OSError):
            self.place.unlink()
