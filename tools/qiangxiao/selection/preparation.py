"""What a school has to deliver before it is featured, by when, and what of it is there already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from qiangxiao.catalog.catalog import Catalog, Entry, School
from qiangxiao.foundation.dates import period_begins_on
from qiangxiao.foundation.vocabulary import ActionStatus
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.case import CASE
from qiangxiao.records.featured import FeaturedSchool
from qiangxiao.records.inspection import INSPECTION
from qiangxiao.records.sign_offs import SIGN_OFFS
from qiangxiao.records.update import UPDATE
from qiangxiao.selection.evidence import evidence_in
from qiangxiao.selection.progress import indicator_states, select_published_articles

_YEAR = timedelta(days=365)
_READING_DAYS = 180  # half a year: an older reading says little about today
_PHOTOS = 3  # that an issue about one school prints


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to deliver. `state` says what is there now, `is_done` whether that is enough."""

    what: str
    how: str
    due_on: date
    state: str
    is_done: bool


def preparation(catalog: Catalog, record: FeaturedSchool, as_of: date) -> tuple[Task, ...]:
    """Return the checklist of a period in the ledger, soonest first; nothing if its school is not there."""
    school = catalog.schools.get(record.school)
    begins_on = period_begins_on(record.period, catalog.program.calendar)
    if school is None or begins_on is None:
        return ()
    items = [item for name in record.items if (item := catalog.by_id.get(name))]
    found = [
        Task(what, how, begins_on - timedelta(days=days), state, is_done)
        for days, what, how, state, is_done in _tasks(catalog, school, record, items, as_of)
    ]
    return tuple(sorted(found, key=lambda task: task.due_on))


_Row = tuple[int, str, str, str, bool]


def _tasks(
    catalog: Catalog, school: School, record: FeaturedSchool, items: list[Entry[Any]], as_of: date
) -> Iterator[_Row]:
    yield from _theme(school, record, items)
    yield from _story(school, as_of)
    photos = sum(photo.consent for item in items for photo in getattr(item.record, "photos", ()))
    yield (
        14,
        f"照片 {_PHOTOS} 张以上",
        "每张写一句说明；有可辨认的人时要征得同意，学生要征得监护人同意。不要摆拍，不要带姓名、成绩的画面。",
        f"所列内容里有 {photos} 张已征得同意的照片",
        photos >= _PHOTOS,
    )
    contact = school.profile.record.contact if school.profile else None
    office = contact.office if contact else None
    yield (
        7,
        "公开的联系处室",
        "别的学校想借鉴时找谁。写处室和办公邮箱，不写个人电话。",
        office or "没有填",
        bool(office),
    )
    lacking = {step.value: None for item in items for step in item.lacking_steps(as_of)}
    if any(item.required_steps for item in items):
        state = f"还缺{'、'.join(lacking)}" if lacking else "已签全"
        yield 5, SIGN_OFFS.label, "所列内容和主题由规定的各个环节审校并签名。", state, not lacking
    note = "已写" if record.editor_note else "没有写"
    yield (
        5,
        "编者按",
        "编辑写：为什么值得看、还有什么没有解决。由学校核对事实。",
        note,
        bool(record.editor_note),
    )


def _theme(school: School, record: FeaturedSchool, items: list[Entry[Any]]) -> Iterator[_Row]:
    state = f"预排的主题“{record.theme}”待核定" if record.proposed else f"已定为“{record.theme}”"
    yield (
        28,
        "核定主题",
        "用一句话说清一项具体的改进，不写口号，不写升学成绩和排名。",
        state,
        not record.proposed,
    )
    found = [evidence for item in items for evidence in evidence_in(item, school)]
    state = "；".join(evidence.sentence for evidence in found[:3]) if found else "所列内容里没有依据"
    yield 28, "核对依据", "主题里的每个数字，学校都能拿出原始记录。", state, bool(found)


def _story(school: School, as_of: date) -> Iterator[_Row]:
    baseline = school.one(BASELINE)
    yield (
        28,
        "从哪里起步",
        "起点评估：评估时找到的短板、原因和长处。",
        f"{baseline.record.assessed_on} 的起点评估" if baseline else "待补",
        baseline is not None,
    )
    articles = select_published_articles(school, as_of)
    updates = [entry for entry in articles if entry.kind is UPDATE and entry.record.date >= as_of - _YEAR]
    yield (
        21,
        "做了什么",
        "进展两篇以上：谁做的、怎么做的、碰到什么。",
        f"近一年有进展 {len(updates)} 篇",
        len(updates) > 1,
    )
    states = indicator_states(school, as_of)
    since = as_of - timedelta(days=_READING_DAYS)
    fresh = [s for s in states if s.current is not None and s.current.reading.as_of >= since]
    stale = "、".join(state.indicator.name for state in states if state not in fresh)
    said = f"{len(states)} 项指标中 {len(fresh)} 项近半年有读数" + (f"，待报：{stale}" if stale else "")
    yield (
        21,
        "变了什么",
        "行动方案的每项指标报一次最新读数，写明统计日期和来源；没有变好的也报。",
        said,
        bool(states) and not stale,
    )
    actions = [action for entry in school.all(INSPECTION) for action in entry.record.actions]
    left = sum(action.status is not ActionStatus.CLOSED for action in actions)
    if actions:
        yield 21, "视导整改", "逐项写明改到哪一步。", f"{len(actions)} 项中还有 {left} 项没有改完", left == 0
    cases = [entry for entry in articles if entry.kind is CASE]
    titles = "、".join(f"《{entry.record.title}》" for entry in cases[:3]) or "还没有案例"
    yield 14, "别的学校能借鉴什么", "案例一篇以上：证据、成本、适用条件。", titles, bool(cases)
    yield (
        14,
        "没有见效的做法",
        "案例里写明走过的弯路和局限，这是同行最想看的。",
        "案例里已写" if cases else "还没有写",
        bool(cases),
    )
