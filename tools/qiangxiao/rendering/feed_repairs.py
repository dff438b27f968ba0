"""Atom and RSS through feedgen 1.0.0, with what it gets wrong repaired through its extension hook.

feedgen builds the skeleton and escapes the text; the two extensions below write everything it loses or
falsifies. Each repair names its defect, and has a test that shows the defect in plain feedgen first, so that
a later feedgen without it makes itself known. feedgen and lxml carry no types: `Any` ends at this module.
"""

from __future__ import annotations

import html
from email.utils import format_datetime
from typing import Any

from feedgen.feed import FeedGenerator
from lxml import etree

from qiangxiao.rendering.feed_documents import Document, Item, Link

ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
FEED_HISTORY = "http://purl.org/syndication/history/1.0"


class FeedRepairs:
    """Feed-level extension; feedgen instantiates it, `_generator` hands it the document."""

    document: Document

    def extend_ns(self) -> dict[str, str]:
        """Return the namespaces that the root element declares."""
        deleted = {"at": TOMBSTONES} if any(item.is_deleted for item in self.document.items) else {}
        return {"fh": FEED_HISTORY, "dc": DUBLIN_CORE, **deleted}

    def extend_atom(self, feed: Any) -> Any:
        """Complete the Atom `feed` element; feedgen's Atom elements carry no namespace in the tree."""
        self._add_stylesheet(feed)
        self._add_archive_mark(feed)
        for link in self.document.atom_links:
            etree.SubElement(feed, "link", link.attributes())
        for item in self.document.items:
            if item.is_deleted:
                when = {"ref": item.id, "when": item.updated_at.isoformat()}
                gone = etree.SubElement(feed, f"{{{TOMBSTONES}}}deleted-entry", when)
                _add_text(gone, f"{{{TOMBSTONES}}}comment", item.summary)
        return feed

    def extend_rss(self, rss: Any) -> Any:
        """Complete the `channel` element of `rss`."""
        channel = rss[0]
        self._add_stylesheet(rss)
        self._add_archive_mark(channel)
        # Defect: the channel's <link> is whichever link() came last, be it the feed itself or a hub.
        channel.find("link").text = self.document.rss_alternate
        # Defect: every link but rel="self" is dropped, so no archive can be found from RSS.
        for link in self.document.rss_links:
            etree.SubElement(channel, f"{{{ATOM}}}link", link.attributes())
        # Defect: the date defaults to now and is formatted under setlocale(), which is not thread-safe.
        _add_text(channel, "lastBuildDate", format_datetime(self.document.updated_at))
        _add_text(channel, f"{{{DUBLIN_CORE}}}publisher", self.document.publisher)
        return rss

    def _add_stylesheet(self, root: Any) -> None:
        # Browsers are dropping XSLT; a CSS stylesheet still makes an opened feed readable.
        data = f'href="{html.escape(self.document.stylesheet)}" type="text/css"'
        root.addprevious(etree.ProcessingInstruction("xml-stylesheet", data))

    def _add_archive_mark(self, parent: Any) -> None:
        if self.document.is_archive:
            etree.SubElement(parent, f"{{{FEED_HISTORY}}}archive")


class EntryRepairs:
    """Entry-level extension; feedgen instantiates it, `_add_entry` hands it the item."""

    item: Item

    def extend_atom(self, entry: Any) -> Any:
        """Complete the Atom `entry` element."""
        # Defect: 1.0.0 writes only href on an entry's links; rel, type and length vanish, and with them
        # every enclosure. So feedgen is given no links, and they are written here.
        etree.SubElement(entry, "link", Link("alternate", self.item.address, "text/html").attributes())
        # Defect: only the last enclosure would survive; each is written here (an item has at most one).
        if self.item.enclosure:
            etree.SubElement(entry, "link", self.item.enclosure.attributes())
        _add_text(entry, "published", self.item.published_at.isoformat())
        return entry

    def extend_rss(self, entry: Any) -> Any:
        """Complete the RSS `item` element."""
        _add_text(entry, "link", self.item.address)
        # Defect: <author> demands an e-mail address, and a name without one is dropped silently.
        _add_text(entry, f"{{{DUBLIN_CORE}}}creator", self.item.author)
        # Defect: formatRFC2822 calls setlocale(); a date given to published() would pass through it.
        _add_text(entry, "pubDate", format_datetime(self.item.published_at))
        # RSS has no date of change of its own; a correction would go unnoticed.
        if self.item.updated_at != self.item.published_at:
            _add_text(entry, f"{{{ATOM}}}updated", self.item.updated_at.isoformat())
        enclosure = self.item.enclosure
        if enclosure:
            attributes = {"url": enclosure.href, "length": str(enclosure.length or 0), "type": enclosure.type}
            etree.SubElement(entry, "enclosure", attributes)
        return entry


def render_xml(document: Document) -> tuple[bytes, bytes]:
    """Return `document` as Atom (RFC 4287) and as RSS 2.0."""
    generator = _generator(document)
    return _bytes(generator.atom_str(pretty=True)), _bytes(generator.rss_str(pretty=True))


def _generator(document: Document) -> Any:
    generator = FeedGenerator()
    generator.register_extension("repairs", FeedRepairs, EntryRepairs)
    generator.repairs.document = document
    generator.id(document.id)
    generator.title(document.title)
    generator.subtitle(document.description or document.title)  # RSS demands a description
    generator.author(name=document.publisher)
    generator.language(document.language)
    generator.generator("qiangxiao")
    generator.docs("")
    generator.link(document.atom_alternate.attributes())
    # Defect: every date that is not set is the moment of rendering.
    generator.updated(document.updated_at)
    # Defect: formatRFC2822 calls setlocale(). No method unsets this date; `extend_rss` writes it instead.
    vars(generator)["_FeedGenerator__rss_lastBuildDate"] = None
    for item in document.items:
        _add_entry(generator, item)
    return generator


def _add_entry(generator: Any, item: Item) -> None:
    # Defect: add_entry prepends, which turns the order round.
    entry = generator.add_entry(order="append")
    entry.repairs.item = item
    entry.id(item.id)
    entry.title(item.title)
    entry.updated(item.updated_at)
    if item.author:
        entry.author(name=item.author)
    if item.summary:
        # Defect: RSS's description is HTML, Atom's summary plain text; feedgen writes the same into both.
        # In this order: description() also fills the content, which is set last.
        entry.description(html.escape(item.summary, quote=False))
        entry.summary(item.summary)
    entry.content(item.html, type="html")
    for category in item.categories:
        entry.category(term=category)


def _add_text(parent: Any, name: str, text: str) -> None:
    if text:
        etree.SubElement(parent, name).text = text


def _bytes(rendered: Any) -> bytes:
    return bytes(rendered)
