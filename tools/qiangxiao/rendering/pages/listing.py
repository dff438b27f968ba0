"""What lists on several pages share: one line for any entry, district tiles, the words people search by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import TypeVar

from markupsafe import Markup

from qiangxiao.catalog.catalog import Entry, School
from qiangxiao.foundation.vocabulary import DistrictKind
from qiangxiao.records.event import EVENT, ExchangeEvent
from qiangxiao.records.program import District
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import FeedLink

T = TypeVar("T")
_NEW_AREA = 4
"""How long the name of a new area is that is said without 新区: 天府 for 天府新区, but 高新区 stays whole."""
# catches "见 `id`", spares "``", "`一"
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Tile:
    """A district in the tile grid and how many schools it has."""

    district: District
    count: int

    @property
    def address(self) -> str:
        """Address of the district's page."""
        return f"districts/{self.district.id}/"

    @property
    def short_name(self) -> str:
        """The name as it fits a tile: 高新区 for 成都高新区, 天府新区 for 四川天府新区."""
        name = self.district.name  # of five characters and more the first two are the city or the province
        return name[2:] if self.district.kind is DistrictKind.FUNCTIONAL_ZONE and len(name) > 4 else name


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a row of filter links."""

    title: str
    address: str
    count: int
    is_current: bool = False


def schools_by_district(site: Site) -> Mapping[str, tuple[School, ...]]:
    """Return the shown schools of every district of the program, in the program's order."""
    found: dict[str, list[School]] = {district.id: [] for district in site.edition.catalog.program.districts}
    for school in site.edition.schools:
        found.setdefault(school.district_id, []).append(school)
    return {district_id: tuple(schools) for district_id, schools in found.items()}


def tiles(site: Site) -> tuple[Tile, ...]:
    """Return all districts of the program with their number of schools."""
    schools = schools_by_district(site)
    return tuple(
        Tile(district, len(schools[district.id])) for district in site.edition.catalog.program.districts
    )


def district_words(district: District, city: str) -> tuple[str, ...]:
    """Return the names people use for a district: 锦江 for 锦江区, 天府新区 for 四川天府新区."""
    name = district.name
    found = [name]
    if district.kind is DistrictKind.FUNCTIONAL_ZONE:
        short = name.removeprefix(city.removesuffix("市"))
        found.append(short)
        if short.endswith("新区") and len(short) >= _NEW_AREA:
            found += [short[-_NEW_AREA:], short[-_NEW_AREA:-2]]
    found += [
        word[:-1]
        for word in found[:2]
        if len(word) > 2 and word[-1] in "区市县" and not word.endswith("新区")
    ]
    return tuple(dict.fromkeys(found))


def feed(title: str, name: str) -> FeedLink:
    """Return the link to a feed by its name."""
    return FeedLink(title, f"feeds/{name}.atom.xml")


def count_values(values: Iterable[T]) -> Mapping[T, int]:
    """Return how often each value occurs."""
    return Counter(values)


def upcoming_events(site: Site) -> tuple[Entry[ExchangeEvent], ...]:
    """Return the events still to come, soonest first."""
    return tuple(
        entry for entry in reversed(site.edition.all(EVENT)) if entry.record.is_ahead(site.edition.as_of)
    )


def code_marked(text: str) -> Markup:
    """Return a text with its file and field names, written between backticks, marked up."""
    return Markup(_CODE.sub(r"<code>\1</code>", escape(text)))
