"""`schools/featured.yml`: the ledger of featured schools; past periods never change."""

from __future__ import annotations

from pydantic import Field

from qiangxiao.records.base import Part
from qiangxiao.records.scalars import ContentId, Flag, Line, Paragraph, ShortLine


class FeaturedSchool(Part):
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
