"""`schools/program.yml`: the program as a whole. Another city is another such file."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from qiangxiao.foundation.dates import SchoolCalendar
from qiangxiao.foundation.vocabulary import (
    BulletinContent,
    DistrictKind,
    Forge,
    FundingUse,
    PublicityChannel,
    PublishingPeriod,
    ReviewStep,
    SupportSchoolKind,
    WaivableRule,
)
from qiangxiao.records.base import Part
from qiangxiao.records.case import CASE
from qiangxiao.records.kind import Kind, Scope, Writer
from qiangxiao.records.looks import Looks
from qiangxiao.records.scalars import (
    Account,
    ContentId,
    Count,
    Date,
    Domain,
    Flag,
    Line,
    MonthDay,
    Paragraph,
    Percent,
    PositiveCount,
    ShortLine,
    SignedInteger,
    Slug,
    TimeZone,
    Url,
    Year,
)
from qiangxiao.records.update import UPDATE


class District(Part):
    """A county-level unit of the city."""

    id: Slug = Field(title="编号", description="区县的英文编号，也是文件夹名和网址的一部分。")
    name: ShortLine = Field(title="名称", description="区县的全名，例如锦江区。")
    kind: DistrictKind = Field(
        default=DistrictKind.DISTRICT, title="类别", description="区、县级市、县或功能区。"
    )
    tile: tuple[SignedInteger, SignedInteger] | None = Field(
        default=None, title="方格位置", description="在区县方格图中的位置：列、行，从 1 数起。"
    )


class Measure(Part):
    """One of the program's main measures."""

    id: Slug = Field(title="编号", description="措施的英文编号，是网址的一部分。")
    name: ShortLine = Field(title="名称", description="措施的名称，也是各文件里填写的值。")
    clause: ShortLine = Field(title="条款", description="措施在政策中的条款号，例如三(一)。")
    summary: Paragraph | None = Field(
        default=None, title="概要", description="用自己的话说明这项措施要做什么。"
    )


class SupportSchoolListing(Part):
    """A support school and whom it supports, as the program knows it."""

    name: Line = Field(title="校名", description="支持学校的名称。")
    kind: SupportSchoolKind = Field(title="类别", description="支持学校的类别。")
    district: Slug | None = Field(default=None, title="所在区县", description="区县编号。")
    supports: tuple[ContentId, ...] = Field(
        default=(), title="支持的实验校", description="实验校的编号，例如 jinjiang/shili。"
    )


class Periods(Part):
    """How often the program publishes."""

    featured: PublishingPeriod = Field(
        default=PublishingPeriod.MONTH, title="每期一校的周期", description="week、month 或 semester。"
    )
    bulletin: PublishingPeriod = Field(
        default=PublishingPeriod.MONTH, title="工作动态的周期", description="week、month 或 semester。"
    )


class Semesters(Part):
    """First days of the two semesters."""

    autumn: MonthDay = Field(default=(9, 1), title="上学期开始", description="月-日，例如 09-01。")
    spring: MonthDay = Field(default=(2, 15), title="下学期开始", description="月-日，例如 02-15。")


class Thresholds(Part):
    """The counting rules of the policy, each with its number."""

    support_schools: PositiveCount = Field(
        default=1, title="支持学校数", description="每所实验校的支持学校数。"
    )
    master_principals: Count = Field(
        default=1, title="名校长数", description="每所实验校的市级名校长（含培养对象）人数。"
    )
    master_teachers: Count = Field(
        default=2, title="名师数", description="每所实验校的市级名师（含培养对象）人数。"
    )
    advisors: Count = Field(default=3, title="指导专家数", description="每所实验校的指导专家至少几人。")
    inspections_per_semester: Count = Field(
        default=1, title="每学期视导次数", description="每学期至少几次教学视导。"
    )
    plan_years: tuple[PositiveCount, PositiveCount] = Field(
        default=(3, 5), title="方案年限", description="行动方案最短和最长的年数。"
    )
    update_max_days: PositiveCount = Field(
        default=120, title="进展间隔天数", description="超过这些天没有进展就提醒。"
    )
    homework_minutes_per_day: PositiveCount = Field(
        default=90, title="每天作业分钟数", description="书面作业每天平均不超过多少分钟。"
    )
    survey_min_sample: PositiveCount = Field(
        default=30, title="问卷最小样本", description="问卷样本少于这个数不公布结果。"
    )
    max_assignments_per_person: PositiveCount = Field(
        default=3, title="每人最多帮扶学校数", description="同一个人同时最多在几所学校任职。"
    )
    full_time_service_years: PositiveCount = Field(
        default=3, title="全职支教年数", description="满几年可优先评聘。"
    )
    record_max_days: PositiveCount = Field(
        default=365, title="资料更新天数", description="学校和区县的资料超过这些天没有更新就算过时。"
    )
    news_max_days: PositiveCount = Field(
        default=14,
        title="动态更新天数",
        description="首页和动态类栏目超过这些天没有更新就算不合格，政府网站检查的常用要求。",
    )
    notice_max_days: PositiveCount = Field(
        default=183,
        title="一般栏目更新天数",
        description="政策、案例等栏目超过这些天没有更新就算不合格，政府网站检查的常用要求。",
    )
    master_candidate_counts: Flag = Field(
        default=True, title="培养对象计入", description="名校长、名师的培养对象是否计入人数。"
    )


