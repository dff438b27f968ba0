"""What readers, feed readers, calendars and programs are told of content that was taken down.

Most feed readers never forget an entry that is no longer in a feed; what they do honour is a newer version of
it. So the entry stays, under its id, with nothing in it but that it is gone. Atom says so besides in the way
that was made for it (RFC 6721), for readers that know it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.catalog.permalinks import Withdrawal
from qiangxiao.records.event import EVENT
from qiangxiao.records.kinds import KINDS
from qiangxiao.rendering.feeds import FeedEntry, FeedSettings, content_tag
from qiangxiao.rendering.page import Artifact
from qiangxiao.rendering.prose import paragraphs

_GONE = "已撤下"
_LABELS: Mapping[str, str] = {kind.name: kind.label for kind in KINDS}


def title_of(gone: Withdrawal) -> str:
    """Return what stands for its title, which is gone too: it may hold what must not be read."""
    return f"{_GONE}的{_LABELS[gone.kind]}" if gone.kind in _LABELS else _GONE


def words_of(gone: Withdrawal) -> str:
    """Return what is said of it."""
    return f"这一篇已经撤下：{gone.reason}"


def withdrawn_records(catalog: Catalog) -> Iterator[Artifact]:
    """Yield what programs are told that ask for the data of what was taken down, by any name it had."""
    for content_id, gone in sorted(catalog.ledger.withdrawn.items()):
        for name in dict.fromkeys((content_id, catalog.ledger.renames.current(content_id))):
            if gone.address:
                yield Artifact(f"api/v1/records/{name}.json", _record(name, gone))


def _record(name: str, gone: Withdrawal) -> bytes:
    told = {
        "id": name,
        "kind": gone.kind,
        "withdrawn_on": gone.on and gone.on.isoformat(),
        "reason": gone.reason,
    }
    kept = {key: value for key, value in told.items() if value}
    return f"{json.dumps(kept, ensure_ascii=False, indent=1)}\n".encode()


def entries_of(catalog: Catalog, settings: FeedSettings, feed: str) -> Iterator[FeedEntry]:
    """Yield an entry for everything taken down that a feed once brought."""
    for content_id, gone in sorted(catalog.ledger.withdrawn.items()):
        if gone.on and feed in brought_by(catalog, gone):
            taken_at = datetime.combine(gone.on, time(8), settings.zone)
            opened_on = min(gone.opened_on or gone.on, gone.on)
            yield FeedEntry(
                id=content_tag(settings, content_id),
                title=title_of(gone),
                address=gone.address,
                content=tuple(paragraphs(words_of(gone))),
                summary=words_of(gone),
                published_at=datetime.combine(opened_on, time(8), settings.zone),
                updated_at=taken_at,
                author=settings.publisher,
                is_deleted=True,
            )


def brought_by(catalog: Catalog, gone: Withdrawal) -> frozenset[str]:
    """Return the feeds and calendars that brought what is gone, by the names they have now."""
    return frozenset(current_name(name, catalog.ledger.renames.current) for name in gone.feeds)


def current_name(name: str, current: Callable[[str], str]) -> str:
    """Return the name that a feed or calendar has since ids were changed."""
    ending = ".ics" if name.endswith(".ics") else ""
    head, slash, rest = name.removesuffix(ending).partition("districts/" if ending else "/")
    return f"{head}{slash}{current(rest)}{ending}"


def withdrawn_events(catalog: Catalog) -> Iterator[tuple[str, Withdrawal]]:
    """Yield the events that were taken down, by the ids that calendars know them by."""
    for content_id, gone in sorted(catalog.ledger.withdrawn.items()):
        if gone.kind == EVENT.name:
            yield content_id, gone
