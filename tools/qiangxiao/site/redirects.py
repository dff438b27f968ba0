"""What answers at every address that something once had: the way to where it is now, or a notice.

A page leads to the new page. A feed, a calendar, a table, a printed file is there a second time, since the
programs that ask for it follow no page; its ids are the same, so nobody is told anything twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qiangxiao.catalog.catalog import address_of
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
    """Yield artifacts, and after them what answers at former addresses; none of them is ever replaced."""
    taken: set[str] = set()
    former: list[Artifact] = []
    for artifact in artifacts:
        yield artifact
        taken.add(_published_path(artifact.path))
        former += _answers(site, artifact)
    for notice in notices(site.edition.catalog, site.templates):
        former += (notice, *_copies(site, notice))
    for answer in (*_of_items(site), *former, *_emptied_lists(site)):
        if answer.path not in taken:
            taken.add(answer.path)
            yield answer


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
