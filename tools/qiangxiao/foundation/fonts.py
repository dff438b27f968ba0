"""The fonts of everything that is typeset: which files, in which packages, where they are kept.

They are never in the repository. `qiangxiao fonts` puts them beside the installed packages, each checked by
its digest, so that the same text gives the same bytes on every machine.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

FOLDER_VARIABLE = "QIANGXIAO_FONTS"


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font file by its name, size in bytes and SHA-256, and the Debian package that has it."""

    name: str
    size: int
    digest: str
    package: str


_FANDOL = "texlive-lang-chinese"
_HANAZONO = "fonts-hanazono"
FANG = FontFile(
    "FandolFang-Regular.otf",
    6961384,
    "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
    _FANDOL,
)
KAI = FontFile(
    "FandolKai-Regular.otf",
    7790552,
    "ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827",
    _FANDOL,
)
HEI = FontFile(
    "FandolHei-Regular.otf",
    5808908,
    "4afa97aa8751e0118617df88272b58d43691b5cffb7ea024c4580496e9f34d28",
    _FANDOL,
)
HEI_BOLD = FontFile(
    "FandolHei-Bold.otf", 3581972, "42ca2de27b45e16a284768673b6205a5add9e17871ee0e7db9c0d03f061d96fd", _FANDOL
)
SONG = FontFile(
    "FandolSong-Regular.otf",
    4947904,
    "a3820003227d4abe31fe28b493200d94a849ccfd078b50a019264f70353020b0",
    _FANDOL,
)
SONG_BOLD = FontFile(
    "FandolSong-Bold.otf",
    5777588,
    "ffa76a70e128947a4dd22151d5ee829b23e24ce3cb6fe8ad49891cd1c2d9e9b9",
    _FANDOL,
)
RARE = FontFile(
    "HanaMinA.ttf", 22761228, "7ca87559414474848fc513a8d8eb42d5b0f8194c30c2abdfbfedff5398ec88d7", _HANAZONO
)
RAREST = FontFile(
    "HanaMinB.ttf", 30739236, "829543436cdf7b4c6730e2af5806fa406f8ddf0d4b656e0cd49c58d4db1c8d3c", _HANAZONO
)
FONTS = (FANG, KAI, HEI, HEI_BOLD, SONG, SONG_BOLD, RARE, RAREST)
"""Fandol 0.3 has the characters of GB 2312; the two of
Hanazono have the rest, rare name characters among them.
"""


def fonts_folder() -> Path:
    """Return where the fonts are kept: what `QIANGXIAO_FONTS` says, else beside the installed packages."""
    stated = os.environ.get(FOLDER_VARIABLE)
    return Path(stated) if stated else Path(sys.prefix) / "share" / "qiangxiao" / "fonts"


def missing_fonts(folder: Path) -> tuple[FontFile, ...]:
    """Return the fonts a folder lacks. Only sizes are
    compared: digests are checked when fonts are put there.
    """
    return tuple(font for font in FONTS if not _has_size(folder / font.name, font.size))


def installed_fonts() -> Path | None:
    """Return the folder with all fonts; None when one is missing."""
    folder = fonts_folder()
    return None if missing_fonts(folder) else folder


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False


@cache
def unprintable_pattern() -> re.Pattern[str]:
    """Return a pattern for the characters that no font has."""
    ranges = (files("qiangxiao.foundation") / "printable_characters.txt").read_text(encoding="ascii").split()
    known = "".join(_range(*pair.partition("-")[::2]) for pair in ranges)
    # white space and what chooses a variant of the character before it need no glyph
    # of a font with 一 only it catches "二", spares "一", " " and "\ufe0f"
    return re.compile(f"[^{known}\\s\ufe00-\ufe0f]")


def _range(first: str, last: str) -> str:
    # \U escapes, so that ] and - are characters and not syntax
    return f"\\U{int(first, 16):08x}-\\U{int(last or first, 16):08x}"


def is_decoration(character: str) -> bool:
    """Tell whether a character is a picture rather than writing: 🎉 and ❤ are, 𰻝 is not."""
    return unicodedata.category(character) in ("So", "Sk")


def drop_decoration(text: str) -> str:
    """Return text without the pictures that no font has; words stay, also those that no font has."""
    return unprintable_pattern().sub(lambda found: "" if is_decoration(found[0]) else found[0], text)


def unprintable_in(text: str) -> str:
    """Return the first character of a text that no font has, or the empty string."""
    found = unprintable_pattern().search(text)
    return found[0] if found else ""
