"""Dates in order, names of files in step with dates, plans of the right length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.checks.registry import Check, Finding, check, locate
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.foundation.problems import Problem, Severity, in_order
from qiangxiao.records.base import SignOff
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.case import CASE
from qiangxiao.records.event import EVENT
from qiangxiao.records.inspection import INSPECTION
from qiangxiao.records.kind import DATED
from qiangxiao.records.plan import PLAN, ActionPlan
from qiangxiao.records.reading import Place
from qiangxiao.records.sign_offs import SIGN_OFFS
from qiangxiao.records.update import UPDATE
from qiangxiao.sources.document import read_document

_MONTH = 0.09  # years: how far a plan may miss its length, so that it can end with a semester
# (earlier field, later field, the two in words): the later one must not come before the earlier one
_ORDERED: tuple[tuple[str, str, str], ...] = (
    ("since", "until", "结束日期不能早于开始日期"),
    ("starts_on", "ends_on", "结束日期不能早于开始日期"),
    ("starts_on", "due_on", "完成期限不能早于开始日期"),
    ("starts_at", "ends_at", "结束时间不能早于开始时间"),
    ("adopted_on", "ends_on", "通过日期不能晚于方案结束"),
    ("date", "next_on", "下次指导不能早于本次"),
)


# What a part says has happened; `since`, `due_on` and `ends_on` may well lie ahead.
_PAST = ("on", "date", "as_of", "revised_on", "surveyed_on", "adopted_on")


@check("date.order")
def dates_out_of_order(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """先后两个日期不能颠倒。

    结束不早于开始，期限不早于开始，更正不早于发布，读数的统计日期不晚于进展的日期。多半是年份写错了。
    """
    for entry in catalog.entries():
        yield from _check_order(entry, entry.record, ())
        if entry.kind in (UPDATE, CASE):
            yield from _article_dates(entry)


@cache
def _pairs(model: type[BaseModel]) -> tuple[tuple[str, str, str], ...]:
    """Return the pairs of dates a model has."""
    return tuple(pair for pair in _ORDERED if pair[0] in model.model_fields and pair[1] in model.model_fields)


@cache
def _parts(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Return the fields, with their keys in the file, that hold parts of a record."""
    return tuple(
        (name, info.alias or name)
        for name, info in model.model_fields.items()
        if any(issubclass(kind, BaseModel) for kind in _classes(info.annotation))
    )


def _classes(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type):
        yield annotation
    for argument in get_args(annotation):
        yield from _classes(argument)


def _check_order(entry: Entry[BaseModel], part: BaseModel, place: Place) -> Iterator[Finding]:
    for earlier, later, words in _pairs(type(part)):
        first, second = getattr(part, earlier), getattr(part, later)
        if isinstance(first, date) and isinstance(second, date) and second < first:
            yield Finding(
                f"{words}：{_show(second)}。", f"前一个日期是{_show(first)}。", entry, (*place, later)
            )
    for name, key in _parts(type(part)):
        value = getattr(part, name)
        if isinstance(value, BaseModel):
            yield from _check_order(entry, value, (*place, key))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from _check_order(entry, item, (*place, key, index))


def _show(day: date) -> str:
    return day.strftime("%Y-%m-%dT%H:%M") if isinstance(day, datetime) else day.isoformat()


def _article_dates(entry: Entry[Any]) -> Iterator[Finding]:
    day = entry.record.date
    for index, reading in enumerate(entry.record.readings):
        if reading.as_of > day:
            message = f"读数的统计日期 {reading.as_of} 晚于本文日期 {day}。"
            yield Finding(message, "请核对日期。", entry, ("readings", index, "as_of"))
    for index, correction in enumerate(entry.record.corrections):
        if correction.date < day:
            message = f"更正日期 {correction.date} 早于本文日期 {day}。"
            yield Finding(message, "请核对日期。", entry, ("corrections", index, "date"))


