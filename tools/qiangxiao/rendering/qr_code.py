"""A link as a QR code that stands in a page, or on paper."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

import segno


@lru_cache(maxsize=4096)  # of a case on its page and on its sheet: some milliseconds each
def code(link: str) -> str:
    """Return a link as a QR code, an SVG to stand in a page.
    Dark on white, whatever the theme: cameras need it.
    """
    return segno.make(link, error="m", micro=False).svg_inline(
        scale=4,
        border=4,
        dark="#000",
        light="#fff",
        omitsize=True,
        svgclass="qx-code",
        lineclass=None,
        title="二维码",
    )


def printed_code(link: str) -> bytes:
    """Return a link as a QR code to be printed small, as an SVG of its own, without the quiet zone.

    Whoever prints it leaves four of its cells free around it.
    """
    out = BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="svg", border=0, xmldecl=False, svgns=True)
    return out.getvalue()


def code_pixels(link: str) -> bytes:
    """Return a link as a QR code in pixels, as a PNG, for programs that show no SVG."""
    out = BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", scale=8, border=2)
    return out.getvalue()
