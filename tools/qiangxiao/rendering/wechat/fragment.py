"""Safe HTML to the fragment an editor pastes into WeChat: inline styles, nothing else that WeChat would drop."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import css_inline
from lxml.html import HtmlElement, tostring
from lxml.html import builder as E

from qiangxiao.rendering.wechat.shapes import Picture, parsed, shape

_STYLE = Path(__file__).with_name("article.css").read_text(encoding="utf-8")
MAX_CHARACTERS = 20_000
"""WeChat takes fewer characters than this, tags and styles included."""
MAX_BYTES = 1_000_000
TAGS = frozenset(
    [
        "a",
        "br",
        "code",
        "em",
        "h2",
        "h3",
        "h4",
        "li",
        "ol",
        "p",
        "section",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_ATTRIBUTES = {
    "a": {"href"},
    "li": {"value"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_BLOCK = r"</?(?:h[2-4]|li|ol|p|section|table|tbody|td|th|thead|tr|ul)(?: [^>]*)?>"
_SPACE = re.compile(rf"({_BLOCK})\s+|\s+(?={_BLOCK})")
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_HAN = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]"
_HAN_BREAK = re.compile(f"(?<={_HAN})[ \t]*\n[ \t]*(?={_HAN})")
_INLINER = css_inline.CSSInliner(inline_style_tags=False, load_remote_stylesheets=False)


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


def render_fragment(blocks: Sequence[str], site_url: str, first_picture: int = 1) -> Fragment:
    """Return the fragment of some top-level blocks of safe HTML."""
    root = parsed("".join(blocks))
    root.set("class", "post")
    shaped = shape(root, site_url, first_picture)
    if shaped.notes:
        root.append(E.P("链接与注释", {"class": "notes-title"}))
    for number, note in enumerate(shaped.notes, start=1):
        root.append(E.P(f"[{number}] ", note, {"class": "note"}))
    styled = parsed(_INLINER.inline_fragment(tostring(root, encoding="unicode"), _STYLE))[0]
    for element in list(styled.iter()):
        _purify(element)
    return Fragment(_compact(styled), tuple(shaped.pictures))


def split_blocks(html: str) -> tuple[str, ...]:
    """Return the top-level blocks of safe HTML; wrappers that only say where addresses start are seen through."""
    found: list[str] = []
    for block in parsed(html):
        block.tail = None
        wrapper = {
            name: block.get(name) for name in ("data-base", "data-folder", "data-demote") if block.get(name)
        }
        if block.tag != "div" or not wrapper:
            found.append(tostring(block, encoding="unicode"))
            continue
        notes = [child for child in block if child.get("class") == "footnote"]
        for child in block:
            if child in notes:
                continue
            child.tail = None
            part = E.DIV(child, {name: value for name, value in wrapper.items() if value})
            wanted = set(child.xpath(".//a[contains(@class, 'footnote-ref')]/@href"))
            for item in [
                item for note in notes for item in note.iter("li") if f"#{item.get('id')}" in wanted
            ]:
                copied = parsed(tostring(item, encoding="unicode", with_tail=False))
                part.append(E.DIV(*copied, {"class": "footnote"}))
            found.append(tostring(part, encoding="unicode"))
    return tuple(found)


def _purify(element: HtmlElement) -> None:
    """Leave only what WeChat keeps; everything here comes from safe HTML, so this is the second lock."""
    if not isinstance(element.tag, str):
        element.drop_tree()
        return
    if element.tag not in TAGS:
        element.drop_tag()
        return
    kept = _ATTRIBUTES.get(element.tag, set()) | {"style"}
    for name in set(element.keys()) - kept:
        del element.attrib[name]


def _compact(element: HtmlElement) -> str:
    text = tostring(element, encoding="unicode", with_tail=False)
    text = _SPACE.sub(lambda found: found[1] or "", text)
    return _LINE_END.sub(" ", _HAN_BREAK.sub("", text))
