"""`district.yml`, or `district.md` with the plan's full text: plan, funding, supervision, enrolment."""

from __future__ import annotations

from pydantic import Field

from qiangxiao.foundation.vocabulary import RewardBeneficiary, SupervisionKind
from qiangxiao.records.base import Part, Record
from qiangxiao.records.kind import Kind, Scope, Writer
from qiangxiao.records.scalars import ContentId, Date, Flag, Line, Paragraph, Url, Year
from qiangxiao.records.school import Contact


class ImplementationPlan(Part):
    """The district's own plan for the program."""

    title: Line = Field(title="方案名称", description="区县实施方案的名称。")
    adopted_on: Date | None = Field(default=None, title="印发日期", description="印发的日期。")
    url: Url | None = Field(default=None, title="网址", description="公开的原文网址。")


class DistrictFunding(Part):
    """Funding of pilot schools against the district's average."""

    year: Year = Field(title="年度", description="经费年度。")
    per_pupil_band: Line | None = Field(
        default=None, title="生均经费区间", description="写区间，不写具体数额。"
    )
    comparison: Line | None = Field(default=None, title="比较说明", description="与区县平均水平的比较。")
    is_above_comparison: Flag | None = Field(
        default=None, title="高于平均", description="高于区县平均时写 true。"
    )


class Supervision(Part):
    """A government supervision round."""

    kind: SupervisionKind = Field(title="类别", description="督政或专项督导。")
    date: Date = Field(title="日期", description="督导的日期。")
    focus: Line | None = Field(default=None, title="重点", description="督导的重点。")
    findings: Paragraph | None = Field(default=None, title="发现", description="督导的发现。")
    actions: tuple[Line, ...] = Field(default=(), title="整改", description="要求整改的事项。")
    result_use: Line | None = Field(default=None, title="结果运用", description="督导结果怎样使用。")


class Reward(Part):
    """An incentive given by the district."""

    year: Year = Field(title="年度", description="奖励年度。")
    beneficiary: RewardBeneficiary = Field(title="对象", description="实验校、支持学校或教师。")
    kind: Line = Field(title="形式", description="奖励的形式。")
    criterion: Line | None = Field(default=None, title="依据", description="按什么标准奖励。")


class Cluster(Part):
    """A group of neighbouring schools run together (学区)."""

    name: Line = Field(title="学区名称", description="学区或集团的名称。")
    schools: tuple[ContentId, ...] = Field(default=(), title="实验校", description="学区内实验校的编号。")


class Enrolment(Part):
    """Admission rules that help the pilot schools."""

    quota_notice_url: Url | None = Field(
        default=None, title="指标到校通知", description="指标到校生政策的公开网址。"
    )
    notice_url: Url | None = Field(default=None, title="招生通知", description="招生政策的公开网址。")
    is_synchronized: Flag | None = Field(
        default=None, title="公民办同步招生", description="同步招生时写 true。"
    )
    clusters: tuple[Cluster, ...] = Field(default=(), title="学区", description="学区及其中的实验校。")


class DistrictPlan(Record):
    """What a district does for its pilot schools."""

    implementation_plan: ImplementationPlan | None = Field(
        default=None, title="实施方案", description="区县强校工程实施方案。"
    )
    lead_office: Line | None = Field(default=None, title="牵头科室", description="负责的科室。")
    contact: Contact = Field(default=Contact(), title="联系方式", description="办公联系方式。")
    funding: tuple[DistrictFunding, ...] = Field(default=(), title="经费", description="经费投入情况。")
    supervision: tuple[Supervision, ...] = Field(default=(), title="督导", description="督政与专项督导。")
    rewards: tuple[Reward, ...] = Field(default=(), title="奖励", description="扶持与奖励。")
    enrolment: Enrolment | None = Field(default=None, title="招生", description="招生与学区。")
    as_of: Date = Field(title="数据截至", description="以上数据截至哪一天。")


DISTRICT = Kind(
    "district",
    "区县",
    DistrictPlan,
    2,
    Scope.DISTRICT,
    "district.yml",
    may_be_text=True,
    writer=Writer.EDITOR,
    is_scaffolded=False,
)
