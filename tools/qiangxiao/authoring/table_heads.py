"""Which list of a record a table fills, and which of its columns is which field, told by the head.

A head may be of two rows, its columns in any order and under other names (`table_words`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pydantic import BaseModel

from qiangxiao.authoring.shapes import Key, keys_of
from qiangxiao.authoring.table_grids import Grid
from qiangxiao.authoring.table_words import SPAN, other_names

_LONGEST_HEAD = 24  # characters of a column's head; longer cells are text
_SHORTEST_SAID = 3  # characters of a name that a head may only contain: 完成时限（月底前） but not 目标群体
_FEWEST = 2  # columns that a table's head must have in common with a list
LISTED = "listed"
"""The column that says to which of several lists a row belongs."""
# catches "2026年", "2026年度目标", "2026—2027学年", "到2028年底", spares "2026年现状", "20261"
_YEAR = re.compile(
    r"(?:到|至)?(?:20\d\d[-—–~至/])?(20\d\d)(?:年底?|学年|年度)?(?:目标值?|指标值?|计划|预期|达到|值)?"
)
# catches "第一年", "第2年目标", spares "第一年级", "一年"
_NTH_YEAR = re.compile(r"第([一二三四五1-5])(?:学?年度?)(?:末|底)?(?:目标值?|目标|指标值?)?")
# catches "2025年起点", "2025年底现状", spares "起点"
_DATED = re.compile(r"20\d\d年?(?:底|末)?")
# catches "起点值(%)", "完成时限*", spares "起点值"
_ASIDE = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]|[*:\s]")
_LISTING = frozenset(["类别", "人员类别", "身份", "人员身份", "类型", "支持类别", "角色"])


@dataclass(frozen=True, slots=True)
class Place:
    """A list of parts in a record: where it is, what it is called, of what it is a list."""

    path: tuple[str, ...]
    title: str
    key: Key
    model: type[BaseModel]
    names: tuple[str, ...] = ()


@dataclass
class Head:
    """A head that was found: the columns of each list it fills, and those that nothing is known of.

    A column is the key of a field, or a year, a negative number for the n-th year, or `LISTED`.
    """

    row: int
    rows: int
    columns: dict[Place, dict[int, str | int]] = field(default_factory=dict)
    texts: tuple[str, ...] = ()

    @property
    def unknown(self) -> tuple[int, ...]:
        """The columns with a head that no list has."""
        known = {column for columns in self.columns.values() for column in columns}
        return tuple(at for at, text in enumerate(self.texts) if text and at not in known)


def places_of(model: type[BaseModel]) -> tuple[Place, ...]:
    """Return the lists of parts that a record has, those within its parts too."""
    return _all_places(model)


@cache  # the same for every table of a file
def _all_places(model: type[BaseModel]) -> tuple[Place, ...]:
    return tuple(_places(model, (), ""))


def _places(model: type[BaseModel], path: tuple[str, ...], before: str) -> Iterator[Place]:
    for key in keys_of(model):
        inner = key.shape.model
        if inner is None or key.name in ("review", "photos", "corrections"):
            continue
        here, title = (*path, key.name), before + key.title
        if key.shape.is_list:
            yield Place(here, title, key, inner, names_of(model, key))
        else:
            yield from _places(inner, here, f"{title}：")


def names_of(model: type[BaseModel], key: Key) -> tuple[str, ...]:
    """Return what a field is called: its title first."""
    for part in model.__mro__:
        if others := other_names().get(part.__name__, {}).get(key.name):
            return (key.title, *others)
    return (key.title,)


def bare_head(text: str) -> str:
    """Return the words of a column's head without blanks, marks and what stands in brackets."""
    narrow = unicodedata.normalize("NFKC", text)
    return _ASIDE.sub("", narrow) or re.sub(r"\s", "", narrow)


def identifying(place: Place) -> str:
    """Return the key without which a row of a list says nothing: its first text that must be there."""
    keys = [key for key in keys_of(place.model) if key.is_mandatory and key.name not in ("id", "objective")]
    texts = [key for key in keys if key.shape.scalar and key.shape.scalar.name in ("line", "paragraph")]
    wanted = [key for key in texts if key.name not in ("measure",)] or keys
    return wanted[0].name


def find_heads(grid: Grid, model: type[BaseModel]) -> list[Head]:
    """Return the heads in a table, from above; rows before the first are no data."""
    found: list[Head] = []
    at = 0
    while at < len(grid.rows):
        head = _head_at(grid, at, places_of(model))
        if head:
            found.append(head)
        at += head.rows if head else 1
    return found


def _head_at(grid: Grid, row: int, places: Sequence[Place]) -> Head | None:
    texts = [text if len(text) <= _LONGEST_HEAD else "" for text in _cells(grid, row)]
    two = _two_rows(grid, row, texts)
    for rows, heads in ((2, two), (1, texts)):
        if not heads:
            continue
        read = {place: columns for place in places if (columns := _columns(place, heads))}
        if best := _best(read, grid):
            return Head(row, rows, best, tuple(heads))
    return None


