"""Planted contradictions: records that are each well formed and cannot be true together.

A row says which system of the policy it is about, what is wrong, how the small program of the corpus
is changed, and which code has to name which line. The first table goes through the systems of the policy in
their order, the second was written by imagining what an office mistypes. Rows that nothing notices stay
here, with no code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus_trees import change, put

SHILI = "schools/jinjiang/shili"
DONGPO = "schools/pujiang/dongpo"
SUPPORT = f"{SHILI}/support.yml"
PLAN = f"{SHILI}/plan.yml"
SCHOOL = f"{SHILI}/school.yml"
TEACHING = f"{SHILI}/teaching.yml"
MONITORING = f"{SHILI}/monitoring/2026.yml"
UPDATE = f"{SHILI}/updates/2026-10-12-kaifangke.md"
CASE = f"{SHILI}/cases/xiaozu-xuexi.md"
VISIT = f"{SHILI}/visits/2026-09-24-zuoye.md"
BASELINE = f"{SHILI}/baseline.md"
INSPECTION = f"{SHILI}/inspections/2026-spring.md"
DISTRICT = "schools/jinjiang/district.yml"
PROGRAM = "schools/program.yml"
FEATURED = "schools/featured.yml"
EVENT = "docs/events/2026-11-12-zuoye-xianchanghui.md"
BULLETIN = "docs/bulletins/2026-10.md"
FAR = f"{DONGPO}/plan.yml"

Change = tuple[str, str, str]
"""A file, words in it, and what to write instead; with no words, the whole file (nothing takes it away)."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One contradiction: where the problem has to be told is the line of `path` that holds `line`."""

    system: str
    what: str
    changes: tuple[Change, ...]
    code: str
    path: str
    line: str


def plant(root: Path, changes: Iterable[Change]) -> None:
    """Make the changes in a tree."""
    for path, old, new in changes:
        if old:
            change(root, path, (old, new))
        elif new:
            put(root, path, new)
        else:
            (root / path).unlink()


def planted(system: str, what: str, code: str, at: tuple[str, str], *changes: Change) -> Planted:
    """Return a row."""
    return Planted(system, what, changes, code, *at)


LATE_UPDATE = """---
title: 任务单又改了一轮
date: 2026-11-02
summary: 数学备课组又改了一轮任务单。
measures:
  - 深化课堂教学改革
{}
---

备课组又改了一轮任务单，这次只动了例题。
"""
_LATE = f"{SHILI}/updates/2026-11-02-renwudan.md"
_TWO_STATES = (UPDATE, "    status: 进行中\n    note: 第一轮试讲完成\n", "    status: 已完成\n")

_NEXT = "docs/bulletins/draft-2026-11.md"
_NEXT_ISSUE = """---
title: 第二期
draft: true
editor_note: 本期说一堂课。
sections:
  - name: 工作进展
    items:
      - jinjiang/shili/updates/2026-10-12-kaifangke
---
"""