@check("date.file-name")
def file_name_disagrees(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """文件名里的日期、学期要与文件里写的一致。

    例如 `updates/2026-10-12-kaifangke.md` 里的 `date` 要是 `2026-10-12`。改一处，另一处也要改。
    """
    for entry in catalog.entries():
        day = entry.record.dated_on() if entry.kind.naming is DATED else None
        if day is not None:
            yield from _compare(entry, entry.name[:10], day.isoformat(), entry.kind.dated_by)
        elif entry.kind is INSPECTION:
            yield from _inspection_semester(catalog, entry)


def _compare(entry: Entry[BaseModel], in_name: str, in_file: str, key: str) -> Iterator[Finding]:
    if in_name != in_file:
        message = f"文件名里是 {in_name}，文件里是 {in_file}。"
        yield Finding(message, "请改成一致。", entry, (key,))


def _inspection_semester(catalog: Catalog, entry: Entry[Any]) -> Iterator[Finding]:
    named = "-".join(entry.name.split("-")[:2])
    stated = entry.record.semester
    if stated is not None and str(stated) != named:
        yield Finding(f"文件名里是 {named}，文件里是 {stated}。", "请改成一致。", entry, ("semester",))
    actual = catalog.program.calendar.semester_of(entry.record.date)
    if str(actual) != named:
        message = f"日期 {entry.record.date} 属于 {actual}，文件名却是 {named}。"
        yield Finding(message, "请核对日期或文件名。", entry, ("date",))


@check("date.future", Severity.WARNING)
def dated_in_the_future(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """已经发生的事，日期不能在今天之后。

    日期在以后的进展、视导等到那一天才会发布。多半是年份或月份写错了；确实要定时发布的，请用 `embargo_until`。
    """
    limit = as_of + timedelta(days=1)
    if catalog.program_entry is not None:
        yield from _parts_in_future(catalog.program_entry, catalog.program, (), limit)
    for entry in catalog.entries():
        for key in ("date", "assessed_on", "as_of"):
            day = getattr(entry.record, key, None)
            if entry.kind is not BULLETIN and isinstance(day, date) and day > limit:
                yield Finding(f"日期 {day} 在今天（{as_of}）之后。", "请核对年份和月份。", entry, (key,))
        if entry.kind not in (BULLETIN, EVENT):
            yield from _parts_in_future(entry, entry.record, (), limit)
            yield from _years_in_future(entry, limit.year + 1)
        for at, sign_off in enumerate(entry.record.signed if entry.kind is SIGN_OFFS else ()):
            if sign_off.on > limit:
                message = f"{sign_off.step.value}签名的日期 {sign_off.on} 在今天（{as_of}）之后，暂不作数。"
                yield Finding(message, "请核对年份和月份。", entry, ("signed", at, "on"))


def _parts_in_future(
    entry: Entry[BaseModel], part: BaseModel, place: Place, limit: date
) -> Iterator[Finding]:
    """Yield the days of parts of a record on which something is said to have happened already."""
    for key in _PAST if place else ("adopted_on",):
        day = getattr(part, key, None)
        if isinstance(day, date) and day > limit:
            message = f"日期 {day} 在今天（{limit - timedelta(days=1)}）之后。"
            yield Finding(message, "请核对年份和月份。", entry, (*place, key))
    for name, key in _parts(type(part)):
        value = getattr(part, name)
        items = (
            ((at, item) for at, item in enumerate(value)) if isinstance(value, tuple) else ((None, value),)
        )
        for at, item in items:
            if isinstance(item, BaseModel) and not isinstance(item, SignOff):
                inner = (*place, key) if at is None else (*place, key, at)
                yield from _parts_in_future(entry, item, inner, limit)


def _years_in_future(entry: Entry[BaseModel], last: int) -> Iterator[Finding]:
    """Yield years of money, prizes and training that are further off than the next one."""
    for key in ("funding", "rewards", "priority_training"):
        for at, part in enumerate(getattr(entry.record, key, None) or ()):
            if part.year > last:
                yield Finding(f"{part.year} 年还没有到。", "请核对年份。", entry, (key, at, "year"))


@check("event.change", Severity.WARNING)
def moved_without_a_word(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """活动改了日期，要在 `changes` 里写一条变更。

    已经把活动加进日历的人，靠这一条收到变更；活动页面上也会显示。写明作出变更的日期和改了什么：

    ```yaml
    changes:
      - on: 2026-11-20
        what: 时间由 12 月 11 日改为 12 月 18 日
    ```
    """
    for entry in catalog.all(EVENT):
        announced = entry.permanent_id.removeprefix("events/")[:10]
        moved_to = entry.record.starts_at.date().isoformat()
        if entry.permanent_id and announced != moved_to and not entry.record.changes:
            message = f"活动由 {announced} 改到 {moved_to}，没有写变更。"
            yield Finding(message, "请在 changes 里写一条，订了日历的人才收得到。", entry, ("starts_at",))


def find_moved_since(catalog: Catalog, before: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Return the events whose hour or place differs from an earlier state without one more change said.

    `before` has the files as they were. Calendars would not take the new hour: their number did not rise.
    """
    found = []
    for entry in catalog.all(EVENT):
        old = read_document(entry.path, before[entry.path]).data if entry.path in before else None
        if not isinstance(old, dict):
            continue
        told = old.get("changes")
        if len(entry.record.changes) > (len(told) if isinstance(told, list) else 0):
            continue
        now = catalog.document(entry).data
        for key, what in _ANNOUNCED.items():
            was, current = str(old.get(key) or ""), str(now.get(key) or "") if isinstance(now, dict) else ""
            if was and was != current:
                message = f"{what}由“{was}”改为“{current or '不写'}”，没有写变更。"
                finding = Finding(message, "请在 changes 里写一条，订了日历的人才收得到。", entry, (key,))
                found.append(locate(catalog, moved_without_a_word.rule, finding))
    return in_order(found)


_ANNOUNCED = {"starts_at": "开始时间", "ends_at": "结束时间", "place": "地点"}


@check("plan.length")
def plan_of_wrong_length(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """行动方案的期限在三年到五年之间。

    从开始日期到结束日期，按整年算，前后可差一个月。年数由 `program.yml` 的 `plan_years` 规定。
    """
    shortest, longest = sorted(catalog.program.thresholds.plan_years)
    for school in catalog.schools.values():
        plan_entry = school.one(PLAN)
        if plan_entry is None:
            continue
        plan = plan_entry.record
        years = ((plan.ends_on - plan.starts_on).days + 1) / 365.25
        if plan.ends_on >= plan.starts_on and not shortest - _MONTH <= years <= longest + _MONTH:
            message = f"方案从 {plan.starts_on} 到 {plan.ends_on}，约 {years:.1f} 年。"
            hint = f"方案期限应在 {shortest} 年到 {longest} 年之间。"
            yield Finding(message, hint, plan_entry, ("ends_on",))


@check("plan.dates")
def outside_the_plan(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """任务的期限和指标的年份要在方案的期限之内。

    方案结束以后的事，请放进下一个方案，或者调整方案的结束日期。
    """
    for school in catalog.schools.values():
        plan = school.one(PLAN)
        if plan is not None and plan.record.ends_on >= plan.record.starts_on:
            yield from _outside(plan)


def _outside(entry: Entry[ActionPlan]) -> Iterator[Finding]:
    plan = entry.record
    span = f"方案期限是{chinese_date(plan.starts_on)}至{chinese_date(plan.ends_on)}。"
    for index, task in enumerate(plan.tasks):
        for key, day in (("starts_on", task.starts_on), ("due_on", task.due_on)):
            if day is not None and not plan.starts_on <= day <= plan.ends_on:
                yield Finding(f"任务日期 {day} 不在方案期限之内。", span, entry, ("tasks", index, key))
    for index, indicator in enumerate(plan.indicators):
        for year in indicator.targets:
            if not plan.starts_on.year <= year <= plan.ends_on.year:
                place = ("indicators", index, "targets", str(year))
                yield Finding(f"目标年份 {year} 不在方案期限之内。", span, entry, place, at_key=True)


CHECKS: tuple[Check, ...] = (
    dates_out_of_order,
    file_name_disagrees,
    dated_in_the_future,
    moved_without_a_word,
    plan_of_wrong_length,
    outside_the_plan,
)
