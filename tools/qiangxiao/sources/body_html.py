"""Renders strict Markdown with marks as a tree; its HTML has to pass the allow-list here.

No input text ever becomes markup by itself: raw HTML, entities, links, images and code are not the Markdown
library's business here. The allow-list is the second lock: what it would change is refused, not repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from threading import local
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.footnotes import FN_BACKLINK_TEXT, NBSP_PLACEHOLDER, FootnoteExtension
from markdown.inlinepatterns import InlineProcessor, SubstituteTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from qiangxiao.sources import tree
from qiangxiao.sources.body_notes import CLOSE, OPEN, Construct, Kind
from qiangxiao.sources.body_targets import image_fault, is_external, link_fault
from qiangxiao.sources.tree import Part, Parts

_MARK = f"{OPEN}(\\d+){CLOSE}"
_EXTERNAL_REL = "noopener noreferrer nofollow"
_BACK = "回到正文"
_TEXT_TAGS = {"a", "br", "code", "del", "em", "img", "strong", "sup"}
_BLOCK_TAGS = {"blockquote", "div", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "ul"}
_TABLE_TAGS = {"table", "tbody", "td", "th", "thead", "tr"}
_ALIGNMENTS = {"style": {f"text-align: {side};" for side in ("left", "center", "right")}}
_VALUES = {
    "a": {"rel": {_EXTERNAL_REL}, "class": {"footnote-ref", "footnote-backref"}},
    "div": {"class": {"footnote"}},
    "img": {"loading": {"lazy"}},
    "td": _ALIGNMENTS,
    "th": _ALIGNMENTS,
}
_ATTRIBUTES = {
    "a": {"href", "title", "aria-label"},
    "code": {"class"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    **{tag: {"id"} for tag in ("h2", "h3", "h4", "li", "sup")},
}
# the values that our own renderer writes, and no others:
_PATTERNS = {
    # catches "h-一", "fn:1", "fnref2:1", spares "qx-search", "h-", "fn:a" (ids of the page's own parts)
    "id": re.compile(r"h-[\w-]{1,80}|fn:\d+|fnref\d*:\d+"),
    # catches "footnote-ref", "language-python", spares "qx-card", "language-", "footnote x"
    "class": re.compile(r"footnote(-ref|-backref)?|language-[a-z][\w+-]{0,30}"),
    "start": re.compile(r"\d{1,9}"),
}
_BLOCKS_NOT_USED = ("code", "hashheader", "setextheader", "reference")
_INLINE_NOT_USED = (
    *("backtick", "escape", "html", "entity", "autolink", "automail", "linebreak", "link", "image_link"),
    *("reference", "short_reference", "image_reference", "short_image_ref"),
)
# Inside nested emphasis the library reads text a second
# time: until it has done, signs meant literally are others.
_STAND_INS = str.maketrans("*_~[", "\x10\x11\x12\x13")
_SIGNS = str.maketrans("\x10\x11\x12\x13", "*_~[")


def render(markdown: str, constructs: list[Construct]) -> Parts:
    """Return the tree of strict Markdown, not yet cleaned. Any number of calls, from any thread."""
    if not hasattr(_per_thread, "renderer"):
        _per_thread.renderer = _Renderer()
    renderer: _Renderer = _per_thread.renderer
    return renderer.render(markdown, constructs)


def clean(html: str) -> str:
    """Return the HTML with everything removed that is not on the allow-list."""
    return _CLEANER.clean(html)


def _allow(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute if it may stay."""
    if tag == "a" and name == "href":
        return value if link_fault(value) is None else None
    if tag == "img" and name == "src":
        return value if image_fault(value) is None else None
    pattern = _PATTERNS.get(name)
    return value if pattern is None or pattern.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags=_TEXT_TAGS | _BLOCK_TAGS | _TABLE_TAGS,
    clean_content_tags={"script", "style", "svg", "math", "iframe", "object", "template", "noscript"},
    attributes=_ATTRIBUTES,
    tag_attribute_values=_VALUES,
    attribute_filter=_allow,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


class _Marks:
    """The constructs of the body being rendered."""

    def __init__(self) -> None:
        self.constructs: list[Construct] = []

    def __getitem__(self, number: str) -> Construct:
        return self.constructs[int(number)]


class _LinkMarks(InlineProcessor):
    """Turns a pair of marks and what is between them into a link."""

    def __init__(self, marks: _Marks) -> None:
        super().__init__(rf"{_MARK}(.*?){OPEN}/\1{CLOSE}")
        self.marks = marks

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        link = self.marks[m[1]]
        element = Element("a", {"href": link.target})
        if link.title:
            element.set("title", link.title)
        if is_external(link.target):
            element.set("rel", _EXTERNAL_REL)
        element.text = m[2]
        return element, m.start(), m.end()


