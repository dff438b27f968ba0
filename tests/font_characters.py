"""Which characters a font file has, and the table of what all of them have together.

`python tests/font_characters.py` writes the table anew from the fonts in place; a test compares the two.
"""

from __future__ import annotations

import struct
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path

TABLE = Path(__file__).parents[1] / "tools" / "qiangxiao" / "foundation" / "printable_characters.txt"
_SPACE = 0x20


def characters_of(path: Path) -> set[int]:
    """Return the code points of a TrueType or OpenType file, from the `cmap` tables for Unicode."""
    data = path.read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {
        data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0] for at in range(12, 12 + 16 * count, 16)
    }
    start = tables[b"cmap"]
    (subtables,) = struct.unpack_from(">H", data, start + 2)
    found: set[int] = set()
    for number in range(subtables):
        platform, encoding, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * number)
        if (platform, encoding) in ((0, 3), (0, 4), (3, 1), (3, 10)):
            found |= _subtable(data, start + offset)
    return found


def _subtable(data: bytes, at: int) -> set[int]:
    (form,) = struct.unpack_from(">H", data, at)
    if form == 12:
        (groups,) = struct.unpack_from(">I", data, at + 12)
        rows = (struct.unpack_from(">III", data, at + 16 + 12 * row) for row in range(groups))
        return {
            code for first, last, glyph in rows for code in range(first, last + 1) if glyph + code - first
        }
    assert form == 4, form
    (double,) = struct.unpack_from(">H", data, at + 6)
    ends, starts, deltas, offsets = (at + 14, at + 16 + double, at + 16 + 2 * double, at + 16 + 3 * double)
    found = set()
    for row in range(0, double, 2):
        last, first = (struct.unpack_from(">H", data, place + row)[0] for place in (ends, starts))
        delta, shift = (struct.unpack_from(">H", data, place + row)[0] for place in (deltas, offsets))
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code + delta
            if shift:
                (glyph,) = struct.unpack_from(">H", data, offsets + row + shift + 2 * (code - first))
                glyph += delta if glyph else 0
            if glyph & 0xFFFF:
                found.add(code)
    return found


def ranges_of(characters: Iterable[int]) -> str:
    """Return the table as text: ranges of hexadecimal code points, wrapped."""
    rows: list[list[int]] = []
    for code in sorted(code for code in characters if code >= _SPACE):
        if rows and rows[-1][1] == code - 1:
            rows[-1][1] = code
        else:
            rows.append([code, code])
    words = (f"{first:x}" if first == last else f"{first:x}-{last:x}" for first, last in rows)
    return textwrap.fill(" ".join(words), width=108, break_on_hyphens=False) + "\n"


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
    from qiangxiao.foundation.fonts import FONTS, fonts_folder

    every = set().union(*(characters_of(fonts_folder() / font.name) for font in FONTS))
    TABLE.write_text(ranges_of(every), encoding="ascii")
