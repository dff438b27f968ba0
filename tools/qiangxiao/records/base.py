"""What every record and part of a record shares."""

from __future__ import annotations

from datetime import date as Day
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from qiangxiao.foundation.dates import SchoolCalendar
from qiangxiao.foundation.vocabulary import BulletinContent, CorrectionKind, ReviewStep, Vocabulary
from qiangxiao.records.scalars import ContentId, Date, Fingerprint, Flag, Line, MediaFile, ShortLine, Summary


class Part(BaseModel):
    """A frozen piece of a record. Unknown keys are errors.

    What a new file has: `offered` are the optional fields worth offering; `one_each`
    names a field and the terms for each of which a list of these parts has one, as
    it is complete only with all of them; `id_letter` begins the ids that the program
    gives to such parts; `threshold` names the setting that says how many are wanted.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    offered: ClassVar[tuple[str, ...]] = ()
    one_each: ClassVar[tuple[str, Vocabulary] | None] = None
    id_letter: ClassVar[str] = ""
    threshold: ClassVar[str] = ""

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Say that there is no such key: many are asked for what only some have, and pydantic looks long
            for private attributes, which ours never have.
            """
            raise AttributeError(name)


ALWAYS_PRINTED = 99
"""More points than any article can have."""


class Content(Part):
    """What the house asks of any record, whatever its kind."""

    @property
    def is_draft(self) -> bool:
        """Tell whether it is not meant for readers yet."""
        return False

    @property
    def summary_text(self) -> str:
        """What a list says of it besides its title, in one line."""
        return ""

    def headline(self, school_name: str, calendar: SchoolCalendar) -> str:
        """Return what readers call it; the name of its school is for what has no title of its own."""
        return str(getattr(self, "title", "") or getattr(self, "name", "") or getattr(self, "topic", ""))

    def dated_on(self, calendar: SchoolCalendar | None = None) -> Day | None:
        """Return the day it is about; None when it is about no day."""
        return getattr(self, "date", None)

    def opens_on(self, calendar: SchoolCalendar | None = None) -> Day | None:
        """Return the first day readers may see it if it is no draft; None when that is never.

        Only a featured school needs the calendar: its period may be a semester.
        """
        return self.dated_on(calendar) or Day.min

    def order_key(self, own_id: str, calendar: SchoolCalendar) -> tuple[Any, ...]:
        """Return the sort key among records of its kind, earliest first. `own_id` is its content id."""
        return (self.dated_on(calendar) or Day.min, own_id)

    def is_published(self, as_of: Day, calendar: SchoolCalendar | None = None) -> bool:
        """Tell whether readers may see it on a day, so far as the record itself decides."""
        opens_on = self.opens_on(calendar)
        return not self.is_draft and opens_on is not None and opens_on <= as_of

    @property
    def about_school(self) -> str:
        """The id of the school it is about, where its own id does not begin with that; else empty."""
        return ""

    @property
    def topics(self) -> tuple[str, ...]:
        """What it is filed under, by name."""
        return ()

    @property
    def merit(self) -> int:
        """What speaks for printing it besides being new, in points."""
        return 0

    def bulletin_content(self, as_of: Day) -> BulletinContent | None:
        """Return as what the bulletin may print it on a day; None when there is nothing to print."""
        return None


class SignOff(Part):
    """One step of the three reviews and three proofs, bound to the content by a digest."""

    step: ReviewStep = Field(title="环节", description="三审三校中的哪一环节。")
    by: Line = Field(title="审校人", description="审校人的岗位名称，不写个人电话。")
    on: Date = Field(title="日期", description="审校完成的日期。")
    digest: Fingerprint = Field(
        title="内容摘要值", description="由程序按审校时读者看到的文字和照片算出；改动一处，签名就失效。"
    )


class Correction(Part):
    """A change made after publication."""

    date: Date = Field(title="更正日期", description="作出更正的日期。")
    kind: CorrectionKind = Field(
        title="更正类别", description="轻微更正只在原页注明；重大更正还要在下一期说明。"
    )
    note: Line = Field(title="更正说明", description="改了什么、为什么改。")


class Photo(Part):
    """A photo with the words that stand for it."""

    file: MediaFile = Field(
        title="照片文件", description="照片在本校文件夹里的位置，例如 media/kaifangke.jpg。"
    )
    alt: Line = Field(title="照片说明", description="给看不到照片的人读的一句话：照片里有什么。")
    consent: Flag = Field(
        default=False,
        title="已征得同意",
        description="照片里有可辨认的人时，须已征得本人（未成年人须监护人）同意。",
    )


class Record(Content):
    """A whole file."""

    id: ContentId | None = Field(
        default=None,
        title="固定编号",
        description="一般不填。文件改名时填上原来的编号，旧的订阅和引用就不会断。",
    )
    review: tuple[SignOff, ...] = Field(
        default=(),
        title="审校记录",
        description="旧写法，不再作数：签名在 schools/sign-offs/ 里，用 qiangxiao fmt 移过去。",
    )


class Article(Record):
    """A dated text that a school office contributes: an update or a case."""

    title: Line = Field(title="标题", description="一句话说清做了什么，不用口号，不超过 100 个字。")
    date: Date = Field(title="日期", description="事情发生或成稿的日期；进展的日期要与文件名里的一致。")
    summary: Summary = Field(title="摘要", description="不超过 120 个字，会显示在列表、订阅和动态里。")
    measures: tuple[ShortLine, ...] = Field(
        min_length=1, title="所属措施", description="主要措施中的一项或几项，写措施的名称。"
    )
    photos: tuple[Photo, ...] = Field(default=(), title="照片", description="照片清单，每张都要有说明。")
    draft: Flag = Field(default=False, title="草稿", description="写 true 时不发布，只在检查时提示。")
    embargo_until: Date | None = Field(
        default=None, title="暂缓发布至", description="到这一天才在网站、订阅和搜索里出现。"
    )
    author_office: Line | None = Field(
        default=None, title="供稿处室", description="学校里供稿的处室，例如教导处。"
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

    def opens_on(self, calendar: SchoolCalendar | None = None) -> Day | None:
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
