"""Contributions are counted once, printed at most once each, and never ranked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.catalog.loader import load
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.program import ArticlePoints, ContributionPoints
from qiangxiao.records.support import SUPPORT
from qiangxiao.selection.contributions import (
    Contribution,
    contribution_years,
    contributions,
    list_printed_ids,
    total,
)
from qiangxiao.selection.edition import Edition
from qiangxiao.selection.staleness import find_stale_records

REPOSITORY = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 20)


@cache
def sample() -> Catalog:
    return load(REPOSITORY).catalog


def test_years_add_up_to_all() -> None:
    edition = Edition(sample(), TODAY)
    by_year = sum(
        (total(contributions(edition, year)) for year in contribution_years(edition)), Contribution()
    )
    assert by_year == total(contributions(edition))
    assert by_year.submitted == len(edition.articles)


def test_every_printed_article_of_a_shown_school_counts_once() -> None:
    edition = Edition(sample(), TODAY)
    listed = [entry for entry in edition.articles if entry.id in list_printed_ids(edition)]
    assert listed
    assert total(contributions(edition)).printed == len(listed)


def test_nothing_is_printed_before_the_first_issue() -> None:
    first = min(issue.record.date for issue in Edition(sample(), TODAY).all(BULLETIN) if issue.record.date)
    before = Edition(sample(), first.replace(day=1))
    assert not before.all(BULLETIN)
    assert total(contributions(before)).printed == 0
    assert total(contributions(before)).submitted > 0


def test_a_renamed_article_counts_under_its_permanent_id() -> None:
    edition = Edition(sample(), TODAY)
    printed = next(entry for entry in edition.articles if entry.id in list_printed_ids(edition))
    school = sample().school_of(printed.id)
    assert school is not None
    renamed = replace(printed, id=f"{printed.id}-new", permanent_id=printed.id)
    others = tuple(entry for entry in school.all(printed.kind) if entry.id != printed.id)
    schools = {**sample().schools, school.id: school.with_records(printed.kind, (*others, renamed))}
    after = Edition(replace(sample(), schools=schools), TODAY)
    assert {s.id: c for s, c in contributions(after)} == {s.id: c for s, c in contributions(edition)}


def test_rate_and_points() -> None:
    found = Contribution(updates=4, cases=1, printed_updates=1, printed_cases=1)
    assert found.rate == 0.4
    assert Contribution().rate is None
    weights = ContributionPoints(
        update=ArticlePoints(submitted=1, printed=2), case=ArticlePoints(submitted=3, printed=5)
    )
    assert found.points(weights) == 4 * 1 + 1 * 3 + 1 * 2 + 1 * 5


def test_a_record_is_stale_from_the_day_after_its_limit() -> None:
    school = next(school for school in sample().schools.values() if school.profile and school.one(SUPPORT))
    assert school.profile is not None
    days = sample().program.thresholds.record_max_days
    last_day = date.fromordinal(school.profile.record.as_of.toordinal() + days)
    fresh = [record.file for record in find_stale_records(sample(), school, last_day)]
    assert "school.yml" not in fresh
    next_day = date.fromordinal(last_day.toordinal() + 1)
    stale = {record.file: record for record in find_stale_records(sample(), school, next_day)}
    assert stale["school.yml"].since == next_day
