"""Texts of a catalog to what promotes exam results: admission rates, top scorers, score ranks, elite schools.

A sentence that forbids the thing it names is not a breach, nor is the result of a contest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.checks.texts import TextFile, TextLine, limit, suspects

# “中考”, not the “中考” in “学校中考试” or “活动中考察”; likewise for the others.
_EXAM_NAME = r"[中高会学统联月周]考(?![试察核虑量查验勤评古])"
_NUMERAL = r"[\d０-９一二三四五六七八九十百千两]"

# Forbids for the whole sentence; the others decline within their own clause.
_FORBIDS = re.compile(r"不得(?!不|了)|不准|不许|不允许|严禁|禁止|杜绝|严格控制|负面清单")
_DECLINES = re.compile(
    r"不(?:再|以|用|把|将|按|看|比|唯|与|搞|提|讲|谈|设|排|给|向|作|做|列|应|要|能(?!不)|可以?|追求|追逐|攀比|评比|公布|公示|公开|发布|通报"
    r"|宣传|炒作|报道|统计|下达|进行|组织|纳入|挂钩|涉及|片面|单纯|简单|只看|是)"
    r"|没有(?:把|将|按|以|用|公布|公开|宣传|统计|排|设|状元|名次|升学)|从不|从未|绝不|决不|并非|而非|无关|淡化|弱化"
    r"|反对|取消|查处|整治|违规|治理|纠正|克服|破除|摒弃|扭转|防止|避免|制止|抵制|拒绝|红线"
)
_FORBIDS_AFTER = re.compile(
    r"[^，。；！？,;!?\n]{0,20}?(?:不得(?!不|了)|严禁|禁止|一律不|均不|都不|不予|不作为|不再|不公布|不公开|不宣传|不与|不纳入|也?不用)"
)
_RESUMES = re.compile(r"但|却|然而|不过(?!度)|仍|依然|依旧|反而")
_CLAUSE_END = re.compile(r"[，,；;：:]")

_CONTEST = re.compile(
    r"运动会|比赛|竞赛|大赛|联赛|杯赛|锦标赛|决赛|初赛|复赛|接力|合唱|朗诵|演讲|征文|辩论|展演|汇演|艺术节|体育节|科技节|文化节|读书节"
    r"|运动队|校队|足球|篮球|排球|乒乓|羽毛球|田径|游泳|跳绳|拔河|武术|棋|机器人|创客|航模|无人机|书法|绘画|舞蹈|评比|评选|赛课|赛场|赛事|奖杯"
)
_CONTEST_REACH = 400
_MAX_QUOTED = 20
_EXAM = re.compile(
    rf"{_EXAM_NAME}|摸底|[一二三]诊|诊断|期[末中]|半期|考试|测试|检测|监测|学业水平|教学质量|学科质量|均分|平均分"
    r"|及格率|优秀率|高分率|升学"
)
_SCORE = re.compile(
    r"成绩|分数|总分|得分|名次|学业|(?:年级|班级|全班|综合|学校|学科)排名|(?:年级|班级|全班)[前第]"
)

_RATE = re.compile(
    r"升学(?:成绩|质量|情况)?(?=再创|创[下了]?新高|再传|捷报|喜报|喜人)|升学率|升重率|重点率|上线率|达线率|录取率|普高率|重高率|升高率|高分率|低分率|一本率|本科率|重本率"
    rf"|(?:{_EXAM_NAME}|考试|期末|期中|半期|[一二三]诊|学业水平)[^，。；！？\n]{{0,12}}?(?:[及合]格率|优[秀良]率|过关率)"
    r"|(?:重点|重高|普高|本科|一本|省重|国重)(?:高中)?(?:上线|达线|过线)(?:人数)?"
)
_RATE_SUSPECT = re.compile(r"率|[上达过]线|升学")
_NOT_A_PUPILS_RATE = re.compile(
    r"平台|系统|设备|网络|资源|课程|登录|终端|软件|教师|教职工|招聘|招考|论文|投稿|课题|稿件|来稿|摇号|派位|体质|体测|体育|健康|视力|心理"
    r"|普通话|培训|安全|卫生|食品|工程"
)
_ABOUT_EXAMS = re.compile(rf"{_EXAM_NAME}|升学|重点")
_CLAIM = re.compile(
    rf"[^。！？；;\n]{{0,16}}?(?:[\d０-９]|百分之|{_NUMERAL}成|{_NUMERAL}+[人名]|创[了下]?(?:历史)?新高|提[高升]|上升|增[长加]|攀升"
    r"|跃[居升]|翻[了]?[一两]?番|突破|[稳位名]居|名列|领先|前列|再创|显著|大幅|喜[人报]|捷报|再传|可喜|达到?)"
)
_HEADING = re.compile(r"\s*#")
_INDICATOR = re.compile(r"[\s-]*(?:name|indicator|deliverable|unit):")
_PERCENT_BEFORE = re.compile(r"(?:[\d０-９][%％]|百分之[^，。；！？\n]{1,6}|个百分点)[^，。；！？\n]{0,6}$")
_ENDS_LABEL = re.compile(r"[\s\"'”*_#（()）%％人]*$")

_TITLE = re.compile(
    r"状元|榜眼|探花|榜首"
    rf"|(?=[中高]){_EXAM_NAME}[^，。；！？\n]{{0,12}}?"
    r"(?:第一(?![次步年批类轮天个志时线手场科门阶方梯])|最高分|头名|魁首|夺魁)"
)
_TITLES_ELSEWHERE_TOO = ("榜首", "榜眼", "探花")
_TITLE_SUSPECT = re.compile(r"[状榜探高中][元眼花首考]")
_TITLE_ELSEWHERE = re.compile(
    r"行行出|创业|劳动|致富|种植|养殖|技[术能]|销售|科举|殿试|进士|翰林|[唐宋元明清][代朝]|古代|历史上|五一|升庵"
)
_PLACE_NAME = re.compile(r"状元(?:桥|街|楼|府|路|巷|坊|碑|故里|阁|镇|村|祠|墓|文化|红)")

_STOP = r"[，。；、！？,;!?\s）)”|的]|$"
_ORDINAL = rf"第\s?{_NUMERAL}+(?:\s?[名位]|方阵|梯队|(?={_STOP}))"
_FOREMOST = rf"前\s?{_NUMERAL}+(?:\s?[名位强%％]|(?={_STOP}))"
_PLACES = rf"{_NUMERAL}\s?个?(?:名次|位次|[名位](?![教老学同家专校班干]))"
_RANK = re.compile(
    r"(?:排名|排在|排|名列|位列|位居|居|列|跃居|升至|升到|夺得|获得?|取得|全[市区县校省班]|全年级|年级|同类|均分|平均分|总分|成绩|综合)"
    rf"[^，。；：！？、\n]{{0,10}}?{_ORDINAL}"
    rf"|(?:全[市区县校省]|年级|班级|排名|位居|进入?|跻身)[^，。；：！？、\n]{{0,6}}?{_FOREMOST}"
    r"|名列前茅|独占鳌头"
    rf"|(?:进步|退步|上升|提高|前进|前移|提升|跃升|下降)了?\s?{_NUMERAL}*{_PLACES}"
    rf"|(?:名次|位次|排名)[^，。；：！？、\n]{{0,8}}?{_PLACES}"
)
_RANK_SUSPECT = re.compile(
    rf"[第前]\s?{_NUMERAL}+\s?(?:[名位强%％]|方阵|梯队|{_STOP})|名列前茅|独占鳌头|名次|位次|排名"
    r"|(?:[进退]步|上升|提[高升]|前[进移]|跃升|下降)了?\s?[\d０-９一二三四五六七八九十百]+\s?[名位]"
)
_RANK_COLUMN = re.compile(r"名次|排名|位次")
_SCORE_COLUMN = re.compile(r"平均分|均分|总分|成绩|分数|考试|及格率|优秀率")

_ELITE = (
    r"(?:清华|北大|清北|北京大学|复旦|交大|浙大|[Cc]9|985|211|双一流|强基|重点(?:高中|中学|大学|本科)|名校|名牌(?:高中|大学)"
    r"|[国省市]级?重点?(?:高中)|[国省]重|(?:[国省市]家?级?)?(?:一级|二级)?示范性?(?:普通)?高中|领航高中|重高|一本|实验班|火箭班|尖子班)"
)
_ENTERS = r"(?:考入|考取|考上|升入|考进|录取|录入|被[^，。；！？\n]{1,20}录)"
_COUNT = rf"(?:{_NUMERAL}+\s?(?:余|多)?\s?(?:人|名|位)|[多数][名位人]|数{_NUMERAL}+[名人]|一?大?批)"
_ELITE_COUNT = re.compile(
    rf"{_COUNT}[^。；！？\n]{{0,16}}?{_ENTERS}[^，。；！？\n]{{0,16}}?{_ELITE}"
    rf"|{_ENTERS}[^，。；！？\n]{{0,16}}?{_ELITE}[^。；！？\n]{{0,16}}?{_COUNT}"
    rf"|{_ELITE}[^，。；！？\n]{{0,10}}?{_ENTERS}[^，。；！？\n]{{0,10}}?{_COUNT}"
    rf"|{_COUNT}[^，。；！？\n]{{0,4}}?(?:学生|学子|同学|毕业生|考生)[^，。；！？\n]{{0,8}}?进入?{_ELITE}"
    r"|优异的?成绩[^，。；！？\n]{0,4}?(?:考[入取上进]|升入)"
    rf"|{_COUNT}[^，。；！？\n]{{0,12}}?被[^，。；！？\n]{{0,8}}?{_ELITE}[^，。；！？\n]{{0,8}}?录"
)
_ELITE_SUSPECT = re.compile(r"考[入取上进]|升入|录|[学毕考同][生子业学][^\n]{0,10}?进")
_NOT_PUPILS = re.compile(r"教师|老师|教研员|校友|毕业于")


@dataclass(frozen=True)
class Mention:
    """A place in a file where a word of publicity stands, with what is said around it."""

    file: TextFile
    line: TextLine
    start: int
    end: int

    @cached_property
    def before(self) -> str:
        """What its sentence says before it."""
        return self.file.sentence_before(self.line, self.start)

    @property
    def clause(self) -> str:
        """What its clause says before it."""
        return _CLAUSE_END.split(self.before)[-1]

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.line.text[self.start : self.end]

    @property
    def after(self) -> str:
        """The rest of the line."""
        return self.line.text[self.end :]

    @property
    def is_forbidden(self) -> bool:
        """Tell whether the sentence, or the line that introduces its list, says that this is not done."""
        lead = self.file.lead_in(self.line)
        if _FORBIDS.search(lead) or _DECLINES.search(lead):
            return True
        if _FORBIDS_AFTER.match(self.after):
            return True
        # After a semicolon a prohibition goes on only if a colon has opened an enumeration.
        head, _, tail = self.before.rpartition("：")
        governing = head + re.split(r"[；;]", tail)[-1]
        return _is_negated(_FORBIDS, governing) or _is_negated(_DECLINES, self.clause)

    @property
    def is_label(self) -> bool:
        """Tell whether it is a heading, a column or the name of an indicator, its figures being elsewhere."""
        cells = self.file.table_header(self.line.number)
        if cells:
            return any(self.text in cell and len(cell) <= len(self.text) + 8 for cell in cells)
        if not _ENDS_LABEL.match(self.after):
            return False
        names = _INDICATOR if self.file.is_data(self.line) else _HEADING
        return names.match(self.line.text) is not None

    @property
    def is_about_scores(self) -> bool:
        """Tell whether its sentence speaks of exams or scores."""
        about = self.before + self.text
        return bool(_EXAM.search(about) or _SCORE.search(about))

    @property
    def is_contest(self) -> bool:
        """Tell whether it is about a contest and not an exam."""
        clause = self.clause + self.text
        if _EXAM.search(clause) and not _CONTEST.search(clause):
            return False
        return bool(
            _CONTEST.search(self.line.text[max(0, self.end - _CONTEST_REACH) : self.end] + self.before)
        )


def _is_negated(negation: re.Pattern[str], text: str) -> bool:
    """Tell whether a negation stands in a text and nothing after it takes it back."""
    last = max((match.end() for match in negation.finditer(text)), default=-1)
    return last >= 0 and not _RESUMES.search(text, last)


def _mentions(file: TextFile, line: TextLine, pattern: re.Pattern[str]) -> Iterator[Mention]:
    return (Mention(file, line, *match.span()) for match in pattern.finditer(line.text))


def admission_claims(file: TextFile, line: TextLine) -> Iterator[Mention]:
    """Yield the admission and pass rates of a line that come with a figure or a boast."""
    for mention in _mentions(file, line, _RATE):
        near = mention.clause[-16:] + mention.text
        if _NOT_A_PUPILS_RATE.search(near) and not _ABOUT_EXAMS.search(near):
            continue
        claimed = _CLAIM.match(mention.after) or _PERCENT_BEFORE.search(mention.clause) or mention.is_label
        if claimed and not mention.is_forbidden:
            yield mention


def top_scorers(file: TextFile, line: TextLine) -> Iterator[Mention]:
    """Yield the top scorers a line praises."""
    for mention in _mentions(file, line, _TITLE):
        around = mention.before[-20:] + mention.text + mention.after[:8]
        if _PLACE_NAME.match(line.text, mention.start) or _TITLE_ELSEWHERE.search(around):
            continue
        if mention.text in _TITLES_ELSEWHERE_TOO and (mention.is_contest or not mention.is_about_scores):
            continue
        if not mention.is_forbidden:
            yield mention


def score_ranks(file: TextFile, line: TextLine) -> Iterator[Mention]:
    """Yield the ranks of pupils, classes or schools by exam results in a line."""
    titles = [match.span() for match in _TITLE.finditer(line.text)]
    for mention in _mentions(file, line, _RANK):
        if any(mention.start < end and start < mention.end for start, end in titles):
            continue  # the rule about top scorers speaks of it
        if mention.is_about_scores and not mention.is_contest and not mention.is_forbidden:
            yield mention
    cells = file.table_header(line.number)
    if any(map(_RANK_COLUMN.search, cells)) and any(map(_SCORE_COLUMN.search, cells)):
        heading = " ".join(earlier.text for earlier in file.lines[max(0, line.number - 6) : line.number])
        if not _CONTEST.search(heading):
            start = len(line.text) - len(line.text.lstrip())
            yield Mention(file, line, start, len(line.text.rstrip()))


def elite_counts(file: TextFile, line: TextLine) -> Iterator[Mention]:
    """Yield the numbers of pupils admitted to famous schools in a line."""
    for mention in _mentions(file, line, _ELITE_COUNT):
        if not _NOT_PUPILS.search(mention.clause[-10:] + mention.text) and not mention.is_forbidden:
            yield mention


def _each(
    catalog: Catalog,
    pattern: re.Pattern[str],
    find: Callable[[TextFile, TextLine], Iterator[Mention]],
    message: str,
    hint: str,
) -> Iterator[Finding]:
    mentions = (mention for file, line in suspects(catalog, pattern) for mention in find(file, line))
    return limit(
        mention.line.finding(mention.start, mention.end, message.format(mention.text[:_MAX_QUOTED]), hint)
        for mention in mentions
    )


@check("publicity.admission")
def admission(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """不公布、不宣传升学率、重点率、上线率和考试合格率。

    《深化新时代教育评价改革总体方案》（2020年）要求不公布、不宣传、不炒作升学率，也不把升学率同学校的项目、
    经费和评优挂钩；《未成年人学校保护规定》（教育部令第50号）要求不宣传升学情况。只讲“不得公布升学率”这类
    规定的句子不受影响。

    改法：改写学校做了什么、学生有什么变化，例如作业时长、实验开出率、家长满意度。"""
    hint = "请删去数字和比较，改写学校做了什么、学生有什么变化。"
    return _each(catalog, _RATE_SUSPECT, admission_claims, "这里宣传了“{}”。", hint)


@check("publicity.top-scorer")
def top_scorer(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """不宣传“状元”、榜首和考试第一名。

    《深化新时代教育评价改革总体方案》（2020年）严禁公布、宣传、炒作中考、高考“状元”。说明这条规定的句子、
    地名（状元桥）和历史人物不受影响。

    改法：删去称号和名次，改写学习方法、师生互助等可以借鉴的做法。"""
    hint = "请删去称号和名次，改写可以借鉴的做法。"
    return _each(catalog, _TITLE_SUSPECT, top_scorers, "这里宣传了“{}”。", hint)


@check("publicity.ranking")
def ranking(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """不公布学生、班级、学校的考试排名。

    学生的考试成绩和名次不公开，也不按成绩给班级、学校排名。依据：《未成年人学校保护规定》（教育部令第50号）、
    教育部2021年关于加强义务教育学校考试管理的通知、《义务教育质量评价指南》。运动会、合唱节、各类比赛的名次不受影响。

    改法：和自己比，不和别人比，例如写“完成率由六成升到八成”；质量监测只写进步、持平或待改进。"""
    hint = "请删去名次，改为和自己的过去相比。"
    return _each(catalog, _RANK_SUSPECT, score_ranks, "这里公布了考试排名“{}”。", hint)


@check("publicity.elite")
def elite(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """不宣传多少学生考入重点学校、名校。

    这和公布升学率是一回事：《深化新时代教育评价改革总体方案》（2020年）、《未成年人学校保护规定》
    （教育部令第50号）都要求不宣传升学情况。教师到示范性高中跟岗、与名校结对不受影响。

    改法：删去人数和校名，改写学生的成长。"""
    hint = "请删去人数和校名，改写学生的成长。"
    return _each(catalog, _ELITE_SUSPECT, elite_counts, "这里宣传了升入名校。", hint)


CHECKS: tuple[Check, ...] = (admission, top_scorer, ranking, elite)
