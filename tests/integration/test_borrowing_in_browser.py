"""What a principal does with cases and a parent with schools: filter, share, compare, see what is new."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from tabs import Tabs

CASES = "[data-qx-cases] .qx-card"


@pytest.fixture
def page(tabs: Tabs) -> Iterator[Page]:
    with tabs.lend(viewport={"width": 390, "height": 844}, locale="zh-CN") as opened:
        yield opened


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_filters_combine_stand_in_the_address_and_open_from_it(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}cases/")
    subject = page.locator("select[name=subject]")
    subject.focus()  # the choices come before a list is opened
    expect(subject.locator("option").nth(1)).to_be_attached()
    subject.select_option("数学")
    counted = page.locator(CASES).count()
    page.locator("select[name=cost]").select_option("低")
    expect(page.locator(".qx-pick__note")).to_contain_text("个案例")
    fewer = page.locator(CASES).count()
    assert 0 < fewer <= counted
    assert asked(page) == {"subject": ["数学"], "cost": ["低"]}
    page.reload()
    expect(page.locator(CASES)).to_have_count(fewer)
    page.get_by_role("button", name="清除筛选").click()
    expect(page.locator("[data-qx-cases-still]")).to_be_visible()
    assert asked(page) == {}


def test_three_cases_stand_side_by_side_and_no_fourth(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}cases/")
    boxes = page.locator("[data-qx-cases-still] .qx-pick__compare input")
    for at in range(3):
        boxes.nth(at).check()
    expect(boxes.nth(3)).to_be_disabled()
    expect(page.locator(".qx-compare thead th")).to_have_count(4)
    assert len(asked(page)["compare"][0].split(",")) == 3
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="不比").first.click()
    expect(page.locator(".qx-compare thead th")).to_have_count(3)


def test_a_failure_to_load_is_said_and_leaves_the_list(page: Page, site_url: str) -> None:
    page.route("**/assets/cases/list.js", lambda route: route.abort())
    page.goto(f"{site_url}cases/?sort=used")
    expect(page.locator(".qx-pick__note")).to_contain_text("没有加载成功")
    expect(page.locator("[data-qx-cases-still]")).to_be_visible()


def test_what_is_new_since_the_last_visit_is_marked_on_this_device(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}schools/jinjiang/shili-yi/")
    expect(page.locator(".qx-since")).to_have_count(0)
    page.evaluate(
        "() => { const key = 'qx-seen:' + location.pathname, seen = JSON.parse(localStorage.getItem(key));"
        " localStorage.setItem(key, JSON.stringify(seen.slice(2))); }"
    )
    page.reload()
    expect(page.locator(".qx-since")).to_contain_text("新增 2 条")
    page.goto(f"{site_url}follow/")
    page.get_by_role("button", name="清除这台设备上的记录").click()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('seen'))") == []


def test_two_schools_stand_alone_together(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}schools/compare/")
    rows = page.locator("[data-qx-pick]")
    rows.nth(0).locator("input").check()
    rows.nth(2).locator("input").check()
    page.get_by_role("button", name="只看选中的 2 所").click()
    expect(rows.nth(1)).to_be_hidden()
    page.reload()
    expect(rows.nth(2)).to_be_visible()
    expect(rows.nth(1)).to_be_hidden()


def test_an_address_that_leads_nowhere_searches_for_its_words(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}schools/jinjiang/zuoye/")
    expect(page.locator("#qx-search-page .qx-results li").first).to_be_visible()
