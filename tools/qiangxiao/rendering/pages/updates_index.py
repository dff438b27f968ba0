"""Lists of updates: the newest, and an archive for every year, by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.update import UPDATE, ProgressUpdate
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Crumb, Page
from qiangxiao.rendering.pages.listing import Choice, count_values, feed
from qiangxiao.rendering.search_facets import describe_for_search
from qiangxiao.rendering.views import row

_NEWEST = 30  # updates on the first page; the pages of the years have all
_YEAR_LIMIT = 240
"""More updates than this in a year and its months get pages of their own."""


def pages(site: Site) -> Iterator[Page]:
    """Yield the newest updates and the archive."""
    updates = site.edition.all(UPDATE)
    by_year = {
        year: tuple(entries) for year, entries in groupby(updates, key=lambda entry: entry.record.date.year)
    }
    years = count_values(entry.record.date.year for entry in updates)
    yield _newest(site, years)
    for year, entries in by_year.items():
        yield from _year(site, year, entries, years)


def _choices(years: Mapping[int, int], current: int | None = None) -> list[Choice]:
    return [Choice(f"{year} 年", f"updates/{year}/", count, year == current) for year, count in years.items()]


def _newest(site: Site, years: Mapping[int, int]) -> Page:
    address = "updates/"
    markdown = site.templates.render(
        "updates.j2", address, site=site, updates=site.edition.all(UPDATE)[:_NEWEST], choices=_choices(years)
    )
    return Page(
        address,
        UPDATE.label,
        markdown,
        description=f"各实验校最近的 {_NEWEST} 条进展，新的在前，另有按年的全部进展。",
        crumbs=site.crumbs((UPDATE.label, None)),
        as_of=site.edition.as_of,
        updated_on=site.edition.all(UPDATE)[0].record.date if site.edition.all(UPDATE) else None,
        feeds=(feed("全部更新", "all"),),
        search=describe_for_search(
            f"各实验校最近的{UPDATE.label}，新的在前。",
            kind=UPDATE.short_name,
            aliases=(UPDATE.label, "最新消息", "最近变化"),
        ),
        is_wide=True,
    )


def _year(
    site: Site, year: int, entries: Sequence[Entry[ProgressUpdate]], years: Mapping[int, int]
) -> Iterator[Page]:
    months = [
        (month, tuple(group)) for month, group in groupby(entries, key=lambda entry: entry.record.date.month)
    ]
    is_split = len(entries) > _YEAR_LIMIT
    yield _archive(site, f"updates/{year}/", f"{year}年的进展", months, years, year, is_split)
    if is_split:
        for month, group in months:
            title = f"{year}年{month}月的进展"
            yield _archive(site, f"updates/{year}/{month:02d}/", title, [(month, group)], years, year, False)


def _archive(
    site: Site,
    address: str,
    title: str,
    months: Sequence[tuple[int, Sequence[Entry[ProgressUpdate]]]],
    years: Mapping[int, int],
    year: int,
    is_split: bool,
) -> Page:
    markdown = site.templates.render(
        "updates_archive.j2",
        address,
        site=site,
        title=title,
        choices=_choices(years, year),
        year=year,
        months=[
            (month, len(group), [] if is_split else [row(site, entry) for entry in group])
            for month, group in months
        ],
    )
    ordered = sorted(years)
    at = ordered.index(year)
    earlier = ordered[at - 1] if at else None
    later = ordered[at + 1] if at + 1 < len(ordered) else None
    is_month = address.count("/") == 3
    steps: list[tuple[str, str | None]] = [(UPDATE.label, "updates/")]
    if is_month:
        steps.append((f"{year}年", f"updates/{year}/"))
    return Page(
        address,
        title,
        markdown,
        description=f"{title}，按月排列，新的在前。",
        crumbs=site.crumbs(*steps, (title, None)),
        as_of=site.edition.as_of,
        updated_on=months[0][1][0].record.date,
        previous=Crumb(f"{earlier}年的进展", f"updates/{earlier}/") if earlier and not is_month else None,
        next=Crumb(f"{later}年的进展", f"updates/{later}/") if later and not is_month else None,
        neighbour_labels=("上一年", "下一年"),
    )
