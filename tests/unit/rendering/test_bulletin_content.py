"""The sample program's issues, resolved for every channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from qiangxiao.catalog.catalog import Entry
from qiangxiao.catalog.loader import load
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue, IssueNumber, Section
from qiangxiao.rendering.bulletin.content import (
    IssueContent,
    correction_lines,
    issue_content,
    pictures_of,
)
from qiangxiao.rendering.context import Site
from qiangxiao.selection.adoption import OFFICE
from qiangxiao.selection.contributions import contributions
from qiangxiao.selection.edition import Edition
from qiangxiao.sources.tree import write_lines

ROOT = Path(__file__).resolve().parents[3]
AS_OF = date(2026, 11, 20)


@cache
def site(as_of: date = AS_OF) -> Site:
    return Site(Edition(load(ROOT).catalog, as_of))


def entry(name: str) -> Entry[BulletinIssue]:
    return next(entry for entry in site().edition.catalog.all(BULLETIN) if entry.name == name)


def content(name: str = "2026-03", as_of: date = AS_OF) -> IssueContent:
    return issue_content(site(as_of), entry(name), "草稿")


def changed(name: str, **values: object) -> IssueContent:
    found = entry(name)
    return issue_content(site(), replace(found, record=found.record.model_copy(update=values)), "草稿")


def test_an_issue_prints_what_it_names_in_order() -> None:
    issue = content()
    assert tuple(item.id for item in issue.items) == entry("2026-03").record.items
    assert [item.number for item in issue.items] == list(range(1, len(issue.items) + 1))
    assert issue.label == "2026年第3期（总第3期）"
    assert issue.full_title == "成都市公办初中强校工程工作动态 2026年第3期（总第3期）"
    assert not issue.missing
    assert not issue.mark
    assert all(item.parts and item.title and item.source for item in issue.items)


def test_a_draft_is_marked_and_dated_today() -> None:
    issue = content("draft-2026-11")
    assert (issue.mark, issue.year_label, issue.label, issue.day) == ("草稿", "草稿", "草稿", AS_OF)


def test_a_supplement_has_no_total() -> None:
    assert changed("2026-03", number=IssueNumber(year=2026, supplement=1)).label == "2026年增刊第1期"


def test_what_readers_may_not_see_is_named_and_left_out() -> None:
    hidden = "chenghua/dongjie/updates/2027-01-01-weilai"
    sections = (
        Section(name="工作进展", items=(hidden, entry("2026-03").record.items[0])),
        Section(name="空", items=(hidden,)),
    )
    issue = changed("2026-03", sections=sections)
    assert issue.missing == (hidden, hidden)
    assert [section.name for section in issue.sections] == ["工作进展"]


def test_a_published_issue_says_the_same_later() -> None:
    issue = content()
    later = issue_content(site(AS_OF + timedelta(days=200)), entry("2026-03"), "草稿")
    assert later == issue


def test_each_school_is_counted_as_the_statistics_count_it() -> None:
    issue = content()
    rows = {row.school: row for row in issue.adopted}
    then = Edition(site().edition.catalog, issue.day)
    for school, found in contributions(then, 2026):
        if found.submitted:
            row = rows.pop(school.name)
            assert (row.submitted, row.in_year) == (found.submitted, found.printed)
            printed = [item.id for item in issue.items if "/updates/" in item.id or "/cases/" in item.id]
            assert row.in_issue == sum(item.startswith(f"{school.id}/") for item in printed)
    assert not rows
    assert sum(row.in_issue for row in issue.adopted) == 8


def test_a_draft_counts_itself() -> None:
    found = content("draft-2026-11").adopted
    rows = {row.school: row for row in found if row.school != OFFICE}
    before = {school.name: found for school, found in contributions(site().edition, 2026)}
    new = {name: row.in_year - before[name].printed for name, row in rows.items()}
    assert {name for name, count in new.items() if count} == {
        name for name, row in rows.items() if row.in_issue
    }


def test_photos_of_the_fields_and_of_the_text_are_found_once() -> None:
    pictures = pictures_of(content())
    assert pictures
    assert len({picture.path for picture in pictures}) == len(pictures)
    assert all((ROOT / picture.path).is_file() and picture.alt for picture in pictures)


def test_a_case_says_its_limits_and_an_inspection_its_findings() -> None:
    texts = {item.id: write_lines(item.parts) for item in content("2026-02").items}
    case = texts["jintang/shili-hewan/cases/tongban-jiangti"]
    assert all(f"<strong>{word}：</strong>" in case for word in ("适用条件", "局限", "教训"))
    inspection = texts["xindu/shili-muxi/inspections/2026-spring"]
    assert "<h2>视导发现</h2>" in inspection
    assert "<h2>整改事项</h2>" in inspection


def test_own_corrections_and_the_foot() -> None:
    issue = content()
    assert correction_lines(issue)[0][0] == "本期更正（2026年11月6日）："
    assert [label for label, _ in issue.imprint.lines] == ["报", "送", "签发", "审校", "期号"]
    bare = changed("2026-03", report_to=(), copy_to=(), signed_by=None, copies=None).imprint
    assert [label for label, _ in bare.lines] == ["审校", "期号"] and not bare.copies
