"""An exchange event (交流活动) as readers see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from qiangxiao.catalog.catalog import Entry
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.foundation.vocabulary import EventStatus
from qiangxiao.records.event import EVENT, ExchangeEvent, Material
from qiangxiao.rendering.calendars import event_file
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Crumb, Page
from qiangxiao.rendering.prose import label_lines, paragraphs
from qiangxiao.rendering.search_facets import Searchable
from qiangxiao.rendering.structured import about_event
from qiangxiao.rendering.templates import body_markdown
from qiangxiao.rendering.view import Row, View
from qiangxiao.rendering.views import rows
from qiangxiao.sources.tree import Parts

_WEEKDAYS = "一二三四五六日"


def time_text(record: ExchangeEvent) -> str:
    """Return when an event takes place, as readers say it."""
    starts_at, ends_at = record.starts_at, record.ends_at
    is_one_day = ends_at is None or ends_at.date() == starts_at.date()
    if record.is_all_day:
        first, last = _name_day(starts_at.date()), _name_day(record.last_day)
        return f"{first}全天" if is_one_day else f"{first}至{last}"
    day = f"{_name_day(starts_at.date())}{starts_at:%H:%M}"
    if ends_at is None:
        return day
    if is_one_day:
        return f"{day}—{ends_at:%H:%M}"
    return f"{day} 至 {chinese_date(ends_at.date())}{ends_at:%H:%M}"


def _name_day(day: date) -> str:
    return f"{chinese_date(day)}（周{_WEEKDAYS[day.weekday()]}）"


class EventView(View[ExchangeEvent]):
    """When and where schools meet, and what came of it."""

    neighbour_labels = ("更早的活动", "更晚的活动")

    def source(self, site: Site, entry: Entry[ExchangeEvent]) -> str:
        """Return where it is, and whether it will be or was."""
        return "，".join(filter(None, (entry.record.place, entry.record.status.value)))

    def supplier(self, site: Site, entry: Entry[ExchangeEvent]) -> str:
        """Return the host."""
        return entry.record.host or ""

    def sentence(self, site: Site, entry: Entry[ExchangeEvent]) -> str:
        """Return when and where it is, and its theme."""
        record = entry.record
        when = "，".join(filter(None, (time_text(record), record.place)))
        return f"{when}。{record.theme or ''}"

    def lead(self, site: Site, entry: Entry[ExchangeEvent], day: date) -> Iterator[Parts]:
        """Yield its theme and its facts."""
        record = entry.record
        if record.theme:
            yield paragraphs(record.theme)
        schools = "、".join(
            site.school_name(school) for school in record.schools if school in site.edition.school_ids
        )
        facts = (
            ("时间", time_text(record)),
            ("地点", record.place),
            ("承办", record.host),
            ("参加学校", schools),
            ("状态", record.status.value),
        )
        yield from (label_lines(label, text) for label, text in facts if text)

    def page(self, site: Site, entry: Entry[ExchangeEvent], older: Crumb | None, newer: Crumb | None) -> Page:
        """Return its page."""
        record, edition, address = entry.record, site.edition, entry.address
        is_ahead = record.is_ahead(edition.as_of)
        when = time_text(record)
        markdown = site.templates.render(
            self.template,
            address,
            site=site,
            record=record,
            when=when,
            begins=f"{record.starts_at:{'%Y-%m-%d' if record.is_all_day else '%Y-%m-%dT%H:%M'}}",
            is_stale=record.status is EventStatus.CONFIRMED and not is_ahead,
            schools=[school for school_id in record.schools if (school := edition.school(school_id))],
            materials=[(material, _item(site, material)) for material in record.materials],
            calendar_file=event_file(entry) if is_ahead else "",
            takeaways=edition.takeaways.get(entry.id, ()),
            body=body_markdown(entry.body, "") if entry.body else "",
        )
        where = f"，{record.place}" if record.place else ""
        last_changed_on = max([record.starts_at.date(), *(change.on for change in record.changes)])
        return Page(
            address,
            record.title,
            markdown,
            description=f"{record.status.value}：{when}{where}。",
            crumbs=site.crumbs((self.kind.short_name, f"{self.kind.folder}/"), (record.title, None)),
            as_of=edition.as_of,
            updated_on=min(last_changed_on, edition.as_of),
            previous=older,
            next=newer,
            neighbour_labels=self.neighbour_labels,
            about=about_event(record, edition.catalog.program.timezone),
            search=self.searchable(site, entry),
        )

    def words(self, site: Site, entry: Entry[ExchangeEvent]) -> Iterable[str | None]:
        """Return theme, place, host and schools, as sentences of one paragraph."""
        record = entry.record
        schools = [school.name for name in record.schools if (school := site.edition.school(name))]
        body = entry.body.text if entry.body else ""
        return ("。".join(filter(None, [record.theme, record.place, record.host, *schools, body])),)

    def searchable(self, site: Site, entry: Entry[ExchangeEvent], **more: Any) -> Searchable:
        """Return what search knows of it: its status is a keyword."""
        return super().searchable(site, entry, keywords=(entry.record.status.value,), **more)


def _item(site: Site, material: Material) -> Row | None:
    """Return the line of the site's own content that a material is; None if it is elsewhere or not public."""
    found = rows(site, (material.item,)) if material.item else ()
    return found[0] if found else None


VIEW = EventView(EVENT)
