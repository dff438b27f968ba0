"""The built sample site as a reader meets it: Chromium, under a sub-path, phone and desktop."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from gzip import compress
from importlib.metadata import distribution
from pathlib import Path
from typing import Literal

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect
from sample_program import REPOSITORY
from site_pages import families
from tabs import Tabs

MOST_REQUESTS = 5
MOST_BYTES = 40 * 1024
"""Of a first page with its styles and scripts, compressed: two seconds on a slow 3G network."""
PAGES = (
    "",
    "schools/",
    "schools/jinjiang/shili-yi/",
    "schools/jinjiang/shili-yi/plan/",
    "schools/jinjiang/shili-yi/baseline/",
    "districts/jinjiang/",
    "cases/",
    "measures/classroom/",
    "featured/",
    "bulletins/2026-03/",
    "coverage/",
    "glossary/",
    "policy/",
    "guide/contribute/",
    "errors/",
    "search/?q=作业",
)


@pytest.fixture
def requests() -> list[str]:
    return []


@pytest.fixture
def page(tabs: Tabs, requests: list[str]) -> Iterator[Page]:
    with tabs.lend(viewport={"width": 390, "height": 844}, locale="zh-CN") as opened:
        opened.on("request", lambda request: requests.append(request.url))
        yield opened


def program() -> dict[str, list[dict[str, str]]]:
    loaded: dict[str, list[dict[str, str]]] = yaml.safe_load((REPOSITORY / "schools/program.yml").read_text())
    return loaded


def short(name: str) -> str:
    for whole, brief in (
        ("四川天府新区", "天府新区"),
        ("成都高新区", "高新区"),
        ("成都东部新区", "东部新区"),
    ):
        if name == whole:
            return brief
    return name[:-1]


def district_queries() -> list[tuple[str, str]]:
    districts = program()["districts"]
    return [(query, f"districts/{d['id']}/") for d in districts for query in (d["name"], short(d["name"]))]


MUXI = "schools/xindu/shili-muxi/"
YI = "schools/jinjiang/shili-yi/"
OTHER_QUERIES = [
    ("锦江示例初级中学", YI),
    ("沐溪学校", MUXI),
    ("沐溪", MUXI),
    ("名校名师支持引领", "measures/leadership/"),
    ("强师计划", "measures/teachers/"),
    ("课堂教学改革", "measures/classroom/"),
    ("办学活力", "measures/autonomy/"),
    ("信息技术融合", "measures/digital/"),
    ("评价监测", "measures/evaluation/"),
    ("协同推进", "measures/coordination/"),
    ("落实情况", "coverage/"),
    ("术语表", "glossary/"),
    ("订阅", "feeds/"),
    ("投稿", "submit/"),
    ("錦江區", "districts/jinjiang/"),
    ("jinjiang", "districts/jinjiang/"),
    ("ｊｉｎｊｉａｎｇ", "districts/jinjiang/"),
]


def title_queries() -> list[tuple[str, str]]:
    """Whole titles, and their middles, of real articles of the sample."""
    found = []
    paths = sorted((REPOSITORY / "schools").glob("*/*/cases/*.md"))[::3]
    paths += sorted((REPOSITORY / "schools").glob("*/*/updates/*.md"))[::9]
    for path in paths:
        meta = yaml.safe_load(path.read_text().split("---\n")[1])
        if meta.get("draft") or "embargo_until" in meta:
            continue
        address = f"schools/{path.relative_to(REPOSITORY / 'schools').with_suffix('').as_posix()}/"
        title = str(meta["title"])
        found += [(title, address), (title[3:11], address)]
    return found


Finder = Callable[[str], list[str]]
FIND = """async (query) => {
  const { documents } = await qxSearch.find(query);
  return Promise.all(documents.slice(0, 5).map(async (n) => (await qxSearch.describe(n)).url));
}"""


@pytest.fixture
def find(page: Page, site_url: str) -> Finder:
    page.goto(site_url)
    page.locator("header input[type=search]").focus()
    page.wait_for_selector("[data-qx-state=ready]")

    def addresses(query: str) -> list[str]:
        return [url.removeprefix(site_url) for url in page.evaluate(FIND, query)]

    return addresses


def test_golden_queries_find_their_page_in_the_first_five(
    find: Finder, requests: list[str], site_url: str
) -> None:
    queries = [*district_queries(), *OTHER_QUERIES, *title_queries()]
    assert len(queries) >= 60
    missed = {query: found for query, wanted in queries if wanted not in (found := find(str(query)))}
    assert missed == {}
    host = site_url.split("/bureau/")[0]
    assert [url for url in requests if not url.startswith((host, "data:"))] == []


def test_words_inside_words_find_something(find: Finder) -> None:
    words = [
        "作业",
        "视导",
        "起点评估",
        "三年行动方案",
        "家长",
        "满意",
        "带教",
        "一块屏",
        "住校",
        "晚自习",
        "校车",
        "实验",
    ]
    assert [word for word in words if not find(word)] == []


def test_nothing_of_the_search_is_loaded_before_the_box_is_focused(
    page: Page, site_url: str, requests: list[str]
) -> None:
    page.goto(site_url)
    page.wait_for_timeout(300)
    assert [url for url in requests if "/search/" in url or "search-" in url] == []


def test_text_set_without_key_events_searches_too(page: Page, site_url: str) -> None:
    page.goto(site_url)
    box = page.locator("header input[type=search]")
    box.focus()
    page.evaluate("document.querySelector('header input[type=search]').value = '金堂县'")
    expect(page.locator("[role=option]").first).to_contain_text("金堂县")


def test_filters_narrow_the_results(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}search/?q=作业")
    status = page.locator("main [role=status]")
    expect(status).to_contain_text("找到")
    before = int("".join(filter(str.isdigit, status.inner_text())))
    page.goto(f"{site_url}search/?q=作业&kind=案例&district=双流区")
    expect(page.locator(".qx-results li").first).to_be_visible()
    after = int("".join(filter(str.isdigit, status.inner_text())))
    assert 0 < after < before
    assert page.locator(".qx-results mark").first.inner_text() == "作业"


@pytest.mark.parametrize(("scheme", "loaded", "resized"), [("light", 390, 1280), ("dark", 1280, 390)])
def test_no_page_scrolls_sideways_or_asks_another_host(
    browser: Browser, site_url: str, scheme: Literal["light", "dark"], loaded: int, resized: int
) -> None:
    """On a phone and on a desk: in one scheme pages are loaded there and made wide, in the other narrow."""
    asked: list[str] = []
    complaints: list[str] = []
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    wide = []
    for address in PAGES:
        page.set_viewport_size({"width": loaded, "height": 844})
        page.goto(site_url + address)
        for width in (loaded, resized):
            page.set_viewport_size({"width": width, "height": 844})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append(f"{address} {width}")
    context.close()
    assert wide == []
    assert complaints == []
    host = site_url.split("/bureau/")[0]
    assert [url for url in asked if not url.startswith((host, "data:"))] == []


def test_large_text_does_not_scroll_sideways(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}policy/")
    page.get_by_role("button", name="大字").click()
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('article h2 + p')).fontSize)")
    assert float(size) >= 18
    for address in PAGES:
        page.goto(site_url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address


def test_pages_read_without_scripts(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{site_url}schools/jinjiang/shili-yi/plan/")
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_text("任务完成").first).to_be_visible()
    context.close()


def test_a_first_page_asks_for_little(page: Page, site_url: str, requests: list[str]) -> None:
    page.goto(f"{site_url}policy/")
    page.wait_for_timeout(200)
    assert len([url for url in requests if not url.startswith("data:")]) <= MOST_REQUESTS


def test_the_first_page_of_a_visit_is_light_whichever_it_is(site: Path) -> None:
    assets = {path: len(compress(path.read_bytes(), 9)) for path in (site / "assets/qx").glob("*.*s")}
    heavy = {}
    for address in families(site).values():
        text = (site / address / "index.html").read_bytes()
        asked = re.findall(rb'<(?:link rel="stylesheet" href|script src)="[^"]*/?(assets/qx/[^"]+)"', text)
        assert len(asked) >= 4, address
        weight = len(compress(text, 9)) + sum(assets[site / name.decode()] for name in asked)
        if weight > MOST_BYTES or len(asked) >= MOST_REQUESTS:
            heavy[address] = (weight, len(asked) + 1)
    assert heavy == {}


def test_what_pages_ask_of_the_theme_s_style_sheet_was_not_left_out_of_ours(site: Path) -> None:
    theme = Path(str(distribution("mkdocs-material").locate_file("material/templates/assets/stylesheets")))
    (whole,) = theme.glob("main.*.min.css")
    kept = (site / "assets/qx/material.css").read_text(encoding="utf-8")
    used = {
        name
        for path in site.rglob("*.html")
        for value in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8"))
        for name in value.split()
    }
    lost = (classes(whole.read_text(encoding="utf-8")) - classes(kept)) & used
    lost.discard("no-js")  # the theme hides its own menus with it
    assert lost == set(), "add them to tests/web_lint/material.mjs, then `make styles`"
    own = kept + (site / "assets/qx/site.css").read_text(encoding="utf-8")
    asked, given = re.findall(r"var\((--[\w-]+)\)", own), re.findall(r"(--[\w-]+)\s*:", own)
    assert set(asked) - set(given) <= {"--value"}  # a page says it beside each bar


def classes(text: str) -> set[str]:
    """Return the classes that a style sheet speaks of."""
    return set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", text))


def test_an_offline_copy_searches_from_the_disk(page: Page, offline_site: Path) -> None:
    page.goto((offline_site / "index.html").as_uri())
    page.locator("header input[type=search]").fill("锦江区")
    expect(page.locator("[role=option]").first).to_contain_text("锦江区")
    page.locator("[role=option]").first.click()
    expect(page.locator("h1")).to_contain_text("锦江区")


@pytest.mark.parametrize("lost", ["nirgends", "schools/keine/", "schools/jinjiang/shili/updates/gone/"])
def test_the_page_for_lost_addresses_has_its_look_and_its_links_at_any_depth(
    page: Page, site_url: str, lost: str
) -> None:
    answer = page.goto(f"{site_url}{lost}")
    assert answer is not None and answer.status == 404
    expect(page.get_by_role("heading", name="没有找到这一页")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.qx-header')).display") != "inline"
    button = page.locator("button[data-qx-size]")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.locator(".qx-empty").get_by_role("link", name="学校").click()
    expect(page).to_have_url(f"{site_url}schools/")


def test_the_page_for_lost_addresses_has_its_look_without_scripts(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        opened = context.new_page()
        opened.goto(f"{site_url}schools/jinjiang/gone/")
        rules = "() => getComputedStyle(document.querySelector('.qx-empty')).borderTopStyle"
        assert opened.evaluate(rules) != "none"
    finally:
        context.close()
