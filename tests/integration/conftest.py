"""One Chromium for all tests of a worker, and the online form on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from chromium import running_chromium
from made_once import made_once
from online_form import SAMPLE_SCHOOL, OnlineForm
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, WebError
from sample_program import copy_built, qiangxiao
from tabs import Tabs

ASKED_FOR = """\
site:
  url: https://example.edu.cn/bureau/qiangxiao/
  account_door:
    forge: github
    repository: example/qiangxiao
    branch: main
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; what tests open in it they share as `tabs`, or open themselves."""
    with running_chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    """Pages that one test uses after the other, each as if it were new."""
    return Tabs(browser)


@pytest.fixture(scope="session")
def addressed_site(small_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small program with an address and an account door, built once in a run: only to
    read.
    """

    def build(folder: Path) -> None:
        root = copy_built(small_root, folder)
        program = root / "schools" / "program.yml"
        text = program.read_text(encoding="utf-8")
        program.write_text(re.sub(r"(?m)^site:\n(?:  url: .*\n)?", ASKED_FOR, text), encoding="utf-8")
        done = qiangxiao(root, "build")
        assert done.returncode == 0, done.stdout + done.stderr

    return made_once(tmp_path_factory, "addressed", build) / "site"


@pytest.fixture
def asked() -> list[str]:
    """The addresses that the phone asked for."""
    return []


PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "locale": "zh-CN",
    "accept_downloads": True,
}


@contextmanager
def watched(context: BrowserContext, asked: list[str], site_url: str) -> Iterator[None]:
    """Assert that a phone loads nothing from other hosts, and that its pages have no errors."""
    errors: list[Error] = []

    def note_request(request: Request) -> None:
        asked.append(request.url)

    def note_error(error: WebError) -> None:
        errors.append(error.error)

    context.set_default_timeout(10_000)
    context.on("request", note_request)
    context.on("weberror", note_error)
    yield
    context.remove_listener("request", note_request)
    context.remove_listener("weberror", note_error)
    assert errors == []
    host = site_url.split("/bureau/")[0]
    assert [url for url in asked if not url.startswith((host, "data:", "blob:"))] == []


@pytest.fixture
def phone_page(tabs: Tabs, asked: list[str], site_url: str) -> Iterator[Page]:
    """A page on a phone, as if it were the first."""
    with tabs.lend(**PHONE) as page, watched(page.context, asked, site_url):
        yield page


@pytest.fixture
def new_phone(browser: Browser, asked: list[str], site_url: str) -> Iterator[BrowserContext]:
    """A phone that nobody has used before, for what depends on that, or changes more than a site can."""
    context = browser.new_context(**PHONE)
    with watched(context, asked, site_url):
        yield context
        context.close()


@pytest.fixture
def form(phone_page: Page, site_url: str, site: Path) -> OnlineForm:
    """The form of one sample school, not yet opened."""
    assert (site / "submit" / "form.json").is_file(), "网站没有在线表单：请先运行 make test 或 qiangxiao form"
    return OnlineForm(phone_page, site_url, SAMPLE_SCHOOL)
