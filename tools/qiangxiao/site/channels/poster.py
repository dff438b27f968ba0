"""A poster for every featured school, with a QR code once the site knows its address; kept in the cache."""

from __future__ import annotations

from collections.abc import Iterator

from qiangxiao.foundation.dates import period_label
from qiangxiao.records.featured import FEATURED
from qiangxiao.rendering.cards.glyphs import Faces
from qiangxiao.rendering.cards.poster import PosterText, draw_poster
from qiangxiao.rendering.context import Site
from qiangxiao.site.channel import Channel, Offers, Press
from qiangxiao.site.drawn import Picture, picture_offers


def _offers(press: Press) -> Offers:
    """Draw the posters; none without fonts."""
    if press.fonts is None:
        return Offers()
    faces = Faces(press.fonts)

    def draw(text: PosterText) -> bytes:
        return draw_poster(faces, text, press.site.palette, press.mark)

    return picture_offers(press, CHANNEL, draw, _posters(press.site))


def _posters(site: Site) -> Iterator[Picture[PosterText]]:
    program = site.edition.catalog.program
    for entry in site.edition.all(FEATURED):
        record, label = entry.record, period_label(entry.record.period)
        text = PosterText(
            FEATURED.label,
            label,
            site.school_name(record.school),
            record.theme,
            record.editor_note or "",
            program.name,
            site.whole_address(entry.address),
            program.sample,
        )
        yield Picture(entry.address, entry.path, f"{FEATURED.label}{label}", text)


CHANNEL = Channel(
    name="poster",
    label="海报",
    media_type="image/jpeg",
    ending="jpg",
    rank=35,
    needs_fonts=True,
    offers=_offers,
)
