"""Tiny sites, published as a build publishes them, and what a reader sees of them."""

from __future__ import annotations

import os
import shutil
from contextlib import AbstractContextManager
from pathlib import Path

from qiangxiao.site.generations import Generation, Generations, generations_of
from qiangxiao.site.places import place_of
from qiangxiao.site.publication import assemble, digest_of_files, published_files
from qiangxiao.site.tree import files_in

Snapshot = dict[str, str]


def work_of(out: Path) -> Path:
    """Return the work folder of the root that publishes."""
    return out.parents[1] / ".build"


def engine_output(work: Path, words: str) -> Path:
    """Leave what an engine leaves: a page that all generations
    have, one that changes, one that comes and goes.
    """
    built = work.parent / "built"
    shutil.rmtree(built, ignore_errors=True)
    for path, text in {"index.html": words, "about/index.html": "same", f"{words}.txt": words}.items():
        (built / path).parent.mkdir(parents=True, exist_ok=True)
        (built / path).write_text(text)
    return built


def opened(out: Path, work: Path | None = None) -> AbstractContextManager[Generations]:
    """Open the generations of a place."""
    return generations_of(place_of(out, work or work_of(out)), None)


def publish(out: Path, words: str, keep: int = 3, work: Path | None = None) -> None:
    """Publish a site of these words."""
    built = engine_output(work or work_of(out), words)
    with opened(out, work) as generations:
        try:
            files = published_files(files_in(built), {})
            rows = assemble(files, generations.candidate(), generations.earlier)
            generations.publish(Generation(digest_of_files(files), 0), keep, rows)
        except Exception:
            generations.discard()
            raise


def seen(out: Path) -> Snapshot:
    """Return every file of a site as a reader sees it, through whatever links."""
    found = {}
    for folder, folders, names in os.walk(out, followlinks=True):
        folders[:] = [name for name in folders if name not in (".qiangxiao", "lost+found")]
        for path in (Path(folder, name) for name in names):
            if path.exists():  # a link of a volume that leads nowhere yet is no file
                found[path.relative_to(out).as_posix()] = path.read_text()
    return found


def inodes(folder: Path) -> set[tuple[int, int]]:
    """Return what tells the files of a folder from any other file, whatever their names."""
    found = (path.stat() for path in folder.rglob("*") if path.is_file())
    return {(status.st_dev, status.st_ino) for status in found}
