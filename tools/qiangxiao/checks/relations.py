"""Between schools and people: what one side says, the other must know; nobody supports themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from qiangxiao.catalog.catalog import Catalog, Entry, School
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.problems import Severity
from qiangxiao.foundation.vocabulary import FlowDirection
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.inspection import VISIT
from qiangxiao.records.reading import Place
from qiangxiao.records.support import SUPPORT, Support

# Nobody works longer than this: 1926 for 1962, 1924 for 2024.
_LONGEST_SERVICE = 45 * 365
_SCHOOL_DAYS = 200  # days of a school year: 40 weeks of five; nobody is trained more often


def _names(school: School) -> tuple[str, ...]:
    """Return what a school is called: its name, its short name, its former names."""
    if school.profile is None:
        return ()
    profile = school.profile.record
    return tuple(name for name in (profile.name, profile.short_name, *profile.former_names) if name)


def _by_name(catalog: Catalog) -> Mapping[str, School]:
    """Return the pilot schools by every name they have."""
    return {name: school for school in catalog.schools.values() for name in _names(school)}


def _supported(catalog: Catalog) -> Iterator[tuple[School, Entry[Support]]]:
    for school in catalog.schools.values():
        if (support := school.one(SUPPORT)) is not None:
            yield school, support


@check("support.self")
def school_supports_itself(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """支持、交流、流动的对方，不能是本校自己；来帮扶的人，单位不能是本校。

    支持学校、挂职跟岗的接收单位、合作单位、流动的对方，名校长、名师和指导专家的单位，都写另一个单位。支持学校派
    人到本校来，写在 `flows` 里，方向是“输入”；`secondments` 写本校的人去哪里。
    """
    for school, support in _supported(catalog):
        own = _names(school)
        for place, name in _others(support.record):
            if name in own:
                message = f"“{name}”就是本校。"
                yield Finding(message, "请写对方的名称；派到本校来的，写在 flows 里。", support, place)


def _others(support: Support) -> Iterator[tuple[Place, str | None]]:
    """Yield every place at which another unit is named."""
    if support.partnership is not None:
        yield ("partnership", "support_school"), support.partnership.support_school
    for at, secondment in enumerate(support.secondments):
        yield ("secondments", at, "host"), secondment.host
    for at, partner in enumerate(support.partners):
        yield ("partners", at, "name"), partner.name
    for at, flow in enumerate(support.flows):
        yield ("flows", at, "with"), flow.with_
    for key in ("master_principals", "master_teachers", "advisors"):
        for at, person in enumerate(getattr(support, key)):
            yield (key, at, "unit"), person.unit


@check("person.unknown", Severity.ADVICE)
def unknown_expert(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """到校指导、参加起点评估的专家，要在本校的支持关系里。

    `visits/` 的 `advisors` 和 `baseline.md` 的 `experts`，写 `support.yml` 里的指导专家、名校长或名师。请核
    对姓名，同一个人处处写法相同；新聘的，先写进 `support.yml`；偶尔同来的，在正文里提到就可以。
    """
    for school, support in _supported(catalog):
        roles = (support.record.advisors, support.record.master_principals, support.record.master_teachers)
        known = {person.name for people in roles for person in people}
        named: list[tuple[Entry[Any], str]] = [(visit, "advisors") for visit in school.all(VISIT)]
        named += [(entry, "experts") for entry in school.all(BASELINE)]
        for entry, key in named if known else ():
            for at, name in enumerate(getattr(entry.record, key)):
                if name not in known:
                    message = f"“{name}”不在本校的指导专家、名校长和名师里。"
                    hint = f"本校有：{'、'.join(sorted(known))}。请核对姓名，或先写进 support.yml。"
                    yield Finding(message, hint, entry, (key, at))


@check("support.flow.unmatched", Severity.WARNING)
def flow_known_at_one_end(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """两所实验校之间的流动，两校都要写。

    一校写“输出”给另一校，另一校的 `flows` 里要有来自它的“输入”，类别相同。对方不是实验校的不用管。
    """
    schools = _by_name(catalog)
    opposite = {FlowDirection.IN: FlowDirection.OUT, FlowDirection.OUT: FlowDirection.IN}
    for school, support in _supported(catalog):
        for at, flow in enumerate(support.record.flows):
            other = schools.get(flow.with_ or "")
            if other is None or other is school or f"{other.id}/support" in _unreadable(catalog):
                continue
            theirs = own.flows if (own := other.record(SUPPORT)) else ()
            back = (flow.kind, opposite[flow.direction])
            if not any((one.kind, one.direction) == back and one.with_ in _names(school) for one in theirs):
                message = f"“{flow.with_}”没有写与本校之间的{flow.kind.value}{back[1].value}。"
                hint = f"请与对方核对，在 schools/{other.id}/support.yml 的 flows 里也写上。"
                yield Finding(message, hint, support, ("flows", at, "with"))


def _unreadable(catalog: Catalog) -> frozenset[str]:
    return frozenset(catalog.known_ids - catalog.by_id.keys())


@check("support.joint.schools", Severity.WARNING)
def joint_activity_alone(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """联合活动至少有两个单位。

    在 `lead` 写牵头单位，在 `schools` 写参加学校；只有本校一所，就不是联合活动。
    """
    for school, support in _supported(catalog):
        own = _names(school)
        for at, activity in enumerate(support.record.joint_activities):
            named = {name for name in (activity.lead, *activity.schools) if name}
            if named and not named - set(own):
                message = "联合活动里只有本校。"
                hint = "请写上牵头单位和参加学校；只有本校的活动写进进展。"
                key = "schools" if activity.schools else "lead"
                yield Finding(message, hint, support, ("joint_activities", at, key), at_key=True)


@check("support.agreement", Severity.ADVICE)
def partner_without_agreement(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """与合作单位要有协议。

    签了协议的，在这个单位下写 `has_agreement: true`。还没有签的，请先签：写明做什么、谁负责、资料和学生
    信息怎样保护。
    """
    for _, support in _supported(catalog):
        for at, partner in enumerate(() if "partners" in support.faulty else support.record.partners):
            if not partner.has_agreement:
                message = f"与“{partner.name}”还没有协议。"
                yield Finding(message, "签了的写 has_agreement: true。", support, ("partners", at, "name"))


@check("support.training", Severity.WARNING)
def training_out_of_step(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """校长研修的年次、次数和班次要说得通。

    参加研修而一次没有参加的，一年参加二百次以上（比上学的日子还多）的，请核对次数；同一个研修班的校长同年开班，年次应当一样；年次不能多于学校加入以来的
    年数（加一年）。
    """
    cohorts: dict[str, list[tuple[Entry[Support], int]]] = defaultdict(list)
    for school, support in _supported(catalog):
        training = support.record.principal_training
        if training is None:
            continue
        if training.sessions_attended == 0:
            message = f"第 {training.year} 年，参加 0 次。"
            yield Finding(message, "请核对次数。", support, ("principal_training", "sessions_attended"))
        elif (training.sessions_attended or 0) > _SCHOOL_DAYS:
            message = f"本年度参加 {training.sessions_attended} 次。"
            yield Finding(message, "请核对次数。", support, ("principal_training", "sessions_attended"))
        enrolled = school.profile.record.enrolled_on if school.profile else None
        if enrolled is not None and training.year > (support.record.as_of.year - enrolled.year) + 2:
            message = f"{enrolled} 加入，到 {support.record.as_of} 是第 {training.year} 年。"
            yield Finding(message, "请核对年次。", support, ("principal_training", "year"))
        if training.cohort:
            cohorts[training.cohort].append((support, training.year - support.record.as_of.year))
    for cohort, begun in sorted(cohorts.items()):
        usual, count = Counter(offset for _, offset in begun).most_common(1)[0]
        for support, offset in begun:
            # one year apart is the turn of a school year; who writes it in autumn is one ahead of spring
            if abs(offset - usual) > 1 and count > 1:
                message = f"“{cohort}”的其他校长，同一年是第 {usual + support.record.as_of.year} 年。"
                yield Finding(message, "请核对班次和年次。", support, ("principal_training", "year"))


@check("support.service")
def service_twice(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """全职支教的时间不能重叠，也不能长过一个人的工作年限。

    同一个代号在同一段时间里只写一次；接着支教的，写两段，第二段在第一段结束以后开始。不同的人用不同的代号。
    """
    for _, support in _supported(catalog):
        seen: dict[str, list[tuple[date, date]]] = defaultdict(list)
        for at, service in enumerate(support.record.full_time_service):
            until = service.until or date.max
            if any(service.since <= stop and begin <= until for begin, stop in seen[service.code]):
                message = f"代号“{service.code}”的两段时间重叠。"
                yield Finding(message, "请核对代号和日期。", support, ("full_time_service", at, "code"))
            elif (min(until, as_of) - service.since).days > _LONGEST_SERVICE:
                message = f"从 {service.since} 起，超过了四十五年。"
                yield Finding(message, "请核对日期。", support, ("full_time_service", at, "since"))
            seen[service.code].append((service.since, until))


@check("district.cluster")
def cluster_elsewhere(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """学区里的学校在本区县，一所学校只在一个学区。

    `district.yml` 的 `enrolment.clusters` 写本区县的实验校编号。
    """
    for district_id, entry in catalog.districts.items():
        seen: dict[str, str] = {}
        clusters = entry.record.enrolment.clusters if entry.record.enrolment else ()
        for at, cluster in enumerate(clusters):
            for index, school_id in enumerate(cluster.schools):
                place: Place = ("enrolment", "clusters", at, "schools", index)
                if not school_id.startswith(f"{district_id}/"):
                    yield Finding(f"“{school_id}”不在本区县。", "请写本区县的实验校。", entry, place)
                elif school_id in seen:
                    message = f"“{school_id}”已经在{seen[school_id]}里。"
                    yield Finding(message, "一所学校只在一个学区，请核对。", entry, place)
                seen.setdefault(school_id, cluster.name)


@check("adoption.early")
def adopted_before_it_began(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """借鉴别校的案例，不能早于那个案例开始的时候。

    请核对本文的日期、`adopts` 里的案例编号和那个案例的 `starts_on`。
    """
    for school in catalog.schools.values():
        for entry in school.articles:
            for at, case_id in enumerate(entry.record.adopts):
                case = catalog.by_id.get(case_id)
                began = getattr(case.record, "starts_on", None) if case is not None else None
                if began is not None and entry.record.date < began:
                    message = f"本文日期 {entry.record.date} 早于那个案例开始的 {began}。"
                    yield Finding(message, "请核对日期或案例。", entry, ("adopts", at))


CHECKS: tuple[Check, ...] = (
    school_supports_itself,
    unknown_expert,
    flow_known_at_one_end,
    joint_activity_alone,
    partner_without_agreement,
    training_out_of_step,
    service_twice,
    cluster_elsewhere,
    adopted_before_it_began,
)
