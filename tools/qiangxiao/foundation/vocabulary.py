"""Every controlled term of the program, once: the code's own here, the policy's in the policy.

An enum's name is the English identifier, its value the Chinese term that content uses: the policy's where it
has one. Each vocabulary knows its Chinese label and the code of the problem "this value is not in the list",
so that messages, JSON Schemas, forms and reference pages are all generated from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import PydanticCustomError, core_schema

from qiangxiao.foundation.shipped_terms import shipped_terms

PLACEHOLDER = "待填"
"""What a new file has in every place to be filled."""


Terms = Mapping[str, tuple[str, ...]]
"""The terms of a program's vocabularies, by the name that its policy gives them."""


class Term(StrEnum):
    """A controlled value. Subclasses give `label` (Chinese) and `code` (of the problem for an unknown value;
    empty if no field takes the value by itself).
    """

    label: ClassVar[str]
    code: ClassVar[str]

    def __init_subclass__(cls, *, label: str = "", code: str = "") -> None:
        super().__init_subclass__()
        cls.label = label
        cls.code = code

    @classmethod
    def values(cls, terms: Terms | None = None) -> tuple[str, ...]:
        """Return the allowed Chinese terms in the order of the vocabulary: the same in every program."""
        return tuple(member.value for member in cls)

    @classmethod
    def parse(cls, value: object) -> Self:
        """Return the member for a Chinese term; raise PydanticCustomError for anything else.

        Its type is `term_placeholder` for a place still to be
        filled, `term` for a value that is not in the list.
        """
        for member in cls:
            if member.value == value:
                return member
        is_blank = isinstance(value, str) and PLACEHOLDER in value
        raise PydanticCustomError(
            "term_placeholder" if is_blank else "term",
            "{label}",
            {"label": cls.label, "code": cls.code, "allowed": cls.values()},
        )

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "enum": list(cls.values())}


class Word(str):
    """A controlled value whose terms are the policy's: another program, other words.

    A validation context says `terms`; without it the terms are those of the policy that ships.
    """

    label: ClassVar[str]
    code: ClassVar[str]
    vocabulary: ClassVar[str]

    def __init_subclass__(cls, *, label: str = "", code: str = "", vocabulary: str = "") -> None:
        super().__init_subclass__()
        cls.label, cls.code, cls.vocabulary = label, code, vocabulary

    @property
    def value(self) -> str:
        """The term itself, as an enum's member says it."""
        return str(self)

    @classmethod
    def values(cls, terms: Terms | None = None) -> tuple[str, ...]:
        """Return the allowed terms in their order."""
        return (terms or {}).get(cls.vocabulary) or shipped_terms()[cls.vocabulary]

    @classmethod
    def parse(cls, value: object, info: ValidationInfo) -> Self:
        """Return a term as a word of this vocabulary; raise PydanticCustomError for anything else."""
        allowed = cls.values((info.context or {}).get("terms"))
        if isinstance(value, str) and value in allowed:
            return cls(value)
        is_blank = isinstance(value, str) and PLACEHOLDER in value
        raise PydanticCustomError(
            "term_placeholder" if is_blank else "term",
            "{label}",
            {"label": cls.label, "code": cls.code, "allowed": allowed},
        )

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.with_info_plain_validator_function(
            cls.parse, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "enum": list(cls.values()), "vocabulary": cls.vocabulary}


# Program and districts


class DistrictKind(Term, label="区县类别", code="district.kind.unknown"):
    """Kind of a county-level unit."""

    DISTRICT = "区"
    COUNTY_LEVEL_CITY = "县级市"
    COUNTY = "县"
    FUNCTIONAL_ZONE = "功能区"


class WaivableRule(Term, label="可以例外的规则", code="program.waiver.unknown"):
    """A rule about words that an editor may set aside for one place; none is about numbers of persons."""

    PUPIL = "privacy.pupil"
    PUPIL_LIKELY = "privacy.pupil-likely"
    CONTACT = "privacy.contact"
    MAIL = "privacy.mail"
    ADMISSION = "publicity.admission"
    ELITE = "publicity.elite"
    LIKELY = "publicity.likely"
    RANKING = "publicity.ranking"
    SCORE = "publicity.score"
    TOP_SCORER = "publicity.top-scorer"


class Forge(Term, label="代码托管平台", code="program.forge.unknown"):
    """A forge that the form can write to."""

    GITHUB = "github"
    GITLAB = "gitlab"


class FundingUse(Word, label="经费用途", code="program.funding.unknown", vocabulary="funding_uses"):
    """What program money is for."""


