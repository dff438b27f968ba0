"""Renders entries as RSS 2.0, Atom, JSON Feed 1.1, yearly archives after RFC 5005, and an OPML list of all.

Pure: no disk, no clock, no locale; the same values give the same bytes. An entry's id is made from its
content id alone, so a new title, date or address never makes a reader show the entry twice. Defects of the
library underneath are repaired in `feed_repairs`.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from qiangxiao.foundation.errors import SettingsError
from qiangxiao.foundation.line_ends import read_own_file
from qiangxiao.foundation.palette import SHIPPED_PALETTE, Palette
from qiangxiao.records.program import Program
from qiangxiao.rendering.addresses import Place
from qiangxiao.rendering.feed_documents import Document, Item, Link, clean_line, clean_text, render_json
from qiangxiao.rendering.feed_repairs import render_xml
from qiangxiao.rendering.remembering import Remember, make_anew
from qiangxiao.sources.tree import Parts, write_html

__all__ = [
    "CURRENT_ENTRY_COUNT", "OPML_PATH", "STYLESHEET_PATH", "Feed", "FeedEntry", "FeedImage", "FeedSettings",
    "content_tag", "feed_settings", "feed_stylesheet", "render_feeds", "render_opml",
]  # fmt: skip

CURRENT_ENTRY_COUNT = 30  # entries; older ones are in the documents of their years
STYLESHEET_PATH = "feeds/feed.css"
OPML_PATH = "feeds/subscriptions.opml"

_STYLESHEET = read_own_file(Path(__file__).with_name("feed.css"))
_MEDIA_TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml"}
_OPML_GROUPS = {"": "全站", "districts": "区县", "measures": "措施", "schools": "学校"}
_UNTITLED = "（无标题）"
# catches "a@b.cn", "b.cn", spares "-b.cn", "b.cn-", "一.cn" (RFC 4151)
_TAG_AUTHORITY = re.compile(r"([\w.+-]+@)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?", re.ASCII)
# catches "2026", "2026-10-12", spares "2026-1", "26" (RFC 4151)
_TAG_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class FeedImage:
    """An entry's picture. `address` is absolute or site-relative, `length` the file's size in bytes."""

    address: str
    media_type: str
    length: int
    alt: str = ""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. `id` comes from `content_tag`; addresses in `content` are relative to the page at `address`.

    Dates without a zone are read in the program's time zone.
    """

    id: str
    title: str
    address: str
    content: Parts
    summary: str
    published_at: datetime
    updated_at: datetime
    author: str
    categories: tuple[str, ...] = ()
    image: FeedImage | None = None
    is_deleted: bool = False
    """It says only that what it was about is gone."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed by its `name`, such as `districts/jinjiang`; `address` is the page it accompanies."""

    name: str
    title: str
    description: str
    address: str
    entries: tuple[FeedEntry, ...]
    has_json: bool = False
    archived_years: frozenset[int] = frozenset()
    """Years of which there was an archive once: readers may still ask for it."""


@dataclass(frozen=True)
class FeedSettings:
    """What all feeds of a site share. `site_url` is empty while the deployment's address is unknown.

    `tag_authority` and `tag_date` name the ids' owner (RFC 4151) and must never change once feeds are
    published. Raises SettingsError for values that would break every feed.
    """

    site_url: str
    title: str
    publisher: str
    tag_authority: str
    tag_date: str
    language: str = "zh-CN"
    timezone: str = "Asia/Shanghai"

    def __post_init__(self) -> None:
        if self.site_url and not (self._site_parts[0] in ("http", "https") and self._site_parts[1]):
            raise SettingsError(f"站点地址应以 http:// 或 https:// 开头，或留空：{self.site_url}")
        if not _TAG_AUTHORITY.fullmatch(self.tag_authority):
            raise SettingsError(f"订阅源标识的所有者应为域名或邮箱：{self.tag_authority}")
        if not _TAG_DATE.fullmatch(self.tag_date):
            raise SettingsError(f"订阅源标识的日期应写作 2026、2026-09 或 2026-09-01：{self.tag_date}")
        try:
            _ = self.zone, self.tag_dated_at  # computed here, so that a wrong value fails at once
        except (ValueError, OSError, LookupError) as error:
            raise SettingsError(f"订阅源的时区或标识日期无效：{self.timezone}、{self.tag_date}") from error

    @cached_property
    def zone(self) -> ZoneInfo:
        """The program's time zone."""
        return ZoneInfo(self.timezone)

    @cached_property
    def tag_dated_at(self) -> datetime:
        """The first moment of `tag_date`: an empty feed's date, which must not be the clock's."""
        year, month, day = [*map(int, self.tag_date.split("-")), 1, 1][:3]
        return _move_to_zone(datetime(year, month, day, tzinfo=self.zone), self.zone)

    @property
    def _site_parts(self) -> tuple[str, str]:
        parts = urlsplit(self.site_url)
        return parts.scheme, parts.netloc


