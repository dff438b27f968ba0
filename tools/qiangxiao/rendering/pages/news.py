"""The index of news: the city's and the districts', by category, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qiangxiao.catalog.catalog import Entry, newest_first
from qiangxiao.foundation.vocabulary import NewsCategory
from qiangxiao.records.district_news import DISTRICT_NEWS
from qiangxiao.records.news import NEWS, News
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages.listing import Choice, feed
from qiangxiao.rendering.search_facets import describe_for_search
from qiangxiao.rendering.views import row


def newest_news(site: Site) -> Sequence[Entry[News]]:
    """Return the news of the city and of the districts, newest first."""
    edition = site.edition
    return sorted((*edition.all(NEWS), *edition.all(DISTRICT_NEWS)), key=newest_first)


def pages(site: Site) -> Iterator[Page]:
    """Yield the index."""
    edition = site.edition
    everything = newest_news(site)
    groups = []
    for category in NewsCategory:
        found = [row(site, entry) for entry in everything if entry.record.category is category]
        if found:
            groups.append((category.value, category.name.lower().replace("_", "-"), found))
    markdown = site.templates.render(
        "news_index.j2",
        f"{NEWS.folder}/",
        site=site,
        groups=groups,
        choices=[Choice(title, f"#{anchor}", len(rows)) for title, anchor, rows in groups],
    )
    yield Page(
        f"{NEWS.folder}/",
        NEWS.label,
        markdown,
        description="市和区县的工作部署、领导调研、会议培训、区县动态、媒体报道和通知公告。",
        crumbs=site.crumbs((NEWS.label, None)),
        as_of=edition.as_of,
        updated_on=everything[0].record.date if everything else None,
        feeds=(feed("全部更新", "all"),),
        search=describe_for_search(
            "市和区县的工作部署、领导调研、会议培训、区县动态、媒体报道和通知公告，新的在前。",
            kind=NEWS.short_name,
            aliases=(NEWS.label, "新闻", "通知", "公告", "调研"),
        ),
        is_wide=True,
    )
