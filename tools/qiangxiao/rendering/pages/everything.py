"""Every page of the site that is made from content, family by family."""

from __future__ import annotations

from collections.abc import Iterator

from qiangxiao.records.kinds import KINDS
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages import (
    about,
    bulletins,
    cases_index,
    coverage_page,
    events,
    featured,
    featured_schedule,
    home,
    homework,
    measures,
    news,
    policy_pages,
    reference,
    schools,
    schools_index,
    stats_page,
    submit,
    todo_pages,
    updates_index,
    waivers,
    workings,
)
from qiangxiao.rendering.views import pages_of

_FAMILIES = (
    about,
    home,
    schools_index,
    schools,
    homework,
    updates_index,
    news,
    waivers,
    cases_index,
    measures,
    featured,
    featured_schedule,
    bulletins,
    events,
    coverage_page,
    workings,
    policy_pages,
    stats_page,
    todo_pages,
    reference,
    submit,
)


def all_pages(site: Site) -> Iterator[Page]:
    """Yield every generated page; no two have the same address."""
    for family in _FAMILIES:
        yield from family.pages(site)
    for kind in KINDS:
        if kind.is_item:
            yield from pages_of(site, kind)
