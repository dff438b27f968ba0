"""The form's start: on slow machines, in browsers of other languages, and when it fails."""

from __future__ import annotations

import re

import pytest
from online_form import SAMPLE_SCHOOL, OnlineForm
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

OPENED = "#nc-root .page-root"
SLOW_SCREEN = """document.startViewTransition = (options) => {
  const done = new Promise((resolve) => setTimeout(resolve, 1500)).then(options.update ?? options);
  return { ready: done, finished: done, updateCallbackDone: done, skipTransition() {} };
};"""
STORES = """async () => {
  const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith('qiangxiao.drafts:'));
  const asked = indexedDB.open(name);
  const database = await new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const names = [...database.objectStoreNames];
  database.close();
  return names;
}"""


@pytest.fixture
def page(new_phone: BrowserContext) -> Page:
    return new_phone.new_page()


def address(site_url: str) -> str:
    return f"{site_url}submit/{SAMPLE_SCHOOL}/"


def test_a_screen_drawn_late_does_not_keep_the_form_on_its_start_screen(page: Page, site_url: str) -> None:
    page.add_init_script(SLOW_SCREEN)
    form = OnlineForm(page, site_url, SAMPLE_SCHOOL)
    form.open()
    page.wait_for_timeout(2000)  # longer than the screen takes
    expect(page.locator(OPENED)).to_be_visible()
    form.begin("update")
    expect(form.field("title")).to_be_visible()


def test_drafts_have_their_place_when_the_first_visit_is_to_a_new_entry(form: OnlineForm) -> None:
    form.open("#/collections/update/new")
    form.save_button.wait_for()
    form.type("title", "第一次来就写")
    form.page.wait_for_timeout(1500)  # it saves a moment after the last key
    assert "draft-backups" in form.page.evaluate(STORES)


def test_the_form_is_chinese_in_an_english_browser(browser: Browser, site_url: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-US")
    form = OnlineForm(context.new_page(), site_url, SAMPLE_SCHOOL)
    form.open()
    assert form.page.evaluate("navigator.language") == "en-US"
    form.page.wait_for_timeout(1000)  # an offer of another language would come after a look into the database
    for route in (
        "",
        "#/collections/update",
        "#/collections/update/new",
        "#/collections/_singletons/entries/plan",
    ):
        form.go(route)
        form.page.wait_for_timeout(400)
        texts = form.page.locator("#nc-root").inner_text()
        # names of icons are words of a font, never shown as words
        icons = form.page.locator("#nc-root .material-symbols-outlined").all_inner_texts()
        words = set(re.findall(r"[A-Za-z]{3,}(?: [A-Za-z]+)+", texts)) - set(icons)
        assert words == set(), route
    assert form.page.locator("html").get_attribute("lang") == "zh-CN"
    assert form.page.get_by_text(re.compile("Change Language|now available")).count() == 0
    context.close()


def test_a_form_that_does_not_come_says_so_after_20_seconds_and_may_be_tried_again(
    page: Page, site_url: str
) -> None:
    held: list[Route] = []
    page.clock.install()
    page.route("**/place.json", lambda route: held.append(route))
    page.goto(address(site_url))
    message = page.locator("[data-qx-message]")
    expect(message).to_contain_text("正在打开表单")
    page.clock.run_for(19_000)
    expect(message).to_contain_text("正在打开表单")
    page.clock.run_for(2_000)
    expect(message).to_contain_text("过了 20 秒还没有打开")
    expect(message).to_have_attribute("role", "alert")
    page.clock.resume()
    page.unroute("**/place.json")
    message.get_by_role("button", name="重试").click()
    expect(page.locator(OPENED)).to_be_visible(timeout=15_000)


def test_a_form_that_comes_late_takes_the_message_away(page: Page, site_url: str) -> None:
    held: list[Route] = []
    page.clock.install()
    page.route("**/place.json", lambda route: held.append(route))
    page.goto(address(site_url))
    page.clock.run_for(21_000)
    expect(page.locator("[data-qx-message]")).to_contain_text("还没有打开")
    page.clock.resume()
    held[0].continue_()
    expect(page.locator(OPENED)).to_be_visible(timeout=15_000)
    expect(page.locator("[data-qx-message]")).to_have_count(0)


@pytest.mark.parametrize("missing", ["**/assets/form/form-*.js", "**/form.json"])
def test_a_part_that_is_missing_is_said_at_once(phone_page: Page, site_url: str, missing: str) -> None:
    page = phone_page
    page.route(missing, lambda route: route.fulfill(status=404, body="404"))
    page.goto(address(site_url))
    message = page.locator("[data-qx-message]")
    expect(message).to_contain_text("表单没有打开")
    page.unroute(missing)
    message.get_by_role("button", name="重试").click()
    expect(page.locator(OPENED)).to_be_visible(timeout=15_000)


def test_a_browser_too_old_for_the_form_says_so(page: Page, site_url: str) -> None:
    page.route("**/assets/form/**", lambda route: route.abort())
    page.add_init_script("CSS.supports = () => false;")
    page.goto(address(site_url))
    expect(page.locator("[data-qx-message]")).to_contain_text("浏览器太旧")
    expect(page.get_by_role("link", name="用 Word 或邮件投稿")).to_be_visible()
