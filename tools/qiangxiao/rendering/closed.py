"""What answers at an address of no item that was given up: in each case what whoever asks for it understands.

A feed stays a feed, whose one entry says that it has ended; a calendar has no events; a table has one cell.
What cannot say it in its own way, such as a printed file, is a page in a folder of that name, which web
servers show instead.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, time

from qiangxiao.catalog.permalinks import Closure
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.rendering.calendars import empty_calendar
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.data import csv_table
from qiangxiao.rendering.feeds import Feed, FeedEntry, FeedSettings, content_tag, feed_settings, render_feeds
from qiangxiao.rendering.notices import Notice
from qiangxiao.rendering.page import Artifact
from qiangxiao.rendering.prose import paragraphs

_FEED_ENDINGS = (".rss.xml", ".atom.xml", ".json")
_TITLE = "已撤下"


def closed_artifacts(site: Site, addresses: Iterable[str]) -> Iterator[Artifact]:
    """Yield what answers at addresses that were given up."""
    settings = feed_settings(site.edition.catalog.program)
    for address in sorted(addresses):
        yield _answer(site, settings, address, site.edition.catalog.ledger.closed[address])


def _answer(site: Site, settings: FeedSettings, address: str, closure: Closure) -> Artifact:
    ending = next((end for end in _FEED_ENDINGS if address.endswith(end)), "")
    if address.startswith("feeds/") and ending:
        return _last_of_feed(settings, address, ending, closure)
    if address.endswith(".ics"):
        return Artifact(address, empty_calendar(settings, f"{_TITLE}的日历", _words(closure)))
    if address.endswith(".csv"):
        return Artifact(address, csv_table([[f"{chinese_date(closure.on)}：{_words(closure)}"]]))
    if address.endswith(".json"):
        told = {"address": address, "withdrawn_on": closure.on.isoformat(), "reason": closure.reason}
        return Artifact(address, f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode())
    is_file = not address.endswith(("/", ".html"))
    folder = f"{address}/" if is_file else f"{address.rpartition('/')[0]}/".removeprefix("/")
    page = Notice(folder, _TITLE, _words(closure), closure.on).artifact(site.templates)
    return replace(page, path=address) if address.endswith(".html") else page


def _last_of_feed(settings: FeedSettings, address: str, ending: str, closure: Closure) -> Artifact:
    """Return a feed with nothing in it but that it has ended: a new entry, which every reader shows."""
    name = address.removeprefix("feeds/").removesuffix(ending)
    told_at = datetime.combine(closure.on, time(8), settings.zone)
    words = f"这个订阅已经停止：{closure.reason}"
    entry = FeedEntry(
        id=content_tag(settings, f"closed/feeds/{name}"),
        title="这个订阅已经停止",
        address="feeds/",
        content=tuple(paragraphs(words)),
        summary=words,
        published_at=told_at,
        updated_at=told_at,
        author=settings.publisher,
    )
    feed = Feed(name, "已停止的订阅", words, "feeds/", (entry,), has_json=True)
    return next(Artifact(path, data) for path, data in render_feeds([feed], settings) if path == address)


def _words(closure: Closure) -> str:
    return f"这个地址的内容已经撤下：{closure.reason}"
