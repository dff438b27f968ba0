"""Where rules begin: a value that is just allowed, the next one that is told, and what is no case of a rule.

A row says how the small program of the corpus is changed, and every line that the rule then names, file by
file in the order it is told; none where it has to keep silent.
"""

from __future__ import annotations

from dataclasses import dataclass

from contradictions import (
    BASELINE,
    CASE,
    DISTRICT,
    DONGPO,
    EVENT,
    FEATURED,
    INSPECTION,
    LATE_UPDATE,
    MONITORING,
    PLAN,
    PROGRAM,
    SCHOOL,
    SHILI,
    SUPPORT,
    TEACHING,
    UPDATE,
    VISIT,
    Change,
)


@dataclass(frozen=True, slots=True)
class Edge:
    """One tree: the code that is looked at, why it has to name just these lines, and the changes."""

    code: str
    what: str
    changes: tuple[Change, ...] = ()
    told: tuple[str, ...] = ()


_YOUNG = "early_career_teacher_count: 41\n"
_FLOW_END = "    people_count: 1\nfull_time"
_OUT = (
    "  - kind: 师资\n    direction: 输出\n    with: 某校（示例）\n    what: 教师\n"
    "    people_count: {}\nfull_time"
)
_SECONDED = "    until: 2026-06-30\n    people_count: 2"
_TEST = "    instrument: 测评\n    sample: 402"
_ASKED = "    instrument: 问卷\n    sample: 402"
_ARRIVED = "schools/pujiang/dongpo/school.yml"
_OTHER_SUPPORT = f"{DONGPO}/support.yml"
_OTHER_UPDATE = f"{DONGPO}/updates/2026-11-05-lianhe-beike.md"
_VISIT_AGAIN = f"{SHILI}/visits/2026-10-20-zuoye.md"
_SECOND_VISIT = """---
date: 2026-10-20
advisors:
  - {}
topic: 作业设计
advice:
  - 再改一份
{}---

看了作业本。
"""
_LATER = f"{SHILI}/updates/2026-11-02-renwudan.md"


def _later(*lines: str) -> Change:
    """Return one more update of the school with further keys."""
    return (_LATER, "", LATE_UPDATE.format("\n".join(lines)))


def _task(status: str, *more: str, id: str = "t2") -> Change:
    return _later("tasks:", f"  - id: {id}", f"    status: {status}", *more)


def _reading(value: str, day: str, indicator: str = "i1") -> Change:
    return _later(
        "readings:",
        f"  - indicator: {indicator}",
        f"    value: {value}",
        f"    as_of: {day}",
        "    source: 教务处统计",
    )


WHOLES = (
    Edge(
        "number.part",
        "mentored by nobody",
        ((SUPPORT, "mentor_count: 1", "mentor_count: 0"),),
        ("mentor_count: 0",),
    ),
    Edge(
        "number.part",
        "nobody is mentored by nobody",
        ((SUPPORT, "mentor_count: 1\n    mentee_count: 5", "mentor_count: 0\n    mentee_count: 0"),),
    ),
    Edge(
        "number.part",
        "as many as there are",
        (
            (SCHOOL, _YOUNG, "early_career_teacher_count: 92\n"),
            (SCHOOL, "student_count: 1086", "student_count: 1085"),
            (SUPPORT, "mentee_count: 5", "mentee_count: 92"),
            (SUPPORT, _SECONDED, "    until: 2026-06-30\n    people_count: 92"),
            (SUPPORT, _FLOW_END, "    people_count: 500\n" + _OUT.format(92)),
            (INSPECTION, "lessons_observed: 12", "lessons_observed: 960"),
            (TEACHING, "open_lesson_count: 46", "open_lesson_count: 3680"),
            (TEACHING, "training_hours: 24.5", "training_hours: 1600"),
            (TEACHING, "weekly_lessons: 4", "weekly_lessons: 960"),
            (MONITORING, _TEST, "    instrument: 测评\n    sample: 1302"),
            (MONITORING, _ASKED, "    instrument: 问卷\n    sample: 2604"),
            (MONITORING, "sample: 358", "sample: 1302"),
            (CASE, "  sample: 180", "  sample: 1302"),
        ),
    ),
    Edge(
        "number.part",
        "one more than there are",
        (
            (SCHOOL, "class_count: 24", "class_count: 25"),
            (
                SUPPORT,
                "mentee_count: 5",
                "mentee_count: 5\n  - tier: 区县级名师带教\n    mentor_count: 1\n    mentee_count: 42",
            ),
            (SUPPORT, _SECONDED, "    until: 2026-06-30\n    people_count: 93"),
            (SUPPORT, "  - subject: 数学\n    people_count: 2", "  - subject: 数学\n    people_count: 94"),
            (SUPPORT, "year: 2026\n    people_count: 4", "year: 2026\n    people_count: 95"),
            (SUPPORT, _FLOW_END, "    people_count: 500\n" + _OUT.format(96)),
            (INSPECTION, "lessons_observed: 12", "lessons_observed: 1001"),
            (TEACHING, "open_lesson_count: 46", "open_lesson_count: 3681"),
            (TEACHING, "training_hours: 24.5", "training_hours: 1600.5"),
            (TEACHING, "weekly_lessons: 4", "weekly_lessons: 1000.5"),
            (MONITORING, _TEST, "    instrument: 测评\n    sample: 1304"),
            (MONITORING, _ASKED, "    instrument: 问卷\n    sample: 2607"),
            (MONITORING, "sample: 358", "sample: 1305"),
            (CASE, "  sample: 180", "  sample: 1306"),
        ),
        (
            "mentee_count: 42",
            "people_count: 93",
            "people_count: 94",
            "people_count: 95",
            "people_count: 96",
            "lessons_observed: 1001",
            "open_lesson_count: 3681",
            "training_hours: 1600.5",
            "weekly_lessons: 1000.5",
            "sample: 1304",
            "sample: 2607",
            "sample: 1305",
            "sample: 1306",
        ),
    ),
    Edge(
        "number.part",
        "one young teacher and one class too many",
        (
            (SCHOOL, _YOUNG, "early_career_teacher_count: 93\n"),
            (SCHOOL, "class_count: 24", "class_count: 1087"),
        ),
        (
            "early_career_teacher_count: 93",
            "class_count: 1087",
        ),
    ),
    Edge("number.part", "a class for every pupil", ((SCHOOL, "class_count: 24", "class_count: 1086"),)),
    Edge(
        "number.part",
        "without young teachers all teachers count",
        ((SCHOOL, _YOUNG, ""), (SUPPORT, "mentee_count: 5", "mentee_count: 92")),
    ),
    Edge(
        "number.part",
        "and one more is too many",
        ((SCHOOL, _YOUNG, ""), (SUPPORT, "mentee_count: 5", "mentee_count: 93")),
        ("mentee_count: 93",),
    ),
    Edge(
        "number.part",
        "what the profile does not count measures nothing",
        (
            (SCHOOL, "class_count: 24\nstudent_count: 1086\nteacher_count: 92\n" + _YOUNG, ""),
            (SUPPORT, "mentee_count: 5", "mentee_count: 500"),
            (SUPPORT, _SECONDED, "    until: 2026-06-30\n    people_count: 500"),
            (INSPECTION, "lessons_observed: 12", "lessons_observed: 5000"),
            (TEACHING, "open_lesson_count: 46", "open_lesson_count: 50000"),
            (TEACHING, "weekly_lessons: 4", "weekly_lessons: 5000"),
            (MONITORING, _TEST, "    instrument: 测评\n    sample: 50000"),
            (CASE, "  sample: 180", "  sample: 50000"),
        ),
    ),
    Edge(
        "number.part",
        "nothing is counted",
        (
            (SUPPORT, _SECONDED, "    until: 2026-06-30"),
            (SUPPORT, _FLOW_END, _OUT.replace("    people_count: {}\n", "")),
            (INSPECTION, "lessons_observed: 12\n", ""),
            (TEACHING, "  open_lesson_count: 46\n", ""),
            (TEACHING, "  training_hours: 24.5\n", ""),
            (TEACHING, "      weekly_lessons: 4\n", ""),
            (CASE, "  sample: 180\n", ""),
        ),
    ),
    Edge(
        "number.part",
        "a sample of parents too",
        (
            (CASE, "  indicator: 课堂上开口讨论的学生占比", "  indicator: 学生和家长的满意度"),
            (CASE, "  sample: 180", "  sample: 50000"),
        ),
    ),
    Edge(
        "number.part",
        "a sample of lessons",
        (
            (CASE, "  indicator: 课堂上开口讨论的学生占比", "  indicator: 有讨论的课"),
            (CASE, "  sample: 180", "  sample: 50000"),
        ),
    ),
    Edge(
        "number.part",
        "resources lent have no people",
        ((SUPPORT, _FLOW_END, "    people_count: 1\n" + _OUT.format(500).replace("师资", "资源")),),
    ),
)

