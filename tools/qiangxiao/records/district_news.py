"""`<district>/news/<date>-<slug>.md`: what a district's office says of its own work (区县动态)."""

from __future__ import annotations

from datetime import date as Day

from qiangxiao.foundation.vocabulary import BulletinContent
from qiangxiao.records.kind import DATED, Asked, Kind, Scope, Sent, Writer
from qiangxiao.records.news import LAST_ASKED, OFFICE_TEXT, News


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
    writer=Writer.OFFICE,
    sent=Sent("区（市）县的牵头部门说自己的工作"),
    text=OFFICE_TEXT,
    asked=Asked("campaign", LAST_ASKED, "一篇动态", summary="{{title}}（{{date}}）"),
    is_item=True,
    is_fed=True,
    is_printed=True,
    dated_by="date",
    is_reviewed=True,
)
