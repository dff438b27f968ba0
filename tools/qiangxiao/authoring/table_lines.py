"""Lines and pairs of cells that name a field and say its value: 评估日期：2026年9月24日.

Also what stands under a heading that is the name of a list of lines: 变革切入点.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from pydantic import BaseModel

from qiangxiao.authoring.shapes import Key, keys_of
from qiangxiao.authoring.table_grids import Grid
from qiangxiao.authoring.table_grids import Item as Stretch
from qiangxiao.authoring.table_heads import bare_head, names_of
from qiangxiao.authoring.table_items import Known, bare_name
from qiangxiao.authoring.table_values import days_in, value_of
from qiangxiao.authoring.table_words import SPAN, other_names
from qiangxiao.authoring.word_blocks import Block
from qiangxiao.authoring.word_template import COLUMNS
from qiangxiao.records.scalars import PLACEHOLDER
from qiangxiao.sources.yaml_reader import Data

# catches "评估日期：2026年9月24日", "结对学校: 示例", spares "时间", "：一"
_LABELLED = re.compile(r"([^：:。；，]{2,20})[：:]\s*(\S.*)", re.DOTALL)
LONGEST_LINE = 100  # characters of a line of a list, as the models have it
_NO_HEADING = 99  # the level of a line that only stands as a heading: any heading ends its text


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a line may name: where its value goes."""

    path: tuple[str, ...]
    key: Key | None
    model: type[BaseModel]


@dataclass
class Lines:
    """What lines and pairs gave: values nested as in the file, sentences, words that are spent."""

    values: dict[str, Data] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    spent: list[str] = field(default_factory=list)

    def put(self, path: Sequence[str], data: Data) -> None:
        """Put a value in its place, where none is yet."""
        part = self.values
        for name in path[:-1]:
            inner = part.setdefault(name, {})
            assert isinstance(inner, dict)
            part = inner
        part.setdefault(path[-1], data)


@cache  # the same for every line of a file
def fields_of(model: type[BaseModel]) -> Mapping[str, Field]:
    """Return the fields that are one value or a list of lines, by every name they have."""
    found: dict[str, Field] = {}
    for name, meant in _fields(model, (), ""):
        found.setdefault(bare_head(name), meant)
    return found


def _fields(model: type[BaseModel], path: tuple[str, ...], before: str) -> Iterator[tuple[str, Field]]:
    nested: list[tuple[str, Field]] = []
    for key in keys_of(model):
        inner = key.shape.model
        if key.name in ("id", "review", "draft"):
            continue
        if inner is None:
            meant = Field((*path, key.name), key, model)
            yield f"{before}{key.title}", meant
            for name in names_of(model, key):
                # A title that others have too, such as 开始日期, is told by the part it is in.
                if not before or not name.startswith(("开始", "结束")):
                    yield name, meant
        elif not key.shape.is_list:
            nested += _fields(inner, (*path, key.name), f"{before}{key.title}：")
    for part in model.__mro__:
        for name in other_names().get(part.__name__, {}).get(SPAN, ()):
            yield name, Field((*path, SPAN), None, model)
    yield from nested


def take_line(found: Lines, model: type[BaseModel], text: str, known: Known) -> bool:
    """Take a line that names a field and says its value; tell whether it is one."""
    match = _LABELLED.fullmatch(text.strip())
    return bool(match) and take_pair(found, model, match[1], match[2], known)  # type: ignore[index]


def take_pair(found: Lines, model: type[BaseModel], label: str, text: str, known: Known) -> bool:
    """Take a value beside its label; tell whether a field has that name."""
    meant = fields_of(model).get(bare_head(label)) or fields_of(model).get(bare_head(bare_name(label)))
    if meant is None or not text.strip():
        return False
    found.spent += [label, text]
    if meant.key is None:
        return _take_span(found, meant, text)
    value = value_of(text, meant.key, known.terms, known.named(meant.key.name))
    if value.data is not None and (value.data != PLACEHOLDER or meant.key.is_mandatory):
        found.put(meant.path, value.data)
    if value.said:
        found.said.append(f"“{label.strip()}”：{value.said}")
    return True


