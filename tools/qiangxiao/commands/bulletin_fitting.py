"""How many pages an issue takes, and a draft shortened until it keeps to the pages the program wants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from qiangxiao.catalog.catalog import Entry
from qiangxiao.commands.session import Session
from qiangxiao.commands.wechat import press_of
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue
from qiangxiao.rendering.bulletin.content import issue_content
from qiangxiao.rendering.bulletin.pdf import UnprintableError, find_pages
from qiangxiao.selection.bulletin_draft import Arrangement
from qiangxiao.selection.bulletin_lengths import shorten, steps
from qiangxiao.site.channel import IssuePrinter, Press


def count_pages(press: Press, entry: Entry[BulletinIssue]) -> int:
    """Return how many pages an issue takes in print; 0 when nobody can say: no fonts, or a letter in none."""
    if press.fonts is None:
        return 0
    printer = IssuePrinter(press, issue_content(press.site, entry, "草稿"))
    try:
        return find_pages(printer.issue, printer.photos, press.fonts)["end"]
    except UnprintableError:
        return 0


def fit(session: Session, arrangement: Arrangement, before: Entry[BulletinIssue] | None) -> Arrangement:
    """Return an arrangement whose new items are so short that it keeps to the pages; no shorter than that.

    What an editor has set the length of stays as it is.
    """
    press = press_of(session)
    most = session.catalog.program.bulletin.pages[1]
    new = tuple(item for _, item in arrangement.added)

    def at(count: int) -> Arrangement:
        return replace(arrangement, abridged=(*arrangement.abridged, *shorten(new, count)))

    @cache
    def pages(count: int) -> int:
        return count_pages(press, _entry(at(count), before))

    if pages(0) <= most:  # most issues: nothing to search for
        return arrangement
    return at(_find_least(lambda count: pages(count) <= most, len(steps(new))))


def _find_least(holds: Callable[[int], bool], most: int) -> int:
    """Return the least number for which it holds, and for all above it; `most` if there is none."""
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _entry(arrangement: Arrangement, before: Entry[BulletinIssue] | None) -> Entry[BulletinIssue]:
    """Return the draft that an arrangement would be, not written yet."""
    changed = {
        "title": arrangement.title,
        "editor_note": arrangement.editor_note,
        "sections": arrangement.sections,
        "abridged": arrangement.abridged,
        "carried": arrangement.carried,
    }
    if before is not None:
        return replace(before, record=before.record.model_copy(update=changed))
    name = f"{BULLETIN.folder}/draft"
    record = BulletinIssue.model_validate({**changed, "draft": True})
    return Entry(name, BULLETIN, f"docs/{name}.md", record, "draft", permanent_id=name)
