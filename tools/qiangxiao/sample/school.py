"""Invents one school: profile, support, teaching, baseline, plan, articles, inspections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from qiangxiao.authoring.formatter import order_keys, write_document
from qiangxiao.foundation.dates import SchoolCalendar
from qiangxiao.foundation.vocabulary import (
    ActionStatus,
    AdvisorLevel,
    CollaborationArea,
    CostLevel,
    EvidenceLevel,
    IndicatorDimension,
    IndicatorDirection,
    LearningMode,
    MentorTier,
    PartnershipMode,
    SchoolKind,
    TaskStatus,
    TeachingStep,
)
from qiangxiao.records.case import CASE_HEADINGS
from qiangxiao.records.kinds import kind_of
from qiangxiao.sample.picture import campus_picture
from qiangxiao.sample.texts import SUBJECTS, TOPICS, Topic, Writer, person
from qiangxiao.sources.yaml_reader import Data

File = tuple[str, bytes]
_UPDATES = 8  # of one school, over a year
_PHOTO_EVERY = 10  # schools: enough to see pages with photos, few enough to stay small


@dataclass(frozen=True, slots=True)
class SampleSchool:
    """What is settled about a synthetic school before its files are written."""

    number: int
    id: str
    name: str
    support_school: str
    support_kind: str
    enrolled_on: date
    measures: Mapping[str, str]
    """Measure ids → names."""
    calendar: SchoolCalendar
    day: date


def school_files(school: SampleSchool, seed: int) -> Iterator[File]:
    """Yield the files of one school; its texts depend on the seed and its number only."""
    chance = Random(f"{seed}/{school.number}")
    topics = chance.sample(TOPICS, 3)
    has_photo = school.number % _PHOTO_EVERY == 0
    yield _file(school, "school.yml", _profile(school, chance))
    yield _file(school, "support.yml", _support(school, chance))
    yield _file(school, "teaching.yml", _teaching(school, chance))
    yield _file(
        school, "baseline.md", _baseline(school, topics), "专家组听课、座谈、查阅作业以后，写下这份起点评估。"
    )
    yield _file(school, "plan.yml", _plan(school, topics, chance))
    for number in range(_UPDATES):
        yield _update(school, chance, topics, number, has_photo and number == 0)
    for number in range(1 + school.number % 2):
        yield _case(school, chance, topics[number])
    yield from _inspections(school, chance)
    if has_photo:
        yield f"schools/{school.id}/media/xiaoyuan.jpg", campus_picture(seed * 1009 + school.number)


def _file(school: SampleSchool, name: str, data: Data, body: str = "") -> File:
    path = f"schools/{school.id}/{name}"
    kind = kind_of(path)
    assert kind is not None, path
    return path, write_document(path, order_keys(data, kind.model), body).encode("utf-8")


def _measure(school: SampleSchool, topic: Topic) -> str:
    """Return the topic's measure, or some measure of a program that has others."""
    names = sorted(school.measures.values())
    return school.measures.get(topic.measure, names[len(topic.slug) % len(names)])


def _profile(school: SampleSchool, chance: Random) -> Data:
    return {
        "name": school.name,
        "kind": chance.choice(SchoolKind.values()),
        "batch": "第一批" if school.enrolled_on.year == 2024 else "第二批",
        "enrolled_on": str(school.enrolled_on),
        "class_count": str(chance.randint(9, 36)),
        "student_count": str(chance.randint(400, 1600)),
        "teacher_count": str(chance.randint(35, 130)),
        "contact": {"office": "教务处", "email": f"jiaowu{school.number}@example.edu.cn"},
        "as_of": str(school.day),
    }


def _support(school: SampleSchool, chance: Random) -> Data:
    since = str(school.enrolled_on + timedelta(days=chance.randint(5, 40)))
    first = school.number * 6
    unit = school.support_school
    advisors: list[Data] = [
        {
            "name": person(first + 3 + at, "老师"),
            "unit": unit,
            "specialty": topic.what,
            "level": AdvisorLevel.values()[1],
            "since": since,
        }
        for at, topic in enumerate(chance.sample(TOPICS, 3))
    ]
    return {
        "partnership": {
            "support_school": unit,
            "kind": school.support_kind,
            "modes": [PartnershipMode.values()[3]],
            "since": since,
        },
        "master_principals": [{"name": person(first, "校长"), "unit": unit, "since": since}],
        "master_teachers": [
            {
                "name": person(first + at, "老师"),
                "subject": chance.choice(SUBJECTS),
                "unit": unit,
                "since": since,
            }
            for at in (1, 2)
        ],
        "advisors": advisors,
        "mentoring": [
            {
                "tier": chance.choice(MentorTier.values()),
                "subject": chance.choice(SUBJECTS),
                "mentor_count": str(chance.randint(1, 3)),
                "mentee_count": str(chance.randint(2, 9)),
            }
        ],
        "principal_training": {"year": str(chance.randint(1, 3))},
        "as_of": str(school.day),
    }


def _teaching(school: SampleSchool, chance: Random) -> Data:
    return {
        "rules": [
            {"step": step, "document": f"{step}规程（第{chance.choice('一二三')}版）", "owner": "教务处"}
            for step in TeachingStep.values()
        ],
        "classroom": {"modes": [*LearningMode.values()[:2]], "open_lesson_count": str(chance.randint(8, 60))},
        "homework": {"minutes_per_day": str(chance.randint(60, 89)), "as_of": str(school.day)},
        "digital": {"training_hours": str(chance.randint(8, 40))},
        "as_of": str(school.day),
    }


