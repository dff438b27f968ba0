"""Cells to the values of one item of a list, such as a task of a plan."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from qiangxiao.authoring.shapes import Key, keys_of
from qiangxiao.authoring.table_heads import Place, identifying
from qiangxiao.authoring.table_values import Value, days_in, value_of
from qiangxiao.authoring.table_words import SPAN
from qiangxiao.foundation.vocabulary import Terms
from qiangxiao.records.scalars import PLACEHOLDER
from qiangxiao.sources.yaml_reader import Data

_NUMERALS = "一二三四五六七八九十两"
FINAL = 0
"""The year of a target that is said without one: the plan's last."""
REFERENCE = "objective"
"""The field that names a goal of the same plan."""
# catches "目标一：", "任务2 ", "指标（三）：", spares "目标明确", "问题是"
_LABEL = re.compile(
    r"(?:提升|发展)?(?:目标|任务|指标|问题|课题)\s*[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[)）]|(?=[：:、.．\s]|$))"
    r"\s*[：:、.．\s]*"
)
# catches "①编书单", "⑵ 编", spares "1"
_CIRCLED = re.compile(r"[①-⑳⑴-⒇]\s*")
# catches "1.编书单", "（二）编书单", "三、编", spares "3.5小时", "2026年", "一个"
_NUMBERED = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、)）](?!\d))\s*"
)
# catches "2026年：70", "2027年达到100%", spares "2026年", "到2026年"
_BY_YEAR = re.compile(
    r"(20\d\d)\s*(?:年底?|学年)?\s*[：:，,\s]*([^\d\s；;、，,]*\d[\d.,]*\s*[^\d；;、，,\s]*)"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a reader of cells must know of the program: its terms, and the names of its measures."""

    terms: Terms | None = None
    measures: tuple[str, ...] = ()

    def named(self, key: str) -> tuple[str, ...]:
        """Return the allowed words of a field whose list is the program's, not a vocabulary's."""
        return self.measures if key in ("measure", "measures") else ()


@dataclass
class Item:
    """One item of a list: its values by key, its targets by year, and where it stands.

    `said` are sentences on cells that were not taken as they stand, `spent` the words of those that were.
    """

    place: Place
    name: str
    values: dict[str, Data] = field(default_factory=dict)
    targets: dict[int, Data] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    spent: list[str] = field(default_factory=list)

    def take(self, key: str | int, text: str, where: str, known: Known) -> str:
        """Put a cell into its field, `key` may be a year or `SPAN`; return what no field took.

        What an optional field cannot take leaves it empty; only what must be there is marked as to be filled.
        """
        if not text:
            return ""
        keys = {one.name: one for one in keys_of(self.place.model)}
        if isinstance(key, int):
            value = self._take_target(key, text, _one_number(keys), known)
        elif key == SPAN:
            value = self._take_span(text, keys)
        elif keys[key].shape.is_by_year:
            value = self._take_targets(text, _one_number(keys), known)
        else:
            value = value_of(text, keys[key], known.terms, known.named(key))
            data = value.data
            if key == identifying(self.place) and isinstance(data, str):
                data = bare_name(data)
            if data is not None and (data != PLACEHOLDER or keys[key].is_mandatory):
                self.values[key] = data
        if value.unit and "targets" in keys:
            self.values.setdefault("unit", value.unit)
        if value.said:
            self.said.append(f"{where}：{value.said}")
        if value.data == PLACEHOLDER:
            return text
        self.spent.append(text)
        return ""

    def _take_target(self, year: int, text: str, key: Key, known: Known) -> Value:
        value = value_of(text, key, known.terms)
        if value.data is not None and value.data != PLACEHOLDER:
            self.targets[year] = value.data
        return value

    def _take_targets(self, text: str, key: Key, known: Known) -> Value:
        """Take targets that stand in one cell: 2026年：70；2027年：100, or one number for the end of the
        plan.
        """
        parts = _BY_YEAR.findall(text)
        if not parts:
            return self._take_target(FINAL, text, key, known)
        read = [self._take_target(int(year), words, key, known) for year, words in parts]
        return Value("", "".join(value.said for value in read), read[0].unit)

    def _take_span(self, text: str, keys: Mapping[str, Key]) -> Value:
        first = "since" if "since" in keys else "starts_on"
        last = next(name for name in ("until", "due_on", "ends_on") if name in keys)
        days = days_in(text)
        for name, day in zip((first, last), days, strict=True):
            if day:
                self.values.setdefault(name, day)
        if not any(days):
            return Value(PLACEHOLDER, f"“{text}”不是起止日期。")
        return Value("", f"“{text}”写成了 {'至 '.join(filter(None, days))}。")


def _one_number(keys: Mapping[str, Key]) -> Key:
    """Return the field of numbers by year as if it were one number."""
    key = next(key for key in keys.values() if key.shape.is_by_year)
    return replace(key, shape=replace(key.shape, is_by_year=False))


def is_counted(line: str) -> bool:
    """Tell whether a number or a label with one stands before a line."""
    return bool(_LABEL.match(line) or _CIRCLED.match(line) or _NUMBERED.match(line))


def bare_name(text: str) -> str:
    """Return a text without the number or the label before it: 目标一：打通读写, 1.打通读写."""
    shown = re.sub(r"\s+", " ", text).strip()
    for pattern in (_LABEL, _CIRCLED, _NUMBERED):
        # A figure with its unit is no number of a point: 3.5小时, 2026年; nor is the first of
        # several: 七、八年级.
        rest = pattern.sub("", shown, count=1).strip() if pattern.match(shown) else ""
        if rest and not rest[0].isdigit() and rest[0] not in _NUMERALS:
            return rest
    return shown
