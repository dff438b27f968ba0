"""`support.yml`: who supports a pilot school, and how."""

from __future__ import annotations

from datetime import date as Day
from typing import ClassVar

from pydantic import Field

from qiangxiao.foundation.vocabulary import (
    AdvisorLevel,
    CollaborationArea,
    FlowDirection,
    FlowKind,
    JointActivityKind,
    MentorTier,
    PartnerKind,
    PartnershipMode,
    SecondmentKind,
    SecondmentRole,
    Subject,
    SupportSchoolKind,
)
from qiangxiao.records.base import Part, Record
from qiangxiao.records.kind import Asked, Kind, Scope
from qiangxiao.records.scalars import Count, Date, Flag, Line, PositiveCount, ShortLine, Year


class Dated(Part):
    """Something with a first day and perhaps a last one."""

    since: Date = Field(title="开始日期", description="从哪一天开始。")
    until: Date | None = Field(default=None, title="结束日期", description="到哪一天结束；仍在进行则不填。")

    def is_active(self, as_of: Day) -> bool:
        """Tell whether it holds on a day."""
        return self.since <= as_of and (self.until is None or as_of <= self.until)


class Collaboration(Part):
    """One thing built or shared together."""

    area: CollaborationArea = Field(title="共建领域", description="六个共建领域之一。")
    activity: Line = Field(title="共建内容", description="一起做了什么。")
    on: Date | None = Field(default=None, title="日期", description="开展的日期。")
    outcome: Line | None = Field(default=None, title="结果", description="带来了什么变化。")


class Partnership(Dated):
    """The link between a pilot school and its support school."""

    support_school: Line = Field(
        title="支持学校", description="支持学校的名称，与 program.yml 名册里的一致。"
    )
    kind: SupportSchoolKind = Field(title="支持学校类别", description="支持学校属于哪一类。")
    modes: tuple[PartnershipMode, ...] = Field(
        min_length=1, title="支持方式", description="一种或几种支持方式。"
    )
    collaboration: tuple[Collaboration, ...] = Field(
        default=(), title="共建共享", description="共建共享的事项。"
    )


class MasterPrincipal(Dated):
    """A recognised principal assigned to the school."""

    offered: ClassVar[tuple[str, ...]] = ("unit",)
    threshold = "master_principals"

    name: ShortLine = Field(title="姓名", description="名校长的姓名。")
    unit: Line | None = Field(default=None, title="单位", description="所在单位。")
    is_candidate: Flag = Field(default=False, title="培养对象", description="是名校长培养对象时写 true。")


class MasterTeacher(MasterPrincipal):
    """A recognised teacher assigned to the school."""

    offered = ("unit", "subject")
    threshold = "master_teachers"

    name: ShortLine = Field(title="姓名", description="名师的姓名。")
    subject: Subject | None = Field(default=None, title="学科", description="名师的学科。")
    is_candidate: Flag = Field(default=False, title="培养对象", description="是名师培养对象时写 true。")


class Advisor(Dated):
    """An expert assigned to the school."""

    offered = ("unit", "specialty", "level")
    threshold = "advisors"

    name: ShortLine = Field(title="姓名", description="指导专家的姓名。")
    unit: Line | None = Field(default=None, title="单位", description="所在单位。")
    specialty: Line | None = Field(default=None, title="专长", description="指导的方向。")
    level: AdvisorLevel | None = Field(default=None, title="级别", description="市级或区县级。")


class Mentoring(Part):
    """How many mentors guide how many teachers at one tier."""

    tier: MentorTier = Field(title="带教层次", description="四个带教层次之一。")
    subject: Subject | None = Field(default=None, title="学科", description="带教的学科。")
    mentor_count: Count = Field(title="指导教师人数", description="指导教师有几人。")
    mentee_count: Count = Field(title="被带教人数", description="接受带教的教师有几人。")


class Secondment(Dated):
    """A temporary post or observation elsewhere."""

    kind: SecondmentKind = Field(title="交流方式", description="挂职交流或跟岗学习。")
    role: SecondmentRole = Field(title="交流人员", description="管理干部或学科教师。")
    host: Line | None = Field(default=None, title="接收单位", description="去哪里交流。")
    people_count: PositiveCount | None = Field(default=None, title="人数", description="参加的人数。")


class Partner(Part):
    """An outside partner."""

    name: Line = Field(title="单位名称", description="合作单位的名称。")
    kind: PartnerKind = Field(title="单位类别", description="高等院校、科研院所、高新企业或专业机构。")
    content: Line | None = Field(default=None, title="合作内容", description="合作做什么。")
    has_agreement: Flag = Field(default=False, title="已签协议", description="签了合作协议时写 true。")


