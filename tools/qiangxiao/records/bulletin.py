"""`docs/bulletins/<slug>.md`: one issue of the bulletin 《工作动态》. It only references content ids."""

from __future__ import annotations

from datetime import date as Day
from typing import Any

from pydantic import Field

from qiangxiao.foundation.dates import SchoolCalendar
from qiangxiao.foundation.vocabulary import PrintLength
from qiangxiao.records.base import Correction, Part, Record
from qiangxiao.records.kind import Kind, Scope, Text, Writer, named
from qiangxiao.records.scalars import (
    ContentId,
    Count,
    Date,
    Fingerprint,
    Flag,
    Line,
    Paragraph,
    PositiveCount,
    ShortLine,
    Year,
)


class IssueNumber(Part):
    """Number of an issue: within its year, and in all; a
    supplement (增刊) is counted apart. Assigned on publication.
    """

    year: Year = Field(title="年份", description="四位年份。")
    issue: PositiveCount | None = Field(default=None, title="期号", description="当年第几期；增刊不填。")
    total: PositiveCount | None = Field(
        default=None, title="总期号", description="创刊以来第几期；增刊不填。"
    )
    supplement: PositiveCount | None = Field(
        default=None, title="增刊号", description="当年第几期增刊；不是增刊就不填。增刊单独编号，不占期号。"
    )

    @property
    def is_whole(self) -> bool:
        """Tell whether it numbers an issue, or a supplement, and not half of either."""
        if self.supplement is not None:
            return self.issue is None and self.total is None
        return self.issue is not None and self.total is not None

    @property
    def short_label(self) -> str:
        """The number as readers say it: 2026年第3期, 2026年增刊第1期."""
        if self.supplement is not None:
            return f"{self.year}年增刊第{self.supplement}期"
        return f"{self.year}年第{self.issue}期"

    @property
    def label(self) -> str:
        """The number as it stands under the masthead: 2026年第3期（总第3期）, 2026年增刊第1期."""
        return f"{self.short_label}（总第{self.total}期）" if self.total is not None else self.short_label

    @property
    def slug(self) -> str:
        """The number as it stands in the address and the name of the file: `2026-03`, `2026-supplement-1`."""
        if self.supplement is not None:
            return f"{self.year}-supplement-{self.supplement}"
        return f"{self.year}-{self.issue or 0:02d}"


class Section(Part):
    """A section (栏目) and its items."""

    offered = ("items",)

    name: ShortLine = Field(title="栏目", description="栏目名称。")
    items: tuple[ContentId, ...] = Field(default=(), title="内容", description="内容编号，按刊登顺序。")


class Declined(Part):
    """An item the editor will not print."""

    id: ContentId = Field(title="内容编号", description="不采用的内容。")
    reason: Line = Field(title="原因", description="不采用的原因。")


class Abridged(Part):
    """An item that is printed shorter than it is."""

    id: ContentId = Field(title="内容编号", description="本期刊登的内容。")
    length: PrintLength = Field(title="刊登篇幅", description="摘编或一句话；不写进这里的刊登全文。")


class CarriedCorrection(Part):
    """A major correction (重大更正) of something printed earlier, told to the readers of this issue."""

    id: ContentId = Field(title="更正的内容", description="更正写在哪里：往期或已刊登内容的编号。")
    date: Date = Field(title="更正日期", description="那条更正的日期，与原处一致。")


class AdoptedFigures(Part):
    """How many texts of a school, or of a district's office, were printed."""

    district: ShortLine = Field(title="区县", description="区县的名称。")
    school: Line = Field(title="供稿", description="学校的名称，或区（市）县自身。")
    in_issue: Count = Field(title="本期采用", description="本期刊登几篇。")
    submitted: Count = Field(title="本年报送", description="到签发那天，当年报送几篇。")
    in_year: Count = Field(title="本年采用", description="当年各期一共刊登几篇。")


class MeasureFigures(Part):
    """How far one measure of the program is carried out."""

    measure: ShortLine = Field(title="措施", description="措施的名称。")
    met: Count = Field(title="已落实", description="已经落实的要求数，按学校、区县逐项计。")
    due: Count = Field(title="应落实", description="应当落实的要求数。")


class CalendarFigures(Part):
    """One event of the calendar that an issue lists."""

    on: Date = Field(title="日期", description="活动的日期。")
    what: Line = Field(title="活动", description="时间、名称和地点。")


class Figures(Part):
    """The numbers that an issue prints, as they were on the day it was signed."""

    adopted: tuple[AdoptedFigures, ...] = Field(default=(), title="采用情况", description="各校的采用情况。")
    measures: tuple[MeasureFigures, ...] = Field(
        default=(), title="落实情况", description="各项措施的落实情况。"
    )
    lines: tuple[Line, ...] = Field(default=(), title="其他数据", description="方案任务和指标的进度。")
    calendar: tuple[CalendarFigures, ...] = Field(default=(), title="活动日历", description="近期的活动。")


