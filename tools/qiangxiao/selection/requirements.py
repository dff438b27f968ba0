"""What the policy demands of schools, districts and the city, seen from the records on a day.

Coverage (n/N), duties, the advice of `check` and the eligibility for a featured period all come from here.
Each kind of rule is one small function; which applies to what is the policy's data. What somebody lacks is
待补 (missing), not broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from qiangxiao.catalog.catalog import Catalog, Entry, School, is_active_school, is_published
from qiangxiao.foundation.dates import Semester, chinese_date, period_begins_on
from qiangxiao.foundation.vocabulary import Bearer, PeriodName, PublishingPeriod, RuleKind
from qiangxiao.records.base import Content
from qiangxiao.records.district import DISTRICT
from qiangxiao.records.event import EVENT
from qiangxiao.records.kind import Kind, Scope
from qiangxiao.records.kinds import KINDS, kind_named
from qiangxiao.records.marks import text_of
from qiangxiao.records.policy import Condition
from qiangxiao.records.policy import Requirement as Demand
from qiangxiao.records.program import PROGRAM
from qiangxiao.records.support import Support

_KINDS = frozenset(kind.name for kind in KINDS)
_TWO_PERIODS = {PublishingPeriod.WEEK: 14, PublishingPeriod.MONTH: 62, PublishingPeriod.SEMESTER: 366}
"""After how many days without the next issue two whole periods have certainly gone by."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a requirement is met. `lack` says in Chinese what is missing, `since` from when it was due."""

    is_met: bool
    lack: str = ""
    since: date | None = None
    is_due: bool = True
    """False when the requirement does not apply yet; such a school does not count."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has to carry out a requirement: a school, a district or the city."""

    id: str
    name: str
    address: str
    school: School | None = field(default=None, repr=False)
    district_id: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One demand of the policy, with the measure its clause belongs to (empty for none)."""

    demand: Demand
    measure: str

    @property
    def id(self) -> str:
        """Its id; its advice has the code `missing.<id>`."""
        return self.demand.id

    @property
    def clause(self) -> str:
        """The id of its clause."""
        return self.demand.clause

    @property
    def title(self) -> str:
        """The demand as one sentence."""
        return self.demand.title

    @property
    def explanation(self) -> str:
        """How to comply, and how it is counted."""
        return self.demand.explanation or ""

    @property
    def kind(self) -> Kind[Any]:
        """The kind of file it would be recorded in."""
        return kind_named(self.demand.look.split(".")[0])

    @property
    def key(self) -> str:
        """The top-level key it would be recorded under; empty for a whole file."""
        return self.demand.look.split(".")[1] if "." in self.demand.look else ""

    @property
    def file(self) -> str:
        """Where it would be recorded, as seen from the folder of who has to."""
        kind = self.kind
        name = f"{kind.folder}/" if kind.folder else kind.example
        if kind.scope in (Scope.PROGRAM, Scope.CITY):
            return f"{kind.scope.value[1]}/{name}"
        return f"../{name}" if kind is DISTRICT and self.demand.of is Bearer.SCHOOL else name

    def quantity(self, catalog: Catalog) -> str:
        """Return what is wanted in a few words: 3 名指导专家, 三年行动方案."""
        demand = self.demand
        if demand.rule is not RuleKind.COUNT:
            return demand.noun
        return f"{_stated(catalog, demand)} {demand.unit}{demand.noun}"

    def answer(self, catalog: Catalog, owner: Owner, as_of: date) -> Answer:
        """Tell whether somebody carries it out on a day; who asks again gets the same answer."""
        # by which objects they are, since two may have one id by mistake; they are kept, so no other
        # takes their place
        key = (id(self.demand), id(owner.school), owner.id, as_of)
        known = catalog.work_out(
            key, lambda: (self._work_out(catalog, owner, as_of), self.demand, owner.school)
        )
        return known[0]

    def _work_out(self, catalog: Catalog, owner: Owner, as_of: date) -> Answer:
        began = _began_on(catalog, owner, as_of)
        if self.demand.after_days and (
            began is None or began + timedelta(days=self.demand.after_days) > as_of
        ):
            return _NOT_DUE
        question = _Question(catalog, self.demand, owner, as_of, began)
        return _RULES[self.demand.rule](question)

    def test(self, catalog: Catalog, school: School, as_of: date) -> Answer:
        """Tell whether a school carries it out on a day."""
        return self.answer(catalog, owner_of(school), as_of)


def requirements_of(catalog: Catalog, of: Bearer | None = None) -> tuple[Requirement, ...]:
    """Return what the program's policy demands, of anybody or of one sort, in the order of its clauses.

    What looks at a kind of file that there is not is left out: `check` reports it.
    """
    policy = catalog.policy
    order = {clause.id: at for at, clause in enumerate(policy.clauses)}
    found = [
        Requirement(demand, (clause.measure or "") if (clause := policy.clause(demand.clause)) else "")
        for demand in policy.requirements
        if demand.look.split(".")[0] in _KINDS and (of is None or demand.of is of)
    ]
    return tuple(sorted(found, key=lambda requirement: order.get(requirement.clause, len(order))))


def owner_of(school: School) -> Owner:
    """Return a school as the one who has to carry out a requirement."""
    return Owner(school.id, school.name, f"schools/{school.id}/", school, school.district_id)


def owners(catalog: Catalog, of: Bearer, as_of: date) -> tuple[Owner, ...]:
    """Return who has to carry out what is demanded of one sort: active schools, their districts, the city."""
    schools = [school for school in catalog.schools.values() if is_active_school(school, as_of)]
    if of is Bearer.SCHOOL:
        return tuple(owner_of(school) for school in schools)
    if of is Bearer.CITY:
        return (Owner("", catalog.program.city, "coverage/"),) if schools else ()
    mine = {school.district_id for school in schools}
    return tuple(
        Owner(district.id, district.name, f"districts/{district.id}/", None, district.id)
        for district in catalog.program.districts
        if district.id in mine
    )


_MET = Answer(True)
_NOT_DUE = Answer(True, is_due=False)


@dataclass(frozen=True, slots=True)
class _Item:
    """Something found where a requirement looks, with the day it is about, if any."""

    value: Any
    day: date | None


@dataclass(frozen=True, slots=True)
class _Question:
    """A requirement put to somebody on a day. `began` is since when they take part; None when unknown."""

    catalog: Catalog
    demand: Demand
    owner: Owner
    as_of: date
    began: date | None

    def items(self) -> Iterator[_Item]:
        """Yield what fulfils the conditions and holds on the day."""
        for item in self.everything():
            if self.demand.includes_ended or not (ended := _ended_on(item.value)) or ended >= self.as_of:
                yield item

    def everything(self) -> Iterator[_Item]:
        """Yield what fulfils the conditions, also what has ended."""
        for item in self.unsorted():
            if all(_fulfils(item.value, condition) for condition in self.demand.where):
                yield item

    def unsorted(self) -> Iterator[_Item]:
        """Yield everything that is where the requirement looks and has begun."""
        name, *fields = self.demand.look.split(".")
        for entry in _entries(self.catalog, kind_named(name), self.owner, self.as_of):
            day = _day_of(self.catalog, entry)
            for value in _inside(entry.record, fields):
                own = (_day_in(value) or day) if fields else day
                begins = getattr(value, "since", None)
                if (own is None or own <= self.as_of) and (begins is None or begins <= self.as_of):
                    yield _Item(value, own)

    def wanted(self) -> int:
        """Return how many are wanted, or how many days may pass."""
        return _stated(self.catalog, self.demand)


def _stated(catalog: Catalog, demand: Demand) -> int:
    threshold = getattr(catalog.program.thresholds, demand.limit or "", None)
    return demand.at_least or demand.days or (threshold if isinstance(threshold, int) else 1)


def _entries(catalog: Catalog, kind: Kind[Any], owner: Owner, as_of: date) -> Iterable[Entry[Any]]:
    """Return the records of a kind that are somebody's and that readers may see."""
    if kind is PROGRAM:
        return (catalog.program_entry,) if catalog.program_entry else ()
    if owner.school is not None and kind.is_of_school:
        found: Sequence[Entry[Any]] = owner.school.all(kind)
    elif kind is DISTRICT and owner.district_id:
        found = (entry,) if (entry := catalog.districts.get(owner.district_id)) else ()
    else:
        found = [entry for entry in catalog.all(kind) if _is_of(catalog, entry, owner, as_of)]
    calendar = catalog.program.calendar
    return (e for e in found if not isinstance(e.record, Content) or is_published(e, as_of, calendar))


