"""What the bulletin has printed, may print and will not print, and how a draft is arranged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from corpus_trees import AS_OF, BASE, lay_out

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.catalog.loader import load
from qiangxiao.foundation.vocabulary import BulletinContent
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue, IssueNumber, Section
from qiangxiao.records.event import EVENT
from qiangxiao.records.program import BulletinSection, BulletinSettings
from qiangxiao.records.school import SCHOOL
from qiangxiao.records.update import UPDATE
from qiangxiao.selection.bulletin import Standing, find_issue, items, list_in_print_order, opens_on
from qiangxiao.selection.bulletin_draft import PROPOSED, arrange, propose_order
from qiangxiao.selection.bulletin_issue import next_number

AN_UPDATE = "pujiang/dongpo/updates/2026-11-05-lianhe-beike"
A_CASE = "jinjiang/shili/cases/xiaozu-xuexi"
AN_EVENT = "events/2026-11-12-zuoye-xianchanghui"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load(BASE).catalog


def an_issue(
    name: str, number: IssueNumber | None, day: date | None, *ids: str, **more: object
) -> Entry[BulletinIssue]:
    record = BulletinIssue(
        title=name,
        number=number,
        date=day,
        editor_note="编者的话。",
        sections=(Section(name="学校进展", items=ids),),
        draft=number is None,
        **more,
    )
    return Entry(f"bulletins/{name}", BULLETIN, f"docs/bulletins/{name}.md", record, name)


def with_issues(catalog: Catalog, *issues: Entry[BulletinIssue]) -> Catalog:
    return catalog.with_records(BULLETIN, (*catalog.all(BULLETIN), *issues))


def standing(catalog: Catalog, name: str, as_of: date = AS_OF) -> Standing:
    return items(catalog, as_of)[name].standing


def test_everything_printable_has_one_standing(catalog: Catalog) -> None:
    found = {item.id: item.standing for item in items(catalog, AS_OF).values()}
    assert found[A_CASE] is found["featured/2026-10"] is Standing.PRINTED
    assert found[AN_UPDATE] is found[AN_EVENT] is found["featured/2026-11"] is Standing.PENDING
    assert list(found) == sorted(found)
    assert not any("/visits/" in name or name.endswith("plan") for name in found)


@pytest.mark.parametrize(
    ("change", "expected", "day"),
    [
        ({"draft": True}, Standing.DRAFT, AS_OF),
        ({"embargo_until": date(2026, 12, 1)}, Standing.EMBARGOED, AS_OF),
        ({"embargo_until": date(2026, 12, 1)}, Standing.PENDING, date(2026, 12, 1)),
        ({"draft": True, "embargo_until": date(2026, 12, 1)}, Standing.DRAFT, AS_OF),
        ({}, Standing.EMBARGOED, date(2026, 11, 4)),
    ],
)
def test_what_readers_may_not_see_is_not_pending(
    catalog: Catalog, change: dict[str, object], expected: Standing, day: date
) -> None:
    school = catalog.schools["pujiang/dongpo"]
    (entry,) = school.all(UPDATE)
    changed = replace(entry, record=entry.record.model_copy(update=change))
    schools = {**catalog.schools, school.id: school.with_records(UPDATE, (changed,))}
    assert standing(replace(catalog, schools=schools), AN_UPDATE, day) is expected


def test_a_school_not_enrolled_yet_has_nothing_to_print(catalog: Catalog) -> None:
    school = catalog.schools["pujiang/dongpo"]
    assert school.profile is not None
    profile = replace(
        school.profile, record=school.profile.record.model_copy(update={"enrolled_on": date(2027, 1, 1)})
    )
    schools = {**catalog.schools, school.id: school.with_records(SCHOOL, (profile,))}
    later = replace(catalog, schools=schools)
    assert opens_on(later, later.by_id[AN_UPDATE]) == date(2027, 1, 1)
    assert standing(later, AN_UPDATE) is Standing.EMBARGOED
    unread = replace(catalog, schools={**catalog.schools, school.id: school.with_records(SCHOOL, ())})
    assert (
        opens_on(unread, unread.by_id[AN_UPDATE]) is None
        and standing(unread, AN_UPDATE) is Standing.EMBARGOED
    )


def test_required_sign_offs_are_waited_for(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "root")
    program = root / "schools/program.yml"
    text = program.read_text(encoding="utf-8")
    program.unlink()
    program.write_text(text.replace("required: []", "required:\n    - 初审"), encoding="utf-8")
    item = items(load(root).catalog, AS_OF)[AN_UPDATE]
    assert item.standing is Standing.UNSIGNED and item.reason == "缺初审的签名"


def test_a_renamed_text_stays_printed(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "root")
    folder = root / "schools/jinjiang/shili/cases"
    text = (folder / "xiaozu-xuexi.md").read_text(encoding="utf-8")
    (folder / "xiaozu-xuexi.md").unlink()
    (folder / "gaiming.md").write_text(text.replace("---\n", f"---\nid: {A_CASE}\n", 1), encoding="utf-8")
    item = items(load(root).catalog, AS_OF)["jinjiang/shili/cases/gaiming"]
    assert item.standing is Standing.PRINTED


def test_an_event_is_announced_before_and_reported_after(catalog: Catalog) -> None:
    (event,) = catalog.all(EVENT)
    ahead = replace(
        event, record=event.record.model_copy(update={"status": type(event.record.status)("已确定")})
    )
    found = items(catalog.with_records(EVENT, (ahead,)), date(2026, 11, 10))[AN_EVENT]
    assert found.content is BulletinContent.ANNOUNCEMENT
    assert items(catalog, AS_OF)[AN_EVENT].content is BulletinContent.EVENT
    gone = replace(
        event, record=event.record.model_copy(update={"status": type(event.record.status)("已取消")})
    )
    assert AN_EVENT not in items(catalog.with_records(EVENT, (gone,)), AS_OF)


def test_a_draft_holds_defers_and_declines(catalog: Catalog) -> None:
    held = items(with_issues(catalog, an_issue("draft", None, None, AN_UPDATE)), AS_OF)[AN_UPDATE]
    assert held.is_in_draft and held.issue is not None and held.issue.name == "draft"
    deferred = items(with_issues(catalog, an_issue("draft", None, None, deferred=(AN_UPDATE,))), AS_OF)[
        AN_UPDATE
    ]
    assert deferred.standing is Standing.PENDING and deferred.is_deferred and not deferred.is_in_draft
    declined = an_issue("draft", None, None, declined=({"id": AN_UPDATE, "reason": "太短"},))
    item = items(with_issues(catalog, declined), AS_OF)[AN_UPDATE]
    assert item.standing is Standing.DECLINED and item.reason == "太短"


def test_numbers_follow_the_highest_and_supplements_have_their_own(catalog: Catalog) -> None:
    extra = an_issue("s", IssueNumber(year=2026, supplement=1), date(2026, 11, 1))
    draft = an_issue("draft", None, None)
    whole = with_issues(catalog, extra, draft)
    assert next_number(whole, AS_OF) == IssueNumber(year=2026, issue=2, total=2)
    assert next_number(whole, date(2027, 1, 4)) == IssueNumber(year=2027, issue=1, total=2)
    assert next_number(whole, AS_OF, is_supplement=True) == IssueNumber(year=2026, supplement=2)
    assert next_number(whole, date(2027, 1, 4), is_supplement=True) == IssueNumber(year=2027, supplement=1)


def test_a_number_is_said_in_one_way() -> None:
    issue, extra = IssueNumber(year=2026, issue=3, total=15), IssueNumber(year=2026, supplement=2)
    assert (issue.label, issue.short_label, issue.slug) == (
        "2026年第3期（总第15期）",
        "2026年第3期",
        "2026-03",
    )
    assert (extra.label, extra.short_label, extra.slug) == (
        "2026年增刊第2期",
        "2026年增刊第2期",
        "2026-supplement-2",
    )
    assert issue.is_whole and extra.is_whole
    assert not IssueNumber(year=2026, issue=3).is_whole
    assert not IssueNumber(year=2026, issue=3, total=3, supplement=1).is_whole


@pytest.mark.parametrize(
    "name", ["2026-1", "2026-01", "1", "2026-10", "bulletins/2026-10", "docs/bulletins/2026-10.md"]
)
def test_an_issue_is_found_by_any_name_people_use(catalog: Catalog, name: str) -> None:
    found = find_issue(catalog, name)
    assert found is not None and found.name == "2026-10"
    assert find_issue(catalog, "2026-2") is None and find_issue(catalog, "None") is None


def test_on_one_day_an_issue_comes_before_a_supplement(catalog: Catalog) -> None:
    day = date(2026, 11, 10)
    extra = an_issue("a", IssueNumber(year=2026, supplement=1), day)
    issue = an_issue("b", IssueNumber(year=2026, issue=2, total=2), day)
    assert [entry.name for entry in list_in_print_order(with_issues(catalog, extra, issue))] == [
        "2026-10",
        "b",
        "a",
    ]


def test_sections_are_those_of_the_program(catalog: Catalog) -> None:
    settings = BulletinSettings(
        sections=(
            BulletinSection(name="各校来稿", kinds=(BulletinContent.CASE, BulletinContent.UPDATE)),
            BulletinSection(name="其他", kinds=(BulletinContent.FEATURED,)),
        )
    )
    own = replace(catalog, program=catalog.program.model_copy(update={"bulletin": settings}))
    found = {section.name: section.items for section in arrange(own, AS_OF, None, 60).sections}
    assert found["各校来稿"] == (AN_UPDATE,)
    assert AN_EVENT in found["其他"] and "featured/2026-11" in found["其他"], (
        "what no section names is in the last"
    )


def test_a_new_section_comes_where_the_program_puts_it(catalog: Catalog) -> None:
    draft = an_issue("draft", None, None, "featured/2026-11")
    record = draft.record.model_copy(
        update={"sections": (Section(name="本期推荐", items=("featured/2026-11",)),)}
    )
    arrangement = arrange(
        with_issues(catalog, replace(draft, record=record)), AS_OF, replace(draft, record=record), 60
    )
    assert [section.name for section in arrangement.sections] == ["工作推进", "学校进展", "本期推荐"]


def test_every_schools_best_comes_before_any_schools_second(catalog: Catalog) -> None:
    (entry,) = catalog.schools["pujiang/dongpo"].all(UPDATE)
    school = catalog.schools["jinjiang/shili"]

    def update(day: int) -> Entry[object]:
        name = f"jinjiang/shili/updates/2026-11-{day:02d}-n"
        return replace(entry, id=name, record=entry.record.model_copy(update={"date": date(2026, 11, day)}))

    more = school.with_records(UPDATE, (*school.all(UPDATE), update(7), update(8)))
    whole = replace(catalog, schools={**catalog.schools, school.id: more})
    pending = [item for item in items(whole, AS_OF).values() if "/updates/2026-11" in item.id]
    order = [item.id for item in propose_order(whole, AS_OF, pending)]
    assert order == ["jinjiang/shili/updates/2026-11-08-n", AN_UPDATE, "jinjiang/shili/updates/2026-11-07-n"]


def test_the_proposed_note_is_marked_and_counts(catalog: Catalog) -> None:
    note = arrange(catalog, AS_OF, None, 60).editor_note
    assert note == (
        f"{PROPOSED}本期收入6篇：进展1篇、教学视导3篇、交流活动1篇、每期一校1篇，来自2个区（市）县的2所学校。"
    )
