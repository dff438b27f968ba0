"""A page's address as a QR code on a picture."""

from __future__ import annotations

from io import BytesIO

import segno
from PIL import Image

CODE_SIZE = 270
"""Pixels: a quarter of the picture's width, so that it is read from paper as well."""


def draw_code(address: str) -> Image.Image:
    """Return the QR code of an address, with its quiet zone, in whole pixels a module."""
    code = segno.make(address, error="m", micro=False)
    scale = max(1, CODE_SIZE // code.symbol_size(border=4)[0])
    out = BytesIO()
    code.save(out, kind="png", scale=scale, border=4, dark="#26211c", light="#ffffff")
    drawn = Image.open(BytesIO(out.getvalue())).convert("RGB")
    ground = Image.new("RGB", (CODE_SIZE, CODE_SIZE), (255, 255, 255))
    ground.paste(drawn, ((CODE_SIZE - drawn.width) // 2, (CODE_SIZE - drawn.height) // 2))
    return ground