def _is_of(catalog: Catalog, entry: Entry[Any], owner: Owner, as_of: date) -> bool:
    """Tell whether a record of the city, or of a district's school, concerns somebody."""
    if entry.kind.is_of_school:
        school = catalog.schools.get(entry.school_id)
        is_counted = school is not None and is_active_school(school, as_of)
        return is_counted and owner.district_id in ("", entry.id.split("/")[0])
    if not owner.district_id:
        return True
    named = entry.record.schools if entry.kind is EVENT else (entry.record.about_school,)
    own = owner.id if owner.school else f"{owner.id}/"
    return any(name == own or (own.endswith("/") and name.startswith(own)) for name in named)


def _inside(value: Any, fields: Sequence[str]) -> Iterator[Any]:
    """Yield what a path of fields leads to, the parts of lists one by one."""
    if isinstance(value, tuple):
        for part in value:
            yield from _inside(part, fields)
    elif fields and value is not None:
        yield from _inside(getattr(value, fields[0], None), fields[1:])
    elif value not in (None, ""):
        yield value


def _fulfils(value: Any, condition: Condition) -> bool:
    found = getattr(value, condition.field, None)
    parts = found if isinstance(found, tuple) else (found,)
    words = {str(part).lower() if isinstance(part, bool) else text_of(part) for part in parts}
    return (not condition.is_ or bool(words & set(condition.is_))) and not words & set(condition.is_not)


