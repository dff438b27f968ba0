"""`cases/<slug>.md`: an experience another school can borrow (教改案例)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date as Day

from pydantic import Field

from qiangxiao.foundation.vocabulary import BulletinContent, CostLevel, EvidenceLevel, Grade, Subject
from qiangxiao.records.base import Part
from qiangxiao.records.kind import Asked, Kind, Scope, Sent, Text, named
from qiangxiao.records.scalars import Count, Date, Line, Number, Paragraph, Slug
from qiangxiao.records.update import LAST_ASKED, ProgressUpdate

CASE_HEADINGS = ("针对的问题", "做了什么", "成效与证据", "如何借鉴")
# What these are called elsewhere. 问题与思考 may be the first or the last: the order decides.
_ALSO_CALLED = (
    # catches "问题的缘起", spares "主要做法"
    re.compile(r"问题|背景|缘起|起因|现状|困境|动因"),
    # catches "主要做法", spares "取得的成效"
    re.compile(r"做法|举措|措施|过程|策略|路径|探索|实践|办法|行动|怎[样么]做|怎么办"),
    # catches "取得的成效", spares "主要做法"
    re.compile(r"成效|效果|成果|变化|证据|收获|实效|成绩"),
    # catches "下一步打算", spares "取得的成效"
    re.compile(r"借鉴|反思|展望|启示|推广|经验|下一步|思考|体会|建议|打算"),
)


_EVIDENCE_POINTS = {
    EvidenceLevel.CONTROLLED_OR_VALUE_ADDED: 3,
    EvidenceLevel.BEFORE_AND_AFTER: 2,
    EvidenceLevel.SURVEY_OR_INTERVIEW: 1,
}


class Evidence(Part):
    """How well the case is supported."""

    offered = ("indicator", "before", "after", "sample", "method")

    level: EvidenceLevel = Field(title="证据等级", description="对照或增值、前后对比、问卷或访谈、理论依据。")
    indicator: Line | None = Field(default=None, title="衡量什么", description="用什么来衡量成效。")
    before: Number | None = Field(default=None, title="之前", description="做之前的数值。")
    after: Number | None = Field(default=None, title="之后", description="做之后的数值。")
    sample: Count | None = Field(default=None, title="样本数", description="数据来自多少人或多少节课。")
    method: Line | None = Field(default=None, title="方法", description="数据怎样得来。")


EVIDENCE_NEEDS: Mapping[EvidenceLevel, tuple[str, ...]] = {
    EvidenceLevel.CONTROLLED_OR_VALUE_ADDED: ("before", "after"),
    EvidenceLevel.BEFORE_AND_AFTER: ("before", "after"),
    EvidenceLevel.SURVEY_OR_INTERVIEW: ("sample",),
}
"""The numbers without which evidence may not claim a level."""


class Cost(Part):
    """What it takes to do the same."""

    offered = ("teacher_hours", "equipment")

    funding: CostLevel = Field(title="经费投入", description="无、低、中或高。")
    teacher_hours: Number | None = Field(
        default=None, title="教师用时", description="每名教师每周多花的小时数。"
    )
    equipment: Line | None = Field(default=None, title="设备场地", description="需要的设备和场地。")


class ReformCase(ProgressUpdate):
    """One experience, with its evidence, cost, limits and lessons, also when it did not work."""

    offered = ("starts_on", "subjects", "grades", "contact", "author_office")

    starts_on: Date | None = Field(default=None, title="开始日期", description="从哪一天开始做。")
    ends_on: Date | None = Field(default=None, title="结束日期", description="到哪一天结束；仍在做则不填。")
    subjects: tuple[Subject, ...] = Field(default=(), title="学科", description="涉及的学科。")
    grades: tuple[Grade, ...] = Field(default=(), title="年级", description="涉及的年级。")
    problems: tuple[Slug, ...] = Field(default=(), title="针对的问题", description="起点评估中问题的编号。")
    evidence: Evidence = Field(title="证据", description="成效有什么证据。")
    cost: Cost = Field(title="成本", description="要花多少钱、多少时间。")
    conditions: Paragraph = Field(title="适用条件", description="什么样的学校、什么条件下适用。")
    limits: Paragraph = Field(title="局限", description="哪些情况下不适用、哪些问题没有解决。")
    lessons: Paragraph = Field(title="教训", description="走过的弯路、没有见效的做法。")
    contact: Line | None = Field(default=None, title="联系处室", description="想借鉴的学校可以联系的处室。")

    @property
    def topics(self) -> tuple[str, ...]:
        """Its measures and subjects."""
        return (*self.measures, *(subject.value for subject in self.subjects))

    @property
    def merit(self) -> int:
        """The strength of its evidence."""
        return _EVIDENCE_POINTS.get(self.evidence.level, 0)

    def bulletin_content(self, as_of: Day) -> BulletinContent | None:
        """Return that it is a case."""
        return BulletinContent.CASE


CASE = Kind(
    "case",
    "案例",
    ReformCase,
    21,
    Scope.SCHOOL,
    "xiaozu-xuexi.md",
    "cases",
    named("anli", "xiaozu-xuexi"),
    heading="教改案例",
    text=Text(
        "保留四个小标题，在每个小标题下面写内容。",
        CASE_HEADINGS,
        keeps_headings=True,
        also_called=_ALSO_CALLED,
        of_fields={
            str(ReformCase.model_fields[name].title): name for name in ("conditions", "limits", "lessons")
        },
        is_required=True,
    ),
    asked=Asked(
        "lightbulb",
        ("body", "photos", "contact", "author_office", "problems", *LAST_ASKED[1:]),
        "一个案例",
    ),
    is_item=True,
    is_fed=True,
    is_printed=True,
    sent=Sent("一项做法有了结果，有效无效都可以，写给别的学校参考"),
    dated_by="date",
    is_reviewed=True,
    depends_on={"problems": "baseline"},
)
