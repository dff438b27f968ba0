"""`schools/featured.yml`: the ledger of featured schools; past periods never change."""

from __future__ import annotations

from datetime import date as Day

from pydantic import Field

from qiangxiao.foundation.dates import SchoolCalendar, period_begins_on
from qiangxiao.foundation.vocabulary import BulletinContent
from qiangxiao.records.base import ALWAYS_PRINTED, Content
from qiangxiao.records.kind import Kind, Scope, Writer
from qiangxiao.records.scalars import ContentId, Flag, Line, Paragraph, ShortLine


class FeaturedSchool(Content):
    """The school presented in one period, and the improvement it is presented for."""

    period: ShortLine = Field(title="周期", description="例如 2026-11、2026-W47 或 2026-autumn。")
    school: ContentId = Field(title="学校", description="学校编号，例如 jinjiang/shili。")
    theme: Line = Field(title="主题", description="这所学校取得的一项具体改进。")
    items: tuple[ContentId, ...] = Field(
        default=(), title="相关内容", description="说明改进的进展和案例的编号。"
    )
    editor_note: Paragraph | None = Field(default=None, title="编者按", description="编辑的话。")
    pinned: Flag = Field(default=False, title="指定", description="由编辑指定而不是按规则轮到时写 true。")
    proposed: Flag = Field(
        default=False,
        title="待核定",
        description="程序预先排定、主题和内容还没有与学校核定时写 true；核定以后删去，到期才会推出。",
    )
    reason: Line | None = Field(
        default=None, title="排定理由", description="为什么轮到这所学校，或者为什么指定、换成它；只给编辑看。"
    )

    @property
    def is_draft(self) -> bool:
        """Tell whether it is only proposed: not settled with the school yet."""
        return self.proposed

    @property
    def summary_text(self) -> str:
        """The editor's note."""
        return self.editor_note or ""

    @property
    def about_school(self) -> str:
        """The school presented."""
        return self.school

    @property
    def merit(self) -> int:
        """More than any article: it is always printed."""
        return ALWAYS_PRINTED

    def headline(self, school_name: str, calendar: SchoolCalendar) -> str:
        """Return the improvement."""
        return self.theme

    def dated_on(self, calendar: SchoolCalendar | None = None) -> Day | None:
        """Return the first day of its period; None without a calendar, or when the period is none."""
        return period_begins_on(self.period, calendar) if calendar else None

    def opens_on(self, calendar: SchoolCalendar | None = None) -> Day | None:
        """Return the first day of its period; None without a calendar, or when the period is none."""
        return self.dated_on(calendar)

    def bulletin_content(self, as_of: Day) -> BulletinContent | None:
        """Return that it is a featured school."""
        return BulletinContent.FEATURED


FEATURED = Kind(
    "featured",
    "每期一校",
    FeaturedSchool,
    1,
    Scope.PROGRAM,
    "featured.yml",
    writer=Writer.EDITOR,
    is_list=True,
    is_item=True,
    is_fed=True,
    is_printed=True,
    is_scaffolded=False,
)
