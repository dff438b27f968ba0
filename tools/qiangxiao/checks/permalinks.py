"""Addresses that were published once keep leading somewhere, and only where they always led."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from posixpath import splitext
from typing import Any

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.catalog.permalinks import LEDGER_PATH
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.problems import Span
from qiangxiao.foundation.slugs import SLUG
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.plan import PLAN

# catches "schools/jinjiang/shili/plan/", spares "schools/jinjiang/shili/", "schools/a/b/cases/plan/"
_PART = re.compile(rf"schools/({SLUG}/{SLUG}/(?:{PLAN.name}|{BASELINE.name}))/")

_ENDINGS = {kind.name: splitext(kind.example)[1] for kind in (PLAN, BASELINE)}


@check("permalink.lost")
def lost_permalink(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """公开过的地址不能失效。

    改名、移动用 `qiangxiao rename 旧编号 新编号`，旧地址会自动转到新地址；已经改了文件名的，在新文件里用 `id`
    写上原来的编号。确实要撤下的，由编辑用 `qiangxiao takedown 编号 --reason 原因`，旧地址会说明已撤下。
    """
    ledger = catalog.ledger
    kept = {entry.permanent_id: entry for entry in catalog.entries() if entry.permanent_id} | dict(
        catalog.by_id
    )
    for content_id, address in ledger.published.items():
        now = ledger.renames.current(content_id)
        if content_id in ledger.withdrawn or now in ledger.withdrawn:
            continue
        if content_id not in kept and now in catalog.known_ids:
            continue  # its file is there but unreadable, which is reported where it is
        if content_id not in kept:  # what is a draft again or lacks a sign-off is held back with a notice
            span = Span.at(ledger.line_of(content_id), 3, len(content_id))
            hint = "改名的用 qiangxiao rename，或在新文件里写 id；要撤下的，请编辑用 qiangxiao takedown。"
            message = f"公开过的“{content_id}”找不到了，地址 {address} 会失效。"
            yield Finding(message, hint, path=LEDGER_PATH, span=span)
    yield from _lost_parts(catalog)


def _lost_parts(catalog: Catalog) -> Iterator[Finding]:
    """Yield what is wrong where a school had a plan or an assessment on the site and has no file of it now.

    At the file that was there: readers find a notice at its address, and the build goes on.
    """
    for address in catalog.ledger.addresses:
        found = _PART.fullmatch(address)
        if found is None or address in catalog.ledger.closed:
            continue
        now = catalog.ledger.renames.current(found[1])
        school = now.rpartition("/")[0]
        if school in catalog.schools and now not in catalog.known_ids:
            message = f"公开过的地址 {address} 会失效，这个学校的这份材料找不到了。"
            hint = f"请恢复原来的文件；确实要撤下的，请编辑用 qiangxiao takedown {address}。"
            yield Finding(
                message, hint, path=f"schools/{now}{_ENDINGS[now.rpartition('/')[2]]}", span=Span.at(1)
            )


@check("permalink.reused")
def reused_permalink(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """改名以后，原来的编号不能再给别的内容用。

    旧编号的网址会转到新的网址，订阅的人也按旧编号认它；给了别的内容，读者就会走错。请给新内容换一个编号。
    """
    reported: set[str] = set()
    for path in catalog.paths if catalog.ledger.renames else ():
        content_id = path.removeprefix("schools/").removeprefix("docs/").rsplit(".", 1)[0]
        now = catalog.ledger.renames.taken(content_id)
        folder = content_id.split("/")[0] if content_id.count("/") < 2 else content_id.rsplit("/", 1)[0]
        if now and folder not in reported:
            reported.add(folder)
            message = f"编号“{content_id}”是“{now}”改名以前用的。"
            yield Finding(message, "请换一个没有用过的编号。", path=path, span=Span.at(1))


@check("permalink.returned")
def returned_content(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """撤下的内容不能悄悄回来。

    撤下以后又合并进来一份旧的，是最常见的情形：请删去这个文件。确实要恢复的，由编辑用
    `qiangxiao restore 编号`。
    """
    withdrawn = catalog.ledger.withdrawn
    for entry in catalog.entries() if withdrawn else ():
        if found := next((name for name in names_of(entry) if name in withdrawn), None):
            message = f"“{found}”已经撤下：{withdrawn[found].reason}"
            hint = f"请删去这个文件；要恢复的，请编辑用 qiangxiao restore {found}。"
            yield Finding(message, hint, entry, at_key=True)
    gone = {path for told in withdrawn.values() for path in told.files} & set(catalog.paths)
    for path in sorted(gone - {entry.path for entry in catalog.entries()}):
        yield Finding("这个文件已经撤下。", "请删去这个文件。", path=path, span=Span.at(1))


def names_of(entry: Entry[Any]) -> tuple[str, ...]:
    """Return the ids an entry is known by: its own and its permanent one."""
    return tuple(dict.fromkeys(name for name in (entry.id, entry.permanent_id) if name))


CHECKS: tuple[Check, ...] = (lost_permalink, reused_permalink, returned_content)
