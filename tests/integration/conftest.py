"""One Chromium for all tests of a worker, and the online form on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import running_chromium
from made_once import made_once
from online_form import SAMPLE_SCHOOL, OnlineForm
from playwright.sync_api import Browser, BrowserContext
from sample_program import copy_built, qiangxiao

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
    """Chromium; each test opens a context of its own in it."""
    with running_chromium() as opened:
        yield opened


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


@pytest.fixture
def phone(browser: Browser, asked: list[str], site_url: str) -> Iterator[BrowserContext]:
    """A phone that loads nothing from other hosts, and whose pages have no errors."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="zh-CN", accept_downloads=True
    )
    context.set_default_timeout(10_000)
    context.on("request", lambda request: asked.append(request.url))
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    context.close()
    assert errors == []
    host = site_url.split("/bureau/")[0]
    assert [url for url in asked if not url.startswith((host, "data:", "blob:"))] == []


@pytest.fixture
def form(phone: BrowserContext, site_url: str, site: Path) -> OnlineForm:
    """The form of one sample school, not yet opened."""
    assert (site / "submit" / "form.json").is_file(), "网站没有在线表单：请先运行 make test 或 qiangxiao form"
    return OnlineForm(phone.new_page(), site_url, SAMPLE_SCHOOL)
