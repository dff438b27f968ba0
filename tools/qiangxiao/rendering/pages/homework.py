"""How much homework there is, school by school in each district, in the order of names: never a ranking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qiangxiao.catalog.catalog import School
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.records.plan import PLAN
from qiangxiao.records.school import SCHOOL
from qiangxiao.rendering.charts import Trend, draw_trend
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages.listing import schools_by_district
from qiangxiao.rendering.search_facets import Card, describe_for_search
from qiangxiao.selection.progress import IndicatorState
from qiangxiao.selection.school_facts import SchoolFacts, school_facts

ADDRESS = "homework/"
_LINKS = 12  # links to schools in an answer of search
"""More schools than this would push the results of a search off the screen."""


def pages(site: Site) -> Iterator[Page]:
    """Yield the page."""
    told: dict[str, list[tuple[School, SchoolFacts]]] = {}
    for district_id, schools in schools_by_district(site).items():
        found = [(school, school_facts(site.edition, school)) for school in schools]
        rows = [row for row in found if row[1].homework]
        if rows:
            told[site.edition.district_name(district_id)] = sorted(rows, key=lambda row: row[0].name)
    if told:
        yield _page(site, told)


def _page(site: Site, told: Mapping[str, list[tuple[School, SchoolFacts]]]) -> Page:
    limit = site.edition.catalog.program.thresholds.homework_minutes_per_day
    count = sum(map(len, told.values()))
    lines = [
        (school.name, site.school_address(school), f"{district} · {_minutes(facts)}")
        for district, rows in told.items()
        for school, facts in rows
    ]
    links = lines[:_LINKS] + ([("看全部学校", ADDRESS, f"共 {count} 所")] if count > _LINKS else [])
    text = "。".join(f"{name}每天作业{note}" for name, _, note in lines)
    return Page(
        ADDRESS,
        "每天作业",
        site.templates.render(
            "homework.j2", ADDRESS, site=site, told=told, limit=limit, trends=_trends(told)
        ),
        description=f"{count} 所实验校每天书面作业多少分钟、怎样变化，按区县和校名排列，不排名次。",
        crumbs=site.crumbs(("学校", "schools/"), ("每天作业", None)),
        as_of=site.edition.as_of,
        search=describe_for_search(
            f"各校每天书面作业多少分钟，作业多不多，怎样变化。{text}",
            kind=SCHOOL.short_name,
            aliases=("作业", "作业时长", "日均作业", "作业分钟", "作业规定", "作业要求"),
            card=Card(links=tuple(links)),
        ),
    )


def _trends(
    told: Mapping[str, list[tuple[School, SchoolFacts]]],
) -> dict[str, list[tuple[IndicatorState, Trend | None]]]:
    """Return the lines of every school's indicators of homework."""
    return {
        school.id: [(state, draw_trend(state, plan)) for state in facts.homework_states]
        if (plan := school.record(PLAN))
        else []
        for rows in told.values()
        for school, facts in rows
    }


def _minutes(facts: SchoolFacts) -> str:
    assert facts.homework
    return f"{facts.homework.value:g} 分钟（{chinese_date(facts.homework.day)}）"
