"""`updates/<date>-<slug>.md`: a dated report of progress from a school (进展)."""

from __future__ import annotations

from pydantic import Field

from qiangxiao.foundation.vocabulary import TaskStatus
from qiangxiao.records.base import Article, Part
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
