"""A school's pages, gathered: profile, plan, baseline. Those of its items are made kind by kind."""

from __future__ import annotations

from collections.abc import Iterator

from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages import school_plan, school_profile


def pages(site: Site) -> Iterator[Page]:
    """Yield every page of every shown school."""
    for school in site.edition.schools:
        yield school_profile.page(site, school)
        yield from school_plan.pages(site, school)
