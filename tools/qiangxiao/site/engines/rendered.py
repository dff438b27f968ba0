"""Staged pages to HTML by MkDocs' own parts, each rendered again only when something it was made from
changed.

What a page is made from: its staged text, everything that all pages share (settings, theme, libraries, this
program), and what it asked for while it was rendered: the site's day, and whether some files are there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from jinja2.bccache import Bucket

from qiangxiao.rendering.templates import CompiledHere
from qiangxiao.site.both_cores import make_all
from qiangxiao.site.cache import Cache
from qiangxiao.site.engines.mkdocs_pages import NOT_FOUND, MkDocsPages, RenderedPage
from qiangxiao.site.ledger import Ledger, read_rows, write_rows
from qiangxiao.site.staging import Staged
from qiangxiao.site.tree import SiteFile

_THEME = "theme"
_LOT = 1000  # pages: some 40 MB


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """What a run of the engine depends on besides the pages. `fingerprint` is that of all of it but the
    day.
    """

    path: Path
    day: str
    fingerprint: str


class CompiledTemplates(CompiledHere):
    """Keeps compiled templates in our cache, too, where what was damaged is noticed; Python would run
    anything.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is kept."""
        super().load_bytecode(bucket)
        found = None if bucket.code else self._cache.find(self._key(bucket))
        if found is not None:
            bucket.bytecode_from_string(found)
            super().dump_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        super().dump_bytecode(bucket)
        self._cache.keep(self._key(bucket), bucket.bytecode_to_string)

    def _key(self, bucket: Bucket) -> str:
        return self._cache.key("compiled", bucket.key, bucket.checksum)


def render_pages(staged: Staged, settings: EngineSettings, work: Path, cache: Cache) -> dict[str, SiteFile]:
    """Return everything that `mkdocs build` would have made of the staged files. Raises EngineError or
    OSError.
    """
    ledger = Ledger(work / "pages", work / "pages.json")
    place = work / "pages.asked.json"
    known = read_rows(place)
    shared = known.pop("", [""])
    if shared[0] != settings.fingerprint:
        known = {}
    engine: MkDocsPages | None = None
    stale: list[str] = []
    rows: dict[str, list[str | int]] = {}
    files: dict[str, SiteFile] = {}
    for path, digest in sorted(staged.digests.items()):
        if not path.endswith(".md"):
            files[path] = SiteFile(digest, staged.folder / path)
            continue
        target = f"{path.removesuffix('.md')}.html"
        row = known.get(path)
        if (
            row is None
            or not _holds(row, digest, settings.day, staged.digests)
            or (ledger.digests.get(target) != row[3])
        ):
            stale.append(path)
            continue
        rows[path] = row
        files[target] = SiteFile(str(row[3]), ledger.folder / target)
    if stale:
        engine = _engine(settings, staged, cache)
        for path, page in zip(stale, _render_all(engine, staged.folder, stale), strict=True):
            target = f"{path.removesuffix('.md')}.html"
            row = rows[path] = _put(ledger, target, staged.digests[path], settings.day, page)
            files[target] = SiteFile(str(row[3]), ledger.folder / target)
    row = known.get(NOT_FOUND)
    if (
        row is None
        or not _holds(row, "", settings.day, staged.digests)
        or (ledger.digests.get(NOT_FOUND) != row[3])
    ):
        engine = engine or _engine(settings, staged, cache)
        row = _put(ledger, NOT_FOUND, "", settings.day, engine.not_found())
    rows[NOT_FOUND] = row
    files[NOT_FOUND] = SiteFile(str(row[3]), ledger.folder / NOT_FOUND)
    theme = known.get(_THEME)
    if theme is None:
        engine = engine or _engine(settings, staged, cache)
        theme = [part for found, source in sorted(engine.static_files()) for part in (found, str(source))]
    rows[_THEME] = theme
    for found, place_of in zip(theme[::2], theme[1::2], strict=True):
        data = Path(str(place_of)).read_bytes()
        files.setdefault(str(found), SiteFile(sha256(data).hexdigest(), Path(str(place_of))))
    ledger.keep_only([path for path in files if path.endswith(".html") and path not in staged.digests])
    ledger.save()
    write_rows(place, {**rows, "": [settings.fingerprint]})
    return files


def _render_all(engine: MkDocsPages, folder: Path, paths: Sequence[str]) -> Iterator[RenderedPage]:
    """Yield the page of each path, in some lots: so many pages, and no more, are in memory at once."""

    def render(path: str) -> RenderedPage:
        return engine.render(path, (folder / path).read_text(encoding="utf-8"))

    yield render(paths[0])  # what all pages share, as the templates, is then there for both cores
    for start in range(1, len(paths), _LOT):
        yield from make_all(render, paths[start : start + _LOT])


def _engine(settings: EngineSettings, staged: Staged, cache: Cache) -> MkDocsPages:
    return MkDocsPages(settings.path, frozenset(staged.digests), CompiledTemplates(cache))


def _put(ledger: Ledger, target: str, digest: str, day: str, page: RenderedPage) -> list[str | int]:
    """Keep a page; return what it was made from: its text, the day, the files it looked for, and its own
    digest.
    """
    made = sha256(page.html).hexdigest()
    ledger.put(target, page.html, made)
    return [digest, day if page.asked_day else "", json.dumps(dict(page.asked)), made]


def _holds(row: list[str | int], digest: str, day: str, staged: Mapping[str, str]) -> bool:
    """Tell whether a page would be made from the same again."""
    if row[0] != digest or row[1] not in ("", day):
        return False
    asked: dict[str, bool] = json.loads(str(row[2]))
    return all((path in staged) == was_there for path, was_there in asked.items())