POLICY_ROWS: tuple[Planted, ...] = (
    planted(
        "S01",
        "two schools with one name",
        "school.name.duplicate",
        (f"{DONGPO}/school.yml", "name: 锦江"),
        (f"{DONGPO}/school.yml", "蒲江东坡示例学校（示例）", "锦江示例初级中学（示例）"),
    ),
    planted(
        "S02",
        "an objective without an indicator",
        "plan.objective.unmeasured",
        (PLAN, "  - id: o2\n    title"),
        (PLAN, "    objective: o2\n    name: 上过公开课", "    objective: o1\n    name: 上过公开课"),
    ),
    planted(
        "S02",
        "a plan of two years",
        "plan.length",
        (PLAN, "ends_on: 2027-09-30"),
        (PLAN, "ends_on: 2028-09-30", "ends_on: 2027-09-30"),
    ),
    planted(
        "S03",
        "a support school not on the program's list",
        "support.listing",
        (SUPPORT, "  support_school: 某"),
        (SUPPORT, "  support_school: 锦江示例高级中学（示例）", "  support_school: 某某高级中学（示例）"),
    ),
    planted(
        "S04",
        "no collaboration at all",
        "missing.collaboration",
        (SUPPORT, "partnership:"),
        (
            SUPPORT,
            "  collaboration:\n    - area: 教学改革\n      activity: 两校备课组每月同课共备一次\n"
            "      on: 2026-03-27\n      outcome: 形成衔接点清单\n",
            "",
        ),
    ),
    planted(
        "S06",
        "one master teacher only",
        "missing.master-teachers",
        (SUPPORT, "master_teachers:"),
        (
            SUPPORT,
            "  - name: 蒋老师（示例）\n    subject: 语文\n    is_candidate: true\n    since: 2025-10-08\n",
            "",
        ),
    ),
    planted(
        "S07",
        "no secondments",
        "missing.secondments",
        (SUPPORT, "partnership:"),
        (
            SUPPORT,
            "secondments:\n  - kind: 跟岗学习\n    role: 管理干部\n    host: 锦江示例高级中学（示例）\n"
            "    since: 2026-02-17\n    until: 2026-06-30\n    people_count: 2\n",
            "",
        ),
    ),
    planted(
        "S08",
        "a company without an agreement",
        "support.agreement",
        (SUPPORT, "  - name: 示例师范大学"),
        (
            SUPPORT,
            "    kind: 高等院校\n    content: 作业设计工作坊\n    has_agreement: true",
            "    kind: 高新企业\n    content: 作业设计工作坊",
        ),
    ),
    planted(
        "S09",
        "no session attended in the third year",
        "support.training",
        (SUPPORT, "sessions_attended: 0"),
        (SUPPORT, "  year: 2\n  sessions_attended: 5", "  year: 3\n  sessions_attended: 0"),
    ),
    planted(
        "S10",
        "a joint activity of one school",
        "support.joint.schools",
        (SUPPORT, "    lead: 锦江示例初级中学"),
        (
            SUPPORT,
            "    lead: 锦江示例高级中学（示例）\n    schools:\n      - 锦江示例初级中学（示例）\n"
            "      - 蒲江东坡示例学校（示例）",
            "    lead: 锦江示例初级中学（示例）",
        ),
    ),
    planted(
        "S12",
        "41 young teachers, 3 of them mentored",
        "support.mentoring.reach",
        (SUPPORT, "mentoring:"),
        (SUPPORT, "    mentee_count: 5", "    mentee_count: 3"),
    ),
    planted(
        "S13",
        "no core group, no priority training",
        "missing.core-group",
        (SUPPORT, "partnership:"),
        (
            SUPPORT,
            "core_group:\n  - subject: 数学\n    people_count: 2\npriority_training:\n"
            "  - programme: 市级骨干教师培训（示例）\n    year: 2026\n    people_count: 4\n",
            "",
        ),
    ),
    planted(
        "S14",
        "a rule not revised since 2010",
        "teaching.rule.old",
        (TEACHING, "revised_on: 2010"),
        (TEACHING, "revised_on: 2026-01-06", "revised_on: 2010-01-06"),
    ),
    planted(
        "S16",
        "no baseline",
        "missing.baseline",
        (f"{DONGPO}/school.yml", "name:"),
        (f"{DONGPO}/baseline.md", "", ""),
    ),
    planted(
        "S16",
        "an expert of the baseline who is no advisor",
        "person.unknown",
        (BASELINE, "  - 宋老师"),
        (BASELINE, "  - 沈老师（示例）", "  - 宋老师（示例）"),
    ),
    planted(
        "S17",
        "a task without owner and day",
        "plan.task.owner",
        (PLAN, "    title: 修订五个环节"),
        (PLAN, "    owner: 教务处\n    starts_on: 2025-10-08\n    due_on: 2026-12-31\n", ""),
    ),
    planted(
        "S18", "no update for a year", "missing.updates", (SCHOOL, "name: 锦江示例初级中学"), (UPDATE, "", "")
    ),
    planted(
        "S19",
        "research that ended, without a result",
        "plan.research.result",
        (PLAN, "    ends_on: 2026-04-30"),
        (PLAN, "    ends_on: 2027-04-30", "    ends_on: 2026-04-30"),
    ),
    planted(
        "S20",
        "three advisors, none of the district",
        "missing.advisors",
        (SUPPORT, "advisors:"),
        (SUPPORT, "    level: 区县级", "    level: 市级"),
    ),
    planted(
        "S21",
        "a visit by somebody who is no advisor",
        "person.unknown",
        (VISIT, "  - 路老师"),
        (VISIT, "  - 沈老师（示例）", "  - 路老师（示例）"),
    ),
    planted(
        "S22",
        "an action overdue for a year",
        "action.overdue",
        (INSPECTION, "    due_on: 2026-06-30"),
        (INSPECTION, "    status: 已整改", "    status: 未整改"),
    ),
    planted(
        "S24",
        "120 minutes of homework",
        "homework.minutes",
        (TEACHING, "minutes_per_day: 120"),
        (TEACHING, "minutes_per_day: 79", "minutes_per_day: 120"),
    ),
    planted(
        "S25",
        "an analysis with scores and ranks",
        "publicity.ranking",
        (TEACHING, "    method: 按"),
        (
            TEACHING,
            "    method: 按单元汇总错因类别，不记录个人",
            "    method: 按考试平均分给学生排名，公布年级前五十名",
        ),
    ),
    planted(
        "S27",
        "no 督政 in the district",
        "missing.accountability",
        (DISTRICT, "supervision:"),
        (DISTRICT, "    focus: 行动方案与起点评估的对应情况", "    focus: 行动方案"),
    ),
    planted(
        "S29",
        "three dimensions only",
        "missing.monitoring-dimensions",
        (SCHOOL, "name: 锦江示例初级中学"),
        (MONITORING, "dimension: 身心健康", "dimension: 思想品德"),
    ),
    planted(
        "S29",
        "a sample of 12",
        "survey.sample",
        (MONITORING, "    sample: 12\n    direction: 持平"),
        (MONITORING, "    sample: 402\n    direction: 持平", "    sample: 12\n    direction: 持平"),
    ),
    planted(
        "S30",
        "more answers than families",
        "number.part",
        (MONITORING, "  sample: 3580"),
        (MONITORING, "  sample: 358", "  sample: 3580"),
    ),
    planted(
        "S32",
        "a flow that the other school does not know",
        "support.flow.unmatched",
        (SUPPORT, "    with: 蒲江"),
        (SUPPORT, "    with: 锦江示例高级中学（示例）", "    with: 蒲江东坡示例学校（示例）"),
    ),
    planted("S33", "no events at all", "missing.city-exchange", (PROGRAM, "name: 示例市"), (EVENT, "", "")),
    planted(
        "S34",
        "one school featured twice in a row",
        "featured.turn",
        (FEATURED, "  school: jinjiang/shili\n  theme: 小"),
        (FEATURED, "  school: pujiang/dongpo", "  school: jinjiang/shili"),
        (FEATURED, "  pinned: true\n", ""),
    ),
    planted(
        "S34",
        "a number of the theme that its items do not say",
        "featured.evidence",
        (FEATURED, "  theme: 讲授"),
        (FEATURED, "  theme: 课堂上的讲授时间减下来，学生动手的时间多起来", "  theme: 讲授时间减到7分钟"),
    ),
    planted(
        "S35",
        "a heading of a case missing",
        "case.headings",
        (CASE, "title:"),
        (CASE, "## 如何借鉴\n\n先挑一个单元试四周。\n", ""),
    ),
    planted(
        "S37",
        "publicity of something that is not there",
        "reference.unknown",
        (PROGRAM, "    item: jinjiang"),
        (
            PROGRAM,
            "    item: jinjiang/shili/updates/2026-10-12-kaifangke",
            "    item: jinjiang/shili/updates/2026-10-12-gongkaike",
        ),
    ),
    planted(
        "S38",
        "no implementation plan",
        "missing.district-plan",
        (DISTRICT, "lead_office:"),
        (
            DISTRICT,
            "implementation_plan:\n  title: 锦江区公办初中强校工程实施方案（示例）\n"
            "  adopted_on: 2025-10-18\n  url: https://www.example.gov.cn/plan/1\n",
            "",
        ),
    ),
    planted(
        "S40",
        "required sign-offs missing",
        "review.missing",
        (UPDATE, "title:"),
        (PROGRAM, "  required: []", "  required:\n    - 初审\n    - 终审"),
    ),
    planted(
        "S41",
        "shares of 130 per cent",
        "number.share",
        (PROGRAM, "    share_percent: 90"),
        (PROGRAM, "    share_percent: 60", "    share_percent: 90"),
    ),
    planted(
        "S42",
        "funding of the district not above",
        "district.funding.below",
        (DISTRICT, "is_above_comparison: false"),
        (DISTRICT, "is_above_comparison: true", "is_above_comparison: false"),
    ),
    planted(
        "S43",
        "one code twice at a time",
        "support.service",
        (SUPPORT, "  - code: T01\n    since: 2026"),
        (
            SUPPORT,
            "    since: 2025-09-01\nas_of",
            "    since: 2025-09-01\n  - code: T01\n    since: 2026-03-01\nas_of",
        ),
    ),
    planted(
        "S44",
        "a notice on a site of nobody",
        "url.official",
        (DISTRICT, "quota_notice_url"),
        (DISTRICT, "https://www.example.gov.cn/quota/1", "https://www.jiaoyu-luntan.com/quota/1"),
    ),
    planted(
        "S46",
        "enrolment not at one time",
        "missing.synchronized-enrolment",
        (DISTRICT, "enrolment:"),
        (DISTRICT, "is_synchronized: true", "is_synchronized: false"),
    ),
    planted(
        "S47",
        "考评达标 with duties open",
        "school.status.open",
        (SCHOOL, "status: 考评达标"),
        (SCHOOL, "status: 建设中", "status: 考评达标"),
    ),
)

