"""Renders a text as what an editor pastes into WeChat: inline styles, nothing that WeChat would drop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import css_inline
import nh3

from qiangxiao.foundation.palette import SHIPPED_PALETTE, Palette
from qiangxiao.rendering.wechat.shapes import Block, Picture, Shaper
from qiangxiao.sources.tree import Element, Part, element, write_html

_STYLE = Path(__file__).with_name("article.css").read_text(encoding="utf-8")
MAX_CHARACTERS = 20_000
"""WeChat takes fewer characters than this, tags and styles included."""
MAX_BYTES = 1_000_000  # WeChat's other limit on an article, 1 MB
_IN_LINE = frozenset(("a", "br", "code", "em", "span", "strong", "sub", "sup"))
_BLOCKS = frozenset(
    ("h2", "h3", "h4", "li", "ol", "p", "section", "table", "tbody", "td", "th", "thead", "tr", "ul")
)
_ATTRIBUTES = {
    "*": {"style"},
    "a": {"href"},
    "li": {"value"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
# catches " \n ", spares " "
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_HAN = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]"
# catches "一 \n二", "，\n一", spares "一\na", "一 二" (WeChat shows a line end as a blank)
_HAN_BREAK = re.compile(f"(?<={_HAN})[ \t]*\n[ \t]*(?={_HAN})")
_INLINER = css_inline.CSSInliner(inline_style_tags=False, load_remote_stylesheets=False)
# Everything here comes from a safe tree, so this is the second lock; and the classes are no longer needed.
_CLEANER = nh3.Cleaner(
    tags={*_IN_LINE, *_BLOCKS}, attributes=_ATTRIBUTES, url_schemes={"http", "https"}, link_rel=None
)


@dataclass(frozen=True, slots=True)
class Fragment:
    """What is pasted. `pictures` are the ones its numbered boxes stand for."""

    html: str
    pictures: tuple[Picture, ...]

    @property
    def characters(self) -> int:
        """Length as WeChat counts it, in UTF-16 units."""
        return length(self.html)

    @property
    def size(self) -> int:
        """Length in bytes of UTF-8."""
        return len(self.html.encode())

    @property
    def fits(self) -> bool:
        """Tell whether WeChat takes it whole."""
        return self.characters < MAX_CHARACTERS and self.size < MAX_BYTES


def length(text: str) -> int:
    """Return the number of UTF-16 units, which is what a browser counts."""
    return len(text.encode("utf-16-le")) // 2


def render_fragment(
    blocks: Sequence[Block], site_url: str, first_picture: int = 1, palette: Palette = SHIPPED_PALETTE
) -> Fragment:
    """Return the fragment of some blocks."""
    shaper = Shaper(site_url, first_picture)
    parts = [part for block in blocks for part in shaper.shape(block)]
    if shaper.notes:
        parts.append(element("p", "链接与注释", class_="notes-title"))
    for number, words in shaper.notes:
        parts.append(element("p", f"[{number}] ", element("span", words), class_="note"))
    post = element("section", *_compact(parts, True), class_="post")
    styled = _CLEANER.clean(_INLINER.inline_fragment(write_html((post,)), palette.paint(_STYLE)))
    return Fragment(styled.replace("&nbsp;", "\N{NO-BREAK SPACE}"), tuple(shaper.pictures.values()))


def _compact(parts: Sequence[Part], is_block: bool) -> Iterator[Part]:
    """Yield parts without the white space around blocks, and without line ends in their text."""
    for at, part in enumerate(parts):
        if isinstance(part, Element):
            yield Element(part.tag, part.attributes, tuple(_compact(part.children, _is_block(part))))
            continue
        if _is_block(parts[at - 1]) if at else is_block:
            part = part.lstrip()
        if _is_block(parts[at + 1]) if at + 1 < len(parts) else is_block:
            part = part.rstrip()
        yield _LINE_END.sub(" ", _HAN_BREAK.sub("", part))


def _is_block(part: Part) -> bool:
    return isinstance(part, Element) and part.tag in _BLOCKS
