"""A school's pages, gathered: profile, plan, baseline, updates, cases, inspections."""

from __future__ import annotations

from collections.abc import Iterator

from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages import school_articles, school_plan, school_profile
from qiangxiao.rendering.pages.context import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield every page of every shown school."""
    for school in site.edition.schools:
        yield school_profile.page(site, school)
        yield from school_plan.pages(site, school)
        yield from school_articles.pages(site, school)
