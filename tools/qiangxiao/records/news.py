"""`docs/news/<date>-<slug>.md`: the city's own news (要闻): deployments, visits, meetings, notices."""

from __future__ import annotations

from datetime import date as Day

from pydantic import Field

from qiangxiao.foundation.vocabulary import BulletinContent, NewsCategory
from qiangxiao.records.base import ALWAYS_PRINTED, Correction, Photo, Record
from qiangxiao.records.kind import DATED, Asked, Kind, Scope, Sent, Text, Writer
from qiangxiao.records.scalars import ContentId, Date, Flag, Line, ShortLine, Summary, Url


class News(Record):
    """A dated text in which an office speaks for itself, not for a school."""

    offered = ("author_office",)

    title: Line = Field(title="标题", description="一句话说清谁做了什么，不超过 100 个字。")
    date: Date = Field(title="日期", description="事情发生的日期，与文件名里的一致。")
    summary: Summary = Field(title="摘要", description="不超过 120 个字，会显示在列表、订阅和动态里。")
    category: NewsCategory = Field(
        title="栏目", description="工作部署、领导调研、区县动态、会议培训、媒体报道或通知公告。"
    )
    measures: tuple[ShortLine, ...] = Field(
        default=(), title="所属措施", description="与哪几项主要措施有关，写措施的名称；都无关的不填。"
    )
    schools: tuple[ContentId, ...] = Field(default=(), title="有关学校", description="说到的实验校的编号。")
    photos: tuple[Photo, ...] = Field(
        default=(),
        title="照片",
        description="照片清单，每张都要有说明；市里的照片放在 schools/media/，区县的放在区县文件夹的 media/，"
        "都写成 media/tuijinhui-1.jpg。",
    )
    author_office: Line | None = Field(default=None, title="供稿单位", description="供稿的处室或单位。")
    source_url: Url | None = Field(
        default=None, title="原文网址", description="转载的，写原文的网址；自己写的不填。"
    )
    draft: Flag = Field(default=False, title="草稿", description="写 true 时不发布，只在检查时提示。")
    embargo_until: Date | None = Field(
        default=None, title="暂缓发布至", description="到这一天才在网站、订阅和搜索里出现。"
    )
    corrections: tuple[Correction, ...] = Field(
        default=(), title="更正", description="发布之后的更正，只增不删。"
    )

    @property
    def is_draft(self) -> bool:
        """Tell whether it is not meant for readers yet."""
        return self.draft

    @property
    def summary_text(self) -> str:
        """The summary."""
        return self.summary

    def opens_on(self, calendar: object = None) -> Day | None:
        """Return the day it is dated, or on which its embargo ends if that is later."""
        return max(self.date, self.embargo_until or self.date)

    @property
    def topics(self) -> tuple[str, ...]:
        """Its measures."""
        return self.measures

    @property
    def changed_on(self) -> Day:
        """The day of its last correction, else its date."""
        return max([self.date, *(correction.date for correction in self.corrections)])

    @property
    def merit(self) -> int:
        """What was decided and who came to see opens an issue: always printed, before any event."""
        is_first = self.category in (NewsCategory.DEPLOYMENT, NewsCategory.LEADERS_VISIT)
        return ALWAYS_PRINTED + 1 if is_first else 0

    def bulletin_content(self, as_of: Day) -> BulletinContent | None:
        """Return that it is news."""
        return BulletinContent.NEWS


OFFICE_TEXT = Text("写清时间、地点、谁、做了什么、定了什么。段落之间空一行。", is_required=True)
"""What an office is told of its text."""
LAST_ASKED = ("body", "photos", "author_office", "schools", "source_url", "embargo_until")
"""What an office thinks of when the text is done, and what few texts have."""

NEWS = Kind(
    "news",
    "要闻",
    News,
    30,
    Scope.CITY,
    "2026-10-15-tuijinhui.md",
    "news",
    DATED,
    writer=Writer.OFFICE,
    sent=Sent("市里的处室有部署、调研、会议、报道要登"),
    text=OFFICE_TEXT,
    asked=Asked("campaign", LAST_ASKED, "一篇要闻", summary="{{title}}（{{date}}）"),
    is_item=True,
    is_fed=True,
    is_printed=True,
    dated_by="date",
    is_reviewed=True,
)
