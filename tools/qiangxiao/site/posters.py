"""A poster with a QR code for every featured school, once the site knows its address; kept by what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from qiangxiao.foundation.dates import period_label
from qiangxiao.foundation.fonts import FONTS, installed_fonts
from qiangxiao.rendering.cards.glyphs import Faces, MissingGlyphError
from qiangxiao.rendering.cards.poster import PosterText, draw_poster
from qiangxiao.rendering.page import Artifact
from qiangxiao.rendering.pages.context import Download, Site
from qiangxiao.site.verification import Defect

_VERSION = "1"


@dataclass(frozen=True)
class Posters:
    """Where each poster is kept by its path on the site, what pages offer, and what could not be drawn."""

    kept: Mapping[str, Path]
    downloads: Mapping[str, tuple[Download, ...]]
    defects: tuple[Defect, ...] = ()

    def artifacts(self) -> Iterator[Artifact]:
        """Yield every poster."""
        for path, kept in sorted(self.kept.items()):
            yield Artifact(path, kept.read_bytes())


def posters(site: Site, cache: Path) -> Posters:
    """Draw the posters; none without fonts, or without an address for the code."""
    fonts = installed_fonts()
    program = site.edition.catalog.program
    if fonts is None or not program.site.url:
        return Posters({}, {})
    cache.mkdir(parents=True, exist_ok=True)
    faces = Faces(fonts)
    kept: dict[str, Path] = {}
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
        target = cache / f"{_digest(text)}.jpg"
        if not target.is_file():
            try:
                data = draw_poster(faces, text)
            except MissingGlyphError as error:
                defects.append(Defect(entry.path, f"海报：没有一种字体有“{error.character}”这个字"))
                continue
            part = target.with_suffix(".part")
            part.write_bytes(data)
            part.replace(target)
        path = f"{entry.address}poster.jpg"
        kept[path] = target
        downloads[entry.address] = (Download(path, "海报", f"每期一校{label}.jpg", target.stat().st_size),)
    for old in set(cache.iterdir()) - set(kept.values()):
        old.unlink()
    return Posters(kept, downloads, tuple(defects))


def _digest(text: PosterText) -> str:
    fonts = "".join(font.digest for font in FONTS)
    return sha256(f"{_VERSION}|{version('pillow')}|{version('segno')}|{fonts}|{text!r}".encode()).hexdigest()
