"""The page for addresses that lead nowhere, made to stand at any of them: it cannot know how deep it is
shown.

A web server sends it for `/a/b/c/` as it stands, under whatever path the site lies. So each style sheet
is named once for every depth there can be: one name leads to it, and a browser passes over the others.
The same goes for one small script, which knows from its own address where the site begins, and mends the
links of the page.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

PATH = "404.html"
_DEEPEST = 8
"""Folders of an address below the site: five in ours (`schools/jinjiang/shili/updates/2026-11-05-x/`), and
some spare.
"""
# catches "<link rel=\"stylesheet\" href=\"a.css\">", spares "<link rel=\"icon\" href=\"a.svg\">"
_STYLES = re.compile(r'<link rel="stylesheet" href="([^"]*)">\s*')
# catches "<script src=\"a.js\" defer></script>", spares "<script type=\"module\" src=\"a.js\"></script>"
_SCRIPTS = re.compile(r'<script src="([^"]*)"(?: defer)?></script>\s*')


def at_any_depth(page: bytes, site_url: str) -> bytes:
    """Return the engine's page so that it has its look and its links wherever it is shown."""
    base = urlsplit(site_url).path or "/"
    base = base if base.endswith("/") else f"{base}/"
    text = page.decode()
    styles, scripts = (
        [found.removeprefix(base) for found in pattern.findall(text)] for pattern in (_STYLES, _SCRIPTS)
    )
    text = _SCRIPTS.sub("", _STYLES.sub("", text))
    ways = ["../" * depth for depth in range(_DEEPEST + 1)]
    links = [f'<link rel="stylesheet" href="{way}{path}">' for way in ways for path in styles]
    names = escape(" ".join(scripts))
    links += [
        f'<script src="{way}assets/qx/not-found.js" data-base="{escape(base)}" '
        f'data-scripts="{names}" async></script>'
        for way in ways
    ]
    return text.replace("</head>", f"{''.join(links)}</head>", 1).encode()
