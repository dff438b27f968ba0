"""A number → a small picture that can stand where a photo
of a school would: a building, trees, hills, no people.

A real photo would need real people's consent. No clock, no disk, no shared chance: the same number gives the
same bytes with the same Pillow.
"""

from __future__ import annotations

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

_SIZE = (320, 214)
_FINER = 2
"""Drawn this much larger and reduced, so that edges come out smooth."""
_COLOURS = (
    ("#e2eef4", "#faecd6", "#e08a5c", "#76a29e", "#345462"),
    ("#e5f0e4", "#f6f3de", "#d6a44a", "#7ea676", "#325646"),
    ("#f3eae2", "#fadecc", "#be5c4a", "#b0947e", "#544246"),
    ("#d6def2", "#f4dce2", "#de7a74", "#868eba", "#3e406c"),
)
"""From the lightest to the darkest: sky, light, walls, hills, ground."""


def campus_picture(seed: int) -> bytes:
    """Draw a corner of a campus and return it as JPEG, without any metadata."""
    chance = Random(seed)
    sky, light, wall, hill, ground = chance.choice(_COLOURS)
    width, height = (side * _FINER for side in _SIZE)
    image = Image.new("RGB", (width, height), sky)
    draw = ImageDraw.Draw(image)
    _disc(draw, chance.randrange(width), height // 5, height // 11, light)
    for _ in range(3):
        _disc(draw, chance.randrange(width), height, chance.randrange(height // 3, height // 2), hill)
    line = round(height * chance.uniform(0.75, 0.85))
    draw.rectangle((0, line, width, height), fill=ground)
    left, floors, columns = (
        chance.randrange(width // 8, width // 3),
        chance.randint(3, 4),
        chance.randint(5, 8),
    )
    window = height // 9
    top, right = line - floors * window - window // 3, left + columns * window + window // 3
    draw.rectangle((left, top, right, line), fill=wall)
    for x in range(left + window // 3, right - window // 3, window):
        for y in range(top + window // 3, line - window // 3, window):
            draw.rectangle((x, y, x + window * 2 // 3, y + window * 2 // 3), fill=light)
    for _ in range(chance.randint(2, 5)):
        x, radius = chance.randrange(width), chance.randrange(height // 12, height // 7)
        draw.rectangle((x - 3, line - 2 * radius, x + 3, line), fill=ground)
        _disc(draw, x, line - 2 * radius, radius, ground)
    out = BytesIO()
    image.resize(_SIZE, Image.Resampling.LANCZOS).save(out, "JPEG", quality=80, optimize=True)
    return out.getvalue()


def _disc(draw: ImageDraw.ImageDraw, x: int, y: int, radius: int, colour: str) -> None:
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
