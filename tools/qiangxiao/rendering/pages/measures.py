"""The program's main measures: what each demands, how far it is carried out, its tasks, cases and updates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qiangxiao.catalog.catalog import School
from qiangxiao.foundation.vocabulary import TaskStatus
from qiangxiao.records.case import CASE
from qiangxiao.records.program import Measure
from qiangxiao.records.update import UPDATE
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Crumb, Page
from qiangxiao.rendering.pages.listing import feed
from qiangxiao.rendering.search_facets import describe_for_search
from qiangxiao.rendering.templates import clause_label
from qiangxiao.rendering.views import row
from qiangxiao.selection.coverage import Coverage, coverage
from qiangxiao.selection.progress import TaskState, task_states

_UPDATES = 20  # newest of one measure, the rest by search
_CASES = 24  # the same for cases


@dataclass(frozen=True, slots=True)
class SchoolTasks:
    """A school's tasks under one measure."""

    school: School
    states: tuple[TaskState, ...]


def pages(site: Site) -> Iterator[Page]:
    """Yield the index of measures and every measure's page."""
    edition = site.edition
    measures = edition.catalog.program.measures
    answers = coverage(edition.catalog, edition.as_of)
    tasks = _tasks(site)
    yield _index(site, answers)
    for at, measure in enumerate(measures):
        earlier = measures[at - 1] if at else None
        later = measures[at + 1] if at + 1 < len(measures) else None
        mine = [answer for answer in answers if answer.requirement.measure == measure.id]
        yield _measure(site, measure, mine, tasks.get(measure.name, ()), earlier, later)


def _tasks(site: Site) -> Mapping[str, Sequence[SchoolTasks]]:
    """Return the tasks of every measure by school, schools in district order."""
    found: dict[str, list[SchoolTasks]] = {}
    for school in site.edition.schools:
        by_measure: dict[str, list[TaskState]] = {}
        for state in task_states(school, site.edition.as_of):
            by_measure.setdefault(state.task.measure, []).append(state)
        for name, states in by_measure.items():
            found.setdefault(name, []).append(SchoolTasks(school, tuple(states)))
    return found


def _index(site: Site, answers: Sequence[Coverage]) -> Page:
    address = "measures/"
    edition = site.edition
    cards = [
        (
            measure,
            sum(measure.name in entry.record.measures for entry in edition.all(UPDATE)),
            sum(measure.name in entry.record.measures for entry in edition.all(CASE)),
            [answer for answer in answers if answer.requirement.measure == measure.id],
        )
        for measure in edition.catalog.program.measures
    ]
    markdown = site.templates.render("measures.j2", address, site=site, cards=cards)
    return Page(
        address,
        "主要措施",
        markdown,
        description="强校工程的主要措施：每一项要做什么、落实到哪一步、有哪些进展和案例。",
        crumbs=site.crumbs(("措施", None)),
        as_of=edition.as_of,
        is_wide=True,
    )


def _measure(
    site: Site,
    measure: Measure,
    answers: Sequence[Coverage],
    tasks: Sequence[SchoolTasks],
    earlier: Measure | None,
    later: Measure | None,
) -> Page:
    edition = site.edition
    address = f"measures/{measure.id}/"
    updates = [entry for entry in edition.all(UPDATE) if measure.name in entry.record.measures]
    cases = [entry for entry in edition.all(CASE) if measure.name in entry.record.measures]
    counts = Counter(state.status for school in tasks for state in school.states)
    policy = f"policy/{measure.id}/"
    markdown = site.templates.render(
        "measure.j2",
        address,
        site=site,
        measure=measure,
        policy=policy,
        answers=answers,
        tasks=tasks,
        task_counts=[(status, counts[status]) for status in TaskStatus if counts[status]],
        task_total=counts.total(),
        overdue_count=sum(state.is_overdue for school in tasks for state in school.states),
        cases=cases[:_CASES],
        case_count=len(cases),
        updates=[row(site, entry) for entry in updates[:_UPDATES]],
        update_count=len(updates),
    )
    text = [measure.clause, measure.summary or "", *(answer.requirement.title for answer in answers)]
    return Page(
        address,
        measure.name,
        markdown,
        description=measure.summary or f"措施{measure.clause}：{measure.name}。",
        crumbs=site.crumbs(("措施", "measures/"), (measure.name, None)),
        as_of=edition.as_of,
        updated_on=max((entry.record.date for entry in (*updates[:1], *cases[:1])), default=None),
        previous=Crumb(f"{clause_label(earlier.clause)} {earlier.name}", f"measures/{earlier.id}/")
        if earlier
        else None,
        next=Crumb(f"{clause_label(later.clause)} {later.name}", f"measures/{later.id}/") if later else None,
        neighbour_labels=("上一项措施", "下一项措施"),
        feeds=(feed(measure.name, f"measures/{measure.id}"),),
        search=describe_for_search(
            "。".join(filter(None, text)), kind="措施", measure=(measure.name,), keywords=(measure.clause,)
        ),
    )
