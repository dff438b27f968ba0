"""A notice at an address of any kind, in each case as whoever asks for it understands it.

A feed stays a feed, whose one entry says that it has ended; a calendar has no events; a table has one cell.
What cannot say it in its own way, such as a printed file, is a page in a folder of that name, which web
servers show instead.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, time

from qiangxiao.foundation.dates import chinese_date
from qiangxiao.rendering.calendars import empty_calendar
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.data import csv_table
from qiangxiao.rendering.feeds import Feed, FeedEntry, FeedSettings, content_tag, feed_settings, render_feeds
from qiangxiao.rendering.notices import Notice
from qiangxiao.rendering.page import Artifact
from qiangxiao.rendering.prose import paragraphs

_FEED_ENDINGS = (".rss.xml", ".atom.xml", ".json")


def tombstone(site: Site, notice: Notice) -> Artifact:
    """Return what tells at an address, of a page or a file, what became of it."""
    address, settings = notice.address, feed_settings(site.edition.catalog.program)
    ending = next((end for end in _FEED_ENDINGS if address.endswith(end)), "")
    if address.startswith("feeds/") and ending:
        return _last_of_feed(settings, notice, ending)
    if address.endswith(".ics"):
        return Artifact(address, empty_calendar(settings, notice.title, notice.words))
    if address.endswith(".csv"):
        day = f"{chinese_date(notice.on)}：" if notice.on else ""
        return Artifact(address, csv_table([[f"{day}{notice.words}"]]))
    if address.endswith(".json"):
        told = {"address": address, "note": notice.words, "on": notice.on and notice.on.isoformat()}
        return Artifact(address, f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode())
    if address.endswith(".html"):
        folder = f"{address.rpartition('/')[0]}/".removeprefix("/")
        return replace(replace(notice, address=folder).artifact(site.templates), path=address)
    folder = address if address.endswith("/") else f"{address}/"
    return replace(notice, address=folder).artifact(site.templates)


def _last_of_feed(settings: FeedSettings, notice: Notice, ending: str) -> Artifact:
    """Return a feed with nothing in it but a new entry, which every reader shows, that it has ended; of what
    comes back, nothing at all.
    """
    name = notice.address.removeprefix("feeds/").removesuffix(ending)
    entries = (_farewell(settings, notice, name),) if notice.is_final else ()
    feed = Feed(name, notice.title, notice.words, "feeds/", entries, has_json=True)
    files = (Artifact(path, data) for path, data in render_feeds([feed], settings))
    return next(artifact for artifact in files if artifact.path == notice.address)


def _farewell(settings: FeedSettings, notice: Notice, name: str) -> FeedEntry:
    told_at = datetime.combine(notice.on, time(8), settings.zone) if notice.on else settings.tag_dated_at
    return FeedEntry(
        id=content_tag(settings, f"closed/feeds/{name}"),
        title=notice.title,
        address="feeds/",
        content=tuple(paragraphs(notice.words)),
        summary=notice.words,
        published_at=told_at,
        updated_at=told_at,
        author=settings.publisher,
    )
