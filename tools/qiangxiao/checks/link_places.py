"""Every link to another site in the content and in the hand-written pages, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.checks.external_links import ExternalLink
from qiangxiao.foundation.problems import Span
from qiangxiao.records.kinds import CITY_FOLDERS
from qiangxiao.records.reading import Place
from qiangxiao.sources.text import read_limited

# catches "https://a.cn/b", "HTTP://a.cn", spares "www.a.cn", "ftp://a.cn"
_URL = re.compile(r"https?://[^\s<>\"'\\]+", re.IGNORECASE)
# catches "](https://a.cn/b_(c))", "<https://a.cn>", spares "](a.md)", "(https://a.cn)"
_IN_MARKDOWN = re.compile(
    r"(?:\]\(|<)(https?://[^\s<>()\"'\\]+(?:\([^\s<>()\"'\\]*\)[^\s<>()\"'\\]*)*)", re.IGNORECASE
)
# catches "```", "  ~~~~", spares "``", "一```"
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
# catches "`a`", spares "`a", "a"
_CODE = re.compile(r"`[^`]*`")
_MADE = ("docs/errors/", "docs/schemas/", "docs/guide/fields/")


def external_links(catalog: Catalog) -> Iterator[ExternalLink]:
    """Yield the links in records and bodies, and in the pages under `docs/`, in path order."""
    found = [link for entry in _entries(catalog) for link in _of_entry(catalog, entry)]
    found += _of_documents(catalog.root)
    yield from sorted(found, key=lambda link: (link.path, link.span, link.url))


def _entries(catalog: Catalog) -> Iterator[Entry[BaseModel]]:
    yield from catalog.entries()
    if catalog.program_entry is not None:
        yield catalog.program_entry


def _of_entry(catalog: Catalog, entry: Entry[BaseModel]) -> Iterator[ExternalLink]:
    for place, url in _urls(entry.record, ()):
        span = catalog.locate(entry, place)
        yield ExternalLink(url, entry.path, span, ".".join(map(str, place)))
    for link in entry.body.links if entry.body else ():
        if _URL.fullmatch(link.target):
            yield ExternalLink(link.target, entry.path, link.span)


def _urls(value: object, place: Place) -> Iterator[tuple[Place, str]]:
    """Yield every text in a record that is wholly an address, with its place."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _urls(getattr(value, name), (*place, name))
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from _urls(item, (*place, at))
    elif isinstance(value, str) and _URL.fullmatch(value):
        yield place, value


def _of_documents(root: Path) -> Iterator[ExternalLink]:
    """Yield the links of hand-written pages outside code; generated pages repeat what they were made from."""
    for path in sorted((root / "docs").rglob("*.md")):
        relative = path.relative_to(root).as_posix()
        is_content = relative.startswith(tuple(f"{folder}/" for folder in CITY_FOLDERS))
        if is_content or relative.startswith(_MADE) or path.is_symlink():
            continue
        is_code = False
        for number, line in enumerate(read_limited(path).decode("utf-8", "replace").splitlines(), 1):
            if _FENCE.match(line):
                is_code = not is_code
            elif not is_code:
                for match in _IN_MARKDOWN.finditer(_CODE.sub(lambda code: " " * len(code[0]), line)):
                    yield ExternalLink(match[1], relative, Span.at(number, match.start(1) + 1, len(match[1])))
