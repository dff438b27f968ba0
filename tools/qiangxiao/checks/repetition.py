"""What is written twice in one list, where it can only be once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.problems import Severity
from qiangxiao.records.district import DISTRICT
from qiangxiao.records.kind import Kind
from qiangxiao.records.plan import PLAN
from qiangxiao.records.support import SUPPORT

# A list, and the fields that together tell one of its parts from another; the first is shown.
_Listed = tuple[Kind[Any], str, tuple[str, ...]]
_LISTS: tuple[_Listed, ...] = (
    (SUPPORT, "partners", ("name",)),
    (SUPPORT, "mentoring", ("tier", "subject")),
    (SUPPORT, "priority_training", ("programme", "year")),
    (PLAN, "tasks", ("title",)),
    (PLAN, "research", ("title",)),
    (DISTRICT, "funding", ("year",)),
)


@check("entry.repeated", Severity.WARNING)
def written_twice(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """同一件事在一份清单里只写一次。

    同一个合作单位、同一层次同一学科的带教、同名的任务和课题、同一年的区县经费、同一个网址的报道，写两次，数就会数两
    次，两处说法不同时也不知道哪一处对。请合并成一条；不是一回事的，在名称里写出区别。
    """
    for kind, key, fields in _LISTS:
        for entry in catalog.all(kind):
            yield from _repeated(entry, key, getattr(entry.record, key), fields)
    if catalog.program_entry is not None:
        yield from _repeated(catalog.program_entry, "publicity", catalog.program.publicity, ("url",))


def _repeated(
    entry: Entry[BaseModel], key: str, parts: tuple[BaseModel, ...], fields: tuple[str, ...]
) -> Iterator[Finding]:
    seen: set[tuple[object, ...]] = set()
    for at, part in enumerate(parts):
        same = tuple(getattr(part, field) for field in fields)
        if same in seen:
            shown = "、".join(str(value) for value in same if value)
            yield Finding(f"“{shown}”写了两次。", "请合并成一条，或写出区别。", entry, (key, at, fields[0]))
        seen.add(same)


CHECKS: tuple[Check, ...] = (written_twice,)
