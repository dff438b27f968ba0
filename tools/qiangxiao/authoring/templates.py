"""A new content file with every place to be filled marked 待填, generated from the record models.

Dates are the as-of day, ids are valid, and once the marked places are filled the file passes the checks.
No comments: what a key means stands on the reference page of its kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel

from qiangxiao.authoring.formatter import write_document
from qiangxiao.authoring.shapes import Key, keys_of
from qiangxiao.foundation.vocabulary import QualityDimension, TeachingStep, Term
from qiangxiao.records.baseline import BaselineAssessment
from qiangxiao.records.bulletin import BulletinIssue, Section
from qiangxiao.records.case import CASE_HEADINGS, Cost, Evidence, ReformCase
from qiangxiao.records.event import ExchangeEvent
from qiangxiao.records.inspection import GuidanceVisit, InspectionAction, TeachingInspection
from qiangxiao.records.kind import Kind
from qiangxiao.records.monitoring import QualityMonitoring, Satisfaction
from qiangxiao.records.plan import Indicator, Objective, Task
from qiangxiao.records.program import Thresholds
from qiangxiao.records.scalars import PLACEHOLDER
from qiangxiao.records.school import Contact, PilotSchool
from qiangxiao.records.support import Advisor, MasterPrincipal, MasterTeacher, Support
from qiangxiao.records.teaching import Analysis, Classroom, Digital, Homework, Platform, Teaching
from qiangxiao.records.update import ProgressUpdate, TaskReport
from qiangxiao.sources.yaml_reader import Data

# Optional keys worth offering; mandatory ones are always there.
_OFFERED: Mapping[type[BaseModel], tuple[str, ...]] = {
    PilotSchool: (
        "short_name",
        "batch",
        "enrolled_on",
        "address",
        "class_count",
        "student_count",
        "teacher_count",
        "contact",
    ),
    Contact: ("office", "email"),
    Support: (
        "partnership",
        "master_principals",
        "master_teachers",
        "advisors",
        "mentoring",
        "principal_training",
    ),
    MasterPrincipal: ("unit",),
    MasterTeacher: ("unit", "subject"),
    Advisor: ("unit", "specialty", "level"),
    Teaching: ("rules", "classroom", "homework", "digital"),
    Classroom: ("model", "modes"),
    Homework: ("flexible",),
    Digital: ("training_hours", "platforms", "analysis"),
    Platform: ("subjects",),
    Analysis: ("method", "use"),
    BaselineAssessment: ("needs",),
    Indicator: ("unit", "baseline", "targets"),
    Objective: (),
    Task: ("owner", "due_on", "deliverable"),
    ProgressUpdate: ("author_office",),
    TaskReport: (),
    ReformCase: ("starts_on", "subjects", "grades", "contact", "author_office"),
    Evidence: ("indicator", "before", "after", "sample", "method"),
    Cost: ("teacher_hours", "equipment"),
    TeachingInspection: ("semester", "lessons_observed", "findings", "actions"),
    InspectionAction: ("due_on",),
    GuidanceVisit: ("advice", "response"),
    QualityMonitoring: ("dimensions", "satisfaction"),
    Satisfaction: ("response_percent",),
    ExchangeEvent: ("level", "ends_at", "place", "host", "theme", "measures"),
    BulletinIssue: ("draft",),
    Section: ("items",),
}
# One item for each term: the list is complete only with all of them.
_ONE_EACH: Mapping[tuple[type[BaseModel], str], tuple[str, type[Term]]] = {
    (Teaching, "rules"): ("step", TeachingStep),
    (QualityMonitoring, "dimensions"): ("dimension", QualityDimension),
}
_ID_LETTERS = {"problems": "p", "objectives": "o", "indicators": "i", "tasks": "t", "actions": "a"}
_BODIES: Mapping[str, tuple[str, ...]] = {
    "case": CASE_HEADINGS,
    "baseline": ("评估过程", "主要问题", "长处和切入点"),
}


@dataclass(frozen=True, slots=True)
class Blank:
    """What is known when a file is begun: the day, top-level values, list lengths, more keys to offer."""

    day: date
    given: Mapping[str, Data] = field(default_factory=dict)
    thresholds: Thresholds = field(default_factory=Thresholds)
    offered: tuple[str, ...] = ()


def new_file(kind: Kind[Any], path: str, blank: Blank) -> str:
    """Return the text of a new file of a kind."""
    data = _part(kind.model, blank, "", blank.given, blank.offered)
    body = ""
    if path.endswith(".md"):
        headings = _BODIES.get(kind.name, ())
        body = "\n\n".join(f"## {heading}\n\n{PLACEHOLDER}" for heading in headings) or PLACEHOLDER
    return write_document(path, data, body)


def _part(
    model: type[BaseModel],
    blank: Blank,
    item_id: str,
    given: Mapping[str, Data],
    offered: tuple[str, ...] = (),
) -> dict[str, Data]:
    """Return one record or part. `item_id` is its id when it stands in a list whose items have one."""
    wanted = (*_OFFERED.get(model, ()), *offered)
    found: dict[str, Data] = {}
    for key in keys_of(model):
        if key.name in given:
            found[key.name] = given[key.name]
        elif key.name == "id" and item_id:
            found["id"] = item_id
        elif key.is_mandatory or key.name in wanted:
            found[key.name] = _value(model, key, blank)
    return found


def _value(model: type[BaseModel], key: Key, blank: Blank) -> Data:
    shape = key.shape
    if shape.is_by_year:
        return {str(blank.day.year + 1): PLACEHOLDER}
    if shape.model is None:
        single = _single(key, blank)
        return [single] if shape.is_list else single
    if not shape.is_list:
        return _part(shape.model, blank, "", {})
    return list(_items(model, key, shape.model, blank))


def _items(model: type[BaseModel], key: Key, part: type[BaseModel], blank: Blank) -> Iterator[Data]:
    if (model, key.name) in _ONE_EACH:
        name, vocabulary = _ONE_EACH[model, key.name]
        for term in vocabulary.values():
            yield _part(part, blank, "", {name: term})
        return
    letter = _ID_LETTERS.get(key.name, "") if model is not ProgressUpdate else ""
    for number in range(1, _length(part, blank.thresholds) + 1):
        yield _part(part, blank, f"{letter}{number}" if letter else "", {})


def _length(part: type[BaseModel], thresholds: Thresholds) -> int:
    wanted = {
        MasterPrincipal: thresholds.master_principals,
        MasterTeacher: thresholds.master_teachers,
        Advisor: thresholds.advisors,
    }
    return max(1, wanted.get(part, 1))


def _single(key: Key, blank: Blank) -> str:
    kind = key.shape.scalar.name if key.shape.scalar else ""
    if kind == "date" and key.name != "due_on":  # an unnoticed day as due date would be overdue tomorrow
        return blank.day.isoformat()
    if kind == "instant":
        return f"{blank.day.isoformat()}T{'17:00' if key.name == 'ends_at' else '14:00'}"
    if kind == "flag":
        return "true" if key.name == "draft" else "false"
    if key.name == "objective":
        return "o1"
    return PLACEHOLDER


def plan_dates(day: date) -> dict[str, Data]:
    """Return the first and last day of a three-year plan that begins on a day."""
    try:
        end = day.replace(year=day.year + 3)
    except ValueError:  # 29 February
        end = day.replace(year=day.year + 3, day=28)
    return {"starts_on": day.isoformat(), "ends_on": (end - timedelta(days=1)).isoformat()}