class PublicityChannel(
    Word, label="宣传渠道", code="program.channel.unknown", vocabulary="publicity_channels"
):
    """Where an item was publicised."""


class ReviewStep(Term, label="审校环节", code="review.step.unknown"):
    """Three reviews and three proofs before publication (三审三校)."""

    FIRST_REVIEW = "初审"
    SECOND_REVIEW = "复审"
    FINAL_REVIEW = "终审"
    FIRST_PROOF = "一校"
    SECOND_PROOF = "二校"
    THIRD_PROOF = "三校"

    @property
    def is_proof(self) -> bool:
        """Whether it is one of the three proofs, which only what is typeset needs."""
        return self.value.endswith("校")


class CorrectionKind(Term, label="更正类别", code="correction.kind.unknown"):
    """Weight of a correction made after publication."""

    MINOR = "轻微"
    MAJOR = "重大"


class BulletinContent(Term, label="刊登内容", code="program.bulletin.unknown"):
    """What a section of the bulletin collects."""

    UPDATE = "进展"
    CASE = "案例"
    INSPECTION = "教学视导"
    EVENT = "交流活动"
    ANNOUNCEMENT = "活动预告"
    FEATURED = "每期一校"
    NEWS = "要闻"
    DISTRICT_NEWS = "区县动态"


class PrintLength(Term, label="刊登篇幅", code="print.length.unknown"):
    """How much of an item the bulletin prints."""

    WHOLE = "全文"
    EXCERPT = "摘编"
    SENTENCE = "一句话"


class NewsCategory(Term, label="要闻栏目", code="news.category.unknown"):
    """What sort of news an office tells."""

    DEPLOYMENT = "工作部署"
    LEADERS_VISIT = "领导调研"
    DISTRICT = "区县动态"
    MEETING = "会议培训"
    MEDIA = "媒体报道"
    NOTICE = "通知公告"


class SupervisionKind(
    Word, label="督导类别", code="district.supervision.unknown", vocabulary="supervision_kinds"
):
    """Kind of a government supervision round."""


class RewardBeneficiary(
    Word, label="奖励对象", code="district.beneficiary.unknown", vocabulary="reward_beneficiaries"
):
    """Who an incentive goes to."""


# School profile


class SchoolKind(Word, label="学校类别", code="school.kind.unknown", vocabulary="school_kinds"):
    """Kind of a school with junior middle grades."""


class SchoolStatus(Term, label="建设状态", code="school.status.unknown"):
    """Where a pilot school stands in the program."""

    IN_PROGRESS = "建设中"
    MET_STANDARD = "考评达标"
    LEFT = "已退出"


# Support


class SupportSchoolKind(
    Word, label="支持学校类别", code="support.kind.unknown", vocabulary="support_school_kinds"
):
    """Kind of a support school."""


class PartnershipMode(Word, label="支持方式", code="support.mode.unknown", vocabulary="support_modes"):
    """How support is given."""


class CollaborationArea(
    Word, label="共建领域", code="support.area.unknown", vocabulary="collaboration_areas"
):
    """Six areas of joint building and sharing."""


class AdvisorLevel(Word, label="专家级别", code="support.level.unknown", vocabulary="advisor_levels"):
    """Administrative level of an advisor."""


class MentorTier(Word, label="带教层次", code="support.tier.unknown", vocabulary="mentoring_tiers"):
    """Four tiers of mentoring."""


class SecondmentKind(
    Word, label="交流方式", code="support.secondment.unknown", vocabulary="secondment_kinds"
):
    """Temporary post or observing on the job."""


class SecondmentRole(Word, label="交流人员", code="support.role.unknown", vocabulary="secondment_roles"):
    """Who goes on a secondment."""


class PartnerKind(Word, label="合作单位类别", code="support.partner.unknown", vocabulary="partner_kinds"):
    """Outside partners."""


class JointActivityKind(
    Word, label="联合活动类别", code="support.joint.unknown", vocabulary="joint_activities"
):
    """Four joint activities."""


class FlowKind(Term, label="流动类别", code="support.flow.unknown"):
    """What moves between schools."""

    TEACHERS = "师资"
    RESOURCES = "资源"


class FlowDirection(Term, label="流动方向", code="support.direction.unknown"):
    """Which way it moves, seen from the pilot school."""

    IN = "输入"
    OUT = "输出"


# Teaching


class TeachingStep(Word, label="教学环节", code="teaching.step.unknown", vocabulary="teaching_steps"):
    """Five steps of teaching with rules of their own."""


