"""A poster to save on a phone and show: who is featured
and for what, with a QR code that leads to the page.
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageDraw

from qiangxiao.foundation.palette import SHIPPED_PALETTE, Palette
from qiangxiao.rendering.cards.codes import CODE_SIZE, draw_code
from qiangxiao.rendering.cards.drawing import (
    GREY,
    INK,
    LINE,
    ON_RED,
    PAPER,
    cut_to_line,
    fit_title,
    jpeg,
)
from qiangxiao.rendering.cards.glyphs import Faces, drawable
from qiangxiao.rendering.cards.lines import break_lines, shorten
from qiangxiao.rendering.cards.marks import paste_mark

POSTER_SIZE = (1080, 1440)
_MARGIN = 84  # pixels of the poster's 1080
_NOTE_LINES = 7  # of the summary; more is read on the page


@dataclass(frozen=True, slots=True)
class PosterText:
    """What a poster says. `address` is the whole URL in the code; empty, a line says where to read on."""

    heading: str
    period: str
    school: str
    theme: str
    note: str
    program: str
    address: str
    is_sample: bool


def draw_poster(
    faces: Faces, text: PosterText, palette: Palette = SHIPPED_PALETTE, mark: bytes | None = None
) -> bytes:
    """Return a poster as a JPEG. Raises MissingGlyphError."""
    width, height = POSTER_SIZE
    colour = palette.colour
    image = Image.new("RGB", POSTER_SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width, 250), fill=colour)
    faces.bold(84).draw(image, _MARGIN, 150, cut_to_line(faces.bold(84), drawable(text.heading), 620), ON_RED)
    period = drawable(text.period)
    small = faces.plain(38)
    small.draw(image, width - _MARGIN - small.width(period), 146, period, ON_RED)
    school = drawable(text.school)
    faces.plain(38).draw(image, _MARGIN, 216, cut_to_line(small, school, width - 2 * _MARGIN), ON_RED)
    room = width - 2 * _MARGIN
    face, lines = fit_title(faces, drawable(text.theme), room, (76, 68, 62, 56, 50, 44))
    baseline = 300.0
    for line in lines:
        baseline += round(face.size * 1.4)
        face.draw(image, _MARGIN, baseline, line, INK)
    _note(image, faces, drawable(text.note), baseline + 50)
    draw.line((_MARGIN, height - 390, width - _MARGIN, height - 390), fill=LINE, width=2)
    if text.address:
        image.paste(draw_code(text.address), (width - _MARGIN - CODE_SIZE, height - 345))
    faces.bold(44).draw(image, _MARGIN, height - 250, "扫码看全文" if text.address else "全文见本站", INK)
    faces.plain(32).draw(image, _MARGIN, height - 190, "长按图片可以保存或转发", GREY)
    program = faces.bold(34)
    beside = paste_mark(image, mark, _MARGIN, height - 132, 60, is_right=False) + 16 if mark else 0
    words = cut_to_line(program, drawable(text.program), room - CODE_SIZE - 40 - beside)
    program.draw(image, _MARGIN + beside, height - 92, words, colour)
    if text.is_sample:
        notice = "示例　学校和人物都不是真的"
        faces.plain(28).draw(image, _MARGIN, height - 140, notice, colour)
    return jpeg(image)


def _note(image: Image.Image, faces: Faces, note: str, top: float) -> None:
    """Draw the editor's note as far as there is room above the code."""
    face = faces.plain(38)
    width = POSTER_SIZE[0] - 2 * _MARGIN
    pitch = 64
    most = min(_NOTE_LINES, int((POSTER_SIZE[1] - 400 - top) // pitch))
    if not note or most < 1:
        return
    lines = break_lines(note, face.width, width, most) or shorten(note, face.width, width, most)
    for at, line in enumerate(lines, start=1):
        face.draw(image, _MARGIN, top + at * pitch, line, GREY)