CLAIMS = (
    Edge(
        "school.status.open",
        "all duties met",
        (
            (SCHOOL, "status: 建设中", "status: 考评达标"),
            (
                SUPPORT,
                "  - name: 吴老师（示例）\n    specialty",
                "  - name: 某老师（示例）\n    level: 区县级\n    since: 2025-09-10\n"
                "  - name: 吴老师（示例）\n    level: 区县级\n    specialty",
            ),
        ),
    ),
    Edge(
        "school.status.open",
        "too few advisors",
        (
            (SCHOOL, "status: 建设中", "status: 考评达标"),
            (SUPPORT, "  - name: 吴老师（示例）\n    specialty: 作业设计\n    since: 2025-09-10\n", ""),
        ),
        ("status: 考评达标",),
    ),
    Edge("school.status.open", "one that left", ((_ARRIVED, "as_of", "status: 已退出\nas_of"),)),
    Edge(
        "school.status.open",
        "a later school",
        ((_ARRIVED, "as_of", "status: 考评达标\nas_of"),),
        ("status: 考评达标",),
    ),
    Edge(
        "district.funding.below",
        "nothing is said of it",
        ((DISTRICT, "    is_above_comparison: true\n", ""),),
    ),
    Edge(
        "district.funding.below",
        "below",
        ((DISTRICT, "is_above_comparison: true", "is_above_comparison: false"),),
        ("is_above_comparison: false",),
    ),
    Edge(
        "url.official",
        "official hosts",
        (
            (DISTRICT, "https://www.example.gov.cn/plan/1", "https://mp.weixin.qq.com/s/1"),
            (DISTRICT, "https://www.example.gov.cn/quota/1", "https://example.edu.cn/1"),
        ),
    ),
    Edge(
        "url.official",
        "hosts that only end alike",
        (
            (DISTRICT, "https://www.example.gov.cn/plan/1", "https://examplegov.cn/1"),
            (
                DISTRICT,
                "https://www.example.gov.cn/quota/1",
                "https://weixin.qq.com/1\n  notice_url: https://xmp.weixin.qq.com/1",
            ),
        ),
        (
            "url: https://examplegov.cn/1",
            "quota_notice_url: https://weixin.qq.com/1",
            "notice_url: https://xmp.weixin.qq.com/1",
        ),
    ),
    Edge(
        "url.official",
        "no address at all",
        (
            (DISTRICT, "  url: https://www.example.gov.cn/plan/1\n", ""),
            (DISTRICT, "  quota_notice_url: https://www.example.gov.cn/quota/1\n", ""),
        ),
    ),
    Edge(
        "teaching.rule.old",
        "of eight years ago",
        ((TEACHING, "revised_on: 2026-01-06", "revised_on: 2018-01-06"),),
    ),
    Edge(
        "teaching.rule.old",
        "of nine years ago",
        ((TEACHING, "    document: 课堂操作要点", "    document: 课堂操作要点\n    revised_on: 2017-12-31"),),
        ("revised_on: 2017-12-31",),
    ),
    Edge(
        "school.dates",
        "joined on the day of a case",
        ((SCHOOL, "enrolled_on: 2025-09-01", "enrolled_on: 2026-06-18"),),
    ),
    Edge(
        "school.dates",
        "joined a day later",
        ((SCHOOL, "enrolled_on: 2025-09-01", "enrolled_on: 2026-06-19"),),
        ("date: 2026-06-18",),
    ),
    Edge(
        "school.dates",
        "founded in the year it joined",
        ((SCHOOL, "founded_year: 1986", "founded_year: 2025"),),
    ),
    Edge(
        "school.dates",
        "founded a year later",
        ((SCHOOL, "founded_year: 1986", "founded_year: 2026"),),
        ("founded_year: 2026",),
    ),
    Edge(
        "school.dates",
        "founded this year, not yet joined",
        ((_ARRIVED, "enrolled_on: 2026-09-01", "founded_year: 2026"),),
    ),
    Edge(
        "school.dates",
        "founded next year, not yet joined",
        ((_ARRIVED, "enrolled_on: 2026-09-01", "founded_year: 2027"),),
        ("founded_year: 2027",),
    ),
    Edge(
        "monitoring.year",
        "on the last day of the year",
        ((MONITORING, "surveyed_on: 2026-06-18", "surveyed_on: 2026-12-31"),),
    ),
    Edge(
        "monitoring.year",
        "a day before the year",
        ((MONITORING, "surveyed_on: 2026-06-18", "surveyed_on: 2025-12-31"),),
        ("surveyed_on: 2025-12-31",),
    ),
    Edge(
        "monitoring.year",
        "no survey",
        (
            (
                MONITORING,
                "satisfaction:\n  percent: 86.5\n  sample: 358\n  response_percent: 88\n"
                "  surveyed_on: 2026-06-18\n",
                "",
            ),
        ),
    ),
    Edge(
        "monitoring.repeated", "in another way", ((MONITORING, "dimension: 身心健康", "dimension: 学业水平"),)
    ),
    Edge(
        "monitoring.repeated",
        "in the same way",
        (
            (
                MONITORING,
                "  - dimension: 身心健康\n    instrument: 问卷",
                "  - dimension: 学业水平\n    instrument: 测评",
            ),
        ),
        ("- dimension: 学业水平",),
    ),
    Edge("survey.response", "half", ((MONITORING, "response_percent: 88", "response_percent: 50"),)),
    Edge(
        "survey.response",
        "less than half",
        ((MONITORING, "response_percent: 88", "response_percent: 49.9"),),
        ("response_percent: 49.9",),
    ),
    Edge("survey.response", "not said", ((MONITORING, "  response_percent: 88\n", ""),)),
    Edge(
        "event.status",
        "held on the day it is",
        (
            (
                EVENT,
                "starts_at: 2026-11-12T09:00\nends_at: 2026-11-12T11:30",
                "starts_at: 2026-11-20T09:00\nends_at: 2026-11-20T11:30",
            ),
        ),
    ),
    Edge(
        "event.status",
        "held tomorrow",
        (
            (
                EVENT,
                "starts_at: 2026-11-12T09:00\nends_at: 2026-11-12T11:30",
                "starts_at: 2026-11-21T09:00\nends_at: 2026-11-21T11:30",
            ),
        ),
        ("status: 已举行",),
    ),
    Edge(
        "event.status",
        "fixed thirty days ago",
        (
            (
                EVENT,
                "starts_at: 2026-11-12T09:00\nends_at: 2026-11-12T11:30",
                "starts_at: 2026-10-21T09:00\nends_at: 2026-10-21T11:30",
            ),
            (EVENT, "已举行", "已确定"),
        ),
    ),
    Edge(
        "event.status",
        "fixed thirty-one days ago",
        (
            (
                EVENT,
                "starts_at: 2026-11-12T09:00\nends_at: 2026-11-12T11:30",
                "starts_at: 2026-10-20T09:00\nends_at: 2026-10-20T11:30",
            ),
            (EVENT, "已举行", "已确定"),
        ),
        ("status: 已确定",),
    ),
    Edge(
        "event.status",
        "nothing said, thirty-one days ago",
        (
            (
                EVENT,
                "starts_at: 2026-11-12T09:00\nends_at: 2026-11-12T11:30",
                "starts_at: 2026-10-20T09:00\nends_at: 2026-10-20T11:30",
            ),
            (EVENT, "status: 已举行\n", ""),
        ),
        ("starts_at: 2026-10-20T09:00",),
    ),
    Edge(
        "event.status",
        "called off",
        (
            (
                EVENT,
                "starts_at: 2026-11-12T09:00\nends_at: 2026-11-12T11:30",
                "starts_at: 2026-10-20T09:00\nends_at: 2026-10-20T11:30",
            ),
            (EVENT, "已举行", "已取消"),
        ),
    ),
    Edge("report.early", "on the day", ((PROGRAM, "on: 2026-10-20", "on: 2026-10-12"),)),
    Edge(
        "report.early", "a day before", ((PROGRAM, "on: 2026-10-20", "on: 2026-10-11"),), ("on: 2026-10-11",)
    ),
    Edge(
        "report.early",
        "an event may be announced",
        (
            (
                PROGRAM,
                "on: 2026-10-20\n    item: jinjiang/shili/updates/2026-10-12-kaifangke",
                "on: 2026-10-20\n    item: events/2026-11-12-zuoye-xianchanghui",
            ),
        ),
    ),
    Edge(
        "report.early",
        "about nothing of the site",
        ((PROGRAM, "    item: jinjiang/shili/updates/2026-10-12-kaifangke\n", ""),),
    ),
    Edge(
        "featured.turn",
        "twice, and pinned",
        ((FEATURED, "school: pujiang/dongpo", "school: jinjiang/shili"),),
    ),
    Edge(
        "featured.turn",
        "twice",
        ((FEATURED, "school: pujiang/dongpo", "school: jinjiang/shili"), (FEATURED, "  pinned: true\n", "")),
        ("school: jinjiang/shili",),
    ),
    Edge(
        "featured.turn",
        "a month left out",
        ((FEATURED, "period: 2026-10", "period: 2026-09"),),
        ("- period: 2026-11",),
    ),
    Edge(
        "featured.turn",
        "a semester among months is told elsewhere",
        ((FEATURED, "period: 2026-10", "period: 2025-autumn"),),
    ),
)

