"""A hundred documents as school offices write them, in ten styles, with what a person reads in each.

The ten styles are three writers' habits (styles used, direct formatting, no formatting at all), WPS's way of
writing XML,
official documents, briefings, articles from WeChat, papers, forms and mails. Names and numbers are samples.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from word_files import describe, picture, saved

_TOPICS = (
    *(
        "作业公示制度",
        "走廊书架",
        "三分钟小测",
        "青年教师同课异构",
        "分层作业",
        "课堂观察",
        "家长开放日",
        "数字教材试用",
    ),
    *("备课组建设", "错题本改革", "早读分段", "心理课进班级", "劳动基地", "社团课程", "校本研修"),
    *("“双减”背景下的课后服务", "初三学生体质提升", "跨学科主题学习", "校园足球联赛", "“阳光大课间”"),
    *("食堂光盘行动", "线上家访", "单元整体教学", "“一生一案”帮扶", "阅读节"),
)
_ACTS = (
    *("运行情况总结", "阶段小结", "的实践与思考", "工作推进情况报告", "试点情况", "经验交流材料"),
    *("侧记", "纪实", "的几点做法", "活动圆满举行", "之我见", "调研报告"),
)
_OFFICES = (
    *("教务处", "教导处", "教科室", "德育处", "教师发展中心", "学校办公室", "七年级组", "数学教研组"),
    *("团委", "工会", "党政办公室", "英语备课组", "学生会"),
)
_SCHOOLS = ("锦江区河畔中学", "成都市示例中学", "青羊区样本初级中学", "龙泉驿区某某学校（初中部）")
_SENTENCES = (
    "学校成立工作小组，校长任组长，每周开一次会，分管副校长具体负责。",
    "每天下午四点，年级组公示各科作业和预计用时，超过90分钟的当天调减。",
    "九月底，学校请三位老师上了开放课，全校教师都来听课，课后当场评议。",
    "四周里共调减11次，班主任每周登记一次实际用时，家长可以随时查看。",
    "两位教师反映出题花时间，下个月由全组分工，每人每周出一份。",
    "学生当堂知道哪里没有懂，教师据此调整了9次教学安排。",
    "4*100米接力赛和2~3次展示之后，七年级有126人报名，比上学期多18%。",
    "本学期，学校围绕“向课堂要质量”开展了6轮磨课，参与教师48人次。",
    "周三下午第三节课，八年级（2）班在实验室里完成了欧姆定律的分组实验。",
    "据统计，参加课后服务的学生由412人增加到508人，问卷回收率为93.6%。",
)
_CAPTIONS = (
    *("三位老师在评课", "学生会更新公示栏", "七年级学生在走廊看书", "备课组讨论分工"),
    *("教师进行集体备课", "家长走进食堂", "比赛现场"),
)
_DIGITS = "〇一二三四五六七八九"
CASE_WORDS = (
    ("一、问题的提出", "二、主要做法", "三、实施成效", "四、反思与展望"),
    ("一、背景与问题", "二、具体举措", "三、取得的成效", "四、经验与启示"),
    ("案例背景", "实施过程", "成果与变化", "推广建议"),
    ("一、存在的问题", "二、改革措施", "三、工作成效", "四、下一步打算"),
    ("一、研究缘起", "二、实践路径", "三、成效分析", "四、思考与建议"),
    ("问题缘由", "改进策略", "取得实效", "推广价值"),
)


@dataclass
class Office:
    """A document and what a person reads in it."""

    style: str
    data: bytes = b""
    title: str = ""
    date: str = ""
    office: str = ""
    is_case: bool = False
    headings: list[str] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


class _Writer:
    """Draws one document's words."""

    def __init__(self, style: str, seed: int) -> None:
        self.chance = random.Random(f"{style}{seed}")
        self.document: Document = docx.Document()
        self.office = Office(style)
        self.day = date(2026, 3, 1) + timedelta(self.chance.randrange(240))
        self.office.date = self.day.isoformat()
        self.office.office = self.chance.choice(_OFFICES)
        self.school = self.chance.choice(_SCHOOLS)
        self.office.title = f"{self.chance.choice(_TOPICS)}{self.chance.choice(_ACTS)}"

    def line(
        self,
        text: str,
        size: float = 0,
        font: str = "",
        is_bold: bool = False,
        at: str = "",
        style: str | None = None,
    ) -> None:
        paragraph = self.document.add_paragraph(style=style)
        run = paragraph.add_run(text)
        if size:
            run.font.size = Pt(size)
        if font:
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        run.bold = is_bold or None
        places = {"c": WD_ALIGN_PARAGRAPH.CENTER, "r": WD_ALIGN_PARAGRAPH.RIGHT}
        if at:
            paragraph.alignment = places[at]

    def text(self, size: float = 0, lead: str = "　　") -> None:
        words = self.chance.choice(_SENTENCES) + (
            self.chance.choice(_SENTENCES) if self.chance.random() < 0.5 else ""
        )
        self.office.words.append(words)
        self.line(lead + words, size)

    def photo(self, caption: str, at: str = "c", mark: str = "") -> None:
        self.document.add_picture(picture(colour=self.chance.choice(("navy", "teal", "maroon"))), width=Cm(9))
        self.document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
        describe(self.document, "")
        self.line(f"{mark}{caption}", 10, at=at)
        self.office.alts.append(caption)

    def caption(self) -> str:
        return self.chance.choice(_CAPTIONS)

    def heading(self, text: str, **looks: object) -> None:
        self.office.headings.append(text)
        self.line(text, **looks)  # type: ignore[arg-type]

    def done(self) -> Office:
        self.office.data = saved(self.document)
        return self.office

    def chinese_day(self) -> str:
        def small(number: int) -> str:
            tens, ones = divmod(number, 10)
            return ("" if not tens else ("" if tens == 1 else _DIGITS[tens]) + "十") + (
                _DIGITS[ones] if ones else ""
            )

        year = "".join(_DIGITS[int(char)] for char in str(self.day.year))
        return f"{year}年{small(self.day.month)}月{small(self.day.day)}日"

    def plain_day(self) -> str:
        return f"{self.day.year}年{self.day.month}月{self.day.day}日"


