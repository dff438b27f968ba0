"""What shows that a school has improved: readings better than
the baseline, inspection actions closed, cases' evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Entry, School
from qiangxiao.foundation.vocabulary import ActionStatus, EvidenceLevel, IndicatorDirection
from qiangxiao.records.case import ReformCase
from qiangxiao.records.inspection import INSPECTION, TeachingInspection
from qiangxiao.records.plan import PLAN
from qiangxiao.records.update import ProgressUpdate, Reading
from qiangxiao.selection.progress import select_published_articles

# catches "12.5", "12", spares ".", "十二"
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# catches "满意度（%）", spares "满意度（）", "（本校学生和家长问卷）"
_UNIT = re.compile(r"（([^（）]{1,8})）")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One improvement that an item shows. `sentence` says
    it as a theme could; `source` says where it is from.
    """

    item: Entry[Any]
    kind: str
    sentence: str
    source: str
    on: date


def evidence_of(school: School, as_of: date) -> tuple[Evidence, ...]:
    """Return every improvement the school's published content shows on a day, newest first."""
    items = [
        *select_published_articles(school, as_of),
        *(e for e in school.all(INSPECTION) if e.record.date <= as_of),
    ]
    found = [evidence for item in items for evidence in evidence_in(item, school)]
    return tuple(sorted(found, key=lambda e: (-e.on.toordinal(), e.item.id, e.sentence)))


def evidence_in(item: Entry[Any], school: School) -> tuple[Evidence, ...]:
    """Return the improvements that one item shows, in its order."""
    if isinstance(item.record, TeachingInspection):
        return tuple(_find_closed_actions(item))
    if isinstance(item.record, ProgressUpdate):
        of_case = tuple(_case_evidence(item)) if isinstance(item.record, ReformCase) else ()
        return (*of_case, *_readings(item, school))
    return ()


def _readings(item: Entry[ProgressUpdate], school: School) -> Iterator[Evidence]:
    plan = school.record(PLAN)
    indicators = {indicator.id: indicator for indicator in plan.indicators} if plan else {}
    for reading in item.record.readings:
        indicator = indicators.get(reading.indicator)
        if indicator is None or indicator.baseline is None:
            continue
        change = reading.value - indicator.baseline
        is_better = change > 0 if indicator.direction is IndicatorDirection.HIGHER_IS_BETTER else change < 0
        if is_better:
            unit = indicator.unit or ""
            sentence = f"{indicator.name}由{indicator.baseline:g}{unit}到{reading.value:g}{unit}"
            yield Evidence(item, "指标读数", sentence, _source(reading), reading.as_of)


def _source(reading: Reading) -> str:
    return f"{reading.source or '学校填报'}，统计至 {reading.as_of}"


def _find_closed_actions(item: Entry[TeachingInspection]) -> Iterator[Evidence]:
    for action in item.record.actions:
        if action.status is ActionStatus.CLOSED:
            sentence = f"视导指出的“{action.what}”已经改好"
            yield Evidence(item, "视导整改", sentence, item.record.organiser, item.record.date)


def _case_evidence(item: Entry[Any]) -> Iterator[Evidence]:
    evidence = item.record.evidence
    if evidence.level is EvidenceLevel.THEORY:
        return
    if evidence.before is not None and evidence.after is not None and evidence.indicator:
        match = _UNIT.search(evidence.indicator)
        unit = match[1] if match else ""
        name = _UNIT.sub("", evidence.indicator, count=1)
        sentence = f"{name}由{evidence.before:g}{unit}到{evidence.after:g}{unit}"
    elif evidence.method:
        sentence = item.record.title
    else:
        return
    yield Evidence(item, "案例证据", sentence, evidence.level.value, item.record.date)


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers of a text as they are written."""
    return frozenset(_NUMBER.findall(text))


def words_of(item: Entry[Any], school: School) -> str:
    """Return everything an item says, with the baselines and targets of the indicators it has readings of."""
    parts = [*_strings(item.record), item.body.text if item.body else ""]
    measured = {reading.indicator for reading in getattr(item.record, "readings", ())}
    for indicator in own.indicators if (own := school.record(PLAN)) else ():
        if indicator.id in measured:
            parts += _strings(indicator)
    return "\n".join(parts)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name != "review":
                yield from _strings(getattr(value, name))
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part)
    elif isinstance(value, float):
        yield f"{value:g}"
    elif isinstance(value, (str, int, date)):
        yield str(value)
