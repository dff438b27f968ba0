"""The rows below a head to the items of a list: one row is one item, or several where a cell counts them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from qiangxiao.authoring.shapes import keys_of
from qiangxiao.authoring.table_grids import Grid
from qiangxiao.authoring.table_heads import Head, Place, identifying, listing_column, places_named, places_of
from qiangxiao.authoring.table_items import REFERENCE, Item, Known, bare_name, is_counted

Columns = Mapping[int, str | int]
# catches "合计", "注：数据来自教务处", "备注", spares "注重过程", "合计算法"
_ASIDE = re.compile(r"(?:合计|小计|总计|备注)|(?:注|说明|备注|填表说明|怎样填)\s*\d?\s*[：:].*", re.DOTALL)
# catches "序号", "编号", "No.", spares "目标编号", "序"
_COUNTING = re.compile(r"序号|编号|号|no\.?|#", re.IGNORECASE)


@dataclass
class RowReader:
    """Reads the rows of one table below one of its heads.

    What it finds: the items, sentences on what it could not take, words that something else now says, and
    texts that no field has.
    """

    grid: Grid
    head: Head
    model: type[BaseModel]
    known: Known
    items: list[Item] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    spent: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    _goal: str = ""

    def read(self, end: int) -> None:
        """Read up to row `end`."""
        self.spent += self.head.texts
        for row in range(self.head.row, self.head.row + self.head.rows):
            self.spent += self.grid.rows[row]
        for row in range(self.head.row + self.head.rows, end):
            own = [text.strip() for text in self.grid.rows[row] if text.strip()]
            if not own or tuple(own) == tuple(filter(None, self.head.texts)):
                continue
            cells = [self.grid.at(row, column) for column in range(self.grid.width)]
            if _ASIDE.fullmatch(own[0]):
                self.left.append("；".join(own))
            elif len(own) == 1 and len(set(filter(None, cells))) == 1 and self.grid.width > 1:
                self._goal = own[0]  # a line across the table, above the rows of one goal
                self.spent.append(own[0])
            else:
                self._read_row(row, cells)

    def _read_row(self, row: int, cells: Sequence[str]) -> None:
        listing = listing_column(self.head)
        for place, columns in self.head.columns.items():
            other = self._other_list(place, cells[listing]) if listing is not None else None
            if other is not None and listing is not None:
                columns = {at: key for at, key in columns.items() if at != listing}
                self.spent.append(cells[listing])
            self.items += self._items(row, other or place, columns)
        self._keep_unknown(cells)

    def _other_list(self, place: Place, text: str) -> Place | None:
        """Return the list that a row is of, where a column says it: the sorts of helpers often share a
        table.
        """
        named = places_named(text, places_of(self.model))
        return next((other for other in named if identifying(other) == identifying(place)), None)

    def _items(self, row: int, place: Place, columns: Columns) -> Iterator[Item]:
        own = identifying(place)
        own_column = next(at for at, key in columns.items() if key == own)
        reference = next((at for at, key in columns.items() if key == REFERENCE), None)
        if reference is not None:
            self._goal = self.grid.at(row, reference) or self._goal
        whole = self.grid.at(row, own_column)
        if (row, own_column) in self.grid.held:
            return  # the item of the row above, which reaches down
        if not whole:
            others = [text for at in columns if at != reference and (text := self.grid.at(row, at))]
            if others:
                title = next(key.title for key in keys_of(place.model) if key.name == own)
                self.said.append(f"{self.grid.name(row)}没有写“{title}”，没有导入：{'；'.join(others)}。")
            return
        pieces = _points(whole)
        fields = {key.name for key in keys_of(place.model)}
        for number, piece in enumerate(pieces):
            item = Item(place, self.grid.name(row, own_column))
            for at, key in columns.items():
                text = piece if at == own_column else _share(self.grid.at(row, at), number, len(pieces))
                if key != REFERENCE and (rest := item.take(key, text, self.grid.name(row, at), self.known)):
                    self.left.append(f"{bare_name(piece)}　{self.head.texts[at]}：{rest}")
            if REFERENCE in fields and self._goal:
                item.values[REFERENCE] = self._goal
                item.spent.append(self._goal)
            yield item

    def _keep_unknown(self, cells: Sequence[str]) -> None:
        """Note what stands in columns that no field has; the numbers of rows are nothing."""
        whose = [
            cells[at]
            for place, columns in self.head.columns.items()
            for at, key in columns.items()
            if key == identifying(place)
        ]
        for at in self.head.unknown:
            if not cells[at] or cells[at] in self.spent:
                continue
            if _COUNTING.fullmatch(self.head.texts[at].strip()):
                self.spent.append(cells[at])
            else:
                who = re.sub(r"\s+", " ", whose[0])
                head = re.sub(r"\s+", "", self.head.texts[at])
                self.left.append(f"{who}　{head}：{cells[at]}")


def _points(text: str) -> list[str]:
    """Return the points of a cell that numbers them line by line; else the cell as it is."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return lines if len(lines) > 1 and all(map(is_counted, lines)) else [text]


def _share(text: str, number: int, count: int) -> str:
    """Return the line of a cell for one of several points beside it; all of it where it has not one for
    each.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return lines[number] if count > 1 and len(lines) == count else text
