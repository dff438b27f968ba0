"""What is claimed against what is shown: a status, a comparison, an official notice, a turn, a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.dates import next_period, period_begins_on, period_label, period_of
from qiangxiao.foundation.problems import Severity
from qiangxiao.foundation.vocabulary import Bearer, EventStatus, NewsCategory, SchoolStatus
from qiangxiao.records.district import DistrictPlan
from qiangxiao.records.district_news import DISTRICT_NEWS
from qiangxiao.records.event import EVENT
from qiangxiao.records.featured import FEATURED
from qiangxiao.records.monitoring import MONITORING
from qiangxiao.records.news import NEWS
from qiangxiao.records.reading import Place
from qiangxiao.records.school import SCHOOL
from qiangxiao.records.teaching import TEACHING
from qiangxiao.selection.requirements import requirements_of

# Government and education sites, and the accounts of offices on WeChat, where many notices first appear.
_OFFICIAL = (".gov.cn", ".edu.cn", "mp.weixin.qq.com")
# The Ministry renewed the teaching rules with the curriculum of 2022; a rule of 2010 is asked about.
_OLD_RULE_YEARS = 8
_FEW_ANSWERED = 50  # per cent: of those who were asked, more are silent than speak
# How long an event may stay 已确定 after its day, so that somebody can write down what it brought.
_AFTER_EVENT = timedelta(days=30)


@check("school.status.open", Severity.WARNING)
def passed_with_duties_open(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """写“考评达标”的学校，政策对学校人员和方案的要求要都已落实。

    `policy.yml` 的 `staffing` 列出的要求（随程序附带的是支持学校、名校长、名师、指导专家和行动
    方案）有一项没有落实的，请核对状态，或补上资料。
    """
    wanted = [one for one in requirements_of(catalog, Bearer.SCHOOL) if one.id in catalog.policy.staffing]
    for school in catalog.schools.values():
        if school.profile is None or school.profile.record.status is not SchoolStatus.MET_STANDARD:
            continue
        answers = [requirement.test(catalog, school, as_of) for requirement in wanted]
        lacking = [answer.lack for answer in answers if not answer.is_met]
        if lacking:
            message = f"状态是“{SchoolStatus.MET_STANDARD.value}”，但{'；'.join(lacking)}。"
            yield Finding(message, "请核对状态，或补上资料。", school.profile, ("status",))


@check("district.funding.below", Severity.ADVICE)
def funding_not_above(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """区县对实验校的经费，要高于同类型、同规模的学校。

    如实填写 `is_above_comparison`。写 false 的年度，政策要求没有落实，请在 `comparison` 里说明，并安排补足。
    """
    for entry in catalog.districts.values():
        for at, funding in enumerate(entry.record.funding):
            if funding.is_above_comparison is False:
                message = f"{funding.year} 年的经费没有高于同类学校。"
                hint = "请核对；属实的，请在 comparison 里说明怎样补足。"
                yield Finding(message, hint, entry, ("funding", at, "is_above_comparison"))


@check("url.official", Severity.ADVICE)
def notice_elsewhere(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """公告和方案的网址，要是政府或教育网站的原文。

    招生公告、指标到校生的公告和实施方案，以政府网站（gov.cn）、教育网站（edu.cn）或单位公众号上的原文为准，不要用转
    载的网址。
    """
    for entry in catalog.districts.values():
        for place, url in _notices(entry):
            host = urlsplit(url or "").hostname or ""
            if url and not any(f".{host}".endswith(f".{end.lstrip('.')}") for end in _OFFICIAL):
                message = f"“{host}”不是政府或教育网站。"
                yield Finding(message, "请换成政府网站上原文的网址。", entry, place)


def _notices(entry: Entry[DistrictPlan]) -> Iterator[tuple[Place, str | None]]:
    plan, enrolment = entry.record.implementation_plan, entry.record.enrolment
    if plan is not None:
        yield ("implementation_plan", "url"), plan.url
    if enrolment is not None:
        yield ("enrolment", "quota_notice_url"), enrolment.quota_notice_url
        yield ("enrolment", "notice_url"), enrolment.notice_url


@check("teaching.rule.old", Severity.ADVICE)
def rule_never_revised(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """教学环节的制度要随课程标准修订。

    最近一次修订在八年以前的，多半已经与现行课程方案不合。已经修订的，请更新 `revised_on`。
    """
    for entry in catalog.all(TEACHING):
        for at, rule in enumerate(entry.record.rules):
            if rule.revised_on is not None and as_of.year - rule.revised_on.year > _OLD_RULE_YEARS:
                message = f"“{rule.document}”最近一次修订是 {rule.revised_on}。"
                yield Finding(message, "请核对日期；没有修订的，请修订。", entry, ("rules", at, "revised_on"))


@check("school.dates")
def enrolled_before_founded(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """学校先建校，后加入，再有进展和案例。

    请核对 `founded_year`、`enrolled_on` 和文件里的日期。加入以前的做法可以写进案例的
    正文，案例的日期写成稿的日期。
    """
    for school in catalog.schools.values():
        began = school.profile.record.enrolled_on if school.profile else None
        for article in school.articles:  # inspections and visits may well be of before it joined
            if began is not None and article.record.date < began:
                message = f"日期 {article.record.date} 早于学校加入的 {began}。"
                yield Finding(message, "请核对日期和 school.yml 的 enrolled_on。", article, ("date",))
    for entry in catalog.all(SCHOOL):
        founded, enrolled = entry.record.founded_year, entry.record.enrolled_on
        latest = enrolled.year if enrolled else as_of.year
        if founded is not None and founded > latest:
            day = f"{enrolled} 加入" if enrolled else f"今年是 {as_of.year} 年"
            yield Finding(f"{founded} 年建校，{day}。", "请核对年份。", entry, ("founded_year",))


@check("monitoring.year", Severity.WARNING)
def survey_of_another_year(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """满意度调查的日期，要在文件名的那一年。

    `monitoring/2026.yml` 写 2026 年的监测和调查；年初补做上一年调查的，写在调查那一年的文件里。
    """
    for entry in catalog.all(MONITORING):
        survey = entry.record.satisfaction
        if survey is not None and str(survey.surveyed_on.year) != entry.name[:4]:
            message = f"文件名是 {entry.name[:4]} 年，调查日期是 {survey.surveyed_on}。"
            yield Finding(message, "请改成一致。", entry, ("satisfaction", "surveyed_on"))


@check("monitoring.repeated", Severity.WARNING)
def measured_twice(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """一年里，同一个维度用同一种方式只写一次。

    测评和问卷各写一条；做了几次的，写最近一次，前几次在 `note` 里说明。
    """
    for entry in catalog.all(MONITORING):
        seen: set[tuple[str, str]] = set()
        for at, measured in enumerate(entry.record.dimensions):
            key = (measured.dimension.value, measured.instrument.value)
            if key in seen:
                message = f"“{key[0]}”的{key[1]}写了两次。"
                yield Finding(message, "请合并成一条。", entry, ("dimensions", at, "dimension"))
            seen.add(key)


@check("survey.response", Severity.ADVICE)
def few_answered(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """问卷的回收率太低，结果说明不了什么。

    回收不到一半的，没有回答的人可能正是不满意的人。请再催一次；实在收不回来的，在说明里写明，不要单独引用满意度。
    """
    for entry in catalog.all(MONITORING):
        survey = entry.record.satisfaction
        if survey and survey.response_percent is not None and survey.response_percent < _FEW_ANSWERED:
            message = f"回收率只有 {survey.response_percent:g}%。"
            hint = "请核对；属实的，请补做。"
            yield Finding(message, hint, entry, ("satisfaction", "response_percent"))


@check("news.source", Severity.ADVICE)
def report_without_source(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """媒体报道要写原文的网址。

    在 `source_url` 写媒体上那一篇的网址，读者可以对照。只在报纸上登过的，在正文里写明报名和日期。
    """
    for entry in (*catalog.all(NEWS), *catalog.all(DISTRICT_NEWS)):
        if entry.record.category is NewsCategory.MEDIA and not entry.record.source_url:
            yield Finding("媒体报道没有写原文的网址。", "请在 source_url 写上。", entry, ("category",))


@check("event.status", Severity.WARNING)
def event_held_too_early(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """活动的状态要与日期相符。

    还没有到日子的活动不能写“已举行”；过了一个月还写“已确定”的，请改成“已举行”或“已取消”，并写上留下的资料。
    """
    for entry in catalog.all(EVENT):
        day, status = entry.record.starts_at.date(), entry.record.status
        if status is EventStatus.HELD and day > as_of:
            message = f"{day} 还没有到，状态是“{status.value}”。"
            yield Finding(message, "请核对日期和状态。", entry, ("status",))
        elif status is EventStatus.CONFIRMED and day + _AFTER_EVENT < as_of:
            message = f"{day} 已过，状态还是“{status.value}”。"
            is_stated = "status" in entry.record.model_fields_set
            place = ("status",) if is_stated else ("starts_at",)
            hint = f"请改成“{EventStatus.HELD.value}”或“{EventStatus.CANCELLED.value}”。"
            yield Finding(message, hint, entry, place)


@check("report.early")
def reported_before_it_was(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """报道不能早于它所报道的事。

    `program.yml` 的 `publicity` 里，`on` 不早于 `item` 那篇内容的日期。请核对日期和编号。
    """
    for at, report in enumerate(catalog.program.publicity):
        item = catalog.by_id.get(report.item or "")
        day = item.record.dated_on(catalog.program.calendar) if item is not None else None
        if day is not None and report.on < day and item is not None and item.kind is not EVENT:
            message = f"报道的日期 {report.on} 早于所报道内容的 {day}。"
            yield Finding(message, "请核对日期和编号。", catalog.program_entry, ("publicity", at, "on"))


@check("featured.turn", Severity.WARNING)
def featured_twice_in_a_row(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """每期推出一所学校，不连着推同一所，也不跳过一期。

    `qiangxiao feature next` 会给出下一期轮到的学校。确实要连推的，用 `pinned: true` 说明是指定的。
    """
    length, calendar = catalog.program.periods.featured, catalog.program.calendar
    begins = {entry.id: period_begins_on(entry.record.period, calendar) for entry in catalog.all(FEATURED)}
    # a period of another length is reported already, or is from before the length was changed
    entries = [
        entry
        for entry in catalog.all(FEATURED)
        if (day := begins[entry.id]) is not None and period_of(day, length, calendar) == entry.record.period
    ]
    entries.sort(key=lambda entry: begins[entry.id] or date.min)
    for before, entry in pairwise(entries):
        if entry.record.school == before.record.school and not entry.record.pinned:
            message = f"上一期（{period_label(before.record.period)}）推出的也是“{entry.record.school}”。"
            yield Finding(message, "请换一所学校，或写 pinned: true。", entry, ("school",))
        expected = next_period(before.record.period, length, calendar)
        if entry.record.period not in (before.record.period, expected):
            message = f"上一期是{period_label(before.record.period)}，跳过了{period_label(expected)}。"
            yield Finding(message, "请补上跳过的一期，或核对周期。", entry, ("period",))


CHECKS: tuple[Check, ...] = (
    passed_with_duties_open,
    funding_not_above,
    notice_elsewhere,
    rule_never_revised,
    enrolled_before_founded,
    survey_of_another_year,
    measured_twice,
    few_answered,
    report_without_source,
    event_held_too_early,
    reported_before_it_was,
    featured_twice_in_a_row,
)
