"""The edition's events as calendars (RFC 5545): all, by
level, by district, and one file beside each event's page.

Pure: no disk, no clock; the same events give the same bytes. What a client needs to know
an event again and to take a change comes from the file alone (docs/decisions/0014): the
UID from the permanent id, SEQUENCE from the recorded changes and the status. A cancelled
event stays, as cancelled: one that vanished would stand in people's calendars.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from icalendar import Calendar, Event, Timezone

from qiangxiao.catalog.catalog import Entry
from qiangxiao.catalog.permalinks import Withdrawal
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.foundation.vocabulary import EventLevel, EventStatus
from qiangxiao.records.event import EVENT, ExchangeEvent
from qiangxiao.rendering.feed_documents import clean_text
from qiangxiao.rendering.feeds import FeedSettings, feed_settings
from qiangxiao.rendering.page import Artifact
from qiangxiao.rendering.withdrawn import brought_by, title_of, withdrawn_events, words_of
from qiangxiao.selection.edition import Edition

EVERYTHING = "calendar/all.ics"
_LEVEL_NAMES: Mapping[EventLevel, str] = {EventLevel.CITY: "city", EventLevel.DISTRICT: "district"}
_REFRESH = timedelta(hours=12)
_ZONE_FROM, _ZONE_TO = date(1970, 1, 1), date(2101, 1, 1)


@dataclass(frozen=True, slots=True)
class EventCalendar:
    """One calendar to subscribe to. `path` is site-relative, `label` its name among the others."""

    path: str
    label: str
    title: str
    events: tuple[Entry[ExchangeEvent], ...]


def event_calendars(edition: Edition) -> tuple[EventCalendar, ...]:
    """Return the calendars: everything, each level, and each district that has had an event."""
    name = edition.catalog.program.short_name
    found = [EventCalendar(EVERYTHING, "全部活动", f"{name}：交流研讨活动", edition.all(EVENT))]
    for level, slug in _LEVEL_NAMES.items():
        events = tuple(entry for entry in edition.all(EVENT) if entry.record.level is level)
        title = f"{name}：{level.value}交流研讨活动"
        found.append(
            EventCalendar(f"calendar/levels/{slug}.ics", f"{level.value}{EVENT.short_name}", title, events)
        )
    return (*found, *_district_calendars(edition, name))


def _district_calendars(edition: Edition, name: str) -> Iterator[EventCalendar]:
    by_district: dict[str, list[Entry[ExchangeEvent]]] = {}
    for entry in edition.all(EVENT):
        for district_id in districts_of(edition, entry.record):
            by_district.setdefault(district_id, []).append(entry)
    published = edition.catalog.ledger.addresses
    for district in edition.catalog.program.districts:
        path = f"calendar/districts/{district.id}.ics"
        events = by_district.get(district.id, [])
        if events or path in published:  # somebody may subscribe to it though its last event is gone
            title = f"{name}：{district.name}学校的交流研讨活动"
            yield EventCalendar(path, district.name, title, tuple(events))


def districts_of(edition: Edition, record: ExchangeEvent) -> tuple[str, ...]:
    """Return the districts whose schools host an event or take part, by id."""
    named = {school.district_id for school_id in record.schools if (school := edition.school(school_id))}
    named |= {school.district_id for school in edition.schools if school.name == record.host}
    return tuple(sorted(named))


def event_file(entry: Entry[ExchangeEvent]) -> str:
    """Return the site-relative path of the calendar file of one event, beside its page."""
    return f"{entry.address}event.ics"


def webcal_address(site_url: str, path: str) -> str:
    """Return the address a phone takes as a subscription; empty while the site's address is unknown."""
    scheme, mark, rest = site_url.partition("://")
    return f"webcal://{rest.rstrip('/')}/{path}" if mark and scheme in ("http", "https") else ""


def calendar_artifacts(edition: Edition) -> Iterator[Artifact]:
    """Yield every calendar and the file of every event."""
    settings = feed_settings(edition.catalog.program)
    for calendar in event_calendars(edition):
        yield Artifact(calendar.path, render_calendar(edition, calendar, settings))
    for content_id, gone in withdrawn_events(edition.catalog):
        whole = _calendar(settings)
        whole.add_component(_timezone(settings.timezone))
        whole.add_component(_withdrawn_event(content_id, gone, settings))
        yield Artifact(f"{gone.address}event.ics", whole.to_ical())
    for entry in edition.all(EVENT):
        yield Artifact(event_file(entry), render_event(edition, entry, settings))


def render_calendar(edition: Edition, calendar: EventCalendar, settings: FeedSettings) -> bytes:
    """Return a calendar to subscribe to, with its name and how often to look again."""
    whole = _calendar(settings)
    whole.add("name", calendar.title)
    whole.add("x-wr-calname", calendar.title)
    whole.add("x-wr-timezone", settings.timezone)
    whole.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    whole.add("x-published-ttl", "PT12H")
    if settings.site_url:
        whole.add("source", _absolute(settings, calendar.path), parameters={"VALUE": "URI"})
    gone = [
        _withdrawn_event(content_id, told, settings)
        for content_id, told in withdrawn_events(edition.catalog)
        if calendar.path in brought_by(edition.catalog, told)
    ]
    return _write(edition, whole, calendar.events, settings, gone)


def render_event(edition: Edition, entry: Entry[ExchangeEvent], settings: FeedSettings) -> bytes:
    """Return the file of one event, to be added by hand."""
    return _write(edition, _calendar(settings), (entry,), settings)