def _baseline(school: SampleSchool, topics: list[Topic]) -> Data:
    areas = CollaborationArea.values()
    return {
        "assessed_on": str(school.enrolled_on + timedelta(days=20)),
        "experts": [person(school.number * 6 + 3 + at, "老师") for at in range(3)],
        "problems": [
            {"id": f"p{at}", "area": areas[at], "finding": topic.problem}
            for at, topic in enumerate(topics, 1)
        ],
        "strengths": ["教师队伍稳定，愿意一起改"],
        "entry_points": [f"从{topics[0].what}做起"],
    }


def _plan(school: SampleSchool, topics: list[Topic], chance: Random) -> Data:
    starts_on = date(school.enrolled_on.year, 10, 1)
    ends_on = date(starts_on.year + 3, 9, 30)
    indicators: list[Data] = []
    tasks: list[Data] = []
    objectives: list[Data] = []
    for at, topic in enumerate(topics, 1):
        is_time = topic.unit == "分钟"
        start = chance.randint(95, 110) if is_time else chance.randint(2, 40)
        step = -5 if is_time else 6
        objectives.append({"id": f"o{at}", "title": f"改变“{topic.problem}”的状况", "problems": [f"p{at}"]})
        indicators.append(
            {
                "id": f"i{at}",
                "objective": f"o{at}",
                "name": topic.counted,
                "dimension": IndicatorDimension.values()[5],
                "unit": topic.unit,
                "direction": (
                    IndicatorDirection.LOWER_IS_BETTER if is_time else IndicatorDirection.HIGHER_IS_BETTER
                ).value,
                "baseline": str(start),
                "targets": {str(starts_on.year + year): str(start + step * year) for year in (1, 2, 3)},
            }
        )
        tasks.append(
            {
                "id": f"t{at}",
                "objective": f"o{at}",
                "measure": _measure(school, topic),
                "title": f"推进{topic.what}",
                "owner": "教务处",
                "starts_on": str(starts_on),
                "due_on": str(ends_on - timedelta(days=30 * at)),
            }
        )
    return {
        "title": f"{school.name.removesuffix('（示例）')}三年行动方案（示例）",
        "starts_on": str(starts_on),
        "ends_on": str(ends_on),
        "objectives": objectives,
        "indicators": indicators,
        "tasks": tasks,
        "as_of": str(school.day),
    }


def _update(school: SampleSchool, chance: Random, topics: list[Topic], number: int, has_photo: bool) -> File:
    topic = topics[number % 3] if number < 4 else chance.choice(TOPICS)
    writer = Writer(chance, topic)
    span = (school.day - school.enrolled_on).days - 60
    day = school.enrolled_on + timedelta(days=45 + span * (number + 1) // _UPDATES + chance.randint(0, 10))
    data: dict[str, Data] = {
        "title": writer.title(),
        "date": str(day),
        "summary": writer.summary(),
        "measures": [_measure(school, topic)],
        "author_office": writer.office,
    }
    if number < 4:
        own = str(number % 3 + 1)
        data["tasks"] = [{"id": f"t{own}", "status": TaskStatus.IN_PROGRESS.value}]
        data["readings"] = [{"indicator": f"i{own}", "value": str(writer.after), "as_of": str(day)}]
    if has_photo:
        photo: Data = {"file": "media/xiaoyuan.jpg", "alt": "插画：校园一角，没有人物", "consent": "true"}
        data["photos"] = [photo]
    return _file(school, f"updates/{day}-{topic.slug}-{number + 1}.md", data, writer.update_body())


def _case(school: SampleSchool, chance: Random, topic: Topic) -> File:
    writer = Writer(chance, topic)
    since = (school.day - school.enrolled_on).days
    day = school.day - timedelta(days=chance.randint(20, max(21, min(200, since - 60))))
    data: Data = {
        "title": writer.title(is_case=True),
        "date": str(day),
        "summary": writer.summary(),
        "measures": [_measure(school, topic)],
        "subjects": [writer.subject],
        "grades": [writer.grade],
        "evidence": {
            "level": EvidenceLevel.BEFORE_AND_AFTER.value,
            "indicator": topic.counted,
            "before": str(writer.before),
            "after": str(writer.after),
            "sample": str(writer.sample),
        },
        "cost": {
            "funding": chance.choice(CostLevel.values()[:3]),
            "teacher_hours": str(chance.randint(1, 4)),
        },
        "conditions": f"{writer.office}能固定时间，备课组愿意一起改。",
        "limits": f"没有设对照班，{writer.trouble()}。",
        "lessons": "一开始铺得太开，后来只留一个年级先做。",
        "author_office": writer.office,
    }
    return _file(school, f"cases/{topic.slug}.md", data, writer.case_body(CASE_HEADINGS))


def _inspections(school: SampleSchool, chance: Random) -> Iterator[File]:
    for semester in school.calendar.complete_semesters(school.enrolled_on, school.day):
        day = school.calendar.begins_on(semester) + timedelta(days=chance.randint(30, 100))
        topic = chance.choice(TOPICS)
        data: Data = {
            "semester": str(semester),
            "date": str(day),
            "organiser": "教研部门（示例）",
            "subjects": chance.sample(SUBJECTS, 3),
            "lessons_observed": str(chance.randint(6, 30)),
            "findings": [f"{topic.what}已经进入常规，{topic.problem}的情况有所减少"],
            "actions": [{"id": "a1", "what": f"再改一轮{topic.what}", "status": ActionStatus.CLOSED.value}],
        }
        yield _file(school, f"inspections/{semester}.md", data, "视导组听课、评课，并与备课组长交换了看法。")
