"""What answers at every address that something once had: the way to where it is now, or a notice.

A page leads to the new page. A feed, a calendar, a table, a printed file is there a second time, since the
programs that ask for it follow no page; its ids are the same, so nobody is told anything twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qiangxiao.catalog.catalog import address_of
from qiangxiao.rendering.closed import closed_artifacts
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.notices import Notice
from qiangxiao.rendering.page import Artifact, relative
from qiangxiao.rendering.withdrawn import notices

_PAGE = "index.md"
_NOT_ASKED_FOR = ("assets/", "search/")
"""What only our own pages fetch."""
_SUBJECTS = ("schools/", "districts/", "measures/", "submit/")
"""Folders of the site in which an address stands for somebody or something."""


def answering(site: Site, artifacts: Iterable[Artifact]) -> Iterator[Artifact]:
    """Yield artifacts except what was given up, and after them what answers at former addresses; no artifact
    is ever replaced.
    """
    closed = site.edition.catalog.ledger.closed
    ways: dict[str, list[str]] = {}
    for address, closure in sorted(closed.items()):
        ways.setdefault(closure.to, []).append(address)
    taken: set[str] = set()
    led: list[Artifact] = []
    former: list[Artifact] = []
    for artifact in artifacts:
        if _address(artifact) in closed:
            continue
        yield artifact
        taken.add(_published_path(artifact.path))
        led += (_way(site, address, artifact) for address in ways.get(_address(artifact), ()))
        former += _answers(site, artifact)
    yield from led
    arrived = {_address(artifact) for artifact in led}
    told = list(closed_artifacts(site, closed.keys() - arrived))
    yield from told
    taken |= {f"{address}index.html" if address.endswith("/") else address for address in closed}
    for answer in (*led, *told):
        former += _copies(site, answer)
    for notice in notices(site.edition.catalog, site.templates):
        former += (notice, *_copies(site, notice))
    for answer in (*_of_items(site), *former, *_emptied_lists(site)):
        if answer.path not in taken:
            taken.add(answer.path)
            yield answer


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


def _emptied_lists(site: Site) -> Iterator[Artifact]:
    """Yield a notice for every list that was published and has nothing to list now, such as a subject's.

    What is about a school, a district or a measure is no list: that it is gone is a defect of the build.
    """
    for address in site.edition.catalog.ledger.addresses:
        if address.endswith("/") and address.count("/") > 1 and not address.startswith(_SUBJECTS):
            yield Notice(address, "这一栏现在没有内容", "原来列在这里的内容已经移走或撤下。").artifact(
                site.templates
            )


def _of_items(site: Site) -> Iterator[Artifact]:
    """Yield the way from every address that an item had under an id it keeps, or was first published at."""
    edition = site.edition
    old = {address_of(content_id): content_id for content_id in edition.published}
    old |= {address: content_id for content_id, address in edition.catalog.ledger.published.items()}
    for address, content_id in sorted(old.items()):
        entry = edition.published.get(content_id)
        if entry is not None and address != entry.address:
            yield _redirect(site, address, entry.address)
