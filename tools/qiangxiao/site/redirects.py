"""Old addresses that still lead somewhere: to where their content is now, or to word that it was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from qiangxiao.catalog.catalog import address_of
from qiangxiao.catalog.permalinks import read_permalinks
from qiangxiao.rendering.page import Artifact, relative
from qiangxiao.selection.edition import Edition

_PAGE = """<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<title>页面已移动</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
<link rel="canonical" href="{target}">
</head>
<body><p>页面已移动，请前往 <a href="{target}">新的地址</a>。</p></body>
</html>
"""


_WITHDRAWN = """<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<title>页面已撤下</title>
<meta name="robots" content="noindex">
</head>
<body><p>这一页已经撤下：{reason}</p><p><a href="{home}">回到首页</a></p></body>
</html>
"""


def redirects(edition: Edition, taken: frozenset[str]) -> Iterator[Artifact]:
    """Yield a page for every old address: of kept ids, and of the ledger of published addresses.

    `taken` are the addresses of pages; none of them is ever replaced.
    """
    ledger = read_permalinks(edition.catalog.root)
    old = {address_of(content_id): content_id for content_id in edition.published}
    old |= {address: content_id for content_id, address in ledger.published.items()}
    for address, content_id in sorted(old.items()):
        entry = edition.published.get(content_id)
        if entry is not None and address not in taken and address != entry.address:
            target = escape(relative(address, entry.address))
            yield Artifact(f"{address}index.html", _PAGE.format(target=target).encode())
    for gone in ledger.withdrawn.values():
        if gone.address and gone.address not in taken and gone.address not in old:
            home = escape(relative(gone.address, ""))
            text = _WITHDRAWN.format(reason=escape(gone.reason), home=home)
            yield Artifact(f"{gone.address}index.html", text.encode())
