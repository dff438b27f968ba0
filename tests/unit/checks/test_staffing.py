"""People, samples, homework and what is still missing, at both edges of every number."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_trees import added, change, lay_out, problems_of, put

SCHOOL = "schools/jinjiang/shili"
SUPPORT = f"{SCHOOL}/support.yml"
DONGPO = "schools/pujiang/dongpo"
PROGRAM = "schools/program.yml"
MONITORING = f"{SCHOOL}/monitoring/2026.yml"
TIERS = "市级名师带教、区县级名师带教、区县教研员带教、支持学校骨干教师带教"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "root")


def test_nobody_holds_two_places_at_one_school(root: Path) -> None:
    change(root, SUPPORT, ("name: 蒋老师", "name: 周校长"), ("name: 吴老师", "name: 林老师"))
    assert added(root, "person.") == [
        "support.yml:22:11 [person.repeated] “周校长（示例）”已经是本校的名校长，不能再作名师。",
        "support.yml:36:11 [person.repeated] “林老师（示例）”已经是本校的名师，不能再作指导专家。",
    ]


def test_a_place_that_has_ended_is_free_and_one_that_ends_today_is_not(root: Path) -> None:
    change(root, SUPPORT, ("    is_candidate: true\n", "    is_candidate: true\n    until: 2026-11-19\n"))
    change(root, SUPPORT, ("name: 吴老师", "name: 蒋老师"))
    assert added(root, "person.") == []
    change(root, SUPPORT, ("until: 2026-11-19", "until: 2026-11-20"))
    assert added(root, "person.") == [
        "support.yml:37:11 [person.repeated] “蒋老师（示例）”已经是本校的名师，不能再作指导专家。"
    ]


def test_a_school_without_support_does_not_hide_the_next(root: Path) -> None:
    (root / SUPPORT).unlink()
    change(root, f"{DONGPO}/support.yml", ("name: 庄老师", "name: 钟老师"))
    assert added(root, "person.") == [
        "support.yml:12:11 [person.repeated] “钟老师（示例）”已经是本校的指导专家，不能再作指导专家。"
    ]


def add_school(root: Path, name: str, enrolled_on: str = "2026-09-01") -> None:
    """Add a school whose only advisor, named twice, advises both schools of the base as well."""
    profile = f"name: {name}示例学校（示例）\nkind: 初中\nenrolled_on: {enrolled_on}\nas_of: 2026-11-01\n"
    put(root, f"schools/pujiang/{name}/school.yml", profile)
    person = "  - name: 沈老师（示例）\n    since: 2026-09-10\n"
    put(root, f"schools/pujiang/{name}/support.yml", f"advisors:\n{person * 2}as_of: 2026-11-01\n")


def test_nobody_supports_more_schools_than_the_program_says(root: Path) -> None:
    change(
        root,
        f"{DONGPO}/support.yml",
        ("name: 庄老师", "name: 沈老师"),
        (
            "name: 沈老师（示例）\n    since: 2026-09-10\n  - name: 钟",
            "name: 庄老师（示例）\n    since: 2026-09-10\n  - name: 钟",
        ),
    )
    add_school(root, "a1")
    assert added(root, "person.overloaded") == []
    add_school(root, "a2", enrolled_on="2026-11-21")  # not yet a school of the program
    assert added(root, "person.overloaded") == []
    add_school(root, "a3")
    told = (
        "“沈老师（示例）”同时帮扶 4 所学校：锦江示例初级中学（示例）、"
        "a1示例学校（示例）、a3示例学校（示例）、蒲江东坡示例学校（示例）。"
    )
    assert added(root, "person.overloaded") == [f"support.yml:12:11 [person.overloaded] {told}"]
    change(root, PROGRAM, ("max_assignments_per_person: 3", "max_assignments_per_person: 2"))
    assert added(root, "person.overloaded") == [
        f"support.yml:2:11 [person.overloaded] {told}",
        f"support.yml:12:11 [person.overloaded] {told}",
    ]
    (root / PROGRAM).unlink()
    assert added(root, "person.overloaded") == [f"support.yml:12:11 [person.overloaded] {told}"]


@pytest.mark.parametrize(("sample", "is_small"), [(29, True), (30, False)])
def test_a_sample_of_thirty_is_large_enough(root: Path, sample: int, is_small: bool) -> None:
    text = (root / MONITORING).read_text(encoding="utf-8")
    put(root, MONITORING, text.replace("402", f"{sample}").replace("358", f"{sample}"))
    lines = [f"2026.yml:{at} [survey.sample] 样本只有 29，少于 30。" for at in ("4:13", "9:13", "13:11")]
    assert added(root) == (lines if is_small else [])
    (root / PROGRAM).unlink()
    assert added(root, "survey.") == (lines if is_small else [])


def test_the_least_sample_is_the_programs_and_a_year_need_have_no_survey(root: Path) -> None:
    change(root, PROGRAM, ("  advisors: 3\n", "  advisors: 3\n  survey_min_sample: 360\n"))
    assert added(root) == ["2026.yml:13:11 [survey.sample] 样本只有 358，少于 360。"]
    text = (root / MONITORING).read_text(encoding="utf-8")
    put(root, MONITORING, text.partition("satisfaction:")[0])
    assert added(root, "survey.") == []


def test_homework_of_ninety_minutes_is_not_too_much(root: Path) -> None:
    path = f"{SCHOOL}/teaching.yml"
    change(root, path, ("minutes_per_day: 79", "minutes_per_day: 90"))
    assert added(root) == []
    change(root, path, ("minutes_per_day: 90", "minutes_per_day: 91"))
    told = ["teaching.yml:24:20 [homework.minutes] 每天 91 分钟，超过了 90 分钟。"]
    assert added(root) == told
    change(root, PROGRAM, ("  advisors: 3\n", "  advisors: 3\n  homework_minutes_per_day: 91\n"))
    assert added(root) == []
    (root / PROGRAM).unlink()
    assert added(root, "homework.") == told
    change(root, path, ("minutes_per_day: 91", "minutes_per_day: 90"))
    assert added(root, "homework.") == []


def advice(root: Path, path: str) -> list[str]:
    """Return place, code, message, hint of what a school still lacks."""
    return [
        f"{p.span.line}:{p.span.column} {p.code} {p.message} {p.hint}"
        for p in problems_of(root)
        if p.path == path and p.code.startswith("missing.")
    ]


def test_what_is_missing_is_told_at_its_key_or_else_at_the_name_of_the_school(root: Path) -> None:
    change(root, SUPPORT, ("mentoring:", "since_nobody_reads_this:"))
    assert "43:1 missing.mentoring 带教情况待补。 有了之后写进 support.yml。" not in advice(root, SUPPORT)
    put(root, SUPPORT, "advisors:\n  - name: 沈老师（示例）\n    since: 2025-09-10\nas_of: 2026-11-01\n")
    assert advice(root, SUPPORT) == [
        "1:1 missing.advisors 区县级指导专家 0/3，待补 3 名。 有了之后写进 support.yml。",
        "1:1 missing.collaboration 共建共享的事项待补。 有了之后写进 support.yml。",
        "1:1 missing.core-group 学科中心组的教师待补。 有了之后写进 support.yml。",
        "1:1 missing.flows 师资与资源的来往待补。 有了之后写进 support.yml。",
        "1:1 missing.joint-activities 联合活动待补。 有了之后写进 support.yml。",
        "1:1 missing.master-principals 名校长 0/1，待补 1 名。 有了之后写进 support.yml。",
        "1:1 missing.master-teachers 名师 0/2，待补 2 名。 有了之后写进 support.yml。",
        f"1:1 missing.mentoring 带教待补：{TIERS}。 有了之后写进 support.yml。",
        "1:1 missing.principal-training 校长研修情况待补。 有了之后写进 support.yml。",
        "1:1 missing.priority-training 优先安排的培训待补。 有了之后写进 support.yml。",
        "1:1 missing.secondments 挂职与跟岗待补。 有了之后写进 support.yml。",
        "1:1 missing.support-school 支持学校 0/1，待补 1 所。 有了之后写进 support.yml。",
    ]
    (root / SUPPORT).unlink()
    (root / f"{SCHOOL}/visits/2026-09-24-zuoye.md").unlink()
    told = advice(root, f"{SCHOOL}/school.yml")
    assert "1:1 missing.advisors 区县级指导专家 0/3，待补 3 名。 有了之后写进 support.yml。" in told
    assert "1:1 missing.visits 加入以来还没有专家到校指导。 有了之后写进 visits/。" in told


def test_what_is_lacking_is_told_at_the_list_that_is_too_short(root: Path) -> None:
    change(root, SUPPORT, ("  - name: 吴老师（示例）\n    specialty: 作业设计\n    since: 2025-09-10\n", ""))
    change(root, f"{SCHOOL}/plan.yml", ("ends_on: 2028-09-30", "ends_on: 2026-11-19"))
    change(root, SUPPORT, ("    level: 区县级\n", "    level: 市级\n"))
    assert advice(root, SUPPORT)[0] == (
        "26:1 missing.advisors 区县级指导专家 0/3，待补 3 名。 有了之后写进 support.yml。"
    )
    assert advice(root, f"{SCHOOL}/plan.yml") == [
        "1:1 missing.plan 三年行动方案已于2026年11月19日到期。 有了之后写进 plan.yml。"
    ]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (SUPPORT, "  - name: 吴老师（示例）\n", "  - unit: 某校\n"),
        (SUPPORT, "  - name: 周校长（示例）\n", "  - "),
        (f"{SCHOOL}/teaching.yml", "  - step: 备课\n", "  - step: 被课\n"),
        (f"{SCHOOL}/teaching.yml", "  training_hours: 24.5\n", "  training_hours: 很多\n"),
        (f"{SCHOOL}/plan.yml", "ends_on: 2028-09-30", "ends_on: 2028-09-31"),
        (MONITORING, "  percent: 86.5\n", "  percent: 很高\n"),
        (f"{SCHOOL}/inspections/2025-autumn.md", "date: 2025-11-20", "date: 很久以前"),
        (f"{SCHOOL}/baseline.md", "assessed_on: 2025-09-20", "assessed_on: 很久以前"),
        ("schools/jinjiang/district.yml", "  title: 锦江区公办初中强校工程实施方案（示例）\n", ""),
    ],
)
def test_what_is_faulty_is_not_also_missing(root: Path, path: str, old: str, new: str) -> None:
    change(root, path, (old, new))
    assert added(root) and added(root, "missing.") == []


@pytest.mark.parametrize("path", ["support.yml", "visits/2026-09-24-zuoye.md", "../district.yml"])
def test_what_cannot_be_read_is_not_also_missing(root: Path, path: str) -> None:
    put(root, f"{SCHOOL}/{path}", "- 一\n")
    assert added(root) and added(root, "missing.") == []


def test_a_fault_elsewhere_in_a_file_hides_nothing_that_is_missing(root: Path) -> None:
    change(root, SUPPORT, ("    level: 区县级\n", "    level: 市级\n"))
    change(root, SUPPORT, ("people_count: 4", "people_count: 很多"))
    assert added(root, "missing.") == ["support.yml:26:1 [missing.advisors] 区县级指导专家 0/3，待补 3 名。"]


def test_a_school_not_yet_enrolled_lacks_nothing(root: Path) -> None:
    change(root, f"{DONGPO}/school.yml", ("enrolled_on: 2026-09-01", "enrolled_on: 2026-11-21"))
    assert advice(root, f"{DONGPO}/school.yml") == []
