"""What a site has only when its program asks for it: the
door for people with an account, and sheets of codes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from file_server import serving
from playwright.sync_api import Browser, expect


@pytest.fixture(scope="module")
def door_url(addressed_site: Path) -> Iterator[str]:
    with serving(addressed_site) as address:
        yield f"{address}/"


def test_there_is_no_door_unless_the_program_asks(site: Path) -> None:
    assert (site / "submit" / "form.json").is_file()
    assert not (site / "admin").exists()


def test_the_door_asks_for_a_school_then_to_sign_in_and_asks_no_other_host(
    browser: Browser, door_url: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-US")
    context.set_default_timeout(15_000)
    asked: list[str] = []
    refused: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on(
        "console",
        lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None,
    )
    page = context.new_page()
    page.goto(f"{door_url}admin/")
    page.get_by_role("link", name="锦江示例初级中学").click()
    page.locator("html[data-state=ready]").wait_for(state="attached")
    form = page.locator("#nc-root")
    expect(form.get_by_role("button", name="使用访问令牌登录")).to_be_visible()
    expect(form).to_contain_text("锦江示例初级中学")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    form.get_by_role("button", name="使用访问令牌登录").click()
    dialog = page.get_by_role("alertdialog")
    expect(dialog).to_contain_text("访问令牌")
    expect(dialog.get_by_role("button", name="登录")).to_be_visible()
    page.wait_for_timeout(1500)
    assert [url for url in asked if not url.startswith((door_url, f"blob:{door_url}", "data:"))] == []
    assert refused == []
    context.close()


def test_the_door_writes_to_the_repository_of_the_program(addressed_site: Path) -> None:
    settings = json.loads((addressed_site / "admin" / "backend.json").read_text(encoding="utf-8"))
    backend = settings["backend"]
    assert (backend["name"], backend["repo"], backend["branch"]) == ("github", "example/qiangxiao", "main")
    assert backend["open_authoring"] is True
    assert settings["publish_mode"] == "editorial_workflow"
    page = (addressed_site / "admin" / "index.html").read_text(encoding="utf-8")
    assert "connect-src 'self' blob: data: https://api.github.com;" in page


def test_a_sheet_of_codes_prints_on_paper(browser: Browser, door_url: str, addressed_site: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{door_url}submit/")
    page.get_by_role("link", name="打印二维码").first.click()
    cards = page.locator(".qx-codes > li")
    expect(cards.first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    links = page.locator(".qx-codes__link").all_inner_texts()
    assert len(links) == cards.count()
    for link in links:
        assert (
            addressed_site / link.removeprefix("https://example.edu.cn/bureau/qiangxiao/") / "index.html"
        ).is_file()
    assert any(link.endswith("submit/jinjiang/shili/") for link in links)
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 less its margins, in CSS pixels
    page.emulate_media(media="print")
    for side in ("width", "height"):
        millimetres = cards.first.locator("svg").bounding_box()[side] * 25.4 / 96  # type: ignore[index]
        assert 25 < millimetres < 45, side
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    context.close()
