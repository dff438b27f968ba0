"""What a school's summary of a semester says: for the picture, and in words for those who cannot see it."""

from __future__ import annotations

from datetime import date

from qiangxiao.catalog.catalog import School
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.records.update import UPDATE
from qiangxiao.rendering.cards.summary import Moved, SummaryText, late_words
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.pages.school_glance import glance
from qiangxiao.rendering.templates import amount
from qiangxiao.selection.progress import IndicatorState, indicator_states, task_states

LABEL = "学期小结"
_MOST_DONE = 4  # of what happened; more is read on the page
_MOST_MOVED = 3  # indicators


def summary_of(site: Site, school: School) -> SummaryText | None:
    """Return what the summary says of the semester in which the school last told something, if it ever did.

    It has the day of each number and none of its own: it is drawn again only when the school has told more.
    """
    edition = site.edition
    updates = edition.of(school, UPDATE)
    if not updates:
        return None
    program = edition.catalog.program
    semester = program.calendar.semester_of(updates[0].record.date)
    within = [entry for entry in updates if program.calendar.semester_of(entry.record.date) == semester]
    late = [state.task.title for state in task_states(school, edition.as_of) if state.is_overdue]
    return SummaryText(
        school=school.name,
        place=edition.district_name(school.district_id),
        semester=semester.label,
        facts=tuple(
            (fact.label, fact.text, fact.remarks) for fact in glance(site, school) if not fact.is_wide
        ),
        done=tuple((_day(entry.record.date), entry.record.title) for entry in within[:_MOST_DONE]),
        done_count=len(within),
        moved=tuple(_moved(state) for state in _told(school, edition.as_of))[:_MOST_MOVED],
        late=tuple(late),
        until=chinese_date(updates[0].record.date),
        program=program.name,
        address=site.whole_address(site.school_address(school)),
        is_sample=program.sample,
    )


def in_words(text: SummaryText) -> str:
    """Return the picture in words."""
    facts = "，".join(f"{label}{value or '待补'}" for label, value, _ in text.facts)
    moved = "，".join(f"{row.name}从{row.before}到{row.after}" for row in text.moved)
    done = "；".join(title for _, title in text.done)
    parts = (
        f"{text.school}{text.semester}小结：{facts}",
        moved,
        f"做了{done}" if done else "",
        late_words(text.late),
    )
    return "。".join(filter(None, parts)) + "。"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _told(school: School, as_of: date) -> list[IndicatorState]:
    """Return the indicators with a beginning and a reading, in the order of the plan."""
    return [
        state
        for state in indicator_states(school, as_of)
        if state.current and state.indicator.baseline is not None
    ]


def _moved(state: IndicatorState) -> Moved:
    indicator, current = state.indicator, state.current
    assert current is not None and indicator.baseline is not None
    before, after = indicator.baseline, current.reading.value
    numbers = [before, after, *([state.target] if state.target is not None else [])]
    whole = 100.0 if indicator.unit == "%" else max(numbers, default=0) or 1.0
    return Moved(
        indicator.name,
        amount(before, indicator.unit),
        amount(after, indicator.unit),
        f"{state.target_year} 年目标 {amount(state.target, indicator.unit)}"
        if state.target is not None
        else "",
        max(0.0, before / whole),
        max(0.0, after / whole),
    )
