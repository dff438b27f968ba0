"""The bulletin and the ledger of featured schools: numbers contiguous, nothing printed twice or too early."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.dates import period_begins_on, period_of
from qiangxiao.foundation.problems import Severity
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue
from qiangxiao.records.featured import FEATURED
from qiangxiao.selection.bulletin import index_by_id, is_printable, list_in_print_order, opens_on, print_order


@check("bulletin.number")
def wrong_number(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """工作动态的期号要连续、不重复：当年第几期、总第几期都从 1 数起，中间不缺；增刊另从 1 数起。

    期号由 `qiangxiao bulletin publish` 在发布时编定。草稿不写期号，
    写 `draft: true`。增刊只写 `year` 和 `supplement`，不占期号。
    """
    issues = [entry for entry in catalog.all(BULLETIN) if not entry.record.draft]
    for entry in issues:
        yield from _find_unnumbered(entry)
    readable = {entry.id for entry in catalog.all(BULLETIN)}
    if any(known.startswith("bulletins/") and known not in readable for known in catalog.known_ids):
        return  # the number of an issue that cannot be read is unknown
    numbered = [
        (entry, entry.record.number)
        for entry in issues
        if entry.record.number and entry.record.number.is_whole
    ]
    regular = [(entry, number) for entry, number in numbered if number.supplement is None]
    yield from _gaps([(number.total or 0, entry) for entry, number in regular], "总期号", "total")
    for year in sorted({number.year for _, number in numbered}):
        own = [(number.issue or 0, entry) for entry, number in regular if number.year == year]
        yield from _gaps(own, f"{year} 年的期号", "issue")
        supplements = [
            (number.supplement, entry)
            for entry, number in numbered
            if number.year == year and number.supplement
        ]
        yield from _gaps(supplements, f"{year} 年的增刊号", "supplement")


def _find_unnumbered(entry: Entry[BulletinIssue]) -> Iterator[Finding]:
    record = entry.record
    if record.number is None or record.date is None:
        message = "已发布的一期要有期号和日期。"
        lacking = "number" if record.number is None else "date"
        hint = "请用 qiangxiao bulletin publish 发布，或写 draft: true。"
        yield Finding(message, hint, entry, (lacking,), at_key=True)
    elif not record.number.is_whole:
        hint = "一期写 year、issue 和 total；增刊只写 year 和 supplement。"
        yield Finding("期号没有写全，或者把增刊号和期号写在一起了。", hint, entry, ("number",), at_key=True)


def _gaps(numbered: Sequence[tuple[int, Entry[BulletinIssue]]], what: str, key: str) -> Iterator[Finding]:
    """Yield where a row of numbers has a gap or a number
    twice; what follows a gap is counted on from there.
    """
    taken: dict[int, Entry[BulletinIssue]] = {}
    last = 0
    for count, entry in sorted(numbered, key=lambda pair: (pair[0], print_order(pair[1]))):
        if count in taken:
            message = f"{what} {count} 已经用于《{taken[count].record.title}》。"
            yield Finding(message, "每个期号只用一次，请核对。", entry, ("number", key))
        elif count != last + 1:
            message = f"{what}是 {count}，按顺序应当是 {last + 1}。"
            yield Finding(message, "请核对前后各期的期号；缺的一期是不是被删掉了。", entry, ("number", key))
        taken.setdefault(count, entry)
        last = count


@check("bulletin.repeated")
def printed_twice(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """一条内容只在工作动态里刊登一次；刊登了就不能又列为不采用。

    请删去后一期里的这一条；要补充说明的，写在编者按里。
    """
    known = index_by_id(catalog)
    printed: dict[str, str] = {}
    drafts = [entry for entry in catalog.all(BULLETIN) if entry.record.draft]
    for entry in (*list_in_print_order(catalog), *drafts):
        for at, section in enumerate(entry.record.sections):
            for index, item in enumerate(section.items):
                name = known[item].id if item in known else item
                if name in printed:
                    message = f"“{item}”已经在《{printed[name]}》刊登过。"
                    yield Finding(message, "请删去这一条。", entry, ("sections", at, "items", index))
                printed.setdefault(name, entry.record.title)
    for entry in catalog.all(BULLETIN):
        for at, declined in enumerate(entry.record.declined):
            if declined.id in printed:
                message = f"“{declined.id}”已经刊登，不能又列为不采用。"
                yield Finding(message, "请删去其中一处。", entry, ("declined", at, "id"))


@check("bulletin.abridged")
def abridged_and_not_printed(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """写明摘编的内容，要在本期的栏目里，只写一次。

    `abridged` 里的 `id` 要与 `sections` 里的一致。不再刊登的，把这一条一起删去。
    """
    for issue in catalog.all(BULLETIN):
        seen: set[str] = set()
        for at, one in enumerate(issue.record.abridged):
            if one.id not in issue.record.items:
                message = f"本期没有刊登“{one.id}”。"
                yield Finding(message, "请核对编号，或删去这一条。", issue, ("abridged", at, "id"))
            elif one.id in seen:
                yield Finding(f"“{one.id}”写了两次。", "请留一条。", issue, ("abridged", at, "id"))
            seen.add(one.id)


@check("bulletin.unpublished", Severity.WARNING)
def printed_too_early(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """工作动态只刊登到那一天已经发布的内容。

    草稿和还在暂缓发布期内的内容，不能先在动态里登出来，登了也不显示；还没有开始的每期一校也一样。审校签名不全
    的内容，往期里也先撤下，签全以后恢复。正在编的一期由 `qiangxiao bulletin check` 按发布那天的情况核对。
    """
    known = index_by_id(catalog)
    for entry in list_in_print_order(catalog):
        day = entry.record.date or as_of
        for at, section in enumerate(entry.record.sections):
            for index, item in enumerate(section.items):
                target = known.get(item)
                if target is None or not is_printable(item):
                    continue
                place = ("sections", at, "items", index)
                opens = opens_on(catalog, target)
                if getattr(target.record, "draft", False) or (opens is not None and opens > day):
                    message = f"“{item}”到 {day} 还没有发布。"
                    yield Finding(message, "请等它发布后再刊登，或核对日期。", entry, place)


@check("featured.period")
def wrong_period(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """每期一校的周期要写对，一期只推出一所学校。

    按月的写成 `2026-11`，按周的写成 `2026-W47`，按学期的写成 `2026-autumn`，与 `program.yml` 的设置一致。
    """
    seen: set[str] = set()
    calendar = catalog.program.calendar if catalog.has_program else None
    for entry in catalog.all(FEATURED):
        period = entry.record.period
        first_day = period_begins_on(period, calendar) if calendar else None
        if calendar and (
            first_day is None or period_of(first_day, catalog.program.periods.featured, calendar) != period
        ):
            yield Finding(f"周期“{period}”的写法不对。", "按月的写成 2026-11。", entry, ("period",))
        if period in seen:
            yield Finding(f"周期“{period}”已经有一所学校。", "一期只推出一所学校。", entry, ("period",))
        seen.add(period)


CHECKS: tuple[Check, ...] = (
    wrong_number,
    printed_twice,
    abridged_and_not_printed,
    printed_too_early,
    wrong_period,
)