def _cells(grid: Grid, row: int) -> list[str]:
    return [grid.rows[row][at].strip() if at < len(grid.rows[row]) else "" for at in range(grid.width)]


def _two_rows(grid: Grid, row: int, upper: Sequence[str]) -> list[str]:
    """Return the heads where a second row tells apart what the first has in common; else nothing."""
    if row + 1 >= len(grid.rows):
        return []
    lower = _cells(grid, row + 1)
    is_second = any(lower) and any(text and not below for text, below in zip(upper, lower, strict=True))
    parents = [
        next((upper[left] for left in range(at, -1, -1) if upper[left]), "") for at in range(len(upper))
    ]
    below = [at for at, text in enumerate(lower) if text]
    is_second = is_second and all(len(lower[at]) <= _LONGEST_HEAD for at in below)
    # All that the second row says stands under one or two heads that reach across.
    if not is_second or not any(not upper[at] for at in below) or len({parents[at] for at in below}) > 2:
        return []
    return [below_text or above for above, below_text in zip(upper, lower, strict=True)]


def _columns(place: Place, heads: Sequence[str]) -> dict[int, str | int]:
    """Return the columns of a list that a head has; nothing without the one that matters."""
    found: dict[int, str | int] = {}
    for at, head in enumerate(heads):
        known = head and _column(place, bare_head(head))
        if known and known not in found.values():
            found[at] = known
    return found if identifying(place) in found.values() else {}


def _column(place: Place, head: str) -> str | int:
    by_year = any(key.shape.is_by_year for key in keys_of(place.model))
    if by_year and (year := _YEAR.fullmatch(head)):
        return int(year[1])
    if by_year and (nth := _NTH_YEAR.fullmatch(head)):
        return -(int(nth[1]) if nth[1].isdigit() else "一二三四五".index(nth[1]) + 1)
    words = _DATED.sub("", head) or head
    names = _names(place.model)
    if words in names:
        return names[words]
    longest = sorted((name for name in names if len(name) >= _SHORTEST_SAID), key=len, reverse=True)
    said = next((name for name in longest if words.startswith(name) or words.endswith(name)), "")
    return names.get(said, "")


@cache  # asked for every cell of every row that may be a head
def _names(model: type[BaseModel]) -> Mapping[str, str]:
    """Return the names of a part's fields; a title of one field goes before another name of another."""
    keys = [key for key in keys_of(model) if key.shape.model is None]
    found = {bare_head(key.title): key.name for key in keys}
    for key in keys:
        for name in names_of(model, key):
            found.setdefault(name, key.name)
    for part in model.__mro__:
        for name in other_names().get(part.__name__, {}).get(SPAN, ()):
            found.setdefault(name, SPAN)
    return found


def _best(read: Mapping[Place, dict[int, str | int]], grid: Grid) -> dict[Place, dict[int, str | int]]:
    """Return the lists that a head is for: all that have a column of their own in it, else the one that
    fits best.
    """
    if not read:
        return {}
    most = max(map(len, read.values()))
    if most < _FEWEST and not (grid.width <= _FEWEST or _is_above(next(iter(read)), grid)):
        return {}
    by_column: dict[int, list[Place]] = {}
    for place, columns in read.items():
        own = next(at for at, key in columns.items() if key == identifying(place))
        by_column.setdefault(own, []).append(place)
    chosen: dict[Place, dict[int, str | int]] = {}
    for places in by_column.values():
        ranked = sorted(places, key=lambda place: (not _is_above(place, grid), -len(read[place])))
        chosen[ranked[0]] = read[ranked[0]]
    return {
        place: columns
        for place, columns in chosen.items()
        if len(chosen) == 1 or (len(columns) >= _FEWEST and not _is_within(place, chosen))
    }


def _is_within(place: Place, chosen: Mapping[Place, dict[int, str | int]]) -> bool:
    """Tell whether all columns of a list are columns of another that has more."""
    mine = set(chosen[place])
    return any(mine < set(columns) for other, columns in chosen.items() if other is not place)


def _is_above(place: Place, grid: Grid) -> bool:
    """Tell whether the lines above a table name a list."""
    return any(name in bare_head(text) for text in grid.above for name in (place.key.title, *place.names))


def listing_column(head: Head) -> int | None:
    """Return the column that says to which list a row belongs, where there is one."""
    return next((at for at, text in enumerate(head.texts) if bare_head(text) in _LISTING), None)


def places_named(text: str, places: Sequence[Place]) -> list[Place]:
    """Return the lists that a cell names, such as 名校长 or 指导专家."""
    words = bare_head(text)
    exact = [place for place in places if words in place.names]
    return exact or [place for place in places if any(name in words for name in place.names)]