def with_styles(it: _Writer) -> None:
    """A tidy writer: Word's own styles for title and headings, a byline under the title."""
    it.line(it.office.title, style="Title")
    it.line(f"供稿：{it.office.office}　{it.plain_day()}")
    for name in ("做了什么", "有什么变化"):
        it.heading(name, style="Heading 1")
        it.text()
        it.text()
    it.photo(it.caption(), mark="图：")


def official(it: _Writer) -> None:
    """A document in the official form: letterhead, number, title in two lines, addressee, signature on the
    right.
    """
    it.line(f"{it.school}文件", 36, "方正小标宋简体", at="c")
    it.line(f"锦河中〔2026〕{it.chance.randrange(1, 60)}号", 16, "仿宋", at="c")
    parts = (f"{it.school}关于", f"{it.office.title}的报告")
    it.office.title = "".join(parts)
    for part in parts:
        it.line(part, 22, "方正小标宋简体", at="c")
    it.line("各处室、各年级组：", 16, "仿宋")
    it.text(16)
    for number, name in enumerate(("强化组织领导", "狠抓过程管理")):
        it.heading(f"{'一二'[number]}、{name}", size=16, font="黑体")
        it.text(16)
        it.heading(f"（一）{'统筹安排' if number else '明确分工'}", size=16, font="楷体")
        it.text(16)
    it.line(it.office.office, 16, "仿宋", at="r")
    it.line(it.plain_day(), 16, "仿宋", at="r")
    it.line("附件：1. 安排表", 16, "仿宋")


def briefing(it: _Writer) -> None:
    """A briefing: its name, issue and date line above, names of writer and checker below."""
    it.line("强校工程工作简报", 30, "方正小标宋简体", at="c")
    it.line(f"第{it.chance.randrange(1, 20)}期（总第{it.chance.randrange(20, 80)}期）", 14, at="c")
    it.line(f"{it.office.office}　　　　　{it.plain_day()}", 14)
    it.line(it.office.title, 20, "黑体", is_bold=True, at="c")
    it.text(12)
    it.text(12)
    it.photo(it.caption(), mark="▲")
    it.text(12)
    it.line("（撰稿：王老师　摄影：李老师　审核：校长室）", 10.5)


def from_wechat(it: _Writer) -> None:
    """An article pasted from WeChat: emoji, decoration, captions with marks, names at the end."""
    it.line(it.office.title, 17, is_bold=True)
    it.line(f"原创 {it.school}")
    it.line(f"{it.plain_day()} 08:30")
    it.line("◆◇◆")
    it.line(f"📣 {it.day.month}月{it.day.day}日下午，{_SENTENCES[0]}")
    it.office.words.append(_SENTENCES[0])
    for mark in ("▲图为", "△ "):
        it.text(lead="")
        it.photo(it.caption(), mark=mark)
    it.text(lead="")
    it.line(f"文字丨王老师　图片丨李老师　审核丨{it.office.office}")


