"""Whose turn it is to be featured. The past is a ledger that never changes; the future is computed from it.

Schools take turns in rounds: none comes a second time before every eligible one has come once (but for the
last of a round, when they are all of the district that was shown the period before). Within a round the one
that has waited longest comes first, but among those that have waited about equally long the one whose
district was not featured lately; two neighbouring periods never show one district while another is there to
choose. Newcomers join the round that is running and come first: whoever has not come at all has waited
longest, and every other then waits exactly as many periods longer as there are schools more. What is eligible
is judged on the as-of day for every proposed period: judged on a future day every school would be overdue
with what it has still time to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice
from math import floor

from qiangxiao.catalog.catalog import Catalog, School, is_active_school
from qiangxiao.foundation.dates import next_period, period_begins_on, period_label, period_of
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.case import CASE
from qiangxiao.records.featured import FEATURED, FeaturedSchool
from qiangxiao.records.plan import PLAN
from qiangxiao.records.support import SUPPORT
from qiangxiao.selection.coverage import duties
from qiangxiao.selection.progress import indicator_states, select_published_articles

DISTRICT_SPREAD = 3  # periods in which a district does not come twice, if it can be avoided
IMPROVEMENT_DAYS = 365  # a year back counts as recent progress
_SLACK_SHARE = 0.05  # of the able schools: how far from the longest waiting one may choose, one in twenty

Eligible = Callable[[School], str]
"""Why a school cannot be featured; "" if it can."""


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
    is_recorded: bool = False
    is_settled: bool = False
    """Whether the ledger has it with a theme that the school agreed to."""


def eligibility(catalog: Catalog, school: School, as_of: date) -> str:
    """Return why a school cannot be featured on a day, or the empty string if it can."""
    if not is_active_school(school, as_of):
        return "不在项目中"
    parts = (
        (SUPPORT.label, school.one(SUPPORT)),
        (BASELINE.label, school.one(BASELINE)),
        (PLAN.short_name, school.one(PLAN)),
    )
    lacking = [label for label, part in parts if part is None]
    if lacking:
        return f"页面不完整：{'、'.join(lacking)}待补"
    if not _has_improvement(school, as_of):
        return "近一年没有数据或案例支持的改进"
    late = [duty for duty in duties(catalog, school, as_of) if duty.since is not None]
    return f"有 {len(late)} 项逾期：{late[0].lack}" if late else ""


def _has_improvement(school: School, as_of: date) -> bool:
    since = as_of - timedelta(days=IMPROVEMENT_DAYS)
    if any(
        entry.kind is CASE and entry.record.date >= since
        for entry in select_published_articles(school, as_of)
    ):
        return True
    return any(
        state.is_improved and state.current and state.current.reading.as_of >= since
        for state in indicator_states(school, as_of)
    )


@dataclass(slots=True)
class _Ledger:
    """What has been featured so far, in period order. `round` holds the schools of the running round."""

    last: dict[str, int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    district_counts: Counter[str] = field(default_factory=Counter)
    districts: list[str] = field(default_factory=list)
    round: set[str] = field(default_factory=set)

    def record(self, school_id: str, is_pinned: bool) -> None:
        """Add the next period. A repeated school begins a new round, unless an editor put it there."""
        if school_id in self.round and not is_pinned:
            self.round = set()
        self.round.add(school_id)
        self.last[school_id] = len(self.districts)
        self.counts[school_id] += 1
        self.districts.append(_district(school_id))
        self.district_counts[_district(school_id)] += 1

    @property
    def recent(self) -> list[str]:
        """Districts of the last periods, oldest first."""
        return self.districts[-DISTRICT_SPREAD:]


def _district(school_id: str) -> str:
    return school_id.split("/")[0]


def propose(
    catalog: Catalog, first_period: str, count: int, eligible: Eligible, pins: Mapping[str, str] | None = None
) -> tuple[Choice, ...]:
    """Propose `count` periods from `first_period` on, after the ledger in `schools/featured.yml`.

    Periods in the ledger are kept as they are; `pins` gives the school of some other periods. A school that
    is recorded or pinned for a later period is not proposed before it.
    """
    ledger = _Ledger()
    recorded: dict[str, FeaturedSchool] = {}
    history = ((_starts_on(catalog, entry.record.period), entry) for entry in catalog.all(FEATURED))
    for day, entry in sorted(history, key=lambda pair: pair[0]):
        if day < _starts_on(catalog, first_period):
            ledger.record(entry.record.school, entry.record.pinned)
        else:
            recorded.setdefault(entry.record.period, entry.record)
    periods = [first_period]
    while len(periods) < count:
        periods.append(next_period(periods[-1], catalog.program.periods.featured, catalog.program.calendar))
    booked = {**(pins or {}), **{name: entry.school for name, entry in recorded.items()}}
    reasons = {school.id: eligible(school) for school in catalog.schools.values()}
    starts = {period: _starts_on(catalog, period) for period in {*periods, *booked}}
    choices = []
    for period in periods[:count]:
        later = {school_id: other for other, school_id in booked.items() if starts[other] > starts[period]}
        if period in booked:
            entry_there = recorded.get(period)
            choice = _book(catalog, period, booked[period], entry_there, later, reasons, ledger)
            ledger.record(booked[period], choice.is_pinned)
        else:
            choice = _choose(catalog, period, booked, later, reasons, ledger)
            if choice.school is not None:
                ledger.record(choice.school.id, False)
        choices.append(choice)
    return tuple(choices)


def _starts_on(catalog: Catalog, period: str) -> date:
    return period_begins_on(period, catalog.program.calendar) or date.min


def _book(
    catalog: Catalog,
    period: str,
    school_id: str,
    entry: FeaturedSchool | None,
    later: Mapping[str, str],
    reasons: Mapping[str, str],
    ledger: _Ledger,
) -> Choice:
    """Return a period whose school is recorded in `entry`,
    or pinned; with why every other school was not it.
    """
    school = catalog.schools.get(school_id)
    doubt = reasons.get(school_id, "没有这所学校")
    is_pinned = entry is None or entry.pinned
    skips = []
    for other in catalog.schools.values():
        if other.id == school_id:
            continue
        why = reasons[other.id]
        if not why and other.id in later:
            why = f"已定于{period_label(later[other.id])}推出"
        if not why and other.id in ledger.round:
            why = "本轮已经推出过"
        if not why:
            why = "本期由编辑指定了别的学校" if is_pinned else "排定时顺序在后"
        skips.append(Skip(other, why))
    note = f"（注意：{doubt}）" if doubt else ""
    if entry is None:
        return Choice(period, school, f"由编辑指定{note}", tuple(skips), is_pinned=True)
    said = entry.reason or ("由编辑指定" if entry.pinned else "按规则轮到")
    return Choice(period, school, said + note, tuple(skips), is_pinned, True, not entry.proposed)


def _choose(
    catalog: Catalog,
    period: str,
    booked: Mapping[str, str],
    later: Mapping[str, str],
    reasons: Mapping[str, str],
    ledger: _Ledger,
) -> Choice:
    """Choose a school for a period by the rules alone."""
    skips = [Skip(school, reasons[school.id]) for school in catalog.schools.values() if reasons[school.id]]
    able = [school for school in catalog.schools.values() if not reasons[school.id]]
    free = [school for school in able if school.id not in later]
    skips += [Skip(s, f"已定于{period_label(later[s.id])}推出") for s in able if s.id in later]
    remaining = [school for school in free if school.id not in ledger.round]
    if free and not remaining:
        ledger.round = set()
        remaining = free
    if not remaining:
        return Choice(period, None, "没有符合条件的学校", tuple(skips))
    after = next_period(period, catalog.program.periods.featured, catalog.program.calendar)
    neighbours = {*ledger.recent[-1:], *([_district(booked[after])] if after in booked else [])}
    turn = _select_in_turn(remaining, free, ledger, len(able), neighbours)
    sizes = Counter(school.district_id for school in able)
    left = Counter(school.district_id for school in remaining)
    chosen = min(turn, key=lambda school: _rank(school, neighbours, ledger, sizes, left))
    for school in free:
        if school is not chosen:
            skips.append(Skip(school, _say_why_later(school, chosen, neighbours, ledger, turn)))
    return Choice(period, chosen, _say_why(chosen, ledger), tuple(skips))


def _select_in_turn(
    remaining: Sequence[School],
    free: Sequence[School],
    ledger: _Ledger,
    able_count: int,
    neighbours: set[str],
) -> Sequence[School]:
    """Return the schools among which spreading the districts
    decides: those that have waited about equally long.

    The window is narrow, and who has waited longer than a round and its slack is alone in it, so that the
    time between two appearances of a school stays within a twentieth of the number of eligible schools. Only
    when all in the window are of a neighbouring district does the next one in the queue come before them; at
    the end of a round that is the first of the next round.
    """
    newcomers = [school for school in remaining if school.id not in ledger.last]
    returning = sorted(
        (s for s in remaining if s.id in ledger.last), key=lambda school: ledger.last[school.id]
    )
    window: Sequence[School] = newcomers
    if not newcomers:
        slack = max(1, floor(able_count * _SLACK_SHARE))
        waited = len(ledger.districts) - ledger.last[returning[0].id]
        window = returning[:1] if waited >= able_count + slack - 1 else returning[:slack]
    if all(school.district_id in neighbours for school in window):
        others = sorted((s for s in free if s.id in ledger.round), key=lambda school: ledger.last[school.id])
        queue = (school for school in (*returning, *others) if school.district_id not in neighbours)
        window = [*window, *islice(queue, 1)]
    return window


def _rank(
    school: School, neighbours: set[str], ledger: _Ledger, sizes: Counter[str], left: Counter[str]
) -> tuple[bool, bool, bool, float, int, str]:
    """Return what decides within a window; a district
    with half of what is left of the round must not wait.
    """
    district = school.district_id
    return (
        district in neighbours,
        left[district] <= left.total() // 2,
        district in ledger.recent,
        ledger.district_counts[district] / sizes[district],
        ledger.last.get(school.id, -1),
        sha256(f"{ledger.counts[school.id]}|{school.id}".encode()).hexdigest(),
    )


def _say_why(school: School, ledger: _Ledger) -> str:
    times = ledger.counts[school.id]
    waited = len(ledger.districts) - ledger.last.get(school.id, 0)
    turn = f"距上次推出已有 {waited} 期" if times else "还没有推出过"
    if school.district_id not in ledger.recent:
        return f"{turn}；所在区县近 {DISTRICT_SPREAD} 期没有推出"
    return turn


def _say_why_later(
    school: School, chosen: School, neighbours: set[str], ledger: _Ledger, turn: Sequence[School]
) -> str:
    if school.id in ledger.round:
        return "本轮已经推出过"
    if school not in turn:
        return "还没有推出过的学校在先" if chosen.id not in ledger.last else "上一期推出得更近，顺序在后"
    if school.district_id in neighbours and chosen.district_id not in neighbours:
        return "与相邻一期同在一个区县"
    if school.district_id in ledger.recent and chosen.district_id not in ledger.recent:
        return f"所在区县近 {DISTRICT_SPREAD} 期推出过"
    return "顺序在后"


def current_period(catalog: Catalog, as_of: date) -> str:
    """Return the name of the featured period a day is in."""
    return period_of(as_of, catalog.program.periods.featured, catalog.program.calendar)
