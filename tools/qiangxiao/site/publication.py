"""What is published: what an engine made, what is not ours left out, what is ours added; and a tree of it.

No file of the tree is a file that anything writes again: it is written here, or it is one of the last
generation.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Mapping
from datetime import date
from fnmatch import fnmatch
from html import escape
from pathlib import Path

from qiangxiao.site import not_found
from qiangxiao.site.file_output import write_bytes
from qiangxiao.site.generations import Earlier, Rows, combine
from qiangxiao.site.ledger import dates_of
from qiangxiao.site.places import MARKER
from qiangxiao.site.tree import SiteFile, SiteFiles, file_of

# What engines leave that no page of ours uses: sitemaps dated by the clock, search indexes, the theme's
# scripts and style sheets (material.css holds what is needed of them), the second copy of our own assets
# (both engines publish the whole theme folder).
_ENGINE_LEFTOVERS = (
    "sitemap.xml",
    "sitemap.xml.gz",
    "search.json",
    "COMPONENTS.md",
    "assets/javascripts/*",
)
_ENGINE_LEFTOVERS_BESIDE = (
    "assets/*.js",
    "assets/*.css",
    "assets/stylesheets/*",
)
"""Those of which a folder further down is not meant: `assets/qx/site.js` stays."""
# catches "<a class=\"b\" href=\"../c/#d\"", "<a href=\".\"", spares "<a href=\"https://a.cn/\"", "<a
# href=\"a.pdf\"", "<link href=\"a/\""
_FOLDER_LINK = re.compile(
    r'(<a\b[^>]*?\bhref=")(?![a-z][a-z0-9+.-]*:|//)([^"#?]*/|\.|\.\.)((?:\?[^"#]*)?(?:#[^"]*)?")', re.I
)


def published_files(
    built: SiteFiles, own: Mapping[str, bytes], is_offline: bool = False, site_url: str = ""
) -> dict[str, SiteFile]:
    """Return what is to be published of what an engine built, and `own` files besides."""
    files = {path: file for path, file in built.items() if not is_leftover(path)}
    files |= {path: file_of(data) for path, data in own.items()}
    if not_found.PATH in files:
        data = files[not_found.PATH].data()
        files[not_found.PATH] = file_of(not_found.at_any_depth(data, site_url))
    if is_offline:
        for path, file in files.items():
            if path.endswith(".html"):
                files[path] = file_of(_linked_to_files(file.data()))
    return files


def is_leftover(path: str) -> bool:
    """Tell whether a file is one that engines leave and no page of ours uses."""
    folder, _, name = path.rpartition("/")
    return any(fnmatch(path, pattern) for pattern in _ENGINE_LEFTOVERS) or any(
        folder == pattern.rpartition("/")[0] and fnmatch(name, pattern.rpartition("/")[2])
        for pattern in _ENGINE_LEFTOVERS_BESIDE
    )


def digest_of_files(files: SiteFiles) -> str:
    """Return the digest that a tree of these files has in its marker."""
    return combine((path, file.digest) for path, file in files.items())


def assemble(files: SiteFiles, tree: Path, earlier: Earlier | None) -> Rows:
    """Fill an empty folder with the site and return what is known of its files.

    A file that the earlier generation has with the same bytes is shared with it: the disk holds it once,
    and web servers go on sending its date.
    """
    rows: Rows = {}
    folders = {tree}
    for path, file in files.items():
        target = tree / path
        if target.parent not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(target.parent)
        if earlier is None or not _shared(path, file, target, earlier):
            write_bytes(target, file.data())
        dates = dates_of(target.lstat())
        assert dates is not None
        rows[path] = [file.digest, *dates]
    write_bytes(tree / MARKER, f"qiangxiao {digest_of_files(files)}\n".encode())
    return rows


def _shared(path: str, file: SiteFile, target: Path, earlier: Earlier) -> bool:
    """Make a file of the earlier generation also one of the new, if it has these bytes; tell whether it
    was.
    """
    before = earlier.tree / path
    try:
        status = before.lstat()
        if not stat.S_ISREG(status.st_mode):
            return False
        if earlier.rows.get(path) != [file.digest, *(dates_of(status) or ())]:
            data = file.data()
            if status.st_size != len(data) or before.read_bytes() != data:
                return False
        os.link(before, target)
    except OSError:  # it is not there, or the disk knows no hard links
        return False
    return True


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


def _linked_to_files(page: bytes) -> bytes:
    """Make every link to a folder a link to its `index.html`, so that a copy opens from a disk."""
    return _FOLDER_LINK.sub(
        lambda m: f"{m[1]}{m[2].rstrip('/') + '/' if m[2] else ''}index.html{m[3]}", page.decode()
    ).encode()
