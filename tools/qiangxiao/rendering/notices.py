"""A dated notice at an address where readers expect something: what became of it, since when, and why.

There is one way of saying it, whatever became of it: held back until it is put right or signed again, taken
down, given up, or a list with nothing left to list. A page of its own that needs no engine, so that it stands
wherever the site is put.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from qiangxiao.catalog.catalog import Catalog, address_of
from qiangxiao.catalog.permalinks import Permalinks, Withdrawal
from qiangxiao.catalog.renames import pattern_of_id
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.case import CASE
from qiangxiao.records.kinds import kind_of
from qiangxiao.records.plan import PLAN
from qiangxiao.records.school import SCHOOL
from qiangxiao.rendering.page import Artifact, relative
from qiangxiao.rendering.templates import Templates
from qiangxiao.rendering.withdrawn import title_of, words_of
from qiangxiao.selection.edition import Edition

HELD = "本文正在复核"
_HELD_WORDS = "这一页的内容正在复核，暂时不公开；复核以后会在原处恢复。"
_MARK = b'<body dir="ltr" data-notice>'
"""How every notice begins, and no other page: what people write is never this tag."""
_SUBJECTS = ("schools/", "districts/", "measures/", "submit/")
"""Folders of the site in which an address stands for somebody or something."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told at `address`: a heading, a sentence, since which day it holds, and whether for good."""

    address: str
    title: str
    words: str
    on: date | None = None
    is_final: bool = True

    def artifact(self, templates: Templates) -> Artifact:
        """Return the page; `address` is one, which ends in a slash."""
        root = relative(self.address, "")
        text = templates.render_html("notice.j2", title=self.title, words=self.words, on=self.on, root=root)
        return Artifact(f"{self.address}index.html", f"{text}\n".encode())


def is_notice(page: bytes) -> bool:
    """Tell whether a page is a notice."""
    return _MARK in page


def held_notices(edition: Edition) -> Iterator[Notice]:
    """Yield a notice for every address of what is held back."""
    for address in sorted(held_addresses(edition)):
        yield _held(address, edition)


def _held(address: str, edition: Edition) -> Notice:
    return Notice(address, HELD, _HELD_WORDS, edition.as_of, is_final=False)


def held_addresses(edition: Edition) -> Mapping[str, str]:
    """Return the ids of what is held back, by the address that readers know or that others may lead to."""
    catalog = edition.catalog
    ledger = catalog.ledger
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


def withdrawn_notices(catalog: Catalog) -> Iterator[Notice]:
    """Yield a notice for the page of everything that was taken down, and for a case's page to print."""
    for _, gone in sorted(catalog.ledger.withdrawn.items()):
        if gone.address:
            yield _withdrawn(gone.address, gone)
        if gone.address and gone.kind == CASE.name:
            yield _withdrawn(f"{gone.address}sheet/", gone)


def _withdrawn(address: str, gone: Withdrawal) -> Notice:
    return Notice(address, title_of(gone), words_of(gone), gone.on)


def closed_notices(ledger: Permalinks) -> Iterator[Notice]:
    """Yield a notice for every address of no item that was given up."""
    for address, gone in sorted(ledger.closed.items()):
        what = "这个订阅已经停止" if address.startswith("feeds/") and not address.endswith("/") else "已撤下"
        yield Notice(address, what, f"这个地址的内容已经撤下：{gone.reason}", gone.on)


def notices_beside(edition: Edition, addresses: Iterable[str]) -> Iterator[Notice]:
    """Yield a notice for those of some addresses that are of something held back or taken down: its page to
    print, its poster, its data, and of a school its feeds as well.
    """
    catalog, renames = edition.catalog, edition.catalog.ledger.renames

    def patterns(name: str) -> Iterator[re.Pattern[str]]:
        now = renames.current(name)
        return (pattern_of_id(each) for each in sorted({name, now, *renames.former_ids(now)}))

    held_ids = {
        name.removesuffix(f"/{SCHOOL.name}") for name in (*catalog.held, *held_addresses(edition).values())
    }
    held = [pattern for name in sorted(held_ids) for pattern in patterns(name)]
    withdrawn = sorted(catalog.ledger.withdrawn.items())
    gone_for_good = [(pattern, gone) for name, gone in withdrawn for pattern in patterns(name)]
    for address in addresses:
        gone = next((gone for pattern, gone in gone_for_good if pattern.search(address)), None)
        if gone is not None:
            yield _withdrawn(address, gone)
        elif any(pattern.search(address) for pattern in held):
            yield _held(address, edition)


def emptied_lists(edition: Edition) -> Iterator[Notice]:
    """Yield a notice for every list that was published and may have nothing to list now, such as a subject's.

    What is about a school, a district or a measure is no list: that it is gone is a defect of the build. So
    is a page at the top of the site, unless something is held back or was taken down, and it went with that.
    """
    ledger = edition.catalog.ledger
    is_less = bool(edition.catalog.held or ledger.withdrawn or held_addresses(edition))
    for address in ledger.addresses:
        is_list = address.endswith("/") and (is_less or address.count("/") > 1)
        if is_list and not address.startswith(_SUBJECTS):
            yield Notice(address, "这一栏现在没有内容", "原来列在这里的内容已经移走或撤下。")
