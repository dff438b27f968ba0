"""The editors' desk between two issues: draft the next one, decline items, see where everything stands."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from qiangxiao.authoring.bulletin_file import decline_items, remove_items, restore_declined, write_draft
from qiangxiao.authoring.file_writing import create_file, replace_file
from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.commands.bulletin_fitting import fit
from qiangxiao.commands.check import report
from qiangxiao.commands.session import Session
from qiangxiao.commands.tables import table
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.problems import Severity
from qiangxiao.foundation.vocabulary import BulletinContent, PrintLength
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue
from qiangxiao.selection.bulletin import (
    Item,
    Standing,
    dated_on,
    index_by_id,
    items,
    list_in_print_order,
    open_draft,
)
from qiangxiao.selection.bulletin_draft import Arrangement, arrange, arrange_supplement

FOLDER = "docs/bulletins/"
_SHOWN = (Standing.PENDING, Standing.DECLINED, Standing.EMBARGOED, Standing.UNSIGNED)
_DECLINABLE = (Standing.PENDING, Standing.EMBARGOED, Standing.UNSIGNED, Standing.DRAFT)


def draft(session: Session, options: Namespace) -> int:
    """Write the draft of the next issue or supplement, or add to it; say what came and what went."""
    if not _is_readable(session):
        return 1
    most = session.catalog.program.bulletin.most if options.most is None else options.most
    if most < 1:
        raise UsageError("--most 应当至少是 1。")
    if bool(options.item) and not options.supplement:
        raise UsageError("--item 只用于增刊；下一期会自动收入全部待刊登的内容。")
    catalog, before = session.catalog, open_draft(session.catalog, options.supplement)
    _refuse_two_drafts(catalog, options.supplement)
    if options.supplement:
        wanted = _choose_wanted(session, options.item, before)
        arrangement = arrange_supplement(catalog, session.as_of, before, wanted)
    else:
        wanted = ()
        arrangement = arrange(catalog, session.as_of, before, most)
    if before is None and not arrangement.added:
        session.output.print("没有待刊登的内容，不必起草。")
        return 0
    if arrangement.added and not options.whole:
        arrangement = fit(session, arrangement, before)
    _write_draft(session, before, arrangement, options.supplement)
    _take_from_other_drafts(session, wanted)
    return 0


def _is_readable(session: Session) -> bool:
    """Tell whether every issue can be read; report what cannot."""
    broken = [
        p for p in session.loaded.problems if p.path.startswith(FOLDER) and p.severity is Severity.ERROR
    ]
    if broken:
        report(session, broken)
        session.output.print("请先改好工作动态文件里的这些错误。")
    return not broken


def _refuse_two_drafts(catalog: Catalog, is_supplement: bool) -> None:
    drafts = [
        e.path for e in catalog.all(BULLETIN) if e.record.draft and e.record.is_supplement is is_supplement
    ]
    if len(drafts) > 1:
        raise UsageError(f"有 {len(drafts)} 份草稿：{'、'.join(drafts)}。同一时间只开一份，请先合成一份。")


def _choose_wanted(
    session: Session, ids: Sequence[str], before: Entry[BulletinIssue] | None
) -> tuple[Item, ...]:
    """Return the items asked for a supplement; raise UsageError for one that cannot be printed."""
    if before is None and not ids:
        raise UsageError(
            "起草增刊要用 --item 写明收哪些内容，例如 --item jinjiang/shili/cases/xiaozu-xuexi。"
        )
    found = []
    for name in dict.fromkeys(ids):
        item = _item(session, name)
        if item.standing is not Standing.PENDING:
            why = f"，{item.reason}" if item.reason else ""
            raise UsageError(f"“{name}”是“{item.standing.value}”{why}，不能收进增刊。")
        if before is None or item.issue is None or item.issue.id != before.id:
            found.append(item)
    return tuple(found)


def _item(session: Session, name: str) -> Item:
    entry = index_by_id(session.catalog).get(name)
    item = items(session.catalog, session.as_of).get(entry.id if entry else name)
    if item is None:
        raise UsageError(
            f"没有编号为“{name}”、可以刊登的内容。编号写成 jinjiang/shili/updates/2026-10-12-kaifangke。"
        )
    return item


def _write_draft(
    session: Session, before: Entry[BulletinIssue] | None, arrangement: Arrangement, is_supplement: bool
) -> None:
    name = f"draft-{'supplement-' if is_supplement else ''}{session.as_of:%Y-%m}"
    path = before.path if before else f"{FOLDER}{name}.md"
    old = (session.root / path).read_bytes() if before else None
    issues = [entry for entry in list_in_print_order(session.catalog) if not entry.record.is_supplement]
    text = write_draft(path, old, arrangement, issues[-1].record if issues else None, is_supplement)
    data = text.encode("utf-8")
    if old is None:
        create_file(session.root, path, data)
    elif data != old:
        replace_file(session.root, path, data)
    _say_arrangement(session, path, arrangement, is_new=old is None, is_changed=data != old)


def _say_arrangement(
    session: Session, path: str, arrangement: Arrangement, is_new: bool, is_changed: bool
) -> None:
    output = session.output
    count = sum(len(section.items) for section in arrangement.sections)
    what = "已起草" if is_new else "已更新" if is_changed else "没有变化："
    output.print(f"{what} {path}，共 {count} 篇。", markup=False, soft_wrap=True)
    if arrangement.added:
        lengths = {one.id: one.length.value for one in arrangement.abridged}
        rows = [
            (
                section,
                title_of(session.catalog, item.entry),
                source_of(session.catalog, item.entry),
                lengths.get(item.id, PrintLength.WHOLE.value),
            )
            for section, item in arrangement.added
        ]
        output.print(table(("栏目", "标题", "供稿", "篇幅"), rows, f"新收入 {len(rows)} 篇", wide=1))
    if arrangement.gone:
        gone = [(found.id, found.reason) for found in arrangement.gone]
        output.print(table(("内容", "原因"), gone, f"移出 {len(gone)} 篇", wide=0))
    if arrangement.newly_carried:
        output.print(f"列入往期重大更正 {arrangement.newly_carried} 条。")
    _say_later(session, arrangement)
    session.messages.print("排好次序、写好编者按以后，运行 qiangxiao bulletin check。", markup=False)


def _say_later(session: Session, arrangement: Arrangement) -> None:
    """Say which issues are proposed for what found no room."""
    if not arrangement.later:
        return
    rows = []
    for at, held in enumerate(arrangement.later, 1):
        days = sorted(dated_on(session.catalog, item.entry) for item in held)
        rows.append((f"往后第 {at} 期", f"{days[0]} 至 {days[-1]}", f"{len(held)} 篇"))
    count = sum(map(len, arrangement.later))
    title = f"还有 {count} 篇待刊登，建议另分 {len(rows)} 期"
    session.output.print(table(("期", "内容的日期", "篇数"), rows, title, wide=1))
    session.output.print(
        "这一期发布以后再运行 qiangxiao bulletin draft，就起草下一期；要多收，用 --most 写明篇数。"
    )


def _take_from_other_drafts(session: Session, wanted: Sequence[Item]) -> None:
    """Take what a supplement now holds out of the draft of the next issue."""
    taken: dict[str, list[str]] = {}
    for item in wanted:
        if item.issue is not None:
            own = {item.id, item.entry.permanent_id or item.id}
            taken.setdefault(item.issue.path, []).extend(n for n in item.issue.record.items if n in own)
    for path, names in taken.items():
        text = remove_items(path, (session.root / path).read_bytes(), names)
        replace_file(session.root, path, text.encode("utf-8"))
        session.output.print(f"已从 {path} 移出 {len(names)} 篇。", markup=False, soft_wrap=True)


def title_of(catalog: Catalog, entry: Entry[Any]) -> str:
    """Return what readers call an entry."""
    return catalog.headline(entry) or entry.name


def source_of(catalog: Catalog, entry: Entry[Any]) -> str:
    """Return whom an entry comes from."""
    school = catalog.schools.get(entry.school_id)
    record = entry.record
    return (
        school.name
        if school
        else str(getattr(record, "host", "") or getattr(record, "author_office", "") or "")
    )


def decline(session: Session, options: Namespace) -> int:
    """Decline items with a reason, or take that back."""
    if not _is_readable(session):
        return 1
    if not options.items and not options.before:
        raise UsageError("请写明内容编号，或用 --before 写明哪一天以前的。")
    if options.undo:
        return _undo(session, options.items)
    if not options.reason.strip():
        raise UsageError("请用 --reason 写明为什么不采用。")
    before = open_draft(session.catalog)
    if before is None:
        raise UsageError("还没有草稿，不采用的决定没有地方记。请先运行 qiangxiao bulletin draft。")
    chosen = {
        item.id: item
        for item in (*(_item(session, name) for name in options.items), *_list_older(session, options.before))
    }
    for item in chosen.values():
        if item.standing not in _DECLINABLE:
            where = f"（{item.issue.record.title}）" if item.issue else ""
            raise UsageError(f"“{item.id}”已经是“{item.standing.value}”{where}，不能再改为不采用。")
    reasons = dict.fromkeys(chosen, options.reason.strip())
    text = decline_items(before.path, (session.root / before.path).read_bytes(), reasons)
    replace_file(session.root, before.path, text.encode("utf-8"))
    session.output.print(f"已记入 {before.path}：{len(chosen)} 篇不采用。", markup=False, soft_wrap=True)
    return 0


def _list_older(session: Session, before: date | None) -> list[Item]:
    if before is None:
        return []
    pending = [
        item for item in items(session.catalog, session.as_of).values() if item.standing is Standing.PENDING
    ]
    return [item for item in pending if dated_on(session.catalog, item.entry) < before]


def _undo(session: Session, ids: Sequence[str]) -> int:
    by_path: dict[str, list[str]] = {}
    for name in ids:
        item = _item(session, name)
        if item.standing is not Standing.DECLINED or item.issue is None:
            raise UsageError(f"“{name}”不在不采用之列。")
        by_path.setdefault(item.issue.path, []).extend((item.id, item.entry.permanent_id or item.id, name))
    for path, names in by_path.items():
        text = restore_declined(path, (session.root / path).read_bytes(), names)
        replace_file(session.root, path, text.encode("utf-8"))
        session.output.print(f"已从 {path} 撤回不采用的决定。", markup=False, soft_wrap=True)
    return 0


def status(session: Session, options: Namespace) -> int:
    """Show where everything stands: counts by kind, then what waits, is declined or not yet out."""
    found = items(session.catalog, session.as_of)
    counts = Counter((item.content, item.standing) for item in found.values())
    rows = [
        (content.value, *(str(counts[content, standing] or "—") for standing in Standing))
        for content in BulletinContent
        if any(counts[content, standing] for standing in Standing)
    ]
    totals = Counter(item.standing for item in found.values())
    rows.append(("合计", *(str(totals[standing] or "—") for standing in Standing)))
    session.output.print(table(("内容", *(standing.value for standing in Standing)), rows, wide=0))
    for standing in Standing if options.all else _SHOWN:
        chosen = [item for item in found.values() if item.standing is standing]
        if chosen:
            listed = [
                (f"{title_of(session.catalog, item.entry)}\n{item.id}", _say_where(item)) for item in chosen
            ]
            session.output.print(
                table(("内容", "去向"), listed, f"{standing.value}（{len(chosen)} 篇）", wide=0)
            )
    return 0


def _say_where(item: Item) -> str:
    if item.standing is Standing.PRINTED and item.issue is not None and item.issue.record.number:
        return item.issue.record.number.short_label
    if item.is_in_draft and item.issue is not None:
        return f"在草稿 {item.issue.name}"
    return item.reason