OWN_ROWS: tuple[Planted, ...] = (
    planted(
        "S12",
        "410 young teachers of 92",
        "number.part",
        (SCHOOL, "early_career_teacher_count: 410"),
        (SCHOOL, "early_career_teacher_count: 41", "early_career_teacher_count: 410"),
    ),
    planted(
        "S01",
        "2,400 classes of 1,086 pupils",
        "number.part",
        (SCHOOL, "class_count: 2400"),
        (SCHOOL, "class_count: 24", "class_count: 2400"),
    ),
    planted(
        "S01",
        "24 classes of 10,860 pupils",
        "school.class-size",
        (SCHOOL, "student_count: 10860"),
        (SCHOOL, "student_count: 1086", "student_count: 10860"),
    ),
    planted(
        "S01",
        "founded after it joined",
        "school.dates",
        (SCHOOL, "founded_year: 2026"),
        (SCHOOL, "founded_year: 1986", "founded_year: 2026"),
    ),
    planted(
        "S18",
        "an update from before the school joined",
        "school.dates",
        (UPDATE, "date: 2026-10-12"),
        (SCHOOL, "enrolled_on: 2025-09-01", "enrolled_on: 2026-11-01"),
    ),
    planted(
        "S12",
        "60 mentored of 41 young teachers",
        "number.part",
        (SUPPORT, "mentee_count: 60"),
        (SUPPORT, "mentee_count: 5", "mentee_count: 60"),
    ),
    planted(
        "S13",
        "200 teachers in a core group",
        "number.part",
        (SUPPORT, "    people_count: 200"),
        (SUPPORT, "  - subject: 数学\n    people_count: 2\n", "  - subject: 数学\n    people_count: 200\n"),
    ),
    planted(
        "S29",
        "4,020 pupils tested of 1,086",
        "number.part",
        (MONITORING, "sample: 4020"),
        (MONITORING, "    sample: 402\n    direction: 进步", "    sample: 4020\n    direction: 进步"),
    ),
    planted(
        "S29",
        "a dimension tested twice in a year",
        "monitoring.repeated",
        (MONITORING, "  - dimension: 学业水平\n    instrument: 测评\n    sample: 402\n    direction: 持平"),
        (
            MONITORING,
            "  - dimension: 身心健康\n    instrument: 问卷",
            "  - dimension: 学业水平\n    instrument: 测评",
        ),
    ),
    planted(
        "S30",
        "a survey of another year",
        "monitoring.year",
        (MONITORING, "surveyed_on: 2025"),
        (MONITORING, "surveyed_on: 2026-06-18", "surveyed_on: 2025-06-18"),
    ),
    planted(
        "S41",
        "one use twice in a year",
        "number.share",
        (PROGRAM, "    use: 专业指导\n    share_percent: 60"),
        (PROGRAM, "    use: 研讨交流\n    share_percent: 60", "    use: 专业指导\n    share_percent: 60"),
    ),
    planted(
        "S17",
        "a finished task is 未开始 again",
        "task.backward",
        (_LATE, "    status: 未开始"),
        _TWO_STATES,
        (_LATE, "", LATE_UPDATE.format("tasks:\n  - id: t2\n    status: 未开始")),
    ),
    planted(
        "S17",
        "a task given up for no reason",
        "task.reason",
        (_LATE, "    status: 已取消"),
        (_LATE, "", LATE_UPDATE.format("tasks:\n  - id: t1\n    status: 已取消")),
    ),
    planted(
        "S17",
        "an update reports a task that the plan has not",
        "update.task.unknown",
        (UPDATE, "  - id: t9"),
        (UPDATE, "  - id: t2", "  - id: t9"),
    ),
    planted(
        "S17",
        "a task due after the plan has ended",
        "plan.dates",
        (PLAN, "due_on: 2029"),
        (PLAN, "    due_on: 2027-06-30", "    due_on: 2029-06-30"),
    ),
    planted(
        "S16",
        "a plan adopted before the baseline",
        "plan.before-baseline",
        (PLAN, "adopted_on: 2025-08-16"),
        (PLAN, "adopted_on: 2025-10-16", "adopted_on: 2025-08-16"),
    ),
    planted(
        "S17",
        "a reading in another unit",
        "reading.unit",
        (UPDATE, "    value: 0.61"),
        (UPDATE, "    value: 61", "    value: 0.61"),
    ),
    planted(
        "S17",
        "a share of 610 per cent",
        "indicator.percent",
        (UPDATE, "    value: 610"),
        (UPDATE, "    value: 61", "    value: 610"),
    ),
    planted(
        "S17",
        "a target below the baseline",
        "indicator.target",
        (PLAN, "      2026: 40"),
        (PLAN, "      2026: 60", "      2026: 40"),
    ),
    planted(
        "S17",
        "two values of one day",
        "reading.conflict",
        (_LATE, "    value: 70"),
        (
            _LATE,
            "",
            LATE_UPDATE.format("readings:\n  - indicator: i1\n    value: 70\n    as_of: 2026-10-10"),
        ),
    ),
    planted(
        "S17",
        "a reading of after the update",
        "date.order",
        (UPDATE, "    as_of: 2026-10-30"),
        (UPDATE, "    as_of: 2026-10-10", "    as_of: 2026-10-30"),
    ),
    planted(
        "S07",
        "seconded to the own school",
        "support.self",
        (SUPPORT, "    host: 锦江示例初级中学"),
        (SUPPORT, "    host: 锦江示例高级中学（示例）", "    host: 锦江示例初级中学（示例）"),
    ),
    planted(
        "S32",
        "a flow to the own school",
        "support.self",
        (SUPPORT, "    with: 锦江示例初中"),
        (SUPPORT, "    with: 锦江示例高级中学（示例）", "    with: 锦江示例初中"),
    ),
    planted(
        "S03",
        "one school on the lists of two",
        "support.listing",
        (PROGRAM, "      - jinjiang/shili\nperiods"),
        (PROGRAM, "      - pujiang/dongpo\nperiods", "      - jinjiang/shili\nperiods"),
    ),
    planted(
        "S03",
        "a support school of another kind",
        "support.listing",
        (SUPPORT, "  kind: 新优质学校"),
        (SUPPORT, "  kind: 领航高中", "  kind: 新优质学校"),
    ),
    planted(
        "S06",
        "one person in two roles",
        "person.repeated",
        (SUPPORT, "  - name: 周校长（示例）\n    specialty"),
        (SUPPORT, "  - name: 韩老师（示例）", "  - name: 周校长（示例）"),
    ),
    planted(
        "S09",
        "third year, two months after joining",
        "support.training",
        (SUPPORT, "  year: 3"),
        (SCHOOL, "enrolled_on: 2025-09-01", "enrolled_on: 2026-09-01"),
        (SUPPORT, "  year: 2\n", "  year: 3\n"),
    ),
    planted(
        "S43",
        "full-time service since 1955",
        "support.service",
        (SUPPORT, "    since: 1955"),
        (SUPPORT, "  - code: T01\n    since: 2025-09-01", "  - code: T01\n    since: 1955-09-01"),
    ),
    planted(
        "S46",
        "a cluster with a school of another district",
        "district.cluster",
        (DISTRICT, "        - pujiang"),
        (DISTRICT, "        - jinjiang/shili", "        - pujiang/dongpo"),
    ),
    planted(
        "S21",
        "the next visit before this one",
        "date.order",
        (VISIT, "next_on: 2026-03-18"),
        (VISIT, "next_on: 2027-03-18", "next_on: 2026-03-18"),
    ),
    planted(
        "S22",
        "an action due before the inspection",
        "action.date",
        (INSPECTION, "due_on: 2025-06-30"),
        (INSPECTION, "due_on: 2026-06-30", "due_on: 2025-06-30"),
    ),
    planted(
        "S33",
        "an event held that is still to come",
        "event.status",
        (EVENT, "status: 已举行"),
        (
            EVENT,
            "starts_at: 2026-11-12T09:00\nends_at: 2026-11-12T11:30",
            "starts_at: 2027-11-12T09:00\nends_at: 2027-11-12T11:30",
        ),
    ),
    planted(
        "S33",
        "an event that ends before it begins",
        "date.order",
        (EVENT, "ends_at: 2026-11-12T08:30"),
        (EVENT, "ends_at: 2026-11-12T11:30", "ends_at: 2026-11-12T08:30"),
    ),
    planted(
        "S34",
        "a period skipped",
        "featured.turn",
        (FEATURED, "- period: 2027-01"),
        (FEATURED, "- period: 2026-11", "- period: 2027-01"),
    ),
    planted(
        "S35",
        "the own case adopted",
        "reference.kind",
        (UPDATE, "  - jinjiang/shili/cases"),
        (
            UPDATE,
            "author_office: 教务处",
            "adopts:\n  - jinjiang/shili/cases/xiaozu-xuexi\nauthor_office: 教务处",
        ),
    ),
    planted(
        "S35",
        "a case adopted before it had begun",
        "adoption.early",
        (f"{DONGPO}/updates/2026-11-05-lianhe-beike.md", "  - jinjiang/shili/cases"),
        (CASE, "starts_on: 2025-11-03\nends_on: 2026-06-12", "starts_on: 2026-11-09\nends_on: 2026-11-16"),
        (CASE, "date: 2026-06-18", "date: 2026-11-18"),
    ),
    planted(
        "S19",
        "research that ends before it begins",
        "date.order",
        (PLAN, "    ends_on: 2025-04-30"),
        (PLAN, "    ends_on: 2027-04-30", "    ends_on: 2025-04-30"),
    ),
    planted(
        "S27",
        "a supervision of next year",
        "date.future",
        (DISTRICT, "    date: 2027-05-22"),
        (DISTRICT, "    date: 2026-05-22", "    date: 2027-05-22"),
    ),
    planted(
        "S24",
        "homework measured next month",
        "date.future",
        (TEACHING, "  as_of: 2026-12-30"),
        (TEACHING, "  as_of: 2026-10-30", "  as_of: 2026-12-30"),
    ),
    planted(
        "S37",
        "publicity before the thing it reports",
        "report.early",
        (PROGRAM, "    on: 2026-10-02"),
        (PROGRAM, "    on: 2026-10-20", "    on: 2026-10-02"),
    ),
    planted(
        "S26",
        "4,000 lessons a week on one platform",
        "number.part",
        (TEACHING, "weekly_lessons: 4000"),
        (TEACHING, "weekly_lessons: 4", "weekly_lessons: 4000"),
    ),
    planted(
        "S35",
        "a case whose figures did not move",
        "",
        (CASE, "  after: 35"),
        (CASE, "  after: 62", "  after: 35"),
    ),
    planted(
        "S34",
        "a school featured that has left",
        "",
        (FEATURED, "  school: pujiang/dongpo"),
        (f"{DONGPO}/school.yml", "enrolled_on: 2026-09-01", "enrolled_on: 2026-09-01\nstatus: 已退出"),
    ),
    planted(
        "S36",
        "an item printed in a second issue",
        "bulletin.repeated",
        (_NEXT, "      - jinjiang"),
        (_NEXT, "", _NEXT_ISSUE),
    ),
)