def feed_stylesheet(palette: Palette = SHIPPED_PALETTE) -> bytes:
    """Return `feeds/feed.css`, which makes a feed readable when somebody opens it in a browser."""
    return palette.paint(_STYLESHEET.decode("utf-8")).encode("utf-8")


def feed_settings(program: Program) -> FeedSettings:
    """Return what all feeds of a program share."""
    return FeedSettings(
        site_url=program.site.url or "",
        title=program.name,
        publisher=program.publisher,
        tag_authority=program.site.tag_authority,
        tag_date=str(program.site.tag_year),
        timezone=program.timezone,
    )


def content_tag(settings: FeedSettings, content_id: str) -> str:
    """Return the `tag:` URI (RFC 4151) of a content id; nothing else about the content enters it."""
    specific = quote(content_id, safe="/:@!$&'()*+,;=")
    return f"tag:{settings.tag_authority},{settings.tag_date}:{specific}"


def render_feeds(
    feeds: Iterable[Feed], settings: FeedSettings, remember: Remember = make_anew
) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the feeds with its site-relative path, one after another: all of them together
    are several times the texts; an entry in several of them is rendered once.

    The current documents hold the entries changed last, at most CURRENT_ENTRY_COUNT, so that a correction
    reaches readers however old its entry is. Each year with an entry beyond them has an archive of all its
    entries. Raises ValueError when two entries of a feed share an id.
    """
    known: _Known = {}
    for feed in feeds:
        yield from _files(feed, settings, known, remember)


def _files(
    feed: Feed, settings: FeedSettings, known: _Known, remember: Remember
) -> Iterator[tuple[str, bytes]]:
    entries = _order_newest_first(feed.entries, settings.zone)
    if len({entry.id for entry in entries}) < len(entries):
        raise ValueError(f"two entries of the feed {feed.name} share an id")
    years = sorted({entry.published_at.year for entry in entries[CURRENT_ENTRY_COUNT:]} | feed.archived_years)
    newest = _Position(older=years[-1] if years else None)
    current = _document(feed, settings, newest, entries[:CURRENT_ENTRY_COUNT], known)
    yield from _xml_files(newest.stem(feed), current, remember)
    if feed.has_json:
        place = Place(settings.site_url, f"{newest.stem(feed)}.json")
        own_address = place.address(place.path) if settings.site_url else ""
        yield place.path, render_json(current, place.address(feed.address), own_address)
    for older, year, newer in zip([None, *years], years, [*years[1:], None], strict=False):
        position = _Position(year, older, newer)
        of_year = [entry for entry in entries if entry.published_at.year == year]
        document = _document(feed, settings, position, of_year, known)
        yield from _xml_files(position.stem(feed), document, remember)


def render_opml(feeds: Iterable[Feed], settings: FeedSettings) -> bytes:
    """Return an OPML 2.0 list of `feeds`, to lie at OPML_PATH: one import subscribes a reader to a group."""
    place = Place(settings.site_url, OPML_PATH)
    groups: dict[str, list[Feed]] = {label: [] for label in _OPML_GROUPS.values()}
    for feed in feeds:
        groups[_OPML_GROUPS.get(feed.name.partition("/")[0], _OPML_GROUPS[""])].append(feed)
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = clean_line(f"{settings.title}订阅清单")
    body = ET.SubElement(root, "body")
    for label, members in groups.items():
        outline = ET.SubElement(body, "outline", text=label, title=label) if members else body
        for feed in members:
            title = clean_line(feed.title)
            ET.SubElement(
                outline,
                "outline",
                type="rss",
                text=title,
                title=title,
                description=clean_line(feed.description),
                xmlUrl=place.address(f"feeds/{feed.name}.atom.xml"),
                htmlUrl=place.address(feed.address),
            )
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


@dataclass(frozen=True, slots=True)
class _Zoned:
    """An entry with its dates in the program's time zone."""

    entry: FeedEntry
    id: str
    published_at: datetime
    updated_at: datetime


def _order_newest_first(entries: Iterable[FeedEntry], zone: ZoneInfo) -> Sequence[_Zoned]:
    zoned = [
        _Zoned(e, e.id, _move_to_zone(e.published_at, zone), _move_to_zone(e.updated_at, zone))
        for e in entries
    ]
    by_id = sorted(zoned, key=lambda entry: entry.id)
    return sorted(by_id, key=lambda entry: (entry.updated_at, entry.published_at), reverse=True)