def paper(it: _Writer) -> None:
    """A paper about a case: author, abstract, key words, headings numbered by Word itself."""
    it.office.is_case = True
    it.line(it.office.title, 18, "黑体", at="c")
    it.line("——以七年级数学为例", 14, "楷体", at="c")
    it.office.title += "——以七年级数学为例"
    it.line(f"（{it.school}　王老师）", 12, at="c")
    it.line(f"【摘要】{_SENTENCES[2]}")
    it.line("【关键词】分层作业；初中数学；课堂")
    numbering = it.document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for words in it.chance.choice([CASE_WORDS[0], CASE_WORDS[1], CASE_WORDS[3]]):
        it.line(words[2:], 14, "黑体")
        setting = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
        it.document.paragraphs[-1]._p.get_or_add_pPr().append(parse_xml(setting))
        it.text()
        it.text()
    it.line(f"（{it.office.office}　{it.plain_day()}）", at="r")


def case_in_own_words(it: _Writer) -> None:
    """A case whose four parts have the names the city's notice gives them."""
    it.office.is_case = True
    it.line(it.office.title, 22, is_bold=True, at="c")
    it.line(f"{it.office.office}　{it.plain_day()}", at="c")
    for words in it.chance.choice(CASE_WORDS):
        it.line(words, 15, is_bold=True)
        it.text()
        if it.chance.random() < 0.4:
            it.line("（一）怎样起步", 14)
            it.text()
    it.photo(it.caption(), mark="图1　")


def in_a_form(it: _Writer) -> None:
    """A form: everything that is not text in a table."""
    it.line("学校工作情况报送表", 18, is_bold=True, at="c")
    table = it.document.add_table(rows=4, cols=2)
    table.style = "Table Grid"
    rows = (
        ("标题", it.office.title),
        ("报送日期", it.plain_day()),
        ("供稿处室", it.office.office),
        ("摘要", _SENTENCES[3]),
    )
    for cells, words in zip(table.rows, rows, strict=True):
        cells.cells[0].text, cells.cells[1].text = words
    for name in ("一、基本情况", "二、下一步"):
        it.heading(name, size=14, font="黑体")
        it.text()


def like_wps(it: _Writer) -> None:
    """WPS's way: sizes in every run, first lines indented by characters, the date in Chinese figures, pushed
    by blanks.
    """
    it.line(it.office.title, 22, "宋体", is_bold=True, at="c")
    for name in ("一、做了什么", "二、有什么变化", "三、遇到的问题"):
        it.heading(name, size=16, font="黑体")
        it.text(16, "")
        paragraph = it.document.paragraphs[-1]._p.get_or_add_pPr()
        paragraph.append(parse_xml(f'<w:ind {nsdecls("w")} w:firstLine="640" w:firstLineChars="200"/>'))
    it.photo(it.caption())
    it.line("　" * 16 + it.office.office, 16)
    it.line("　" * 14 + it.chinese_day(), 16)


def side_by_side(it: _Writer) -> None:
    """Photos in a table, captions in the row below; headings in bold."""
    it.line(it.office.title, 18, is_bold=True, at="c")
    it.line(f"（{it.office.office}，{it.day.isoformat()}）", at="c")
    it.heading("怎样做的", is_bold=True)
    it.text()
    table = it.document.add_table(rows=2, cols=2)
    for at in (0, 1):
        table.cell(0, at).paragraphs[0].add_run().add_picture(picture(colour="green"), width=Cm(6))
        describe(it.document, "")
        caption = _CAPTIONS[at]
        table.cell(1, at).text = caption
        it.office.alts.append(caption)
    it.heading("有什么变化", is_bold=True)
    it.text()


def as_a_mail(it: _Writer) -> None:
    """No formatting at all: a title in the first line, blank lines between, points typed by hand, a
    signature.
    """
    it.line(it.office.title)
    it.line("")
    it.text(lead="")
    for at, words in enumerate(("先减后加，腾出时间；", "每天公示作业时长；", "每周汇总并调整。"), 1):
        it.line(f"{at}. {words}")
        it.office.words.append(f"{at}. {words}")
    it.text(lead="")
    it.line(f"{it.school}{it.office.office}")
    it.office.office = f"{it.school}{it.office.office}"
    it.line(f"{it.day.year}.{it.day.month}.{it.day.day}")


STYLES: dict[str, Callable[[_Writer], None]] = {
    write.__name__: write
    for write in (
        *(with_styles, official, briefing, from_wechat, paper),
        *(case_in_own_words, in_a_form, like_wps, side_by_side, as_a_mail),
    )
}


def office_document(style: str, seed: int) -> Office:
    """Return one document of a style."""
    it = _Writer(style, seed)
    STYLES[style](it)
    return it.done()


@cache
def hundred_documents() -> tuple[Office, ...]:
    """Return ten documents of each style."""
    return tuple(office_document(style, seed) for style in STYLES for seed in range(10))
