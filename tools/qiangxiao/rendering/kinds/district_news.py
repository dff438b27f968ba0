"""News of a district (区县动态) as readers see it: all but who speaks is as with the city's."""

from __future__ import annotations

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.district_news import DISTRICT_NEWS, DistrictNews
from qiangxiao.rendering.kinds.news import NewsView


class DistrictNewsView(NewsView[DistrictNews]):
    """The district of its folder speaks."""

    def district_id(self, entry: Entry[DistrictNews]) -> str:
        """Return the district of its folder."""
        return entry.id.split("/")[0]


VIEW = DistrictNewsView(DISTRICT_NEWS)
