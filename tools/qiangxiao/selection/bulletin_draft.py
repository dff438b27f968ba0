"""The draft of an issue: what to add, what has gone, in which section and order, under which headline.

An editor's draft is never rearranged: order, moved items, own sections, title and note stay; what is new is
added at the end of its section, and what can no longer be printed is taken out with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.foundation.vocabulary import BulletinContent
from qiangxiao.records.base import Article
from qiangxiao.records.bulletin import BULLETIN, Abridged, BulletinIssue, CarriedCorrection, Section
from qiangxiao.records.program import BulletinSettings
from qiangxiao.records.update import ProgressUpdate
from qiangxiao.selection.bulletin import Item, Standing, dated_on, index_by_id, items
from qiangxiao.selection.bulletin_issue import find_uncarried
from qiangxiao.selection.progress import adopters

PROPOSED = "（请改写）"
"""How a note begins that no editor has written yet. An issue whose note begins so is not published."""


@dataclass(frozen=True, slots=True)
class Gone:
    """An item taken out of the draft, and why."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A draft as it should be now, and what that changes.

    `later` are the issues proposed for what found no room, each with its items; `added` is in the order in
    which the items deserve to be printed whole.
    """

    title: str
    editor_note: str
    sections: tuple[Section, ...]
    carried: tuple[CarriedCorrection, ...]
    deferred: tuple[str, ...]
    added: tuple[tuple[str, Item], ...]
    gone: tuple[Gone, ...]
    newly_carried: int = 0
    later: tuple[tuple[Item, ...], ...] = ()
    abridged: tuple[Abridged, ...] = ()


def arrange(catalog: Catalog, as_of: date, draft: Entry[BulletinIssue] | None, most: int) -> Arrangement:
    """Return the draft of the next issue: the one there is with what is new added, or a new one."""
    known = items(catalog, as_of)
    kept, gone = _keep(catalog, known, draft, is_supplement=False)
    pending = [item for item in known.values() if item.standing is Standing.PENDING]
    waiting = [item for item in pending if not item.is_in_draft and not item.is_deferred]
    if draft is None:
        now, *later = split_backlog(catalog, waiting, most)
    else:
        free = max(0, most - sum(len(section.items) for section in kept))
        now = propose_order(catalog, as_of, waiting)[:free]
        rest = [item for item in waiting if item not in now]
        later = list(split_backlog(catalog, rest, most)) if rest else []
    return _arrange(catalog, as_of, draft, kept, gone, propose_order(catalog, as_of, now), tuple(later))


def split_backlog(catalog: Catalog, waiting: Sequence[Item], most: int) -> tuple[tuple[Item, ...], ...]:
    """Return what waits as one issue, or as several of about the same size, oldest first.

    What is announced stands in the first of them: in a later one it would be over.
    """
    ahead = [item for item in waiting if item.content is BulletinContent.ANNOUNCEMENT]
    others = sorted(
        (item for item in waiting if item.content is not BulletinContent.ANNOUNCEMENT),
        key=lambda item: (dated_on(catalog, item.entry), item.id),
    )
    count = max(1, -(-len(waiting) // most))
    size = -(-len(waiting) // count)
    ordered = (*ahead, *others)
    return tuple(ordered[at : at + size] for at in range(0, max(len(ordered), 1), size or 1))


def arrange_supplement(
    catalog: Catalog, as_of: date, draft: Entry[BulletinIssue] | None, wanted: Sequence[Item]
) -> Arrangement:
    """Return the draft of a supplement: the one there is with
    the wanted items added; it collects nothing by itself.
    """
    kept, gone = _keep(catalog, items(catalog, as_of), draft, is_supplement=True)
    return _arrange(catalog, as_of, draft, kept, gone, tuple(wanted), is_supplement=True)


def _keep(
    catalog: Catalog, known: Mapping[str, Item], draft: Entry[BulletinIssue] | None, is_supplement: bool
) -> tuple[tuple[Section, ...], tuple[Gone, ...]]:
    """Return the draft's sections less what cannot be printed, which comes with the reason."""
    if draft is None:
        return (), ()
    names = {entry_id: entry.id for entry_id, entry in index_by_id(catalog).items()}
    sections, gone = [], []
    for section in draft.record.sections:
        left = []
        for name in section.items:
            reason = _say_why_gone(known.get(names.get(name, name)), draft)
            if reason:
                gone.append(Gone(name, reason))
            else:
                left.append(name)
        sections.append(Section(name=section.name, items=tuple(left)))
    return tuple(sections), tuple(gone)


def _say_why_gone(item: Item | None, draft: Entry[BulletinIssue]) -> str:
    if item is None:
        return "内容已经删除或取消"
    if item.standing is Standing.PRINTED and item.issue is not None:
        return f"已在《{item.issue.record.title}》刊登"
    if item.standing is not Standing.PENDING:
        return f"{item.standing.value}{'：' if item.reason else ''}{item.reason}"
    if item.issue is not None and item.issue.id != draft.id:
        return f"已放进另一份草稿 {item.issue.path}"
    return ""