class ReviewSettings(Part):
    """Which sign-offs publication needs."""

    required: tuple[ReviewStep, ...] = Field(
        default=(),
        title="必经环节",
        description="发布前必须完成的审校环节：初审、复审、终审管进展、"
        "案例和工作动态，一校、二校、三校只管工作动态。",
    )
    since: Date | None = Field(
        default=None,
        title="从哪天起",
        description="从这一天起发布的内容要签全；这一天以前已经公开的照旧。不写就是全部内容。",
    )
    posts: tuple[Line, ...] = Field(
        default=(), title="签名的岗位", description="哪些岗位可以签名；别的岗位签的不作数。不写就不限。"
    )

    def steps_of(self, kind: Kind[Any]) -> tuple[ReviewStep, ...]:
        """Return the steps that content of a kind needs, in
        their order; proofs are only for what is typeset.
        """
        if not kind.is_reviewed:
            return ()
        return tuple(
            step for step in ReviewStep if step in self.required and (kind.is_proofread or not step.is_proof)
        )


class ArticlePoints(Part):
    """Points for one article."""

    submitted: Count = Field(default=0, title="报送一篇", description="报送并发布一篇记几分。")
    printed: Count = Field(default=0, title="采用一篇", description="被工作动态采用一篇，另记几分。")


class ContributionPoints(Part):
    """Points for contributions, by kind of article."""

    update: ArticlePoints = Field(default=ArticlePoints(), title="进展", description="一条进展记几分。")
    case: ArticlePoints = Field(default=ArticlePoints(), title="教改案例", description="一个教改案例记几分。")


class BulletinSection(Part):
    """A section of the bulletin and the kinds of content a draft puts there."""

    name: ShortLine = Field(title="栏目", description="栏目名称。")
    kinds: tuple[BulletinContent, ...] = Field(
        min_length=1, title="收什么", description="这一栏收哪几类内容；一类内容收进第一个列出它的栏目。"
    )


class BulletinSettings(Part):
    """How the draft of an issue is arranged."""

    pages: tuple[PositiveCount, PositiveCount] = Field(
        default=(4, 8), title="页数", description="一期最少和最多几页；起草时按最多的页数摘编。"
    )
    most: PositiveCount = Field(
        default=30, title="篇数", description="一期最多收几篇；积压的更多时，起草会分成几期。"
    )

    sections: tuple[BulletinSection, ...] = Field(
        default=(
            BulletinSection(name=BulletinContent.NEWS.value, kinds=(BulletinContent.NEWS,)),
            BulletinSection(name="工作推进", kinds=(BulletinContent.INSPECTION, BulletinContent.EVENT)),
            BulletinSection(name=BulletinContent.DISTRICT_NEWS.value, kinds=(BulletinContent.DISTRICT_NEWS,)),
            BulletinSection(name=UPDATE.heading, kinds=(BulletinContent.UPDATE,)),
            BulletinSection(name=CASE.heading, kinds=(BulletinContent.CASE,)),
            BulletinSection(name="本期推荐", kinds=(BulletinContent.FEATURED,)),
            BulletinSection(name="预告", kinds=(BulletinContent.ANNOUNCEMENT,)),
        ),
        min_length=1,
        title="栏目",
        description="起草时的栏目，按刊登顺序；不填就用要闻、工作推进、区县动态、学校进展、教改案例、本期推荐、预告。",
    )

    def section_for(self, content: BulletinContent) -> str | None:
        """Return the name of the section that collects a kind of content; None when none does."""
        return next((section.name for section in self.sections if content in section.kinds), None)


