"""Giving up an address that is no item's, such as a feed's or a district's page, and owing it again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from fnmatch import fnmatchcase
from posixpath import splitext

from qiangxiao.catalog.permalinks import Closure, Permalinks
from qiangxiao.foundation.errors import UsageError

_NEEDED = frozenset({"", "index.html", "404.html", "sitemap.xml"})
"""What every site has, whatever is on it."""


def find_addresses(known: Collection[str], wanted: str, site_url: str) -> tuple[str, ...]:
    """Return the known addresses that are meant: as they are written, or as a browser shows them; with a
    star, all that match, such as `feeds/districts/jinjiang.*`.
    """
    bare = wanted.removeprefix(f"{site_url.rstrip('/')}/" if site_url else "/").lstrip("/")
    if "*" in bare:
        return tuple(sorted(address for address in known if fnmatchcase(address, bare)))
    return tuple(address for address in (bare, f"{bare.rstrip('/')}/") if address in known)[:1]


def close(ledger: Permalinks, addresses: Iterable[str], closure: Closure) -> Permalinks:
    """Return the ledger without addresses, which then say why nothing is there, or lead somewhere else.

    Raises UsageError for what no site can be without, and for a way that leads nowhere.
    """
    given_up = dict.fromkeys(addresses, closure)
    if needed := sorted(_NEEDED & given_up.keys()):
        raise UsageError(f"每个网站都要有“{needed[0] or '/'}”，不能撤下。")
    for address in given_up if closure.to else ():
        is_there = closure.to in ledger.owed and closure.to not in given_up
        if not is_there or _ending_of(closure.to) != _ending_of(address):
            raise UsageError(
                f"{address} 不能转到 {closure.to}：要写另一个公开过的地址，后缀相同；网页转到网页。"
            )
    kept = tuple(address for address in ledger.addresses if address not in given_up)
    return replace(ledger, addresses=kept, closed={**ledger.closed, **given_up})


def reopen(ledger: Permalinks, addresses: Collection[str]) -> Permalinks:
    """Return the ledger in which addresses that were given up are owed again."""
    closed = {address: told for address, told in ledger.closed.items() if address not in addresses}
    return replace(ledger, addresses=tuple(sorted({*ledger.addresses, *addresses})), closed=closed)


def _ending_of(address: str) -> str:
    """Return what sort of thing an address is: "/" for a page, ".rss.xml" for a feed."""
    if address.endswith("/") or not address:
        return "/"
    stem, ending = splitext(address.rpartition("/")[2])
    return f"{splitext(stem)[1]}{ending}" if ending == ".xml" else ending
