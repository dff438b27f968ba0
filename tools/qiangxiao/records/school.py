"""`school.yml`: the profile of a pilot school, the only file a new school must have."""

from __future__ import annotations

from pydantic import Field

from qiangxiao.foundation.vocabulary import SchoolKind, SchoolStatus
from qiangxiao.records.base import Part, Record
from qiangxiao.records.kind import Asked, Kind, Scope
from qiangxiao.records.scalars import Account, Count, Date, Email, Line, MediaFile, ShortLine, Url, Year


class Contact(Part):
    """Posts and office addresses, never a person's own number."""

    offered = ("office", "email")

    office: Line | None = Field(
        default=None, title="处室", description="负责联系的处室或岗位，不写个人姓名和手机号。"
    )
    email: Email | None = Field(default=None, title="邮箱", description="办公邮箱。")


class PilotSchool(Record):
    """Profile of one pilot school (实验校)."""

    offered = (
        "short_name",
        "batch",
        "enrolled_on",
        "address",
        "class_count",
        "student_count",
        "teacher_count",
        "contact",
    )

    name: Line = Field(title="校名", description="学校的全名。")
    short_name: ShortLine | None = Field(default=None, title="简称", description="学校常用的简称。")
    kind: SchoolKind = Field(title="学校类别", description="初中、九年一贯制学校或完全中学。")
    batch: ShortLine | None = Field(default=None, title="批次", description="第几批实验校。")
    enrolled_on: Date | None = Field(default=None, title="加入日期", description="成为实验校的日期。")
    status: SchoolStatus = Field(
        default=SchoolStatus.IN_PROGRESS, title="建设状态", description="建设中、考评达标或已退出。"
    )
    former_names: tuple[Line, ...] = Field(default=(), title="曾用名", description="学校以前的名称。")
    address: Line | None = Field(default=None, title="地址", description="学校的公开地址。")
    founded_year: Year | None = Field(default=None, title="建校年份", description="四位年份。")
    class_count: Count | None = Field(default=None, title="班级数", description="初中部的班级数。")
    student_count: Count | None = Field(default=None, title="学生数", description="初中部的学生数。")
    teacher_count: Count | None = Field(default=None, title="教师数", description="初中部的专任教师数。")
    early_career_teacher_count: Count | None = Field(
        default=None, title="青年教师数", description="专任教师中青年教师的人数。"
    )
    website: Url | None = Field(default=None, title="学校网站", description="学校网站的网址。")
    wechat: ShortLine | None = Field(default=None, title="公众号", description="学校公众号的名称。")
    motto: Line | None = Field(default=None, title="校训", description="学校的校训。")
    photo: MediaFile | None = Field(default=None, title="学校照片", description="media/ 里的一张校园照片。")
    contact: Contact = Field(default=Contact(), title="联系方式", description="处室和办公邮箱。")
    maintainers: tuple[Account, ...] = Field(
        default=(),
        title="维护人账号",
        description="旧写法，不再作数：账号由编辑登记在 schools/owners.yml，用 qiangxiao fmt 移过去。",
    )
    as_of: Date = Field(title="数据截至", description="以上数据截至哪一天。")


SCHOOL = Kind(
    "school",
    "学校档案",
    PilotSchool,
    10,
    Scope.SCHOOL,
    "school.yml",
    noun="学校",
    asked=Asked("school"),
    withheld=frozenset({"review", "maintainers"}),
    editors_fields=frozenset({"id", "review", "maintainers"}),
)
