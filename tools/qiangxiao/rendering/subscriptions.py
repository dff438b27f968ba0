"""The edition's feeds: everything, bulletins, featured, cases, each district, measure and school."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.case import CASE
from qiangxiao.records.featured import FEATURED
from qiangxiao.records.kind import Kind, Scope
from qiangxiao.records.kinds import KINDS
from qiangxiao.rendering.calendars import event_calendars
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.feeds import (
    OPML_PATH,
    STYLESHEET_PATH,
    Feed,
    FeedEntry,
    FeedSettings,
    content_tag,
    feed_settings,
    feed_stylesheet,
    render_feeds,
    render_opml,
)
from qiangxiao.rendering.page import Artifact
from qiangxiao.rendering.views import view_of
from qiangxiao.rendering.withdrawn import current_name, entries_of

# catches "feeds/districts/jinjiang/2024.atom.xml", spares "feeds/districts/jinjiang.atom.xml"
_ARCHIVE = re.compile(r"feeds/(.+)/(\d{4})\.(?:atom|rss)\.xml", re.ASCII)


def feed_artifacts(site: Site) -> Iterator[Artifact]:
    """Yield every feed document, the subscription list and the feeds' style sheet."""
    settings = feed_settings(site.edition.catalog.program)
    feeds = list(edition_feeds(site, settings))
    for path, data in render_feeds(feeds, settings, site.remember):
        yield Artifact(path, data)
    closed = site.edition.catalog.ledger.closed
    going_on = [feed for feed in feeds if f"feeds/{feed.name}.atom.xml" not in closed]
    yield Artifact(OPML_PATH, render_opml(going_on, settings))
    yield Artifact(STYLESHEET_PATH, feed_stylesheet(site.palette))


def feeds_with(site: Site, entry: Entry[Any]) -> tuple[str, ...]:
    """Return the names of the feeds and calendars that bring an entry."""
    settings = feed_settings(site.edition.catalog.program)
    tag = content_tag(settings, entry.permanent_id or entry.id)
    feeds = (f.name for f in edition_feeds(site, settings) if any(e.id == tag for e in f.entries))
    calendars = (c.path for c in event_calendars(site.edition) if any(e.id == entry.id for e in c.events))
    return (*feeds, *calendars)


def edition_feeds(site: Site, settings: FeedSettings) -> Iterator[Feed]:
    """Yield every feed of the edition, in each what was taken down of it as well."""
    years: dict[str, set[int]] = {}
    for address in site.edition.catalog.ledger.addresses:
        if found := _ARCHIVE.fullmatch(address):
            name = current_name(found[1], site.edition.catalog.ledger.renames.current)
            years.setdefault(name, set()).add(int(found[2]))
    for feed in _feeds(site, settings):
        gone = tuple(entries_of(site.edition.catalog, settings, feed.name))
        archived = frozenset(years.get(feed.name, ()))
        yield replace(feed, entries=(*feed.entries, *gone), archived_years=archived)


def _feeds(site: Site, settings: FeedSettings) -> Iterator[Feed]:
    edition = site.edition
    program = edition.catalog.program
    entries = {kind: edition.all(kind) for kind in KINDS if kind.is_fed}
    fed = {
        entry.id: view_of(kind).feed_entry(site, settings, entry)
        for kind, found in entries.items()
        for entry in found
    }
    told = [entry for kind, found in entries.items() if kind not in (BULLETIN, FEATURED) for entry in found]
    local = [entry for entry in told if entry.kind.scope in (Scope.SCHOOL, Scope.DISTRICT)]

    def of(kind: Kind[Any]) -> tuple[FeedEntry, ...]:
        return tuple(fed[entry.id] for entry in entries[kind])

    def within(folder: str) -> tuple[FeedEntry, ...]:
        return tuple(fed[entry.id] for entry in local if entry.id.startswith(f"{folder}/"))

    yield Feed(
        "all",
        f"{program.short_name}：全部更新",
        "要闻、进展、案例、每期一校和工作动态。",
        "feeds/",
        tuple(fed.values()),
        has_json=True,
    )
    yield Feed(
        "bulletins",
        f"{program.short_name}：工作动态",
        "每期工作动态。",
        "bulletins/",
        of(BULLETIN),
        has_json=True,
    )
    yield Feed(
        "featured", f"{program.short_name}：每期一校", "定期推出的一所学校。", "featured/", of(FEATURED)
    )
    yield Feed("cases", f"{program.short_name}：教改案例", "各校的教改案例。", "cases/", of(CASE))
    for district in program.districts:
        name, address = f"districts/{district.id}", f"districts/{district.id}/"
        yield Feed(
            name,
            f"{district.name}的强校工程",
            f"{district.name}区县动态，实验校的进展和案例。",
            address,
            within(district.id),
        )
    for measure in program.measures:
        filed = tuple(fed[e.id] for e in told if measure.name in getattr(e.record, "measures", ()))
        name, address = f"measures/{measure.id}", f"measures/{measure.id}/"
        yield Feed(name, measure.name, f"{measure.name}的进展和案例。", address, filed)
    for school in edition.schools:
        name, address = f"schools/{school.id}", f"schools/{school.id}/"
        yield Feed(name, school.name, f"{school.name}的进展和案例。", address, within(school.id))
