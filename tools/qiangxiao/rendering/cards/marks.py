"""A program's mark as pixels: for cards and posters, and without what the camera or program wrote into it."""

from __future__ import annotations

from io import BytesIO
from typing import Any, cast

import typst
from PIL import Image

HEIGHT = 192
"""Pixels: three times the height on a card, so that it stays sharp on a poster."""
_WIDEST = 6  # times its height; a longer banner would leave no room for words
_POINTS = 72  # to the inch, which makes a pixel a point


def encode_mark(ending: str, data: bytes) -> bytes:
    """Return the file that pages show: a drawing as it is, pixels without notes and no larger than needed."""
    return data if ending == "svg" else _png(_fitted(_opened(data)))


def draw_mark(ending: str, data: bytes) -> bytes:
    """Return a mark as PNG pixels. The drawing was checked when it was read."""
    return _png(_fitted(_opened(_rasterise(data) if ending == "svg" else data)))


def paste_mark(image: Image.Image, mark: bytes, edge: int, top: int, height: int, is_right: bool) -> int:
    """Put a mark on a drawing, its right or its left side at `edge`; return how wide it is."""
    drawn = _opened(mark)
    width = max(1, round(drawn.width * height / drawn.height))
    small = drawn.resize((width, height), Image.Resampling.LANCZOS)
    image.paste(small, (edge - width if is_right else edge, top), small)
    return width


def _rasterise(data: bytes) -> bytes:
    source = {
        "main.typ": b'#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image("mark.svg", '
        + f"height: {HEIGHT}pt)".encode(),
        "mark.svg": data,
    }
    made = typst.compile(cast(Any, source), ignore_system_fonts=True, format="png", ppi=_POINTS)
    assert isinstance(made, bytes)
    return made


def _opened(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data), formats=("PNG",)) as opened:
        return opened.convert("RGBA")


def _fitted(image: Image.Image) -> Image.Image:
    image.thumbnail((HEIGHT * _WIDEST, HEIGHT), Image.Resampling.LANCZOS)
    return image


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