class WordWaiver(Part):
    """A place that a rule about words names and an editor lets stand."""

    path: Line = Field(title="文件", description="哪个文件，写从 schools 开始的路径。")
    rule: WaivableRule = Field(title="规则", description="例外于哪条规则；证件号码和电话没有例外。")
    words: Line = Field(title="原文", description="原文里连续的几个字，所在那一行不再提示。")
    reason: Line = Field(title="理由", description="为什么可以保留，会公开。")
    by: ShortLine = Field(title="同意的编辑", description="谁同意的，写岗位，会公开。")
    on: Date = Field(title="日期", description="哪天同意的。")


class WordSettings(Part):
    """A city's own words for exams and schools, and what it lets stand."""

    exam_words: tuple[ShortLine, ...] = Field(
        default=(), title="考试的叫法", description="本地对升学考试的叫法，例如一诊、二诊。"
    )
    school_nicknames: tuple[ShortLine, ...] = Field(
        default=(),
        title="名校的简称",
        description="本地对升学热门学校的简称；“某某简称录取几人”会被指出。",
    )
    off: tuple[ShortLine, ...] = Field(
        default=(), title="停用的规则", description="停用哪些用语规则，写代码或者规则的编号。"
    )
    waivers: tuple[WordWaiver, ...] = Field(
        default=(), title="例外", description="编辑核对后同意保留的地方，在网站上公开。"
    )

    def is_off(self, rule_id: str, code: str) -> bool:
        """Tell whether a rule is switched off, by its own id or with all of its code."""
        return rule_id in self.off or code in self.off

    def waives(self, path: str, code: str, line: str) -> bool:
        """Tell whether an editor has let a line of a file stand."""
        return any(
            waiver.path == path and waiver.rule == code and waiver.words in line for waiver in self.waivers
        )


class CoordinationNote(Part):
    """A coordination meeting or notice."""

    on: Date = Field(title="日期", description="会议或通知的日期。")
    title: Line = Field(title="标题", description="会议或通知的名称。")
    url: Url | None = Field(default=None, title="网址", description="公开的原文网址。")


class Coordination(Part):
    """Who coordinates the program."""

    office: Line | None = Field(default=None, title="工作机构", description="负责统筹的机构。")
    research_team: Line | None = Field(default=None, title="教研团队", description="负责专业指导的团队。")
    notes: tuple[CoordinationNote, ...] = Field(default=(), title="协调记录", description="协调会议和通知。")


class ProgramFunding(Part):
    """Share of a year's program money by use."""

    year: Year = Field(title="年度", description="经费年度。")
    use: FundingUse = Field(title="用途", description="经费用途。")
    share_percent: Percent = Field(title="占比", description="占当年专项经费的百分比。")


class Publicity(Part):
    """Where the program was reported on."""

    channel: PublicityChannel = Field(title="渠道", description="官网、公众号或媒体。")
    title: Line = Field(title="标题", description="报道的标题。")
    url: Url | None = Field(default=None, title="网址", description="报道的网址。")
    on: Date = Field(title="日期", description="报道的日期。")
    item: ContentId | None = Field(default=None, title="对应内容", description="本站对应内容的编号。")


class Footer(Part):
    """What a government site must show at its foot; left empty when unknown."""

    icp: Line | None = Field(default=None, title="ICP 备案号", description="没有就不填，绝不编造。")
    public_security: Line | None = Field(
        default=None, title="公安备案号", description="没有就不填，绝不编造。"
    )
    site_id: ShortLine | None = Field(default=None, title="网站标识码", description="没有就不填，绝不编造。")
    organiser: Line | None = Field(default=None, title="主办单位", description="网站的主办单位。")
    contact: Line | None = Field(default=None, title="联系方式", description="公开的办公联系方式。")


class AccountDoor(Part):
    """Where the form with accounts (`/admin/`) sends changes."""

    forge: Forge = Field(title="平台", description="github 或 gitlab。")
    repository: Line = Field(title="仓库", description="内容所在的仓库，写成“所有者/仓库名”。")
    branch: ShortLine = Field(default="main", title="分支", description="改动合并到哪个分支。")
    api: Url | None = Field(
        default=None, title="接口地址", description="自建平台的接口地址；用公共平台则不填。"
    )