PARTS = (
    Edge(
        "number.share",
        "just all",
        (
            (
                PROGRAM,
                "share_percent: 40",
                "share_percent: 39.5\n  - year: 2025\n    use: 专业指导\n    share_percent: 50",
            ),
        ),
    ),
    Edge(
        "number.share",
        "a little over all, told once",
        (
            (
                PROGRAM,
                "share_percent: 60",
                "share_percent: 60.5\n  - year: 2026\n    use: 课题研究\n    share_percent: 10",
            ),
        ),
        ("share_percent: 60.5",),
    ),
    Edge(
        "number.share",
        "one use twice, and another year",
        (
            (
                PROGRAM,
                "use: 研讨交流\n    share_percent: 60",
                "use: 专业指导\n    share_percent: 10\n  - year: 2025\n    use: 专业指导\n"
                "    share_percent: 90",
            ),
        ),
        ("use: 专业指导",),
    ),
    Edge(
        "school.class-size", "sixty-five in each", ((SCHOOL, "student_count: 1086", "student_count: 1560"),)
    ),
    Edge(
        "school.class-size",
        "sixty-six in some",
        ((SCHOOL, "student_count: 1086", "student_count: 1561"),),
        ("student_count: 1561",),
    ),
    Edge("school.class-size", "three in each", ((SCHOOL, "student_count: 1086", "student_count: 72"),)),
    Edge(
        "school.class-size",
        "two in some",
        ((SCHOOL, "student_count: 1086", "student_count: 71"),),
        ("student_count: 71",),
    ),
    Edge(
        "school.class-size",
        "one in each",
        ((SCHOOL, "student_count: 1086", "student_count: 24"),),
        ("student_count: 24",),
    ),
    Edge(
        "school.class-size",
        "fewer pupils than classes is told elsewhere",
        ((SCHOOL, "student_count: 1086", "student_count: 23"),),
    ),
    Edge("school.class-size", "no classes are counted", ((SCHOOL, "class_count: 24\n", ""),)),
    Edge("school.class-size", "no pupils are counted", ((SCHOOL, "student_count: 1086\n", ""),)),
    Edge("support.mentoring.reach", "one of ten", ((SCHOOL, _YOUNG, "early_career_teacher_count: 50\n"),)),
    Edge(
        "support.mentoring.reach",
        "fewer",
        ((SCHOOL, _YOUNG, "early_career_teacher_count: 51\n"),),
        ("mentoring:",),
    ),
    Edge(
        "support.mentoring.reach",
        "two tiers together",
        (
            (SCHOOL, _YOUNG, "early_career_teacher_count: 60\n"),
            (
                SUPPORT,
                "mentee_count: 5",
                "mentee_count: 5\n  - tier: 区县级名师带教\n    mentor_count: 1\n    mentee_count: 1",
            ),
        ),
    ),
    Edge(
        "support.mentoring.reach",
        "a later school, after one without support",
        (
            (
                _OTHER_SUPPORT,
                "as_of",
                "mentoring:\n  - tier: 市级名师带教\n    mentor_count: 1\n    mentee_count: 1\nas_of",
            ),
            (_ARRIVED, "as_of", "early_career_teacher_count: 11\nas_of"),
            (
                SUPPORT,
                "mentoring:\n  - tier: 市级名师带教\n    subject: 数学\n    mentor_count: 1\n"
                "    mentee_count: 5\n",
                "",
            ),
        ),
        ("mentoring:",),
    ),
    Edge(
        "indicator.percent",
        "none and all",
        (
            (PLAN, "baseline: 48", "baseline: 0"),
            (PLAN, "2027: 70", "2027: 100"),
            (UPDATE, "value: 61", "value: 100"),
            (CASE, "before: 35", "before: 0"),
            (CASE, "after: 62", "after: 100"),
        ),
    ),
    Edge(
        "indicator.percent",
        "a little over all",
        (
            (PLAN, "baseline: 48", "baseline: 100.5"),
            (PLAN, "2027: 70", "2027: 101"),
            (UPDATE, "value: 61", "value: 102"),
            (CASE, "before: 35", "before: 103"),
            (CASE, "after: 62", "after: 104"),
        ),
        (
            "baseline: 100.5",
            "2027: 101",
            "value: 102",
            "before: 103",
            "after: 104",
        ),
    ),
    Edge(
        "indicator.percent",
        "less than none",
        ((PLAN, "baseline: 48", "baseline: -1"), (CASE, "before: 35", "before: -2")),
        (
            "baseline: -1",
            "before: -2",
        ),
    ),
    Edge(
        "indicator.percent",
        "a growth may be more",
        (
            (PLAN, "name: 当堂学习任务完成率", "name: 当堂学习任务完成率的增幅"),
            (PLAN, "baseline: 48", "baseline: 130"),
            (CASE, "学生占比", "学生占比的提高"),
            (CASE, "after: 62", "after: 130"),
        ),
    ),
    Edge(
        "indicator.percent",
        "a number of anything",
        (
            (PLAN, "unit: '%'", "unit: 节"),
            (PLAN, "baseline: 48", "baseline: 130"),
            (CASE, "学生占比", "学生人数"),
            (CASE, "after: 62", "after: 130"),
        ),
    ),
    Edge(
        "indicator.percent",
        "no unit, no baseline, no figures",
        (
            (PLAN, "    unit: '%'\n", ""),
            (PLAN, "    baseline: 48\n", ""),
            (PLAN, "2027: 70", "2027: 170"),
            (CASE, "  before: 35\n  after: 62\n", ""),
        ),
    ),
    Edge(
        "indicator.percent",
        "a school without a plan comes first",
        (
            (PLAN, "", ""),
            (
                f"{DONGPO}/plan.yml",
                "    dimension: 师资水平",
                "    dimension: 师资水平\n    unit: '%'\n    baseline: 101",
            ),
        ),
        ("baseline: 101",),
    ),
    Edge("indicator.target", "no change", ((PLAN, "2026: 60", "2026: 48"),)),
    Edge("indicator.target", "a step back", ((PLAN, "2027: 70", "2027: 47"),), ("2027: 47",)),
    Edge(
        "indicator.target",
        "the lower the better",
        ((PLAN, "direction: 越高越好", "direction: 越低越好"),),
        (
            "2026: 60",
            "2027: 70",
        ),
    ),
    Edge("indicator.target", "no baseline", ((PLAN, "    baseline: 48\n", ""),)),
    Edge(
        "reading.unit",
        "forty times less and more",
        ((UPDATE, "value: 61", "value: 1.2"), _reading("2800", "2026-10-20")),
    ),
    Edge(
        "reading.unit",
        "a little more than forty times less",
        ((UPDATE, "value: 61", "value: 1.19"), _reading("2801", "2026-10-20")),
        (
            "value: 2801",
            "value: 1.19",
        ),
    ),
    Edge(
        "reading.unit",
        "nought, and a reading of nothing known",
        ((UPDATE, "value: 61", "value: 0"), _reading("0.1", "2026-10-20", "i9")),
    ),
    Edge(
        "reading.unit",
        "nothing to compare with",
        (
            (UPDATE, "value: 61", "value: 0.1"),
            (PLAN, "    baseline: 48\n    targets:\n      2026: 60\n      2027: 70\n", ""),
        ),
    ),
    Edge(
        "reading.unit",
        "after one that is not compared",
        (
            (
                UPDATE,
                "    value: 61",
                "    value: 0\n    as_of: 2026-10-09\n    source: 教务处统计\n  - indicator: i1\n"
                "    value: 0.5",
            ),
        ),
        ("value: 0.5",),
    ),
    Edge(
        "reading.unit",
        "without a unit, after a school without a plan",
        (
            (PLAN, "", ""),
            (f"{DONGPO}/plan.yml", "    dimension: 师资水平", "    dimension: 师资水平\n    baseline: 4"),
            (
                _OTHER_UPDATE,
                "adopts:",
                "readings:\n  - indicator: i1\n    value: 161\n    as_of: 2026-11-01\n"
                "    source: 教务处统计\nadopts:",
            ),
        ),
        ("value: 161",),
    ),
    Edge("reading.conflict", "the same twice", (_reading("61", "2026-10-10"),)),
    Edge("reading.conflict", "another day", (_reading("62", "2026-10-11"),)),
    Edge("reading.conflict", "another indicator", (_reading("62", "2026-10-10", "i2"),)),
    Edge("reading.conflict", "two values", (_reading("62", "2026-10-10"),), ("value: 62",)),
)

