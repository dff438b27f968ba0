"""The program's looks: can everybody read its colours, and are its pictures there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.palette import AA, readable


@check("looks.contrast")
def unreadable_colours(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """颜色要让人看得清。

    字和底色的对比度不小于 4.5（无障碍标准 AA 级）。程序用两种颜色算出全站要用的颜色，浅色和深色界面都
    逐一核对，提示写明哪几处不够，并给出一种够深的颜色。
    """
    entry = catalog.program_entry
    if entry is None:
        return
    looks = entry.record.looks
    faults = list(looks.palette.unreadable())
    for is_primary, key in ((True, "primary"), (False, "accent")):
        for is_dark, name in ((False, key), (True, f"{key}_dark")):
            pairs = [
                f"{fault.words} {fault.ratio:.2f}"
                for fault in faults
                if (fault.is_primary, fault.is_dark) == (is_primary, is_dark)
            ]
            if pairs:
                colour, scheme = getattr(looks, name), "深色" if is_dark else "浅色"
                better = "请换一种更亮的颜色，或者不填。" if is_dark else f"可以改用 {readable(colour)}。"
                message = f"颜色 {colour} 在{scheme}界面上看不清：{'、'.join(pairs)}。"
                yield Finding(message, f"对比度至少 {AA}。{better}", entry, ("looks", name))


CHECKS: tuple[Check, ...] = (unreadable_colours,)
