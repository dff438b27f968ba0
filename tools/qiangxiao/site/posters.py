"""A poster with a QR code for every featured school, once the site knows its address; kept in the cache."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from qiangxiao.foundation.dates import period_label
from qiangxiao.foundation.fonts import installed_fonts
from qiangxiao.rendering.cards.glyphs import Faces, MissingGlyphError
from qiangxiao.rendering.cards.poster import PosterText, draw_poster
from qiangxiao.rendering.page import Artifact
from qiangxiao.rendering.pages.context import Download, Site
from qiangxiao.site.cache import Cache, Kept
from qiangxiao.site.verification import Defect


@dataclass(frozen=True)
class Posters:
    """Each poster by its path on the site, what pages offer, and what could not be drawn."""

    kept: Mapping[str, Kept]
    downloads: Mapping[str, tuple[Download, ...]]
    defects: tuple[Defect, ...] = ()

    def artifacts(self) -> Iterator[Artifact]:
        """Yield every poster."""
        for path, kept in sorted(self.kept.items()):
            yield Artifact(path, kept.data())


def posters(site: Site, cache: Cache) -> Posters:
    """Draw the posters; none without fonts, or without an address for the code."""
    fonts = installed_fonts()
    program = site.edition.catalog.program
    if fonts is None or not program.site.url:
        return Posters({}, {})
    faces = Faces(fonts)
    kept: dict[str, Kept] = {}
    downloads: dict[str, tuple[Download, ...]] = {}
    defects: list[Defect] = []
    for entry in site.edition.featured:
        record, label = entry.record, period_label(entry.record.period)
        address = f"{program.site.url.rstrip('/')}/{entry.address}"
        school = site.school_name(record.school)
        note = record.editor_note or ""
        text = PosterText(
            "每期一校", label, school, record.theme, note, program.name, address, program.sample
        )
        path = f"{entry.address}poster.jpg"
        try:
            kept[path] = cache.keep(cache.key("poster", repr(text)), partial(draw_poster, faces, text))
        except MissingGlyphError as error:
            defects.append(Defect(entry.path, f"海报：没有一种字体有“{error.character}”这个字"))
            continue
        size = len(kept[path].data())
        downloads[entry.address] = (Download(path, "海报", f"每期一校{label}.jpg", size),)
    return Posters(kept, downloads, tuple(defects))