ADVANCE = (
    Edge("task.backward", "started, done", (_task("已完成"),)),
    Edge("task.backward", "started, not started", (_task("未开始"),), ("status: 未开始",)),
    Edge("task.backward", "with a reason", (_task("未开始", "    note: 换了老师"),)),
    Edge("task.backward", "delayed is not back", (_task("已延期"),)),
    Edge(
        "task.backward", "done, delayed", (_task("已延期"), (UPDATE, "进行中", "已完成")), ("status: 已延期",)
    ),
    Edge("task.backward", "done, called off", (_task("已取消"), (UPDATE, "进行中", "已完成"))),
    Edge("task.backward", "called off, called off", (_task("已取消"), (UPDATE, "进行中", "已取消"))),
    Edge(
        "task.backward",
        "called off, done",
        (_task("已完成"), (UPDATE, "进行中", "已取消")),
        ("status: 已完成",),
    ),
    Edge(
        "task.backward",
        "a second task in the same report",
        (_task("进行中", "  - id: t2", "    status: 未开始", id="t1"),),
        ("status: 未开始",),
    ),
    Edge(
        "task.reason",
        "delayed and called off with a reason",
        (_task("已延期", "    note: 换了老师", "  - id: t1", "    status: 已取消", "    note: 合并"),),
    ),
    Edge(
        "task.reason",
        "delayed and called off",
        (_task("已延期", "  - id: t1", "    status: 已取消"),),
        (
            "status: 已延期",
            "status: 已取消",
        ),
    ),
    Edge("task.reason", "done needs none", (_task("已完成", "  - id: t1", "    status: 未开始"),)),
    Edge(
        "plan.task.owner",
        "neither, one, both",
        ((PLAN, "    due_on: 2027-06-30\n", ""),),
        (
            "title: 青年教师一课三磨",
            "title: 建立联合备课组",
        ),
    ),
    Edge(
        "plan.objective.unmeasured",
        "the second has no task",
        ((PLAN, "  - id: t2\n    objective: o2", "  - id: t2\n    objective: o1"),),
        ("- id: o2",),
    ),
    Edge(
        "plan.objective.unmeasured",
        "the second has neither",
        (
            (PLAN, "  - id: t2\n    objective: o2", "  - id: t2\n    objective: o1"),
            (PLAN, "  - id: i2\n    objective: o2", "  - id: i2\n    objective: o1"),
        ),
        ("- id: o2",),
    ),
    Edge(
        "plan.objective.unmeasured",
        "perhaps the one that is misspelt",
        ((PLAN, "  - id: t2\n    objective: o2", "  - id: t2\n    objective: o3"),),
    ),
    Edge(
        "plan.objective.unmeasured",
        "an indicator is misspelt, and a later school lacks one",
        (
            (PLAN, "  - id: i2\n    objective: o2", "  - id: i2\n    objective: o3"),
            (f"{DONGPO}/plan.yml", "indicators:", "  - id: o2\n    title: 又一个\nindicators:"),
        ),
        ("- id: o2",),
    ),
    Edge(
        "plan.objective.unmeasured",
        "a task is faulty",
        ((PLAN, "  - id: t2\n    objective: o2", "  - id: T_2\n    objective: o2"),),
    ),
    Edge(
        "plan.before-baseline",
        "adopted on the day",
        ((PLAN, "adopted_on: 2025-10-16", "adopted_on: 2025-09-20"),),
    ),
    Edge(
        "plan.before-baseline",
        "a day before",
        ((PLAN, "adopted_on: 2025-10-16", "adopted_on: 2025-09-19"),),
        ("adopted_on: 2025-09-19",),
    ),
    Edge(
        "plan.before-baseline",
        "begun a day before",
        (
            (PLAN, "starts_on: 2025-10-01\n", "starts_on: 2025-09-19\n"),
            (PLAN, "adopted_on: 2025-10-16\n", ""),
        ),
        ("starts_on: 2025-09-19",),
    ),
    Edge(
        "plan.before-baseline",
        "begun before, adopted after",
        ((PLAN, "starts_on: 2025-10-01\n", "starts_on: 2025-09-19\n"),),
    ),
    Edge(
        "plan.before-baseline",
        "a later school, after one without assessment",
        (
            (BASELINE, "", ""),
            (f"{DONGPO}/plan.yml", "ends_on: 2029-09-30", "ends_on: 2029-09-30\nadopted_on: 2025-01-01"),
        ),
        ("adopted_on: 2025-01-01",),
    ),
    Edge("plan.research.result", "ends today", ((PLAN, "ends_on: 2027-04-30", "ends_on: 2026-11-20"),)),
    Edge(
        "plan.research.result",
        "ended yesterday",
        ((PLAN, "ends_on: 2027-04-30", "ends_on: 2026-11-19"),),
        ("ends_on: 2026-11-19",),
    ),
    Edge(
        "plan.research.result",
        "ended with a result",
        ((PLAN, "ends_on: 2027-04-30", "ends_on: 2026-11-19\n    outcome: 已结题"),),
    ),
    Edge("plan.research.result", "without an end", ((PLAN, "    ends_on: 2027-04-30\n", ""),)),
    Edge("action.date", "due on the day", ((INSPECTION, "due_on: 2026-06-30", "due_on: 2026-04-16"),)),
    Edge(
        "action.date",
        "due a day before",
        ((INSPECTION, "due_on: 2026-06-30", "due_on: 2026-04-15"),),
        ("due_on: 2026-04-15",),
    ),
    Edge(
        "action.overdue",
        "thirty days over",
        ((INSPECTION, "due_on: 2026-06-30\n    status: 已整改", "due_on: 2026-10-21\n    status: 整改中"),),
    ),
    Edge(
        "action.overdue",
        "thirty-one days over",
        ((INSPECTION, "due_on: 2026-06-30\n    status: 已整改", "due_on: 2026-10-20\n    status: 整改中"),),
        ("due_on: 2026-10-20",),
    ),
    Edge(
        "action.overdue",
        "no day, then one over",
        (
            (
                INSPECTION,
                "    due_on: 2026-06-30\n    status: 已整改",
                "  - id: a2\n    what: 再看一次\n    due_on: 2026-06-30",
            ),
        ),
        ("due_on: 2026-06-30",),
    ),
    Edge(
        "action.overdue",
        "an action is faulty",
        (
            (
                INSPECTION,
                "due_on: 2026-06-30\n    status: 已整改",
                "due_on: 2026-06-30\n  - id: A_2\n    what: 再看一次",
            ),
        ),
    ),
)

