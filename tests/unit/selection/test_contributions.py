"""Contributions are counted once, printed at most once each, and never ranked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from corpus_trees import BASE

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.catalog.loader import load
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue
from qiangxiao.records.district_news import DISTRICT_NEWS
from qiangxiao.records.program import ArticlePoints, ContributionPoints
from qiangxiao.records.support import SUPPORT
from qiangxiao.records.update import UPDATE
from qiangxiao.rendering.data import contribution_rows
from qiangxiao.selection.adoption import count_adopted
from qiangxiao.selection.bulletin_figures import figures_of
from qiangxiao.selection.bulletin_issue import make_published, next_number, put_issue
from qiangxiao.selection.contribution_counts import (
    count_adopted_of,
    count_by_district,
    count_by_measure,
    count_by_month,
)
from qiangxiao.selection.contributions import (
    OFFICE,
    Contribution,
    contribution_years,
    contributions,
    count_submitted,
    list_owners,
    list_printed_ids,
    total,
)
from qiangxiao.selection.edition import Edition
from qiangxiao.selection.staleness import find_stale_records

REPOSITORY = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 20)
WEIGHTS = ContributionPoints(
    update=ArticlePoints(submitted=1, printed=2), case=ArticlePoints(submitted=3, printed=5)
)


@cache
def sample() -> Catalog:
    return load(REPOSITORY).catalog


def sum_of(edition: Edition, year: int | None = None) -> Contribution:
    return total(found for _, found in contributions(edition, year))


def test_years_add_up_to_all() -> None:
    edition = Edition(sample(), TODAY)
    by_year = sum((sum_of(edition, year) for year in contribution_years(edition)), Contribution())
    assert by_year == sum_of(edition)
    assert by_year.submitted == len(edition.articles)


def test_every_printed_article_of_a_shown_school_counts_once() -> None:
    edition = Edition(sample(), TODAY)
    listed = [entry for entry in edition.articles if entry.id in list_printed_ids(edition)]
    assert listed
    assert sum_of(edition).printed == len(listed)


def test_nothing_is_printed_before_the_first_issue() -> None:
    first = min(issue.record.date for issue in Edition(sample(), TODAY).all(BULLETIN) if issue.record.date)
    before = Edition(sample(), first.replace(day=1))
    assert not before.all(BULLETIN)
    assert sum_of(before).printed == 0
    assert sum_of(before).submitted > 0


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
    assert found.points(WEIGHTS) == 4 * 1 + 1 * 3 + 1 * 2 + 1 * 5


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


def test_charts_count_what_the_tables_count() -> None:
    edition = Edition(sample(), TODAY)
    for year in (*contribution_years(edition), None):
        whole = total(owner.found for owner in list_owners(edition, year))
        assert whole.news == count_submitted(edition.all(DISTRICT_NEWS), year)
        ways = [count_by_district(edition, year)]
        if year is not None:
            ways.append(count_by_month(edition, year))
            assert len(ways[-1]) == 12
        for way in ways:
            assert sum(row.submitted for row in way) == whole.submitted
            assert sum(row.printed for row in way) == whole.printed
            assert sum(row.adopted for row in way) == count_adopted_of(edition, year).total()
        assert sum(row.submitted for row in count_by_measure(edition, year)) >= whole.submitted - whole.news
    assert count_adopted_of(edition, None).total() > 5


def test_what_an_office_told_counts_with_its_district() -> None:
    edition = Edition(sample(), TODAY)
    (told,) = (owner for owner in list_owners(edition) if owner.district.id == "jintang" and not owner.school)
    assert (told.name, told.found.news, told.found.points(WEIGHTS)) == (OFFICE, 1, 0)
    schools = [owner for owner in list_owners(edition) if owner.district.id == "jintang" and owner.school]
    row = next(row for row in count_by_district(edition, None) if row.label == told.district.name)
    assert row.submitted == total(owner.found for owner in schools).submitted + 1


def test_what_was_printed_and_is_gone_still_counts_by_month_and_district() -> None:
    edition = Edition(sample(), TODAY)
    gone = next(entry for entry in edition.articles if entry.id in list_printed_ids(edition))
    school = sample().school_of(gone.id)
    assert school
    left = school.with_records(gone.kind, [e for e in school.all(gone.kind) if e.id != gone.id])
    after = Edition(replace(sample(), schools={**sample().schools, school.id: left}), TODAY)
    for way in (count_by_month, count_by_district):
        printed = [sum(row.printed for row in way(seen, 2026)) for seen in (edition, after)]
        assert printed[0] == printed[1] > 0


def test_december_printed_in_january_counts_once_in_the_year_of_the_issue() -> None:
    update, day = "jinjiang/shili/updates/2026-10-12-kaifangke", date(2027, 1, 15)
    catalog = load(BASE).catalog
    school = catalog.schools["jinjiang/shili"]
    (entry,) = school.all(UPDATE)
    late = replace(entry, record=entry.record.model_copy(update={"date": date(2026, 12, 28)}))
    catalog = replace(
        catalog, schools={**catalog.schools, school.id: school.with_records(UPDATE, (late,))}
    ).with_records(BULLETIN, ())
    sections = [{"name": "进展", "items": [update]}]
    fields = {"title": "一月", "editor_note": "按", "sections": sections, "draft": True}
    draft = Entry("bulletins/d", BULLETIN, "docs/bulletins/d.md", BulletinIssue.model_validate(fields), "d")
    figures = figures_of(Edition(catalog, day), draft, day)
    (row,) = [row for row in figures.adopted if row.in_issue]
    assert (row.in_issue, row.in_year, row.submitted) == (1, 1, 0)
    published = make_published(draft, next_number(catalog, day), day, "主任")
    edition = Edition(put_issue(catalog, published), date(2027, 2, 1))
    printed = [
        found.printed
        for year in (2026, 2027)
        for own, found in contributions(edition, year)
        if own.id == school.id
    ]
    assert printed == [0, 1]
    assert count_adopted(edition, published, day)[0].in_year == 1
    rows = [line for line in contribution_rows(edition) if "jinjiang/shili" in line]
    assert sum(int(str(line[6])) for line in rows) == 1
    assert next(iter(count_by_month(edition, 2027))).printed == 1
