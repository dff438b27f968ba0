"""Characters as drawn: each from the first font that has it, its picture and width kept for the next card."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from qiangxiao.foundation.fonts import FANG, HEI, HEI_BOLD, KAI, RARE, RAREST, SONG, SONG_BOLD, FontFile

BOLD = (HEI_BOLD, HEI, SONG_BOLD, SONG, FANG, KAI, RARE, RAREST)
PLAIN = (HEI, SONG, FANG, KAI, HEI_BOLD, SONG_BOLD, RARE, RAREST)
Colour = tuple[int, int, int]
_NEVER_A_CHARACTER = "\uffff"
_KEPT_AT_MOST = 6000  # pictures of glyphs in memory, a few KB each


class MissingGlyphError(Exception):
    """No font has a character."""

    def __init__(self, character: str) -> None:
        super().__init__(character)
        self.character = character


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character's coverage, where it starts relative to
    the pen on the baseline, and how far the pen moves.
    """

    mask: Image.Image | None
    left: int
    top: int
    advance: float


def drawable(text: str) -> str:
    """Return a text without what has no picture: controls,
    joiners, variation selectors; runs of space as one.
    """
    shown = "".join(c for c in unicodedata.normalize("NFC", text) if c.isspace() or _is_shown(c))
    return " ".join(shown.split())


def _is_shown(character: str) -> bool:
    is_selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return unicodedata.category(character) not in ("Cc", "Cf", "Co", "Cs", "Cn") and not is_selector


class Face:
    """A style at a size in pixels."""

    def __init__(self, folder: Path, fonts: Sequence[FontFile], size: int) -> None:
        self._folder, self._fonts, self.size = folder, fonts, size
        self._opened: dict[str, tuple[ImageFont.FreeTypeFont, bytes]] = {}
        self._glyphs: dict[str, Glyph] = {}

    def width(self, text: str) -> float:
        """Return the width of a text in pixels. Raises MissingGlyphError."""
        return sum(self.glyph(character).advance for character in text)

    def draw(self, image: Image.Image, x: float, baseline: float, text: str, colour: Colour) -> float:
        """Draw a line of text and return where the pen ends."""
        for character in text:
            glyph = self.glyph(character)
            if glyph.mask is not None:
                image.paste(colour, (round(x) + glyph.left, round(baseline) + glyph.top), glyph.mask)
            x += glyph.advance
        return x

    def glyph(self, character: str) -> Glyph:
        """Return a character's picture."""
        known = self._glyphs.get(character)
        if known is None:
            if len(self._glyphs) >= _KEPT_AT_MOST:
                self._glyphs.clear()
            known = self._glyphs[character] = self._draw(character)
        return known

    def _draw(self, character: str) -> Glyph:
        if character.isspace():
            return Glyph(None, 0, 0, self.size * (1.0 if character == "\u3000" else 0.3))
        for file in self._fonts:
            font, nothing = self._font(file)
            if bytes(font.getmask(character)) != nothing:
                left, top, right, bottom = (round(edge) for edge in font.getbbox(character, anchor="ls"))
                mask = Image.new("L", (max(1, right - left), max(1, bottom - top)))
                ImageDraw.Draw(mask).text((-left, -top), character, fill=255, font=font, anchor="ls")
                return Glyph(mask, left, top, font.getlength(character))
        raise MissingGlyphError(character)

    def _font(self, file: FontFile) -> tuple[ImageFont.FreeTypeFont, bytes]:
        if file.name not in self._opened:
            path = str(self._folder / file.name)
            font = ImageFont.truetype(path, self.size, layout_engine=ImageFont.Layout.BASIC)
            self._opened[file.name] = (font, bytes(font.getmask(_NEVER_A_CHARACTER)))
        return self._opened[file.name]


class Faces:
    """Every face in use, by style and size."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faces: dict[tuple[str, int], Face] = {}

    def bold(self, size: int) -> Face:
        """Return the bold face of a size in pixels."""
        return self._face("bold", BOLD, size)

    def plain(self, size: int) -> Face:
        """Return the regular face of a size in pixels."""
        return self._face("plain", PLAIN, size)

    def _face(self, name: str, fonts: Sequence[FontFile], size: int) -> Face:
        if (name, size) not in self._faces:
            self._faces[name, size] = Face(self._folder, fonts, size)
        return self._faces[name, size]
