"""Dated notices at the addresses of what is held back: faulty, not signed any more, embargoed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qiangxiao.catalog.catalog import address_of
from qiangxiao.catalog.permalinks import read_permalinks
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.kinds import kind_of
from qiangxiao.records.plan import PLAN
from qiangxiao.records.school import SCHOOL
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.notices import Notice
from qiangxiao.rendering.page import Artifact
from qiangxiao.selection.edition import Edition

TITLE = "本文正在复核"
_WORDS = "这一页的内容正在复核，暂时不公开；复核以后会在原处恢复。"


def held_addresses(edition: Edition) -> Mapping[str, str]:
    """Return the ids of what is held back, by the address that readers know or that others may lead to."""
    catalog = edition.catalog
    ledger = read_permalinks(catalog.root)
    found = {
        address: content_id
        for content_id, address in ledger.published.items()
        if content_id not in edition.published and content_id not in ledger.withdrawn
    }
    for content_id in catalog.held:
        if content_id.endswith(f"/{SCHOOL.name}"):
            found[address_of(content_id.removesuffix(f"/{SCHOOL.name}"))] = content_id
        elif _has_page(content_id):
            found[address_of(content_id)] = content_id
    return found


def _has_page(content_id: str) -> bool:
    paths = (f"{top}/{content_id}.{end}" for top in ("schools", "docs") for end in ("md", "yml"))
    kinds = [kind for path in paths if (kind := kind_of(path)) is not None]
    return any(kind.is_item or kind in (PLAN, BASELINE) for kind in kinds)


def held_notices(site: Site, taken: frozenset[str]) -> Iterator[Artifact]:
    """Yield a notice for every address of what is held back; `taken` are the addresses of pages."""
    for address in sorted(held_addresses(site.edition)):
        if address not in taken:
            yield Notice(address, TITLE, _WORDS, site.edition.as_of).artifact(site.templates)