_DAYS = ("date", "on", "surveyed_on", "adopted_on")


def _day_in(value: Any) -> date | None:
    """Return the day a part of a record is about."""
    found = (getattr(value, name, None) for name in _DAYS)
    return next((day for day in found if isinstance(day, date)), None)


def _day_of(catalog: Catalog, entry: Entry[Any]) -> date | None:
    """Return the day a record is about: its own, that of its period, the first of its year."""
    period = getattr(entry.record, "period", None)
    if isinstance(period, str):
        return period_begins_on(period, catalog.program.calendar)
    if isinstance(entry.record, Content) and (day := entry.record.dated_on(catalog.program.calendar)):
        return day
    year = entry.name[:4] if entry.kind.folder else ""
    return date(int(year), 1, 1) if year.isdigit() and int(year) else None


def _ended_on(value: Any) -> date | None:
    return getattr(value, "until", None) or (
        ends if isinstance(ends := getattr(value, "ends_on", None), date) else None
    )


def _began_on(catalog: Catalog, owner: Owner, as_of: date) -> date | None:
    """Return since when a school takes part; for a district or the city the first of its schools."""
    if owner.school is not None:
        return owner.school.profile.record.enrolled_on if owner.school.profile else None
    days = [
        school.profile.record.enrolled_on
        for school in catalog.schools.values()
        if school.profile
        and school.profile.record.enrolled_on
        and owner.district_id in ("", school.district_id)
        and is_active_school(school, as_of)
    ]
    return min(days, default=None)


def _distinct(items: Iterable[_Item]) -> int:
    """Return how many there are; a person named twice is one."""
    return len({getattr(item.value, "name", id(item.value)) for item in items})


def _present(question: _Question) -> Answer:
    if any(True for _ in question.items()):
        return _MET
    ends = [day for item in question.everything() if (day := _ended_on(item.value))]
    noun = question.demand.noun
    return Answer(False, f"{noun}已于{chinese_date(max(ends))}到期", max(ends)) if ends else _lack(noun)


def _count(question: _Question) -> Answer:
    found, wanted = _distinct(_countable(question)), question.wanted()
    if found >= wanted:
        return _MET
    demand = question.demand
    return Answer(False, f"{demand.noun} {found}/{wanted}，待补 {wanted - found} {demand.unit}")


def _countable(question: _Question) -> Iterator[_Item]:
    """Yield what counts: people in training for a title only if the program says that they do."""
    are_counted = question.catalog.program.thresholds.master_candidate_counts
    return (item for item in question.items() if are_counted or not getattr(item.value, "is_candidate", 0))


def _share(question: _Question) -> Answer:
    def total(items: Iterable[_Item]) -> float:
        weight = question.demand.weight
        return sum(float(getattr(item.value, weight, 0) or 0) if weight else 1 for item in items)

    whole, noun = total(question.unsorted()), question.demand.noun
    if not whole:
        return _lack(noun)
    percent, wanted = 100 * total(question.items()) / whole, question.demand.share_percent or 100
    return _MET if percent >= wanted else Answer(False, f"{noun}占 {percent:.0f}%，至少要 {wanted:g}%")