class _LeafMarks(InlineProcessor):
    """Turns a mark into the code, image or literal text it stands for."""

    def __init__(self, marks: _Marks) -> None:
        super().__init__(_MARK)
        self.marks = marks

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str, int, int]:
        construct = self.marks[m[1]]
        text = AtomicString(construct.text)
        if construct.kind is Kind.CODE:
            element = Element("code")
            element.text = text
            return element, m.start(), m.end()
        if construct.kind is Kind.IMAGE:
            element = Element("img", {"src": construct.target, "alt": text, "loading": "lazy"})
            if construct.title:
                element.set("title", construct.title)
            return element, m.start(), m.end()
        return text.translate(_STAND_INS), m.start(), m.end()


class _BlockMarks(BlockProcessor):
    """Turns a block that begins with the mark of a heading or of a code block into that."""

    # catches "\x0e12\x0f", spares "12" (the control characters are refused in every source)
    MARK = re.compile(_MARK)

    def __init__(self, parser: object, marks: _Marks) -> None:
        super().__init__(parser)  # type: ignore[arg-type]
        self.marks = marks

    def test(self, parent: Element, block: str) -> bool:
        mark = self.MARK.match(block)
        return mark is not None and self.marks[mark[1]].kind in (Kind.FENCE, Kind.HEADING)

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        mark = self.MARK.match(block)
        assert mark is not None
        construct = self.marks[mark[1]]
        if construct.kind is Kind.HEADING:
            SubElement(parent, f"h{construct.level}").text = block[mark.end() :].strip()
            return
        code = SubElement(SubElement(parent, "pre"), "code")
        if construct.title:
            code.set("class", f"language-{construct.title}")
        code.text = AtomicString(construct.text)


class _FootnoteLabels(Treeprocessor):
    """Names the links of footnotes for those who do not see the arrow."""

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if link.get("class") == "footnote-ref":
                link.set("aria-label", f"脚注 {link.text}")
            elif link.get("class") == "footnote-backref":
                link.set("aria-label", _BACK)
                link.set("title", _BACK)


class _Renderer:
    """A Markdown converter that keeps nothing between two bodies."""

    def __init__(self) -> None:
        self.marks = _Marks()
        footnotes = FootnoteExtension(
            BACKLINK_TITLE=_BACK, USE_DEFINITION_ORDER=False, PLACE_MARKER=f"{OPEN}footnotes{CLOSE}"
        )
        converter = Markdown(extensions=["tables", "sane_lists", footnotes], output_format="html")
        converter.preprocessors.deregister("html_block")
        for name in _BLOCKS_NOT_USED:
            converter.parser.blockprocessors.deregister(name)
        for name in _INLINE_NOT_USED:
            converter.inlinePatterns.deregister(name)
        converter.parser.blockprocessors.register(_BlockMarks(converter.parser, self.marks), "marks", 85)
        converter.inlinePatterns.register(_LinkMarks(self.marks), "link_marks", 190)
        converter.inlinePatterns.register(_LeafMarks(self.marks), "leaf_marks", 185)
        converter.inlinePatterns.register(SubstituteTagInlineProcessor(r" {2,}\n", "br"), "linebreak", 100)
        converter.treeprocessors.register(_FootnoteLabels(converter), "footnote_labels", 5)
        delimiters = getattr(converter, "delimiters")  # noqa: B009 (unknown to the type stubs)
        delimiters.add("~", "del", double=True)
        converter.serializer = self._keep
        converter.stripTopLevelTags = False
        self.converter = converter
        self.root = Element("div")

    def render(self, markdown: str, constructs: list[Construct]) -> Parts:
        """Return the tree of one body: its blocks."""
        self.marks.constructs = constructs
        try:
            self.converter.reset().convert(markdown)
            return tuple(part for part in _parts(self.root) if not isinstance(part, str) or part.strip())
        finally:
            self.marks.constructs = []
            self.root = Element("div")
            self.converter.reset()

    def _keep(self, root: Element) -> str:
        """Keep the tree that the library was about to write down as HTML."""
        self.root = root
        return ""


def _parts(element: Element) -> Iterator[Part]:
    """Yield what is in an element of the library's, frozen;
    its own stand-ins become the characters they are for.
    """
    if element.text:
        yield _restore(element.text)
    for child in element:
        attributes = {name: _restore(value) for name, value in sorted(child.items())}
        yield tree.Element(child.tag, attributes, tuple(_parts(child)))
        if child.tail:
            yield _restore(child.tail)


def _restore(text: str) -> str:
    text = text.translate(_SIGNS)
    return text.replace(FN_BACKLINK_TEXT, "↩").replace(NBSP_PLACEHOLDER, "\N{NO-BREAK SPACE}")


_per_thread = local()
