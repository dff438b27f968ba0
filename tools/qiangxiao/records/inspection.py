"""`inspections/` and `visits/`: teaching inspections (教学视导) and advisors' visits (专家指导)."""

from __future__ import annotations

from pydantic import Field

from qiangxiao.foundation.vocabulary import ActionStatus, Subject
from qiangxiao.records.base import Part, Record
from qiangxiao.records.scalars import Count, Date, Line, Paragraph, SemesterId, Slug


class InspectionAction(Part):
    """Something the inspection asked the school to change."""

    id: Slug = Field(title="编号", description="本次视导内的编号，例如 a1。")
    what: Line = Field(title="整改事项", description="要改什么。")
    due_on: Date | None = Field(default=None, title="期限", description="什么时候改完。")
    status: ActionStatus = Field(
        default=ActionStatus.OPEN, title="整改状态", description="未整改、整改中或已整改。"
    )


class TeachingInspection(Record):
    """An advisory visit by teaching researchers, at least once a semester, clause 三(三)."""

    semester: SemesterId | None = Field(
        default=None, title="学期", description="例如 2025-autumn，与文件名一致。"
    )
    date: Date = Field(title="日期", description="视导的日期。")
    organiser: Line = Field(title="组织单位", description="组织视导的单位。")
    subjects: tuple[Subject, ...] = Field(min_length=1, title="学科", description="视导的学科。")
    lessons_observed: Count | None = Field(default=None, title="听课节数", description="听了几节课。")
    findings: tuple[Line, ...] = Field(default=(), title="视导发现", description="看到的优点和问题。")
    actions: tuple[InspectionAction, ...] = Field(
        default=(), title="整改事项", description="要求学校改进的事项。"
    )


class GuidanceVisit(Record):
    """A visit by the school's advisors, clause 三(五)."""

    date: Date = Field(title="日期", description="到校指导的日期。")
    advisors: tuple[Line, ...] = Field(min_length=1, title="专家", description="到校的专家。")
    topic: Line = Field(title="主题", description="指导的主题。")
    advice: tuple[Line, ...] = Field(default=(), title="建议", description="专家提出的建议。")
    response: Paragraph | None = Field(default=None, title="学校回应", description="学校怎样落实这些建议。")
    next_on: Date | None = Field(default=None, title="下次指导", description="下次到校的日期。")
