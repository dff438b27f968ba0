"""The bulletin and the ledger of featured schools: numbers contiguous, nothing printed twice or too early."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.dates import period_begins_on, period_of
from qiangxiao.records.base import Article
from qiangxiao.records.bulletin import BulletinIssue


@check("bulletin.number")
def wrong_number(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """工作动态的期号要连续、不重复：当年第几期、总第几期都从 1 数起，中间不缺。

    期号在发布时编定。草稿不写期号，写 `draft: true`。
    """
    issues = [entry for entry in catalog.bulletins if not entry.record.draft]
    for entry in issues:
        if entry.record.number is None or entry.record.date is None:
            message = "已发布的一期要有期号和日期。"
            lacking = "number" if entry.record.number is None else "date"
            yield Finding(message, "请补上 number 和 date，或写 draft: true。", entry, (lacking,), at_key=True)
    readable = {entry.id for entry in catalog.bulletins}
    if any(known.startswith("bulletins/") and known not in readable for known in catalog.known_ids):
        return  # the number of an issue that cannot be read is unknown
    numbered = sorted(
        (entry for entry in issues if entry.record.number), key=lambda entry: _total(entry)
    )
    in_year: dict[int, int] = {}
    for wanted, entry in enumerate(numbered, 1):
        number = entry.record.number
        assert number is not None
        if number.total != wanted:
            message = f"总期号是 {number.total}，按顺序应当是 {wanted}。"
            yield Finding(message, "请核对前后各期的期号。", entry, ("number", "total"))
        in_year[number.year] = in_year.get(number.year, 0) + 1
        if number.issue != in_year[number.year]:
            message = f"期号是 {number.year} 年第 {number.issue} 期，按顺序应当是第 {in_year[number.year]} 期。"
            yield Finding(message, "请核对前后各期的期号。", entry, ("number", "issue"))


def _total(entry: Entry[BulletinIssue]) -> tuple[int, str]:
    return (entry.record.number.total if entry.record.number else 0, entry.id)


@check("bulletin.repeated")
def printed_twice(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """一条内容只在工作动态里刊登一次；刊登了就不能又列为不采用。

    请删去后一期里的这一条；要补充说明的，写在编者按里。
    """
    printed: dict[str, str] = {}
    ordered = sorted(catalog.bulletins, key=lambda entry: (entry.record.draft, _total(entry)))
    for entry in ordered:
        for at, section in enumerate(entry.record.sections):
            for index, item in enumerate(section.items):
                if item in printed:
                    message = f"“{item}”已经在《{printed[item]}》刊登过。"
                    yield Finding(message, "请删去这一条。", entry, ("sections", at, "items", index))
                printed.setdefault(item, entry.record.title)
    for entry in ordered:
        for at, declined in enumerate(entry.record.declined):
            if declined.id in printed:
                message = f"“{declined.id}”已经刊登，不能又列为不采用。"
                yield Finding(message, "请删去其中一处。", entry, ("declined", at, "id"))


@check("bulletin.unpublished")
def printed_too_early(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """工作动态只刊登到那一天已经发布的内容。

    草稿、还在暂缓发布期内的内容和审校签名不全的内容，不能先在动态里登出来。
    """
    for entry in catalog.bulletins:
        day = entry.record.date or as_of
        for at, section in enumerate(entry.record.sections):
            for index, item in enumerate(section.items):
                target = catalog.by_id.get(item)
                if target is None or not isinstance(target.record, Article):
                    continue
                if not target.record.is_published(day):
                    message = f"“{item}”到 {day} 还没有发布。"
                    hint = "请等它发布后再刊登，或核对日期。"
                    yield Finding(message, hint, entry, ("sections", at, "items", index))
                elif not entry.record.draft and (lacking := target.lacking_steps(as_of)):
                    message = f"“{item}”缺{'、'.join(lacking)}的签名，没有发布。"
                    hint = "请先完成审校并签名，再刊登。"
                    yield Finding(message, hint, entry, ("sections", at, "items", index))


@check("featured.period")
def wrong_period(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """每期一校的周期要写对，一期只推出一所学校。

    按月的写成 `2026-11`，按周的写成 `2026-W47`，按学期的写成 `2026-autumn`，与 `program.yml` 的设置一致。
    """
    seen: set[str] = set()
    calendar = catalog.program.calendar if catalog.has_program else None
    for entry in catalog.featured:
        period = entry.record.period
        first_day = period_begins_on(period, calendar) if calendar else None
        if calendar and (first_day is None or period_of(first_day, catalog.program.periods.featured, calendar) != period):
            yield Finding(f"周期“{period}”的写法不对。", "按月的写成 2026-11。", entry, ("period",))
        if period in seen:
            yield Finding(f"周期“{period}”已经有一所学校。", "一期只推出一所学校。", entry, ("period",))
        seen.add(period)


CHECKS: tuple[Check, ...] = (wrong_number, printed_twice, printed_too_early, wrong_period)
