"""How to hear of what is new without coming every day: by WeChat, a calendar, mail, a reader."""

from __future__ import annotations

from collections.abc import Iterator

from qiangxiao.records.featured import FEATURED
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages.listing import Choice, tiles
from qiangxiao.rendering.search_facets import describe_for_search

ADDRESS = "follow/"


def pages(site: Site) -> Iterator[Page]:
    """Yield the page."""
    program = site.edition.catalog.program
    places = [Choice(tile.district.name, f"{tile.address}#follow", tile.count) for tile in tiles(site)]
    markdown = site.templates.render(
        "follow.j2",
        ADDRESS,
        site=site,
        code=site.code(""),
        places=[place for place in places if place.count],
        measures=[(measure.name, f"measures/{measure.id}/#follow") for measure in program.measures],
        newest=featured[0].address if (featured := site.edition.all(FEATURED)) else "",
        contact=program.site.footer.contact,
    )
    yield Page(
        ADDRESS,
        "关注",
        markdown,
        description="有新内容怎样知道：微信收藏、扫码、日历、邮件、阅读软件，关注一所学校、一个区县或一项措施。",
        crumbs=site.crumbs(("关注", None)),
        as_of=site.edition.as_of,
        search=describe_for_search(
            "有新内容怎样知道：微信、扫码、日历、邮件、订阅。",
            kind="说明",
            keywords=("关注", "订阅", "通知", "提醒", "收藏", "二维码"),
        ),
    )
