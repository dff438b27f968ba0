"""A form at the start of a Word text, labels beside values
in a table, to the values of the front matter it gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from qiangxiao.authoring.word_blocks import Block

_LABELS = (
    # catches "文章标题", "主题", spares "标题栏"
    ("title", re.compile(r"(?:文章|稿件|案例|活动)?(?:标题|题目|名称)|主题")),
    # catches "活动日期", "时间", spares "日期格式"
    ("date", re.compile(r"(?:活动|发生|成稿|报送|填写|供稿|发布)?(?:日期|时间)")),
    # catches "供稿处室", "供稿单位", spares "单位"
    ("author_office", re.compile(r"(?:供稿|报送|填报|责任|投稿)?(?:处室|部门|科室)|供稿单位")),
    # catches "内容摘要", "提要", spares "摘要人"
    ("summary", re.compile(r"(?:内容)?(?:摘要|提要)")),
)
_FIRST_BLOCKS = 4  # in which a form's table stands, below a title and a note at most


def form_values(blocks: Sequence[Block], day_in: Callable[[str], str]) -> dict[str, str]:
    """Return what forms near the start say; the first of two says it. `day_in` finds the day in a text."""
    found: dict[str, str] = {}
    for block in blocks[:_FIRST_BLOCKS]:
        for label, value in _pairs(block):
            name = _name_of(label)
            text = day_in(value) if name == "date" else re.sub(r"\s+", " ", value).strip()
            if name and text:
                found.setdefault(name, text)
    return found


def is_used_up(block: Block, values: Mapping[str, object]) -> bool:
    """Tell whether a form says nothing but `values`: every cell is a label of one, or stands beside it."""
    cells = [(row[at], row[at + 1 : at + 2]) for row in block.rows for at in range(0, len(row), 2)]
    return bool(cells) and all(_name_of(label) in values and value for label, value in cells)


def _name_of(label: str) -> str:
    """Return the field that a label asks for, or the empty string."""
    bare = re.sub(r"[\s:：*＊]", "", label)
    return next((name for name, pattern in _LABELS if pattern.fullmatch(bare)), "")


def _pairs(block: Block) -> Iterator[tuple[str, str]]:
    """Yield the neighbouring cells of a table, row by row."""
    for row in block.rows if block.kind == "table" else ():
        yield from pairwise(row)
