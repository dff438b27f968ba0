"""Programs of other cities, written from the guides alone: other grades, subjects, measures and policies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

AS_OF = "2026-11-20"


def lay_out_files(root: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def update(title: str, measure: str) -> str:
    return (
        f"---\ntitle: {title}\ndate: 2026-10-12\nsummary: 这一次做了什么、下一步做什么。\n"
        f"measures:\n  - {measure}\n---\n\n十月十二日，各备课组一起做了这件事，下个月再看一次。\n"
    )


FIVE_FOUR = {
    "schools/program.yml": """name: 云港市初中集团化强校行动
short_name: 集团强校
city: 云港市
publisher: 云港市教育局
timezone: Asia/Shanghai
districts:
  - id: haibin
    name: 海滨区
    kind: 区
  - id: shanbei
    name: 山北县
    kind: 县
measures:
  - id: groups
    name: 紧密型集团共建
    clause: 二(一)
    summary: 实验校进入教育集团，统一教研、统一师资。
  - id: green
    name: 绿色指标评价
    clause: 二(二)
    summary: 按绿色指标看学校，不看分数。
semesters:
  autumn: 09-01
  spring: 02-20
looks:
  primary: "#0b5cad"
  accent: "#6b2fa0"
  logo: media/logo.svg
  tagline: 一所带着一所往前走。
support_schools:
  - name: 云港第一中学
    kind: 集团总校
    district: haibin
    supports:
      - haibin/gangwan
coordination:
  office: 集团办学办公室
  notes:
    - on: 2026-09-08
      title: 秋季集团工作会
funding:
  - year: 2026
    use: 专业指导
    share_percent: 60
publicity:
  - channel: 媒体
    title: 港湾边的一所初中
    url: https://news.example.cn/gangwan
    on: 2026-10-30
""",
    "schools/policy.yml": """title: 云港市初中集团化强校行动方案
issued_by: 云港市教育局
issued_on: 2025-06-01
clauses:
  - id: 二(一)
    title: 推进紧密型集团共建
    summary: 每所实验校进入一个集团，派来骨干教师。
    measure: groups
  - id: 二(二)
    title: 实施绿色指标评价
    summary: 每校用五项绿色指标监测。
    measure: green
requirements:
  - id: group
    clause: 二(一)
    title: 每所实验校进入一个集团。
    rule: present
    look: support.partnership
    where:
      - field: modes
        is:
          - 紧密型集团
          - 学区共同体
    noun: 教育集团
  - id: green-indicators
    clause: 二(二)
    title: 每所实验校的监测涵盖绿色指标。
    rule: all_of
    look: monitoring.dimensions
    key: dimension
    vocabulary: monitoring_dimensions
    noun: 绿色指标
  - id: senior-mentors
    clause: 二(一)
    title: 专家过半数是国家级的。
    rule: share
    look: support.advisors
    where:
      - field: level
        is:
          - 国家级
    share_percent: 50
    noun: 国家级专家
staffing:
  - group
vocabularies:
  grades:
    - 六年级
    - 七年级
    - 八年级
    - 九年级
  support_modes:
    - 紧密型集团
    - 学区共同体
  support_school_kinds:
    - 集团总校
  advisor_levels:
    - 国家级
    - 省级
  monitoring_dimensions:
    - 学习动力
    - 师生关系
words:
  - term: 绿色指标
    meaning: 从学习动力、师生关系等方面看学校，不看分数。
""",
    "schools/media/logo.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 32"><path '
        'd="M2 28C10 8 22 8 24 20S40 28 46 6" fill="none" stroke="#0b5cad" stroke-width="5"/></svg>\n'
    ),
    "schools/haibin/gangwan/school.yml": (
        "name: 港湾中学\nshort_name: 港湾\nkind: 初中\nenrolled_on: 2025-09-01\nas_of: 2026-11-01\n"
    ),
    "schools/haibin/gangwan/support.yml": """partnership:
  support_school: 云港第一中学
  kind: 集团总校
  modes:
    - 紧密型集团
  since: 2025-09-01
advisors:
  - name: 顾老师
    level: 国家级
    since: 2025-10-01
as_of: 2026-11-01
""",
    "schools/haibin/gangwan/monitoring/2026.yml": """dimensions:
  - dimension: 学习动力
    instrument: 问卷
    sample: 320
    direction: 进步
""",
    "schools/haibin/gangwan/updates/2026-10-12-jiaoyan.md": update("集团统一教研", "紧密型集团共建"),
    "schools/haibin/gangwan/cases/zaodu.md": """---
title: 六年级衔接课程
date: 2026-06-20
summary: 六年级第一个月放慢进度，先学怎样学。
measures:
  - 紧密型集团共建
starts_on: 2025-09-01
ends_on: 2026-06-10
subjects:
  - 数学
grades:
  - 六年级
evidence:
  level: 理论依据
cost:
  funding: 低
conditions: 备课组有三位教师以上。
limits: 只做了一届。
lessons: 家长会要开在前面。
---

## 针对的问题

六年级学生刚进初中，作业习惯没有养成。

## 做了什么

第一个月只学一半内容，另一半时间教怎样记笔记。

## 成效与证据

教师的看法是学生更愿意提问，还没有数据。

## 如何借鉴

