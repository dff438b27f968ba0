"""A built page of anybody's to what a reader and a machine find on it: words by line, links, notes, dates.

Words come as Markdown-like lines (`| cell |`, `- item`, `## heading`), since that is what the rules about
words read. Each line knows where in the file it begins. Never raises for content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lxml import etree, html

_SILENT = frozenset({"script", "style", "template", "noscript", "nav"})
"""Not words of the page: programs, and menus that stand on every page."""
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt"}
    | {
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
    }
    | {
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
    }
    | {"th", "thead", "tr", "ul"}
)
_WORDY = ("alt", "title", "aria-label", "placeholder")
# catches "2026-11-20", "2026年11月2日", "2026/1/2", "2026.01.02", spares "2026年", "12026-01-01", "2026-1"
_DAY = re.compile(r"(?<!\d)(20\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_DATED = (
    "pubdate",
    "article:published_time",
    "article:modified_time",
    "date",
    "lastmodified",
    "dcterms.date",
)
_MOST_DAYS = 2_000  # of one page; a page of more is an archive, and its newest stand first


@dataclass(frozen=True, slots=True)
class Target:
    """An address that a page names: on which line, and whether a browser asks for it by itself."""

    address: str
    line: int
    is_fetched: bool


@dataclass(frozen=True, slots=True)
class PageText:
    """What stands on a page."""

    title: str
    language: str
    lines: tuple[tuple[int, str], ...]
    """The words, each line with its place in the file."""
    targets: tuple[Target, ...]
    anchors: frozenset[str]
    metas: dict[str, str]
    """The contents of the notes in the head, by name in small letters."""
    days: tuple[date, ...]
    links: tuple[tuple[str, str], ...]
    """The words of every link, with its address."""
    nameless_pictures: tuple[int, ...]
    """Where pictures stand that say nothing to who cannot see them."""
    base: str


def read_page(data: bytes) -> PageText | None:
    """Return what stands on a page; None for what is no page at all."""
    try:
        tree = html.document_fromstring(data, parser=html.HTMLParser(encoding=_encoding(data)))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError):
        return None
    metas = {
        (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower(): meta.get("content")
        for meta in tree.iter("meta")
        if meta.get("content")
    }
    metas.pop("", None)
    lines = tuple(_lines(tree))
    return PageText(
        title=" ".join((tree.findtext("head/title") or "").split()),
        language=tree.get("lang") or "",
        lines=lines,
        targets=tuple(_targets(tree)),
        anchors=frozenset(name for each in tree.iter() for name in (each.get("id"), _name(each)) if name),
        metas=metas,
        days=tuple(_days(tree, metas, lines)),
        links=tuple(
            (" ".join(link.text_content().split()), link.get("href"))
            for link in tree.iter("a")
            if link.get("href")
        ),
        nameless_pictures=tuple(
            image.sourceline or 1 for image in tree.iter("img") if image.get("alt") is None
        ),
        base=next((base.get("href") or "" for base in tree.iter("base")), ""),
    )


def _encoding(data: bytes) -> str:
    """Return the encoding that a page states, UTF-8 if it states none that is known."""
    # catches 'charset="gbk"', "charset=utf-8", spares "encoding=gbk"
    found = re.search(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})", data[:2048])
    name = found[1].decode().lower() if found else "utf-8"
    return "gb18030" if name in ("gbk", "gb2312", "gb18030") else "utf-8"


def _name(element: html.HtmlElement) -> str | None:
    return element.get("name") if element.tag == "a" else None


def _targets(tree: html.HtmlElement) -> Iterator[Target]:
    for element in tree.iter():
        line = element.sourceline or 1
        if element.tag in ("a", "area") and element.get("href"):
            yield Target(element.get("href"), line, False)
        elif element.tag == "link" and element.get("href"):
            relations = set((element.get("rel") or "").lower().split())
            is_fetched = bool(relations & {"stylesheet", "icon", "preload", "manifest", "modulepreload"})
            yield Target(element.get("href"), line, is_fetched)
        for key in ("src", "poster", "data"):
            if element.tag in _FETCHING and element.get(key):
                yield Target(element.get(key), line, True)
        for part in (element.get("srcset") or "").split(","):
            if part.strip():
                yield Target(part.split()[0], line, True)


_FETCHING = frozenset(
    {"img", "script", "iframe", "audio", "video", "source", "embed", "object", "track", "input"}
)


def _lines(tree: html.HtmlElement) -> Iterator[tuple[int, str]]:
    """Yield the words of a page, block by block, rows of tables as rows."""
    body = tree.find("body")
    for line, text in _blocks(body if body is not None else tree):
        if words := " ".join(text.split()):
            yield line, words
    for element in tree.iter():
        for key in _WORDY:
            if isinstance(element.tag, str) and (words := " ".join((element.get(key) or "").split())):
                yield element.sourceline or 1, words


def _blocks(top: html.HtmlElement) -> Iterator[tuple[int, str]]:
    """Yield the text of every block. It does not call itself: a page may be nested ten thousand deep."""
    parts: list[str] = []
    line, is_first_row = top.sourceline or 1, False
    silent = 0
    for event, element in etree.iterwalk(top, events=("start", "end", "comment")):
        if event == "comment" or not isinstance(element.tag, str):
            parts.append(element.tail or "")
            continue
        tag = element.tag
        if tag in _SILENT:
            silent += 1 if event == "start" else -1
        if event == "start" and not silent:
            if tag in _BLOCKS and tag not in ("td", "th"):
                yield line, "".join(parts)
                parts, line = [_LEADS.get(tag, "")], element.sourceline or line
                is_first_row = is_first_row or tag == "table"
            elif tag == "br":
                yield line, "".join(parts)
                parts, line = [], element.sourceline or line
            elif tag in ("td", "th"):
                parts.append(" | ")
            parts.append(element.text or "")
        elif event == "end" and element is not top:
            if not silent and tag == "tr":
                count = sum(1 for cell in element if cell.tag in ("td", "th"))
                yield line, f"{''.join(parts)} |"
                if is_first_row and count:
                    yield line, f"|{'---|' * count}"
                parts, is_first_row = [], False
            elif not silent and tag in _BLOCKS and tag not in ("td", "th"):
                yield line, "".join(parts)
                parts = []
            if not silent:
                parts.append(element.tail or "")
    yield line, "".join(parts)


_LEADS = {"li": "- ", **{f"h{level}": f"{'#' * level} " for level in range(1, 7)}}


def _days(
    tree: html.HtmlElement, metas: dict[str, str], lines: tuple[tuple[int, str], ...]
) -> Iterator[date]:
    stated = [metas[name] for name in _DATED if name in metas]
    stated += [each.get("datetime") or "" for each in tree.iter("time")]
    count = 0
    for text in (*stated, *(words for _, words in lines)):
        for found in _DAY.finditer(text):
            count += 1
            if count > _MOST_DAYS:
                return
            try:
                yield date(*map(int, found.groups()))
            except ValueError:
                continue
