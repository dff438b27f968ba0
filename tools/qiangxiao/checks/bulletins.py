"""A published issue of the bulletin stays what its readers
got; only corrections are added, and major ones are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.checks.passages import MOST_SHOWN, describe, locate_change
from qiangxiao.checks.registry import Check, Finding, check, locate
from qiangxiao.foundation.problems import Problem, Span, in_order
from qiangxiao.records.bulletin import BULLETIN, FROZEN_WITHOUT, BulletinIssue
from qiangxiao.records.fingerprint import changes, fingerprint, holds
from qiangxiao.selection.bulletin import index_by_id, list_in_print_order
from qiangxiao.selection.bulletin_draft import PROPOSED
from qiangxiao.selection.bulletin_issue import carriers, major_corrections
from qiangxiao.sources.document import Document, read_document


@check("bulletin.lost")
def printed_and_gone(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """工作动态刊登过的内容不能删掉：读者会从往期点进去。

    改名用 `qiangxiao rename`；已经改了文件名的，在新文件里用 `id` 写上原来的编号。确实要撤下的，由编辑用
    `qiangxiao takedown 编号 --reason 原因`；往期里会注明已撤下。
    """
    known = index_by_id(catalog)
    withdrawn = catalog.ledger.withdrawn_ids
    for issue in list_in_print_order(catalog):
        for at, section in enumerate(issue.record.sections):
            for index, item in enumerate(section.items):
                is_unread = item in catalog.known_ids or (
                    item.startswith("featured/") and "featured" in catalog.known_ids
                )
                if item not in known and item not in withdrawn and not is_unread:
                    message = f"刊登过的“{item}”找不到了。"
                    hint = "请恢复文件；改名的在新文件里写 id；要撤下的用 qiangxiao takedown。"
                    yield Finding(message, hint, issue, ("sections", at, "items", index))


@check("bulletin.order")
def dates_out_of_order(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """后一期的日期不早于前一期。

    日期是签发的日期。期号按签发的先后编，所以总期号大的一期不会更早；增刊在当年的增刊里同样如此。
    """
    rows: dict[str, list[tuple[int, Entry[BulletinIssue]]]] = {}
    for entry in list_in_print_order(catalog):
        number = entry.record.number
        if number is not None and number.is_whole:
            name = "" if number.supplement is None else f"{number.year}"
            rows.setdefault(name, []).append((number.supplement or number.total or 0, entry))
    for row in rows.values():
        latest: Entry[BulletinIssue] | None = None
        for _, entry in sorted(row, key=lambda pair: (pair[0], pair[1].id)):
            day = entry.record.date
            if (
                latest is not None
                and day is not None
                and latest.record.date is not None
                and day < latest.record.date
            ):
                before = latest.record.number.short_label if latest.record.number else latest.name
                message = f"日期 {day} 早于{before}的日期 {latest.record.date}。"
                yield Finding(message, "请核对签发日期和期号。", entry, ("date",))
            else:
                latest = entry


@check("bulletin.unfrozen")
def not_frozen(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """已发布的一期要有定稿摘要值，这样以后的改动才查得出来。

    摘要值由 `qiangxiao bulletin publish` 在发布时写入。手工编了期号的，核对无误后用同一个命令补上。
    """
    for entry in list_in_print_order(catalog):
        if not entry.record.frozen and entry.record.number is not None and entry.record.date is not None:
            hint = f"核对无误后运行：qiangxiao bulletin publish {entry.path}"
            yield Finding("这一期已经发布，但没有定稿。", hint, entry, ("number",), at_key=True)


@check("bulletin.changed")
def changed_after_publication(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """发布之后的一期不再改动，有错用更正说明。

    读者手里的那一期改不了，网站上的也不悄悄改。请把改动的地方恢复原样，再用
    `qiangxiao bulletin correct 期号 --kind 轻微 --note 说明` 更正；整理格式（`qiangxiao fmt`）不算改动。
    """
    for entry in list_in_print_order(catalog):
        if entry.record.frozen:
            yield from _find_changes(catalog, entry, entry.record.frozen)


def _find_changes(catalog: Catalog, entry: Entry[BulletinIssue], digest: str) -> Iterator[Finding]:
    document = catalog.document(entry)
    if holds(digest, document, FROZEN_WITHOUT):
        return
    hint = f"请恢复原样，再用 qiangxiao bulletin correct {entry.name} 更正。"
    found = changes(digest, document, FROZEN_WITHOUT)
    if not found:
        yield Finding("这一期发布之后有改动。", hint, entry, ("frozen",), at_key=True)
    for change in found[:MOST_SHOWN]:
        place, span = locate_change(change)
        message = f"这一期发布之后有改动：{describe(change, '与发布时不同')}。"
        yield Finding(message, hint, entry, place, span=span)


@check("bulletin.correction")
def correction_not_carried(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """重大更正要在下一期向读者说明。

    往期的、已经刊登的进展和案例的重大更正，`qiangxiao bulletin draft`
    会自动列进下一期的 `carried`，发布时不能少。
    """
    carried = carriers(catalog)
    issues = [issue for issue in list_in_print_order(catalog) if not issue.record.is_supplement]
    for owed in major_corrections(catalog):
        day = owed.correction.date
        later = [i for i in issues if i.record.date and i.record.date > day and i.id != owed.entry.id]
        if later and owed.key not in carried:
            number = later[0].record.number
            label = number.short_label if number else later[0].name
            message = f"{day} 的重大更正没有在{label}说明。"
            hint = "请运行 qiangxiao bulletin draft，它会列进正在编的一期。"
            yield Finding(message, hint, owed.entry, ("corrections", owed.index, "kind"))
    known = index_by_id(catalog)
    there = {owed.key for owed in major_corrections(catalog)}
    for issue in catalog.all(BULLETIN):
        for at, carry in enumerate(issue.record.carried):
            entry = known.get(carry.id)
            if ((entry.id if entry else carry.id), carry.date) not in there:
                message = f"“{carry.id}”没有 {carry.date} 的重大更正。"
                yield Finding(
                    message, "请核对编号和日期，与更正所在的地方一致。", issue, ("carried", at, "id")
                )


@check("bulletin.unready")
def published_unready(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """发布的一期要写好编者按，要有内容；发布时审校签名也要齐。

    起草时编者按以“（请改写）”开头，请换成编辑自己的话。必经的审校环节写在 `program.yml` 的 `review.required`
    里，用 `qiangxiao review sign` 签名。
    """
    for entry in list_in_print_order(catalog):
        if entry.record.editor_note.startswith(PROPOSED):
            hint = f"请写明本期为什么选这些内容，删去“{PROPOSED}”。"
            yield Finding("编者按还是起草时的样子。", hint, entry, ("editor_note",))
        if not entry.record.items:
            yield Finding("这一期没有内容。", "请放进至少一篇，或不发布。", entry, ("sections",), at_key=True)


def find_unsigned(entry: Entry[BulletinIssue], as_of: date) -> Iterator[Finding]:
    """Yield what publication waits for: the sign-offs an issue still lacks. Only `bulletin publish` asks."""
    if lacking := entry.lacking_steps(as_of):
        step = lacking[0].value
        hint = f"审校后签名：qiangxiao review sign {entry.path} --step {step} --by 岗位"
        message = f"这一期缺{'、'.join(lacking)}的签名。"
        yield Finding(message, hint, entry, ("title",), at_key=True)


def find_unsigned_items(catalog: Catalog, entry: Entry[BulletinIssue], as_of: date) -> Iterator[Finding]:
    """Yield what an issue would print without the sign-offs it needs. Only `bulletin publish` asks."""
    known = index_by_id(catalog)
    for at, section in enumerate(entry.record.sections):
        for index, item in enumerate(section.items):
            target = known.get(item)
            if target is not None and (lacking := target.lacking_steps(as_of)):
                message = f"“{item}”缺{'、'.join(lacking)}的签名，还不能刊登。"
                hint = "请先完成审校并签名，再发布这一期。"
                yield Finding(message, hint, entry, ("sections", at, "items", index))


def find_changes_since(catalog: Catalog, before: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Return what has changed in issues that were published
    at an earlier state: path → the file as it was then.

    Unlike the digest in the file, this also finds an issue that was changed and frozen again, or deleted.
    """
    now = {entry.path: entry for entry in catalog.all(BULLETIN)}
    found: list[Problem] = []
    for path, data in sorted(before.items()):
        old = read_document(path, data)
        fields = old.data
        if not isinstance(fields, dict) or fields.get("draft") == "true" or "number" not in fields:
            continue
        entry = now.get(path)
        if entry is None:
            if path not in catalog.paths:
                hint = "请恢复这个文件。"
                found.append(
                    changed_after_publication.rule.at(path, Span.at(1), "已发布的一期被删掉了。", hint)
                )
            continue
        findings = [
            *_find_changes(catalog, entry, fingerprint(old, FROZEN_WITHOUT)),
            *_find_rewritten_corrections(entry, old),
        ]
        found += [locate(catalog, changed_after_publication.rule, finding) for finding in findings]
    return in_order(found)


def _find_rewritten_corrections(entry: Entry[BulletinIssue], old: Document) -> Iterator[Finding]:
    fields = old.data if isinstance(old.data, dict) else {}
    listed = fields.get("corrections")
    before = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    now = [
        {"date": c.date.isoformat(), "kind": c.kind.value, "note": c.note} for c in entry.record.corrections
    ]
    if now[: len(before)] != before:
        hint = "更正只增不删：请恢复原来的更正，新的加在后面。"
        yield Finding("原有的更正被改动或删去了。", hint, entry, ("corrections",), at_key=True)


CHECKS: tuple[Check, ...] = (
    printed_and_gone,
    dates_out_of_order,
    not_frozen,
    changed_after_publication,
    correction_not_carried,
    published_unready,
)
