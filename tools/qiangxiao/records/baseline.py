"""`baseline.md`: the diagnosis a school starts from (起点评估), led by experts."""

from __future__ import annotations

from pydantic import Field

from qiangxiao.foundation.vocabulary import CollaborationArea
from qiangxiao.records.base import Part, Record
from qiangxiao.records.kind import Asked, Kind, Scope, Text
from qiangxiao.records.scalars import Date, Line, Paragraph, Slug


class BaselineProblem(Part):
    """A weakness (短板) found by the experts."""

    id_letter = "p"

    id: Slug = Field(title="编号", description="本校内的编号，例如 p1，行动方案用它来引用。")
    area: CollaborationArea = Field(title="领域", description="问题属于哪个领域。")
    finding: Paragraph = Field(title="问题", description="看到了什么问题。")
    cause: Paragraph | None = Field(default=None, title="原因", description="造成问题的原因。")


class BaselineAssessment(Record):
    """Problems, strengths and where change can start."""

    offered = ("needs",)

    assessed_on: Date = Field(title="评估日期", description="现场评估的日期。")
    experts: tuple[Line, ...] = Field(min_length=1, title="评估专家", description="参加评估的专家。")
    problems: tuple[BaselineProblem, ...] = Field(
        min_length=1, title="主要问题", description="评估发现的短板。"
    )
    strengths: tuple[Line, ...] = Field(min_length=1, title="成功基因", description="学校已有的长处。")
    needs: tuple[Line, ...] = Field(default=(), title="发展需求", description="学校提出的需求。")
    entry_points: tuple[Line, ...] = Field(min_length=1, title="变革切入点", description="从哪里开始改变。")


BASELINE = Kind(
    "baseline",
    "起点评估",
    BaselineAssessment,
    13,
    Scope.SCHOOL,
    "baseline.md",
    text=Text("评估过程、主要问题、长处和切入点。", ("评估过程", "主要问题", "长处和切入点")),
    asked=Asked("search_insights"),
    dated_by="assessed_on",
)
