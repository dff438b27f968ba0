"""Whose turn it is to be featured. The past is a ledger that never changes; the future is computed from it.

Rules, in this order: fewest times featured (a newcomer joins the current round, it does not monopolise it),
not a district of the last three periods, the district's share so far, least recently featured, a seeded hash.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from qiangxiao.catalog.catalog import Catalog, School, is_active_school
from qiangxiao.foundation.dates import next_period, period_begins_on, period_of
from qiangxiao.selection.coverage import duties
from qiangxiao.selection.progress import indicator_states, published_articles

DISTRICT_SPREAD = 3
IMPROVEMENT_DAYS = 365


@dataclass(frozen=True, slots=True)
class Skip:
    """A school that was not chosen for a period, and why."""

    school: School
    reason: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The school proposed for a period. `school` is None when no school is eligible."""

    period: str
    school: School | None
    reason: str
    skips: tuple[Skip, ...]
    is_pinned: bool = False


def eligibility(catalog: Catalog, school: School, as_of: date) -> str:
    """Return why a school cannot be featured on a day, or the empty string if it can."""
    if not is_active_school(school, as_of):
        return "不在项目中"
    if school.plan is None or school.baseline is None or school.support is None:
        lacking = [
            label
            for label, part in (("支持关系", school.support), ("起点评估", school.baseline), ("行动方案", school.plan))
            if part is None
        ]
        return f"页面不完整：{'、'.join(lacking)}待补"
    if not _has_improvement(school, as_of):
        return "近一年没有数据或案例支持的改进"
    late = [duty for duty in duties(catalog, school, as_of) if duty.since is not None]
    return f"有 {len(late)} 项逾期：{late[0].lack}" if late else ""


def _has_improvement(school: School, as_of: date) -> bool:
    since = as_of - timedelta(days=IMPROVEMENT_DAYS)
    if any(entry.kind == "case" and entry.record.date >= since for entry in published_articles(school, as_of)):
        return True
    return any(
        state.is_improved and state.current and state.current.reading.as_of >= since
        for state in indicator_states(school, as_of)
    )


@dataclass(slots=True)
class _Ledger:
    """What has been featured so far, in period order."""

    counts: Counter[str]
    last: dict[str, int]
    district_counts: Counter[str]
    recent: list[str]

    def record(self, school_id: str, position: int) -> None:
        district = school_id.split("/")[0]
        self.counts[school_id] += 1
        self.last[school_id] = position
        self.district_counts[district] += 1
        self.recent.append(district)


def propose(
    catalog: Catalog,
    first_period: str,
    count: int,
    eligible: Callable[[School, date], str],
    pins: Mapping[str, str] | None = None,
) -> tuple[Choice, ...]:
    """Propose `count` periods from `first_period` on, after the ledger in `schools/featured.yml`.

    `eligible` returns why a school cannot be featured on a day, "" if it can; a period already in the ledger
    is kept as it is.
    """
    program = catalog.program
    history = sorted(catalog.featured, key=lambda entry: _starts_on(catalog, entry.record.period))
    frozen = {entry.record.period: entry.record.school for entry in history}
    ledger = _Ledger(Counter(), {}, Counter(), [])
    for position, entry in enumerate(history):
        if _starts_on(catalog, entry.record.period) < _starts_on(catalog, first_period):
            ledger.record(entry.record.school, position)
    size = Counter(school.district_id for school in catalog.schools.values())
    choices = []
    period = first_period
    for position in range(len(history), len(history) + count):
        choice = _choose(catalog, period, frozen.get(period), (pins or {}).get(period), ledger, size, eligible)
        choices.append(choice)
        if choice.school is not None:
            ledger.record(choice.school.id, position)
        period = next_period(period, program.periods.featured, program.calendar)
    return tuple(choices)


def _starts_on(catalog: Catalog, period: str) -> date:
    return period_begins_on(period, catalog.program.calendar) or date.min


def _choose(
    catalog: Catalog,
    period: str,
    recorded: str | None,
    pinned: str | None,
    ledger: _Ledger,
    size: Counter[str],
    eligible: Callable[[School, date], str],
) -> Choice:
    if recorded:
        return Choice(period, catalog.schools.get(recorded), "名册中已经记录", ())
    if pinned:
        return Choice(period, catalog.schools.get(pinned), "由编辑指定", (), is_pinned=True)
    day = _starts_on(catalog, period)
    skips, candidates = [], []
    for school in catalog.schools.values():
        reason = eligible(school, day)
        if reason:
            skips.append(Skip(school, reason))
        else:
            candidates.append(school)
    if not candidates:
        return Choice(period, None, "没有符合条件的学校", tuple(skips))
    floor = _round(candidates, ledger)
    ranked = sorted(candidates, key=lambda school: _rank(school, floor, ledger, size))
    chosen = ranked[0]
    skips += [Skip(school, _why_later(school, chosen, floor, ledger)) for school in ranked[1:]]
    return Choice(period, chosen, _why(chosen, floor, ledger), tuple(skips))


def _round(candidates: Iterable[School], ledger: _Ledger) -> int:
    """The lowest number of times a candidate that was ever featured has been; newcomers join there."""
    featured = [ledger.counts[school.id] for school in candidates if ledger.counts[school.id]]
    unseen = any(not ledger.counts[school.id] for school in candidates)
    return min(featured, default=0) if not unseen else 0


def _rank(
    school: School, floor: int, ledger: _Ledger, size: Counter[str]
) -> tuple[int, bool, float, int, str]:
    return (
        ledger.counts[school.id] - floor,
        school.district_id in ledger.recent[-DISTRICT_SPREAD:],
        ledger.district_counts[school.district_id] / size[school.district_id],
        ledger.last.get(school.id, -1),
        sha256(f"{ledger.counts[school.id]}|{school.id}".encode()).hexdigest(),
    )


def _why(school: School, floor: int, ledger: _Ledger) -> str:
    times = ledger.counts[school.id]
    turn = "还没有推出过" if times == 0 else f"推出过 {times} 次，是符合条件的学校中最少的"
    if school.district_id not in ledger.recent[-DISTRICT_SPREAD:]:
        return f"{turn}；所在区县近 {DISTRICT_SPREAD} 期没有推出"
    return turn


def _why_later(school: School, chosen: School, floor: int, ledger: _Ledger) -> str:
    if ledger.counts[school.id] > ledger.counts[chosen.id]:
        return f"已推出过 {ledger.counts[school.id]} 次"
    if school.district_id in ledger.recent[-DISTRICT_SPREAD:]:
        return f"所在区县近 {DISTRICT_SPREAD} 期推出过"
    return "顺序在后"


def current_period(catalog: Catalog, as_of: date) -> str:
    """Return the name of the featured period a day is in."""
    return period_of(as_of, catalog.program.periods.featured, catalog.program.calendar)
