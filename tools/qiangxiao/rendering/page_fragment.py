"""Renders a page as a piece of HTML that stands in another document: no script, no request, no clash of
ids.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote, urlsplit

from lxml import html
from markdown import Markdown
from markdown.extensions.toc import slugify_unicode

from qiangxiao.rendering.page import Page

EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list", "admonition", "footnotes", "md_in_html")
"""The engine's: its own three and those of `mkdocs.yml`."""
_DROPPED = (
    "script",
    "style",
    "meta",
    "link",
    "base",
    "iframe",
    "object",
    "embed",
    "template",
    "noscript",
    "audio",
    "video",
    "source",
    "button",
)
_UNWRAPPED = ("form", "picture")
# catches "--share: 40%", "text-align: right;", spares "color: red", "--a: url(b)"
_KEPT_STYLE = re.compile(r"(?:(?:--[a-z]+|text-align):\s*[a-z0-9.% -]+;?\s*)+")
_REFERENCES = ("for", "headers", "aria-labelledby", "aria-describedby", "aria-controls")
_BLOCKS = frozenset(
    [
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "li",
        "tr",
        "dt",
        "dd",
        "figcaption",
        "summary",
        "blockquote",
        "pre",
    ]
)
_PHOTO_GONE = "qx-preview-gone"

Inlined = Callable[[str], str]
"""Site-relative path of a picture → its data: URI, or "" when it is left out."""


def fragment(
    page: Page, prefix: str, anchors: Mapping[str, str], site_url: str, inlined: Inlined
) -> html.HtmlElement:
    """Return the page's content as an element.

    Ids begin with `prefix`. A link leads to the page's anchor in this document when it is among `anchors`,
    else to the published site when `site_url` is known, else it is plain text.
    """
    text = Markdown(
        extensions=list(EXTENSIONS), extension_configs={"toc": {"slugify": slugify_unicode}}
    ).convert(page.markdown)
    root = html.fragment_fromstring(text, create_parent="div")
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            _drop(element)
        elif element.tag in _DROPPED:
            element.drop_tree()
        elif element.tag in _UNWRAPPED:
            element.drop_tag()
    for element in root.iter():
        if isinstance(element.tag, str):
            _clean(element, prefix)
            if element.tag == "a":
                _link(element, page.address, prefix, anchors, site_url)
            elif element.tag == "img":
                _picture(element, page.address, inlined)
    return root


def paragraphs_of(root: html.HtmlElement) -> list[str]:
    """Return the text of a fragment, one item per heading, paragraph, list item or table row."""
    found = []
    for element in root.iter(*_BLOCKS):
        if element.tag == "tr":
            text = " │ ".join(" ".join(cell.text_content().split()) for cell in element.iter("th", "td"))
        elif any(child.tag in _BLOCKS for child in element.iterdescendants() if isinstance(child.tag, str)):
            text = element.text or ""
        elif any(parent.tag == "tr" for parent in element.iterancestors()):
            continue
        else:
            text = element.text_content()
        text = " ".join(text.split())
        if text:
            found.append(text)
    return found


def _drop(element: html.HtmlElement) -> None:
    """Remove a comment or processing instruction and keep what follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _clean(element: html.HtmlElement, prefix: str) -> None:
    for name in list(element.attrib):
        value = element.attrib[name]
        if (
            name.lower().startswith("on")
            or name in ("srcset", "ping", "background", "action", "formaction", "autofocus")
            or (name == "style" and not _KEPT_STYLE.fullmatch(value.strip()))
        ):
            del element.attrib[name]
        elif name == "id":
            element.attrib[name] = prefix + value
        elif name in _REFERENCES:
            element.attrib[name] = " ".join(prefix + word for word in value.split())
        elif "url(" in value.lower():
            element.attrib[name] = re.sub(r"url\(#", f"url(#{prefix}", value)
        elif name in ("href", "xlink:href") and element.tag != "a":
            if value.startswith("#"):
                element.attrib[name] = f"#{prefix}{value[1:]}"
            else:
                del element.attrib[name]


def _link(
    element: html.HtmlElement, address: str, prefix: str, anchors: Mapping[str, str], site_url: str
) -> None:
    target = element.attrib.pop("href", "")
    element.attrib.pop("target", None)
    parts = urlsplit(target)
    if parts.scheme in ("http", "https", "mailto") and (parts.netloc or parts.scheme == "mailto"):
        element.set("href", target)
        element.set("rel", "noopener noreferrer nofollow")
    elif parts.scheme or parts.netloc or not target:
        return
    elif not parts.path:
        element.set("href", f"#{prefix}{unquote(parts.fragment)}")
    else:
        there = _resolve(address, parts.path)
        if there in anchors:
            element.set("href", f"#{anchors[there]}")
        elif site_url:
            element.set("href", f"{site_url.rstrip('/')}/{there}")


def _picture(element: html.HtmlElement, address: str, inlined: Inlined) -> None:
    source = element.attrib.pop("src", "")
    uri = (
        source
        if source.startswith("data:image/svg+xml")
        else inlined(_resolve(address, urlsplit(source).path))
    )
    for name in ("loading", "width", "height"):
        element.attrib.pop(name, None)
    if uri:
        element.set("src", uri)
        return
    element.tag = "span"
    element.set("class", _PHOTO_GONE)
    element.text = f"（照片没有放进预览：{element.attrib.pop('alt', '') or '没有说明'}）"


def _resolve(address: str, path: str) -> str:
    there = posixpath.normpath(posixpath.join("/", address, unquote(path))).lstrip("/")
    return f"{there}/" if there and path.endswith(("/", ".")) else there
