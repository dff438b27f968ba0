"""What plan, baseline and articles say of each other:
each reference, with and without the file it leads to.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_trees import added, change, lay_out, problems_of, put

SCHOOL = "schools/jinjiang/shili"
UPDATE = f"{SCHOOL}/updates/2026-10-12-kaifangke.md"
CASE = f"{SCHOOL}/cases/xiaozu-xuexi.md"
PLAN = f"{SCHOOL}/plan.yml"
BASELINE = f"{SCHOOL}/baseline.md"
FAMILIES = ("plan.objective", "baseline.", "update.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "root")


def hints(root: Path, code: str) -> list[str]:
    return [problem.hint for problem in problems_of(root) if problem.code == code]


def test_a_task_and_an_indicator_belong_to_an_objective(root: Path) -> None:
    change(root, PLAN, ("  - id: t2\n    objective: o2", "  - id: t2\n    objective: o4"))
    change(root, PLAN, ("  - id: i2\n    objective: o2", "  - id: i2\n    objective: o5"))
    assert added(root) == [
        "plan.yml:26:16 [plan.objective.unknown] 方案里没有编号为“o5”的目标。",
        "plan.yml:43:16 [plan.objective.unknown] 方案里没有编号为“o4”的目标。",
    ]
    assert hints(root, "plan.objective.unknown")[0] == "可填：o1、o2。您是否想写“o2”？"


def test_an_objective_too_faulty_to_read_is_still_there(root: Path) -> None:
    change(root, PLAN, ("    title: 把课堂时间还给学生\n", ""))
    assert added(root, "plan.", "field.") == ["plan.yml:6:5 [field.missing] 缺少“目标”（title）。"]


def test_objectives_and_cases_answer_problems_of_the_baseline(root: Path) -> None:
    change(root, PLAN, ("      - p2", "      - p3"))
    change(root, CASE, ("  - p1\n", "  - p1\n  - p8\n"))
    assert added(root, "baseline.") == [
        "xiaozu-xuexi.md:15:5 [baseline.problem.unknown] 起点评估里没有编号为“p8”的问题。",
        "plan.yml:13:9 [baseline.problem.unknown] 起点评估里没有编号为“p3”的问题。",
    ]
    assert hints(root, "baseline.problem.unknown")[1] == "可填：p1、p2。您是否想写“p2”？"


def test_without_a_baseline_there_is_no_problem_to_answer(root: Path) -> None:
    (root / BASELINE).unlink()
    change(root, PLAN, ("      - p2", "      []"), ("      - p1\n", "      - p1\n      - p1x\n"))
    assert added(root, "baseline.") == [
        "xiaozu-xuexi.md:14:5 [baseline.problem.unknown] 本校还没有起点评估，没有编号为“p1”的问题。",
        "plan.yml:9:9 [baseline.problem.unknown] 本校还没有起点评估，没有编号为“p1”的问题。",
        "plan.yml:10:9 [baseline.problem.unknown] 本校还没有起点评估，没有编号为“p1x”的问题。",
    ]
    assert hints(root, "baseline.problem.unknown")[0] == "还没有问题可以引用，请先删去这一项。"


def test_a_baseline_that_cannot_be_read_may_hold_the_problem(root: Path) -> None:
    put(root, BASELINE, "没有信息栏\n")
    assert added(root) == ["baseline.md:1:1 [file.front-matter] 文件没有以“---”开头的信息栏。"]


def test_every_problem_without_an_answer_is_advised_unless_objectives_are_faulty(root: Path) -> None:
    change(root, PLAN, ("    problems:\n      - p1\n", ""), ("    problems:\n      - p2\n", ""))
    advice = [
        "baseline.md:6:9 [plan.objective.unanswered] 行动方案里没有目标回应问题“p1”。",
        "baseline.md:10:9 [plan.objective.unanswered] 行动方案里没有目标回应问题“p2”。",
    ]
    assert added(root) == advice
    change(root, PLAN, ("    title: 让多数青年教师上得出一节好课\n", ""))
    assert added(root, "plan.") == []


def test_a_school_with_a_baseline_and_no_plan_yet_is_not_asked_for_answers(root: Path) -> None:
    (root / PLAN).unlink()
    assert added(root, "plan.") == []


def test_tasks_and_readings_of_articles_are_those_of_the_plan(root: Path) -> None:
    change(root, UPDATE, ("id: t2", "id: t7"), ("indicator: i1", "indicator: i7"))
    change(root, CASE, ("problems:", "tasks:\n  - id: t9\n    status: 进行中\nproblems:"))
    assert added(root, "update.") == [
        "xiaozu-xuexi.md:14:9 [update.task.unknown] 行动方案里没有编号为“t9”的任务。",
        "2026-10-12-kaifangke.md:9:9 [update.task.unknown] 行动方案里没有编号为“t7”的任务。",
        "2026-10-12-kaifangke.md:13:16 [update.indicator.unknown] 行动方案里没有编号为“i7”的指标。",
    ]
    assert hints(root, "update.task.unknown")[1] == "可填：t1、t2。您是否想写“t2”？"
    assert hints(root, "update.indicator.unknown") == ["可填：i1、i2。您是否想写“i2”？"]


def test_without_a_plan_there_is_no_task_and_no_indicator(root: Path) -> None:
    (root / PLAN).unlink()
    assert added(root, "update.") == [
        "2026-10-12-kaifangke.md:9:9 [update.task.unknown] 本校还没有行动方案，没有编号为“t2”的任务。",
        "2026-10-12-kaifangke.md:13:16 [update.indicator.unknown] 本校还没有行动方案，没有编号为“i1”的指标。",
    ]


def test_a_plan_that_cannot_be_read_may_hold_task_and_indicator(root: Path) -> None:
    put(root, PLAN, "- 一\n")
    assert added(root, "update.", "plan.") == []


def test_one_school_without_its_files_does_not_hide_the_next(root: Path) -> None:
    """The first of two schools lacks what the rule needs; the second breaks it."""
    (root / PLAN).unlink()
    (root / UPDATE).unlink()
    put(root, BASELINE, "没有信息栏\n")
    change(
        root,
        "schools/pujiang/dongpo/plan.yml",
        ("    objective: o1\n    measure", "    objective: o9\n    measure"),
    )
    change(root, "schools/pujiang/dongpo/plan.yml", ("      - p1\n", "      - p7\n"))
    put(root, f"{SCHOOL}/plan.yml", "- 一\n")
    change(root, "schools/pujiang/dongpo/updates/2026-11-05-lianhe-beike.md", ("id: t1", "id: t6"))
    text = "readings:\n  - indicator: i6\n    value: 2\n    as_of: 2026-11-01\nadopts:"
    change(root, "schools/pujiang/dongpo/updates/2026-11-05-lianhe-beike.md", ("adopts:", text))
    assert added(root, *FAMILIES) == [
        "baseline.md:6:9 [plan.objective.unanswered] 行动方案里没有目标回应问题“p1”。",
        "plan.yml:8:9 [baseline.problem.unknown] 起点评估里没有编号为“p7”的问题。",
        "plan.yml:16:16 [plan.objective.unknown] 方案里没有编号为“o9”的目标。",
        "2026-11-05-lianhe-beike.md:8:9 [update.task.unknown] 行动方案里没有编号为“t6”的任务。",
        "2026-11-05-lianhe-beike.md:11:16 [update.indicator.unknown] 行动方案里没有编号为“i6”的指标。",
    ]
