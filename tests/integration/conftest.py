"""The sample program, really built once for all tests of a worker, served under a sub-path; the online form on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from file_server import serving
from online_form import CHROMIUM, FLAGS, SAMPLE_SCHOOL, OnlineForm
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from sample_program import copy_program, qiangxiao


@pytest.fixture(scope="session")
def sample_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with the sample program, built into `served/bureau/qiangxiao`."""
    root = copy_program(tmp_path_factory.mktemp("sample") / "root")
    done = qiangxiao(root, "build", "--out", str(root.parent / "served" / "bureau" / "qiangxiao"))
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture(scope="session")
def site(sample_root: Path) -> Path:
    """The built sample site."""
    return sample_root.parent / "served" / "bureau" / "qiangxiao"


@pytest.fixture(scope="session")
def site_url(site: Path) -> Iterator[str]:
    """The built site served under the sub-path `/bureau/qiangxiao/`."""
    with serving(site.parents[1]) as address:
        yield f"{address}/bureau/qiangxiao/"


@pytest.fixture(scope="module")
def form_browser() -> Iterator[Browser]:
    """Chromium; one for each module, because two at once cannot be driven."""
    if not Path(CHROMIUM).is_file():
        pytest.fail(f"需要 Chromium：没有 {CHROMIUM}，请安装或设置 QX_CHROMIUM")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def asked() -> list[str]:
    """The addresses that the phone asked for."""
    return []


@pytest.fixture
def phone(form_browser: Browser, asked: list[str], site_url: str) -> Iterator[BrowserContext]:
    """A phone that loads nothing from other hosts, and whose pages have no errors."""
    context = form_browser.new_context(
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
