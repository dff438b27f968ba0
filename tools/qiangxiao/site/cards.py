"""A share card for every page that people share, drawn once and kept in the cache by its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from qiangxiao.foundation.fonts import installed_fonts
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.program import Program
from qiangxiao.rendering.cards.drawing import CardPainter, CardText
from qiangxiao.rendering.page import Artifact, Page
from qiangxiao.site.cache import Cache, Kept
from qiangxiao.site.drawn import keep_drawn
from qiangxiao.site.verification import Defect

NO_FONTS = "没有字体，没有生成 PDF 和分享卡片，其余照常；准备字体：qiangxiao fonts。"
_COMMON = "cards/site.jpg"
_SHARED_KINDS = {*(kind.short_name for kind in KINDS), "措施", "政策", "落实情况"}


@dataclass(frozen=True)
class Cards:
    """Pages with their cards, each card by its path, what
    could not be drawn, and what to tell whoever builds.
    """

    pages: list[Page]
    kept: Mapping[str, Kept]
    defects: tuple[Defect, ...] = ()
    note: str = ""

    def artifacts(self) -> Iterator[Artifact]:
        """Yield every card."""
        for path, kept in sorted(self.kept.items()):
            yield Artifact(path, kept.data())


def add_cards(
    pages: Iterable[Page],
    program: Program,
    store: Cache,
    sources: Mapping[str, str],
    fonts: Path | None = None,
    mark: bytes | None = None,
    vanished: Iterable[str] = (),
) -> Cards:
    """Give every page its card, or all of them none when there are no fonts.

    `sources` names the file a page at an address is made from, for what cannot be drawn. At `vanished`
    addresses there were pages: whoever shows a card of one, where it was passed on, gets the site's own.
    """
    fonts = fonts or installed_fonts()
    if fonts is None:
        return Cards(list(pages), {}, note=NO_FONTS)
    # costly to begin, and mostly every card is there
    painter = cache(partial(CardPainter, fonts, program.looks.palette, mark))

    def draw(text: CardText) -> bytes:
        return painter().card(text)

    looks = (repr(program.looks.palette), mark or b"")
    kept: dict[str, Kept] = {}
    defects: list[Defect] = []
    carded = []
    wanted: list[tuple[Page | None, str, CardText]] = []
    common = CardText("", program.name, program.city, program.publisher, program.sample)
    for page, path, text in [(None, _COMMON, common), *((page, *_card(page, program)) for page in pages)]:
        if page is not None:
            carded.append(_with_card(page, path))
        if text is not None:
            wanted.append((page, path, text))
    found, lacking = keep_drawn(store, "card", looks, draw, [text for _, _, text in wanted])
    for page, path, text in wanted:
        if text in found:
            kept[path] = found[text]
        else:
            where = sources.get(page.address, page.address) if page else "schools/program.yml"
            defects.append(Defect(where, f"分享卡片：没有一种字体有“{lacking[text]}”这个字"))
    if _COMMON in kept:
        kept = {card_path(address): kept[_COMMON] for address in vanished} | kept
    return Cards(carded, kept, tuple(defects))


def with_card(page: Page, program: Program) -> Page:
    """Return a page with the card that a build draws for it; without any where there are no fonts."""
    return _with_card(page, _card(page, program)[0]) if installed_fonts() else page


def _with_card(page: Page, path: str) -> Page:
    return replace(page, image=path, extra={**page.extra, "card": True})


def card_path(address: str) -> str:
    """Return where the card of a page is."""
    return f"cards/{address.rstrip('/')}.jpg"


def card_text(page: Page, program: Program) -> CardText | None:
    """Return what the card of a page says; None for a page that uses the site's own card."""
    kind = page.search.kind if page.search else ""
    if kind not in _SHARED_KINDS or not page.address:
        return None
    titles = [crumb.title for crumb in page.crumbs[1:-1]]
    above = [title for title in dict.fromkeys(titles) if title not in (kind, page.title)]
    return CardText(kind, page.title, " · ".join(above), program.name, program.sample)


def _card(page: Page, program: Program) -> tuple[str, CardText | None]:
    text = card_text(page, program)
    return (card_path(page.address), text) if text else (_COMMON, None)