def _take_span(found: Lines, meant: Field, text: str) -> bool:
    keys = {key.name for key in keys_of(meant.model)}
    first = "since" if "since" in keys else "starts_on"
    last = next(name for name in ("until", "due_on", "ends_on") if name in keys)
    days = days_in(text)
    for name, day in zip((first, last), days, strict=True):
        if day:
            found.put((*meant.path[:-1], name), day)
    if any(days):
        found.said.append(f"“{text}”写成了 {'至 '.join(filter(None, days))}。")
    return any(days)


def take_pairs(found: Lines, model: type[BaseModel], grid: Grid, end: int, known: Known) -> list[str]:
    """Take the labels and values of the rows of a table before row `end`; return the rows that are none."""
    rest: list[str] = []
    is_template = bool(grid.rows) and tuple(grid.rows[0][: len(COLUMNS)]) == COLUMNS
    for row in range(end):
        cells = [text.strip() for text in grid.rows[row]]
        if is_template:
            found.spent += [cells[0].removesuffix(" *"), *cells[2:], *(COLUMNS if row == 0 else ())]
            if row and not take_pair(found, model, cells[0].removesuffix(" *"), cells[1], known) and cells[1]:
                rest.append(f"{cells[0]}：{cells[1]}")
            continue
        filled = [text for text in cells if text]
        pairs = list(pairwise(filled))
        taken = [take_pair(found, model, label, text, known) for label, text in pairs]
        one_line = len(filled) == 1 and take_line(found, model, filled[0], known)
        if filled and not any(taken) and not one_line:
            rest.append("；".join(filled))
    return rest


def take_sections(found: Lines, model: type[BaseModel], items: Sequence[Stretch]) -> list[Stretch]:
    """Take the lists of lines that stand under their headings; return what remains.

    A heading stays where its text is more than short lines: then it is the body's.
    """
    kept: list[Stretch] = []
    at = 0
    while at < len(items):
        item = items[at]
        meant = _list_named(item, model)
        end = section_end(items, at)
        lines = lines_of(items[at + 1 : end]) if meant else []
        if meant and lines and isinstance(item, Block) and meant.path[0] not in found.values:
            found.put(meant.path, [bare_name(line) for line in lines])
            found.spent += [item.text, *lines]
            at = end
            continue
        kept.append(item)
        at += 1
    return kept


def _list_named(item: Stretch, model: type[BaseModel]) -> Field | None:
    """Return the list of lines that a heading, or a short line that ends in a colon, names."""
    if not is_head(item):
        return None
    meant = fields_of(model).get(head_words(item))
    return meant if meant is not None and meant.key is not None and meant.key.shape.is_list else None


def is_head(item: Stretch) -> bool:
    """Tell whether a block is a heading, or stands as one: bold, or with a colon at its end."""
    if not isinstance(item, Block) or item.kind not in ("heading", "paragraph"):
        return False
    return item.kind == "heading" or item.is_bold or item.text.rstrip().endswith(("：", ":"))


def head_words(item: Stretch) -> str:
    """Return the words of a heading without its number and marks."""
    return bare_head(bare_name(item.text.strip().rstrip("：:"))) if isinstance(item, Block) else ""


def section_end(items: Sequence[Stretch], at: int) -> int:
    """Return where the text under a heading ends."""
    head = items[at]
    level = head.level if isinstance(head, Block) and head.kind == "heading" else _NO_HEADING
    for place in range(at + 1, len(items)):
        item = items[place]
        if isinstance(item, Grid) or (item.kind == "heading" and item.level <= level):
            return place
        if level == _NO_HEADING and is_head(item):
            return place
    return len(items)


def lines_of(items: Sequence[Stretch]) -> list[str]:
    """Return the lines of a section that is nothing but short lines; else nothing."""
    if any(isinstance(item, Grid) or item.kind == "heading" for item in items):
        return []
    lines = [line.strip() for item in items if isinstance(item, Block) for line in item.text.split("\n")]
    lines = [line for line in lines if line]
    return lines if all(len(line) <= LONGEST_LINE for line in lines) else []
