"""Calendars of events: valid, folded between characters, stable, and nothing is ever taken out of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from corpus_trees import AS_OF, BASE
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from sample_program import REPOSITORY

from qiangxiao.catalog.catalog import Entry
from qiangxiao.catalog.loader import load
from qiangxiao.foundation.vocabulary import EventLevel, EventStatus
from qiangxiao.records.event import EVENT, EventChange, ExchangeEvent
from qiangxiao.rendering import calendars
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.feeds import feed_settings
from qiangxiao.rendering.kinds.event import time_text
from qiangxiao.rendering.pages import events as event_pages
from qiangxiao.rendering.structured import about_event
from qiangxiao.rendering.views import pages_of
from qiangxiao.selection.edition import Edition

SITE_URL = "https://bureau.example/qiangxiao/"


@cache
def edition() -> Edition:
    return Edition(load(BASE).catalog, AS_OF)


def an_event(**changes: Any) -> Entry[ExchangeEvent]:
    entry = edition().all(EVENT)[0]
    return replace(entry, record=entry.record.model_copy(update=changes))


def change(on: date, what: str = "改了时间") -> EventChange:
    return EventChange.model_validate({"on": on.isoformat(), "what": what})


def written(entry: Entry[ExchangeEvent], site_url: str = "") -> bytes:
    settings = replace(feed_settings(edition().catalog.program), site_url=site_url)
    return calendars.render_event(edition(), entry, settings)


def read(data: bytes) -> Event:
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    return event


def test_an_event_says_when_where_and_what() -> None:
    event = read(written(an_event(), SITE_URL))
    assert (
        event["uid"] == "events.2026-11-12-zuoye-xianchanghui@" + edition().catalog.program.site.tag_authority
    )
    assert event.start == datetime(2026, 11, 12, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert event.end == datetime(2026, 11, 12, 11, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert (event["summary"], event["location"]) == ("作业设计现场会（示例）", "锦江示例初级中学（示例）")
    assert event.categories == ["市级", "深化课堂教学改革"]
    assert (event["status"], event["sequence"]) == ("CONFIRMED", 0)
    assert event["url"] == f"{SITE_URL}events/2026-11-12-zuoye-xianchanghui/"
    assert "主题：作业减下来以后" in event["description"]
    assert "两所学校的教师一起看了三个班的作业。" in event["description"]


def test_without_an_address_of_the_site_nothing_is_invented() -> None:
    data = written(an_event())
    assert b"URL" not in data
    assert b"://" not in data


def test_the_time_zone_is_in_the_file_once_and_no_event_takes_whole_days() -> None:
    data = written(an_event())
    assert data.count(b"BEGIN:VTIMEZONE") == 1
    assert b"DTSTART;TZID=Asia/Shanghai:20261112T090000\r\n" in data
    assert b"VALUE=DATE" not in data
    assert b"VALARM" not in data


def test_an_event_without_an_end_is_given_none() -> None:
    assert "dtend" not in read(written(an_event(ends_at=None)))


def test_separators_in_a_text_stay_text() -> None:
    title, place = "备课；研讨, 反馈; a\\b\\n：听“课”", "一楼,东侧;\\二号"
    event = read(written(an_event(title=title, place=place)))
    assert (event["summary"], event["location"]) == (title, place)


def test_nothing_in_a_text_begins_a_property_of_its_own() -> None:
    data = written(an_event(theme="一\r\nATTENDEE:mailto:a@example.org\nBEGIN:VALARM"))
    assert not [line for line in data.split(b"\r\n") if line.startswith((b"ATTENDEE", b"BEGIN:VALARM"))]
    assert "ATTENDEE" in read(data)["description"]


@given(st.text(st.characters(categories=["Lo", "Ll", "Nd", "Po", "So"]), min_size=1, max_size=120))
def test_long_lines_are_folded_between_characters(title: str) -> None:
    data = written(an_event(title=title, theme=title * 3))
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode() is not None for line in lines)
    assert read(data)["summary"] == title


def test_a_cancelled_event_stays_as_cancelled() -> None:
    event = read(written(an_event(status=EventStatus.CANCELLED)))
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)
    assert event["summary"] == "（已取消）作业设计现场会（示例）"
    assert event.start.hour == 9


def test_the_uid_outlives_title_date_and_place_of_the_file() -> None:
    first = read(written(an_event()))["uid"]
    moved = an_event(title="另一个名称", starts_at=datetime(2026, 12, 3, 14), ends_at=None, place="别处")
    renamed = replace(moved, id="events/2026-12-03-x", permanent_id=edition().all(EVENT)[0].id)
    assert read(written(moved))["uid"] == read(written(renamed, SITE_URL))["uid"] == first


def test_sequence_rises_with_every_step_of_a_story() -> None:
    on = date(2026, 11, 1)
    story = [
        an_event(),
        an_event(changes=(change(on),)),
        an_event(changes=(change(on),), status=EventStatus.CANCELLED),
        an_event(changes=(change(on), change(on + timedelta(1))), status=EventStatus.CONFIRMED),
        an_event(changes=(change(on), change(on + timedelta(1))), status=EventStatus.CANCELLED),
    ]
    sequences = [read(written(step))["sequence"] for step in story]
    assert sequences == sorted(set(sequences))


def test_the_stamp_is_the_last_change_and_no_clock() -> None:
    untouched = read(written(an_event()))
    assert "last-modified" not in untouched
    changed = read(
        written(an_event(changes=(change(date(2026, 11, 3), "改到下午"), change(date(2026, 11, 1)))))
    )
    assert changed["last-modified"].dt == changed["dtstamp"].dt
    assert changed["dtstamp"].dt.isoformat() == "2026-11-03T00:00:00+00:00"
    assert "变更（2026年11月3日）：改到下午" in changed["description"]
    assert untouched["dtstamp"].dt < changed["dtstamp"].dt


def test_held_is_still_confirmed() -> None:
    assert read(written(an_event(status=EventStatus.HELD)))["status"] == "CONFIRMED"


def test_the_file_does_not_depend_on_the_day() -> None:
    settings = feed_settings(edition().catalog.program)
    later = Edition(edition().catalog, AS_OF + timedelta(200))
    first, second = (calendars.render_event(of, of.all(EVENT)[0], settings) for of in (edition(), later))
    assert first == second


def test_every_event_is_in_everything_and_in_the_calendar_of_its_level_and_districts() -> None:
    sample = Edition(load(REPOSITORY).catalog, AS_OF)
    found = {
        calendar.path: {entry.id for entry in calendar.events}
        for calendar in calendars.event_calendars(sample)
    }
    everything = found.pop(calendars.EVERYTHING)
    assert everything == {entry.id for entry in sample.catalog.all(EVENT)}
    for level, slug in ((EventLevel.CITY, "city"), (EventLevel.DISTRICT, "district")):
        wanted = {entry.id for entry in sample.all(EVENT) if entry.record.level is level}
        assert found.pop(f"calendar/levels/{slug}.ics") == wanted
    for district in sample.catalog.program.districts:
        wanted = {
            e.id for e in sample.all(EVENT) if any(s.startswith(f"{district.id}/") for s in e.record.schools)
        }
        assert found.pop(f"calendar/districts/{district.id}.ics", set()) == wanted
    assert found == {}


def test_a_host_brings_its_district_in() -> None:
    host = next(school for school in edition().schools if school.id.startswith("jinjiang/"))
    assert calendars.districts_of(edition(), an_event(schools=(), host=host.name).record) == ("jinjiang",)


def test_a_calendar_names_itself_and_when_to_look_again() -> None:
    settings = replace(feed_settings(edition().catalog.program), site_url=SITE_URL)
    first = calendars.event_calendars(edition())[0]
    whole = Calendar.from_ical(calendars.render_calendar(edition(), first, settings))
    assert whole["x-wr-calname"] == whole["name"] == first.title
    assert whole["refresh-interval"].dt == timedelta(hours=12)
    assert whole["source"] == f"{SITE_URL}calendar/all.ics"
    assert "method" not in whole
    assert len(whole.walk("VEVENT")) == len(edition().all(EVENT))


@pytest.mark.parametrize(
    ("site_url", "address"),
    [
        ("https://bureau.example/qx/", "webcal://bureau.example/qx/calendar/all.ics"),
        ("http://bureau.example", "webcal://bureau.example/calendar/all.ics"),
        ("", ""),
    ],
)
def test_a_phone_is_offered_a_subscription_only_at_a_known_address(site_url: str, address: str) -> None:
    assert calendars.webcal_address(site_url, "calendar/all.ics") == address


def page_of(slug: str, site_url: str = "") -> str:
    catalog = load(REPOSITORY).catalog
    settings = catalog.program.site.model_copy(update={"url": site_url or None})
    catalog = replace(catalog, program=catalog.program.model_copy(update={"site": settings}))
    site = Site(Edition(catalog, AS_OF))
    pages = {page.address: page.markdown for page in (*event_pages.pages(site), *pages_of(site, EVENT))}
    return pages[slug]


def test_the_page_of_events_offers_every_calendar() -> None:
    sample = Edition(load(REPOSITORY).catalog, AS_OF)
    unknown, known = page_of("events/"), page_of("events/", SITE_URL)
    for calendar in calendars.event_calendars(sample):
        assert f'href="../{calendar.path}"' in unknown
        assert f'href="webcal://bureau.example/qiangxiao/{calendar.path}"' in known
    assert "webcal" not in unknown


def test_only_an_event_still_to_come_is_offered_for_the_calendar() -> None:
    assert 'href="event.ics"' in page_of("events/2026-12-11-shiyanxiang-kaifang/")
    assert "event.ics" not in page_of("events/2026-04-28-shuangshi-ketang/")
    assert "event.ics" not in page_of("events/2026-10-20-zuoye-shouji/")


def test_an_event_shows_what_schools_took_home_and_what_changed() -> None:
    held = page_of("events/2026-04-28-shuangshi-ketang/")
    assert "各校带回了什么" in held
    assert "schools/dujiangyan/shili-huaixi/updates/2026-06-18-xiaoche/" in held
    assert "schools/jintang/shili-hewan/updates/2026-10-23-zhandian-disilun/" in held
    assert "变更（" in page_of("events/2026-10-20-zuoye-shouji/")


def test_what_is_embargoed_is_not_shown_as_taken_home_before_its_day() -> None:
    catalog = load(REPOSITORY).catalog
    event_id = "events/2026-12-11-shiyanxiang-kaifang"
    assert event_id not in Edition(catalog, date(2026, 12, 9)).takeaways
    assert [entry.id for entry in Edition(catalog, date(2026, 12, 10)).takeaways[event_id]] == [
        "xindu/shili-muxi/updates/2026-11-16-kaifang-yugao"
    ]


def test_the_day_of_a_build_is_in_no_calendar() -> None:
    program = load(REPOSITORY).catalog
    today, tomorrow = (
        {artifact.path: artifact.data for artifact in calendars.calendar_artifacts(Edition(program, day))}
        for day in (date(2026, 11, 20), date(2026, 11, 21))
    )
    assert len(today) > 12 and today == tomorrow


def test_an_event_of_whole_days_has_days_and_ends_on_the_day_after() -> None:
    told = {"starts_at": datetime(2026, 12, 9), "status": EventStatus.CONFIRMED}
    one, three = an_event(**told, ends_at=None), an_event(**told, ends_at=datetime(2026, 12, 11))
    for entry, after in ((one, 10), (three, 12)):
        event = read(written(entry))
        assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 12, 9), date(2026, 12, after))
    assert time_text(one.record) == "2026年12月9日（周三）全天"
    assert time_text(three.record) == "2026年12月9日（周三）至2026年12月11日（周五）"
    assert about_event(three.record, "Asia/Shanghai")["endDate"] == "2026-12-11"
    assert three.record.is_ahead(date(2026, 12, 11)) and not three.record.is_ahead(date(2026, 12, 12))


def test_a_day_alone_is_read_as_a_whole_day() -> None:
    read_back = ExchangeEvent.model_validate({"title": "一天", "starts_at": "2026-12-09"})
    assert read_back.is_all_day
    assert not ExchangeEvent.model_validate({"title": "一天", "starts_at": "2026-12-09T14:00"}).is_all_day
