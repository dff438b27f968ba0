"""Every controlled term of the program, once.

An enum's name is the English identifier, its value the Chinese term that content uses: the policy's where it
has one. Each vocabulary knows its Chinese label and the code of the problem "this value is not in the list",
so that messages, JSON Schemas, forms and reference pages are all generated from here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

PLACEHOLDER = "待填"
"""What a new file has in every place to be filled."""


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
    def values(cls) -> tuple[str, ...]:
        """Return the allowed Chinese terms in the order of the vocabulary."""
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


# Program and districts


class DistrictKind(Term, label="区县类别", code="district.kind.unknown"):
    """Kind of a county-level unit."""

    DISTRICT = "区"
    COUNTY_LEVEL_CITY = "县级市"
    COUNTY = "县"
    FUNCTIONAL_ZONE = "功能区"


class Forge(Term, label="代码托管平台", code="program.forge.unknown"):
    """A forge that the form can write to."""

    GITHUB = "github"
    GITLAB = "gitlab"


class FundingUse(Term, label="经费用途", code="program.funding.unknown"):
    """What program money is for."""

    EXPERT_GUIDANCE = "专业指导"
    RESEARCH_PROJECTS = "课题研究"
    EXCHANGE_SEMINARS = "研讨交流"
    RESOURCE_SHARING = "资源共享"


class PublicityChannel(Term, label="宣传渠道", code="program.channel.unknown"):
    """Where an item was publicised."""

    WEBSITE = "官网"
    WECHAT = "公众号"
    MEDIA = "媒体"


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


class SupervisionKind(Term, label="督导类别", code="district.supervision.unknown"):
    """Kind of a government supervision round."""

    GOVERNMENT_ACCOUNTABILITY = "督政"
    SPECIAL_SUPERVISION = "专项督导"


class RewardBeneficiary(Term, label="奖励对象", code="district.beneficiary.unknown"):
    """Who an incentive goes to."""

    PILOT_SCHOOL = "实验校"
    SUPPORT_SCHOOL = "支持学校"
    TEACHER = "教师"


# School profile


class SchoolKind(Term, label="学校类别", code="school.kind.unknown"):
    """Kind of a school with junior middle grades."""

    JUNIOR_MIDDLE_SCHOOL = "初中"
    NINE_YEAR_SCHOOL = "九年一贯制学校"
    COMPLETE_SECONDARY_SCHOOL = "完全中学"


class SchoolStatus(Term, label="建设状态", code="school.status.unknown"):
    """Where a pilot school stands in the program."""

    IN_PROGRESS = "建设中"
    MET_STANDARD = "考评达标"
    LEFT = "已退出"


# Support


class SupportSchoolKind(Term, label="支持学校类别", code="support.kind.unknown"):
    """Kind of a support school."""

    FLAGSHIP_HIGH_SCHOOL = "领航高中"
    PROVINCIAL_MODEL_HIGH_SCHOOL = "省级示范性普通高中"
    NEW_QUALITY_SCHOOL = "新优质学校"
    OTHER_RENOWNED_SCHOOL = "其他优质名校"


class PartnershipMode(Term, label="支持方式", code="support.mode.unknown"):
    """How support is given."""

    GROUP_SCHOOLING = "集团化办学"
    RENOWNED_SCHOOL_LEAD = "名校领办"
    ENTRUSTED_MANAGEMENT = "委托管理"
    BUNDLED_PAIRING = "捆绑结对"
    STRONG_LEADS_WEAK = "强校带弱校"
    UNIVERSITY_AFFILIATE = "依托高校共建附属学校"


class CollaborationArea(Term, label="共建领域", code="support.area.unknown"):
    """Six areas of joint building and sharing."""

    CURRICULUM = "课程建设"
    TEACHING_REFORM = "教学改革"
    TEACHER_DEVELOPMENT = "师资培养"
    RESEARCH = "教研科研"
    FACILITIES = "教学设施"
    GOVERNANCE = "学校治理"


class AdvisorLevel(Term, label="专家级别", code="support.level.unknown"):
    """Administrative level of an advisor."""

    CITY = "市级"
    DISTRICT = "区县级"


class MentorTier(Term, label="带教层次", code="support.tier.unknown"):
    """Four tiers of mentoring."""

    CITY_MASTER_TEACHER = "市级名师带教"
    DISTRICT_MASTER_TEACHER = "区县级名师带教"
    DISTRICT_TEACHING_RESEARCHER = "区县教研员带教"
    SUPPORT_SCHOOL_BACKBONE = "支持学校骨干教师带教"


class SecondmentKind(Term, label="交流方式", code="support.secondment.unknown"):
    """Temporary post or observing on the job."""

    SECONDMENT = "挂职交流"
    JOB_SHADOWING = "跟岗学习"


class SecondmentRole(Term, label="交流人员", code="support.role.unknown"):
    """Who goes on a secondment."""

    ADMINISTRATOR = "管理干部"
    SUBJECT_TEACHER = "学科教师"


class PartnerKind(Term, label="合作单位类别", code="support.partner.unknown"):
    """Outside partners."""

    UNIVERSITY = "高等院校"
    RESEARCH_INSTITUTE = "科研院所"
    TECH_COMPANY = "高新企业"
    PROFESSIONAL_BODY = "专业机构"


class JointActivityKind(Term, label="联合活动类别", code="support.joint.unknown"):
    """Four joint activities."""

    TRAINING = "联合培训"
    STUDY = "联体研修"
    RESEARCH = "联动科研"
    SHARED_COURSE = "开发共享课程"


class FlowKind(Term, label="流动类别", code="support.flow.unknown"):
    """What moves between schools."""

    TEACHERS = "师资"
    RESOURCES = "资源"


class FlowDirection(Term, label="流动方向", code="support.direction.unknown"):
    """Which way it moves, seen from the pilot school."""

    IN = "输入"
    OUT = "输出"


# Teaching


class TeachingStep(Term, label="教学环节", code="teaching.step.unknown"):
    """Five steps of teaching with rules of their own."""

    LESSON_PREPARATION = "备课"
    LESSON_DELIVERY = "上课"
    HOMEWORK = "作业设计与反馈"
    TUTORING = "辅导"
    LEARNING_ASSESSMENT = "学业评价"


class LearningMode(Term, label="学习方式", code="teaching.mode.unknown"):
    """Ways of learning in class."""

    INDEPENDENT = "自主学习"
    COOPERATIVE = "合作学习"
    INQUIRY = "探究学习"


class Subject(Term, label="学科", code="subject.unknown"):
    """Subjects of junior middle school."""

    CHINESE = "语文"
    MATHEMATICS = "数学"
    ENGLISH = "英语"
    PHYSICS = "物理"
    CHEMISTRY = "化学"
    BIOLOGY = "生物学"
    CIVICS = "道德与法治"
    HISTORY = "历史"
    GEOGRAPHY = "地理"
    PHYSICAL_EDUCATION = "体育与健康"
    MUSIC = "音乐"
    ART = "美术"
    INFORMATION_TECHNOLOGY = "信息科技"
    LABOUR = "劳动"
    INTEGRATED_PRACTICE = "综合实践活动"
    MENTAL_HEALTH = "心理健康"


class Grade(Term, label="年级", code="grade.unknown"):
    """Grades of junior middle school."""

    SEVEN = "七年级"
    EIGHT = "八年级"
    NINE = "九年级"


# Plan and progress


class IndicatorDimension(Term, label="指标维度", code="plan.dimension.unknown"):
    """What an indicator of a plan describes; always the school, never one pupil."""

    MORAL_CHARACTER = "思想品德"
    ACADEMIC_ATTAINMENT = "学业水平"
    HEALTH = "身心健康"
    INTERESTS_AND_TALENTS = "兴趣特长"
    TEACHERS = "师资水平"
    SCHOOL_QUALITY = "办学水平"
    PARENT_SATISFACTION = "家长满意度"


class IndicatorDirection(Term, label="指标方向", code="plan.direction.unknown"):
    """Which way is better."""

    HIGHER_IS_BETTER = "越高越好"
    LOWER_IS_BETTER = "越低越好"


class ResearchLevel(Term, label="课题级别", code="plan.level.unknown"):
    """Level at which a research project is registered."""

    SCHOOL = "校级"
    DISTRICT = "区县级"
    CITY = "市级"


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


class QualityDimension(Term, label="监测维度", code="monitoring.dimension.unknown"):
    """Dimensions of comprehensive quality monitoring."""

    MORAL_CHARACTER = "思想品德"
    ACADEMIC_ATTAINMENT = "学业水平"
    HEALTH = "身心健康"
    INTERESTS_AND_TALENTS = "兴趣特长"


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


def vocabularies() -> tuple[type[Term], ...]:
    """Return every vocabulary, in the order of this module."""
    return tuple(Term.__subclasses__())
