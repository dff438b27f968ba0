"""How full the pages of a printed issue are, measured on the PDF: where the last thing on a page ends."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pdfplumber

TOP, FOOT = 37 / 25.4 * 72, (297 - 35) / 25.4 * 72
"""The text area of official documents on A4: margins of 37 mm above and 35 mm below."""


@dataclass(frozen=True, slots=True)
class PageFill:
    """A page: what part of the text area is used from the top down, and whether a section ends there."""

    number: int
    part: float
    ends_section: bool
    pictures: int


def page_fills(data: bytes) -> list[PageFill]:
    """Measure every page. What lies across a page (草稿) and the page number are no text."""
    with pdfplumber.open(BytesIO(data)) as opened:
        bottoms, firsts, counts = [], [], []
        for page in opened.pages:
            chars = [c for c in page.chars if c["upright"] and c["size"] < 60 and c["bottom"] <= FOOT + 8]
            drawn = [*chars, *page.images, *[line for line in page.lines if line["bottom"] < FOOT + 8]]
            bottoms.append(max((thing["bottom"] for thing in drawn), default=TOP))
            top = min((c["top"] for c in chars), default=0)
            firsts.append("".join(c["text"] for c in chars if abs(c["top"] - top) < 4))
            counts.append(len(page.images))
    return [
        PageFill(
            at + 1,
            round(min(1.0, (bottoms[at] - TOP) / (FOOT - TOP)), 2),
            at + 1 == len(bottoms) or firsts[at + 1].startswith("【"),
            counts[at],
        )
        for at in range(len(bottoms))
    ]
