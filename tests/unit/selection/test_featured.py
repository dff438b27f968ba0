"""Turns are fair, spread over the districts, and never rewrite the past."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from qiangxiao.catalog.catalog import Catalog, Entry, School
from qiangxiao.catalog.loader import load
from qiangxiao.foundation.dates import next_period
from qiangxiao.records.featured import FEATURED, FeaturedSchool
from qiangxiao.records.program import Program
from qiangxiao.selection.featured import Choice, current_period, eligibility, propose

REPOSITORY = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 24)
PROGRAM = Program.model_construct(timezone="Asia/Shanghai")


def a_catalog(
    ids: Iterable[str], ledger: Iterable[tuple[str, str]] = (), pinned: Iterable[str] = ()
) -> Catalog:
    featured = tuple(
        Entry(
            f"featured/{period}",
            FEATURED,
            "schools/featured.yml",
            FeaturedSchool(period=period, school=school, theme="改进", pinned=period in pinned),
        )
        for period, school in ledger
    )
    schools = {school_id: School(school_id) for school_id in sorted(ids)}
    return Catalog(Path(), PROGRAM, True, schools, {FEATURED.name: featured}, frozenset())


def sixty() -> list[str]:
    """Sixty schools in twenty districts of one to six schools."""
    sizes = [1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 5, 4, 6]
    assert sum(sizes) == 60
    return [f"d{at:02d}/s{number}" for at, size in enumerate(sizes) for number in range(size)]


def anyone(school: School) -> str:
    return ""


def chosen(choices: Iterable[Choice]) -> list[str]:
    return [choice.school.id for choice in choices if choice.school]


def month(number: int) -> str:
    return f"{2026 + number // 12}-{number % 12 + 1:02d}"


def simulate(
    months: int, joins: dict[int, list[str]], leaves: dict[int, list[str]], first: list[str] | None = None
) -> list[tuple[int, str, int]]:
    """Record the proposed school month by month; return month, school and number of schools at the time.

    Whenever schools come or go, and at the end, the past is proposed anew: it must be what was recorded.
    """
    ids, ledger, story = list(first or sixty()), [], []
    for number in range(months):
        ids = [school for school in ids + joins.get(number, []) if school not in leaves.get(number, [])]
        catalog = a_catalog(ids, ledger)
        if number and (number in joins or number in leaves or number == months - 1):
            past = propose(catalog, month(0), number, anyone)
            assert [(c.period, c.school.id if c.school else None) for c in past] == [
                (period, school if school in ids else None) for period, school in ledger
            ]
            assert all(c.is_recorded for c in past)
        school = chosen(propose(catalog, month(number), 1, anyone))[0]
        ledger.append((month(number), school))
        story.append((number, school, len(ids)))
    return story


@cache
def undisturbed() -> list[tuple[int, str, int]]:
    """Return sixteen years of the sixty schools when nobody joins or leaves."""
    return simulate(190, {}, {})


def gaps(story: list[tuple[int, str, int]]) -> list[tuple[int, int]]:
    """Return every gap between two appearances, with the number of schools at the second."""
    last: dict[str, int] = {}
    found = []
    for number, school, count in story:
        if school in last:
            found.append((number - last[school], count))
        last[school] = number
    return found


def neighbours(story: list[tuple[int, str, int]]) -> list[tuple[str, str]]:
    order = [school for _, school, _ in story]
    return [(a, b) for a, b in pairwise(order) if a.split("/")[0] == b.split("/")[0]]


def test_no_school_comes_twice_before_every_other_has_come_once() -> None:
    story = undisturbed()
    for first in range(0, 180, 60):
        assert len({school for _, school, _ in story[first : first + 60]}) == 60


def test_gaps_stay_within_a_twentieth_of_the_number_of_schools() -> None:
    assert all(abs(gap - count) <= 3 for gap, count in gaps(undisturbed()))


def test_no_two_neighbouring_periods_show_the_same_district() -> None:
    assert neighbours(undisturbed()) == []


JOINS = {20: ["d03/new1"], 75: ["d21/new2", "d21/new3", "d21/new4", "d05/new5"], 110: ["d00/new6"]}
LEAVES = {40: ["d19/s0"], 80: ["d10/s1", "d11/s2"], 130: ["d17/s3"]}


def test_joining_and_leaving_changes_nothing_in_the_past_and_keeps_turns_fair() -> None:
    story = simulate(190, JOINS, LEAVES)
    assert neighbours(story) == []
    assert all(abs(gap - count) <= 0.05 * count for gap, count in gaps(story))
    counts = Counter(school for _, school, _ in story)
    gone = {school for left in LEAVES.values() for school in left}
    assert max(counts.values()) - min(counts[s] for s in sixty() if s not in gone) <= 1


def out_of_bounds(
    story: list[tuple[int, str, int]],
    joins: dict[int, list[str]],
    leaves: dict[int, list[str]],
    first: list[str],
) -> list[float]:
    """Return by what share of the schools each gap is outside what the number of schools allows.

    A gap can be no shorter than the number of schools there were all the time in it, and no longer than the
    number there were at any time in it. Between the two lies what is due to schools that join or leave: one
    that leaves just after its period has taken a period from all others, and no rule can give it back.
    """
    here, present = set(first), []
    for number, _, _ in story:
        here = (here | set(joins.get(number, []))) - set(leaves.get(number, []))
        present.append(here)
    last: dict[str, int] = {}
    found = []
    for number, school, count in story:
        if school in last:
            between = present[last[school] + 1 : number + 1]
            shortest, longest = len(set.intersection(*between)), len(set.union(*between))
            gap = number - last[school]
            found.append(max(0, shortest - gap, gap - longest) / count)
        last[school] = number
    return found


def a_changing_program(seed: int) -> tuple[list[str], dict[int, list[str]], dict[int, list[str]]]:
    """Return some schools in districts of chance sizes, and who joins and leaves when."""
    chance = Random(seed)
    size = chance.choice([12, 16, 20, 24, 30, 40])
    ids = [f"d{chance.randrange(max(4, size // 3)):02d}/s{at}" for at in range(size)]
    joins: dict[int, list[str]] = {}
    leaves: dict[int, list[str]] = {}
    for batch in range(8):
        new = [f"d{chance.randrange(14):02d}/n{batch}{at}" for at in range(chance.choice([1, 1, 2, 3]))]
        joins.setdefault(chance.randrange(3, 100), []).extend(new)
    staying = list(ids)
    for _ in range(5):
        leaves.setdefault(chance.randrange(3, 100), []).append(staying.pop(chance.randrange(len(staying))))
    return ids, joins, leaves


@pytest.mark.parametrize("seed", range(8))
def test_in_programs_that_gain_and_lose_schools_gaps_follow_the_number_of_schools(seed: int) -> None:
    ids, joins, leaves = a_changing_program(seed)
    story = simulate(110, joins, leaves, ids)
    assert neighbours(story) == []
    shares = out_of_bounds(story, joins, leaves, ids)
    assert len(shares) > 60 and max(shares) <= 0.05


def test_thirty_six_periods_of_fourteen_schools_with_joins_and_leaves() -> None:
    ids = [f"d{at}/s{n}" for at, size in enumerate([1, 2, 2, 3, 2, 1, 2, 1]) for n in range(size)]
    joins = {7: ["d1/n1"], 15: ["d8/n2", "d3/n3"], 26: ["d9/n4"]}
    leaves = {10: ["d3/s0"], 20: ["d6/s1"], 30: ["d2/s0"]}
    story = simulate(36, joins, leaves, ids)
    assert neighbours(story) == []
    assert set(out_of_bounds(story, joins, leaves, ids)) == {0.0}
    assert max(abs(gap - count) for gap, count in gaps(story)) <= 1
    ledger = [(month(number), school) for number, school, _ in story]
    choices = propose(a_catalog(ids, ledger), month(36), 4, anyone)
    for choice in choices:
        skipped = {skip.school.id for skip in choice.skips}
        assert choice.school is not None and all(skip.reason for skip in choice.skips)
        assert skipped == set(ids) - {choice.school.id}


def test_a_newcomer_joins_the_running_round_once() -> None:
    order = [s for _, s, _ in simulate(140, {70: ["d21/new"]}, {})]
    assert order[70:75].count("d21/new") == 1
    assert order[:128].count("d21/new") == 1 and order[128:136].count("d21/new") == 1


def test_newcomers_come_at_once_and_everybody_waits_one_period_longer_for_each() -> None:
    batch = [f"d{at}/new" for at in range(30, 36)]
    order = [s for _, s, _ in simulate(90, {70: batch}, {})][70:82]
    assert [school in batch for school in order] == [True] * 6 + [False] * 6


def test_thirty_six_periods_ahead_are_the_same_as_period_by_period() -> None:
    ahead = chosen(propose(a_catalog(sixty()), month(0), 36, anyone))
    assert ahead == [school for _, school, _ in undisturbed()[:36]]


def test_pins_are_kept_and_the_pinned_school_does_not_come_before() -> None:
    pins = {month(3): "d00/s0", month(5): "d19/s2"}
    choices = propose(a_catalog(sixty()), month(0), 12, anyone, pins)
    order = chosen(choices)
    assert order[3] == "d00/s0" and order[5] == "d19/s2"
    assert order.count("d00/s0") == 1 and order.count("d19/s2") == 1
    assert (
        choices[3].is_pinned
        and order[2].split("/")[0] != "d00"
        and order[4].split("/")[0] not in ("d00", "d19")
    )


def test_a_school_pinned_twice_does_not_begin_a_new_round() -> None:
    ids = ["a/x", "b/x", "c/x", "d/x"]
    ledger = [(month(0), "a/x"), (month(1), "b/x"), (month(2), "a/x")]
    order = chosen(propose(a_catalog(ids, ledger, pinned=[month(2)]), month(3), 2, anyone))
    assert sorted(order) == ["c/x", "d/x"]


def test_every_school_that_is_not_chosen_has_a_reason() -> None:
    catalog = a_catalog(sixty())
    for choice in propose(catalog, month(0), 70, lambda s: "资料不全" if s.id == "d04/s1" else ""):
        assert choice.school
        assert len(choice.skips) >= 1 and all(skip.reason for skip in choice.skips)
        assert choice.school.id != "d04/s1"


def test_one_district_only_still_gets_its_turns() -> None:
    order = chosen(propose(a_catalog(["a/1", "a/2", "a/3"]), month(0), 6, anyone))
    assert order[:3] == order[3:] and len(set(order)) == 3


def test_nobody_eligible_is_said_and_not_raised() -> None:
    (choice,) = propose(a_catalog(["a/1"]), month(0), 1, lambda school: "不在项目中")
    assert choice.school is None and choice.reason == "没有符合条件的学校"


@pytest.fixture(scope="module")
def sample() -> Catalog:
    return load(REPOSITORY).catalog


def test_the_sample_turns_for_three_years_are_fair(sample: Catalog) -> None:
    first = next_period(
        current_period(sample, TODAY), sample.program.periods.featured, sample.program.calendar
    )
    choices = propose(sample, first, 36, lambda school: eligibility(sample, school, TODAY))
    able = [school for school in sample.schools.values() if not eligibility(sample, school, TODAY)]
    assert len(able) > 3
    order = chosen(choices)
    assert len(order) == 36
    counts = Counter(order)
    assert max(counts.values()) - min(counts[school.id] for school in able) <= 1
    assert all(a.split("/")[0] != b.split("/")[0] for a, b in pairwise(order))


def test_the_ledger_of_the_sample_never_changes(sample: Catalog) -> None:
    recorded = [(e.record.period, e.record.school) for e in sample.all(FEATURED)]
    kept = propose(sample, recorded[0][0], len(recorded), lambda school: "谁都不行")
    assert [(c.period, c.school.id if c.school else "") for c in kept] == recorded
    fewer = replace(sample, schools=dict(list(sample.schools.items())[:5]))
    assert all(c.is_recorded for c in propose(fewer, recorded[0][0], len(recorded), anyone))