PRECEDENCE = (
    Edge(
        "date.early",
        "all on the first day they could be",
        (
            (SUPPORT, "      on: 2026-03-27", "      on: 2025-09-01"),
            (VISIT, "date: 2026-09-24", "date: 2025-09-10"),
            (UPDATE, "as_of: 2026-10-10", "as_of: 2024-10-01"),
            (BASELINE, "assessed_on: 2025-09-20", "assessed_on: 2022-09-02"),
        ),
    ),
    Edge(
        "date.early",
        "all a day before",
        (
            (SUPPORT, "      on: 2026-03-27", "      on: 2025-08-31"),
            (VISIT, "date: 2026-09-24", "date: 2025-09-09"),
            (UPDATE, "as_of: 2026-10-10", "as_of: 2024-09-30"),
            (BASELINE, "assessed_on: 2025-09-20", "assessed_on: 2022-09-01"),
        ),
        (
            "on: 2025-08-31",
            "date: 2025-09-09",
            "as_of: 2024-09-30",
            "assessed_on: 2022-09-01",
        ),
    ),
    Edge("date.early", "shared on no day", ((SUPPORT, "      on: 2026-03-27\n", ""),)),
    Edge(
        "date.early",
        "the second of two advisors",
        (
            (VISIT, "  - 沈老师（示例）", "  - 某老师（示例）\n  - 吴老师（示例）"),
            (VISIT, "date: 2026-09-24", "date: 2025-09-09"),
        ),
        ("date: 2025-09-09",),
    ),
    Edge(
        "date.early",
        "who was a master before he was an advisor",
        (
            (SUPPORT, "  - name: 林老师（示例）", "  - name: 沈老师（示例）"),
            (VISIT, "date: 2026-09-24", "date: 2025-09-09"),
        ),
    ),
    Edge(
        "date.early",
        "visits of a school without support",
        ((SUPPORT, "", ""), (VISIT, "date: 2026-09-24", "date: 2020-09-09")),
    ),
    Edge(
        "date.early",
        "not joined, no plan",
        (
            (PLAN, "", ""),
            (SCHOOL, "enrolled_on: 2025-09-01\n", ""),
            (UPDATE, "as_of: 2026-10-10", "as_of: 2020-09-30"),
            (BASELINE, "assessed_on: 2025-09-20", "assessed_on: 2020-09-01"),
        ),
    ),
    Edge(
        "task.early",
        "on the first day",
        ((PLAN, "starts_on: 2025-10-08", "starts_on: 2026-11-02"), _task("已完成", id="t1")),
    ),
    Edge(
        "task.early",
        "a day before",
        ((PLAN, "starts_on: 2025-10-08", "starts_on: 2026-11-03"), _task("进行中", id="t1")),
        ("status: 进行中",),
    ),
    Edge(
        "task.early",
        "not begun",
        ((PLAN, "starts_on: 2025-10-08", "starts_on: 2026-11-03"), _task("未开始", id="t1")),
    ),
    Edge(
        "task.early",
        "after one without a start",
        (
            (PLAN, "starts_on: 2025-10-08", "starts_on: 2026-11-03"),
            _task("进行中", "  - id: t1", "    status: 已完成"),
        ),
        ("status: 已完成",),
    ),
    Edge("visit.overdue", "thirty days over", ((VISIT, "next_on: 2027-03-18", "next_on: 2026-10-21"),)),
    Edge(
        "visit.overdue",
        "thirty-one days over",
        ((VISIT, "next_on: 2027-03-18", "next_on: 2026-10-20"),),
        ("next_on: 2026-10-20",),
    ),
    Edge(
        "visit.overdue",
        "came again",
        (
            (VISIT, "next_on: 2027-03-18", "next_on: 2026-10-19"),
            (_VISIT_AGAIN, "", _SECOND_VISIT.format("沈老师（示例）", "")),
        ),
    ),
    Edge(
        "visit.overdue",
        "only the last is asked about",
        (
            (VISIT, "next_on: 2027-03-18", "next_on: 2026-10-19"),
            (_VISIT_AGAIN, "", _SECOND_VISIT.format("沈老师（示例）", "next_on: 2026-10-20\n")),
        ),
        ("next_on: 2026-10-20",),
    ),
)

REPETITION = (
    Edge(
        "entry.repeated",
        "each twice",
        (
            (
                SUPPORT,
                "    has_agreement: true\n",
                "    has_agreement: true\n  - name: 示例师范大学（示例）\n    kind: 科研院所\n",
            ),
            (
                SUPPORT,
                "    mentee_count: 5\n",
                "    mentee_count: 5\n  - tier: 市级名师带教\n    subject: 数学\n"
                "    mentor_count: 2\n    mentee_count: 6\n",
            ),
            (
                SUPPORT,
                "    people_count: 4\n",
                "    people_count: 4\n  - programme: 市级骨干教师培训（示例）\n    year: 2026\n"
                "    people_count: 5\n",
            ),
            (PLAN, "    title: 青年教师一课三磨", "    title: 修订五个环节的教学规程"),
            (
                PLAN,
                "    ends_on: 2027-04-30\n",
                "    ends_on: 2027-04-30\n  - title: 数学学习任务单的设计与使用\n    level: 校级\n",
            ),
            (
                DISTRICT,
                "    is_above_comparison: true\n",
                "    is_above_comparison: true\n  - year: 2026\n    per_pupil_band: 标准水平\n",
            ),
            (
                PROGRAM,
                "    on: 2026-10-20\n",
                "    on: 2026-10-20\n  - channel: 媒体\n    title: 又一篇\n"
                "    url: https://www.example.edu.cn/news/1\n    on: 2026-10-21\n",
            ),
        ),
        (
            "- name: 示例师范大学（示例）",
            "- tier: 市级名师带教",
            "- programme: 市级骨干教师培训（示例）",
            "title: 修订五个环节的教学规程",
            "- title: 数学学习任务单的设计与使用",
            "- year: 2026",
            "url: https://www.example.edu.cn/news/1",
        ),
    ),
    Edge(
        "entry.repeated",
        "each nearly twice",
        (
            (
                SUPPORT,
                "    mentee_count: 5\n",
                "    mentee_count: 5\n  - tier: 市级名师带教\n    subject: 语文\n"
                "    mentor_count: 2\n    mentee_count: 6\n",
            ),
            (
                SUPPORT,
                "    people_count: 4\n",
                "    people_count: 4\n  - programme: 市级骨干教师培训（示例）\n    year: 2025\n"
                "    people_count: 5\n",
            ),
            (
                DISTRICT,
                "    is_above_comparison: true\n",
                "    is_above_comparison: true\n  - year: 2025\n    per_pupil_band: 标准水平\n",
            ),
        ),
    ),
)