def _move_to_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    local = moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)
    offset = local.utcoffset()
    if offset is not None and offset.seconds % 60:  # local mean time, before zones: RFC 3339 cannot write it
        local = local.astimezone(UTC)
    return local.replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class _Position:
    """Which document of a feed: `year` None is the current one; `older` and `newer` are archives' years."""

    year: int | None = None
    older: int | None = None
    newer: int | None = None

    def stem(self, feed: Feed) -> str:
        """Return the document's site-relative path without its extension."""
        return _stem(feed, self.year)

    def history(self, feed: Feed) -> Mapping[str, str]:
        """Return the stems of the neighbours by their RFC 5005 relation."""
        stems = {} if self.year is None else {"current": _stem(feed, None)}
        if self.older is not None:
            stems["prev-archive"] = _stem(feed, self.older)
        if self.newer is not None:
            stems["next-archive"] = _stem(feed, self.newer)
        return stems


def _stem(feed: Feed, year: int | None) -> str:
    return f"feeds/{feed.name}" if year is None else f"feeds/{feed.name}/{year}"


def _document(
    feed: Feed, settings: FeedSettings, position: _Position, entries: Sequence[_Zoned], known: _Known
) -> Document:
    title = clean_line(feed.title) or _UNTITLED
    place = Place(settings.site_url, f"{position.stem(feed)}.atom.xml")
    links, alternates = {}, {}
    for kind, media_type in _MEDIA_TYPES.items():
        own_path = f"{position.stem(feed)}.{kind}.xml"
        links[kind] = [Link("self", place.address(own_path), media_type)]
        for rel, stem in position.history(feed).items():
            links[kind].append(Link(rel, place.address(f"{stem}.{kind}.xml"), media_type))
        # Readers that resolve entries against this page must arrive where those that use the feed arrive.
        is_safe = bool(settings.site_url) or place.resolves_like(feed.address)
        # (Untyped then: feedparser takes only an untyped or HTML link for the feed's page.)
        page, page_type = (feed.address, "text/html") if is_safe else (own_path, "")
        alternates[kind] = Link("alternate", place.address(page), page_type)
    return Document(
        id=content_tag(settings, f"feeds/{feed.name}"),
        title=title if position.year is None else f"{title}（{position.year}年）",
        description=clean_line(feed.description) or title,
        publisher=clean_line(settings.publisher) or clean_line(settings.title) or title,
        language=settings.language,
        updated_at=max((entry.updated_at for entry in entries), default=settings.tag_dated_at),
        atom_alternate=alternates["atom"],
        rss_alternate=alternates["rss"].href,
        atom_links=tuple(links["atom"]),
        rss_links=tuple(links["rss"]),
        stylesheet=Place("", place.path).address(STYLESHEET_PATH),
        is_archive=position.year is not None,
        items=tuple(_known_item(zoned, place, known) for zoned in entries),
    )


_Known: TypeAlias = dict[tuple[str, str], Item]
"""Items by their ids and by what their addresses are relative to: a folder, or any folder as deep."""
# catches 'href="a/"', spares "href=a/"
_ADDRESS = re.compile(r'(?:href|src)="([^"]*)"')


def _known_item(zoned: _Zoned, place: Place, known: _Known) -> Item:
    """Return an entry as a document shows it, rendered once for all documents in which it reads the same."""
    own = zoned.id, place.base
    shared = own if place.site_url else (zoned.id, "../" * place.base.count("/") + "../")
    item = known.get(shared) or known.get(own)
    if item is None:
        item = _item(zoned, place)
        known[shared if _leads_out(item, shared[1]) else own] = item
    return item


def _leads_out(item: Item, out: str) -> bool:
    """Tell whether every address of an item leaves all the folders of its document, or is absolute.

    It then reads the same in any document as deep: `../../schools/a/`, but not `2025.atom.xml` beside it.
    """
    own = (item.address, item.enclosure.href if item.enclosure else out)
    return all(found.startswith(out) or ":" in found for found in (*own, *_ADDRESS.findall(item.html)))


def _item(zoned: _Zoned, place: Place) -> Item:
    entry, image = zoned.entry, zoned.entry.image
    enclosure = None
    if image:
        alt = clean_line(image.alt)
        enclosure = Link("enclosure", place.address(image.address), image.media_type, image.length, alt)
    return Item(
        id=entry.id,
        title=clean_line(entry.title) or _UNTITLED,
        address=place.address(entry.address),
        html=clean_text(write_html(place.rewritten(entry.content, entry.address))),
        summary=clean_line(entry.summary),
        published_at=zoned.published_at,
        updated_at=zoned.updated_at,
        author=clean_line(entry.author),
        categories=tuple(filter(None, map(clean_line, entry.categories))),
        enclosure=enclosure,
        is_deleted=entry.is_deleted,
    )


def _xml_files(stem: str, document: Document, remember: Remember) -> Iterator[tuple[str, bytes]]:
    # a library writes them; no XML holds a zero
    both = remember("feed", repr(document), lambda: b"\0".join(render_xml(document)))
    atom, _, rss = both.partition(b"\0")
    yield f"{stem}.rss.xml", rss
    yield f"{stem}.atom.xml", atom
