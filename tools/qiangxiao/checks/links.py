"""What one record says of another must be there: tasks, indicators, problems, cases, schools, photos."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from posixpath import normpath
from urllib.parse import unquote

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Catalog, Entry, School, is_shown_school, unpublished
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.problems import Severity
from qiangxiao.records.case import CASE_HEADINGS, ReformCase
from qiangxiao.records.event import ExchangeEvent
from qiangxiao.records.reading import Place
from qiangxiao.sources.body import Body
from qiangxiao.sources.body_rules import LIMIT

_MAX_COMPARED = 100
_MAX_GUESSES = 20


def _near(value: str, allowed: Iterable[str], what: str) -> str:
    known = sorted(allowed)
    if not known:
        return f"还没有任何{what}。"
    near = get_close_matches(value, known, n=1, cutoff=0.5) if len(known) <= _MAX_COMPARED else []
    shown = "、".join(known[:12]) + ("……" if len(known) > 12 else "")
    return f"可填：{shown}。" + (f"您是否想写“{near[0]}”？" if near else "")


def _is_unreadable(catalog: Catalog, school: School, part: str) -> bool:
    return f"{school.id}/{part}" in catalog.known_ids and getattr(school, part) is None


@check("plan.objective.unknown", clause="三(四)")
def unknown_objective(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """任务和指标要属于方案里已有的目标。

    `objective` 填的是本方案 `objectives` 里某个目标的编号，例如 `o1`。
    """
    for school in catalog.schools.values():
        if school.plan is None:
            continue
        allowed = catalog.stated(school.plan, "objectives", "id")
        named = [("tasks", at, task.objective) for at, task in enumerate(school.plan.record.tasks)]
        named += [("indicators", at, item.objective) for at, item in enumerate(school.plan.record.indicators)]
        for name, at, objective_id in named:
            if objective_id not in allowed:
                message = f"方案里没有编号为“{objective_id}”的目标。"
                hint = _near(objective_id, allowed, "目标")
                yield Finding(message, hint, school.plan, (name, at, "objective"))


@check("baseline.problem.unknown", clause="三(四)")
def unknown_problem(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """目标和案例针对的问题，要在本校的起点评估里。

    `problems` 填的是 `baseline.md` 里问题的编号，例如 `p1`。还没有起点评估的，先不填。
    """
    for school in catalog.schools.values():
        if _is_unreadable(catalog, school, "baseline"):
            continue
        allowed = catalog.stated(school.baseline, "problems", "id") if school.baseline else frozenset()
        for entry, place, problem_id in _problem_references(school):
            if problem_id not in allowed:
                where = "起点评估里" if school.baseline else "本校还没有起点评估，"
                message = f"{where}没有编号为“{problem_id}”的问题。"
                yield Finding(message, _near(problem_id, allowed, "问题"), entry, place)


def _problem_references(school: School) -> Iterator[tuple[Entry[BaseModel], Place, str]]:
    if school.plan is not None:
        for at, objective in enumerate(school.plan.record.objectives):
            for index, problem_id in enumerate(objective.problems):
                yield school.plan, ("objectives", at, "problems", index), problem_id
    for case in school.cases:
        for index, problem_id in enumerate(case.record.problems):
            yield case, ("problems", index), problem_id


@check("plan.objective.unanswered", Severity.ADVICE, clause="三(四)")
def unanswered_problem(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """起点评估发现的每个问题，最好都有目标来回应。

    在行动方案的目标里用 `problems` 写上它针对的问题；有意不列入的，可以不理会这条提示。
    """
    for school in catalog.schools.values():
        if school.baseline is None or school.plan is None or "objectives" in school.plan.faulty:
            continue
        answered = {problem for objective in school.plan.record.objectives for problem in objective.problems}
        for index, problem in enumerate(school.baseline.record.problems):
            if problem.id not in answered:
                message = f"行动方案里没有目标回应问题“{problem.id}”。"
                hint = "请在 plan.yml 某个目标的 problems 里写上它。"
                yield Finding(message, hint, school.baseline, ("problems", index, "id"))


@check("update.task.unknown", clause="三(四)")
def unknown_task(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """进展和案例里的任务，要在本校的行动方案里。

    `tasks` 里的 `id` 填的是 `plan.yml` 里任务的编号，例如 `t1`。方案里没有的事，写在正文里就可以。
    """
    for school in catalog.schools.values():
        if _is_unreadable(catalog, school, "plan"):
            continue
        allowed = catalog.stated(school.plan, "tasks", "id") if school.plan else frozenset()
        for entry in school.articles:
            for index, report in enumerate(entry.record.tasks):
                if report.id not in allowed:
                    where = "行动方案里" if school.plan else "本校还没有行动方案，"
                    message = f"{where}没有编号为“{report.id}”的任务。"
                    yield Finding(message, _near(report.id, allowed, "任务"), entry, ("tasks", index, "id"))


@check("update.indicator.unknown", clause="三(四)")
def unknown_indicator(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """读数的指标，要在本校的行动方案里。

    `readings` 里的 `indicator` 填的是 `plan.yml` 里指标的编号，例如 `i1`。
    """
    for school in catalog.schools.values():
        if _is_unreadable(catalog, school, "plan"):
            continue
        allowed = catalog.stated(school.plan, "indicators", "id") if school.plan else frozenset()
        for entry in school.articles:
            for index, reading in enumerate(entry.record.readings):
                if reading.indicator not in allowed:
                    where = "行动方案里" if school.plan else "本校还没有行动方案，"
                    message = f"{where}没有编号为“{reading.indicator}”的指标。"
                    hint = _near(reading.indicator, allowed, "指标")
                    yield Finding(message, hint, entry, ("readings", index, "indicator"))


@check("reference.unknown")
def unknown_reference(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """引用的学校、进展、案例、活动等，要真的存在。

    编号就是文件的位置去掉 `schools/`（或 `docs/`）和扩展名。文件改了名，引用它的地方也要跟着改；
    或者在改名后的文件里用 `id` 写上原来的编号。
    """
    permanent = {entry.permanent_id for entry in catalog.entries() if entry.permanent_id}
    known = catalog.known_ids | permanent
    guesses = 0
    for entry, place, content_id in _references(catalog):
        if content_id.startswith("featured/") and "featured" in known:
            continue
        if content_id not in known:
            guesses += 1
            same_kind = [known_id for known_id in known if known_id.count("/") == content_id.count("/")]
            near = get_close_matches(content_id, same_kind, n=1, cutoff=0.6) if guesses <= _MAX_GUESSES else []
            guess = f"您是否想写“{near[0]}”？" if near else "请核对编号。"
            yield Finding(f"没有编号为“{content_id}”的内容。", guess, entry, place)


def _references(catalog: Catalog) -> Iterator[tuple[Entry[BaseModel], Place, str]]:
    if catalog.program_entry is not None:
        for at, report in enumerate(catalog.program.publicity):
            if report.item:
                yield catalog.program_entry, ("publicity", at, "item"), report.item
    for article in (*catalog.updates, *catalog.cases):
        yield from ((article, ("adopts", at), case_id) for at, case_id in enumerate(article.record.adopts))
    yield from _school_references(catalog)
    for issue in catalog.bulletins:
        for at, section in enumerate(issue.record.sections):
            for index, item in enumerate(section.items):
                yield issue, ("sections", at, "items", index), item
        for at, declined in enumerate(issue.record.declined):
            yield issue, ("declined", at, "id"), declined.id
    for event in catalog.events:
        yield from _materials(event)
    for featured in catalog.featured:
        yield from ((featured, ("items", at), item) for at, item in enumerate(featured.record.items))


def _materials(event: Entry[ExchangeEvent]) -> Iterator[tuple[Entry[BaseModel], Place, str]]:
    for at, material in enumerate(event.record.materials):
        if material.item:
            yield event, ("materials", at, "item"), material.item


@check("reference.kind")
def wrong_reference(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """引用的内容要是那一类：借鉴的是别校的案例，每期一校是学校和它自己的内容，参加活动的是学校。

    借鉴一栏用来统计哪些经验被用起来了，所以填的要是案例（编号里有 `/cases/`），并且不是本校自己的。
    """
    for article in (*catalog.updates, *catalog.cases):
        own = catalog.school_of(article.id)
        for at, case_id in enumerate(article.record.adopts):
            if "/cases/" not in case_id:
                yield Finding(f"“{case_id}”不是案例。", "请填案例的编号，编号里有 /cases/。", article, ("adopts", at))
            elif own is not None and case_id.startswith(f"{own.id}/"):
                yield Finding("不能填本校自己的案例。", "请填所借鉴学校的案例。", article, ("adopts", at))
    for entry, place, school_id in _school_references(catalog):
        if school_id in catalog.known_ids and school_id not in catalog.schools:
            yield Finding(f"“{school_id}”不是学校。", "请填学校的编号，例如 jinjiang/shili。", entry, place)
    for issue in catalog.bulletins:
        for at, section in enumerate(issue.record.sections):
            for index, item in enumerate(section.items):
                if item in catalog.known_ids and not _is_printable(item):
                    message = f"“{item}”不能刊登在工作动态里。"
                    hint = "可以刊登的是进展、案例、教学视导、交流活动和每期一校。"
                    yield Finding(message, hint, issue, ("sections", at, "items", index))
    for featured in catalog.featured:
        for at, item in enumerate(featured.record.items):
            if not item.startswith(f"{featured.record.school}/"):
                message = f"“{item}”不是 {featured.record.school} 的内容。"
                yield Finding(message, "请只填这所学校自己的进展和案例。", featured, ("items", at))


def _school_references(catalog: Catalog) -> Iterator[tuple[Entry[BaseModel], Place, str]]:
    for district in catalog.districts.values():
        enrolment = district.record.enrolment
        for at, cluster in enumerate(enrolment.clusters if enrolment else ()):
            for index, school_id in enumerate(cluster.schools):
                yield district, ("enrolment", "clusters", at, "schools", index), school_id
    for event in catalog.events:
        yield from ((event, ("schools", at), school) for at, school in enumerate(event.record.schools))
    for featured in catalog.featured:
        yield featured, ("school",), featured.record.school


def _is_printable(content_id: str) -> bool:
    """Tell whether a bulletin may print the content with this id, by its form."""
    parts = content_id.split("/")
    return parts[0] in ("events", "featured") or (len(parts) == 4 and parts[2] in ("updates", "cases", "inspections"))


@check("reference.unpublished")
def mention_of_unpublished(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """公开的文字里不写还没有发布的内容的编号。

    草稿和暂缓发布的内容，发布之前不能从别处看到。请删去编号，或等它发布以后再提。
    """
    hidden = unpublished(catalog, as_of)
    if not hidden:
        return
    names = "|".join(re.escape(entry.id) for entry in hidden)
    pattern = re.compile(rf"(?<![a-z0-9-])(?:{names})(?![a-z0-9-])")
    hidden_ids = frozenset(entry.id for entry in hidden)
    program = (catalog.program_entry,) if catalog.program_entry else ()
    for entry in (*catalog.entries(), *program):
        if entry.id in hidden_ids:
            continue
        hint = "请删去编号，或等它发布以后再提。"
        for place, text in _texts(entry.record, ()):
            is_reference = text in hidden_ids and any(part in _REFERENCES for part in place)
            if not is_reference and (match := pattern.search(text)):
                yield Finding(f"这里写到的“{match[0]}”还没有发布。", hint, entry, place)
        if entry.body and (match := pattern.search(f"{entry.body.text}\n{entry.body.html}")):
            yield Finding(f"正文里写到的“{match[0]}”还没有发布。", hint, entry, at_key=True)


_REFERENCES = frozenset({"adopts", "items", "item", "id", "schools", "school", "supports"})


def _texts(value: object, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, BaseModel):
        for name, part in value:
            yield from _texts(part, (*place, type(value).model_fields[name].alias or name))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _texts(part, (*place, index))


@check("photo.missing")
def missing_photo(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """写了照片，照片文件就要在。

    照片放在本校的 `media/` 文件夹，文件名与所写的一字不差，包括扩展名。
    """
    paths = frozenset(catalog.paths)
    for school in catalog.schools.values():
        for entry, place, file in _photo_references(school):
            if f"schools/{school.id}/{file}" not in paths:
                yield Finding(f"找不到照片 {file}。", _near(file, school.media, "照片"), entry, place)
        yield from _missing_in_bodies(paths, school.entries(), school)
    yield from _missing_in_bodies(paths, (*catalog.bulletins, *catalog.events), None)


def _missing_in_bodies(
    paths: frozenset[str], entries: Iterable[Entry[BaseModel]], school: School | None
) -> Iterator[Finding]:
    known = school.media if school else {}
    for entry in entries:
        for image in entry.body.images if entry.body else ():
            is_there = school is not None and f"schools/{school.id}/{image.target}" in paths
            if not (is_there and image.target.startswith("media/")):
                yield Finding(f"找不到照片 {image.target}。", _near(image.target, known, "照片"), entry, span=image.span)


def _photo_references(school: School) -> Iterator[tuple[Entry[BaseModel], Place, str]]:
    if school.profile and school.profile.record.photo:
        yield school.profile, ("photo",), school.profile.record.photo
    for article in school.articles:
        for index, photo in enumerate(article.record.photos):
            yield article, ("photos", index, "file"), photo.file


@check("link.broken")
def broken_link(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """正文里指向本站内容的链接要有去处。

    最稳妥的写法是从网站上复制完整的网址。要写相对链接时，从本页的网址数起，例如 `../../cases/xiaozu-xuexi/`，
    并以斜杠结尾，后面不写 `#`。照片不是链接，请写成 `![说明](media/kaifangke.jpg)`。
    """
    known = _addresses(catalog, as_of)
    for entry in catalog.entries():
        for link in entry.body.links if entry.body else ():
            if re.match(r"[a-z][a-z0-9+.-]*:", link.target, re.IGNORECASE):
                continue
            path, _, anchor = link.target.partition("#")
            path = path.split("?")[0]
            resolved = normpath(f"{entry.address}{unquote(path)}")
            if anchor or (path and (resolved not in known or not path.endswith("/"))):
                hint = "请核对链接；页面的链接以斜杠结尾，后面不写 #。"
                yield Finding(f"链接“{link.target}”在本站没有去处。", hint, entry, span=link.span)


def _addresses(catalog: Catalog, as_of: date) -> frozenset[str]:
    """Return the addresses that contributed text may link to, without the closing slash."""
    paged = {entry.address.rstrip("/") for entry in catalog.events}
    for school in catalog.schools.values():
        if not is_shown_school(school, as_of):
            continue
        paged |= {entry.address.rstrip("/") for entry in school.articles if entry.record.is_published(as_of)}
        paged |= {entry.address.rstrip("/") for entry in school.inspections if entry.record.date <= as_of}
        base = f"schools/{school.id}"
        parts = (("plan", school.plan), ("baseline", school.baseline))
        paged |= {base, *(f"{base}/{name}" for name, part in parts if part)}
    paged |= {f"measures/{measure.id}" for measure in catalog.program.measures}
    paged |= {f"districts/{district.id}" for district in catalog.program.districts}
    return frozenset(paged | {"schools", "cases", "measures", "districts", "policy", "glossary", "coverage"})


@check("photo.consent", Severity.WARNING)
def photo_without_consent(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """每张照片都要确认已征得同意。

    照片里有可辨认的人时，须征得本人同意；不满十四周岁的学生，须征得监护人同意（个人信息保护法第二十八、
    三十一条，民法典第一千零一十九条）。确认后写 `consent: true`；照片里没有人的，也写 `consent: true`。
    """
    for school in catalog.schools.values():
        for article in school.articles:
            for index, photo in enumerate(article.record.photos):
                if not photo.consent:
                    message = f"照片 {photo.file} 没有写明已征得同意。"
                    yield Finding(message, "确认已征得同意，或者照片里没有人，就写 consent: true。", article, ("photos", index, "file"))


@check("support.listing", clause="三(一)")
def unlisted_support_school(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """支持关系要两头一致：学校写的支持学校，项目的支持学校名册里也要有它。

    名册在 `program.yml` 的 `support_schools`，由编辑维护：校名、类别和所支持的实验校都要对得上。
    项目没有列名册时不检查。
    """
    listing = {listed.name: listed for listed in catalog.program.support_schools}
    if not listing:
        return
    for school in catalog.schools.values():
        partnership = school.support.record.partnership if school.support else None
        if school.support is None or partnership is None:
            continue
        name = partnership.support_school
        listed = listing.get(name)
        place: Place = ("partnership", "support_school")
        if listed is None:
            hint = _near(name, listing, "支持学校") + "新结对的，请编辑加进 program.yml 的名册。"
            yield Finding(f"支持学校名册里没有“{name}”。", hint, school.support, place)
        elif school.id not in listed.supports:
            message = f"名册里“{name}”支持的实验校没有本校。"
            yield Finding(message, "请与编辑核对名册。", school.support, place)
        elif listed.kind is not partnership.kind:
            message = f"名册里“{name}”的类别是“{listed.kind.value}”。"
            yield Finding(message, "请与编辑核对类别。", school.support, ("partnership", "kind"))
    for at, listed in enumerate(catalog.program.support_schools):
        for index, school_id in enumerate(listed.supports):
            if school_id not in catalog.schools:
                message = f"名册里“{listed.name}”支持的“{school_id}”不存在。"
                where: Place = ("support_schools", at, "supports", index)
                yield Finding(message, "请核对 program.yml。", catalog.program_entry, where)


@check("case.headings")
def missing_case_headings(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """案例的正文要有四个小标题：针对的问题、做了什么、成效与证据、如何借鉴。

    各用一行 `## 小标题` 写出，顺序不变。别的学校靠它们很快找到要看的内容。
    """
    for case in catalog.cases:
        if case.body is None or _is_cut_short(case.body):
            continue
        found = [section.heading.text for section in case.body.sections if section.heading]
        lacking = [heading for heading in CASE_HEADINGS if heading not in found]
        if lacking:
            message = f"正文缺少小标题：{'、'.join(lacking)}。"
            hint = f"请补上“## {lacking[0]}”并写内容。"
            yield Finding(message, hint, case, ("title",), at_key=True)
        elif [heading for heading in found if heading in CASE_HEADINGS] != list(CASE_HEADINGS):
            message = "正文里四个小标题的顺序不对，或者写了两次。"
            yield Finding(message, f"请按这个顺序各写一次：{'、'.join(CASE_HEADINGS)}。", case, ("title",), at_key=True)


def _is_cut_short(body: Body) -> bool:
    """Tell whether a body passed a limit and was not read; that is reported already."""
    return any(problem.code == LIMIT.code for problem in body.problems)


@check("case.evidence")
def evidence_without_numbers(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """证据写成“对照或增值”“前后对比”的，要有之前和之后的数值；写成“问卷或访谈”的，要有样本数。

    没有这些数，就请如实改用更低的证据等级。证据弱不丢人，写高了才误导别的学校。
    """
    for case in catalog.cases:
        lacking = _lacking_numbers(case)
        if lacking:
            message = f"证据等级是“{case.record.evidence.level.value}”，但没有写{'、'.join(lacking)}。"
            yield Finding(message, "请补上数值，或改用更低的证据等级。", case, ("evidence", "level"))


def _lacking_numbers(case: Entry[ReformCase]) -> list[str]:
    evidence = case.record.evidence
    if evidence.level.value in ("对照或增值", "前后对比"):
        pairs = (("before（之前）", evidence.before), ("after（之后）", evidence.after))
        return [label for label, value in pairs if value is None]
    if evidence.level.value == "问卷或访谈" and evidence.sample is None:
        return ["sample（样本数）"]
    return []


@check("body.empty", Severity.WARNING)
def empty_body(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """进展和案例要有正文。

    只有标题和摘要，读者看不到做了什么。正文写在信息栏的第二条“---”之后，几句话也可以。
    """
    for article in (*catalog.updates, *catalog.cases):
        body = article.body
        is_empty = body is None or not (body.text.strip() or body.images or _is_cut_short(body))
        if is_empty:
            yield Finding("还没有正文。", "请在第二条“---”之后写正文。", article, ("title",), at_key=True)


CHECKS: tuple[Check, ...] = (
    unknown_objective,
    unknown_problem,
    unanswered_problem,
    unknown_task,
    unknown_indicator,
    unknown_reference,
    wrong_reference,
    mention_of_unpublished,
    missing_photo,
    broken_link,
    photo_without_consent,
    unlisted_support_school,
    missing_case_headings,
    evidence_without_numbers,
    empty_body,
)
