"""The looks of a program as files: its style sheets in its colours, its mark, the icon of its pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.foundation.line_ends import read_own_file
from qiangxiao.foundation.palette import Palette
from qiangxiao.rendering.cards.marks import draw_mark, encode_mark
from qiangxiao.site.cache import Cache, Kept

_ICON = read_own_file(Path(__file__).with_name("icon.svg")).decode("utf-8").strip()
"""The mark of a program that has none: a house of bars, in its colour."""
# Only whole lines: of scripts that answer a first search they are a seventh of the bytes.
_REMARKS = {
    # catches "  // a\n", spares "a(); // b", "  'https://a'"
    ".js": re.compile(rb"^[ \t]*//.*\n", re.MULTILINE),
    # catches "/* a */\n", spares "a {} /* b */\n", "/* a\n"
    ".css": re.compile(rb"^[ \t]*/\*.*\*/[ \t]*\n", re.MULTILINE),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A program's mark: its site-relative path, the published file, and its pixels for what is drawn."""

    path: str
    file: Kept
    drawn: Kept


def mark_of(catalog: Catalog, cache: Cache) -> Mark | None:
    """Return the mark of a program; None when it has none that can be read."""
    logo = catalog.program.looks.logo
    path = catalog.media.get(logo or "")
    if logo is None or path is None:
        return None
    place = catalog.root / path
    data = place.read_bytes()
    ending = logo.rpartition(".")[2]
    # holds no file in memory
    file = cache.keep(cache.key("mark", ending, data), lambda: encode_mark(ending, place.read_bytes()))
    drawn = cache.keep(cache.key("drawn-mark", ending, data), partial(draw_mark, ending, data))
    return Mark(f"assets/qx/logo.{ending}", file, drawn)


def icon_of(palette: Palette) -> str:
    """Return the icon of a program without a mark, as a `data:` address."""
    return "data:image/svg+xml," + quote(palette.paint(_ICON), safe="'/:=.,")


def read_asset(path: Path, palette: Palette) -> bytes:
    """Return a file of the theme without its remarks, a style sheet in the program's colours."""
    data = read_own_file(path)
    remark = _REMARKS.get(path.suffix)
    data = remark.sub(b"", data) if remark else data
    return palette.paint(data.decode("utf-8")).encode("utf-8") if path.suffix == ".css" else data