先和小学的教师坐下来谈一次。
""",
    "schools/shanbei/district.yml": """implementation_plan:
  title: 山北县集团办学方案
  adopted_on: 2025-08-01
lead_office: 山北县教育局
funding:
  - year: 2026
    per_pupil_band: 标准水平的1.2倍
    comparison: 与本县其他初中相比
    is_above_comparison: true
supervision:
  - kind: 督政
    date: 2026-05-20
    focus: 集团骨干教师到岗
    findings: 全部到岗。
as_of: 2026-11-01
""",
    "schools/haibin/news/2026-10-09-daogang.md": """---
title: 海滨区集团骨干教师到岗
date: 2026-10-09
summary: 三位骨干教师到港湾中学任教。
category: 区县动态
schools:
  - haibin/gangwan
---

三位教师十月九日到岗，先和备课组听课两周。
""",
    "docs/news/2026-09-08-gongzuohui.md": """---
title: 秋季集团工作会召开
date: 2026-09-08
summary: 会上排定秋季的教研安排。
category: 工作部署
measures:
  - 紧密型集团共建
---

会上排定秋季的教研安排，各集团九月底前报名单。
""",
    "docs/events/2026-10-20-jiaoyan.md": """---
title: 集团教研现场会
level: 市级
starts_at: 2026-10-20T14:00
place: 港湾中学
host: 云港第一中学
schools:
  - haibin/gangwan
theme: 六年级怎样衔接
measures:
  - 紧密型集团共建
status: 已举行
---

下午看两节课，再分组讨论。
""",
    "docs/bulletins/draft-2026-11.md": """---
title: 集团里的第一年
editor_note: 本期说港湾中学的教研和衔接课程。
sections:
  - name: 工作进展
    items:
      - haibin/gangwan/updates/2026-10-12-jiaoyan
  - name: 教改案例
    items:
      - haibin/gangwan/cases/zaodu
draft: true
---
""",
    "docs/about.md": "---\ntitle: 关于集团强校\n---\n\n# 关于集团强校\n\n这是云港市自己写的一页。\n",
    "docs/guide/writing.md": "---\ntitle: 我们的写法\n---\n\n# 我们的写法\n\n短句。\n",
}

COUNTY = {
    "schools/program.yml": """name: 石桥县乡村初中提升计划
short_name: 乡村提升
city: 石桥县
publisher: 石桥县教育局
timezone: Asia/Shanghai
districts:
  - id: chengguan
    name: 城关镇
    kind: 县
measures:
  - id: together
    name: 县管校聘
    clause: 第三条
""",
    "schools/policy.yml": """title: 石桥县乡村初中提升计划
issued_by: 石桥县人民政府
clauses:
  - id: 第三条
    title: 教师由县里统一聘用
    measure: together
requirements:
  - id: plan
    clause: 第三条
    title: 每所学校有行动方案。
    rule: present
    look: plan
    noun: 行动方案
""",
    **{
        f"schools/chengguan/{slug}/school.yml": (
            f"name: 石桥{name}中学\nshort_name: {name}\nkind: 初中\nas_of: 2026-11-01\n"
        )
        for slug, name in (("dongpo", "东坡"), ("xitan", "西滩"), ("nanling", "南岭"))
    },
    "schools/chengguan/xitan/updates/2026-10-12-lunjiao.md": update("走教教师到校", "县管校聘"),
}

SCIENCE = {
    "schools/program.yml": """name: 新川市初中课程改革
short_name: 课程改革
city: 新川市
publisher: 新川市教育局
timezone: Asia/Shanghai
districts:
  - id: heping
    name: 和平区
  - id: jingkai
    name: 经济开发区
    kind: 功能区
measures:
  - id: courses
    name: 综合课程
    clause: 一、1
  - id: teachers
    name: 教师发展
    clause: 一、2
""",
    "schools/policy.yml": """title: 新川市初中课程改革意见
issued_by: 新川市教育局
clauses:
  - id: 一、1
    title: 开设科学和艺术综合课程
    measure: courses
  - id: 一、2
    title: 骨干教师走校任教
    measure: teachers
requirements:
  - id: inspected
    clause: 一、1
    title: 每所学校每学期有教研员到校。
    rule: each_semester
    look: inspection
    noun: 到校记录
  - id: city-meeting
    clause: 一、2
    of: city
    title: 市里每年办一次研讨。
    rule: within_days
    look: event
    days: 365
    noun: 研讨
vocabularies:
  subjects:
    - 语文
    - 数学
    - 英语
    - 科学
    - 艺术
    - 体育与健康
""",
    "schools/heping/yihao/school.yml": (
        "name: 新川一中\nshort_name: 一中\nkind: 完全中学\nenrolled_on: 2025-09-01\nas_of: 2026-11-01\n"
    ),
    "schools/heping/yihao/inspections/2026-spring.md": """---
date: 2026-04-15
organiser: 新川市教研室
subjects:
  - 科学
  - 艺术
findings:
  - 科学课的实验开齐了
---

听了六节课，和备课组谈了一次。
""",
    "schools/heping/yihao/teaching.yml": """rules:
  - step: 备课
    document: 集体备课规程
digital:
  platforms:
    - name: 新川云课堂
      subjects:
        - 科学
      weekly_lessons: 2
as_of: 2026-11-01
""",
}
FOREIGN = {"five-four": FIVE_FOUR, "county": COUNTY, "science": SCIENCE}
