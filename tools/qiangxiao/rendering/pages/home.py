"""The home page: what the site is, my district, the figures, and what is new."""

from __future__ import annotations

from collections.abc import Iterator

from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.case import CASE
from qiangxiao.records.featured import FEATURED
from qiangxiao.records.update import UPDATE
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages.listing import feed, tiles, upcoming_events
from qiangxiao.rendering.pages.news import newest_news
from qiangxiao.rendering.views import row
from qiangxiao.selection.coverage import active_schools, coverage_sentence

_UPDATES = 6  # newest on the home page
_CASES = 4  # newest on the home page
_NEWS = 4  # newest on the home page
_EVENTS = 3  # next ones on the home page


def pages(site: Site) -> Iterator[Page]:
    """Yield the home page."""
    edition = site.edition
    program = edition.catalog.program
    places = tiles(site)
    banner = site.picture(f"schools/{program.looks.header_image}", program.name, "")
    markdown = site.templates.render(
        "home.j2",
        "",
        site=site,
        program=program,
        banner=banner.html(is_lazy=False) if banner else "",
        tiles=places,
        school_count=len(active_schools(edition.catalog, edition.as_of)),
        district_count=sum(1 for tile in places if tile.count),
        featured=row(site, edition.all(FEATURED)[0]) if edition.all(FEATURED) else None,
        updates=edition.all(UPDATE)[:_UPDATES],
        cases=edition.all(CASE)[:_CASES],
        bulletin=row(site, edition.all(BULLETIN)[0]) if edition.all(BULLETIN) else None,
        news=[row(site, entry) for entry in newest_news(site)[:_NEWS]],
        events=[row(site, entry) for entry in upcoming_events(site)[:_EVENTS]],
        sentence=coverage_sentence(edition.catalog, edition.as_of),
    )
    yield Page(
        "",
        program.name,
        markdown,
        description=f"{program.name}：按区县找学校，看每所学校谁在帮、怎样改、改到哪一步。",
        as_of=edition.as_of,
        updated_on=max(
            [entry.record.date for entry in (*edition.all(UPDATE)[:1], *edition.all(CASE)[:1])], default=None
        ),
        feeds=(feed("全部更新", "all"),),
        is_wide=True,
    )
