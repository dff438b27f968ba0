"""`inspections/` and `visits/`: teaching inspections (教学视导) and advisors' visits (专家指导)."""

from __future__ import annotations

from datetime import date as Day

from pydantic import Field

from qiangxiao.foundation.dates import SchoolCalendar, Semester
from qiangxiao.foundation.vocabulary import ActionStatus, BulletinContent, Subject
from qiangxiao.records.base import Part, Record
from qiangxiao.records.kind import BY_SEMESTER, DATED, Asked, Kind, Scope, Text
from qiangxiao.records.scalars import Count, Date, Line, Paragraph, SemesterId, Slug


class InspectionAction(Part):
    """Something the inspection asked the school to change."""

    offered = ("due_on",)
    id_letter = "a"

    id: Slug = Field(title="编号", description="本次视导内的编号，例如 a1。")
    what: Line = Field(title="整改事项", description="要改什么。")
    due_on: Date | None = Field(default=None, title="期限", description="什么时候改完。")
    status: ActionStatus = Field(
        default=ActionStatus.OPEN, title="整改状态", description="未整改、整改中或已整改。"
    )


class TeachingInspection(Record):
    """An advisory visit by teaching researchers, at least once a semester."""

    offered = ("semester", "lessons_observed", "findings", "actions")

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

    def semester_in(self, calendar: SchoolCalendar) -> Semester:
        """Return the semester it belongs to: the one it states, or that of its date."""
        return self.semester or calendar.semester_of(self.date)

    @property
    def summary_text(self) -> str:
        """Its first findings."""
        return "；".join(self.findings[:2])

    def headline(self, school_name: str, calendar: SchoolCalendar) -> str:
        """Return the school and the semester."""
        return f"{school_name}{INSPECTION.label}（{self.semester_in(calendar).label}）"

    def bulletin_content(self, as_of: Day) -> BulletinContent | None:
        """Return that it is an inspection."""
        return BulletinContent.INSPECTION


class GuidanceVisit(Record):
    """A visit by the school's advisors."""

    offered = ("advice", "response")

    date: Date = Field(title="日期", description="到校指导的日期。")
    advisors: tuple[Line, ...] = Field(min_length=1, title="专家", description="到校的专家。")
    topic: Line = Field(title="主题", description="指导的主题。")
    advice: tuple[Line, ...] = Field(default=(), title="建议", description="专家提出的建议。")
    response: Paragraph | None = Field(default=None, title="学校回应", description="学校怎样落实这些建议。")
    outcome: Paragraph | None = Field(
        default=None, title="后来怎样", description="过一段时间再填：建议落实得怎样，有什么变化。"
    )
    next_on: Date | None = Field(default=None, title="下次指导", description="下次到校的日期。")

    @property
    def summary_text(self) -> str:
        """Its first advice."""
        return "；".join(self.advice[:2])


INSPECTION = Kind(
    "inspection",
    "教学视导",
    TeachingInspection,
    22,
    Scope.SCHOOL,
    "2025-autumn.md",
    "inspections",
    BY_SEMESTER,
    noun="视导",
    text=Text("视导的经过和意见。"),
    asked=Asked(
        "fact_check",
        singular="一次视导",
        title="organiser",
        summary="{{semester}} {{organiser}}",
        needed=frozenset({"semester"}),
    ),
    is_item=True,
    is_printed=True,
    dated_by="date",
)

VISIT = Kind(
    "visit",
    "专家指导",
    GuidanceVisit,
    23,
    Scope.SCHOOL,
    "2026-03-18-zuoye.md",
    "visits",
    DATED,
    text=Text("指导的经过和收获。"),
    is_item=True,
    asked=Asked("groups", singular="一次指导", title="topic", summary="{{topic}}（{{date}}）"),
    dated_by="date",
)
