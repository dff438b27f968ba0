"""`schools/policy.yml`: what a program's policy demands, clause by clause, and the words it uses.

A clause is a sentence of the policy under its number; a requirement says how to see from the records whether
it is carried out. The kinds of rule are code (`selection.requirements`), which rule applies to what is data.
Without a policy of its own a program has the one that ships, `policies/chengdu.yml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property

from pydantic import Field

from qiangxiao.foundation.shipped_terms import SHIPPED, shipped_terms
from qiangxiao.foundation.vocabulary import Bearer, PeriodName, RuleKind
from qiangxiao.records.base import Content, Part
from qiangxiao.records.kind import Kind, Scope, Writer
from qiangxiao.records.reading import read_record
from qiangxiao.records.scalars import (
    Count,
    Date,
    Flag,
    Line,
    Paragraph,
    Percent,
    PositiveCount,
    ShortLine,
    Slug,
    Summary,
    Url,
)
from qiangxiao.sources.document import read_document


class Clause(Part):
    """A sentence of the policy, or the heading above several."""

    id: ShortLine = Field(title="条款号", description="标题写成三(五)，标题下的第 2 句写成三(五)2。")
    title: Summary = Field(title="条款名称", description="政策里的原话，截取一句。")
    summary: Paragraph | None = Field(default=None, title="概要", description="用平常话说明这一条要做什么。")
    measure: Slug | None = Field(
        default=None, title="所属措施", description="program.yml 里措施的编号；不属于任何措施的不填。"
    )
    checks: tuple[ShortLine, ...] = Field(
        default=(), title="检查代码", description="依据这一条的检查，例如 homework.minutes。"
    )


class Condition(Part):
    """Which of the things looked at count."""

    field: ShortLine = Field(title="字段", description="看哪个字段，例如 level。")
    is_: tuple[ShortLine, ...] = Field(
        default=(), alias="is", title="是", description="是这些值之一才算；true 和 false 也这样写。"
    )
    is_not: tuple[ShortLine, ...] = Field(default=(), title="不是", description="是这些值之一就不算。")


class Requirement(Part):
    """How one clause is seen to be carried out."""

    id: Slug = Field(title="编号", description="要求的编号；缺少时的提示代码是 missing.编号。")
    clause: ShortLine = Field(title="条款号", description="上面 clauses 里的一个条款号。")
    title: Line = Field(title="要求", description="要求是什么，一句话。")
    explanation: Paragraph | None = Field(
        default=None, title="怎样算做到", description="写在哪里、怎样算、哪些是本站自定的。"
    )
    of: Bearer = Field(default=Bearer.SCHOOL, title="谁承担", description="school、district 或 city。")
    rule: RuleKind = Field(title="规则", description="怎样判断做到没有。")
    look: Line = Field(
        title="看哪里", description="文件的种类和字段，例如 support.advisors；整个文件只写种类。"
    )
    where: tuple[Condition, ...] = Field(default=(), title="条件", description="都满足的才算。")
    noun: ShortLine = Field(title="看什么", description="缺少时怎样称呼，例如指导专家。")
    unit: ShortLine = Field(default="名", title="量词", description="计数时的量词。")
    at_least: PositiveCount | None = Field(
        default=None, title="至少", description="至少几个；不填就用 threshold，都不填就是 1。"
    )
    limit: ShortLine | None = Field(
        default=None,
        alias="threshold",
        title="数量要求",
        description="program.yml 的 thresholds 里的一项，例如 advisors。",
    )
    share_percent: Percent | None = Field(
        default=None, title="至少占比", description="share 用：满足条件的至少占百分之几。"
    )
    weight: ShortLine | None = Field(
        default=None, title="按什么加权", description="share 用：数字字段，例如 people_count。"
    )
    key: ShortLine | None = Field(default=None, title="逐项的字段", description="all_of 用：例如 tier。")
    vocabulary: ShortLine | None = Field(
        default=None, title="逐项的清单", description="all_of 用：vocabularies 里的一项，每个词都要有。"
    )
    terms: tuple[ShortLine, ...] = Field(
        default=(), title="逐项的词", description="all_of 用：不用整份清单时，列出要有的词。"
    )
    days: PositiveCount | None = Field(default=None, title="天数", description="within_days 用：多少天之内。")
    clock: PeriodName | None = Field(
        default=None,
        title="按发布周期",
        description="within_days 用：featured 或 bulletin，隔了两个周期没有就逾期。",
    )
    after_days: Count = Field(
        default=0, title="宽限天数", description="加入多少天以后才要求；加入日期不明的不要求。"
    )
    includes_ended: Flag = Field(
        default=False, title="已结束的也算", description="有结束日期、已经结束的也算时写 true。"
    )


Terms = tuple[ShortLine, ...]


class Vocabularies(Part):
    """The words a program uses; a list that is left out is that of the policy that ships."""

    school_kinds: Terms = Field(default=(), title="学校类别", description="实验校有哪几类。")
    support_school_kinds: Terms = Field(default=(), title="支持学校类别", description="支持学校有哪几类。")
    support_modes: Terms = Field(default=(), title="支持方式", description="支持方式有哪几种。")
    collaboration_areas: Terms = Field(default=(), title="共建领域", description="共建共享的领域。")
    advisor_levels: Terms = Field(default=(), title="专家级别", description="指导专家的级别。")
    mentoring_tiers: Terms = Field(default=(), title="带教层次", description="带教的层次。")
    secondment_kinds: Terms = Field(default=(), title="交流方式", description="挂职、跟岗等方式。")
    secondment_roles: Terms = Field(default=(), title="交流人员", description="哪些人员交流。")
    partner_kinds: Terms = Field(default=(), title="合作单位类别", description="合作单位的类别。")
    joint_activities: Terms = Field(default=(), title="联合活动类别", description="联合活动的类别。")
    teaching_steps: Terms = Field(default=(), title="教学环节", description="教学的环节。")
    learning_modes: Terms = Field(default=(), title="学习方式", description="课堂上的学习方式。")
    subjects: Terms = Field(default=(), title="学科", description="开设的学科。")
    grades: Terms = Field(default=(), title="年级", description="初中有哪些年级。")
    indicator_dimensions: Terms = Field(default=(), title="指标维度", description="方案里指标的维度。")
    monitoring_dimensions: Terms = Field(default=(), title="监测维度", description="质量监测的维度。")
    research_levels: Terms = Field(default=(), title="课题级别", description="课题的级别。")
    funding_uses: Terms = Field(default=(), title="经费用途", description="专项经费的用途。")
    publicity_channels: Terms = Field(default=(), title="宣传渠道", description="宣传报道的渠道。")
    supervision_kinds: Terms = Field(default=(), title="督导类别", description="督导的类别。")
    reward_beneficiaries: Terms = Field(default=(), title="奖励对象", description="奖励给谁。")
    digital_platforms: Terms = Field(default=(), title="数字平台", description="常用的远程教学平台。")


class Word(Part):
    """A word of this policy, explained to parents."""

    term: ShortLine = Field(title="词", description="词。")
    meaning: Paragraph = Field(title="意思", description="用平常话说明。")


class Policy(Content):
    """The policy of a program."""

    title: Line = Field(title="政策名称", description="政策文件的名称。")
    issued_by: Line = Field(title="印发单位", description="印发政策的单位。")
    issued_on: Date | None = Field(default=None, title="印发日期", description="不知道就不填，绝不编造。")
    url: Url | None = Field(default=None, title="网址", description="公开的原文网址。")
    clauses: tuple[Clause, ...] = Field(min_length=1, title="条款", description="政策的条款，按顺序。")
    requirements: tuple[Requirement, ...] = Field(
        default=(), title="要求", description="怎样看出各条做到没有。"
    )
    staffing: tuple[Slug, ...] = Field(
        default=(), title="人员与方案齐备", description="都做到才算“齐备”的要求的编号。"
    )
    vocabularies: Vocabularies = Field(
        default=Vocabularies(), title="用词", description="各种清单里的词；不写的清单用随程序附带的。"
    )
    words: tuple[Word, ...] = Field(default=(), title="术语", description="术语表里本政策特有的词。")

    def clause(self, clause_id: str) -> Clause | None:
        """Return a clause by its id."""
        return next((clause for clause in self.clauses if clause.id == clause_id), None)

    def clause_behind(self, code: str) -> str:
        """Return the ids of the clauses a check rests on, joined; empty for none."""
        return "、".join(clause.id for clause in self.clauses if code in clause.checks)

    def terms(self, vocabulary: str) -> tuple[str, ...]:
        """Return the terms of a vocabulary, those of the policy that ships where this one has none."""
        return self.all_terms.get(vocabulary, ())

    @cached_property
    def all_terms(self) -> Mapping[str, tuple[str, ...]]:
        """The terms of every vocabulary. Platforms are a city's own: those that ship are nobody else's."""
        shipped = {name: terms for name, terms in shipped_terms().items() if name != "digital_platforms"}
        own = {name: getattr(self.vocabularies, name) for name in Vocabularies.model_fields}
        return {**shipped, **{name: terms for name, terms in own.items() if terms}}


@cache
def shipped_policy() -> Policy:
    """Return the policy of a program that has none of its own. Raises ValueError when it is damaged."""
    reading = read_record(read_document(SHIPPED.name, SHIPPED.read_bytes()), Policy)
    if reading.record is None or reading.problems:
        raise ValueError([problem.message for problem in reading.problems])
    return reading.record


POLICY = Kind(
    "policy",
    "政策文件",
    Policy,
    1,
    Scope.PROGRAM,
    "policy.yml",
    writer=Writer.EDITOR,
    is_scaffolded=False,
)
