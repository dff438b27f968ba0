"""The featured school: evidence for its theme, settled in time, one school a period."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_trees import added, change, lay_out, problems_of, put

FEATURED = "schools/featured.yml"
PROGRAM = "schools/program.yml"
INSPECTION = "schools/pujiang/dongpo/inspections/2026-autumn.md"
PLAN = "schools/jinjiang/shili/plan.yml"
NO_EVIDENCE = "列出的内容里没有支持主题的依据：没有比起点好的读数、已整改的视导事项或案例证据。"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "root")


def hints(root: Path, code: str) -> list[str]:
    return [problem.hint for problem in problems_of(root) if problem.code == code]


def test_a_theme_without_evidence_is_told_at_its_items_or_at_itself(root: Path) -> None:
    change(root, INSPECTION, ("status: 已整改", "status: 整改中"))
    assert added(root) == [f"featured.yml:11:3 [featured.evidence] {NO_EVIDENCE}"]
    assert hints(root, "featured.evidence") == ["可用的依据：qiangxiao feature evidence pujiang/dongpo"]
    change(root, FEATURED, ("  items:\n    - pujiang/dongpo/inspections/2026-autumn\n", ""))
    assert added(root) == [f"featured.yml:10:10 [featured.evidence] {NO_EVIDENCE}"]


def test_one_item_with_evidence_is_enough(root: Path) -> None:
    change(root, PLAN, ("baseline: 48", "baseline: 62"))  # the update's reading is no better any more
    assert added(root, "featured.") == []


def test_every_number_of_a_theme_is_in_its_items(root: Path) -> None:
    change(root, FEATURED, ("theme: 课堂上的讲授时间减下来", "theme: 讲授时间由 28 减到 17.5、再到 3"))
    change(root, INSPECTION, ("status: 已整改", "status: 整改中"))
    assert added(root) == [
        "featured.yml:3:10 [featured.evidence] 主题里的数字 17.5、28、3 在列出的内容里找不到。",
        f"featured.yml:11:3 [featured.evidence] {NO_EVIDENCE}",
    ]
    assert hints(root, "featured.evidence")[0] == (
        "请核对数字，或列出写有它的内容。可用的依据：qiangxiao feature evidence jinjiang/shili"
    )
    change(root, FEATURED, ("由 28 减到 17.5、再到 3，", "由 35 到 62，"))
    assert len(added(root)) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("schools/pujiang/dongpo/school.yml", "不是键值\n"),
        ("schools/pujiang/dongpo/plan.yml", "不是键值\n"),
        (INSPECTION, "没有信息栏\n"),
    ],
)
def test_what_is_reported_elsewhere_is_not_a_lack_of_evidence(root: Path, path: str, text: str) -> None:
    """The first of two entries cannot be judged; the second is judged all the same."""
    entries = (root / FEATURED).read_text(encoding="utf-8").split("- period")
    put(root, FEATURED, f"- period{entries[2]}- period{entries[1]}")
    change(root, INSPECTION, ("status: 已整改", "status: 整改中"))
    change(root, FEATURED, ("theme: 课堂上的", "theme: 课堂上 99 的"))
    put(root, path, text)
    assert [line.split("] ")[1] for line in added(root, "featured.")] == [
        "主题里的数字 99 在列出的内容里找不到。"
    ]


def test_a_school_enrolled_later_is_judged_and_one_without_a_plan_as_well(root: Path) -> None:
    change(root, INSPECTION, ("status: 已整改", "status: 整改中"))
    change(root, "schools/pujiang/dongpo/school.yml", ("2026-09-01", "2027-09-01"))
    (root / "schools/pujiang/dongpo/plan.yml").unlink()
    assert added(root, "featured.") == [f"featured.yml:11:3 [featured.evidence] {NO_EVIDENCE}"]


@pytest.mark.parametrize(("period", "is_late"), [("2026-11", True), ("2026-12", False)])
def test_a_proposal_is_settled_before_its_period_begins(root: Path, period: str, is_late: bool) -> None:
    change(root, FEATURED, ("period: 2026-11", f"period: {period}"), ("pinned: true", "proposed: true"))
    told = "featured.yml:13:13 [featured.proposed] 2026年11月已经开始，这一条还没有核定，网站上不推出。"
    assert added(root, "featured.proposed") == ([told] if is_late else [])
    command = "qiangxiao feature record 2026-11 pujiang/dongpo --theme 主题 --item 内容"
    assert hints(root, "featured.proposed") == ([f"请与学校核定后运行：{command}"] if is_late else [])


@pytest.mark.parametrize(("spring", "is_late"), [("11-20", True), ("11-21", False)])
def test_a_proposal_is_late_on_the_first_day_of_its_semester(root: Path, spring: str, is_late: bool) -> None:
    """The calendar is the program's; the autumn semester is let to begin about the day of the check."""
    change(root, PROGRAM, ("featured: month", "featured: semester"), ("autumn: 09-01", f"autumn: {spring}"))
    change(root, FEATURED, ("period: 2026-11", "period: 2026-autumn"), ("pinned: true", "proposed: true"))
    assert bool(added(root, "featured.proposed")) is is_late
    (root / PROGRAM).unlink()
    assert added(root, "featured.proposed") == []


@pytest.mark.parametrize(
    ("setting", "period", "is_right"),
    [
        ("month", "2026-09", True),
        ("month", "2026-W47", False),
        ("month", "2026-autumn", False),
        ("week", "2026-W47", True),
        ("week", "2026-09", False),
        ("semester", "2026-autumn", True),
        ("semester", "2026-09", False),
    ],
)
def test_a_period_is_written_as_the_program_says(
    root: Path, setting: str, period: str, is_right: bool
) -> None:
    change(root, FEATURED, ("period: 2026-11", f"period: {period}"))
    change(root, PROGRAM, ("featured: month", f"featured: {setting}"))
    told = f"featured.yml:8:11 [featured.period] 周期“{period}”的写法不对。"
    assert (told in added(root, "featured.period")) is not is_right
    (root / PROGRAM).unlink()
    assert added(root, "featured.period") == []


def test_one_school_a_period(root: Path) -> None:
    change(root, FEATURED, ("period: 2026-11", "period: 2026-10"))
    assert added(root, "featured.") == ["featured.yml:8:11 [featured.period] 周期“2026-10”已经有一所学校。"]
