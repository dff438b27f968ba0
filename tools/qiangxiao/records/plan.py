"""`plan.yml`, or `plan.md` with the full text behind it: the three-year action plan (三年行动方案)."""

from __future__ import annotations

from datetime import date as Day
from datetime import timedelta

from pydantic import Field

from qiangxiao.foundation.vocabulary import IndicatorDimension, IndicatorDirection, ResearchLevel
from qiangxiao.records.base import Part, Record
from qiangxiao.records.kind import Asked, Kind, Scope
from qiangxiao.records.scalars import Date, Flag, Line, Number, Paragraph, ShortLine, Slug, Year


class Objective(Part):
    """A measurable aim that answers problems of the baseline."""

    id_letter = "o"

    id: Slug = Field(title="编号", description="本方案内的编号，例如 o1。")
    title: Line = Field(title="目标", description="一句话写清要达到什么。")
    problems: tuple[Slug, ...] = Field(
        default=(), title="针对的问题", description="起点评估中问题的编号，例如 p1。"
    )


class Indicator(Part):
    """A number about the school, never about one pupil, that shows whether an objective is met."""

    offered = ("unit", "baseline", "targets")
    id_letter = "i"

    id: Slug = Field(title="编号", description="本方案内的编号，例如 i1。")
    objective: Slug = Field(title="所属目标", description="目标的编号。")
    name: Line = Field(title="指标名称", description="衡量什么；不得是升学率、排名或个别学生的成绩。")
    dimension: IndicatorDimension = Field(title="维度", description="指标属于哪个维度。")
    unit: ShortLine | None = Field(default=None, title="单位", description="例如 %、节/学期、人。")
    direction: IndicatorDirection = Field(
        default=IndicatorDirection.HIGHER_IS_BETTER, title="方向", description="越高越好或越低越好。"
    )
    baseline: Number | None = Field(default=None, title="起点值", description="方案开始时的数值。")
    targets: dict[Year, Number] = Field(
        default={}, title="年度目标", description="每年要达到的数值，写成“年份: 数值”。"
    )


class Task(Part):
    """A unit of work under an objective."""

    offered = ("owner", "due_on", "deliverable")
    id_letter = "t"

    id: Slug = Field(title="编号", description="本方案内的编号，例如 t1，进展用它来引用。")
    objective: Slug = Field(title="所属目标", description="目标的编号。")
    measure: ShortLine = Field(title="所属措施", description="主要措施之一的名称。")
    title: Line = Field(title="任务", description="要做什么。")
    owner: Line | None = Field(default=None, title="责任处室", description="由哪个处室或岗位负责。")
    starts_on: Date | None = Field(default=None, title="开始日期", description="计划何时开始。")
    due_on: Date | None = Field(default=None, title="完成期限", description="计划何时完成。")
    deliverable: Line | None = Field(default=None, title="成果形式", description="完成时拿得出的东西。")
    initiative: Line | None = Field(default=None, title="项目抓手", description="承载任务的项目名称。")


class ResearchProject(Part):
    """A research topic that serves the plan."""

    title: Line = Field(title="课题名称", description="课题的名称。")
    level: ResearchLevel = Field(title="级别", description="校级、区县级或市级。")
    is_key_project: Flag = Field(default=False, title="重点课题", description="是重点课题时写 true。")
    lead: Line | None = Field(default=None, title="负责人", description="负责人的岗位或姓名。")
    starts_on: Date | None = Field(default=None, title="开始日期", description="立项日期。")
    ends_on: Date | None = Field(default=None, title="结题日期", description="计划或实际的结题日期。")
    outcome: Line | None = Field(
        default=None, title="结果", description="结题以后写：有什么结论，留下了什么。"
    )


class PlanSection(Part):
    """A stretch of the plan's own text, such as its guiding idea or how it is secured."""

    heading: Line = Field(title="小标题", description="这一部分的小标题，例如指导思想、保障措施。")
    text: Paragraph = Field(title="正文", description="这一部分的文字。")


class ActionPlan(Record):
    """What a school will do in three to five years."""

    title: Line = Field(title="方案名称", description="行动方案的名称。")
    starts_on: Date = Field(title="开始日期", description="方案从哪一天开始。")
    ends_on: Date = Field(title="结束日期", description="方案到哪一天结束；三年到五年。")
    adopted_on: Date | None = Field(default=None, title="通过日期", description="方案审议通过的日期。")
    objectives: tuple[Objective, ...] = Field(
        min_length=1, title="提升目标", description="两三个可衡量的目标。"
    )
    indicators: tuple[Indicator, ...] = Field(
        min_length=1, title="衡量指标", description="看目标是否达到的数字。"
    )
    tasks: tuple[Task, ...] = Field(min_length=1, title="分类任务", description="为达到目标要做的事。")
    research: tuple[ResearchProject, ...] = Field(
        default=(), title="课题研究", description="服务于方案的课题。"
    )
    sections: tuple[PlanSection, ...] = Field(
        default=(), title="方案正文", description="方案里目标、指标和任务以外的文字，一个小标题一段。"
    )
    as_of: Date = Field(title="数据截至", description="方案内容截至哪一天。")


def three_years_from(day: Day) -> dict[str, str]:
    """Return the first and last day of a three-year plan that begins on a day."""
    try:
        end = day.replace(year=day.year + 3)
    except ValueError:  # 29 February
        end = day.replace(year=day.year + 3, day=28)
    return {"starts_on": day.isoformat(), "ends_on": (end - timedelta(days=1)).isoformat()}


PLAN = Kind(
    "plan",
    "三年行动方案",
    ActionPlan,
    14,
    Scope.SCHOOL,
    "plan.yml",
    may_be_text=True,
    noun="行动方案",
    asked=Asked("flag"),
    begun_with=three_years_from,
    dated_by="starts_on",
)