def _each_semester(question: _Question) -> Answer:
    calendar = question.catalog.program.calendar
    semesters = calendar.complete_semesters(question.began, question.as_of) if question.began else ()
    if not semesters:
        return _NOT_DUE

    def semester_of(item: _Item) -> Semester | None:
        stated: Semester | None = getattr(item.value, "semester", None)
        return stated or (calendar.semester_of(item.day) if item.day else None)

    found = [semester_of(item) for item in question.items()]
    lacking = [semester for semester in semesters if found.count(semester) < question.wanted()]
    if not lacking:
        return _MET
    names = "、".join(semester.label for semester in lacking)
    lack = f"缺{question.demand.noun}：{names}"
    return Answer(False, lack, calendar.ends_on(lacking[0]) + timedelta(days=1))


def _each_year(question: _Question) -> Answer:
    """Demand one in every calendar year in which they took part from the first day to the last."""
    if question.began is None:
        return _NOT_DUE
    first = question.began.year + (question.began > date(question.began.year, 1, 1))
    years = range(first, question.as_of.year)
    if not years:
        return _NOT_DUE
    found = [
        getattr(item.value, "year", None) or (item.day.year if item.day else None)
        for item in question.items()
    ]
    lacking = [year for year in years if found.count(year) < question.wanted()]
    if not lacking:
        return _MET
    names = "、".join(f"{year}年" for year in lacking)
    return Answer(False, f"缺{question.demand.noun}：{names}", date(lacking[0] + 1, 1, 1))


def _within_days(question: _Question) -> Answer:
    limit, noun = question.wanted(), question.demand.noun
    if question.demand.clock is not None:
        periods = question.catalog.program.periods
        is_featured = question.demand.clock is PeriodName.FEATURED
        limit = _TWO_PERIODS[periods.featured if is_featured else periods.bulletin]
    last = max((item.day for item in question.items() if item.day), default=None)
    if last is not None:
        due_on = last + timedelta(days=limit + 1)
        if due_on > question.as_of:
            return _MET
        return Answer(False, f"上次{noun}是{chinese_date(last)}，已超过 {limit} 天", due_on)
    if question.began is None:
        return Answer(False, f"还没有{noun}")
    due_on = question.began + timedelta(days=limit + 1)
    return _NOT_DUE if due_on > question.as_of else Answer(False, f"加入以来还没有{noun}", due_on)


def _all_of(question: _Question) -> Answer:
    demand = question.demand
    wanted = demand.terms or question.catalog.policy.terms(demand.vocabulary or "")
    found = {text_of(getattr(item.value, demand.key or "", None)) for item in question.items()}
    lacking = [term for term in wanted if term not in found]
    return _lack(f"{demand.noun}", "、".join(lacking)) if lacking else _MET


def _lack(noun: str, which: str = "") -> Answer:
    return Answer(False, f"{noun}待补：{which}" if which else f"{noun}待补")


_RULES: Mapping[RuleKind, Callable[[_Question], Answer]] = {
    RuleKind.PRESENT: _present,
    RuleKind.COUNT: _count,
    RuleKind.SHARE: _share,
    RuleKind.EACH_SEMESTER: _each_semester,
    RuleKind.EACH_YEAR: _each_year,
    RuleKind.WITHIN_DAYS: _within_days,
    RuleKind.ALL_OF: _all_of,
}


def eligible_by_service(support: Support, wanted_years: int, as_of: date) -> tuple[str, ...]:
    """Return the codes of those who served at a school full time long enough to be preferred, never names.

    Times under one code are added up; days on which two of them overlap count once.
    """
    spans: dict[str, list[tuple[date, date]]] = {}
    for service in support.full_time_service:
        if service.since <= as_of:
            spans.setdefault(service.code, []).append((service.since, min(service.until or as_of, as_of)))
    return tuple(code for code, served in spans.items() if _years(served) >= wanted_years)


def _years(spans: Sequence[tuple[date, date]]) -> float:
    """Return how many years spans are together."""
    days, reached = 0, date.min
    for since, until in sorted(spans):
        since = max(since, reached)
        if until >= since:
            days += (until - since).days + 1
            reached = until + timedelta(days=1)
    # Three years without a leap day are 1095 days, 2.998 years of 365.25: they count; 1094 days do not.
    return days / 365.25 + 0.003
