"""Old addresses that still lead somewhere: to where
their content is now, or to word that it was withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator

from qiangxiao.catalog.catalog import address_of
from qiangxiao.catalog.permalinks import read_permalinks
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Artifact, relative


def redirects(site: Site, taken: frozenset[str]) -> Iterator[Artifact]:
    """Yield a page for every old address: of kept ids, and of the ledger of published addresses.

    `taken` are the addresses of pages; none of them is ever replaced.
    """
    edition = site.edition
    ledger = read_permalinks(edition.catalog.root)
    old = {address_of(content_id): content_id for content_id in edition.published}
    old |= {address: content_id for content_id, address in ledger.published.items()}
    for address, content_id in sorted(old.items()):
        entry = edition.published.get(content_id)
        if entry is not None and address not in taken and address != entry.address:
            yield _page(site, address, "redirect.j2", target=relative(address, entry.address))
    for gone in ledger.withdrawn.values():
        if gone.address and gone.address not in taken and gone.address not in old:
            home = relative(gone.address, "")
            yield _page(site, gone.address, "withdrawn.j2", reason=gone.reason, home=home)


def _page(site: Site, address: str, template: str, **context: str) -> Artifact:
    text = site.templates.render_html(template, **context)
    return Artifact(f"{address}index.html", f"{text}\n".encode())
