"""A school's three-year plan and the baseline it answers."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from qiangxiao.catalog.catalog import School
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.plan import PLAN
from qiangxiao.rendering.charts import draw_plan, draw_trend
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.selection.progress import IndicatorState, indicator_states, task_states


def pages(site: Site, school: School) -> tuple[Page, ...]:
    """Return the plan and the baseline, so far as the school has them."""
    made = ((PLAN, _plan), (BASELINE, _baseline))
    return tuple(make(site, school) for kind, make in made if school.one(kind))


def indicators(site: Site, address: str, school: School, states: Sequence[IndicatorState]) -> Markup:
    """Return indicators with their numbers and their lines."""
    plan = school.record(PLAN)
    if plan is None:
        return Markup()
    drawn = [(state, draw_trend(state, plan)) for state in states]
    return Markup(site.templates.render("_indicators.j2", address, states=drawn))


def _plan(site: Site, school: School) -> Page:
    plan_entry = school.one(PLAN)
    assert plan_entry is not None
    plan = plan_entry.record
    address = f"schools/{school.id}/plan/"
    states = indicator_states(school, site.edition.as_of)

    def indicators_of(objective: str) -> Markup:
        return indicators(
            site, address, school, [state for state in states if state.indicator.objective == objective]
        )

    tasks = task_states(school, site.edition.as_of)
    entry = school.one(PLAN)
    whole = entry.body if entry and entry.body and entry.body.text.strip() else None
    markdown = site.templates.render(
        "plan.j2",
        address,
        site=site,
        school=school,
        tasks=tasks,
        line=draw_plan(plan, tasks, site.edition.as_of),
        indicators_of=indicators_of,
        body=site.body(whole, school, address, deeper=1) if whole else "",
    )
    text = "。".join(
        [o.title for o in plan.objectives]
        + [t.title for t in plan.tasks]
        + [i.name for i in plan.indicators]
        + [f"{section.heading}。{section.text}" for section in plan.sections]
        + ([whole.text] if whole else [])
    )
    measures = tuple(dict.fromkeys(task.measure for task in plan.tasks))
    return Page(
        address,
        plan.title,
        markdown,
        description=f"{school.name}的目标、指标和任务，以及现在做到哪一步。",
        crumbs=site.school_crumbs(school, (PLAN.short_name, None)),
        as_of=plan.as_of,
        updated_on=plan.as_of,
        search=site.describe_school_page(
            school,
            text,
            kind=PLAN.short_name,
            measure=measures,
            keywords=(f"{school.name}{PLAN.short_name}",),
        ),
    )


def _baseline(site: Site, school: School) -> Page:
    baseline = school.one(BASELINE)
    assert baseline is not None
    entry = baseline
    record = entry.record
    address = f"schools/{school.id}/baseline/"
    body = site.body(entry.body, school, address)
    markdown = site.templates.render("baseline.j2", address, site=site, school=school, body=body)
    text = "。".join(
        [p.finding + (p.cause or "") for p in record.problems]
        + [*record.strengths, *record.needs, *record.entry_points]
        + ([entry.body.text] if entry.body else [])
    )
    title = f"{school.name}{BASELINE.label}"
    return Page(
        address,
        title,
        markdown,
        description=f"{school.name}的短板、成功基因、发展需求和变革切入点。",
        crumbs=site.school_crumbs(school, (BASELINE.label, None)),
        as_of=record.assessed_on,
        updated_on=record.assessed_on,
        search=site.describe_school_page(
            school, text, kind=BASELINE.label, year=str(record.assessed_on.year)
        ),
    )
