"""The rotating featured school: the current one, the archive, and one page a period."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from qiangxiao.foundation.dates import period_of
from qiangxiao.records.featured import FEATURED
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages.listing import feed
from qiangxiao.rendering.search_facets import Card, describe_for_search
from qiangxiao.rendering.views import row


def pages(site: Site) -> Iterator[Page]:
    """Yield the index and every period that has begun."""
    yield _index(site)


def _index(site: Site) -> Page:
    address = "featured/"
    edition = site.edition
    program = edition.catalog.program
    now = period_of(edition.as_of, program.periods.featured, program.calendar)
    newest = edition.all(FEATURED)[0] if edition.all(FEATURED) else None
    by_year = [
        (
            year,
            [(row(site, entry), edition.district_name(entry.record.school.split("/")[0])) for entry in group],
        )
        for year, group in groupby(edition.all(FEATURED), key=lambda entry: entry.record.period[:4])
    ]
    lines = [row(site, newest)] if newest else []
    markdown = site.templates.render(
        "featured_index.j2",
        address,
        site=site,
        newest=row(site, newest) if newest else None,
        is_current=newest is not None and newest.record.period == now,
        by_year=by_year,
    )
    return Page(
        address,
        FEATURED.label,
        markdown,
        description="轮流介绍一所学校：从哪里起步、做了什么、变了什么、别人能借鉴什么、走过哪些弯路。",
        crumbs=site.crumbs((FEATURED.label, None)),
        as_of=edition.as_of,
        feeds=(feed(FEATURED.label, "featured"),),
        search=describe_for_search(
            "轮流介绍一所学校，这个月介绍哪所学校。",
            kind=FEATURED.label,
            aliases=("本期学校", "这个月介绍", "本月学校", "推荐学校"),
            card=Card(links=tuple((line.title, line.address, line.source) for line in lines)),
        ),
        is_wide=True,
    )
