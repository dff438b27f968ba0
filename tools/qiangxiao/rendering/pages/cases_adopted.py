"""Who borrowed whose experience: as arrows between districts, and as a list with what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.case import CASE, ReformCase
from qiangxiao.records.update import ProgressUpdate
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages.listing import Tile, tiles
from qiangxiao.rendering.search_facets import describe_for_search

ADDRESS = "cases/adopted/"
_CELL_WIDTH, _CELL_HEIGHT = 62, 40  # of a district in the drawing; five characters fit
_NAME_ROOM = 25, 10  # from the middle of a cell to where its name no longer covers an arrow


@dataclass(frozen=True, slots=True)
class Place:
    """A district in the drawing, by the corner of its cell."""

    tile: Tile
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """From a district to another; `width` grows with how often. Both ends are the same within a district."""

    x1: float
    y1: float
    bend_x: float
    bend_y: float
    x2: float
    y2: float
    width: int
    words: str


def pages(site: Site) -> Iterator[Page]:
    """Yield the page, when there are cases."""
    cases = site.edition.all(CASE)
    if not cases:
        return
    used = [
        (entry, site.edition.adopters[entry.id]) for entry in cases if site.edition.adopters.get(entry.id)
    ]
    used.sort(key=lambda row: (-len(row[1]), -row[0].record.date.toordinal(), row[0].id))
    places = _places(site)
    markdown = site.templates.render(
        "cases_adopted.j2",
        ADDRESS,
        site=site,
        used=used,
        places=places,
        arrows=_arrows(site, places, used),
        width=max((place.x for place in places.values()), default=0) + _CELL_WIDTH,
        height=max((place.y for place in places.values()), default=0) + _CELL_HEIGHT,
        cell=(_CELL_WIDTH - 6, _CELL_HEIGHT - 8),
    )
    yield Page(
        ADDRESS,
        "谁借鉴了谁",
        markdown,
        description=f"{len(used)} 个案例被别的学校用过：谁用了谁的做法，用了以后怎样。",
        crumbs=site.crumbs((CASE.label, "cases/"), ("谁借鉴了谁", None)),
        as_of=site.edition.as_of,
        search=describe_for_search(
            "谁用了谁的做法，用了以后怎样。", kind=CASE.label, keywords=("借鉴", "推广", "复制经验")
        ),
        is_wide=True,
    )


def _places(site: Site) -> dict[str, Place]:
    return {
        tile.district.id: Place(
            tile, (tile.district.tile[0] - 1) * _CELL_WIDTH, (tile.district.tile[1] - 1) * _CELL_HEIGHT
        )
        for tile in tiles(site)
        if tile.district.tile
    }


def _arrows(
    site: Site,
    places: dict[str, Place],
    used: list[tuple[Entry[ReformCase], tuple[Entry[ProgressUpdate], ...]]],
) -> list[Arrow]:
    ways = Counter((entry.id.split("/")[0], user.id.split("/")[0]) for entry, users in used for user in users)
    found = []
    for (lender, borrower), count in sorted(ways.items()):
        if lender in places and borrower in places:
            start, end = places[lender], places[borrower]
            names = (
                f"{site.edition.district_name(borrower)}用了{site.edition.district_name(lender)}的 {count} 次"
            )
            found.append(Arrow(*_curve(start, end), min(2 + count, 6), names))
    return found


def _curve(start: Place, end: Place) -> tuple[float, float, float, float, float, float]:
    """Return where an arrow begins, bends and ends: beside the names, which lie over it."""
    half_x, half_y = (_CELL_WIDTH - 6) / 2, (_CELL_HEIGHT - 8) / 2
    x1, y1, x2, y2 = start.x + half_x, start.y + half_y, end.x + half_x, end.y + half_y
    if (x1, y1) == (x2, y2):
        return x1, y1, x1, y1, x2, y2
    bend_x, bend_y = (x1 + x2) / 2 + (y2 - y1) / 6, (y1 + y2) / 2 + (x1 - x2) / 6

    def leave(x: float, y: float) -> tuple[float, float]:
        across, down = bend_x - x, bend_y - y
        share = min(room / abs(way) for room, way in zip(_NAME_ROOM, (across, down), strict=True) if way)
        return round(x + across * share, 1), round(y + down * share, 1)

    return *leave(x1, y1), round(bend_x, 1), round(bend_y, 1), *leave(x2, y2)
