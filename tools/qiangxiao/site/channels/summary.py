"""A school's semester on one picture, to save on a phone and pass on; kept in the cache by what it says."""

from __future__ import annotations

from collections.abc import Iterator

from qiangxiao.rendering.cards.glyphs import Faces
from qiangxiao.rendering.cards.summary import SummaryText, draw_summary
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.pages.school_summary import LABEL, summary_of
from qiangxiao.site.channel import Channel, Offers, Press
from qiangxiao.site.drawn import Picture, picture_offers


def _offers(press: Press) -> Offers:
    """Draw the summaries; none without fonts."""
    if press.fonts is None:
        return Offers()
    faces = Faces(press.fonts)

    def draw(text: SummaryText) -> bytes:
        return draw_summary(faces, text, press.site.palette)

    return picture_offers(press, CHANNEL, draw, _summaries(press.site))


def _summaries(site: Site) -> Iterator[Picture[SummaryText]]:
    for school in site.edition.schools:
        text = summary_of(site, school)
        if text and school.profile:
            address = site.school_address(school)
            yield Picture(address, school.profile.path, f"{school.name}{text.semester}{LABEL}", text)


CHANNEL = Channel(
    name="summary",
    label=LABEL,
    media_type="image/jpeg",
    ending="jpg",
    rank=36,
    needs_fonts=True,
    offers=_offers,
)
