"""Exchange and seminar events: upcoming, held, cancelled, and one page an event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from qiangxiao.catalog.catalog import Entry
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.foundation.vocabulary import EventStatus
from qiangxiao.records.event import EVENT, ExchangeEvent, Material
from qiangxiao.rendering.calendars import event_calendars, event_file, webcal_address
from qiangxiao.rendering.page import Crumb, Page
from qiangxiao.rendering.pages.context import Site
from qiangxiao.rendering.pages.listing import Row, feed, is_upcoming, neighbours, row, rows, upcoming_events
from qiangxiao.rendering.search_facets import describe_for_search
from qiangxiao.rendering.templates import body_markdown

_WEEKDAYS = "一二三四五六日"


def pages(site: Site) -> Iterator[Page]:
    """Yield the index and every event."""
    events = site.edition.all(EVENT)
    yield _index(site)
    for at, entry in enumerate(events):
        yield _event(site, entry, *neighbours(events, at))


def time_text(starts_at: datetime, ends_at: datetime | None) -> str:
    """Return when an event takes place, as readers say it."""
    day = f"{chinese_date(starts_at.date())}（周{_WEEKDAYS[starts_at.weekday()]}）{starts_at:%H:%M}"
    if ends_at is None:
        return day
    if ends_at.date() == starts_at.date():
        return f"{day}—{ends_at:%H:%M}"
    return f"{day} 至 {chinese_date(ends_at.date())}{ends_at:%H:%M}"


def _index(site: Site) -> Page:
    address = "events/"
    edition = site.edition
    past = [entry for entry in edition.all(EVENT) if not is_upcoming(entry, edition.as_of)]
    site_url = edition.catalog.program.site.url or ""
    cancelled = [entry for entry in past if entry.record.status is EventStatus.CANCELLED]
    markdown = site.templates.render(
        "events.j2",
        address,
        site=site,
        upcoming=[row(site, entry) for entry in upcoming_events(site)],
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
    )


def _item(site: Site, material: Material) -> Row | None:
    """Return the line of the site's own content that a material is; None if it is elsewhere or not public."""
    found = rows(site, (material.item,)) if material.item else ()
    return found[0] if found else None


def _event(
    site: Site,
    entry: Entry[ExchangeEvent],
    earlier: Entry[ExchangeEvent] | None,
    later: Entry[ExchangeEvent] | None,
) -> Page:
    record, address = entry.record, entry.address
    edition = site.edition
    when = time_text(record.starts_at, record.ends_at)
    is_stale = record.status is EventStatus.CONFIRMED and not is_upcoming(entry, edition.as_of)
    schools = [school for school_id in record.schools if (school := edition.school(school_id))]
    materials = [(material, _item(site, material)) for material in record.materials]
    markdown = site.templates.render(
        "event.j2",
        address,
        site=site,
        record=record,
        when=when,
        is_stale=is_stale,
        schools=schools,
        materials=materials,
        calendar_file=event_file(entry) if is_upcoming(entry, edition.as_of) else "",
        takeaways=edition.takeaways.get(entry.id, ()),
        body=body_markdown(entry.body, "") if entry.body else "",
    )
    where = f"，{record.place}" if record.place else ""
    text = [record.theme, record.place, record.host, *(school.name for school in schools)]
    return Page(
        address,
        record.title,
        markdown,
        description=f"{record.status.value}：{when}{where}。",
        crumbs=site.crumbs((EVENT.short_name, "events/"), (record.title, None)),
        as_of=edition.as_of,
        updated_on=min(
            max([record.starts_at.date(), *(change.on for change in record.changes)]), edition.as_of
        ),
        previous=Crumb(earlier.record.title, earlier.address) if earlier else None,
        next=Crumb(later.record.title, later.address) if later else None,
        neighbour_labels=("更早的活动", "更晚的活动"),
        search=describe_for_search(
            "。".join(filter(None, [*text, entry.body.text if entry.body else ""])),
            kind=EVENT.short_name,
            measure=record.measures,
            year=str(record.starts_at.year),
            keywords=(record.status.value,),
        ),
    )