class BulletinIssue(Record):
    """One issue: the editor's note and, section by section, the ids of what it prints."""

    offered = ("draft",)

    title: Line = Field(title="标题", description="本期的标题。")
    number: IssueNumber | None = Field(
        default=None, title="期号", description="发布时接着上一期编，草稿不填。"
    )
    date: Date | None = Field(default=None, title="日期", description="签发日期，草稿可不填。")
    publisher: Line | None = Field(default=None, title="主办单位", description="不填则用项目的发布单位。")
    signed_by: Line | None = Field(default=None, title="签发人", description="签发人的岗位。")
    editor_note: Paragraph = Field(title="编者按", description="本期为什么选这些内容。")
    sections: tuple[Section, ...] = Field(min_length=1, title="栏目", description="各栏目及其内容。")
    abridged: tuple[Abridged, ...] = Field(
        default=(), title="摘编", description="哪几篇不登全文，登摘编或一句话，并写明全文在哪里看。"
    )
    carried: tuple[CarriedCorrection, ...] = Field(
        default=(), title="更正说明", description="本期向读者说明的往期重大更正，由 bulletin draft 列出。"
    )
    report_to: tuple[Line, ...] = Field(default=(), title="报", description="报送的单位。")
    copy_to: tuple[Line, ...] = Field(default=(), title="送", description="抄送的单位。")
    send_to: tuple[Line, ...] = Field(default=(), title="发", description="下发的单位。")
    audited_by: Line | None = Field(default=None, title="审核", description="审核人的岗位。")
    edited_by: Line | None = Field(default=None, title="编辑", description="编辑的岗位。")
    proofread_by: Line | None = Field(default=None, title="校对", description="校对人的岗位。")
    copies: Count | None = Field(default=None, title="印数", description="印刷份数。")
    draft: Flag = Field(default=False, title="草稿", description="未发布时写 true。")
    supplement: Flag = Field(
        default=False, title="增刊", description="这份草稿是增刊时写 true；发布后由期号说明。"
    )
    declined: tuple[Declined, ...] = Field(default=(), title="不采用", description="决定不采用的内容及原因。")
    deferred: tuple[ContentId, ...] = Field(
        default=(), title="留待下期", description="草稿里暂不刊登、留到下一期再收的内容编号。"
    )
    corrections: tuple[Correction, ...] = Field(
        default=(), title="更正", description="发布之后的更正，只增不删。"
    )
    figures: Figures | None = Field(
        default=None,
        title="本期数据",
        description="由程序在发布时写入，不手填；以后资料有增改，已发布的一期也不变。",
    )
    frozen: Fingerprint | None = Field(
        default=None,
        title="定稿摘要值",
        description="由程序在发布时写入，不手填；发布后改动内容，检查会报告。",
    )

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of everything the issue prints, in order."""
        return tuple(item for section in self.sections for item in section.items)

    def length_of(self, content_id: str) -> PrintLength:
        """Return how much of an item it prints."""
        return next((one.length for one in self.abridged if one.id == content_id), PrintLength.WHOLE)

    @property
    def is_supplement(self) -> bool:
        """Tell whether it is a supplement, published or not."""
        return self.supplement or (self.number is not None and self.number.supplement is not None)

    @property
    def is_draft(self) -> bool:
        """Tell whether it is not meant for readers yet: a
        draft, or without the number that publishing gives.
        """
        return self.draft or self.number is None or not self.number.is_whole

    @property
    def summary_text(self) -> str:
        """The editor's note."""
        return self.editor_note

    def order_key(self, own_id: str, calendar: SchoolCalendar | None = None) -> tuple[Any, ...]:
        """Order by day and number; on one day an issue comes before a supplement."""
        count = (self.number.total or self.number.supplement or 0) if self.number else 0
        return (self.date or Day.max, self.is_supplement, count, own_id)

    def opens_on(self, calendar: SchoolCalendar | None = None) -> Day | None:
        """Return the day on which it was signed; None before."""
        return self.date


_ONLY_IN_DRAFTS = frozenset({"draft", "supplement", "declined", "deferred"})
FROZEN_WITHOUT = _ONLY_IN_DRAFTS | {"id", "frozen", "corrections"}
"""What publication does not freeze of an issue; its number and date it does."""

BULLETIN = Kind(
    "bulletin",
    "工作动态",
    BulletinIssue,
    30,
    Scope.CITY,
    "2026-11.md",
    "bulletins",
    named("draft", "2026-11"),
    writer=Writer.EDITOR,
    text=Text(),
    is_item=True,
    is_fed=True,
    is_reviewed=True,
    is_proofread=True,
    withheld=frozenset({"review", "declined", "deferred", "frozen"}),
    signed_without=_ONLY_IN_DRAFTS | {"number", "date", "signed_by", "figures", "frozen", "corrections"},
)
