"""What this site is, for a program that has not written `docs/about.md` itself."""

from __future__ import annotations

from collections.abc import Iterator

from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.search_facets import describe_for_search

_ADDRESS = "about/"


def pages(site: Site) -> Iterator[Page]:
    """Yield the page unless the program has its own."""
    if _ADDRESS in site.documents:
        return
    program = site.edition.catalog.program
    yield Page(
        _ADDRESS,
        "关于本站",
        site.templates.render("about.j2", _ADDRESS, site=site, program=program),
        description=f"{program.name}的网站是什么、给谁看、资料从哪里来、日期和来源怎样读。",
        crumbs=site.crumbs(("关于本站", None)),
        as_of=site.edition.as_of,
        search=describe_for_search(f"{program.name}，{program.publisher}发布。", kind="说明"),
    )
