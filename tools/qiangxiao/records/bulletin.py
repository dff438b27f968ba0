"""`docs/bulletins/<slug>.md`: one issue of the bulletin 《工作动态》. It only references content ids."""

from __future__ import annotations

from datetime import date as Day

from pydantic import Field

from qiangxiao.records.base import Correction, Part, Record
from qiangxiao.records.scalars import (
    ContentId,
    Count,
    Date,
    Flag,
    Line,
    Paragraph,
    PositiveCount,
    ShortLine,
    Year,
)


class IssueNumber(Part):
    """Number of an issue: within its year, and in all. Assigned on publication."""

    year: Year = Field(title="年份", description="四位年份。")
    issue: PositiveCount = Field(title="期号", description="当年第几期。")
    total: PositiveCount = Field(title="总期号", description="创刊以来第几期。")


class Section(Part):
    """A section (栏目) and its items."""

    name: ShortLine = Field(title="栏目", description="栏目名称。")
    items: tuple[ContentId, ...] = Field(default=(), title="内容", description="内容编号，按刊登顺序。")


class Declined(Part):
    """An item the editor will not print."""

    id: ContentId = Field(title="内容编号", description="不采用的内容。")
    reason: Line = Field(title="原因", description="不采用的原因。")


class BulletinIssue(Record):
    """One issue: the editor's note and, section by section, the ids of what it prints."""

    title: Line = Field(title="标题", description="本期的标题。")
    number: IssueNumber | None = Field(default=None, title="期号", description="发布时接着上一期编，草稿不填。")
    date: Date | None = Field(default=None, title="日期", description="签发日期，草稿可不填。")
    publisher: Line | None = Field(default=None, title="主办单位", description="不填则用项目的发布单位。")
    signed_by: Line | None = Field(default=None, title="签发人", description="签发人的岗位。")
    editor_note: Paragraph = Field(title="编者按", description="本期为什么选这些内容。")
    sections: tuple[Section, ...] = Field(min_length=1, title="栏目", description="各栏目及其内容。")
    report_to: tuple[Line, ...] = Field(default=(), title="报", description="报送的单位。")
    copy_to: tuple[Line, ...] = Field(default=(), title="送", description="抄送的单位。")
    copies: Count | None = Field(default=None, title="印数", description="印刷份数。")
    draft: Flag = Field(default=False, title="草稿", description="未发布时写 true。")
    declined: tuple[Declined, ...] = Field(default=(), title="不采用", description="本期不采用的内容及原因。")
    corrections: tuple[Correction, ...] = Field(default=(), title="更正", description="发布之后的更正，只增不删。")

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of everything the issue prints, in order."""
        return tuple(item for section in self.sections for item in section.items)

    def is_published(self, as_of: Day) -> bool:
        """Tell whether readers may see it on a day."""
        return not self.draft and self.number is not None and self.date is not None and self.date <= as_of
