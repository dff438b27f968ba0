"""What the last build made and from what: while nothing of that changed, there is nothing to build."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from qiangxiao.foundation.errors import UsageError
from qiangxiao.site.inputs import Inputs
from qiangxiao.site.locks import BusyError, lock
from qiangxiao.site.places import mark_of, place_of
from qiangxiao.site.stamps import Stamp


@dataclass(frozen=True, slots=True)
class Said:
    """What a build made: for which day, in which zone a day ends, and what is to be said of it."""

    as_of: date
    timezone: str
    words: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The last build with the same options: where its stamp is, and what this build has to read."""

    root: Path
    out: Path
    as_of: date | None
    stamp: Stamp
    inputs: Inputs

    @property
    def _work(self) -> Path:
        return self.root.resolve() / ".build"

    def said(self) -> Said | None:
        """Return what to say when readers see what this build would make; None when that is not sure."""
        try:
            with lock(self._work / "lock", None):
                made: dict[str, Any] | None = self.stamp.recall(self.inputs)
                if made is None or made["as_of"] != self._day(made["timezone"]).isoformat():
                    return None
                live = place_of(self.out, self._work).live
                if live is None or mark_of(live) != made["digest"]:
                    return None
                day = date.fromisoformat(made["as_of"])
                return Said(day, made["timezone"], tuple(made["words"]), tuple(made["notes"]))
        except (BusyError, OSError, UsageError, ValueError):
            return None  # whoever builds says what is wrong

    def remember(self, made: Said) -> None:
        """Keep what was built."""
        digest = mark_of(self.out)
        self.stamp.remember(
            self.inputs,
            {
                "as_of": made.as_of.isoformat(),
                "timezone": made.timezone,
                "digest": digest,
                "words": made.words,
                "notes": made.notes,
            },
        )

    def _day(self, timezone: str) -> date:
        return self.as_of or datetime.now(ZoneInfo(timezone)).date()


def last_build(root: Path, as_of: date | None, options: Namespace, inputs: Inputs) -> LastBuild | None:
    """Return the last build of the same kind; None where builds are not to be compared.

    `inputs` were looked at before anything was read, so that what changes meanwhile is another input the
    next time.
    """
    if options.stage_only or options.clean:
        return None
    out = Path(options.out) if options.out else root / "site"
    settings = (options.engine, str(options.offline), str(options.strict), str(options.keep))
    name = sha256(f"{out.absolute()}\0{options.engine}\0{options.offline}".encode()).hexdigest()[:12]
    stamp = Stamp(root.resolve() / ".build" / "stamps" / f"{name}.json", settings)
    return LastBuild(root, out, as_of, stamp, inputs)
