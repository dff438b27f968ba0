"""Words and sentences from which synthetic articles are put together. Nothing here is about a real school."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from qiangxiao.foundation.vocabulary import Grade, Subject


@dataclass(frozen=True, slots=True)
class Topic:
    """Something a school works on: slug, the measure's id, what it is, the problem, what is counted."""

    slug: str
    measure: str
    what: str
    problem: str
    counted: str
    unit: str


TOPICS: tuple[Topic, ...] = (
    Topic("renwudan", "classroom", "学习任务单", "教师讲得多，学生动手少", "学生当堂独立完成任务的比例", "%"),
    Topic(
        "xiaozu", "classroom", "小组合作学习", "小组讨论常由一两名学生包办", "课堂上开口发言的学生比例", "%"
    ),
    Topic("shiyan", "classroom", "分组实验", "实验多由教师演示", "分组实验开出的比例", "%"),
    Topic("zuoye", "autonomy", "作业总量统筹", "各科作业加在一起太多", "每天书面作业用时", "分钟"),
    Topic(
        "xiaoben",
        "autonomy",
        "校本课程选课",
        "校本课程跟着教师走，学生没有选择",
        "参加自选课程的学生比例",
        "%",
    ),
    Topic("shetuan", "autonomy", "社团活动", "社团只在检查时才活动", "每周参加社团的学生比例", "%"),
    Topic("shitu", "teachers", "师徒结对听评课", "师徒结对有名单、少内容", "青年教师每学期公开课节数", "节"),
    Topic("beike", "teachers", "集体备课", "集体备课变成轮流写教案", "教师对集体备课有帮助的认可比例", "%"),
    Topic("lunjiang", "leadership", "与支持学校同课共备", "两校教研各做各的", "每学期两校共备的节数", "节"),
    Topic(
        "gengang", "leadership", "干部跟岗学习", "中层干部缺少外出学习的机会", "参加跟岗学习的干部人数", "人"
    ),
    Topic("zhuanjia", "experts", "专家入班指导", "专家来校多是听汇报", "专家入班听课的节数", "节"),
    Topic("keti", "experts", "小课题研究", "课题做完就放进柜子", "参与小课题的教师比例", "%"),
    Topic("shuangshi", "digital", "双师课堂", "部分学科缺少专职教师", "双师课堂开出的课时比例", "%"),
    Topic("xueqing", "digital", "学情分析", "教师凭印象判断学生会不会", "依据学情调整教学的班级数", "个"),
    Topic("pingjia", "evaluation", "过程性评价", "评价只看期末一次", "使用过程性评价的学科数", "科"),
    Topic(
        "jiazhang",
        "evaluation",
        "家长问卷与回应",
        "家长意见收上来没有回音",
        "家长意见得到书面回应的比例",
        "%",
    ),
    Topic("lianyan", "coordination", "片区联合教研", "片区教研一学期只有一次", "片区联合教研的次数", "次"),
    Topic("yuedu", "classroom", "整本书阅读", "学生读完一本书的很少", "每学期读完的整本书数量", "本"),
)
SUBJECTS = Subject.values()[:12]  # the rest are taught by hours here and there
GRADES = Grade.values()
OFFICES = ("教务处", "教科室", "德育处", "教师发展中心", "七年级组", "八年级组", "数学备课组", "语文备课组")
_FIRST = "清明秀和安新东文春云竹松梅桂枫柳青石书景德育博知远锦星晨"
_SECOND = "溪林山桥湖园泉岭河原坪洲亭台港湾谷坡塘川"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华"
    "金魏陶姜谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗方俞任袁柳"
)
_GIVEN = (
    "一之云亦以佳修元光其凡初南卓可君和嘉图墨安定宁实容尚山岚川帆平序开弘彦心思怀恒悦文新方旭时明晓晨景晴朗木"
)

