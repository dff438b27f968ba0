"""`teaching.yml`: teaching rules, classroom, homework and digital resources."""

from __future__ import annotations

from pydantic import Field

from qiangxiao.foundation.vocabulary import LearningMode, Subject, TeachingStep
from qiangxiao.records.base import Part, Record
from qiangxiao.records.kind import Asked, Kind, Scope
from qiangxiao.records.scalars import Count, Date, Line, Number, Paragraph


class TeachingRule(Part):
    """A rule for one step of teaching."""

    one_each = ("step", TeachingStep)

    step: TeachingStep = Field(title="教学环节", description="五个教学环节之一。")
    document: Line = Field(title="制度名称", description="学校制度的名称。")
    revised_on: Date | None = Field(default=None, title="修订日期", description="最近一次修订的日期。")
    owner: Line | None = Field(default=None, title="负责处室", description="由哪个处室负责。")


class Classroom(Part):
    """How lessons are taught."""

    offered = ("model", "modes")

    model: Line | None = Field(default=None, title="课堂模式", description="学校自己的课堂教学模式。")
    modes: tuple[LearningMode, ...] = Field(
        default=(), title="学习方式", description="自主、合作、探究学习。"
    )
    subjects: tuple[Subject, ...] = Field(default=(), title="试点学科", description="先行的学科。")
    open_lesson_count: Count | None = Field(
        default=None, title="公开课节数", description="本学年的公开课节数。"
    )


class Homework(Part):
    """How much written homework a day."""

    offered = ("flexible",)

    minutes_per_day: Count = Field(title="每天分钟数", description="每天书面作业平均总时长，单位分钟。")
    as_of: Date = Field(title="统计日期", description="统计的日期。")
    flexible: Line | None = Field(default=None, title="弹性作业", description="弹性作业的做法。")


class Platform(Part):
    """A digital platform in use."""

    offered = ("subjects",)

    name: Line = Field(title="平台名称", description="平台的名称。")
    subjects: tuple[Subject, ...] = Field(default=(), title="使用学科", description="哪些学科使用。")
    weekly_lessons: Number | None = Field(default=None, title="每周节数", description="平均每周使用的节数。")


class Analysis(Part):
    """How learning data are analysed: methods, never scores."""

    offered = ("method", "use")

    method: Paragraph | None = Field(default=None, title="分析方法", description="用什么方法分析，不写分数。")
    use: Paragraph | None = Field(default=None, title="结果用途", description="分析结果怎样用于改进教学。")


class Digital(Part):
    """Digital resources and training."""

    offered = ("training_hours", "platforms", "analysis")

    training_hours: Number | None = Field(
        default=None, title="人均培训学时", description="本学年教师信息技术培训的人均学时。"
    )
    platforms: tuple[Platform, ...] = Field(default=(), title="平台", description="使用的平台。")
    analysis: Analysis | None = Field(default=None, title="数据分析", description="学情分析的方法与用途。")


class Teaching(Record):
    """Teaching at one pilot school."""

    offered = ("rules", "classroom", "homework", "digital")

    rules: tuple[TeachingRule, ...] = Field(default=(), title="教学常规", description="五个教学环节的制度。")
    classroom: Classroom | None = Field(default=None, title="课堂教学", description="课堂教学改革的情况。")
    homework: Homework | None = Field(default=None, title="作业", description="作业时长与弹性作业。")
    digital: Digital | None = Field(default=None, title="信息技术", description="信息技术与教学的融合。")
    as_of: Date = Field(title="数据截至", description="以上数据截至哪一天。")


TEACHING = Kind("teaching", "教学情况", Teaching, 12, Scope.SCHOOL, "teaching.yml", asked=Asked("menu_book"))
