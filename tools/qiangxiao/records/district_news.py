"""`<district>/news/<date>-<slug>.md`: what a district's office says of its own work (区县动态)."""

from __future__ import annotations

from datetime import date as Day

from qiangxiao.foundation.vocabulary import BulletinContent
from qiangxiao.records.kind import DATED, Kind, Scope, Sent, Text, Writer
from qiangxiao.records.news import News


class DistrictNews(News):
    """News of a district; the district is that of its folder."""

    def bulletin_content(self, as_of: Day) -> BulletinContent | None:
        """Return that it is news of a district."""
        return BulletinContent.DISTRICT_NEWS


DISTRICT_NEWS = Kind(
    "district_news",
    "区县动态",
    DistrictNews,
    3,
    Scope.DISTRICT,
    "2026-10-20-diaoyan.md",
    "news",
    DATED,
    writer=Writer.EDITOR,
    sent=Sent("区（市）县的牵头部门说自己的工作"),
    text=Text("写清时间、地点、谁、做了什么、定了什么。", is_required=True),
    is_item=True,
    is_fed=True,
    is_printed=True,
    dated_by="date",
    is_reviewed=True,
)
