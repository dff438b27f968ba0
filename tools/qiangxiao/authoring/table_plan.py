"""What makes a plan of its rows: ids, goals referred to, years of targets, first and last day.

Ids are given here: those of the file that is there are kept, a new item gets the next free number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from qiangxiao.authoring.shapes import keys_of
from qiangxiao.authoring.table_heads import identifying
from qiangxiao.authoring.table_hints import propose
from qiangxiao.authoring.table_items import FINAL, REFERENCE, Item, Known, bare_name
from qiangxiao.foundation.vocabulary import IndicatorDirection
from qiangxiao.records.plan import three_years_from
from qiangxiao.records.scalars import PLACEHOLDER
from qiangxiao.sources.yaml_reader import Data

# catches "2026—2029年", "2025年-2028年", spares "2026年"
_YEARS = re.compile(r"(20\d\d)\s*(?:年|学年)?\s*[-—–~至到]+\s*(20\d\d)")
# catches "目标一", "目标2", "o1", "3", "（一）", spares "目标明确", "一楼"
_NUMBER = re.compile(
    r"(?:提升|发展)?(?:目标|o)?[（(第]?([一二三四五六七八九十]|\d{1,2})[)）]?[.、．]?", re.IGNORECASE
)
_ALIKE = 0.6  # how much alike two wordings of one goal are, of 1
_TEN = "一二三四五六七八九十"


@dataclass
class Goals:
    """The goals of a plan by their wording, and how texts refer to them."""

    titles: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def find(self, text: str, where: str, ids: Sequence[str]) -> int:
        """Return the place of the goal a text means; one nobody has named yet is added."""
        bare = bare_name(text)
        if text in ids:
            return list(ids).index(text)
        if bare in self.titles:
            return self.titles.index(bare)
        number = _NUMBER.fullmatch(re.sub(r"\s", "", text))
        if number:
            at = int(number[1]) if number[1].isdigit() else _TEN.index(number[1]) + 1
            if 0 < at <= len(self.titles):
                return at - 1
        inside = [title for title in self.titles if title in bare or bare in title]
        near = inside[:1] or get_close_matches(bare, self.titles, n=1, cutoff=_ALIKE)
        if near:
            self.said.append(f"{where}：目标“{bare}”当作“{near[0]}”。")
            return self.titles.index(near[0])
        if number:
            self.said.append(f"{where}：目标“{text}”没有找到。")
            return -1
        self.titles.append(bare)
        return len(self.titles) - 1


def give_ids(items: Sequence[Item], known: Mapping[str, str]) -> None:
    """Give each item an id: the one its wording has in the file that is there, else the next number."""
    taken = set(known.values())
    for item in items:
        letter = getattr(item.place.model, "id_letter", "")
        if not letter:
            continue
        wording = str(item.values.get(identifying(item.place), ""))
        own = str(item.values.get("id", "")) or known.get(wording, "")
        if not own:
            numbers = [int(name[1:]) for name in taken if name[:1] == letter and name[1:].isdigit()]
            own = f"{letter}{max(numbers, default=0) + 1}"
        taken.add(own)
        item.values = {"id": own, **item.values}


def refer_to_goals(items: list[Item], goal: Item | None, known: Mapping[str, str]) -> list[str]:
    """Replace the words of each reference by the goal's id, adding goals that only tables of tasks name.

    `goal` is an empty item of the list of goals, or None where the record has none. Return what is said.
    """
    if goal is None:
        return []
    own = [item for item in items if item.place == goal.place]
    give_ids(own, known)
    goals = Goals([str(item.values.get("title", "")) for item in own])
    for item in items:
        words = str(item.values.get(REFERENCE, ""))
        if item.place == goal.place or REFERENCE not in {key.name for key in keys_of(item.place.model)}:
            continue
        at = goals.find(words, item.name, [str(one.values["id"]) for one in own]) if words else -1
        if at >= len(own):
            own.append(Item(goal.place, item.name, {"title": goals.titles[at]}))
            items.append(own[-1])
            give_ids(own, known)
        item.values[REFERENCE] = own[at].values["id"] if at >= 0 else PLACEHOLDER
        if at < 0 and len(own) == 1:
            item.values[REFERENCE] = own[0].values["id"]
    return goals.said


def set_days(values: dict[str, Data], said: list[str]) -> None:
    """Give a plan its first and last day from its title or its first day, where nobody says them."""
    start, title = str(values.get("starts_on", "")), str(values.get("title", ""))
    if not start and (years := _YEARS.search(title)):
        values["starts_on"], values["ends_on"] = f"{years[1]}-09-01", f"{years[2]}-08-31"
        said.append(f"起止日期按方案名称提议为 {years[1]}-09-01 至 {years[2]}-08-31，请核对。")
    elif _is_day(start) and not values.get("ends_on"):
        values["ends_on"] = three_years_from(date.fromisoformat(start))["ends_on"]
        said.append(f"结束日期按三年提议为 {values['ends_on']}，请核对。")


def set_targets(items: Sequence[Item], values: Mapping[str, Data], said: list[str]) -> None:
    """Write targets by year: the n-th year and the end of the plan are counted from its days."""
    start, end = str(values.get("starts_on", "")), str(values.get("ends_on", ""))
    for item in items:
        if not item.targets:
            continue
        targets: dict[str, Data] = {}
        for year, number in item.targets.items():
            if year > 0:
                targets[str(year)] = number
            elif _is_day(start) and _is_day(end):
                targets[end[:4] if year == FINAL else str(int(start[:4]) - year)] = number
            else:
                said.append(f"{item.name}：不知道方案从哪一年开始，目标值 {number} 没有写进哪一年。")
        item.values["targets"] = dict(sorted(targets.items()))


def propose_directions(items: Sequence[Item]) -> list[str]:
    """Propose that less is better where the targets go down from the start; return what is said."""
    said: list[str] = []
    for item in items:
        numbers = [item.values.get("baseline"), *_values_of(item.values.get("targets"))]
        # catches "62", "-3.5", spares "待填", "None"
        known = [float(str(number)) for number in numbers if re.fullmatch(r"-?\d+(?:\.\d+)?", str(number))]
        if len(known) < 2 or "direction" in item.values or known[-1] >= known[0]:
            continue
        item.values["direction"] = IndicatorDirection.LOWER_IS_BETTER.value
        wording = item.values.get(identifying(item.place), "")
        said.append(f"“{wording}”的目标值越来越小，方向提议为“{item.values['direction']}”，请核对。")
    return said


def _values_of(targets: Data) -> list[Data]:
    return list(targets.values()) if isinstance(targets, dict) else []


def propose_terms(items: Sequence[Item], known: Known) -> list[str]:
    """Propose the term of a field that nobody says: measure, dimension, area; return what is said."""
    said: list[str] = []
    for item in items:
        for key in keys_of(item.place.model):
            if not key.is_mandatory or item.values.get(key.name) not in (None, PLACEHOLDER):
                continue
            vocabulary = key.shape.vocabulary
            allowed = known.named(key.name) or (vocabulary.values(known.terms) if vocabulary else ())
            if key.name not in ("measure", "dimension", "area"):
                continue
            wording = str(item.values.get(identifying(item.place), ""))
            term = propose(wording, allowed) or propose(str(item.values.get("deliverable", "")), allowed)
            if term:
                item.values[key.name] = term
                said.append(f"“{wording}”的{key.title}提议为“{term}”，请核对。")
    return said


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
