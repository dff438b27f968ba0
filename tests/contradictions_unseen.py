"""Contradictions planted before anybody looked at what the rules are, imagining what offices mistype.

When they were written, 34 of the 70 were noticed; the rules that were missing came afterwards. Rows that
nothing notices stay here, with no code.
"""

from __future__ import annotations

from contradictions import (
    BASELINE,
    CASE,
    DISTRICT,
    DONGPO,
    EVENT,
    FEATURED,
    INSPECTION,
    MONITORING,
    PLAN,
    PROGRAM,
    SCHOOL,
    SHILI,
    SUPPORT,
    TEACHING,
    UPDATE,
    VISIT,
    Planted,
    planted,
)

_FAR_SCHOOL = f"{DONGPO}/school.yml"
_NEWS = "schools/jinjiang/news/2026-10-28-diaoyan.md"
_VISIT_BEFORE = f"{SHILI}/visits/2025-09-05-xiezuo.md"
_NEXT = "docs/bulletins/2026-11.md"
_SIGNED = "schools/sign-offs/jinjiang/shili/inspections/2025-autumn.yml"
_TOLD = """---
title: 区里看课堂
date: {}
summary: 到一所学校看课。
category: {}
{}---

到一所学校看了两节课。
"""
_ISSUE = """---
title: 第二期
number:
  year: 2026
  issue: {}
  total: {}
date: {}
publisher: 示例编辑部
signed_by: 主任
editor_note: 编者的话。
sections:
  - name: 工作进展
    items:
      - pujiang/dongpo/updates/2026-11-05-lianhe-beike
---
"""

