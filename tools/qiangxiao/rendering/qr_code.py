"""A link as a QR code that stands in a page."""

from __future__ import annotations

import segno


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
