"""Hostile bodies, rendered, in a real browser: nothing runs and nothing is fetched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Route
from tabs import Tabs

from qiangxiao.sources.body import read_body

PAGE = "http://page.example/"
BATCH = 20
HOSTILE: list[str] = json.loads(
    (Path(__file__).parents[1] / "corpus" / "hostile" / "bodies.json").read_text(encoding="utf-8")
)
BATCHES = [HOSTILE[start : start + BATCH] for start in range(0, len(HOSTILE), BATCH)]


def what_happens(tabs: Tabs, bodies: list[str]) -> tuple[list[str], list[str]]:
    """Show the bodies in one page, touch everything in it, and return the dialogs and the requests."""
    dialogs: list[str] = []
    requests: list[str] = []
    shown = "\n".join(f"<section>{html}</section>" for html in bodies)
    document = f"<!doctype html><html lang=zh><meta charset=utf-8><title>页</title><body>{shown}</body>"

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    def answer(route: Route) -> None:
        if route.request.url == PAGE:
            route.fulfill(body=document, content_type="text/html; charset=utf-8")
        else:
            requests.append(route.request.url)
            route.abort()

    with tabs.lend() as page:
        page.on("dialog", dismiss)
        page.route("**/*", answer)
        page.goto(PAGE, wait_until="load")
        page.evaluate(
            """() => {
                for (const image of document.images) image.loading = 'eager';
                for (const element of document.querySelectorAll('section *'))
                    for (const name of ['mouseover', 'focus', 'error', 'load', 'toggle'])
                        element.dispatchEvent(new Event(name));
                for (const link of document.links)
                    if (!/^(https?|mailto):$/.test(link.protocol)) link.click();
            }"""
        )
        page.wait_for_timeout(200)
        page.remove_listener("dialog", dismiss)
    return dialogs, requests


def test_the_browser_would_notice(tabs: Tabs) -> None:
    dialogs, requests = what_happens(
        tabs,
        [
            "<img src='//evil.example/x.png' onerror='alert(1)'>",
            "<a href='javascript:alert(2)'>x</a>",
        ],
    )
    assert dialogs
    assert requests == ["http://evil.example/x.png"]


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_a_hostile_body_runs_nothing_and_fetches_nothing(tabs: Tabs, batch: list[str]) -> None:
    dialogs, requests = what_happens(tabs, [read_body("a.md", source).html for source in batch])
    assert dialogs == []
    # Pictures beside the page are what a body may ask for.
    assert [url for url in requests if not url.startswith(f"{PAGE}media/")] == []


def test_a_hostile_body_stays_in_its_place(browser: Browser) -> None:
    page = browser.new_page()
    bodies = "".join(f"<section>{read_body('a.md', source).html}</section>" for source in HOSTILE)
    page.set_content(f"<main>{bodies}</main>")
    assert page.locator("main > section").count() == len(HOSTILE)
    assert page.locator("script, iframe, object, embed, form, style, svg, section section").count() == 0
    page.close()