class SiteSettings(Part):
    """How the site presents itself."""

    url: Url | None = Field(
        default=None, title="网站地址", description="网站部署后的地址，以斜杠结尾；未定则不填。"
    )
    tag_authority: Domain = Field(
        default="qiangxiao.example",
        title="订阅标识的域名",
        description="自己拥有的域名；订阅启用后不能再改。",
    )
    tag_year: Year = Field(
        default=2026, title="订阅标识的年份", description="启用订阅的年份；启用后不能再改。"
    )
    footer: Footer = Field(default=Footer(), title="页脚", description="页脚上的备案与主办信息。")
    account_door: AccountDoor | None = Field(
        default=None,
        title="编辑入口",
        description="填了才有 /admin/：有平台账号的人用表单修改，改动成为合并请求。",
    )


class Program(Part):
    """The strengthening program of one city."""

    name: Line = Field(title="项目名称", description="项目的全称。")
    short_name: ShortLine = Field(title="项目简称", description="显示在页眉的简称。")
    city: ShortLine = Field(title="城市", description="城市名称。")
    publisher: Line = Field(title="发布单位", description="工作动态和网站的发布单位。")
    timezone: TimeZone = Field(title="时区", description="例如 Asia/Shanghai。")
    sample: Flag = Field(
        default=False, title="是否示例", description="写 true 时全站标明“示例”；不写就不是示例。"
    )
    districts: tuple[District, ...] = Field(min_length=1, title="区县", description="所有区县。")
    measures: tuple[Measure, ...] = Field(min_length=1, title="措施", description="主要措施。")
    support_schools: tuple[SupportSchoolListing, ...] = Field(
        default=(), title="支持学校名册", description="支持学校和它们各自支持的实验校。"
    )
    periods: Periods = Field(default=Periods(), title="发布周期", description="每期一校和工作动态的周期。")
    semesters: Semesters = Field(default=Semesters(), title="学期", description="两个学期的开始日期。")
    thresholds: Thresholds = Field(
        default=Thresholds(), title="数量要求", description="政策的数量要求，以及本站自定的限度。"
    )
    review: ReviewSettings = Field(
        default=ReviewSettings(), title="审校要求", description="发布前的审校环节。"
    )
    contribution_points: ContributionPoints | None = Field(
        default=None, title="报送计分", description="报送与采用的计分办法；不计分就不填。"
    )
    bulletin: BulletinSettings = Field(
        default=BulletinSettings(), title="工作动态", description="起草工作动态时的栏目。"
    )
    coordination: Coordination | None = Field(
        default=None, title="统筹协调", description="工作机构和协调记录。"
    )
    funding: tuple[ProgramFunding, ...] = Field(
        default=(), title="专项经费", description="各年度专项经费的用途占比。"
    )
    publicity: tuple[Publicity, ...] = Field(
        default=(), title="宣传报道", description="官网、公众号和媒体的报道。"
    )
    synonyms: dict[ShortLine, tuple[ShortLine, ...]] = Field(
        default={},
        title="搜索的同义词",
        description="本地人的说法，补充自带的词：写成“本站的词: [读者的词, …]”；没有就不填。",
    )
    editors: tuple[Account, ...] = Field(
        default=(),
        title="编辑账号",
        description="编辑在代码托管平台上的账号名：他们可以改所有学校的内容、签名、编工作动态。",
    )
    maintainers: tuple[Account, ...] = Field(
        default=(),
        title="维护人账号",
        description="负责程序和设置的人在代码托管平台上的账号名，所有改动都会请他们看；只有维护人能改这一项。",
    )
    words: WordSettings = Field(
        default=WordSettings(), title="用语规则", description="考试和名校的本地叫法、停用的规则和例外。"
    )
    looks: Looks = Field(default=Looks(), title="外观", description="颜色、标志和头图。")
    site: SiteSettings = Field(default=SiteSettings(), title="网站设置", description="网址与页脚。")

    @property
    def calendar(self) -> SchoolCalendar:
        """When the semesters begin."""
        return SchoolCalendar(self.semesters.autumn, self.semesters.spring)

    def district(self, district_id: str) -> District | None:
        """Return a district by its id."""
        return next((district for district in self.districts if district.id == district_id), None)

    def measure_named(self, name: str) -> Measure | None:
        """Return a measure by its Chinese name."""
        return next((measure for measure in self.measures if measure.name == name), None)


PROGRAM = Kind(
    "program",
    "项目",
    Program,
    0,
    Scope.PROGRAM,
    "program.yml",
    writer=Writer.EDITOR,
    is_scaffolded=False,
    withheld=frozenset({"review", "maintainers", "editors"}),
)
