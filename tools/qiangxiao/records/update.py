"""`updates/<date>-<slug>.md`: a dated report of progress from a school (进展)."""

from __future__ import annotations

from datetime import date as Day
from typing import ClassVar

from pydantic import Field

from qiangxiao.foundation.vocabulary import BulletinContent, TaskStatus
from qiangxiao.records.base import Article, Part
from qiangxiao.records.kind import DATED, Asked, Kind, Scope, Sent, Text
from qiangxiao.records.scalars import ContentId, Date, Line, Number, Slug


class TaskReport(Part):
    """The state of one task of the plan, as this update reports it."""

    id: Slug = Field(title="任务编号", description="行动方案中任务的编号。")
    status: TaskStatus = Field(title="任务状态", description="未开始、进行中、已完成、已延期或已取消。")
    note: Line | None = Field(default=None, title="说明", description="延期或取消时写明原因。")


class Reading(Part):
    """One measured value of an indicator of the plan."""

    indicator: Slug = Field(title="指标编号", description="行动方案中指标的编号。")
    value: Number = Field(title="数值", description="测得的数值，单位与方案一致。")
    as_of: Date = Field(title="统计日期", description="数值截至哪一天。")
    source: Line | None = Field(default=None, title="数据来源", description="数值从哪里来，例如教导处统计。")


class ProgressUpdate(Article):
    """What a school did, with the tasks and indicators it moved."""

    offered: ClassVar[tuple[str, ...]] = ("author_office",)

    tasks: tuple[TaskReport, ...] = Field(default=(), title="任务进展", description="这次进展涉及的任务。")
    readings: tuple[Reading, ...] = Field(default=(), title="指标读数", description="这次得到的指标数值。")
    adopts: tuple[ContentId, ...] = Field(
        default=(), title="借鉴的案例", description="用了哪些学校的案例，写案例编号。"
    )
    events: tuple[ContentId, ...] = Field(
        default=(),
        title="参加活动",
        description="这件事和哪些交流研讨活动有关，写活动编号；会显示在活动的页面上。",
    )

    @property
    def merit(self) -> int:
        """Figures count most, then a finished task and a borrowed experience."""
        finished = any(report.status is TaskStatus.DONE for report in self.tasks)
        return 2 * bool(self.readings) + finished + bool(self.adopts)

    def bulletin_content(self, as_of: Day) -> BulletinContent | None:
        """Return that it is an update."""
        return BulletinContent.UPDATE


LAST_ASKED = ("author_office", "tasks", "readings", "adopts", "events", "embargo_until")
"""What few updates and cases have, or what an office thinks of when the text is done."""

UPDATE = Kind(
    "update",
    "进展",
    ProgressUpdate,
    20,
    Scope.SCHOOL,
    "2026-10-12-kaifangke.md",
    "updates",
    DATED,
    heading="学校进展",
    text=Text(
        "写清做了什么、怎么做的、有什么变化。几句话也可以；段落之间空一行。",
        ("做了什么", "有什么变化", "遇到的问题"),
        is_required=True,
    ),
    asked=Asked("campaign", ("body", "photos", *LAST_ASKED), "一篇进展", summary="{{title}}（{{date}}）"),
    is_item=True,
    is_fed=True,
    is_printed=True,
    sent=Sent("学校做完了一件事，写一篇进展", "进展更新"),
    dated_by="date",
    is_reviewed=True,
    depends_on={"tasks": "plan"},
)
