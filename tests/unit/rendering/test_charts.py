"""Numbers over time stand where they belong, with words that say the same."""

from __future__ import annotations

from datetime import date

from qiangxiao.catalog.catalog import Entry
from qiangxiao.foundation.vocabulary import IndicatorDirection, TaskStatus
from qiangxiao.records.plan import ActionPlan, Indicator, Objective, Task
from qiangxiao.records.update import ProgressUpdate, Reading
from qiangxiao.rendering.charts import OVERDUE, draw_plan, draw_trend
from qiangxiao.selection.progress import IndicatorReading, IndicatorState, TaskState

HOMEWORK = Indicator.model_construct(
    id="i1",
    name="日均书面作业",
    unit="分钟/天",
    direction=IndicatorDirection.LOWER_IS_BETTER,
    baseline=105.0,
    targets={2025: 90.0, 2026: 75.0},
)


def a_task(number: int, due_on: date | None) -> Task:
    return Task.model_construct(id=f"t{number}", objective="o1", title=f"任务{number}", due_on=due_on)


def a_plan(*tasks: Task) -> ActionPlan:
    return ActionPlan.model_construct(
        starts_on=date(2024, 10, 1),
        ends_on=date(2027, 9, 30),
        objectives=(Objective.model_construct(id="o1", title="一"),),
        indicators=(HOMEWORK,),
        tasks=tasks,
    )


def a_state(*readings: tuple[date, float], indicator: Indicator = HOMEWORK) -> IndicatorState:
    source: Entry[ProgressUpdate] = Entry.__new__(Entry)
    found = tuple(
        IndicatorReading(Reading.model_construct(indicator="i1", value=value, as_of=day), source)
        for day, value in readings
    )
    return IndicatorState(indicator, found, 2026, 75.0)


def test_readings_and_targets_stand_in_the_order_of_their_days_and_numbers() -> None:
    drawn = draw_trend(a_state((date(2025, 6, 13), 88), (date(2026, 10, 30), 79)), a_plan())
    assert drawn
    first, middle, last = drawn.readings
    assert first.x < middle.x < last.x <= drawn.targets[-1].x
    assert first.y < middle.y < last.y < drawn.targets[-1].y  # fewer minutes are lower, the target is lowest
    assert [mark.text for mark in drawn.readings] == ["105", "", "79"]
    assert (first.is_above, last.is_above) == (True, False)
    assert [year.text for year in drawn.years] == ["2025", "2026"]


def test_the_words_say_all_that_is_drawn() -> None:
    drawn = draw_trend(a_state((date(2025, 6, 13), 88)), a_plan())
    assert drawn
    assert drawn.words == (
        "日均书面作业（越低越好）：起点105 分钟/天，2025年6月13日88 分钟/天，2025年目标90 分钟/天，"
        "2026年目标75 分钟/天"
    )


def test_one_number_is_no_line() -> None:
    assert draw_trend(a_state(), a_plan()) is None
    without = HOMEWORK.model_copy(update={"baseline": None})
    assert draw_trend(a_state((date(2025, 6, 13), 88), indicator=without), a_plan()) is None


def test_numbers_that_never_change_are_drawn_in_the_middle() -> None:
    steady = HOMEWORK.model_copy(update={"targets": {}})
    drawn = draw_trend(a_state((date(2025, 6, 13), 105), indicator=steady), a_plan())
    assert drawn and len({mark.y for mark in drawn.readings}) == 1
    assert drawn.targets == ()


def test_tasks_due_together_stand_above_each_other() -> None:
    tasks = [a_task(1, date(2025, 1, 10)), a_task(2, date(2026, 12, 18)), a_task(3, date(2026, 12, 31))]
    states = [
        TaskState(tasks[0], TaskStatus.NOT_STARTED, "", None, True),
        TaskState(tasks[1], TaskStatus.IN_PROGRESS, "", None, False),
        TaskState(tasks[2], TaskStatus.DONE, "", None, False),
        TaskState(a_task(4, None), TaskStatus.DONE, "", None, False),
    ]
    drawn = draw_plan(a_plan(*tasks), states, date(2026, 11, 1))
    assert drawn and drawn.today
    late, second, third = drawn.marks
    assert late.x < drawn.today.x < second.x < third.x
    assert late.y == second.y > third.y
    assert late.status == OVERDUE
    assert dict(drawn.counts) == {"进行中": 1, "已完成": 2, OVERDUE: 1}
    assert "共 4 项任务" in drawn.words


def test_a_day_outside_the_plan_and_tasks_without_a_day_are_not_drawn() -> None:
    task = a_task(1, date(2025, 1, 10))
    state = TaskState(task, TaskStatus.DONE, "", None, False)
    drawn = draw_plan(a_plan(task), [state], date(2028, 1, 1))
    assert drawn and drawn.today is None
    undated = TaskState(a_task(2, None), TaskStatus.DONE, "", None, False)
    assert draw_plan(a_plan(), [undated], date(2026, 1, 1)) is None
