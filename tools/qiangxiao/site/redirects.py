"""What answers at every address that something once had: the way to where it is now, or a notice.

A page leads to the new page. A feed, a calendar, a table, a printed file is there a second time, since the
programs that ask for it follow no page; its ids are the same, so nobody is told anything twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from qiangxiao.catalog.catalog import address_of
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.notices import (
    closed_notices,
    emptied_lists,
    held_notices,
    notices_beside,
    withdrawn_notices,
)
from qiangxiao.rendering.page import Artifact, relative
from qiangxiao.rendering.tombstones import tombstone
from qiangxiao.rendering.withdrawn import withdrawn_records

_PAGE = "index.md"
_NOT_ASKED_FOR = ("assets/", "search/")
"""What only our own pages fetch."""


def answering(site: Site, artifacts: Iterable[Artifact]) -> Iterator[Artifact]:
    """Yield artifacts except what was given up, and after them what answers at former addresses; no artifact
    is ever replaced.
    """
    ledger = site.edition.catalog.ledger
    ways: dict[str, list[str]] = {}
    for address, closure in sorted(ledger.closed.items()):
        ways.setdefault(closure.to, []).append(address)
    taken = {_path_at(address) for address in ledger.closed}
    led: list[Artifact] = []
    former: list[Artifact] = []
    for artifact in artifacts:
        if _address(artifact) not in ledger.closed:
            yield artifact
            taken.add(_published_path(artifact.path))
            led += (_way(site, address, artifact) for address in ways.get(_address(artifact), ()))
            former += _answers(site, artifact)
    last_words = _last_words(site, {_address(artifact) for artifact in led})
    told = {answer.path: answer for answer in (*led, *last_words)}
    yield from told.values()
    for answer in told.values():
        former += _copies(site, answer)
    held, gone, emptied = _notices(site)
    for answer in (*gone, *held):
        former += (answer, *_copies(site, answer))
    records = (f"api/v1/records/{content_id}.json" for content_id in ledger.published)
    taken |= told.keys()
    yield from _not_taken((*_of_items(site), *former, *emptied), taken)
    missing = [address for address in (*ledger.addresses, *records) if _path_at(address) not in taken]
    left = (tombstone(site, notice) for notice in notices_beside(site.edition, missing))
    yield from _not_taken(left, taken)


def _not_taken(artifacts: Iterable[Artifact], taken: set[str]) -> Iterator[Artifact]:
    """Yield artifacts where nothing is yet, and note that something is."""
    for artifact in artifacts:
        if artifact.path not in taken:
            taken.add(artifact.path)
            yield artifact


def _last_words(site: Site, arrived: Collection[str]) -> Iterator[Artifact]:
    """Yield what is told at addresses that were given up and from which there is no way."""
    for notice in closed_notices(site.edition.catalog.ledger):
        if notice.address not in arrived:
            yield tombstone(site, notice)


def _way(site: Site, address: str, artifact: Artifact) -> Artifact:
    """Return what leads from an address that was given up to an artifact: a file is there a second time."""
    is_page = address.endswith("/")
    return _redirect(site, address, _address(artifact)) if is_page else replace(artifact, path=address)


def _address(artifact: Artifact) -> str:
    path = _published_path(artifact.path)
    return path.removesuffix("index.html") if path.endswith("/index.html") else path


def _answers(site: Site, artifact: Artifact) -> Iterator[Artifact]:
    """Yield what answers wherever a file of the site has been before."""
    if not artifact.path.endswith((_PAGE, "/index.html")):
        yield from _copies(site, artifact)
        return
    for path in _former(site, artifact.path):
        yield _redirect(site, path.rpartition("/")[0] + "/", artifact.path.rpartition("/")[0] + "/")


def _path_at(address: str) -> str:
    return f"{address}index.html" if address.endswith("/") else address


def _copies(site: Site, artifact: Artifact) -> Iterator[Artifact]:
    yield from (replace(artifact, path=path) for path in _former(site, artifact.path))


def _former(site: Site, path: str) -> Iterator[str]:
    renames = site.edition.catalog.ledger.renames
    return renames.former_addresses(path) if not path.startswith(_NOT_ASKED_FOR) else iter(())


def _published_path(path: str) -> str:
    return f"{path.removesuffix(_PAGE)}index.html" if path.endswith(_PAGE) else path


def _redirect(site: Site, address: str, target: str) -> Artifact:
    text = site.templates.render_html("redirect.j2", target=relative(address, target))
    return Artifact(f"{address}index.html", f"{text}\n".encode())


def _notices(site: Site) -> tuple[list[Artifact], ...]:
    """Return what is told where something is held back, was taken down, or has nothing to list any more."""
    edition = site.edition
    told = held_notices(edition), withdrawn_notices(edition.catalog), emptied_lists(edition)
    held, gone, emptied = ([notice.artifact(site.templates) for notice in notices] for notices in told)
    return held, [*gone, *withdrawn_records(edition.catalog)], emptied


def _of_items(site: Site) -> Iterator[Artifact]:
    """Yield the way from every address that an item had under an id it keeps, or was first published at."""
    edition = site.edition
    old = {address_of(content_id): content_id for content_id in edition.published}
    old |= {address: content_id for content_id, address in edition.catalog.ledger.published.items()}
    for address, content_id in sorted(old.items()):
        entry = edition.published.get(content_id)
        if entry is not None and address != entry.address:
            yield _redirect(site, address, entry.address)
