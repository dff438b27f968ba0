"""Taking content down and putting it back: its file and the photos that only it shows, and the ledger.

The files are kept in `.build/withdrawn`, which is never published and in no repository, so that a mistake can
be undone at once; git has them as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from qiangxiao.authoring.formatter import order_keys, write_document
from qiangxiao.authoring.git_branch import run_git
from qiangxiao.authoring.permalink_writing import write_ledger
from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.catalog.permalinks import LEDGER_PATH, Permalinks, Withdrawal
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.vocabulary import EventStatus
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.district_news import DISTRICT_NEWS
from qiangxiao.records.event import EVENT, ExchangeEvent
from qiangxiao.records.kinds import kind_of
from qiangxiao.records.news import NEWS, News
from qiangxiao.selection.bulletin import index_by_id
from qiangxiao.sources.document import read_document
from qiangxiao.sources.yaml_reader import Data

ON_AGAIN = "曾经撤下，现已恢复。"
KEPT = ".build/withdrawn"
Files = Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """What taking down does. `printed_in` are the issues that readers already have."""

    id: str
    entry: Entry[Any]
    gone: Withdrawal
    printed_in: tuple[str, ...]
    files: Files


def plan_takedown(
    catalog: Catalog, ledger: Permalinks, content_id: str, reason: str, on: date, feeds: tuple[str, ...]
) -> Withdrawing:
    """Return what taking an item down does; raise UsageError for what must not be taken down."""
    entry = find_item(catalog, content_id)
    files = (entry.path, *_own_photos(catalog, entry))
    known = entry.permanent_id or entry.id
    calendar = catalog.program.calendar
    is_event = entry.kind is EVENT  # it may be taken down before it takes place
    opened_on = entry.record.dated_on(calendar) if is_event else entry.record.opens_on(calendar)
    gone = Withdrawal(
        address=entry.address if entry.kind.is_item else f"schools/{entry.id}/",
        reason=reason,
        on=on,
        kind=entry.kind.name,
        opened_on=None if opened_on in (None, date.min) else opened_on,
        feeds=feeds,
        files=files,
        sequence=_sequence(entry),
    )
    after = replace(
        ledger,
        published={key: address for key, address in ledger.published.items() if key != known},
        withdrawn={**ledger.withdrawn, known: gone},
    )
    changes: dict[str, bytes | None] = {}
    for path in files:
        changes[f"{KEPT}/{path}"] = (catalog.root / path).read_bytes()
        changes[path] = None
    changes[LEDGER_PATH] = write_ledger(after).encode()
    return Withdrawing(known, entry, gone, _printed_in(catalog, entry), changes)


def find_item(catalog: Catalog, content_id: str) -> Entry[Any]:
    """Return the item of an id, present or former; raise UsageError unless it can be taken down."""
    wanted = catalog.ledger.renames.current(content_id.strip("/"))
    entry = index_by_id(catalog).get(wanted)
    if entry is None and wanted in catalog.schools:
        raise UsageError("整所学校不撤下：学校退出了，请在 school.yml 里写 status: 已退出。")
    if entry is None:
        raise UsageError(
            f"没有编号为“{content_id}”的内容，也没有登记过这个地址。刚发布的网站的地址，"
            "先用 qiangxiao permalinks --site site 登记。"
        )
    if entry.kind is BULLETIN:
        raise UsageError("发布过的一期不撤下：请撤下其中的一篇，或用 qiangxiao bulletin correct 更正。")
    if not entry.kind.is_many:
        raise UsageError(f"{entry.kind.label}不能撤下，请改正它的内容。")
    return entry


def _own_photos(catalog: Catalog, entry: Entry[Any]) -> tuple[str, ...]:
    """Return the photos that nothing but this entry shows."""
    if isinstance(entry.record, News):
        news: tuple[Entry[Any], ...] = (*catalog.all(NEWS), *catalog.all(DISTRICT_NEWS))
        entries = tuple(other for other in news if other.picture_folder == entry.picture_folder)
        media = dict(catalog.media_beside(entry))
        for name in (catalog.program.looks.logo, catalog.program.looks.header_image):
            if media.get(name or "") == f"schools/{name}":  # the program's own, whoever else shows it
                del media[name or ""]
    elif entry.kind.is_of_school and entry.school_id in catalog.schools:
        school = catalog.schools[entry.school_id]
        entries, media = tuple(school.entries()), dict(school.media)
    else:
        return ()
    others = {name for other in entries if other is not entry for name in _photos(other)}
    own = dict.fromkeys(name for name in _photos(entry) if name not in others)
    return tuple(media[name] for name in own if name in media)


def _photos(entry: Entry[Any]) -> tuple[str, ...]:
    listed = [photo.file for photo in getattr(entry.record, "photos", ())]
    single = [str(getattr(entry.record, "photo", "") or "")]
    placed = [image.target for image in entry.body.images] if entry.body else []
    return tuple(name.removeprefix("../") for name in (*listed, *single, *placed) if name)


def _sequence(entry: Entry[Any]) -> int:
    """Return a number above what calendar clients know of an event, and below that of the event restored,
    which has one change more: see `rendering.calendars.sequence`.
    """
    if entry.kind is not EVENT or not isinstance(entry.record, ExchangeEvent):
        return 0
    return 2 * len(entry.record.changes) + 1 + (entry.record.status is EventStatus.CANCELLED)


def _printed_in(catalog: Catalog, entry: Entry[Any]) -> tuple[str, ...]:
    names = {entry.id, entry.permanent_id}
    issues = (issue for issue in catalog.all(BULLETIN) if issue.record.number)
    return tuple(issue.name for issue in issues if names & set(issue.record.items))


def plan_restore(
    catalog: Catalog, ledger: Permalinks, content_id: str, day: date
) -> tuple[Withdrawal, Files]:
    """Return what was taken down and what puts it back; raise UsageError if its files are nowhere.

    An event says in its changes that it is on again: otherwise calendars would go on showing it cancelled.
    """
    known = next((key for key in _names(ledger, content_id) if key in ledger.withdrawn), None)
    if known is None:
        raise UsageError(f"“{content_id}”没有撤下过。")
    gone = ledger.withdrawn[known]
    files: dict[str, bytes | None] = {}
    for path in gone.files:
        head = "docs/" if path.startswith("docs/") else "schools/"
        bare, dot, ending = path.removeprefix(head).rpartition(".")
        now = f"{head}{ledger.renames.current(bare)}{dot}{ending}"
        if (catalog.root / now).exists():
            raise UsageError(f"{now} 已经有了，没有恢复。")
        kept = _kept(catalog.root, path)
        files[now] = _on_again(now, kept, day) if kind_of(now) is EVENT else kept
        files[f"{KEPT}/{path}"] = None
    if not any(kind_of(path) for path in files):
        raise UsageError(f"“{content_id}”没有记下文件，请从 git 恢复，再从 {LEDGER_PATH} 删去这一条。")
    after = replace(
        ledger,
        withdrawn={key: told for key, told in ledger.withdrawn.items() if key != known},
        published={**ledger.published, known: gone.address},
    )
    files[LEDGER_PATH] = write_ledger(after).encode()
    return gone, files


def _on_again(path: str, data: bytes, day: date) -> bytes:
    """Return the file of an event with a change that calendars and readers see."""
    document = read_document(path, data)
    if not isinstance(document.data, dict):
        return data
    before = document.data.get("changes")
    changes: list[Data] = list(before) if isinstance(before, list) else []
    changes.append({"on": day.isoformat(), "what": ON_AGAIN})
    content = order_keys({**document.data, "changes": changes}, EVENT.model)
    return write_document(path, content, document.body).encode("utf-8")


def _names(ledger: Permalinks, content_id: str) -> tuple[str, ...]:
    name = content_id.strip("/")
    return (name, ledger.renames.first(name), ledger.renames.current(name))


def _kept(root: Path, path: str) -> bytes:
    """Return the last bytes of a file that was taken down: kept here, or in git."""
    try:
        return (root / KEPT / path).read_bytes()
    except OSError:
        pass
    for commit in commits_with(root, (path,)):
        found = run_git(root, ("show", f"{commit.id}:./{path}"))
        if found.returncode == 0:
            return found.stdout
    raise UsageError(f"找不到 {path}：{KEPT} 里没有，git 里也没有。")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that holds what was taken down: its id, its day, its title."""

    id: str
    day: str
    title: str


def commits_with(root: Path, paths: tuple[str, ...]) -> tuple[Commit, ...]:
    """Return the commits of any branch that brought or changed some files, newest first; none without git."""
    form = "--format=%h%x00%ad%x00%s"
    done = run_git(
        root,
        ("log", "--all", "--date=short", "--diff-filter=AMR", form, "--", *(f":(literal){p}" for p in paths)),
    )
    lines = done.stdout.decode("utf-8", "replace").splitlines() if done.returncode == 0 else []
    return tuple(Commit(*parts) for line in lines if len(parts := line.split("\0")) == 3)
