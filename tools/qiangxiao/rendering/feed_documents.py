"""One feed document ready to be written down: every text clean, every date zoned, every address final.

`feeds` prepares these values; `feed_repairs` writes them as Atom and RSS, `render_json` as JSON Feed 1.1.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

# Everything XML 1.0 cannot hold, and the C1 controls it advises against; Word puts such characters into text.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Link:
    """A typed link, as in RFC 4287 section 4.2.7; `length` is in bytes."""

    rel: str
    href: str
    type: str = ""
    length: int | None = None
    title: str = ""

    def attributes(self) -> dict[str, str]:
        """Return the XML attributes, absent ones left out, in a fixed order."""
        length = "" if self.length is None else str(self.length)
        pairs = {"rel": self.rel, "href": self.href, "type": self.type, "length": length, "title": self.title}
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as a document shows it."""

    id: str
    title: str
    address: str
    html: str
    summary: str
    published_at: datetime
    updated_at: datetime
    author: str
    categories: tuple[str, ...]
    enclosure: Link | None
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A feed's current document, or one of its yearly archives (`is_archive`, RFC 5005 section 4)."""

    id: str
    title: str
    description: str
    publisher: str
    language: str
    updated_at: datetime
    atom_alternate: Link
    rss_alternate: str
    atom_links: tuple[Link, ...]
    rss_links: tuple[Link, ...]
    stylesheet: str
    is_archive: bool
    items: tuple[Item, ...]


def clean_text(text: str) -> str:
    """Return `text` without the characters that XML cannot hold; tabs and line ends stay."""
    return _CONTROLS.sub("", text)


def clean_line(text: str) -> str:
    """Return `text` as one line without control characters."""
    return " ".join(clean_text(text).split())


def render_json(document: Document, home: str, address: str) -> bytes:
    """Return `document` as JSON Feed 1.1; `home` is its page, `address` its own absolute URL or empty."""
    content: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": document.title,
        "home_page_url": home,
        "feed_url": address,
        "description": document.description,
        "language": document.language,
        "authors": [{"name": document.publisher}],
        "items": [_json_item(item) for item in document.items],
    }
    required = {"version", "title", "items"}
    kept = {key: value for key, value in content.items() if value or key in required}
    return (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(item: Item) -> dict[str, Any]:
    image = item.enclosure
    content: dict[str, Any] = {
        "id": item.id,
        "url": item.address,
        "title": item.title,
        "content_html": item.html,
        "summary": item.summary,
        "image": image.href if image else "",
        "date_published": item.published_at.isoformat(),
        "date_modified": item.updated_at.isoformat(),
        "authors": [{"name": item.author}] if item.author else [],
        "tags": list(item.categories),
    }
    if image:
        size = {} if image.length is None else {"size_in_bytes": image.length}
        content["attachments"] = [{"url": image.href, "mime_type": image.type, **size}]
    return {key: value for key, value in content.items() if value or key == "content_html"}
