"""What filters, sorts and compares cases in a browser: two scripts, loaded when asked for.

Scripts and not JSON, so that they can also be read from a disk. `list.js` holds every case as its card shows
it, `compare.js` what stands side by side.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from qiangxiao.catalog.catalog import Entry
from qiangxiao.foundation.vocabulary import EvidenceLevel
from qiangxiao.records.case import CASE, ReformCase
from qiangxiao.records.marks import facts_of
from qiangxiao.rendering.case_change import change_of
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Artifact
from qiangxiao.rendering.templates import number

FOLDER = "assets/cases"


def case_artifacts(site: Site) -> Iterator[Artifact]:
    """Yield the two scripts, when there are cases."""
    cases = site.edition.all(CASE)
    if cases:
        yield _script("list", [_listed(site, entry) for entry in cases])
        yield _script("compare", {entry.id: compared(site, entry) for entry in cases})


def _script(name: str, value: object) -> Artifact:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Artifact(f"{FOLDER}/{name}.js", f'qxCases("{name}",{text});\n'.encode())


def _listed(site: Site, entry: Entry[ReformCase]) -> dict[str, object]:
    record, levels = entry.record, EvidenceLevel.values()
    change = change_of(record)
    return {
        "id": entry.id,
        "url": entry.address,
        "title": record.title,
        "school": site.school_name(entry.id),
        "day": record.date.isoformat(),
        "text": record.summary,
        "lessons": record.lessons,
        "used": site.adopter_count(entry),
        "rank": levels.index(record.evidence.level.value),
        "change": [change.before, change.after, change.before_share, change.after_share] if change else None,
        "filters": {
            "measure": record.measures,
            "subject": [subject.value for subject in record.subjects],
            "grade": [grade.value for grade in record.grades],
            "evidence": [record.evidence.level.value],
            "cost": [record.cost.funding.value],
            "district": [site.edition.district_name(entry.school_id.split("/")[0])],
        },
    }


def compared(site: Site, entry: Entry[ReformCase]) -> list[tuple[str, str]]:
    """Return what a principal asks of a case, label by label; an empty text where it does not say."""
    record, change = entry.record, change_of(entry.record)
    hours = record.cost.teacher_hours
    used = site.adopter_count(entry)
    return [
        ("学校", site.school_name(entry.id)),
        ("学科和年级", "、".join([*(s.value for s in record.subjects), *(g.value for g in record.grades)])),
        *facts_of(record),
        ("证据", record.evidence.level.value),
        ("衡量什么", record.evidence.indicator or ""),
        ("之前 → 之后", f"{change.before} → {change.after}" if change else ""),
        ("样本数", "" if record.evidence.sample is None else str(record.evidence.sample)),
        ("数据怎样得来", record.evidence.method or ""),
        ("经费投入", record.cost.funding.value),
        ("教师每周多用", "" if hours is None else f"{number(hours)} 小时"),
        ("设备场地", record.cost.equipment or ""),
        ("适用条件", record.conditions),
        ("局限", record.limits),
        ("走过的弯路", record.lessons),
        ("几校借鉴", f"{used} 校" if used else ""),
        ("问谁", record.contact or ""),
    ]