def empty_calendar(settings: FeedSettings, title: str, words: str) -> bytes:
    """Return a calendar without events: whoever subscribes to it has them no more, and reads why."""
    whole = _calendar(settings)
    whole.add("name", title)
    whole.add("x-wr-calname", title)
    whole.add("x-wr-caldesc", clean_text(words))
    whole.add_component(_timezone(settings.timezone))
    data: bytes = whole.to_ical()
    return data


def _calendar(settings: FeedSettings) -> Calendar:
    # No METHOD: it would make the file a message, which must name an organiser's mailbox (RFC 5546).
    whole = Calendar()
    whole.add("prodid", f"-//{settings.tag_authority}//qiangxiao//ZH")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    return whole


def _write(
    edition: Edition,
    whole: Calendar,
    events: Sequence[Entry[ExchangeEvent]],
    settings: FeedSettings,
    gone: Sequence[Event] = (),
) -> bytes:
    whole.add_component(_timezone(settings.timezone))
    for entry in sorted(events, key=lambda entry: (entry.record.starts_at, entry.id)):
        whole.add_component(_event(edition, entry, settings))
    for event in gone:
        whole.add_component(event)
    data: bytes = whole.to_ical()
    return data


@cache
def _timezone(name: str) -> Timezone:
    return Timezone.from_tzid(name, first_date=_ZONE_FROM, last_date=_ZONE_TO)


def sequence(record: ExchangeEvent) -> int:
    """Return how often an event was changed as calendar clients count: it rises with every recorded change.

    A change counts two, being cancelled one more, so that it also rises when an event is on again.
    """
    return 2 * len(record.changes) + (record.status is EventStatus.CANCELLED)


def uid(entry: Entry[ExchangeEvent], settings: FeedSettings) -> str:
    """Return what clients know an event by; neither its
    title nor its time nor the site's address enters it.
    """
    return _uid(entry.permanent_id or entry.id, settings)


def _uid(content_id: str, settings: FeedSettings) -> str:
    return f"{content_id.replace('/', '.')}@{settings.tag_authority}"


def _withdrawn_event(content_id: str, gone: Withdrawal, settings: FeedSettings) -> Event:
    """Return an event that was taken down: cancelled, with nothing of what it said."""
    event = Event()
    taken_at = datetime.combine(gone.day if gone.on else settings.tag_dated_at, time(8), settings.zone)
    event.add("uid", _uid(content_id, settings))
    event.add("dtstamp", taken_at.astimezone(UTC))
    event.add("last-modified", taken_at.astimezone(UTC))
    event.add("sequence", gone.sequence)
    event.add("status", "CANCELLED")
    event.add("summary", clean_text(title_of(gone)))
    event.add("dtstart", gone.opened_on or taken_at.date())
    event.add("description", clean_text(words_of(gone)))
    event.add("transp", "TRANSPARENT")
    return event


def _event(edition: Edition, entry: Entry[ExchangeEvent], settings: FeedSettings) -> Event:
    record = entry.record
    is_cancelled = record.status is EventStatus.CANCELLED
    changed_at = _find_change(record, settings)
    event = Event()
    event.add("uid", uid(entry, settings))
    event.add("dtstamp", changed_at or settings.tag_dated_at.astimezone(UTC))
    if changed_at:
        event.add("last-modified", changed_at)
    event.add("sequence", sequence(record))
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    # Not every client shows the status; the words reach everybody.
    event.add("summary", clean_text(f"（已取消）{record.title}" if is_cancelled else record.title))
    if record.is_all_day:  # the end is the first day after it (RFC 5545, 3.6.1)
        event.add("dtstart", record.starts_at.date())
        event.add("dtend", record.last_day + timedelta(days=1))
    else:
        event.add("dtstart", record.starts_at.replace(tzinfo=settings.zone))
        if record.ends_at is not None:
            event.add("dtend", record.ends_at.replace(tzinfo=settings.zone))
    if record.place:
        event.add("location", clean_text(record.place))
    if description := _description(edition, entry, settings):
        event.add("description", clean_text(description))
    event.add(
        "categories", [*([record.level.value] if record.level else []), *record.measures] or [EVENT.heading]
    )
    event.add("transp", "TRANSPARENT")  # a public calendar does not know that its reader is busy
    if settings.site_url:
        event.add("url", _absolute(settings, entry.address))
    return event


def _find_change(record: ExchangeEvent, settings: FeedSettings) -> datetime | None:
    """Return when the last change was recorded; None for an event that never changed."""
    days = [change.on for change in record.changes]
    return datetime.combine(max(days), time(8), settings.zone).astimezone(UTC) if days else None


def _description(edition: Edition, entry: Entry[ExchangeEvent], settings: FeedSettings) -> str:
    record = entry.record
    schools = [school.name for school_id in record.schools if (school := edition.school(school_id))]
    facts = [
        *(f"变更（{chinese_date(change.on)}）：{change.what}" for change in record.changes),
        f"主题：{record.theme}" if record.theme else "",
        f"承办：{record.host}" if record.host else "",
        f"参加学校：{'、'.join(schools)}" if schools else "",
    ]
    body = entry.body.text.strip() if entry.body else ""
    page = f"详情：{_absolute(settings, entry.address)}" if settings.site_url else ""
    return "\n\n".join(filter(None, ("\n".join(filter(None, facts)), body, page)))


def _absolute(settings: FeedSettings, path: str) -> str:
    return f"{settings.site_url.rstrip('/')}/{path}"
