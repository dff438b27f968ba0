"""Every page of the site that is made from content, family by family."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from qiangxiao.records.kinds import KINDS
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages import (
    about,
    bulletins,
    cases_adopted,
    cases_index,
    coverage_page,
    events,
    featured,
    featured_schedule,
    follow,
    home,
    homework,
    measures,
    news,
    open_data,
    policy_pages,
    reference,
    schools,
    schools_compare,
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
    schools_compare,
    homework,
    updates_index,
    news,
    waivers,
    cases_index,
    cases_adopted,
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
    follow,
    open_data,
    submit,
)


def all_pages(site: Site) -> Iterator[Page]:
    """Yield every generated page; no two have the same address.

    Those of schools and of items, which are most, are recalled one by one, and the others family by family.
    """
    for family in _FAMILIES:
        yield from site.recall(family.__name__, _pages, site, family.__name__)
    yield from schools.pages(site)
    for kind in KINDS:
        if kind.is_item:
            yield from pages_of(site, kind)


def _pages(site: Site, family: str) -> tuple[Page, ...]:
    """Return the pages of a family, which are made all or none."""
    return tuple(import_module(family).pages(site))
