"""Addresses that were published once keep leading somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.catalog.permalinks import LEDGER_PATH, read_permalinks
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.problems import Span


@check("permalink.lost")
def lost_permalink(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """公开过的地址不能失效。

    文件改名或移动时，在新文件里用 `id` 写上原来的编号，旧地址就会自动转到新地
    址。确实要撤下的，由编辑把 `docs/permalinks.yml` 里的这一条从 `published`
    移到 `withdrawn`，写明 `address` 和 `reason`，旧地址会说明已撤下。
    """
    ledger = read_permalinks(catalog.root)
    kept = {entry.permanent_id: entry for entry in catalog.entries() if entry.permanent_id} | dict(
        catalog.by_id
    )
    for content_id, address in ledger.published.items():
        if content_id not in kept and content_id in catalog.known_ids:
            continue  # its file is there but unreadable, which is reported where it is
        if content_id not in kept:  # what is a draft again or lacks a sign-off is held back with a notice
            span = Span.at(ledger.line_of(content_id), 3, len(content_id))
            hint = "改名的，请在新文件里写 id；要撤下的，请编辑移到 withdrawn。"
            message = f"公开过的“{content_id}”找不到了，地址 {address} 会失效。"
            yield Finding(message, hint, path=LEDGER_PATH, span=span)


CHECKS: tuple[Check, ...] = (lost_permalink,)