class LearningMode(Word, label="学习方式", code="teaching.mode.unknown", vocabulary="learning_modes"):
    """Ways of learning in class."""


class Subject(Word, label="学科", code="subject.unknown", vocabulary="subjects"):
    """Subjects of junior middle school."""


class Grade(Word, label="年级", code="grade.unknown", vocabulary="grades"):
    """Grades of junior middle school."""


# Plan and progress


class IndicatorDimension(
    Word, label="指标维度", code="plan.dimension.unknown", vocabulary="indicator_dimensions"
):
    """What an indicator of a plan describes; always the school, never one pupil."""


class IndicatorDirection(Term, label="指标方向", code="plan.direction.unknown"):
    """Which way is better."""

    HIGHER_IS_BETTER = "越高越好"
    LOWER_IS_BETTER = "越低越好"


class ResearchLevel(Word, label="课题级别", code="plan.level.unknown", vocabulary="research_levels"):
    """Level at which a research project is registered."""


class TaskStatus(Term, label="任务状态", code="task.status.unknown"):
    """State of a task of the plan."""

    NOT_STARTED = "未开始"
    IN_PROGRESS = "进行中"
    DONE = "已完成"
    DELAYED = "已延期"
    CANCELLED = "已取消"


class ActionStatus(Term, label="整改状态", code="action.status.unknown"):
    """State of an action asked for by an inspection."""

    OPEN = "未整改"
    IN_PROGRESS = "整改中"
    CLOSED = "已整改"


class EvidenceLevel(Term, label="证据等级", code="case.evidence.unknown"):
    """How well a case is supported, strongest first."""

    CONTROLLED_OR_VALUE_ADDED = "对照或增值"
    BEFORE_AND_AFTER = "前后对比"
    SURVEY_OR_INTERVIEW = "问卷或访谈"
    THEORY = "理论依据"


class CostLevel(Term, label="经费投入", code="case.funding.unknown"):
    """How much money a case takes."""

    NONE = "无"
    LOW = "低"
    MEDIUM = "中"
    HIGH = "高"


# Monitoring


class QualityDimension(
    Word, label="监测维度", code="monitoring.dimension.unknown", vocabulary="monitoring_dimensions"
):
    """Dimensions of comprehensive quality monitoring."""


class MonitoringInstrument(Term, label="监测方式", code="monitoring.instrument.unknown"):
    """How a dimension was measured."""

    TEST = "测评"
    SURVEY = "问卷"


class MonitoringDirection(Term, label="变化方向", code="monitoring.direction.unknown"):
    """Direction of change; never a rank."""

    PROGRESS = "进步"
    LEVEL = "持平"
    TO_IMPROVE = "待改进"


# Events


class EventLevel(Term, label="活动级别", code="event.level.unknown"):
    """Administrative level of an event."""

    CITY = "市级"
    DISTRICT = "区县级"


class EventStatus(Term, label="活动状态", code="event.status.unknown"):
    """State of an event."""

    CONFIRMED = "已确定"
    CANCELLED = "已取消"
    HELD = "已举行"


class PublishingPeriod(Term, label="发布周期", code="program.period.unknown"):
    """Length of a publishing period."""

    WEEK = "week"
    MONTH = "month"
    SEMESTER = "semester"


class SemesterSeason(Term, label="学期"):
    """Half of the school year, as written in ids and file names."""

    SPRING = "spring"
    AUTUMN = "autumn"


# Policy


class Bearer(Term, label="承担者", code="policy.bearer.unknown"):
    """Who has to carry out a requirement of the policy."""

    SCHOOL = "school"
    DISTRICT = "district"
    CITY = "city"


class RuleKind(Term, label="规则", code="policy.rule.unknown"):
    """How a requirement is seen to be carried out."""

    PRESENT = "present"
    COUNT = "count"
    SHARE = "share"
    EACH_SEMESTER = "each_semester"
    EACH_YEAR = "each_year"
    WITHIN_DAYS = "within_days"
    ALL_OF = "all_of"


class PeriodName(Term, label="发布周期的名称", code="policy.clock.unknown"):
    """What is published by periods."""

    FEATURED = "featured"
    BULLETIN = "bulletin"


Vocabulary = type[Term] | type[Word]


def vocabularies() -> tuple[type[Term], ...]:
    """Return every vocabulary of the code's own, in the order of this module."""
    return tuple(Term.__subclasses__())


def all_vocabularies() -> tuple[Vocabulary, ...]:
    """Return the code's own vocabularies, then those of the policy."""
    return (*Term.__subclasses__(), *Word.__subclasses__())
