"""The folder an engine builds into, so kept that a build
only makes again what changed, whatever happened to the last.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qiangxiao.site.engines.engine import EngineRun, run_engine
from qiangxiao.site.file_output import write_bytes


@dataclass(frozen=True, slots=True)
class EngineOutput:
    """An engine's folder and its fingerprint: while there is one, every file in the folder is right.

    What is missing from the folder the engine makes in its next run. So whoever changes
    a staged file takes the fingerprint away, removes what the engine had made of the
    file, and puts it back: killed in between, the next build begins anew and publishes
    nothing that is gone. (Dates do not tell what changed: a clock may go back.)
    """

    engine: str
    work: Path

    @property
    def folder(self) -> Path:
        """Where the engine builds."""
        return self.work / f"output-{self.engine}"

    @property
    def _kept(self) -> Path:
        return self.work / f"{self.engine}.fingerprint"

    def take_fingerprint(self) -> str:
        """Return the fingerprint and take it away; "" when there is none."""
        found = self._kept.read_text(encoding="ascii", errors="replace") if self._kept.is_file() else ""
        self._kept.unlink(missing_ok=True)
        return found

    def put_fingerprint(self, fingerprint: str) -> None:
        """Say that everything in the folder is right."""
        if fingerprint:
            write_bytes(self._kept, fingerprint.encode())

    def remove(self, staged_paths: Iterable[str]) -> None:
        """Remove what staged files, now changed or gone, had become."""
        for path in staged_paths:
            target = self.folder / (f"{path.removesuffix('.md')}.html" if path.endswith(".md") else path)
            target.unlink(missing_ok=True)
            folder = target.parent
            while folder != self.folder and folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
                folder = folder.parent

    def make(self, settings: Path, fingerprint: str, epoch: int, lock: int | None) -> None:
        """Run the engine, over everything unless the
        fingerprint is that of the last run. Raises EngineError.
        """
        is_known = self.take_fingerprint() == fingerprint and self.folder.is_dir()
        is_incremental = is_known and self.engine == "mkdocs"  # the other engine knows no such runs
        if not is_incremental and self.folder.is_dir():
            shutil.rmtree(self.folder)
        run_engine(EngineRun(self.engine, settings, epoch, is_incremental, lock))
        self.put_fingerprint(fingerprint)