_TITLE = (
    "{grade}{subject}组试行{what}",
    "{what}推进到{count}个班",
    "从一节{subject}课看{what}",
    "{what}：{month}里改了{count}处",
    "{office}牵头，{what}有了新办法",
    "{grade}的{what}做到哪一步",
    "{subject}组复盘{what}",
    "{what}试行{weeks}周以后",
)
_CASE_TITLE = (
    "{problem}怎么办：{grade}{subject}组的{what}",
    "{what}的{count}次修改",
    "用{weeks}周把{what}做实",
    "{what}：一个年级先走一步",
)
_SUMMARY = (
    "{office}用{weeks}周推进{what}，{counted}由{before}{unit}变为{after}{unit}；{trouble}。",
    "{grade}{count}个班参加{what}，{counted}现为{after}{unit}，起点是{before}{unit}；{trouble}。",
    "针对{problem}的情况，{subject}组改进了{what}，{counted}为{after}{unit}；{trouble}。",
)
_TROUBLES = (
    "教师反映备课时间变长",
    "两个班还没有跟上",
    "家长的理解还需要时间",
    "材料准备仍靠少数教师",
    "期末前一周没有坚持住",
    "记录表填得太细，已经删去一半",
    "九年级暂时没有参加",
    "效果能不能长久还要再看",
)
_OPENING = (
    "起因是一次随堂听课：{problem}。",
    "开学时我们把去年的记录翻了一遍，看到的是{problem}。",
    "{subject}组提出先做{what}，因为{problem}。",
    "起点评估里写着“{problem}”，这次先从它改起。",
    "家长在开放日问得最多的，就是{what}什么时候能看到变化。",
)
_DOING = (
    "{month}起，{grade}的{count}个班先做，每周只改一处，改完由备课组长看一节课。",
    "{office}排了一张{weeks}周的表，每周三下午碰头二十分钟，只谈这一件事。",
    "支持学校的教师来了{count}次，和我们同上一节{subject}课，课后当面说哪里不对。",
    "做法写在一页纸上，贴在办公室门后，做了就打勾，没做就写原因。",
    "我们请学生每周匿名写一句话，说{what}对自己有没有用。",
    "{subject}组把材料分成必做和选做两份，教师可以只用其中一份。",
)
_RESULT = (
    "{weeks}周下来，{counted}由{before}{unit}变为{after}{unit}，数据由{office}统计，共看了{sample}份记录。",
    "{counted}现为{after}{unit}，起点是{before}{unit}；样本是{sample}份，口径前后一致。",
    "从{sample}份记录看，{counted}从{before}{unit}到{after}{unit}，各班之间仍有差别。",
)
_NEXT = (
    "{trouble}，下一步打算先减后加。",
    "没有做成的也要写下来：{trouble}。",
    "下学期想让{grade}全部班级参加，前提是{office}能腾出人手。",
    "下一次教研由{subject}组主讲，其他学科来听。",
    "这件事还没有结束，{month}再看一次数据。",
)
MONTHS = ("九月", "十月", "十一月", "三月", "四月", "五月")


class Writer:
    """Puts texts together; the same chance gives the same texts."""

    def __init__(self, chance: Random, topic: Topic) -> None:
        self.chance = chance
        self.topic = topic
        low, high = (40, 60) if topic.unit == "%" else (95, 110) if topic.unit == "分钟" else (1, 4)
        self.before = chance.randint(low, high)
        change = chance.randint(6, 25) if high > 10 else chance.randint(1, 5)
        self.after = self.before - change if topic.unit == "分钟" else self.before + change
        self.sample = chance.randint(40, 600)
        self.subject = chance.choice(SUBJECTS)
        self.grade = chance.choice(GRADES)
        self.office = chance.choice(OFFICES)
        self._words = {
            "what": topic.what,
            "problem": topic.problem,
            "counted": topic.counted,
            "unit": topic.unit,
            "before": str(self.before),
            "after": str(self.after),
            "sample": str(self.sample),
            "subject": self.subject,
            "grade": self.grade,
            "office": self.office,
            "count": str(chance.randint(2, 9)),
            "weeks": str(chance.randint(3, 16)),
            "month": chance.choice(MONTHS),
            "trouble": chance.choice(_TROUBLES),
        }

    def _one(self, patterns: tuple[str, ...]) -> str:
        return self.chance.choice(patterns).format_map(self._words)

    def title(self, is_case: bool = False) -> str:
        """Return a headline."""
        return self._one(_CASE_TITLE if is_case else _TITLE)

    def summary(self) -> str:
        """Return a summary of at most 120 characters."""
        return self._one(_SUMMARY)

    def trouble(self) -> str:
        """Return what did not go well."""
        return self._words["trouble"]

    def update_body(self) -> str:
        """Return three paragraphs."""
        doing = [pattern.format_map(self._words) for pattern in self.chance.sample(_DOING, 2)]
        return "\n\n".join((self._one(_OPENING) + doing[0], doing[1] + self._one(_RESULT), self._one(_NEXT)))

    def case_body(self, headings: tuple[str, ...]) -> str:
        """Return the four sections of a case."""
        doing = "".join(pattern.format_map(self._words) for pattern in self.chance.sample(_DOING, 3))
        texts = (self._one(_OPENING), doing, self._one(_RESULT), self._one(_NEXT))
        return "\n\n".join(f"## {heading}\n\n{text}" for heading, text in zip(headings, texts, strict=True))


def school_words(number: int) -> str:
    """Return two characters that name a school; all different for 500 numbers in a row."""
    pairs = len(_FIRST) * len(_SECOND)
    at = number * 137 % pairs
    return _FIRST[at % len(_FIRST)] + _SECOND[at // len(_FIRST)]


def person(number: int, title: str) -> str:
    """Return a made-up person marked 示例; all different for 100,000 numbers in a row."""
    people = len(_SURNAMES) * len(_GIVEN) ** 2
    at = number * 7919 % people
    first, rest = at % len(_SURNAMES), at // len(_SURNAMES)
    return f"{_SURNAMES[first]}{_GIVEN[rest % len(_GIVEN)]}{_GIVEN[rest // len(_GIVEN)]}{title}（示例）"
