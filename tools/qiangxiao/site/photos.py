"""The photos on published pages, re-encoded once and kept in the cache."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.case import CASE
from qiangxiao.records.district_news import DISTRICT_NEWS
from qiangxiao.records.inspection import INSPECTION
from qiangxiao.records.news import NEWS
from qiangxiao.records.update import UPDATE
from qiangxiao.rendering.context import Photo, PhotoSize
from qiangxiao.rendering.page import Artifact
from qiangxiao.rendering.photos import PhotoFile, blank_files, choose_still, photo_files
from qiangxiao.selection.edition import Edition
from qiangxiao.site.cache import Cache, Kept


def list_shown_photos(edition: Edition) -> tuple[str, ...]:
    """Return the paths of the photos on published pages: nobody has agreed to show any other."""
    catalog = edition.catalog
    header = catalog.media.get(catalog.program.looks.header_image or "")
    found: set[str] = {header} if header else set()
    for school in edition.schools:
        baseline = school.one(BASELINE)
        articles = (*edition.of(school, UPDATE), *edition.of(school, CASE))
        files = {photo.file for entry in articles for photo in entry.record.photos}
        files |= {school.profile.record.photo or ""} if school.profile else set()
        with_body = (
            *articles,
            *edition.of(school, INSPECTION),
            *((baseline,) if baseline else ()),
        )
        files |= {image.target for entry in with_body if entry.body for image in entry.body.images}
        found |= {path for file, path in school.media.items() if file in files}
    for news in (*edition.all(NEWS), *edition.all(DISTRICT_NEWS)):
        shown = [photo.file for photo in news.record.photos]
        shown += [image.target for image in news.body.images] if news.body else []
        own = catalog.media_beside(news)
        found |= {own[file] for file in shown if file in own}
    return tuple(sorted(found))


class _Published(Mapping[str, Photo]):
    """Photos by their path, each looked up once."""

    def __init__(self, paths: tuple[str, ...], find: Callable[[str], Photo]) -> None:
        self._paths, self._find = dict.fromkeys(paths), find
        self._found: dict[str, Photo] = {}

    def __getitem__(self, path: str) -> Photo:
        if path not in self._found:
            if path not in self._paths:
                raise KeyError(path)
            self._found[path] = self._find(path)
        return self._found[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def __contains__(self, path: object) -> bool:
        return path in self._paths


class PhotoStore:
    """Every shown photo in all its sizes. Bytes stay on the disk until they are asked for."""

    def __init__(self, edition: Edition, cache: Cache) -> None:
        self._root, self._paths, self._cache = edition.catalog.root, list_shown_photos(edition), cache
        self._kept: dict[str, Kept] = {}

    @property
    def published(self) -> Mapping[str, Photo]:
        """The photos by their path, each encoded when somebody asks for it."""
        return _Published(self._paths, self._photo)

    def _photo(self, path: str) -> Photo:
        rows: list[dict[str, Any]] = json.loads(self._encode(path).data().partition(b"\n")[0])
        files = [PhotoFile(f"{path}{row['ending']}", b"", row["width"], row["height"]) for row in rows]
        sizes = [PhotoSize(file.path, file.width) for file in sorted(files, key=lambda file: file.width)]
        stills = tuple(size for size in sizes if not size.path.endswith(".webp"))
        webp = tuple(size for size in sizes if size.path.endswith(".webp"))
        first = files[0]
        still = choose_still(files).path
        return Photo(path, first.width, first.height, rows[0]["size"], still, stills, webp)

    def artifacts(self) -> Iterator[Artifact]:
        """Yield every file of every photo."""
        for path in self._paths:
            for file in self._files(path):
                yield Artifact(file.path, file.data)

    def file(self, path: str) -> bytes | None:
        """Return the bytes of one file of a photo; None when no shown photo has it."""
        found = (one for one in self._paths if path.startswith(one))
        files = (file for one in found for file in self._files(one) if file.path == path)
        return next((file.data for file in files), None)

    def still(self, path: str) -> PhotoFile | None:
        """Return a photo's largest JPEG or PNG; None when it is not shown."""
        return choose_still(self._files(path)) if path in self._paths else None

    def _files(self, path: str) -> tuple[PhotoFile, ...]:
        header, _, rest = self._encode(path).data().partition(b"\n")
        files, start = [], 0
        for row in json.loads(header):
            data = rest[start : start + row["size"]]
            files.append(PhotoFile(f"{path}{row['ending']}", data, row["width"], row["height"]))
            start += row["size"]
        return tuple(files)

    def _encode(self, path: str) -> Kept:
        """Encode a photo the first time anybody asks for it."""
        if path not in self._kept:
            place = self._root / path
            source = place.read_bytes()
            key = self._cache.key("photo", path.rpartition(".")[2], source)
            kept = self._cache.keep(key, partial(_bundle, path, source))
            # holds no photo in memory
            self._kept[path] = replace(kept, make=lambda: _bundle(path, place.read_bytes()))
        return self._kept[path]


def _bundle(path: str, source: bytes) -> bytes:
    """Return every size of a photo in one piece: a line that says what follows, then the files."""
    try:
        files = photo_files(path, source)
    except OSError:  # its header is in order and its pixels are not: no reason to stop the site
        files = blank_files(path)
    rows = [
        {
            "ending": file.path.removeprefix(path),
            "width": file.width,
            "height": file.height,
            "size": len(file.data),
        }
        for file in files
    ]
    return json.dumps(rows).encode() + b"\n" + b"".join(file.data for file in files)