class PrincipalTraining(Part):
    """The principal's three-year cohort training."""

    cohort: Line | None = Field(default=None, title="研修班", description="研修共同体或班次的名称。")
    year: PositiveCount = Field(le=3, title="第几年", description="1、2 或 3。")
    sessions_attended: Count | None = Field(default=None, title="参加次数", description="本年度参加的次数。")


class JointActivity(Part):
    """One of the four joint activities."""

    kind: JointActivityKind = Field(title="活动类别", description="四类联合活动之一。")
    lead: Line | None = Field(default=None, title="牵头单位", description="由谁牵头。")
    schools: tuple[Line, ...] = Field(default=(), title="参加学校", description="参加学校的名称。")
    on: Date | None = Field(default=None, title="日期", description="开展的日期。")
    outcome: Line | None = Field(default=None, title="结果", description="带来了什么。")


class CoreGroup(Part):
    """Teachers of the school on the district's subject panels."""

    subject: Subject = Field(title="学科", description="学科中心组的学科。")
    people_count: PositiveCount = Field(title="人数", description="本校进入的人数。")


class PriorityTraining(Part):
    """Places given first to the school's teachers."""

    programme: Line = Field(title="培训项目", description="培训项目的名称。")
    year: Year = Field(title="年度", description="四位年份。")
    people_count: PositiveCount = Field(title="人数", description="本校参加的人数。")


class Flow(Part):
    """Teachers or resources moving in or out."""

    kind: FlowKind = Field(title="类别", description="师资或资源。")
    direction: FlowDirection = Field(title="方向", description="对本校来说是输入还是输出。")
    with_: Line | None = Field(
        default=None, alias="with", title="对方单位", description="与哪个单位之间流动。"
    )
    what: Line = Field(title="内容", description="流动的是什么。")
    since: Date | None = Field(default=None, title="开始日期", description="从哪一天开始。")
    until: Date | None = Field(default=None, title="结束日期", description="到哪一天结束。")
    people_count: PositiveCount | None = Field(default=None, title="人数", description="涉及的人数。")


class FullTimeService(Dated):
    """A person serving full time at the pilot school, by code, never by name."""

    code: ShortLine = Field(title="代号", description="用代号，不写姓名，例如 T01。")


class Support(Record):
    """All the support a pilot school gets."""

    offered = (
        "partnership",
        "master_principals",
        "master_teachers",
        "advisors",
        "mentoring",
        "principal_training",
    )

    partnership: Partnership | None = Field(default=None, title="结对关系", description="与支持学校的结对。")
    master_principals: tuple[MasterPrincipal, ...] = Field(
        default=(), title="名校长", description="市级名校长或培养对象。"
    )
    master_teachers: tuple[MasterTeacher, ...] = Field(
        default=(), title="名师", description="市级名师或培养对象。"
    )
    advisors: tuple[Advisor, ...] = Field(default=(), title="指导专家", description="至少三名指导专家。")
    mentoring: tuple[Mentoring, ...] = Field(default=(), title="带教", description="四个层次的带教。")
    secondments: tuple[Secondment, ...] = Field(
        default=(), title="挂职与跟岗", description="挂职交流和跟岗学习。"
    )
    partners: tuple[Partner, ...] = Field(
        default=(), title="合作单位", description="高校、科研院所等合作单位。"
    )
    principal_training: PrincipalTraining | None = Field(
        default=None, title="校长研修", description="校长三年集群式培训。"
    )
    joint_activities: tuple[JointActivity, ...] = Field(
        default=(), title="联合活动", description="四类联合活动。"
    )
    core_group: tuple[CoreGroup, ...] = Field(
        default=(), title="学科中心组", description="进入区县学科中心组的教师。"
    )
    priority_training: tuple[PriorityTraining, ...] = Field(
        default=(), title="优先培训", description="优先参加的培训。"
    )
    flows: tuple[Flow, ...] = Field(default=(), title="师资与资源流动", description="师资和资源的流动。")
    full_time_service: tuple[FullTimeService, ...] = Field(
        default=(), title="全职支教", description="全职在校支教的人员代号。"
    )
    as_of: Date = Field(title="数据截至", description="以上数据截至哪一天。")


SUPPORT = Kind("support", "支持关系", Support, 11, Scope.SCHOOL, "support.yml", asked=Asked("handshake"))
