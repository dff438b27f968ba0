"""The six facts of every school in one table, by district and name, to look at two: never a ranking."""

from __future__ import annotations

from collections.abc import Iterator

from qiangxiao.records.school import SCHOOL
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages.listing import schools_by_district
from qiangxiao.rendering.pages.school_glance import glance
from qiangxiao.rendering.search_facets import describe_for_search

ADDRESS = "schools/compare/"


def pages(site: Site) -> Iterator[Page]:
    """Yield the page, when there are two schools to look at."""
    rows = [
        (school, site.edition.district_name(district_id), glance(site, school))
        for district_id, schools in schools_by_district(site).items()
        for school in schools
    ]
    if len(rows) < 2:
        return
    markdown = site.templates.render("schools_compare.j2", ADDRESS, site=site, rows=rows)
    yield Page(
        ADDRESS,
        "两所学校放在一起看",
        markdown,
        description="各实验校的每天作业、谁在帮、任务进度、家长满意、最近变化和联系办法，按区县排列，不排名次。",
        crumbs=site.crumbs((SCHOOL.short_name, "schools/"), ("放在一起看", None)),
        as_of=site.edition.as_of,
        search=describe_for_search(
            "几所学校放在一起看：每天作业、谁在帮、任务进度、家长满意。",
            kind=SCHOOL.short_name,
            keywords=("比较学校", "对比", "两所学校"),
        ),
        is_wide=True,
    )
