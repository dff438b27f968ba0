"""Pages as they are recalled after a change, beside those of a program that recalls nothing.

A few changes run in the test suite; `.venv/bin/python tests/recalled_pages.py` makes every change
of the corpus and takes every line of the small program away, one after another.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus_trees import AS_OF, BASE, CORPUS, put_over

from qiangxiao.catalog.loader import load
from qiangxiao.catalog.reads import WatchedMapping
from qiangxiao.catalog.watched import WatchedCatalog
from qiangxiao.rendering.context import Photo, Site
from qiangxiao.rendering.data import data_artifacts
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages.everything import all_pages
from qiangxiao.selection.edition import Edition
from qiangxiao.selection.watched_edition import WatchedEdition
from qiangxiao.site.photos import list_shown_photos
from qiangxiao.site.recalled import Recalled, version_of

Pages = Mapping[str, Page]


@dataclass(frozen=True)
class Recall:
    """Pages by their addresses, the keys of what was made anew for them, and the open data by its paths."""

    pages: Pages
    made: tuple[str, ...]
    data: Mapping[str, bytes]


def pages_anew(root: Path, day: date = AS_OF) -> Pages:
    """Return the pages of a program that recalls nothing."""
    return _pages(_site_anew(root, day))


def _site_anew(root: Path, day: date) -> Site:
    edition = Edition(load(root).catalog, day)
    return Site(edition, _photos(root, edition))


def _data(site: Site) -> Mapping[str, bytes]:
    return {artifact.path: artifact.data for artifact in data_artifacts(site)}


def pages_recalled(root: Path, kept: Path, day: date = AS_OF) -> Recall:
    """Return the pages of a program that recalls what it can, and keeps what it makes."""
    catalog = WatchedCatalog(load(root).catalog)
    edition = WatchedEdition(catalog, day)
    photos = WatchedMapping(catalog.reads, "photo", _photos(root, edition), repr)
    version = version_of(catalog.plain)
    if version is None:
        site = Site(edition, photos)
        return Recall(_pages(site), (), _data(site))
    recalled = Recalled(kept, catalog.reads, version)
    site = Site(edition, photos, recall=recalled)
    pages, data = _pages(site), _data(site)
    recalled.save()
    return Recall(pages, tuple(recalled.made), data)


def _photos(root: Path, edition: Edition) -> dict[str, Photo]:
    """Return the photos as if each byte were a pixel: enough to see that another picture is shown."""
    return {path: Photo(path, (root / path).stat().st_size, 1, 0) for path in list_shown_photos(edition)}


def _pages(site: Site) -> Pages:
    return {page.address: page for page in all_pages(site)}


def differing(root: Path, kept: Path, day: date = AS_OF) -> list[str]:
    """Return the addresses and paths at which what is recalled is not what is made anew."""
    site, recall = _site_anew(root, day), pages_recalled(root, kept, day)
    anew: dict[str, object] = {**_pages(site), **_data(site)}
    recalled: dict[str, object] = {**recall.pages, **recall.data}
    return sorted(place for place in anew | recalled if anew.get(place) != recalled.get(place))


def main() -> None:
    """Make every change and print what is wrong."""
    count = wrong = 0
    with tempfile.TemporaryDirectory() as place:
        root, kept = Path(place) / "root", Path(place) / "kept"

        def begin() -> None:
            shutil.rmtree(root, ignore_errors=True)
            shutil.copytree(BASE, root)

        for overlay in sorted(CORPUS.glob("*valid/*")):
            files = overlay / "files" if (overlay / "files").is_dir() else overlay
            begin()
            pages_recalled(root, kept)
            put_over(root, files)
            found = differing(root, kept)
            count, wrong = count + 1, wrong + bool(found)
            print(overlay.name, found or "", flush=True)
        begin()
        for path in sorted(path for path in root.rglob("*") if path.suffix in (".yml", ".md")):
            whole = path.read_text(encoding="utf-8")
            lines = whole.splitlines(keepends=True)
            for at in range(len(lines)):
                path.write_text("".join((*lines[:at], *lines[at + 1 :])), encoding="utf-8")
                found = differing(root, kept)
                count, wrong = count + 1, wrong + bool(found)
                if found:
                    print(path.relative_to(root), at + 1, found, flush=True)
            path.write_text(whole, encoding="utf-8")
    print(f"{count} changes, after {wrong} of them a page differs")


if __name__ == "__main__":
    main()