UNSEEN_ROWS: tuple[Planted, ...] = (
    planted(
        "S03",
        "a partnership that ended before it began",
        "date.order",
        (SUPPORT, "  until: 2025-03-01"),
        (
            SUPPORT,
            "  since: 2025-09-01\n  collaboration",
            "  since: 2025-09-01\n  until: 2025-03-01\n  collaboration",
        ),
    ),
    planted(
        "S06",
        "a master principal who left leaves none",
        "missing.master-principals",
        (SUPPORT, "master_principals:"),
        (
            SUPPORT,
            "    since: 2025-09-01\nmaster_t",
            "    since: 2025-09-01\n    until: 2026-06-30\nmaster_t",
        ),
    ),
    planted(
        "S12",
        "five mentored by nobody",
        "number.part",
        (SUPPORT, "mentor_count: 0"),
        (SUPPORT, "mentor_count: 1", "mentor_count: 0"),
    ),
    planted(
        "S07",
        "a secondment that ended before it began",
        "date.order",
        (SUPPORT, "until: 2025-06-30"),
        (SUPPORT, "until: 2026-06-30", "until: 2025-06-30"),
    ),
    planted(
        "S07",
        "200 of 92 teachers away",
        "number.part",
        (SUPPORT, "people_count: 200"),
        (SUPPORT, "until: 2026-06-30\n    people_count: 2", "until: 2026-06-30\n    people_count: 200"),
    ),
    planted(
        "S10",
        "a joint activity of next year with its outcome",
        "date.future",
        (SUPPORT, "on: 2027-03-26"),
        (SUPPORT, "on: 2026-03-26", "on: 2027-03-26"),
    ),
    planted(
        "S04",
        "a joint activity from before the partnership",
        "date.early",
        (SUPPORT, "on: 2024-03-27"),
        (SUPPORT, "on: 2026-03-27", "on: 2024-03-27"),
    ),
    planted(
        "S32",
        "150 of 92 teachers lent out",
        "number.part",
        (SUPPORT, "    people_count: 150"),
        (
            SUPPORT,
            "    until: 2026-07-10\n    people_count: 1",
            "    until: 2026-07-10\n    people_count: 150",
        ),
        (SUPPORT, "    direction: 输入", "    direction: 输出"),
    ),
    planted(
        "S13",
        "training of the year 2031",
        "date.future",
        (SUPPORT, "year: 2031"),
        (SUPPORT, "    year: 2026", "    year: 2031"),
    ),
    planted(
        "S09",
        "500 sessions of training attended",
        "support.training",
        (SUPPORT, "sessions_attended: 500"),
        (SUPPORT, "sessions_attended: 5", "sessions_attended: 500"),
    ),
    planted(
        "S43",
        "service that ended before it began",
        "date.order",
        (SUPPORT, "until: 2024-09-01"),
        (SUPPORT, "    since: 2025-09-01\nas_of", "    since: 2025-09-01\n    until: 2024-09-01\nas_of"),
    ),
    planted(
        "S03",
        "the school supports itself",
        "support.self",
        (SUPPORT, "  support_school: 锦江示例初级"),
        (SUPPORT, "  support_school: 锦江示例高级中学（示例）", "  support_school: 锦江示例初级中学（示例）"),
    ),
    planted(
        "S08",
        "one partner twice",
        "entry.repeated",
        (SUPPORT, "  - name: 示例师范大学（示例）\n    kind: 科研"),
        (
            SUPPORT,
            "    has_agreement: true\nprincipal",
            "    has_agreement: true\n  - name: 示例师范大学（示例）\n    kind: 科研院所\n"
            "    content: 作业设计工作坊\n    has_agreement: true\nprincipal",
        ),
    ),
    planted(
        "S12",
        "one tier and subject twice",
        "entry.repeated",
        (SUPPORT, "  - tier: 市级名师带教\n    subject: 数学\n    mentor_count: 2"),
        (
            SUPPORT,
            "    mentee_count: 5",
            "    mentee_count: 5\n  - tier: 市级名师带教\n    subject: 数学\n"
            "    mentor_count: 2\n    mentee_count: 6",
        ),
    ),
    planted(
        "S06",
        "a master principal from the school itself",
        "support.self",
        (SUPPORT, "    unit: 锦江示例初级中学"),
        (
            SUPPORT,
            "  - name: 周校长（示例）\n    unit: 锦江示例高级中学（示例）",
            "  - name: 周校长（示例）\n    unit: 锦江示例初级中学（示例）",
        ),
    ),
    planted(
        "S15",
        "46,000 open lessons",
        "number.part",
        (TEACHING, "open_lesson_count: 46000"),
        (TEACHING, "open_lesson_count: 46", "open_lesson_count: 46000"),
    ),
    planted(
        "S14",
        "a rule revised next year",
        "date.future",
        (TEACHING, "revised_on: 2027"),
        (TEACHING, "revised_on: 2026-01-06", "revised_on: 2027-01-06"),
    ),
    planted(
        "S23",
        "9,000 hours of training",
        "number.part",
        (TEACHING, "training_hours: 9000"),
        (TEACHING, "training_hours: 24.5", "training_hours: 9000"),
    ),
    planted(
        "S16",
        "assessed five years before it joined",
        "date.early",
        (BASELINE, "assessed_on: 2020"),
        (BASELINE, "assessed_on: 2025-09-20", "assessed_on: 2020-09-20"),
    ),
    planted(
        "S16",
        "a problem that no objective answers",
        "plan.objective.unanswered",
        (BASELINE, "  - id: p2"),
        (PLAN, "      - p2", "      - p1"),
    ),
    planted(
        "S17",
        "an objective for a problem that is not there",
        "baseline.problem.unknown",
        (PLAN, "      - p9"),
        (PLAN, "      - p2", "      - p9"),
    ),
    planted(
        "S17",
        "one number of an indicator twice",
        "id.duplicate",
        (PLAN, "  - id: i1\n    objective: o2"),
        (PLAN, "  - id: i2", "  - id: i1"),
    ),
    planted(
        "S17",
        "a target of 2035",
        "plan.dates",
        (PLAN, "      2035: 70"),
        (PLAN, "      2027: 70", "      2035: 70"),
    ),
    planted(
        "S17",
        "a task due before it starts",
        "date.order",
        (PLAN, "    due_on: 2025-03-31"),
        (PLAN, "due_on: 2026-12-31", "due_on: 2025-03-31"),
    ),
    planted(
        "S17",
        "two tasks with one title",
        "entry.repeated",
        (PLAN, "    title: 修订五个环节的教学规程\n    due_on: 2027"),
        (PLAN, "title: 青年教师一课三磨", "title: 修订五个环节的教学规程"),
    ),
    planted(
        "S17",
        "a baseline of 480 per cent",
        "indicator.percent",
        (PLAN, "    baseline: 480"),
        (PLAN, "baseline: 48", "baseline: 480"),
    ),
    planted(
        "S17",
        "a measure that the program has not",
        "measure.unknown",
        (PLAN, "    measure: 深化课堂教学改进"),
        (PLAN, "    measure: 深化课堂教学改革", "    measure: 深化课堂教学改进"),
    ),
    planted(
        "S18",
        "a correction from before the text",
        "date.order",
        (UPDATE, "  - date: 2026-09-14"),
        (UPDATE, "  - date: 2026-10-14", "  - date: 2026-09-14"),
    ),
    planted(
        "S17",
        "a reading from before the plan",
        "date.early",
        (UPDATE, "    as_of: 2019-10-10"),
        (UPDATE, "    as_of: 2026-10-10", "    as_of: 2019-10-10"),
    ),
    planted(
        "S17",
        "a task under way that starts next year",
        "task.early",
        (UPDATE, "    status: 进行中"),
        (
            PLAN,
            "    title: 青年教师一课三磨\n    due_on",
            "    title: 青年教师一课三磨\n    starts_on: 2027-03-01\n    due_on",
        ),
    ),
    planted(
        "S17",
        "a reading of an indicator that is not there",
        "update.indicator.unknown",
        (UPDATE, "  - indicator: i7"),
        (UPDATE, "  - indicator: i1", "  - indicator: i7"),
    ),
    planted(
        "S35",
        "a case that ends before it begins",
        "date.order",
        (CASE, "ends_on: 2025-06-12"),
        (CASE, "ends_on: 2026-06-12", "ends_on: 2025-06-12"),
    ),
    planted(
        "S35",
        "1,800 pupils of 1,086",
        "number.part",
        (CASE, "  sample: 1800"),
        (CASE, "  sample: 180", "  sample: 1800"),
    ),
    planted(
        "S35",
        "a comparison without the number before",
        "case.evidence",
        (CASE, "  level: 前后对比"),
        (CASE, "  before: 35\n", ""),
    ),
    planted(
        "S35",
        "620 per cent of pupils",
        "indicator.percent",
        (CASE, "  after: 620"),
        (CASE, "  after: 62", "  after: 620"),
    ),
    planted(
        "S35",
        "a case for a problem that is not there",
        "baseline.problem.unknown",
        (CASE, "  - p9"),
        (CASE, "  - p1", "  - p9"),
    ),
    planted(
        "S35",
        "a case published before it ended",
        "",
        (CASE, "ends_on: 2026-11-12"),
        (CASE, "ends_on: 2026-06-12", "ends_on: 2026-11-12"),
    ),
    planted(
        "S22",
        "an inspection of another semester",
        "date.file-name",
        (INSPECTION, "semester: 2025-autumn"),
        (INSPECTION, "semester: 2026-spring", "semester: 2025-autumn"),
    ),
    planted(
        "S22",
        "1,200 lessons observed",
        "number.part",
        (INSPECTION, "lessons_observed: 1200"),
        (INSPECTION, "lessons_observed: 12", "lessons_observed: 1200"),
    ),
    planted(
        "S22",
        "one number of an action twice",
        "id.duplicate",
        (INSPECTION, "  - id: a1\n    what: 另"),
        (
            INSPECTION,
            "    status: 已整改",
            "    status: 已整改\n  - id: a1\n    what: 另一条\n    due_on: 2026-06-30\n    status: 已整改",
        ),
    ),
    planted(
        "S21",
        "a next visit that did not come",
        "visit.overdue",
        (VISIT, "next_on: 2026-10-08"),
        (VISIT, "next_on: 2027-03-18", "next_on: 2026-10-08"),
    ),
    planted(
        "S21",
        "a visit from before the advisor began",
        "date.early",
        (_VISIT_BEFORE, "date: 2025-09-05"),
        (
            _VISIT_BEFORE,
            "",
            "---\ndate: 2025-09-05\nadvisors:\n  - 沈老师（示例）\ntopic: 课堂\n---\n\n看了两节课。\n",
        ),
    ),
    planted(
        "S30",
        "satisfaction of 865 per cent",
        "number.range",
        (MONITORING, "  percent: 865"),
        (MONITORING, "  percent: 86.5", "  percent: 865"),
    ),
    planted(
        "S30",
        "five of a hundred answered",
        "survey.response",
        (MONITORING, "  response_percent: 5"),
        (MONITORING, "  response_percent: 88", "  response_percent: 5"),
    ),
    planted(
        "S30",
        "a survey from before the school joined",
        "",
        (MONITORING, "surveyed_on: 2026-01-18"),
        (SCHOOL, "enrolled_on: 2025-09-01", "enrolled_on: 2026-02-01"),
        (MONITORING, "surveyed_on: 2026-06-18", "surveyed_on: 2026-01-18"),
    ),
    planted(
        "S42",
        "one year twice, above and not above",
        "entry.repeated",
        (DISTRICT, "  - year: 2026\n    per_pupil_band: 标准水平\n"),
        (
            DISTRICT,
            "    is_above_comparison: true",
            "    is_above_comparison: true\n  - year: 2026\n    per_pupil_band: 标准水平\n"
            "    comparison: 与上一年度相比\n    is_above_comparison: true",
        ),
    ),
    planted(
        "S38",
        "a plan adopted next year",
        "date.future",
        (DISTRICT, "  adopted_on: 2027"),
        (DISTRICT, "adopted_on: 2025-10-18", "adopted_on: 2027-10-18"),
    ),
    planted(
        "S45",
        "rewards of the year 2031",
        "date.future",
        (DISTRICT, "  - year: 2031"),
        (DISTRICT, "rewards:\n  - year: 2026", "rewards:\n  - year: 2031"),
    ),
    planted(
        "S46",
        "a cluster with a school nobody knows",
        "reference.unknown",
        (DISTRICT, "        - jinjiang/xyz"),
        (DISTRICT, "        - jinjiang/shili", "        - jinjiang/xyz"),
    ),
    planted(
        "S46",
        "one school in two clusters",
        "district.cluster",
        (DISTRICT, "        - jinjiang/shili\nas_of"),
        (
            DISTRICT,
            "        - jinjiang/shili",
            "        - jinjiang/shili\n    - name: 西片示例学区\n      schools:\n        - jinjiang/shili",
        ),
    ),
    planted(
        "S41",
        "shares of 60 per cent in all",
        "",
        (PROGRAM, "    share_percent: 20"),
        (PROGRAM, "    share_percent: 60", "    share_percent: 20"),
    ),
    planted(
        "S37",
        "publicity of next year",
        "date.future",
        (PROGRAM, "    on: 2027-10-20"),
        (PROGRAM, "    on: 2026-10-20", "    on: 2027-10-20"),
    ),
    planted(
        "S39",
        "a coordination meeting of next year with its minutes",
        "date.future",
        (PROGRAM, "    - on: 2027-10-08"),
        (PROGRAM, "    - on: 2026-10-08", "    - on: 2027-10-08"),
    ),
    planted(
        "S34",
        "a school featured with another's texts",
        "reference.kind",
        (FEATURED, "  - pujiang/dongpo/updates/2026-11-05"),
        (
            FEATURED,
            "    - jinjiang/shili/cases/xiaozu-xuexi\n",
            "    - pujiang/dongpo/updates/2026-11-05-lianhe-beike\n",
        ),
    ),
    planted(
        "S34",
        "a school featured that nobody knows",
        "reference.unknown",
        (FEATURED, "  school: pujiang/dongpu"),
        (FEATURED, "  school: pujiang/dongpo", "  school: pujiang/dongpu"),
    ),
    planted(
        "S33",
        "an event long past that is still to come",
        "event.status",
        (EVENT, "status: 已确定"),
        (EVENT, "status: 已举行", "status: 已确定"),
        (
            EVENT,
            "starts_at: 2026-11-12T09:00\nends_at: 2026-11-12T11:30",
            "starts_at: 2026-09-12T09:00\nends_at: 2026-09-12T11:30",
        ),
    ),
    planted(
        "S33",
        "a cancelled event that others report",
        "",
        (EVENT, "status: 已取消"),
        (EVENT, "status: 已举行", "status: 已取消"),
    ),
    planted(
        "S33",
        "a school at the event that nobody knows",
        "reference.unknown",
        (EVENT, "  - pujiang/dongpu"),
        (EVENT, "  - pujiang/dongpo", "  - pujiang/dongpu"),
    ),
    planted(
        "S01",
        "one short name for two",
        "school.name.duplicate",
        (_FAR_SCHOOL, "short_name: 锦江示例初中"),
        (_FAR_SCHOOL, "kind: 九年", "short_name: 锦江示例初中\nkind: 九年"),
    ),
    planted(
        "S01",
        "a profile of next year",
        "date.future",
        (SCHOOL, "as_of: 2027"),
        (SCHOOL, "as_of: 2026-11-01", "as_of: 2027-11-01"),
    ),
    planted(
        "S47",
        "met the standard before joining",
        "school.status.open",
        (SCHOOL, "status: 考评达标"),
        (SCHOOL, "enrolled_on: 2025-09-01\nstatus: 建设中", "enrolled_on: 2027-09-01\nstatus: 考评达标"),
    ),
    planted(
        "S01",
        "a school without pupils",
        "number.part",
        (SCHOOL, "class_count: 24"),
        (SCHOOL, "student_count: 1086", "student_count: 0"),
    ),
    planted(
        "S01",
        "92 teachers for 9 pupils",
        "number.part",
        (SCHOOL, "class_count: 24"),
        (SCHOOL, "student_count: 1086", "student_count: 9"),
    ),
    planted(
        "S31",
        "a case of grade three in a junior school",
        "grade.unknown",
        (CASE, "  - 三年级"),
        (CASE, "  - 八年级", "  - 三年级"),
    ),
    planted(
        "S36",
        "a district tells of another's school",
        "",
        (_NEWS, "  - pujiang/dongpo"),
        (_NEWS, "", _TOLD.format("2026-10-28", "区县动态", "schools:\n  - pujiang/dongpo\n")),
    ),
    planted(
        "S36",
        "news of a day other than the file's",
        "date.file-name",
        (_NEWS, "date: 2026-09-28"),
        (_NEWS, "", _TOLD.format("2026-09-28", "区县动态", "")),
    ),
    planted(
        "S37",
        "a media report without its source",
        "news.source",
        (_NEWS, "category: 媒体报道"),
        (_NEWS, "", _TOLD.format("2026-10-28", "媒体报道", "")),
    ),
    planted(
        "S36",
        "issue two before issue one",
        "bulletin.order",
        (_NEXT, "date: 2026-09-30"),
        (_NEXT, "", _ISSUE.format(2, 2, "2026-09-30")),
    ),
    planted(
        "S36",
        "an issue that skips a number",
        "bulletin.number",
        (_NEXT, "  issue: 5"),
        (_NEXT, "", _ISSUE.format(5, 5, "2026-11-18")),
    ),
    planted(
        "S40",
        "a sign-off from before the text",
        "",
        (_SIGNED, "    on: 2024-03-01"),
        (_SIGNED, "    on: 2026-03-01", "    on: 2024-03-01"),
    ),
)
