"""Ids and links across records: what is referred to must be there, be of the right kind and be published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from posixpath import normpath
from typing import Any
from urllib.parse import unquote

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Catalog, Entry, is_published, is_shown_school, unpublished_ids
from qiangxiao.checks.hints import nearest
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.case import CASE
from qiangxiao.records.district_news import DISTRICT_NEWS
from qiangxiao.records.event import EVENT, ExchangeEvent
from qiangxiao.records.featured import FEATURED
from qiangxiao.records.inspection import INSPECTION, VISIT
from qiangxiao.records.news import NEWS
from qiangxiao.records.plan import PLAN
from qiangxiao.records.reading import Place
from qiangxiao.records.support import SUPPORT
from qiangxiao.records.update import UPDATE
from qiangxiao.selection.bulletin import is_printable

_ALIKE = 0.6  # share of letters in common: ids share their folders, so a half is always alike
_MAX_GUESSES = 20  # looks for a similar id in one run; each compares with all ids of the kind


@check("reference.unknown")
def unknown_reference(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """引用的学校、进展、案例、活动等，要真的存在。

    编号就是文件的位置去掉 `schools/`（或 `docs/`）和扩展名。文件改了名，引用它的地方也要跟着改；
    或者在改名后的文件里用 `id` 写上原来的编号。
    """
    permanent = {entry.permanent_id for entry in catalog.entries() if entry.permanent_id}
    known = catalog.known_ids | permanent | catalog.ledger.withdrawn_ids
    guesses = 0
    for entry, place, content_id in _references(catalog):
        if content_id.startswith("featured/") and "featured" in known:
            continue
        if content_id not in known:
            guesses += 1
            same_kind = [known_id for known_id in known if known_id.count("/") == content_id.count("/")]
            is_guessed = guesses <= _MAX_GUESSES
            near = get_close_matches(content_id, same_kind, n=1, cutoff=_ALIKE) if is_guessed else []
            guess = f"您是否想写“{near[0]}”？" if near else "请核对编号。"
            yield Finding(f"没有编号为“{content_id}”的内容。", guess, entry, place)


def _references(catalog: Catalog) -> Iterator[tuple[Entry[BaseModel], Place, str]]:
    if catalog.program_entry is not None:
        for at, report in enumerate(catalog.program.publicity):
            if report.item:
                yield catalog.program_entry, ("publicity", at, "item"), report.item
    for article in (*catalog.all(UPDATE), *catalog.all(CASE)):
        yield from ((article, ("adopts", at), case_id) for at, case_id in enumerate(article.record.adopts))
        yield from ((article, ("events", at), event_id) for at, event_id in enumerate(article.record.events))
    yield from _school_references(catalog)
    for issue in catalog.all(BULLETIN):
        for at, section in enumerate(issue.record.sections if issue.record.draft else ()):
            for index, item in enumerate(section.items):
                yield issue, ("sections", at, "items", index), item
        yield from ((issue, ("deferred", at), item) for at, item in enumerate(issue.record.deferred))
        for at, declined in enumerate(issue.record.declined):
            yield issue, ("declined", at, "id"), declined.id
    for event in catalog.all(EVENT):
        yield from _materials(event)
    for featured in catalog.all(FEATURED):
        yield from ((featured, ("items", at), item) for at, item in enumerate(featured.record.items))


def _materials(event: Entry[ExchangeEvent]) -> Iterator[tuple[Entry[BaseModel], Place, str]]:
    for at, material in enumerate(event.record.materials):
        if material.item:
            yield event, ("materials", at, "item"), material.item


@check("reference.kind")
def wrong_reference(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """引用的内容要是那一类：借鉴的是别校的案例，参加的是交流研讨活动，每期一校是学校和它自己的内容，活动的参加学校是学校。

    借鉴一栏用来统计哪些经验被用起来了，所以填的要是案例（编号里有 `/cases/`），并且不是本校自己的。
    """
    for article in (*catalog.all(UPDATE), *catalog.all(CASE)):
        own = catalog.school_of(article.id)
        for at, case_id in enumerate(article.record.adopts):
            if "/cases/" not in case_id:
                yield Finding(
                    f"“{case_id}”不是案例。", "请填案例的编号，编号里有 /cases/。", article, ("adopts", at)
                )
            elif own is not None and case_id.startswith(f"{own.id}/"):
                yield Finding("不能填本校自己的案例。", "请填所借鉴学校的案例。", article, ("adopts", at))
        for at, event_id in enumerate(article.record.events):
            if not event_id.startswith("events/"):
                hint = "请填活动的编号，例如 events/2026-11-20-yantaohui。"
                yield Finding(f"“{event_id}”不是交流研讨活动。", hint, article, ("events", at))
    for entry, place, school_id in _school_references(catalog):
        if school_id in catalog.known_ids and school_id not in catalog.schools:
            yield Finding(f"“{school_id}”不是学校。", "请填学校的编号，例如 jinjiang/shili。", entry, place)
    for issue in catalog.all(BULLETIN):
        for at, section in enumerate(issue.record.sections):
            for index, item in enumerate(section.items):
                if item in catalog.known_ids and not is_printable(item):
                    message = f"“{item}”不能刊登在工作动态里。"
                    hint = "可以刊登的是要闻、区县动态、进展、案例、教学视导、交流活动和每期一校。"
                    yield Finding(message, hint, issue, ("sections", at, "items", index))
    for featured in catalog.all(FEATURED):
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
    naming: tuple[Entry[Any], ...] = (*catalog.all(EVENT), *catalog.all(NEWS), *catalog.all(DISTRICT_NEWS))
    for entry in naming:
        yield from ((entry, ("schools", at), school) for at, school in enumerate(entry.record.schools))
    for featured in catalog.all(FEATURED):
        yield featured, ("school",), featured.record.school


@check("reference.unpublished")
def mention_of_unpublished(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """公开的文字里不写还没有发布的内容的编号。

    草稿和暂缓发布的内容，发布之前不能从别处看到。请删去编号，或等它发布以后再提。
    """
    hidden_ids = unpublished_ids(catalog, as_of)
    if not hidden_ids:
        return
    names = "|".join(re.escape(name) for name in sorted(hidden_ids))
    # a whole id: of "a/b" it catches "见 a/b。", spares "a/b-c" and "xa/b"
    pattern = re.compile(rf"(?<![a-z0-9-])(?:{names})(?![a-z0-9-])")
    program = (catalog.program_entry,) if catalog.program_entry else ()
    for entry in (*catalog.entries(), *program):
        if entry.id in hidden_ids:
            continue
        hint = "请删去编号，或等它发布以后再提。"
        for place, text in texts_of(entry.record, ()):
            is_reference = text in hidden_ids and any(part in _REFERENCES for part in place)
            if not is_reference and (match := pattern.search(text)):
                yield Finding(f"这里写到的“{match[0]}”还没有发布。", hint, entry, place)
        if entry.body and (match := pattern.search(f"{entry.body.text}\n{entry.body.html}")):
            yield Finding(f"正文里写到的“{match[0]}”还没有发布。", hint, entry, at_key=True)


_REFERENCES = frozenset({"adopts", "events", "items", "item", "id", "schools", "school", "supports"})


def texts_of(value: object, place: Place) -> Iterator[tuple[Place, str]]:
    """Yield every text of a record with its place in the file; terms of a vocabulary are none."""
    if type(value) is str:
        yield place, value
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():  # not what was worked out of them and kept
            yield from texts_of(getattr(value, name), (*place, field.alias or name))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from texts_of(part, (*place, index))


@check("link.broken")
def broken_link(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """正文里指向本站内容的链接要有去处。

    最稳妥的写法是从网站上复制完整的网址。要写相对链接时，从本页的网址数起，例如 `../../cases/xiaozu-xuexi/`，
    并以斜杠结尾，后面不写 `#`。照片不是链接，请写成 `![说明](media/kaifangke.jpg)`。
    """
    known = _addresses(catalog, as_of)
    for entry in catalog.entries():
        for link in entry.body.links if entry.body else ():
            # catches "https://a.cn", "MAILTO:a@b.cn", spares "../a.md", "#h-一:二"
            if re.match(r"[a-z][a-z0-9+.-]*:", link.target, re.IGNORECASE):
                continue
            path, _, anchor = link.target.partition("#")
            path = path.split("?")[0]
            resolved = _moved(catalog, normpath(f"{entry.address}{unquote(path)}"))
            if anchor or (path and (resolved not in known or not path.endswith("/"))):
                hint = "请核对链接；页面的链接以斜杠结尾，后面不写 #。"
                yield Finding(f"链接“{link.target}”在本站没有去处。", hint, entry, span=link.span)


def _moved(catalog: Catalog, address: str) -> str:
    """Return where an address without its closing slash leads now, if what was there was renamed."""
    folder = "schools/" if address.startswith("schools/") else ""
    return folder + catalog.ledger.renames.current(address.removeprefix(folder))


def _addresses(catalog: Catalog, as_of: date) -> frozenset[str]:
    """Return the addresses that contributed text may link to, without the closing slash."""
    paged = {entry.address.rstrip("/") for entry in catalog.all(EVENT)}
    told = (*catalog.all(NEWS), *catalog.all(DISTRICT_NEWS))
    paged |= {entry.address.rstrip("/") for entry in told if is_published(entry, as_of)}
    for school in catalog.schools.values():
        if not is_shown_school(school, as_of):
            continue
        paged |= {entry.address.rstrip("/") for entry in school.articles if is_published(entry, as_of)}
        dated: tuple[Entry[Any], ...] = (*school.all(INSPECTION), *school.all(VISIT))
        paged |= {entry.address.rstrip("/") for entry in dated if entry.record.date <= as_of}
        base = f"schools/{school.id}"
        parts = (("plan", school.one(PLAN)), ("baseline", school.one(BASELINE)))
        paged |= {base, *(f"{base}/{name}" for name, part in parts if part)}
    paged |= {gone.address.rstrip("/") for gone in catalog.ledger.withdrawn.values()}
    paged |= {f"measures/{measure.id}" for measure in catalog.program.measures}
    paged |= {f"districts/{district.id}" for district in catalog.program.districts}
    return frozenset(
        paged | {NEWS.folder, "schools", "cases", "measures", "districts", "policy", "glossary", "coverage"}
    )


@check("support.listing")
def unlisted_support_school(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """支持关系要两头一致：学校写的支持学校，项目的支持学校名册里也要有它。

    名册在 `program.yml` 的 `support_schools`，由编辑维护：校名、类别和所支持的实验校都要对得上。
    项目没有列名册时不检查。
    """
    listing = {listed.name: listed for listed in catalog.program.support_schools}
    if not listing:
        return
    for school in catalog.schools.values():
        support = school.one(SUPPORT)
        partnership = own.partnership if (own := school.record(SUPPORT)) else None
        if support is None or partnership is None:
            continue
        name = partnership.support_school
        listed = listing.get(name)
        place: Place = ("partnership", "support_school")
        if listed is None:
            hint = nearest(name, listing, "支持学校") + "新结对的，请编辑加进 program.yml 的名册。"
            yield Finding(f"支持学校名册里没有“{name}”。", hint, support, place)
        elif school.id not in listed.supports:
            message = f"名册里“{name}”支持的实验校没有本校。"
            yield Finding(message, "请与编辑核对名册。", support, place)
        elif listed.kind != partnership.kind:
            message = f"名册里“{name}”的类别是“{listed.kind.value}”。"
            yield Finding(message, "请与编辑核对类别。", support, ("partnership", "kind"))
    seen: dict[str, str] = {}
    for at, listed in enumerate(catalog.program.support_schools):
        for index, school_id in enumerate(listed.supports):
            where: Place = ("support_schools", at, "supports", index)
            if school_id not in catalog.schools:
                message = f"名册里“{listed.name}”支持的“{school_id}”不存在。"
                yield Finding(message, "请核对 program.yml。", catalog.program_entry, where)
            elif school_id in seen:
                message = f"“{school_id}”在名册里已经由“{seen[school_id]}”支持。"
                hint = "一所实验校只有一所支持学校，请核对 program.yml。"
                yield Finding(message, hint, catalog.program_entry, where)
            seen.setdefault(school_id, listed.name)


CHECKS: tuple[Check, ...] = (
    unknown_reference,
    wrong_reference,
    mention_of_unpublished,
    broken_link,
    unlisted_support_school,
)
