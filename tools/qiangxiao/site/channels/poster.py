"""A poster with a QR code for every featured school, once the site knows its address; kept in the cache."""

from __future__ import annotations

from functools import partial

from qiangxiao.foundation.dates import period_label
from qiangxiao.records.featured import FEATURED
from qiangxiao.rendering.cards.glyphs import Faces, MissingGlyphError
from qiangxiao.rendering.cards.poster import PosterText, draw_poster
from qiangxiao.rendering.context import Download
from qiangxiao.site.cache import Kept
from qiangxiao.site.channel import Channel, Offers, Press
from qiangxiao.site.verification import Defect


def _offers(press: Press) -> Offers:
    """Draw the posters; none without fonts, or without an address for the code."""
    site, cache = press.site, press.cache
    program = site.edition.catalog.program
    if press.fonts is None or not program.site.url:
        return Offers()
    faces = Faces(press.fonts)
    looks = (repr(site.palette), press.mark or b"")
    kept: dict[str, Kept] = {}
    downloads: dict[str, tuple[Download, ...]] = {}
    defects: list[Defect] = []
    for entry in site.edition.all(FEATURED):
        record, label = entry.record, period_label(entry.record.period)
        address = f"{program.site.url.rstrip('/')}/{entry.address}"
        school = site.school_name(record.school)
        note = record.editor_note or ""
        text = PosterText(
            FEATURED.label, label, school, record.theme, note, program.name, address, program.sample
        )
        path = f"{entry.address}poster.jpg"
        draw = partial(draw_poster, faces, text, site.palette, press.mark)
        try:
            kept[path] = cache.keep(cache.key("poster", repr(text), *looks), draw)
        except MissingGlyphError as error:
            defects.append(Defect(entry.path, f"海报：没有一种字体有“{error.character}”这个字"))
            continue
        size = len(kept[path].data())
        downloads[entry.address] = (Download(path, CHANNEL.label, f"{FEATURED.label}{label}.jpg", size),)
    return Offers(kept, downloads, tuple(defects))


CHANNEL = Channel(
    name="poster",
    label="海报",
    media_type="image/jpeg",
    ending="jpg",
    rank=35,
    needs_fonts=True,
    offers=_offers,
)
