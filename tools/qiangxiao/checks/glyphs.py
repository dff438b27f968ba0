"""Characters that no font of ours has: they would be blank in the bulletin's PDF and on share cards."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.checks.texts import limit, suspects
from qiangxiao.foundation.fonts import is_decoration, unprintable_pattern
from qiangxiao.foundation.problems import Severity
from qiangxiao.sources.text import find_refused


@check("text.unprintable")
def unprintable_characters(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """文字里的每个字都要排印得出来：字体里没有的字和图形会变成空白。

    工作动态的 PDF 和分享卡片用随程序取得的字体排印，收字十万多个，人名用的生僻字一般都有。
    排印不出的多半是外国文字或私用区的自造字：请换成文字；姓名用字确实没有时，请联系编辑。
    """
    yield from limit(_unprintable(catalog))


@check("text.decoration", Severity.ADVICE)
def decoration(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """表情和装饰图形网页上照样显示，工作动态的 PDF 和分享卡片里字体没有的会省去。

    不用改也能公开。图形如果有意思，比如用表情表示同意，请换成文字。
    """
    yield from limit(_decoration(catalog))


def _decoration(catalog: Catalog) -> Iterator[Finding]:
    pattern = unprintable_pattern()
    for _, line in suspects(catalog, pattern):
        for found in pattern.finditer(line.text):
            if is_decoration(found[0]):
                message = f"“{found[0]}”只在网页上显示，PDF 和卡片里省去。"
                yield line.finding(found.start(), found.end(), message, "有意思的图形请换成文字。")


def _unprintable(catalog: Catalog) -> Iterator[Finding]:
    pattern = unprintable_pattern()
    for _, line in suspects(catalog, pattern):
        for found in pattern.finditer(line.text):
            if find_refused(found[0]) or is_decoration(found[0]):  # what is invisible has its own rule
                continue
            category = unicodedata.category(found[0])
            shown = "这个字符" if category in ("Co", "Cn") else f"“{found[0]}”"
            hint = "请换成常用的写法；姓名用字请联系编辑。"
            message = f"没有一种字体有{shown}（U+{ord(found[0]):04X}），排印时会是空白。"
            yield line.finding(found.start(), found.end(), message, hint)


CHECKS: tuple[Check, ...] = (unprintable_characters, decoration)
