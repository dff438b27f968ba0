"""Exchange and seminar events: upcoming, held, cancelled, and one page an event."""

from __future__ import annotations

from collections.abc import Iterator

from qiangxiao.foundation.vocabulary import EventStatus
from qiangxiao.records.event import EVENT
from qiangxiao.rendering.calendars import event_calendars, event_file, webcal_address
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages.listing import feed, upcoming_events
from qiangxiao.rendering.search_facets import Card, describe_for_search
from qiangxiao.rendering.views import row

_NEXT = 3  # events in an answer of search


def pages(site: Site) -> Iterator[Page]:
    """Yield the index and every event."""
    yield _index(site)


def _index(site: Site) -> Page:
    address = "events/"
    edition = site.edition
    past = [entry for entry in edition.all(EVENT) if not entry.record.is_ahead(edition.as_of)]
    site_url = edition.catalog.program.site.url or ""
    cancelled = [entry for entry in past if entry.record.status is EventStatus.CANCELLED]
    upcoming = upcoming_events(site)
    ahead = [row(site, entry) for entry in upcoming]
    markdown = site.templates.render(
        "events.j2",
        address,
        site=site,
        upcoming=ahead,
        next_file=event_file(upcoming[0]) if upcoming else "",
        held=[row(site, entry) for entry in past if entry.record.status is not EventStatus.CANCELLED],
        cancelled=[row(site, entry) for entry in cancelled],
        calendars=[
            (calendar, webcal_address(site_url, calendar.path)) for calendar in event_calendars(edition)
        ],
    )
    return Page(
        address,
        "交流研讨活动",
        markdown,
        description="学校之间的交流研讨：即将举行的、已经举行的、取消的。",
        crumbs=site.crumbs((EVENT.short_name, None)),
        as_of=edition.as_of,
        feeds=(feed("全部更新", "all"),),
        search=describe_for_search(
            "即将举行的、已经举行的、取消的交流研讨活动，加入日历。",
            kind=EVENT.short_name,
            aliases=(EVENT.short_name, "下一次活动", "最近活动", "活动安排", "日历"),
            card=Card(links=tuple((line.title, line.address, line.source) for line in ahead[:_NEXT])),
        ),
    )
