"""The last step: what the engine built becomes the site, all at once. Until then the last good site stays."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from datetime import date
from html import escape
from pathlib import Path

from qiangxiao.foundation.errors import UsageError

# What engines leave that no page of ours uses: sitemaps dated by the clock, search indexes, the theme's scripts,
# source maps, the second copy of our own assets (both engines publish the whole theme folder).
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
MARKER = ".qiangxiao-site"


def copy_tree(source: Path, target: Path) -> None:
    """Copy the engine's output; files are hard-linked where the disk allows."""
    if target.exists():
        shutil.rmtree(target)

    def link(from_path: str, to_path: str) -> str:
        try:
            os.link(from_path, to_path)
        except OSError:
            shutil.copyfile(from_path, to_path)
        return to_path

    shutil.copytree(source, target, copy_function=link)


def finish(site: Path, site_url: str, dates: Iterable[tuple[str, date | None]]) -> None:
    """Remove what the engine leaves and write the sitemap, which needs the site's address."""
    for pattern in _ENGINE_LEFTOVERS:
        for path in sorted(site.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
    if site_url:
        _write_new(site / "sitemap.xml", _sitemap(site_url, dates))
    _write_new(site / MARKER, "qiangxiao\n")


def _write_new(path: Path, text: str) -> None:
    """Replace a file that may be a hard link to the engine's copy."""
    path.unlink(missing_ok=True)
    path.write_text(text, encoding="utf-8")


def _sitemap(site_url: str, dates: Iterable[tuple[str, date | None]]) -> str:
    base = site_url.rstrip("/") + "/"
    rows = [
        f"<url><loc>{escape(base + address)}</loc>" + (f"<lastmod>{day}</lastmod>" if day else "") + "</url>"
        for address, day in sorted(dates)
    ]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    return "\n".join([*lines, *rows, "</urlset>", ""])


def link_to_files(site: Path) -> None:
    """Make every link to a folder a link to its `index.html`, so that a copy opens from a disk."""
    for path in sorted(found for found in site.rglob("*.html") if found.is_file()):
        text = path.read_text(encoding="utf-8")
        linked = _FOLDER_LINK.sub(
            lambda m: f"{m[1]}{m[2].rstrip('/') + '/' if m[2] else ''}index.html{m[3]}", text
        )
        if linked != text:
            _write_new(path, linked)


def publish(built: Path, out: Path) -> None:
    """Put the built site in place of the old one by two renames; on failure the old one is back.

    Raises UsageError when `out` holds something that is not a site of ours.
    """
    refuse_foreign(out)
    old = out.with_name(f".{out.name}.old")
    if old.exists():
        shutil.rmtree(old)
    out.parent.mkdir(parents=True, exist_ok=True)
    if out.exists():
        out.rename(old)
    try:
        built.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    if old.exists():
        shutil.rmtree(old)


def refuse_foreign(out: Path) -> None:
    """Raise UsageError when `out` exists and is not an empty folder or a site that we built."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise UsageError(f"{out} 不是文件夹。")
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise UsageError(f"{out} 里有别的文件，不会覆盖。请换一个文件夹，或先清空它。")