def _arrange(
    catalog: Catalog,
    as_of: date,
    draft: Entry[BulletinIssue] | None,
    kept: tuple[Section, ...],
    gone: tuple[Gone, ...],
    new: Sequence[Item],
    later: tuple[tuple[Item, ...], ...] = (),
    is_supplement: bool = False,
) -> Arrangement:
    known = items(catalog, as_of)
    sections, added = place(catalog.program.bulletin, kept, new, known)
    before = draft.record.carried if draft else ()
    owed = [
        CarriedCorrection(id=found.entry.id, date=found.correction.date)
        for found in find_uncarried(catalog, as_of)
    ]
    if is_supplement:
        owed = []  # they are told in the next issue
    carried = (*before, *(carry for carry in owed if carry not in before))
    every = [known[name] for section in sections for name in section.items if name in known]
    note = draft.record.editor_note if draft else PROPOSED
    pending = {item.id for item in known.values() if item.standing is Standing.PENDING}
    return Arrangement(
        title=draft.record.title if draft else headline(catalog, as_of, every),
        editor_note=propose_note(catalog, every) if note.startswith(PROPOSED) else note,
        sections=sections,
        carried=carried,
        deferred=tuple(name for name in draft.record.deferred if name in pending) if draft else (),
        added=tuple(added),
        gone=gone,
        newly_carried=len(carried) - len(before),
        later=later,
        abridged=_keep_lengths(draft, sections),
    )


def _keep_lengths(draft: Entry[BulletinIssue] | None, sections: Iterable[Section]) -> tuple[Abridged, ...]:
    """Return the lengths that the draft has for what is still in it."""
    held = {name for section in sections for name in section.items}
    return tuple(one for one in draft.record.abridged if one.id in held) if draft else ()


def place(
    settings: BulletinSettings, kept: Sequence[Section], new: Sequence[Item], known: Mapping[str, Item]
) -> tuple[tuple[Section, ...], list[tuple[str, Item]]]:
    """Return the sections with the new items at the end of theirs, and which item went where.

    A section that is not there yet comes before the first one that the settings put after it.
    """
    order = [section.name for section in settings.sections]
    lists: dict[str, list[str]] = {section.name: list(section.items) for section in kept}
    added = []
    for item in new:
        wanted = settings.section_for(item.content)
        name = wanted if wanted in lists else _find_renamed(settings, item.content, lists, known)
        name = name or wanted or order[-1]
        if name not in lists:
            lists = _add_section(lists, name, order)
        lists[name].append(item.id)
        added.append((name, item))
    return tuple(Section(name=name, items=tuple(found)) for name, found in lists.items()), added


def _find_renamed(
    settings: BulletinSettings,
    content: BulletinContent,
    lists: Mapping[str, list[str]],
    known: Mapping[str, Item],
) -> str | None:
    """Return the section to which the editor gave another
    name: all it holds is what the wanted section collects.
    """
    section = next((section for section in settings.sections if content in section.kinds), None)
    names = {section.name for section in settings.sections}
    for name, held in lists.items():
        kinds = {known[item].content for item in held if item in known}
        if section and name not in names and kinds and kinds <= set(section.kinds):
            return name
    return None


def _add_section(lists: Mapping[str, list[str]], name: str, order: Sequence[str]) -> dict[str, list[str]]:
    later = set(order[order.index(name) + 1 :])
    names = list(lists)
    at = next((at for at, other in enumerate(names) if other in later), len(names))
    names.insert(at, name)
    return {each: lists.get(each, []) for each in names}


def propose_order(catalog: Catalog, as_of: date, waiting: Iterable[Item]) -> tuple[Item, ...]:
    """Return items as they should be printed: every school's
    best before any school's second, newest before older.
    """
    used = adopters(catalog, as_of)
    ranked = sorted(waiting, key=lambda item: (-_merit(item.entry, used), _nearness(catalog, item), item.id))
    seen: Counter[tuple[str, BulletinContent]] = Counter()
    turns = []
    for item in ranked:
        school = catalog.school_of(item.id)
        source = (school.id if school else item.id, item.content)
        turns.append((seen[source], item))
        seen[source] += 1
    return tuple(item for _, item in sorted(turns, key=lambda turn: turn[0]))


def _nearness(catalog: Catalog, item: Item) -> int:
    """Sort what is past newest first, what is to come soonest first."""
    day = dated_on(catalog, item.entry).toordinal()
    return day if item.content is BulletinContent.ANNOUNCEMENT else -day


def _merit(entry: Entry[Any], used: Mapping[str, Sequence[Entry[ProgressUpdate]]]) -> int:
    """Return what speaks for an item besides being new: its own merit, and others that borrowed it."""
    return int(entry.record.merit) + 2 * len(used.get(entry.id, ()))


def headline(catalog: Catalog, as_of: date, held: Sequence[Item]) -> str:
    """Return a headline to begin with: the title of the case or update that has most to show."""
    articles = [item for item in held if isinstance(item.entry.record, Article)]
    for item in propose_order(catalog, as_of, articles) or held:
        return catalog.headline(item.entry) or BULLETIN.label
    return BULLETIN.label


def propose_note(catalog: Catalog, held: Sequence[Item]) -> str:
    """Return the facts an editor's note can begin with, marked as not yet written by the editor."""
    counts = Counter(item.content.value for item in held)
    schools = {school.id: school for item in held if (school := catalog.school_of(item.id))}
    parts = "、".join(
        f"{content.value}{counts[content.value]}篇" for content in BulletinContent if counts[content.value]
    )
    districts = {school.district_id for school in schools.values()}
    whence = f"，来自{len(districts)}个区（市）县的{len(schools)}所学校" if schools else ""
    return f"{PROPOSED}本期收入{len(held)}篇：{parts}{whence}。" if held else f"{PROPOSED}本期还没有内容。"
