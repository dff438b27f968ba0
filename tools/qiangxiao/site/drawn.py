"""Pictures of words: drawn once for each text, on both cores, and kept in the cache by what they say."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from qiangxiao.rendering.cards.glyphs import MissingGlyphError
from qiangxiao.rendering.context import Download
from qiangxiao.site.both_cores import make_all
from qiangxiao.site.cache import Cache, Kept
from qiangxiao.site.channel import Channel, Offers, Press
from qiangxiao.site.verification import Defect

Text = TypeVar("Text", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Picture(Generic[Text]):
    """A picture beside the page at `address`, of what a source file says; saved as `name`."""

    address: str
    source: str
    name: str
    text: Text


def picture_offers(
    press: Press, channel: Channel, draw: Callable[[Text], bytes], pictures: Iterable[Picture[Text]]
) -> Offers:
    """Draw pictures, and offer each on its page."""
    wanted = list(pictures)
    looks = (repr(press.site.palette), press.mark or b"")
    found, lacking = keep_drawn(press.cache, channel.name, looks, draw, [picture.text for picture in wanted])
    kept: dict[str, Kept] = {}
    downloads: dict[str, tuple[Download, ...]] = {}
    defects: list[Defect] = []
    for picture in wanted:
        if picture.text in lacking:
            missing = lacking[picture.text]
            defects.append(Defect(picture.source, f"{channel.label}：没有一种字体有“{missing}”这个字"))
            continue
        path = f"{picture.address}{channel.name}.{channel.ending}"
        kept[path] = found[picture.text]
        name = f"{picture.name}.{channel.ending}"
        downloads[picture.address] = (Download(path, channel.label, name, len(kept[path].data())),)
    return Offers(kept, downloads, tuple(defects))


def keep_drawn(
    cache: Cache,
    kind: str,
    looks: tuple[str | bytes, ...],
    draw: Callable[[Text], bytes],
    texts: Iterable[Text],
) -> tuple[Mapping[Text, Kept], Mapping[Text, str]]:
    """Return the picture of each text, and for those with a character that no font has, that character."""
    keys = {text: cache.key(kind, repr(text), *looks) for text in texts}
    missing = [text for text, key in keys.items() if not cache.has(key)]
    drawn = dict(zip(missing, make_all(partial(_draw_or_tell, draw), missing), strict=True))
    kept: dict[Text, Kept] = {}
    lacking: dict[Text, str] = {}
    for text, key in keys.items():
        try:
            kept[text] = cache.keep(key, partial(_take, drawn.pop(text, None), partial(draw, text)))
        except MissingGlyphError as error:
            lacking[text] = error.character
    return kept, lacking


def _draw_or_tell(draw: Callable[[Text], bytes], text: Text) -> bytes | None:
    """Return a picture; None when it cannot be drawn, which is told where its page is known."""
    try:
        return draw(text)
    except MissingGlyphError:
        return None


def _take(drawn: bytes | None, draw: Callable[[], bytes]) -> bytes:
    return draw() if drawn is None else drawn