RELATIONS = (
    Edge(
        "support.self",
        "by its short and its former name, everywhere",
        (
            (SUPPORT, "  support_school: 锦江示例高级中学（示例）", "  support_school: 锦江示例初中"),
            (SUPPORT, "    host: 锦江示例高级中学（示例）", "    host: 锦江示例第二学校（示例）"),
            (SUPPORT, "  - name: 示例师范大学（示例）", "  - name: 锦江示例初级中学（示例）"),
            (SUPPORT, "    with: 锦江示例高级中学（示例）", "    with: 锦江示例初级中学（示例）"),
            (SUPPORT, "    unit: 示例教育研究机构（示例）", "    unit: 锦江示例初中"),
            (
                SUPPORT,
                "    subject: 数学\n    unit: 锦江示例高级中学（示例）",
                "    subject: 数学\n    unit: 锦江示例初中",
            ),
            (
                SUPPORT,
                "  - name: 周校长（示例）\n    unit: 锦江示例高级中学（示例）",
                "  - name: 周校长（示例）\n    unit: 锦江示例初中",
            ),
        ),
        (
            "support_school: 锦江示例初中",
            "host: 锦江示例第二学校（示例）",
            "- name: 锦江示例初级中学（示例）",
            "with: 锦江示例初级中学（示例）",
            "unit: 锦江示例初中",
            "unit: 锦江示例初中",
            "unit: 锦江示例初中",
        ),
    ),
    Edge(
        "person.unknown",
        "a visitor and an assessor, each the second",
        (
            (VISIT, "  - 沈老师（示例）", "  - 林老师（示例）\n  - 某老师（示例）"),
            (BASELINE, "  - 沈老师（示例）", "  - 周校长（示例）\n  - 某老师（示例）"),
        ),
        (
            "- 某老师（示例）",
            "- 某老师（示例）",
        ),
    ),
    Edge(
        "person.unknown",
        "nobody is known",
        (
            (f"{DONGPO}/baseline.md", "assessed_on", "experts:\n  - 某老师（示例）\nassessed_on"),
            (
                _OTHER_SUPPORT,
                "advisors:\n  - name: 沈老师（示例）\n    since: 2026-09-10\n"
                "  - name: 钟老师（示例）\n    since: 2026-09-10\n  - name: 庄老师（示例）\n"
                "    since: 2026-09-10\n",
                "",
            ),
        ),
    ),
    Edge(
        "support.flow.unmatched",
        "known at both ends",
        (
            (
                SUPPORT,
                "    direction: 输入\n    with: 锦江示例高级中学（示例）",
                "    direction: 输出\n    with: 蒲江东坡示例学校（示例）",
            ),
            (
                _OTHER_SUPPORT,
                "as_of",
                "flows:\n  - kind: 师资\n    direction: 输入\n    with: 锦江示例初中\n    what: 教师\nas_of",
            ),
        ),
    ),
    Edge(
        "support.flow.unmatched",
        "both say that they give",
        (
            (
                SUPPORT,
                "    direction: 输入\n    with: 锦江示例高级中学（示例）",
                "    direction: 输出\n    with: 蒲江东坡示例学校（示例）",
            ),
            (
                _OTHER_SUPPORT,
                "as_of",
                "flows:\n  - kind: 师资\n    direction: 输出\n    with: 锦江示例初中\n    what: 教师\nas_of",
            ),
        ),
        (
            "with: 蒲江东坡示例学校（示例）",
            "with: 锦江示例初中",
        ),
    ),
    Edge(
        "support.flow.unmatched",
        "of another kind, the second flow",
        (
            (
                SUPPORT,
                _FLOW_END,
                "    people_count: 1\n  - kind: 资源\n    direction: 输入\n"
                "    with: 蒲江东坡示例学校（示例）\n    what: 课程\nfull_time",
            ),
            (
                _OTHER_SUPPORT,
                "as_of",
                "flows:\n  - kind: 师资\n    direction: 输出\n    with: 某校（示例）\n    what: 教师\nas_of",
            ),
        ),
        ("with: 蒲江东坡示例学校（示例）",),
    ),
    Edge(
        "support.flow.unmatched",
        "the other side cannot be read",
        (
            (SUPPORT, "    with: 锦江示例高级中学（示例）", "    with: 蒲江东坡示例学校（示例）"),
            (_OTHER_SUPPORT, "as_of: 2026-11-01", "as_of: [2026"),
        ),
    ),
    Edge(
        "support.flow.unmatched",
        "the other side has none",
        (
            (SUPPORT, "    with: 锦江示例高级中学（示例）", "    with: 蒲江东坡示例学校（示例）"),
            (_OTHER_SUPPORT, "", ""),
        ),
        ("with: 蒲江东坡示例学校（示例）",),
    ),
    Edge(
        "support.joint.schools",
        "only the school, as leader or among the others",
        (
            (
                SUPPORT,
                "    lead: 锦江示例高级中学（示例）\n    schools:\n"
                "      - 锦江示例初级中学（示例）\n      - 蒲江东坡示例学校（示例）",
                "    schools:\n      - 锦江示例初级中学（示例）",
            ),
            (
                SUPPORT,
                "    outcome: 统一了作业用时的记录办法",
                "    outcome: 统一了作业用时的记录办法\n  - kind: 联合培训\n    lead: 锦江示例初中",
            ),
        ),
        (
            "schools:",
            "lead: 锦江示例初中",
        ),
    ),
    Edge(
        "support.joint.schools",
        "nobody is named, or one other",
        (
            (
                SUPPORT,
                "    lead: 锦江示例高级中学（示例）\n    schools:\n"
                "      - 锦江示例初级中学（示例）\n      - 蒲江东坡示例学校（示例）\n",
                "",
            ),
            (
                SUPPORT,
                "    outcome: 统一了作业用时的记录办法",
                "    outcome: 统一了作业用时的记录办法\n  - kind: 联合培训\n"
                "    lead: 锦江示例初中\n    schools:\n      - 某校（示例）",
            ),
        ),
    ),
    Edge(
        "support.agreement",
        "the second of two",
        (
            (
                SUPPORT,
                "    has_agreement: true",
                "    has_agreement: true\n  - name: 某企业（示例）\n    kind: 高新企业",
            ),
        ),
        ("- name: 某企业（示例）",),
    ),
    Edge(
        "support.agreement",
        "a partner is faulty",
        ((SUPPORT, "    has_agreement: true", "    has_agreement: 是"),),
    ),
    Edge(
        "support.training",
        "every school day, in the third year",
        ((SUPPORT, "  year: 2\n  sessions_attended: 5", "  year: 3\n  sessions_attended: 200"),),
    ),
    Edge(
        "support.training",
        "more",
        ((SUPPORT, "sessions_attended: 5", "sessions_attended: 201"),),
        ("sessions_attended: 201",),
    ),
    Edge(
        "support.training",
        "in the second year after it joined this year",
        ((_OTHER_SUPPORT, "as_of", "principal_training:\n  year: 2\n  sessions_attended: 1\nas_of"),),
    ),
    Edge(
        "support.training",
        "in the third",
        ((_OTHER_SUPPORT, "as_of", "principal_training:\n  year: 3\n  sessions_attended: 1\nas_of"),),
        ("year: 3",),
    ),
    Edge(
        "support.training",
        "never",
        ((SUPPORT, "sessions_attended: 5", "sessions_attended: 0"),),
        ("sessions_attended: 0",),
    ),
    Edge(
        "support.training",
        "once, or not counted",
        (
            (SUPPORT, "sessions_attended: 5", "sessions_attended: 1"),
            (_OTHER_SUPPORT, "as_of", "principal_training:\n  year: 1\n  sessions_attended: 1\nas_of"),
        ),
    ),
    Edge(
        "support.service",
        "one after the other, and another code at once",
        (
            (
                SUPPORT,
                "  - code: T01\n    since: 2025-09-01",
                "  - code: T01\n    since: 2024-09-01\n    until: 2025-08-31\n  - code: T01\n"
                "    since: 2025-09-01\n  - code: T02\n    since: 2025-09-01",
            ),
        ),
    ),
    Edge(
        "support.service",
        "a day at once",
        (
            (
                SUPPORT,
                "  - code: T01\n    since: 2025-09-01",
                "  - code: T01\n    since: 2025-09-01\n  - code: T01\n    since: 2024-09-01\n"
                "    until: 2025-09-01",
            ),
        ),
        ("- code: T01",),
    ),
    Edge(
        "support.service",
        "the day it ends",
        (
            (
                SUPPORT,
                "  - code: T01\n    since: 2025-09-01",
                "  - code: T01\n    since: 2024-09-01\n    until: 2025-09-01\n  - code: T01\n"
                "    since: 2025-09-01",
            ),
        ),
        ("- code: T01",),
    ),
    Edge(
        "support.service",
        "forty-five years",
        ((SUPPORT, "  - code: T01\n    since: 2025-09-01", "  - code: T01\n    since: 1981-12-01"),),
    ),
    Edge(
        "support.service",
        "forty-five years and a day",
        ((SUPPORT, "  - code: T01\n    since: 2025-09-01", "  - code: T01\n    since: 1981-11-30"),),
        ("since: 1981-11-30",),
    ),
    Edge(
        "support.service",
        "longer, as far as it is planned",
        (
            (
                SUPPORT,
                "  - code: T01\n    since: 2025-09-01",
                "  - code: T01\n    since: 2025-09-01\n    until: 2080-01-01",
            ),
        ),
    ),
    Edge(
        "district.cluster",
        "twice, and one of another district",
        (
            (
                DISTRICT,
                "        - jinjiang/shili",
                "        - jinjiang/shili\n        - pujiang/dongpo\n    - name: 西片示例学区\n"
                "      schools:\n        - jinjiang/shili",
            ),
        ),
        (
            "- pujiang/dongpo",
            "- jinjiang/shili",
        ),
    ),
    Edge(
        "district.cluster",
        "no enrolment",
        (
            (
                DISTRICT,
                "enrolment:\n  quota_notice_url: https://www.example.gov.cn/quota/1\n"
                "  is_synchronized: true\n  clusters:\n    - name: 东片示例学区\n      schools:\n"
                "        - jinjiang/shili\n",
                "",
            ),
        ),
    ),
    Edge(
        "adoption.early",
        "on the day it began",
        (
            (CASE, "starts_on: 2025-11-03", "starts_on: 2026-06-01"),
            (_OTHER_UPDATE, "date: 2026-11-05", "date: 2026-06-01"),
        ),
    ),
    Edge(
        "adoption.early",
        "a day before it began",
        (
            (CASE, "starts_on: 2025-11-03", "starts_on: 2026-06-02"),
            (_OTHER_UPDATE, "date: 2026-11-05", "date: 2026-06-01"),
        ),
        ("- jinjiang/shili/cases/xiaozu-xuexi",),
    ),
    Edge(
        "adoption.early",
        "it began on no day",
        (
            (CASE, "starts_on: 2025-11-03\nends_on: 2026-06-12\n", ""),
            (_OTHER_UPDATE, "date: 2026-11-05", "date: 2020-06-01"),
        ),
    ),
)

