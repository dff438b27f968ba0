"""What an engine built to a tree of its own that may be
published: what is not ours left out, what is ours added.

No file of the tree is a file that anything writes again:
it is written here, or it is one of the last generation.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from html import escape
from itertools import chain
from pathlib import Path

from qiangxiao.site import not_found
from qiangxiao.site.file_output import write_bytes
from qiangxiao.site.generations import combine
from qiangxiao.site.places import MARKER

# What engines leave that no page of ours uses: sitemaps dated by the clock, search indexes, the theme's
# scripts, source maps, the second copy of our own assets (both engines publish the whole theme folder).
_ENGINE_LEFTOVERS = (
    "sitemap.xml",
    "sitemap.xml.gz",
    "search.json",
    "COMPONENTS.md",
    "assets/javascripts",
    "assets/*.js",
    "assets/*.css",
    "assets/stylesheets/*.map",
    "assets/stylesheets/palette.*",
)
_FOLDER_LINK = re.compile(
    r'(<a\b[^>]*?\bhref=")(?![a-z][a-z0-9+.-]*:|//)([^"#?]*/|\.|\.\.)((?:\?[^"#]*)?(?:#[^"]*)?")', re.I
)


def assemble(
    built: Path,
    tree: Path,
    previous: Path | None,
    own: Mapping[str, bytes],
    is_offline: bool = False,
    site_url: str = "",
) -> str:
    """Fill an empty folder with the site and return its digest.

    A file that the previous generation has with the same bytes is shared with it: the disk holds it once, and
    web servers go on sending its date. `own` are files besides those of the engine.
    """
    digests: dict[str, str] = {}
    for path, data in chain(_engine_files(built), own.items()):
        if path == not_found.PATH:
            data = not_found.at_any_depth(data, site_url)
        if is_offline and path.endswith(".html"):
            data = _link_to_files(data)
        digests[path] = sha256(data).hexdigest()
        target = tree / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if previous is None or not _share(previous / path, target, data):
            write_bytes(target, data)
    digest = combine(digests.items())
    write_bytes(tree / MARKER, f"qiangxiao {digest}\n".encode())
    return digest


def _engine_files(built: Path) -> Iterator[tuple[str, bytes]]:
    left_out = {path for pattern in _ENGINE_LEFTOVERS for path in built.glob(pattern)}
    for folder, folders, names in os.walk(built):
        folders[:] = sorted(name for name in folders if Path(folder, name) not in left_out)
        for path in (Path(folder, name) for name in sorted(names)):
            if path not in left_out:
                yield path.relative_to(built).as_posix(), path.read_bytes()


def _share(before: Path, target: Path, data: bytes) -> bool:
    """Make a file of the previous generation also one of
    the new, if it has these bytes; tell whether it was.
    """
    try:
        status = before.lstat()
        is_same_size = stat.S_ISREG(status.st_mode) and status.st_size == len(data)
        if is_same_size and before.read_bytes() == data:
            os.link(before, target)
            return True
    except OSError:  # it is not there, or the disk knows no hard links
        pass
    return False


def robots(site_url: str) -> bytes:
    """Return what crawlers are told: everything may be read, and where the list of pages is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url.rstrip('/')}/sitemap.xml\n".encode()


def sitemap(site_url: str, dates: Iterable[tuple[str, date | None]]) -> bytes:
    """Return the sitemap, which needs the site's address."""
    base = site_url.rstrip("/") + "/"
    rows = [
        f"<url><loc>{escape(base + address)}</loc>" + (f"<lastmod>{day}</lastmod>" if day else "") + "</url>"
        for address, day in sorted(dates)
    ]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    return "\n".join([*lines, *rows, "</urlset>", ""]).encode()


def _link_to_files(page: bytes) -> bytes:
    """Make every link to a folder a link to its `index.html`, so that a copy opens from a disk."""
    return _FOLDER_LINK.sub(
        lambda m: f"{m[1]}{m[2].rstrip('/') + '/' if m[2] else ''}index.html{m[3]}", page.decode()
    ).encode()
