"""The schedule of featured schools for editors and schools:
the next periods, and why each other school was not it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qiangxiao.catalog.catalog import School
from qiangxiao.foundation.dates import next_period, period_label
from qiangxiao.records.featured import FEATURED
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.selection.featured import Choice, current_period, eligibility, propose

_PERIODS = 4  # proposed ahead, so that a school has time to prepare


@dataclass(frozen=True, slots=True)
class _Turn:
    """A line of the table of periods."""

    label: str
    school: School | None
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the table of schools."""

    school: School
    count: int
    last: str
    reason: str


def pages(site: Site) -> Iterator[Page]:
    """Yield the schedule; nothing for a program without schools."""
    edition = site.edition
    catalog, as_of = edition.catalog, edition.as_of
    if not edition.schools:
        return
    calendar, length = catalog.program.calendar, catalog.program.periods.featured
    first = next_period(current_period(catalog, as_of), length, calendar)
    choices = propose(catalog, first, _PERIODS, lambda school: eligibility(catalog, school, as_of))
    address = "featured/schedule/"
    markdown = site.templates.render(
        "featured_schedule.j2",
        address,
        site=site,
        label=period_label(first),
        choices=[
            _Turn(period_label(c.period), _find_shown(site, c.school), _state(c), c.reason) for c in choices
        ],
        lines=[_line(site, school, choices[0]) for school in edition.schools],
    )
    yield Page(
        address,
        "每期一校的安排",
        markdown,
        description="接下来几期轮到哪所学校，每所学校轮到过几次、没有轮到的原因。",
        crumbs=site.crumbs((FEATURED.label, "featured/"), ("安排", None)),
        as_of=as_of,
        is_wide=True,
        is_hidden_from_engines=True,
    )


def _find_shown(site: Site, school: School | None) -> School | None:
    return site.edition.school(school.id) if school else None


def _state(choice: Choice) -> str:
    if not choice.is_recorded:
        return "按今天的情况推算"
    return "已核定" if choice.is_settled else "已排定，主题待核定"


def _line(site: Site, school: School, choice: Choice) -> _Line:
    shown = [entry for entry in site.edition.all(FEATURED) if entry.record.school == school.id]
    last = period_label(shown[0].record.period) if shown else ""
    reason = next((skip.reason for skip in choice.skips if skip.school.id == school.id), "")
    return _Line(school, len(shown), last, reason)