_POLICY = "schools/policy.yml"
_CLAUSES = """title: 示例政策
issued_by: 示例编辑部
clauses:
  - id: 三(一)
    title: 名校名师支持引领
    measure: leadership
  - id: 三(二)
    title: 联动实施强师计划
{}"""
_DEMANDS = """requirements:
  - id: plan
    clause: 三(一)
    title: 每所实验校有方案。
    rule: present
    look: plan
    noun: 方案
  - id: mentoring
    clause: 三(二)
    title: 带教齐全。
    rule: all_of
    look: support.mentoring
    noun: 带教
{}"""
_TIMELY = """  - id: within-{}
    clause: 三(二)
    title: 及时。
    rule: within_days
    look: update
    noun: 进展
{}"""


def _demand(*lines: str) -> Change:
    return (_POLICY, "", _CLAUSES.format(_DEMANDS.format("".join(f"    {line}\n" for line in lines))))


_UNREADABLE = ("as_of: 2026-11-01", "as_of: [2026")

POLICY = (
    Edge(
        "policy.duplicate",
        "a clause, a requirement, a word, each the last of three",
        (
            (
                _POLICY,
                "",
                _CLAUSES.format(
                    "  - id: 三(一)\n    title: 又一条\n"
                    + _DEMANDS.format(
                        "    key: tier\n    terms:\n      - 甲\n  - id: plan\n"
                        "    clause: 三(二)\n    title: 又一个。\n    rule: present\n"
                        "    look: plan\n    noun: 方案\nvocabularies:\n  grades:\n    - 七年级\n"
                        "    - 八年级\n  subjects:\n    - 语文\n    - 数学\n    - 语文\n"
                    )
                ),
            ),
        ),
        (
            "- id: 三(一)",
            "- id: plan",
            "- 语文",
        ),
    ),
    Edge(
        "policy.duplicate",
        "one word in two lists",
        (
            (
                _POLICY,
                "",
                _CLAUSES.format("vocabularies:\n  grades:\n    - 七年级\n  subjects:\n    - 七年级\n"),
            ),
        ),
    ),
    Edge(
        "policy.reference",
        "all there",
        (
            _demand(
                "key: tier",
                "weight: mentee_count",
                "vocabulary: mentoring_tiers",
                "threshold: advisors",
                "where:",
                "  - field: subject",
                "    is:",
                "      - 数学",
            ),
        ),
    ),
    Edge(
        "policy.reference",
        "none of it there",
        (
            _demand(
                "key: tiers",
                "weight: mentees",
                "vocabulary: tiers",
                "threshold: adviser",
                "where:",
                "  - field: subject",
                "    is:",
                "      - 数学",
                "  - field: subjects",
                "    is:",
                "      - 数学",
            ),
        ),
        (
            "threshold: adviser",
            "vocabulary: tiers",
            "- field: subjects",
            "key: tiers",
            "weight: mentees",
        ),
    ),
    Edge(
        "policy.reference",
        "the second clause's measure, and no measure",
        ((_POLICY, "", _CLAUSES.format("    measure: teacher\n  - id: 三(三)\n    title: 课堂\n")),),
        ("measure: teacher",),
    ),
    Edge(
        "policy.reference",
        "no program to compare with",
        (
            (PROGRAM, "name: 示例市公办初中强校工程", "name: [示例市"),
            (_POLICY, "", _CLAUSES.format("    measure: teacher\n")),
        ),
    ),
    Edge(
        "policy.reference",
        "a field of a field",
        (
            (
                _POLICY,
                "",
                _CLAUSES.format(
                    _DEMANDS.format("")
                    .replace("look: support.mentoring", "look: support.partnership.since.year")
                    .replace("look: plan", "look: teaching.classrooms.modes")
                )
                + "staffing:\n  - plan\n  - plans\n",
            ),
        ),
        (
            "- plans",
            "look: teaching.classrooms.modes",
            "look: support.partnership.since.year",
        ),
    ),
    Edge(
        "policy.reference",
        "what has no fields",
        (
            (
                _POLICY,
                "",
                _CLAUSES.format(
                    _DEMANDS.format("    key: tiers\n").replace(
                        "look: support.mentoring", "look: supports.mentoring"
                    )
                ),
            ),
        ),
        ("look: supports.mentoring",),
    ),
    Edge(
        "policy.rule.incomplete",
        "terms instead of a vocabulary",
        (_demand("key: tier", "terms:", "  - 市级名师带教"),),
    ),
    Edge(
        "policy.rule.incomplete",
        "neither key nor terms",
        (_demand(),),
        (
            "rule: all_of",
            "rule: all_of",
        ),
    ),
    Edge(
        "policy.rule.incomplete",
        "days, a clock or a threshold",
        (
            (
                _POLICY,
                "",
                _CLAUSES.format(
                    _DEMANDS.format("    key: tier\n    terms:\n      - 甲\n")
                    + "".join(
                        _TIMELY.format(at, more)
                        for at, more in enumerate(
                            ("    days: 30\n", "    clock: bulletin\n", "    threshold: advisors\n", "")
                        )
                    )
                ),
            ),
        ),
        ("rule: within_days",),
    ),
    Edge(
        "program.clause.unknown",
        "the first two are there",
        ((_POLICY, "", _CLAUSES.format("")),),
        (
            "clause: 三(三)",
            "clause: 三(四)",
            "clause: 三(五)",
            "clause: 三(六)",
            "clause: 三(七)",
            "clause: 三(八)",
        ),
    ),
    Edge(
        "missing.advisors",
        "schools with too few, and one with none",
        (),
        (
            "advisors:",
            "advisors:",
            "name: 蒲江新村示例学校（示例）",
        ),
    ),
    Edge(
        "missing.advisors",
        "the file cannot be read",
        ((SUPPORT, *_UNREADABLE),),
        (
            "advisors:",
            "name: 蒲江新村示例学校（示例）",
        ),
    ),
    Edge(
        "missing.advisors",
        "the list cannot be read",
        ((SUPPORT, "    level: 市级", "    level: 市区"),),
        (
            "advisors:",
            "name: 蒲江新村示例学校（示例）",
        ),
    ),
    Edge(
        "missing.advisors",
        "another list cannot be read",
        ((SUPPORT, "    mentor_count: 1", "    mentor_count: 一"),),
        (
            "advisors:",
            "advisors:",
            "name: 蒲江新村示例学校（示例）",
        ),
    ),
    Edge(
        "missing.advisors",
        "without a program",
        ((PROGRAM, "name: 示例市公办初中强校工程", "name: [示例市"),),
        (
            "advisors:",
            "advisors:",
            "name: 蒲江新村示例学校（示例）",
        ),
    ),
    Edge(
        "missing.rewards",
        "districts with one kind and none",
        (),
        (
            "rewards:",
            "implementation_plan:",
        ),
    ),
    Edge(
        "missing.rewards", "the file cannot be read", ((DISTRICT, *_UNREADABLE),), ("implementation_plan:",)
    ),
    Edge(
        "missing.rewards",
        "the list cannot be read",
        ((DISTRICT, "    beneficiary: 支持学校", "    beneficiary: 支持校"),),
        ("implementation_plan:",),
    ),
    Edge(
        "missing.rewards",
        "there is no file",
        ((DISTRICT, "", ""),),
        (
            "- id: jinjiang",
            "implementation_plan:",
        ),
    ),
    Edge(
        "missing.rewards", "without a program", ((PROGRAM, "name: 示例市公办初中强校工程", "name: [示例市"),)
    ),
    Edge("missing.accountability", "of the district whose school joined a year ago", (), ("supervision:",)),
    Edge("missing.accountability", "its school cannot be read", ((SCHOOL, *_UNREADABLE),)),
    Edge("missing.district-exchange", "told in the program", (), ("- id: jinjiang",)),
    Edge(
        "missing.district-exchange",
        "perhaps the one that cannot be read",
        (("docs/events/2026-10-01-jiaoliu.md", "", "---\ntitle: [交流\n---\n"),),
    ),
    Edge("missing.updates", "a school without", (), ("name: 蒲江新村示例学校（示例）",)),
    Edge(
        "missing.updates",
        "another's cannot be read",
        ((_OTHER_UPDATE, "date: 2026-11-05", "date: [2026"),),
        ("name: 蒲江新村示例学校（示例）",),
    ),
    Edge(
        "missing.updates",
        "its own cannot be read",
        (("schools/pujiang/xincun/updates/2026-10-01-kaixue.md", "", "---\ntitle: [开学\n---\n"),),
    ),
    Edge("missing.plan", "told at the school", (), ("name: 蒲江新村示例学校（示例）",)),
    Edge(
        "missing.plan",
        "its plan cannot be read",
        (("schools/pujiang/xincun/plan.yml", "", "title: [方案\n"),),
    ),
    Edge(
        "missing.initiatives",
        "a later school's tasks without",
        (),
        (
            "tasks:",
            "name: 蒲江新村示例学校（示例）",
        ),
    ),
    Edge(
        "missing.initiatives",
        "its tasks cannot be read",
        ((f"{DONGPO}/plan.yml", "  - id: t1", "  - id: T_1"),),
        ("name: 蒲江新村示例学校（示例）",),
    ),
    Edge("missing.lead-office", "a later district", (), ("implementation_plan:",)),
)

