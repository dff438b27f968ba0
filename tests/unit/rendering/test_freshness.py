"""The self-check objects to what an inspector objects to."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from qiangxiao.catalog.loader import load
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages.freshness_page import Freshness, freshness

REPOSITORY = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 20)
PROGRAM = load(REPOSITORY).catalog.program
COLUMNS = ("", "updates/", "bulletins/", "featured/", "cases/", "events/", "policy/", "guide/")


def a_page(address: str, days_ago: int | None, **more: object) -> Page:
    day = None if days_ago is None else TODAY - timedelta(days=days_ago)
    return Page(address, address, "text", updated_on=day, **more)  # type: ignore[arg-type]


def a_site(ages: dict[str, int] | None = None, without: str = "") -> list[Page]:
    """A site with one page in every column, updated a day
    ago unless stated; the front page is a column of all.
    """
    ages = ages or {}
    found = [a_page("", ages.get("", 1))]
    for column in COLUMNS[1:]:
        if column != without:
            found.append(a_page(f"{column}one/", ages.get(column, 1)))
    return found


def faults(found: Freshness) -> dict[str, str]:
    return {column.address: column.fault for column in found.columns if column.fault}


def test_a_fresh_site_has_no_fault() -> None:
    assert freshness(a_site(), PROGRAM, TODAY).fault_count == 0


@pytest.mark.parametrize(
    ("column", "limit"), [("updates/", 14), ("bulletins/", 31), ("cases/", 183), ("policy/", 183)]
)
def test_a_column_is_late_the_day_after_its_limit(column: str, limit: int) -> None:
    assert column not in faults(freshness(a_site({column: limit}), PROGRAM, TODAY))
    late = faults(freshness(a_site({column: limit + 1}), PROGRAM, TODAY))
    assert late == {column: f"已 {limit + 1} 天没有更新，要求 {limit} 天以内"}


def test_the_front_page_is_as_fresh_as_the_newest_page() -> None:
    ages = dict.fromkeys(COLUMNS, 15)
    late = faults(freshness(a_site(ages), PROGRAM, TODAY))
    assert set(late) == {"", "updates/"}


def test_an_empty_column_is_named() -> None:
    pages = [*a_site(without="events/"), a_page("events/", 1)]
    assert faults(freshness(pages, PROGRAM, TODAY)) == {"events/": "空栏目"}


def test_a_page_without_a_date_counts_as_not_updated() -> None:
    pages = [*a_site(), a_page("about/", None), a_page("search/", None, is_hidden_from_engines=True)]
    found = freshness(pages, PROGRAM, TODAY)
    assert [page.address for page in found.undated] == ["about/"]
    assert found.fault_count == 1


def test_a_date_to_come_is_no_update() -> None:
    assert "updates/" in faults(freshness(a_site({"updates/": -3}), PROGRAM, TODAY))
