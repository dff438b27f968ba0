"""A month in the shape of a real bulletin, for the small program of the corpus with more schools.

Two deployments, a leader's visit, four items of district news, nine items of schools, three cases, an event
held and two to come, photos; as long as real ones are: a deployment has about 700 characters, an item of a
school 500 to 900.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from corpus_trees import lay_out, put
from PIL import Image, ImageDraw

MONTH = "2026-11"
DISTRICTS = ("jinjiang", "pujiang")
NAMES = ("春申", "望江", "南桥", "石室东", "青杠", "鹤山", "寿安", "甘溪", "西来")
SCHOOLS = tuple(f"{DISTRICTS[at % 2]}/x{at + 1}" for at in range(len(NAMES)))
MEASURES = (
    "深化课堂教学改革",
    "联动实施强师计划",
    "名校名师支持引领",
    "强化评价监测导向",
    "专家团队专业指导",
)

_OFFICE = (
    "会议通报了上半年各区县推进情况，肯定了做得实的地方，也点出三个问题：方案写得细、落得慢；帮扶有协议、少记录；"
    "数据有结论、缺来源。",
    "会议要求，各区县在十二月十日前把指导专家和名师补齐，名单在网站上更新；缺一名的，说明原因和到岗日期。",
    "教研部门本学期对每所实验校集体视导一次，当天反馈，一个月后回看整改，整改的情况写进学校自己的页面。",
    "支持学校的干部每周到校的时间由学校记在进展里，不另外报表。牵头科室每月抽看两所学校的记录，看是不是真的到了课堂。",
    "经费方面，会议重申专项经费只用于专业指导、课题研究、研讨交流和资源共享四个方面，各区县按用途公布比例。",
    "会议还讨论了作业统筹。多数学校已经有了公示表，下一步是让班主任能看到当天各科的总时长，并且有权请一科让一让。",
    "到会的校长提出，视导组提的意见多，学校一学期改不完。教研部门答复，今后每次只提三条，写明先改哪一条。",
)
_SCHOOL = (
    "备课组把一节课拆成三段，先看学生在哪里停下来，再决定哪一段由教师讲、哪一段让学生自己做。",
    "听课的人每人只记一组学生，记下谁先开口、谁一直没有开口，课后对着记录一条一条地说。",
    "第一周并不顺利。学生不习惯先写后说，有的小组交上来的是一张白纸，教师就把要求改成先写一句。",
    "三周以后，能在十分钟里写出一条理由的学生由一百零六人增加到一百九十人，教务处把各班的记录放在一起核对过。",
    "支持学校的两位教师每周三到校，上午听课，下午和备课组一起改下一周的任务单，改动的地方用红笔标出来。",
    "青年教师最怕的是被评价，所以第一个月的课不打分，只说一处学生学得好的地方和一处可以改的地方。",
    "作业一直是家长问得最多的事。年级组把各科的作业写在同一张表上，超过九十分钟的当天就减，减掉的写明是哪一科。",
    "也有没有做好的地方：晚托时间的答疑只有三成学生来，问下来是路远，学校正在和公交公司商量末班车的时间。",
    "这件事没有花钱，用的是原来的教室和原来的纸笔，多花的是备课组每周一个小时。",
)
_TITLES = (
    "任务单先让学生写一句再讨论",
    "公开课不打分以后，青年教师愿意上课了",
    "各科作业写在同一张表上",
    "视导提的三条意见先改一条",
    "晚托答疑来的人少，问一问为什么",
    "两校同一个备课日，三周改了五张任务单",
    "实验箱借到班里，课间也能做",
    "学生评课只问两个问题",
    "班主任手里多了一把减作业的尺子",
)


def long_text(pool: tuple[str, ...], characters: int, start: int = 0) -> str:
    """Return sentences of a pool as paragraphs, two at a time, until there are so many characters."""
    found: list[str] = []
    at = start
    while sum(map(len, found)) < characters:
        found.append(pool[at % len(pool)] + pool[(at + 1) % len(pool)])
        at += 2
    return "\n\n".join(found)


def photo(at: int, size: tuple[int, int] = (960, 640)) -> bytes:
    """Return a drawn photo, another one for every number."""
    image = Image.new("RGB", size, (200 - at * 9, 190 + at * 5, 180 + at * 7))
    pen = ImageDraw.Draw(image)
    for row in range(5):
        pen.rectangle(
            (60 + at * 13, 80 + row * 100, 800 - at * 17, 140 + row * 100), fill=(90, 110, 120 + at * 8)
        )
    out = BytesIO()
    image.save(out, "JPEG", quality=70)
    return out.getvalue()


def lay_out_month(root: Path) -> Path:
    """Make the tree at `root`; everything in it is published on the last day of the month."""
    lay_out(root)
    for at, school in enumerate(SCHOOLS):
        put(root, f"schools/{school}/school.yml", _profile(at))
        pictures = _photos(root, school, at)
        put(root, f"schools/{school}/updates/{MONTH}-{at + 10}-x.md", _update(at, pictures))
    for at in range(3):
        put(root, f"schools/{SCHOOLS[at * 3]}/cases/anli-{at + 1}.md", _case(at))
    put(
        root,
        f"docs/news/{MONTH}-03-bushu.md",
        _news("强校工程秋季学期推进会召开", f"{MONTH}-03", "工作部署", 700, 0),
    )
    put(
        root,
        f"docs/news/{MONTH}-17-tongchou.md",
        _news("部署作业统筹和课后答疑", f"{MONTH}-17", "工作部署", 600, 2),
    )
    put(
        root,
        f"docs/news/{MONTH}-12-diaoyan.md",
        _news("市领导到实验校调研课堂", f"{MONTH}-12", "领导调研", 600, 4),
    )
    for at in range(4):
        day = f"{MONTH}-{at * 4 + 6:02d}"
        news = _news(f"{('锦江区', '蒲江县')[at % 2]}第{at + 1}次联合教研看课堂", day, "区县动态", 420, at)
        put(root, f"schools/{DISTRICTS[at % 2]}/news/{day}-lianyan.md", news)
    put(root, f"docs/events/{MONTH}-19-ketang.md", _event("课堂改革现场会", f"{MONTH}-19", "已举行"))
    put(root, "docs/events/2026-12-09-qingnian.md", _event("青年教师同课异构", "2026-12-09", "已确定"))
    put(root, "docs/events/2026-12-18-zuoye.md", _event("作业设计交流会", "2026-12-18", "已确定"))
    return root


def _profile(at: int) -> str:
    name = f"{('锦江', '蒲江')[at % 2]}{NAMES[at]}初级中学（示例）"
    return (
        f"name: {name}\nshort_name: {NAMES[at]}初中\nkind: 初中\nenrolled_on: 2025-09-01\n"
        "status: 建设中\n"
        f"class_count: {18 + at}\nstudent_count: {800 + at * 31}\nteacher_count: {70 + at}\n"
        f"as_of: {MONTH}-01\n"
    )


def _photos(root: Path, school: str, at: int) -> str:
    """Put no, one or two photos beside a school, and return the field that names them."""
    lines = []
    for number in range(at % 3):
        path = root / f"schools/{school}/media/p{number + 1}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(photo(at + number * 3, (640, 960) if at == 5 else (960, 640)))
        lines.append(
            f"  - file: media/p{number + 1}.jpg\n"
            f"    alt: 课堂上的第{number + 1}张照片，学生在写任务单\n    consent: true\n"
        )
    return f"photos:\n{''.join(lines)}" if lines else ""


def _head(title: str, day: str, summary: str) -> str:
    return f"---\ntitle: {title}\ndate: {day}\nsummary: {summary}\n"


def _update(at: int, pictures: str) -> str:
    summary = f"{_SCHOOL[(at * 2) % len(_SCHOOL)].split('，')[0]}，一个月后有了变化。"
    head = _head(_TITLES[at], f"{MONTH}-{at + 10}", summary)
    body = long_text(_SCHOOL, 500 + at * 45, at)
    measure = MEASURES[at % len(MEASURES)]
    return f"{head}measures:\n  - {measure}\n{pictures}author_office: 教务处\n---\n\n{body}\n"


def _case(at: int) -> str:
    head = _head(
        ("先写后说的任务单", "一节课只改一处", "错题分三类再讲")[at],
        f"{MONTH}-{at * 5 + 8:02d}",
        "从一个备课组做起，一学期后推到全年级。",
    )
    parts = ("针对的问题", "做了什么", "成效与证据", "如何借鉴")
    body = "\n\n".join(f"## {part}\n\n{long_text(_SCHOOL, 180, at + n * 2)}" for n, part in enumerate(parts))
    return (
        f"{head}measures:\n  - 深化课堂教学改革\nsubjects:\n  - 数学\ngrades:\n  - 八年级\n"
        "evidence:\n  level: 前后对比\n"
        "  indicator: 写出一条理由的学生占比\n  before: 42\n  after: 71\n  sample: 210\n"
        "  method: 两名教师对照记录\n"
        "cost:\n  funding: 无\n  teacher_hours: 1\n  equipment: 不需要\n"
        "conditions: 备课组每周能坐在一起一个小时。\n"
        "limits: 只做了一个年级。\nlessons: 开始时要求太多，学生写不出来。\ncontact: 教务处\n"
        f"---\n\n{body}\n"
    )


def _news(title: str, day: str, category: str, characters: int, start: int) -> str:
    head = _head(title, day, "排定本学期几件事，写明谁来做、什么时候做完、在哪里看得到。")
    office = "锦江区教育局（示例）" if category == "区县动态" else "强校工程协调办公室（示例）"
    body = long_text(_OFFICE, characters, start)
    return f"{head}category: {category}\nauthor_office: {office}\n---\n\n{body}\n"


def _event(title: str, day: str, status: str) -> str:
    return (
        f"---\ntitle: {title}（示例）\nlevel: 市级\nstarts_at: {day}T14:00\n"
        f"ends_at: {day}T17:00\nplace: 示例中学报告厅\n"
        "host: 市教研部门（示例）\ntheme: 各校带一节课、一张任务单来，当场说、当场改。\n"
        f"status: {status}\n---\n\n"
        f"{long_text(_SCHOOL, 160, 3)}\n"
    )