_TRAINED = "principal_training:\n  cohort: 第一期\n  year: {}\n  sessions_attended: 5\nas_of: {}"
_NEW_SUPPORT = "schools/pujiang/xincun/support.yml"
_PARTNERSHIP = """partnership:
  support_school: 蒲江示例实验学校（示例）
  kind: 新优质学校
  modes:
    - 捆绑结对
  since: 2026-09-01
"""


def _cohort(second: str, third: str) -> tuple[Change, ...]:
    """Return two more schools whose principals are in the cohort of the first, who is in year 2 of 2026."""
    return (
        (_OTHER_SUPPORT, "as_of: 2026-11-01", second),
        (_NEW_SUPPORT, "", _PARTNERSHIP + third + "\n"),
    )


MORE = (
    Edge("missing.funding-uses", "two of four uses", (), ("name: 示例市公办初中强校工程",)),
    Edge(
        "missing.funding-uses",
        "perhaps in the one that cannot be read",
        ((PROGRAM, "use: 研讨交流", "use: 研讨"),),
    ),
    Edge(
        "missing.publicity",
        "perhaps the one that cannot be read",
        ((PROGRAM, "  - channel: 官网", "  - channel: 网"),),
    ),
    Edge(
        "missing.publicity",
        "none",
        (
            (
                PROGRAM,
                "publicity:\n  - channel: 官网\n    title: 一堂公开课背后的三次试讲（示例）\n"
                "    url: https://www.example.edu.cn/news/1\n    on: 2026-10-20\n"
                "    item: jinjiang/shili/updates/2026-10-12-kaifangke\n",
                "",
            ),
        ),
        ("name: 示例市公办初中强校工程",),
    ),
    Edge("missing.publicity", "one"),
    Edge(
        "number.share",
        "all of it is given, then a little more",
        (
            (
                PROGRAM,
                "share_percent: 60",
                "share_percent: 60\n  - year: 2026\n    use: 课题研究\n    share_percent: 0.5",
            ),
        ),
        ("share_percent: 0.5",),
    ),
    Edge(
        "indicator.percent",
        "a little over all in a case",
        ((CASE, "after: 62", "after: 100.5"),),
        ("after: 100.5",),
    ),
    Edge(
        "reading.unit",
        "less than one is a target too",
        (
            (
                PLAN,
                "    baseline: 48\n    targets:\n      2026: 60\n      2027: 70\n",
                "    targets:\n      2026: 0.6\n",
            ),
            (UPDATE, "value: 61", "value: 25"),
        ),
        ("value: 25",),
    ),
    Edge(
        "featured.turn",
        "in any order",
        (
            (FEATURED, "- period: 2026-10", "- period: 2026-12"),
            (FEATURED, "- period: 2026-11", "- period: 2026-09"),
        ),
        ("- period: 2026-12",),
    ),
    Edge("missing.office", "what the city says is met"),
    Edge(
        "missing.office",
        "the city says nothing",
        (
            (
                PROGRAM,
                "coordination:\n  office: 示例市强校工程办公室（示例）\n"
                "  research_team: 示例市教研团队（示例）\n  notes:\n    - on: 2026-10-08\n"
                "      title: 秋季工作协调会（示例）\n"
                "      url: https://www.example.edu.cn/notes/1\n",
                "",
            ),
        ),
        ("name: 示例市公办初中强校工程",),
    ),
)

COHORTS = (
    Edge(
        "support.training",
        "one cohort, one year",
        _cohort(_TRAINED.format(2, "2026-11-01"), _TRAINED.format(1, "2025-11-01")),
    ),
    Edge(
        "support.training",
        "a school year's turn apart",
        _cohort(_TRAINED.format(2, "2026-11-01"), _TRAINED.format(1, "2026-11-01")),
    ),
    Edge(
        "support.training",
        "two years apart",
        _cohort(_TRAINED.format(2, "2026-11-01"), _TRAINED.format(1, "2027-11-01")),
        ("year: 1",),
    ),
    Edge(
        "support.training",
        "nobody knows which of three",
        _cohort(_TRAINED.format(1, "2027-11-01"), _TRAINED.format(1, "2029-11-01")),
    ),
    Edge(
        "support.training",
        "a first school without training",
        (
            (SUPPORT, "principal_training:\n  cohort: 第一期\n  year: 2\n  sessions_attended: 5\n", ""),
            (_OTHER_SUPPORT, "as_of", "principal_training:\n  year: 2\n  sessions_attended: 201\nas_of"),
        ),
        ("sessions_attended: 201",),
    ),
)

EDGES = (*WHOLES, *CLAIMS, *PARTS, *ADVANCE, *PRECEDENCE, *REPETITION, *RELATIONS, *POLICY, *COHORTS, *MORE)
