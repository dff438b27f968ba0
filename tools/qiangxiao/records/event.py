"""`docs/events/<date>-<slug>.md`: an exchange or seminar event (交流研讨)."""

from __future__ import annotations

from datetime import date as Day
from datetime import time
from typing import Any

from pydantic import Field

from qiangxiao.foundation.dates import SchoolCalendar
from qiangxiao.foundation.vocabulary import BulletinContent, EventLevel, EventStatus
from qiangxiao.records.base import ALWAYS_PRINTED, Part, Record
from qiangxiao.records.kind import DATED, Kind, Scope, Text, Writer
from qiangxiao.records.scalars import ContentId, Date, Instant, Line, Paragraph, ShortLine, Url


class Material(Part):
    """Something left from an event."""

    title: Line = Field(title="名称", description="资料的名称。")
    url: Url | None = Field(default=None, title="网址", description="公开的网址。")
    item: ContentId | None = Field(default=None, title="本站内容", description="本站对应内容的编号。")


class EventChange(Part):
    """A change to an event after it was announced: another time or place, called off, or on again."""

    on: Date = Field(title="变更日期", description="作出变更的日期。")
    what: Line = Field(title="变更内容", description="改了什么，例如时间由 12 月 11 日改为 12 月 18 日。")


class ExchangeEvent(Record):
    """An event at which schools learn from each other."""

    offered = ("level", "ends_at", "place", "host", "theme", "measures")

    title: Line = Field(title="名称", description="活动的名称。")
    level: EventLevel | None = Field(default=None, title="级别", description="市级或区县级。")
    starts_at: Instant = Field(
        title="开始时间", description="写成 2026-10-12T14:00；全天的只写日期，例如 2026-10-12。"
    )
    ends_at: Instant | None = Field(
        default=None, title="结束时间", description="写成 2026-10-12T17:00；全天的写最后一天的日期。"
    )
    place: Line | None = Field(default=None, title="地点", description="活动的地点。")
    host: Line | None = Field(default=None, title="承办", description="承办的单位。")
    schools: tuple[ContentId, ...] = Field(default=(), title="参加学校", description="参加的实验校编号。")
    theme: Paragraph | None = Field(default=None, title="主题", description="活动的主题。")
    measures: tuple[ShortLine, ...] = Field(default=(), title="所属措施", description="措施的名称。")
    status: EventStatus = Field(
        default=EventStatus.CONFIRMED, title="状态", description="已确定、已取消或已举行。"
    )
    materials: tuple[Material, ...] = Field(default=(), title="资料", description="活动留下的资料。")
    changes: tuple[EventChange, ...] = Field(
        default=(),
        title="变更",
        description="公布以后改时间、改地点、取消或恢复，都写一条，只增不删；订了日历的人靠它收到变更。",
    )

    @property
    def summary_text(self) -> str:
        """The theme."""
        return self.theme or ""

    @property
    def merit(self) -> int:
        """More than any article: it is always printed."""
        return ALWAYS_PRINTED

    def is_ahead(self, as_of: Day) -> bool:
        """Tell whether it is still to come."""
        return self.status is EventStatus.CONFIRMED and self.last_day >= as_of

    @property
    def last_day(self) -> Day:
        """The day on which it ends."""
        return (self.ends_at or self.starts_at).date()

    @property
    def is_all_day(self) -> bool:
        """Tell whether it has days and no hours: nobody meets at midnight."""
        return self.starts_at.time() == time() and (self.ends_at is None or self.ends_at.time() == time())

    def dated_on(self, calendar: SchoolCalendar | None = None) -> Day | None:
        """Return the day on which it begins."""
        return self.starts_at.date()

    def order_key(self, own_id: str, calendar: SchoolCalendar) -> tuple[Any, ...]:
        """Order by the minute: two events may be on one day."""
        return (self.starts_at, own_id)

    def opens_on(self, calendar: SchoolCalendar | None = None) -> Day | None:
        """Return the first of all days: an event is announced."""
        return Day.min

    def bulletin_content(self, as_of: Day) -> BulletinContent | None:
        """Return whether it is an announcement or an event
        that was held; a cancelled one is nothing to print.
        """
        if self.status is EventStatus.CANCELLED:
            return None
        return BulletinContent.ANNOUNCEMENT if self.is_ahead(as_of) else BulletinContent.EVENT


EVENT = Kind(
    "event",
    "交流活动",
    ExchangeEvent,
    31,
    Scope.CITY,
    "2026-11-20-yantaohui.md",
    "events",
    DATED,
    writer=Writer.EDITOR,
    noun="活动",
    heading="交流研讨",
    text=Text(),
    is_item=True,
    is_printed=True,
    dated_by="starts_at",
)
