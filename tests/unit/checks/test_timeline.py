"""Dates in order, in step with file names, not in the future; plans of the right length: every edge."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_trees import added, change, lay_out, put, sign

from qiangxiao.catalog.loader import load
from qiangxiao.checks.timeline import find_moved_since

SCHOOL = "schools/jinjiang/shili"
UPDATE = f"{SCHOOL}/updates/2026-10-12-kaifangke.md"
CASE = f"{SCHOOL}/cases/xiaozu-xuexi.md"
PLAN = f"{SCHOOL}/plan.yml"
DONGPO_PLAN = "schools/pujiang/dongpo/plan.yml"
VISIT = f"{SCHOOL}/visits/2026-09-24-zuoye.md"
EVENT = "docs/events/2026-11-12-zuoye-xianchanghui.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "root")


def test_a_later_date_before_the_earlier_one_is_found_in_every_part_of_a_record(root: Path) -> None:
    change(root, f"{SCHOOL}/support.yml", ("until: 2026-07-10", "until: 2025-08-31"))
    change(root, PLAN, ("adopted_on: 2025-10-16", "adopted_on: 2028-10-01"))
    change(root, PLAN, ("due_on: 2026-12-31", "due_on: 2025-10-07"))
    change(root, PLAN, ("ends_on: 2027-04-30", "ends_on: 2026-03-02"))
    change(root, VISIT, ("next_on: 2027-03-18", "next_on: 2026-09-23"))
    change(root, EVENT, ("T11:30", "T08:59"))
    change(root, CASE, ("starts_on: 2025-11-03", "starts_on: 2026-06-13"))
    assert added(root, "date.order") == [
        "2026-11-12-zuoye-xianchanghui.md:5:10 [date.order] 结束时间不能早于开始时间：2026-11-12T08:59。",
        "xiaozu-xuexi.md:8:10 [date.order] 结束日期不能早于开始日期：2026-06-12。",
        "plan.yml:3:10 [date.order] 通过日期不能晚于方案结束：2028-09-30。",
        "plan.yml:39:13 [date.order] 完成期限不能早于开始日期：2025-10-07。",
        "plan.yml:53:14 [date.order] 结束日期不能早于开始日期：2026-03-02。",
        "support.yml:81:12 [date.order] 结束日期不能早于开始日期：2025-08-31。",
        "2026-09-24-zuoye.md:9:10 [date.order] 下次指导不能早于本次：2026-09-23。",
    ]


def test_a_part_that_stands_alone_is_looked_at_as_well(root: Path) -> None:
    until = "  since: 2025-09-01\n  until: 2025-08-31\n  collaboration"
    change(root, f"{SCHOOL}/support.yml", ("  since: 2025-09-01\n  collaboration", until))
    assert added(root, "date.") == ["support.yml:8:10 [date.order] 结束日期不能早于开始日期：2025-08-31。"]


def test_what_begins_and_ends_the_same_day_is_in_order(root: Path) -> None:
    change(root, f"{SCHOOL}/support.yml", ("until: 2026-07-10", "until: 2025-09-01"))
    change(root, PLAN, ("due_on: 2026-12-31", "due_on: 2025-10-08"))
    change(root, VISIT, ("next_on: 2027-03-18", "next_on: 2026-09-24"))
    change(root, EVENT, ("T11:30", "T09:00"))
    change(
        root, UPDATE, ("as_of: 2026-10-10", "as_of: 2026-10-12"), ("- date: 2026-10-14", "- date: 2026-10-12")
    )
    change(root, UPDATE, ("measures:", "embargo_until: 2026-10-12\nmeasures:"))
    assert added(root, "date.") == []


def test_a_reading_is_not_taken_after_the_day_of_its_article(root: Path) -> None:
    change(root, UPDATE, ("as_of: 2026-10-10", "as_of: 2026-10-13"))
    assert added(root, "date.") == [
        "2026-10-12-kaifangke.md:15:12 [date.order] 读数的统计日期 2026-10-13 晚于本文日期 2026-10-12。"
    ]


def test_a_correction_does_not_come_before_what_it_corrects(root: Path) -> None:
    change(root, UPDATE, ("- date: 2026-10-14", "- date: 2026-10-11"))
    assert added(root, "date.") == [
        "2026-10-12-kaifangke.md:23:11 [date.order] 更正日期 2026-10-11 早于本文日期 2026-10-12。"
    ]


def test_the_dates_of_a_case_are_looked_at_as_well(root: Path) -> None:
    note = "corrections:\n  - date: 2026-06-17\n    kind: 轻微\n    note: 改正一处错字\nsubjects:"
    change(root, CASE, ("subjects:", note))
    assert added(root) == ["xiaozu-xuexi.md:10:11 [date.order] 更正日期 2026-06-17 早于本文日期 2026-06-18。"]


def test_the_day_in_a_file_name_is_the_day_in_the_file(root: Path) -> None:
    change(root, UPDATE, ("date: 2026-10-12", "date: 2026-10-13"))
    change(
        root,
        EVENT,
        ("starts_at: 2026-11-12", "starts_at: 2026-11-11"),
        ("status:", "changes:\n  - on: 2026-11-01\n    what: 提前一天\nstatus:"),
    )
    assert added(root, "date.") == [
        "2026-11-12-zuoye-xianchanghui.md:4:12 [date.file-name] 文件名里是 2026-11-12，文件里是 2026-11-11。",
        "2026-10-12-kaifangke.md:3:7 [date.file-name] 文件名里是 2026-10-12，文件里是 2026-10-13。",
    ]


def test_the_semester_of_an_inspection_is_that_of_its_name_and_of_its_day(root: Path) -> None:
    change(root, f"{SCHOOL}/inspections/2026-spring.md", ("semester: 2026-spring", "semester: 2026-autumn"))
    change(root, f"{SCHOOL}/inspections/2025-autumn.md", ("date: 2025-11-20", "date: 2026-02-15"))
    change(root, "schools/pujiang/dongpo/inspections/2026-autumn.md", ("semester: 2026-autumn\n", ""))
    assert added(root, "date.") == [
        "2025-autumn.md:3:7 [date.file-name] 日期 2026-02-15 属于 2026-spring，文件名却是 2025-autumn。",
        "2026-spring.md:2:11 [date.file-name] 文件名里是 2026-spring，文件里是 2026-autumn。",
    ]


def test_tomorrow_is_still_no_future_and_the_day_after_is(root: Path) -> None:
    change(root, f"{SCHOOL}/teaching.yml", ("as_of: 2026-11-01", "as_of: 2026-11-21"))
    change(root, f"{SCHOOL}/support.yml", ("\nas_of: 2026-11-01", "\nas_of: 2026-11-22"))
    change(root, f"{SCHOOL}/baseline.md", ("2025-09-20", "2026-11-22"))
    sign(root, CASE, ("初审", "教务处", "2026-11-22"))
    assert added(root, "date.") == [
        "baseline.md:2:14 [date.future] 日期 2026-11-22 在今天（2026-11-20）之后。",
        "support.yml:86:8 [date.future] 日期 2026-11-22 在今天（2026-11-20）之后。",
        ("xiaozu-xuexi.yml:5:9 [date.future] 初审签名的日期 2026-11-22 在今天（2026-11-20）之后，暂不作数。"),
    ]


def test_parts_of_a_record_say_what_has_happened_and_what_will(root: Path) -> None:
    change(root, f"{SCHOOL}/teaching.yml", ("revised_on: 2026-01-06", "revised_on: 2027-01-06"))
    change(root, f"{SCHOOL}/support.yml", ("    on: 2026-03-27", "    on: 2027-03-27"))
    change(
        root,
        f"{SCHOOL}/support.yml",
        ("    since: 2026-02-17\n    until: 2026-06-30", "    since: 2027-02-17"),
    )
    change(root, PLAN, ("adopted_on: 2025-10-16", "adopted_on: 2027-10-16"))
    assert added(root, "date.") == [
        "plan.yml:4:13 [date.future] 日期 2027-10-16 在今天（2026-11-20）之后。",
        "support.yml:11:11 [date.future] 日期 2027-03-27 在今天（2026-11-20）之后。",
        "teaching.yml:4:17 [date.future] 日期 2027-01-06 在今天（2026-11-20）之后。",
    ]


def test_a_sign_off_of_tomorrow_and_an_issue_of_next_month_are_no_future(root: Path) -> None:
    sign(root, CASE, ("初审", "教务处", "2026-11-21"))
    change(root, "docs/bulletins/2026-10.md", ("date: 2026-10-30", "date: 2026-12-30"))
    assert added(root) == ["program.yml:1:1 [missing.bulletin] 加入以来还没有工作动态。"]


def test_an_event_that_moved_says_so(root: Path) -> None:
    moved = EVENT.replace("11-12", "11-19")
    text = (root / EVENT).read_text(encoding="utf-8").replace("_at: 2026-11-12", "_at: 2026-11-19")
    (root / EVENT).unlink()
    (root / moved).write_text(text, encoding="utf-8")
    change(root, moved, ("theme:", "id: events/2026-11-12-zuoye-xianchanghui\ntheme:"))
    note = (
        "2026-11-19-zuoye-xianchanghui.md:4:12 [event.change] 活动由 2026-11-12 改到 2026-11-19，没有写变更。"
    )
    assert added(root) == [note]
    change(root, moved, ("theme:", "changes:\n  - on: 2026-11-01\n    what: 改到十九日\ntheme:"))
    assert added(root) == []


@pytest.mark.parametrize(
    ("ends_on", "years"),
    [
        ("2028-08-27", "2.9"),
        ("2028-08-28", ""),
        ("2030-11-02", ""),
        ("2030-11-03", "5.1"),
        ("2025-10-01", "0.0"),  # ends the day it begins
        ("2025-09-30", ""),  # ends before: the order is wrong, not the length
    ],
)
def test_a_plan_lasts_three_to_five_years_give_or_take_a_month(root: Path, ends_on: str, years: str) -> None:
    change(root, PLAN, ("ends_on: 2028-09-30", f"ends_on: {ends_on}"))
    told = f"plan.yml:3:10 [plan.length] 方案从 2025-10-01 到 {ends_on}，约 {years} 年。"
    assert added(root, "plan.length") == ([told] if years else [])


def test_the_length_of_a_plan_is_the_programs_and_three_to_five_years_without_one(root: Path) -> None:
    change(root, DONGPO_PLAN, ("ends_on: 2029-09-30", "ends_on: 2032-09-30"))
    told = "plan.yml:3:10 [plan.length] 方案从 2026-10-01 到 2032-09-30，约 6.0 年。"
    assert added(root, "plan.length") == [told]
    change(root, "schools/program.yml", ("    - 3\n    - 5\n", "    - 3\n    - 6\n"))
    assert added(root, "plan.length") == []
    (root / "schools/program.yml").unlink()
    assert added(root, "plan.length") == [told]
    change(root, DONGPO_PLAN, ("ends_on: 2032-09-30", "ends_on: 2031-09-30"))
    assert added(root, "plan.length") == []


def test_tasks_and_targets_lie_within_the_plan(root: Path) -> None:
    change(
        root,
        PLAN,
        ("starts_on: 2025-10-08", "starts_on: 2025-09-30"),
        ("due_on: 2026-12-31", "due_on: 2028-10-01"),
    )
    change(root, PLAN, ("      2026: 60\n      2027: 70", "      2024: 60\n      2029: 70"))
    assert added(root) == [
        "plan.yml:23:7 [plan.dates] 目标年份 2024 不在方案期限之内。",
        "plan.yml:24:7 [plan.dates] 目标年份 2029 不在方案期限之内。",
        "plan.yml:38:16 [plan.dates] 任务日期 2025-09-30 不在方案期限之内。",
        "plan.yml:39:13 [plan.dates] 任务日期 2028-10-01 不在方案期限之内。",
    ]


def test_the_first_and_the_last_day_and_year_are_within_the_plan(root: Path) -> None:
    change(
        root,
        PLAN,
        ("starts_on: 2025-10-08", "starts_on: 2025-10-01"),
        ("due_on: 2026-12-31", "due_on: 2028-09-30"),
    )
    change(root, PLAN, ("      2026: 60\n      2027: 70", "      2025: 60\n      2028: 70"))
    assert added(root) == []


def test_a_plan_that_ends_before_it_begins_is_told_once(root: Path) -> None:
    change(root, PLAN, ("ends_on: 2028-09-30", "ends_on: 2025-09-30"), ("adopted_on: 2025-10-16\n", ""))
    assert added(root, "date.", "plan.") == [
        "plan.yml:3:10 [date.order] 结束日期不能早于开始日期：2025-09-30。"
    ]


def test_a_plan_of_one_day_has_its_tasks_and_targets_outside(root: Path) -> None:
    change(root, PLAN, ("ends_on: 2028-09-30", "ends_on: 2025-10-01"), ("adopted_on: 2025-10-16\n", ""))
    found = added(root, "plan.dates")
    assert "plan.yml:37:16 [plan.dates] 任务日期 2025-10-08 不在方案期限之内。" in found


def test_a_school_without_a_plan_does_not_hide_the_plans_of_others(root: Path) -> None:
    (root / PLAN).unlink()
    change(root, DONGPO_PLAN, ("ends_on: 2029-09-30", "ends_on: 2032-09-30"))
    assert added(root, "plan.length") == [
        "plan.yml:3:10 [plan.length] 方案从 2026-10-01 到 2032-09-30，约 6.0 年。"
    ]


@pytest.mark.parametrize(
    ("path", "dates"),
    [
        (PLAN, ("starts_on: 2025-10-01",)),
        (PLAN, ("starts_on: 2025-10-01", "ends_on: 2028-09-30")),
        (EVENT, ("starts_at: 2026-11-12T09:00",)),
        (VISIT, ("date: 2026-09-24",)),
        (UPDATE, ("date: 2026-10-12",)),
    ],
)
def test_what_has_no_date_is_not_out_of_order(root: Path, path: str, dates: tuple[str, ...]) -> None:
    change(root, path, *((date, f"{date.partition(':')[0]}: 不知道") for date in dates))
    assert [
        problem for problem in added(root) if "date.format" not in problem and "missing" not in problem
    ] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("T09:00", "T09:30"), ("place: ", "place: 新的")],
    ids=["another hour", "another place"],
)
def test_another_hour_or_place_is_told_unless_a_change_says_so(root: Path, old: str, new: str) -> None:
    before = {EVENT: (root / EVENT).read_bytes()}
    text = before[EVENT].decode()
    put(root, EVENT, text.replace(old, new, 1))
    (found,) = find_moved_since(load(root).catalog, before)
    assert (found.code, found.path) == ("event.change", EVENT) and "没有写变更" in found.message
    said = "changes:\n  - on: 2026-11-10\n    what: 改了时间和地点\n"
    put(root, EVENT, text.replace(old, new, 1).replace("status: ", f"{said}status: ", 1))
    assert find_moved_since(load(root).catalog, before) == ()
    assert find_moved_since(load(root).catalog, {}) == ()
