"""`monitoring/<year>.yml`: quality monitoring and the
satisfaction survey. No per-pupil rows.
"""

from __future__ import annotations

from pydantic import Field

from qiangxiao.foundation.vocabulary import MonitoringDirection, MonitoringInstrument, QualityDimension
from qiangxiao.records.base import Part, Record
from qiangxiao.records.kind import YEARLY, Asked, Kind, Scope
from qiangxiao.records.scalars import Count, Date, Line, Percent


class MonitoredDimension(Part):
    """Direction of change in one dimension of quality."""

    one_each = ("dimension", QualityDimension)

    dimension: QualityDimension = Field(title="维度", description="四个监测维度之一。")
    instrument: MonitoringInstrument = Field(title="方式", description="测评或问卷。")
    sample: Count = Field(title="样本数", description="参加的人数；少于规定数不公布。")
    direction: MonitoringDirection = Field(
        title="变化方向", description="进步、持平或待改进；不写分数和名次。"
    )
    note: Line | None = Field(default=None, title="说明", description="需要说明的情况。")


class Satisfaction(Part):
    """Parents' satisfaction from a survey."""

    offered = ("response_percent",)

    percent: Percent = Field(title="满意度", description="表示满意的百分比。")
    sample: Count = Field(title="样本数", description="回收的有效问卷数。")
    response_percent: Percent | None = Field(default=None, title="回收率", description="问卷回收的百分比。")
    surveyed_on: Date = Field(title="调查日期", description="调查的日期。")


class QualityMonitoring(Record):
    """A year's monitoring of one school."""

    offered = ("dimensions", "satisfaction")

    dimensions: tuple[MonitoredDimension, ...] = Field(
        default=(), title="监测维度", description="各维度的变化方向。"
    )
    satisfaction: Satisfaction | None = Field(
        default=None, title="家长满意度", description="家长满意度调查。"
    )


MONITORING = Kind(
    "monitoring",
    "质量监测",
    QualityMonitoring,
    24,
    Scope.SCHOOL,
    "2026.yml",
    "monitoring",
    YEARLY,
    asked=Asked(
        "monitoring",
        singular="一年的监测",
        title="satisfaction.surveyed_on",
        summary="{{slug}}",
        sort="satisfaction.surveyed_on",
    ),
)
