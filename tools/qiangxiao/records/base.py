"""What every record and part of a record shares."""

from __future__ import annotations

from datetime import date as Day

from pydantic import BaseModel, ConfigDict, Field

from qiangxiao.foundation.vocabulary import CorrectionKind, ReviewStep
from qiangxiao.records.scalars import ContentId, Date, Fingerprint, Flag, Line, MediaFile, ShortLine, Summary


class Part(BaseModel):
    """A frozen piece of a record. Unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SignOff(Part):
    """One step of the three reviews and three proofs, bound to the content by a digest."""

    step: ReviewStep = Field(title="环节", description="三审三校中的哪一环节。")
    by: Line = Field(title="审校人", description="审校人的岗位名称，不写个人电话。")
    on: Date = Field(title="日期", description="审校完成的日期。")
    digest: Fingerprint = Field(
        title="内容摘要值", description="由程序按审校时的内容算出；内容改动一个字，签名就失效。"
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


class Record(Part):
    """A whole file."""

    id: ContentId | None = Field(
        default=None,
        title="固定编号",
        description="一般不填。文件改名时填上原来的编号，旧的订阅和引用就不会断。",
    )
    review: tuple[SignOff, ...] = Field(
        default=(), title="审校记录", description="三审三校的签名，由程序写入，不手填。"
    )


class Article(Record):
    """A dated text that a school office contributes: an update or a case."""

    title: Line = Field(title="标题", description="一句话说清做了什么，不用口号，不超过 100 个字。")
    date: Date = Field(title="日期", description="事情发生或成稿的日期；进展的日期要与文件名里的一致。")
    summary: Summary = Field(title="摘要", description="不超过 120 个字，会显示在列表、订阅和动态里。")
    measures: tuple[ShortLine, ...] = Field(
        min_length=1, title="所属措施", description="八项措施中的一项或几项，写措施的名称。"
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

    def is_published(self, as_of: Day) -> bool:
        """Tell whether readers may see it on a day: no draft, not embargoed, not dated later."""
        return not self.draft and self.date <= as_of and (self.embargo_until or as_of) <= as_of
