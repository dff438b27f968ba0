"""Old addresses that still lead to their content: a file that was renamed and kept its id leaves a redirect."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from qiangxiao.catalog.catalog import address_of
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


def redirects(edition: Edition, taken: frozenset[str]) -> Iterator[Artifact]:
    """Yield a redirect from the address of every kept id to where its content is now.

    `taken` are the addresses of pages; a redirect never replaces one.
    """
    for old_id, entry in sorted(edition.published.items()):
        old_address = address_of(old_id)
        if old_address not in taken and old_address != entry.address:
            target = escape(relative(old_address, entry.address))
            yield Artifact(f"{old_address}index.html", _PAGE.format(target=target).encode())
