"""Draws the share card of a page (1200×630) and the cover of a WeChat article (900×383)."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from qiangxiao.foundation.palette import SHIPPED_PALETTE, Palette
from qiangxiao.rendering.cards.glyphs import Colour, Face, Faces, drawable
from qiangxiao.rendering.cards.lines import NO_END, NO_START, break_lines, shorten
from qiangxiao.rendering.cards.marks import paste_mark

CARD_SIZE = (1200, 630)
COVER_SIZE = (900, 383)
"""Pixels of an article's cover in WeChat, 2.35 : 1."""
PAPER: Colour = (251, 248, 243)
WASH: Colour = (245, 236, 224)
ON_RED: Colour = (253, 248, 242)
INK: Colour = (38, 33, 28)
GREY: Colour = (93, 84, 74)
LINE: Colour = (222, 207, 187)
_QUALITY = 75  # of JPEG: large letters on a plain ground stay clean
_MOST_LINES = 3  # of a title on a card; a fourth would reach its foot
_TRIED = 3
"""Sizes compared for a title."""


@dataclass(frozen=True, slots=True)
class CardText:
    """What a card says: the kind of page, its title,
    whose it is, the program; whether all of it is sample.
    """

    kind: str
    title: str
    source: str
    program: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class _Layout:
    """Measures of one kind of card, in pixels."""

    size: tuple[int, int]
    margin: int
    bar: int
    small: int
    titles: tuple[int, ...]
    title_top: int
    title_bottom: int
    foot: int


_CARD = _Layout(CARD_SIZE, 80, 16, 34, (76, 68, 62, 56, 50, 44, 40, 36), 168, 448, 566)
_COVER = _Layout(COVER_SIZE, 48, 10, 24, (56, 50, 44, 40, 36, 32, 28, 26), 100, 290, 340)


class CardPainter:
    """Draws cards; made once, so that each character is drawn once at each size."""

    def __init__(self, fonts: Path, palette: Palette = SHIPPED_PALETTE, mark: bytes | None = None) -> None:
        self._faces = Faces(fonts)
        self._colour = palette.colour
        self._mark_of_program = mark
        self._grounds: dict[tuple[int, int], Image.Image] = {}

    def card(self, text: CardText) -> bytes:
        """Return the share card of a page. Raises MissingGlyphError."""
        return jpeg(self._paint(text, _CARD))

    def cover(self, text: CardText) -> bytes:
        """Return the cover of a WeChat article. Raises MissingGlyphError."""
        return jpeg(self._paint(text, _COVER))

    def _paint(self, text: CardText, layout: _Layout) -> Image.Image:
        image = self._ground(layout).copy()
        width = layout.size[0] - 2 * layout.margin
        small, small_bold = self._faces.plain(layout.small), self._faces.bold(layout.small)
        self._head(image, text, layout, small, small_bold)
        title = drawable(text.title) or drawable(text.program)
        face, lines = fit_title(self._faces, title, width, layout.titles)
        pitch = round(face.size * 1.36)
        middle = (layout.title_top + layout.title_bottom) / 2
        baseline = middle - pitch * len(lines) / 2 + face.size * 1.03
        for line in lines:
            face.draw(image, layout.margin - _indent(face, line), baseline, line, INK)
            baseline += pitch
        mark = "示例" if text.is_sample else ""
        room = width - (small_bold.width(mark) + 2 * layout.small if mark else 0)
        program = cut_to_line(small_bold, drawable(text.program), room)
        small_bold.draw(image, layout.margin, layout.foot, program, self._colour)
        if mark:
            self._mark(image, mark, layout, small_bold)
        return image

    def _head(self, image: Image.Image, text: CardText, layout: _Layout, small: Face, bold: Face) -> None:
        left, top, size = layout.margin, layout.margin - layout.bar // 2, layout.small
        kind = drawable(text.kind)
        source = drawable(text.source)
        after: float = left
        if kind:
            right = left + bold.width(kind) + size
            box = (left, top, right, top + round(size * 1.65))
            ImageDraw.Draw(image).rounded_rectangle(box, radius=size // 4, fill=self._colour)
            bold.draw(image, left + size / 2, top + size * 1.17, kind, ON_RED)
            after = right + size * 0.6
        edge = layout.size[0] - layout.margin
        if self._mark_of_program:
            width = paste_mark(image, self._mark_of_program, edge, top, round(size * 1.65), is_right=True)
            edge -= width + size
        room = max(edge - after, 0)
        small.draw(image, after, top + size * 1.17, cut_to_line(small, source, room), GREY)

    def _mark(self, image: Image.Image, mark: str, layout: _Layout, face: Face) -> None:
        size = layout.small
        right, bottom = layout.size[0] - layout.margin, layout.foot + size * 0.42
        left, top = right - face.width(mark) - size * 0.8, layout.foot - size * 1.12
        draw = ImageDraw.Draw(image)
        draw.rounded_rectangle(
            (left, top, right, bottom), radius=size // 5, outline=self._colour, width=max(2, size // 14)
        )
        face.draw(image, left + size * 0.4, layout.foot, mark, self._colour)

    def _ground(self, layout: _Layout) -> Image.Image:
        """Return the paper with its bars and the roof that is the mark of the site."""
        if layout.size not in self._grounds:
            width, height = layout.size
            image = Image.new("RGB", layout.size, PAPER)
            draw = ImageDraw.Draw(image)
            unit = height / 32
            right, base = width - layout.margin * 0.55, height - layout.bar
            roof = [
                (right - 20 * unit, base - 9 * unit),
                (right - 10 * unit, base - 17 * unit),
                (right, base - 9 * unit),
            ]
            draw.line(roof, fill=WASH, width=round(unit * 2.4), joint="curve")
            for place, tall in ((-16, 4.5), (-10, 8.5), (-4, 12 - 1.5)):
                x = right + place * unit
                draw.line((x, base, x, base - tall * unit), fill=WASH, width=round(unit * 2.4))
            draw.rectangle((0, 0, width, layout.bar), fill=self._colour)
            line = layout.foot - round(layout.small * 1.55)
            draw.line((layout.margin, line, width - layout.margin, line), fill=LINE, width=2)
            self._grounds[layout.size] = image
        return self._grounds[layout.size]


def fit_title(faces: Faces, title: str, width: float, sizes: tuple[int, ...]) -> tuple[Face, tuple[str, ...]]:
    """Return the largest face in which a title takes at most three lines, and the lines."""
    found: list[tuple[Face, tuple[str, ...]]] = []
    for size in sizes:
        face = faces.bold(size)
        lines = break_lines(title, face.width, width, 2 if size == sizes[0] else _MOST_LINES)
        if lines is not None:
            found.append((face, lines))
        if len(found) == _TRIED:
            break
    if found:  # a little smaller, if its lines then end where the sentence does
        return next((pair for pair in found if all(line[-1] in NO_START for line in pair[1][:-1])), found[0])
    face = faces.bold(sizes[-1])
    return face, shorten(title, face.width, width, _MOST_LINES)


def _indent(face: Face, line: str) -> float:
    """Return the empty left part of an opening mark, so that its ink stands under the other lines."""
    return max(0, face.glyph(line[0]).left - face.size // 12) if line[0] in NO_END else 0


def cut_to_line(face: Face, text: str, width: float) -> str:
    """Return a text, cut with an ellipsis if it is wider than a line."""
    if not text or face.width(text) <= width:
        return text
    return shorten(text, face.width, width, 1)[0]


def jpeg(image: Image.Image) -> bytes:
    """Return a drawing as a small JPEG."""
    out = BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
