"""The search in a real browser: a site of sixty documents, served under a sub-path and opened as files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from file_server import serving
from playwright.sync_api import Browser, Dialog, Locator, Page, Route, expect
from tabs import Tabs

from qiangxiao.rendering.search_facets import FACETS, Card, Facet, Searchable
from qiangxiao.rendering.search_index import render_search_index
from qiangxiao.rendering.search_terms import SearchDocument
from qiangxiao.rendering.search_words import packaged_words

ASSETS = Path(__file__).parents[2] / "tools/qiangxiao/site/theme/assets"

DISTRICTS = {
    "jinjiang": ("锦江区", "锦江"),
    "qingyang": ("青羊区", "青羊"),
    "jinniu": ("金牛区", "金牛"),
    "wuhou": ("武侯区", "武侯"),
    "chenghua": ("成华区", "成华"),
    "longquanyi": ("龙泉驿区", "龙泉"),
    "qingbaijiang": ("青白江区", "青白江"),
    "xindu": ("新都区", "新都"),
    "wenjiang": ("温江区", "温江"),
    "shuangliu": ("双流区", "双流"),
    "pidu": ("郫都区", "郫都"),
    "xinjin": ("新津区", "新津"),
    "jianyang": ("简阳市", "简阳"),
    "dujiangyan": ("都江堰市", "都江堰"),
    "pengzhou": ("彭州市", "彭州"),
    "qionglai": ("邛崃市", "邛崃"),
    "chongzhou": ("崇州市", "崇州"),
    "jintang": ("金堂县", "金堂"),
    "dayi": ("大邑县", "大邑"),
    "pujiang": ("蒲江县", "蒲江"),
    "tianfu": ("四川天府新区", "天府新区"),
    "gaoxin": ("成都高新区", "高新区"),
    "dongbu": ("成都东部新区", "东部新区"),
}
HOSTILE_TITLE = "<img src=x onerror=alert(1)>标题里的标签"
PAGE = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>示例</title><link rel="stylesheet" href="{root}assets/qx/site.css"></head>
<body><header><div data-qx-search role="search"><form action="{root}search/">
<input type="search" name="q" aria-label="搜索学校、进展、案例" autocomplete="off">
</form></div></header><main>{main}</main>
<script src="{root}assets/qx/search.js" defer></script></body></html>
"""
SEARCH_PAGE = """<div id="qx-search-page"><form role="search" action="./">
<input type="search" name="q" aria-label="搜索全站"><button>搜索</button></form></div>"""


def a_document(
    address: str, title: str, text: str, kind: str, keywords: tuple[str, ...] = (), **values: Any
) -> SearchDocument:
    return SearchDocument(address, title, Searchable(text, {"kind": (kind,)} | values, keywords))


def the_documents() -> list[SearchDocument]:
    """Return a page for each district, a case and a school in each of some, and pages for special queries."""
    found = []
    for number, (slug, (name, short)) in enumerate(DISTRICTS.items()):
        found.append(
            a_document(
                f"districts/{slug}/", name, f"{name}的实施方案与进展。", "区县", (short,), district=(name,)
            )
        )
        found.append(
            a_document(
                f"schools/{slug}/shili/updates/{number}/",
                f"第{number}周集体备课与课堂观察记录",
                f"本周语文组开展集体备课。{short}的老师一起听了第{number}节课，课后讨论弹性作业的分层设计。",
                "进展",
                district=(name,),
                measure=("深化课堂教学改革",) if number % 2 else ("联动实施强师计划",),
                year=("2026" if number % 3 else "2025",),
                size=("小规模",) if number % 4 else ("大规模",),
            )
        )
    found += [
        SearchDocument(
            "schools/jinjiang/shili/",
            "锦江示例初级中学",
            Searchable(
                "学校简介。",
                {"kind": ("学校",), "district": ("锦江区",)},
                card=Card(
                    (("每天作业", "78 分钟"), ("联系", HOSTILE_TITLE)),
                    (("锦江区", "districts/jinjiang/", "2 所"),),
                ),
            ),
        ),
        a_document(
            "cases/court/",
            "法治副校长进课堂",
            "邀请中级人民法院的法官讲课。",
            "案例",
            district=("武侯区",),
        ),
        a_document("cases/survey/", "问卷怎么设计", "家长满意度调查的样本与方法。", "案例"),
        a_document("cases/hostile/", HOSTILE_TITLE, "正文<script>alert(2)</script>文字", "案例"),
        a_document("cases/rare/", "䶮字和𠮷字的故事", "认识罕见汉字。", "案例"),
        a_document("cases/ppt/", "PPT2019模板", "课件模板下载。", "政策"),
        a_document("policy/", "公办初中强校工程实施意见", "家门口的好学校。", "政策", year=("2024",)),
    ]
    found += [a_document(f"notes/{i}/", f"工作动态第{i}期", "编者按。", "动态") for i in range(7)]
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the tiny site into the folder `sub` of a new folder."""
    folder = tmp_path_factory.mktemp("site") / "sub"
    shutil.copytree(ASSETS, folder / "assets/qx")
    (folder / "search").mkdir()
    (folder / "index.html").write_text(PAGE.format(root="", main="<p>首页</p>"), encoding="utf-8")
    search_page = PAGE.format(root="../", main=SEARCH_PAGE)
    (folder / "search/index.html").write_text(search_page, encoding="utf-8")
    documents = the_documents()
    for document in documents:
        page = folder / document.address / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("<!doctype html><meta charset=utf-8><title>页</title><p>页面</p>", encoding="utf-8")
    facets = (*FACETS, Facet("size", "规模"))
    places = [(name, f"districts/{slug}/") for slug, (name, _) in DISTRICTS.items()]
    guides = [a_document("guide/district/", "区县档案怎么写", "锦江区的档案这样写。", "指南")]
    (folder / "search/guide").mkdir()
    for folder_name, found in (("search", documents), ("search/guide", guides)):
        for name, data in render_search_index(found, packaged_words(), facets, places).items():
            (folder / folder_name / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    with serving(site.parent) as address:
        yield f"{address}/sub/"


@contextmanager
def phone_page(tabs: Tabs) -> Iterator[Page]:
    """Lend a phone-sized page; a dialog or a script error fails the test."""
    surprises: list[str] = []

    def on_dialog(dialog: Dialog) -> None:
        surprises.append(dialog.message)
        dialog.dismiss()

    with tabs.lend(viewport={"width": 390, "height": 780}) as opened:
        opened.on("dialog", on_dialog)
        yield opened
        opened.remove_listener("dialog", on_dialog)
    assert not surprises


@pytest.fixture
def page(tabs: Tabs) -> Iterator[Page]:
    with phone_page(tabs) as opened:
        yield opened


@pytest.fixture(scope="module", params=["http", "file"])
def root(request: pytest.FixtureRequest, served: str, site: Path) -> str:
    return served if request.param == "http" else f"{site.as_uri()}/"


FIND = """async (query) => {
  const { documents } = await qxSearch.find(query);
  return Promise.all(documents.slice(0, 10).map(async (n) => (await qxSearch.describe(n)).title));
}"""

Finder = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def find(tabs: Tabs, root: str) -> Iterator[Finder]:
    """Return a function from a query to the titles of the
    first ten results; all queries are asked on one page.
    """
    with phone_page(tabs) as page:
        page.goto(f"{root}index.html")
        page.locator("header input").focus()
        page.wait_for_selector("[data-qx-state=ready]")
        yield lambda query: page.evaluate(FIND, query)


def box_of(page: Page) -> Locator:
    return page.locator("header input")


def set_without_events(page: Page, text: str) -> None:
    page.evaluate("text => { document.querySelector('header input').value = text }", text)


def test_every_district_is_found_first_by_its_long_and_its_short_name(find: Finder) -> None:
    wrong = [
        (query, name)
        for name, short in DISTRICTS.values()
        for query in (name, short)
        if find(query)[:1] != [name]
    ]
    assert not wrong


def test_every_district_is_found_by_pinyin_and_by_initials(find: Finder) -> None:
    assert find("pidu")[0] == "郫都区"
    assert find("pdq")[0] == "郫都区"
    assert find("long quan yi")[0] == "龙泉驿区"
    assert find("qionglais")[0] == "邛崃市"
    assert find("dujiangy")[0] == "都江堰市"
    assert "锦江区" in find("jj")


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("人民法院", "法治副校长进课堂"),
        ("法院", "法治副校长进课堂"),
        ("副校长进", "法治副校长进课堂"),
        ("初中强校工程实施", "公办初中强校工程实施意见"),
        ("公办初中强校工程实施意见", "公办初中强校工程实施意见"),
        ("錦江區", "锦江区"),
        ("龍泉驛區", "龙泉驿区"),
        ("ＰＰＴ２０１９", "PPT2019模板"),
        ("ppt", "PPT2019模板"),
        ("家长满意吗", "问卷怎么设计"),
        ("郫县", "郫都区"),
        ("䶮", "䶮字和𠮷字的故事"),
        ("𠮷字", "䶮字和𠮷字的故事"),
        ("邛", "邛崃市"),
        ("锦江区 初级中学", "锦江示例初级中学"),
        ("锦江示例初级中学在哪里报名怎么走远不远好不好要不要考试", "锦江示例初级中学"),
        ("constructor 法院", "法治副校长进课堂"),
    ],
)
def test_a_query_finds_the_page_first(find: Finder, query: str, title: str) -> None:
    assert find(query)[:1] == [title]


@pytest.mark.parametrize("query", ["火星移民", "zzzzqq", "！？", "constructor", "~", "^"])
def test_nonsense_finds_nothing(find: Finder, query: str) -> None:
    assert find(query) == []


def test_nothing_is_requested_before_focus_and_never_from_another_host(page: Page, served: str) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(served)
    page.wait_for_timeout(300)
    assert [url.removeprefix(served) for url in requested] == [
        "",
        "assets/qx/site.css",
        "assets/qx/search.js",
    ]
    box_of(page).fill("锦江区")
    page.wait_for_selector("[role=option]")
    assert all(url.startswith(served) for url in requested)
    assert not [url for url in requested if "/texts-" in url]


def test_the_search_page_requests_nothing_without_a_query(page: Page, served: str) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(f"{served}search/")
    page.wait_for_timeout(300)
    assert len(requested) == 3


def test_typing_shows_at_most_eight_suggestions_and_the_way_to_all(page: Page, root: str) -> None:
    page.goto(f"{root}index.html")
    box_of(page).press_sequentially("集体备课", delay=20)
    options = page.locator("[role=option]")
    expect(options).to_have_count(9)
    expect(options.last).to_have_text("查看全部 23 条结果")


def test_pasted_text_with_only_an_input_event_is_searched(page: Page, root: str) -> None:
    page.goto(f"{root}index.html")
    box_of(page).focus()
    page.evaluate("""() => { const box = document.querySelector('header input');
        box.value = '人民法院'; box.dispatchEvent(new Event('input', { bubbles: true })); }""")
    expect(page.locator("[role=option]").first).to_contain_text("法治副校长进课堂")


def test_text_set_without_any_event_is_searched(page: Page, root: str) -> None:
    page.goto(f"{root}index.html")
    set_without_events(page, "人民法院")
    box_of(page).focus()
    expect(page.locator("[role=option]").first).to_contain_text("法治副校长进课堂")
    set_without_events(page, "蒲江县")
    expect(page.locator("[role=option]").first).to_contain_text("蒲江县")


def test_text_typed_before_the_index_has_arrived_is_not_lost(page: Page, served: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/meta.js*", hold)
    page.goto(served)
    box_of(page).press_sequentially("彭州市")
    expect(page.locator("header [role=status]")).to_have_text("正在加载…")
    held[0].continue_()
    expect(page.locator("[role=option]").first).to_contain_text("彭州市")


def test_composition_is_searched_when_it_ends(page: Page, served: str) -> None:
    page.goto(served)
    box_of(page).focus()
    page.wait_for_selector("[data-qx-state=ready]")
    page.evaluate("""() => { const box = document.querySelector('header input');
        box.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
        box.value = '大邑县';
        box.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
        box.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true })); }""")
    expect(page.locator("[role=option]").first).to_contain_text("大邑县", timeout=450)


def test_the_box_is_a_combobox_driven_by_keys(page: Page, root: str) -> None:
    page.goto(f"{root}index.html")
    box = box_of(page)
    box.fill("集体备课")
    options = page.locator("[role=option]")
    expect(options).to_have_count(9)
    expect(box).to_have_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    listbox = box.get_attribute("aria-controls")
    expect(page.locator(f"#{listbox}")).to_have_role("listbox")
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(options.nth(0)).to_have_attribute("aria-selected", "false")
    expect(box).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "")
    box.press("ArrowUp")
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowUp")
    expect(options.nth(8)).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".qx-panel")).to_be_hidden()
    expect(box).to_have_value("集体备课")


def test_enter_on_a_suggestion_opens_the_page(page: Page, root: str) -> None:
    page.goto(f"{root}index.html")
    box_of(page).fill("金堂县")
    page.wait_for_selector("[role=option]")
    box_of(page).press("ArrowDown")
    box_of(page).press("Enter")
    page.wait_for_url("**/districts/jintang/**")
    expect(page.locator("p")).to_have_text("页面")


def test_enter_before_the_search_has_come_opens_its_page_when_it_has(page: Page, root: str) -> None:
    held: list[Route] = []
    page.route("**/search-view.js", lambda route: held.append(route), times=1)
    with page.expect_request("**/search-view.js"):
        page.goto(f"{root}index.html")
        box_of(page).fill("人民法院")
    box_of(page).press("Enter")
    page.wait_for_timeout(50)
    assert page.url.endswith("index.html"), "no form is sent to a folder"
    held[0].continue_()
    page.wait_for_url("**/search/**q=*")
    expect(page.locator(".qx-results li").first.locator("a")).to_have_text("法治副校长进课堂")


def test_enter_in_the_text_opens_the_search_page(page: Page, root: str) -> None:
    page.goto(f"{root}index.html")
    box_of(page).fill("人民法院")
    box_of(page).press("Enter")
    page.wait_for_url("**/search/**q=*")
    result = page.locator(".qx-results li")
    expect(result.first.locator("a")).to_have_text("法治副校长进课堂")
    expect(result.first.locator("small")).to_have_text("案例 · 武侯区")
    expect(result.first.locator("mark")).to_have_text("人民法院")
    expect(page.locator("main [role=status]")).to_have_text("找到 1 条")


def test_a_suggestion_can_be_tapped(page: Page, served: str) -> None:
    page.goto(served)
    box_of(page).fill("金堂县")
    page.locator("[role=option]").first.click()
    page.wait_for_url("**/districts/jintang/")


def test_leaving_the_box_closes_the_panel(page: Page, served: str) -> None:
    page.goto(served)
    box_of(page).fill("金堂县")
    page.wait_for_selector("[role=option]")
    page.mouse.click(200, 700)
    expect(page.locator(".qx-panel")).to_be_hidden()


def test_filters_narrow_and_stay_in_the_address(page: Page, root: str) -> None:
    page.goto(f"{root}search/index.html?q=集体备课")
    status = page.locator("main [role=status]")
    expect(status).to_have_text("找到 23 条")
    page.locator("select[name=measure]").select_option("深化课堂教学改革")
    expect(status).to_have_text("找到 11 条")
    page.locator("select[name=district]").select_option("青羊区")
    expect(status).to_have_text("找到 1 条")
    expect(page.locator("select[name=measure] option").nth(1)).to_have_text("深化课堂教学改革（1）")
    if root.startswith("http"):
        page.reload()
        expect(status).to_have_text("找到 1 条")
        expect(page.locator("select[name=district]")).to_have_value("青羊区")


def test_the_filters_are_those_of_the_index_under_their_labels(page: Page, root: str) -> None:
    page.goto(f"{root}search/index.html?q=集体备课&size=大规模")
    status = page.locator("main [role=status]")
    expect(status).to_have_text("找到 6 条")
    labels = page.locator(".qx-filters label").evaluate_all(
        "nodes => nodes.map(node => node.firstChild.data)"
    )
    assert labels == ["类型", "区县", "措施", "年份", "规模"]
    page.locator("main input").fill("")
    page.locator("select[name=size]").select_option("")
    expect(status).to_contain_text("选择类型、区县、措施、年份、规模浏览")


def test_filters_alone_browse_without_the_index(page: Page, served: str) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(f"{served}search/?kind=进展&year=2026")
    expect(page.locator("main [role=status]")).to_have_text("找到 15 条")
    expect(page.locator(".qx-results li")).to_have_count(10)
    assert not [url for url in requested if "/terms-" in url or "/texts-" in url]
    page.get_by_role("button", name="显示更多").click()
    expect(page.locator(".qx-results li")).to_have_count(15)
    expect(page.locator(".qx-results li a").nth(10)).to_be_focused()


def test_hostile_titles_and_texts_are_shown_as_text(page: Page, root: str) -> None:
    page.goto(f"{root}search/index.html?q=标题里的标签")
    expect(page.locator(".qx-results a")).to_have_text(HOSTILE_TITLE)
    expect(page.locator(".qx-results p")).to_have_text("正文<script>alert(2)</script>文字")
    box_of(page).fill("标题里的标签")
    expect(page.locator("[role=option]").first).to_contain_text(HOSTILE_TITLE)
    assert page.locator("img").count() == 0


def test_a_hostile_query_is_shown_as_text(page: Page, root: str) -> None:
    page.goto(f"{root}search/index.html?q=%3Csvg%20onload%3Dzz%3E火星")
    expect(page.locator("main [role=status]")).to_contain_text("没有找到与“<svg onload=zz>火星”有关的内容")
    assert page.locator("svg").count() == 0


@pytest.mark.parametrize("name", ["meta", "terms-*", "titles-*"])
def test_a_shard_that_fails_is_reported_and_can_be_tried_again(page: Page, served: str, name: str) -> None:
    pattern = f"**/{name}.js*"
    page.route(pattern, lambda route: route.abort())
    page.goto(f"{served}search/?q=人民法院")
    expect(page.locator("main [role=status]")).to_contain_text("搜索没有加载成功")
    page.unroute(pattern)
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".qx-results a")).to_have_text("法治副校长进课堂")


def test_a_text_that_fails_leaves_the_result_in_place(page: Page, served: str) -> None:
    page.route("**/texts-*", lambda route: route.abort())
    page.goto(f"{served}search/?q=人民法院")
    expect(page.locator(".qx-results p")).to_have_text("（摘录没有加载成功）")
    expect(page.locator(".qx-results a")).to_have_text("法治副校长进课堂")


def test_code_that_fails_to_load_is_reported_and_loaded_at_the_next_tap(page: Page, served: str) -> None:
    page.route("**/search-view.js", lambda route: route.abort())
    page.goto(served)
    box_of(page).fill("人民法院")
    page.wait_for_selector("[data-qx-state=failed]")
    page.unroute("**/search-view.js")
    box_of(page).click()
    expect(page.locator("[role=option]").first).to_contain_text("法治副校长进课堂")


def test_everything_to_tap_is_44_pixels_high_and_nothing_overflows(page: Page, served: str) -> None:
    page.goto(f"{served}search/?q=集体备课")
    page.wait_for_selector(".qx-results mark")
    box_of(page).fill("集体备课")
    page.wait_for_selector("[role=option]")
    small = page.evaluate("""() => [...document.querySelectorAll(
            '#qx-search-page :is(input, select, button, a), .qx-option')]
        .filter((node) => !node.hidden && node.getBoundingClientRect().height < 44)
        .map((node) => node.outerHTML)""")
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_before_anything_is_typed_popular_words_and_places_are_offered(page: Page, served: str) -> None:
    page.goto(served)
    box_of(page).focus()
    expect(page.locator(".qx-option--chip").first).to_be_visible()
    assert {"金堂县", "作业"} <= set(page.locator(".qx-option--chip").all_text_contents())
    page.locator(".qx-option--chip", has_text="金堂县").click()
    page.wait_for_url("**/districts/jintang/")


def test_a_miswriting_is_named_and_answered(page: Page, root: str) -> None:
    page.goto(f"{root}search/index.html?q=武候区")
    expect(page.locator(".qx-instead")).to_have_text("武侯区")
    expect(page.locator(".qx-results a").first).to_have_text("武侯区")


def test_an_answer_stands_above_the_results(page: Page, served: str) -> None:
    page.goto(f"{served}search/?q=锦江示例初级中学")
    answer = page.locator(".qx-answer")
    expect(answer.locator("dt")).to_have_text(["每天作业", "联系"])
    expect(answer.locator("dd")).to_have_text(["78 分钟", HOSTILE_TITLE])
    expect(answer.locator("li")).to_have_text(["锦江区2 所"])


def test_many_results_stand_by_kind_and_one_kind_can_be_seen_whole(page: Page, served: str) -> None:
    page.goto(f"{served}search/?q=进展")
    expect(page.locator(".qx-group h2").first).to_be_visible()
    assert page.locator(".qx-group").count() > 1
    assert page.locator(".qx-group").first.locator("li").count() <= 4
    button = page.locator(".qx-group .qx-button").first
    kind = button.inner_text().rsplit("条", 1)[1]
    button.click()
    expect(page.locator("select[name=kind]")).to_have_value(kind)
    expect(page.locator(".qx-group")).to_have_count(0)


def test_nothing_found_comes_with_other_ways(page: Page, root: str) -> None:
    page.goto(f"{root}search/index.html?q=qqqqzzz")
    expect(page.locator("main [role=status]")).to_contain_text("没有找到")
    expect(page.locator(".qx-help a", has_text="金堂县")).to_be_visible()
    expect(page.locator(".qx-help a", has_text="全部学校")).to_be_visible()


def test_what_is_for_contributors_is_one_step_away(page: Page, served: str) -> None:
    page.goto(f"{served}search/?q=锦江区")
    expect(page.locator(".qx-results a").first).to_have_text("锦江区")
    page.get_by_role("link", name="在投稿指南和检查规则里找").click()
    expect(page.locator(".qx-results a").first).to_have_text("区县档案怎么写")


def test_a_browser_that_cannot_read_the_scripts_is_told_so(browser: Browser, served: str) -> None:
    page = browser.new_page()
    page.route(
        "**/search-index.js", lambda route: route.fulfill(body="let a = ?.;", content_type="text/javascript")
    )
    page.goto(served)
    box_of(page).focus()
    expect(page.get_by_role("alert")).to_contain_text("版本太旧")
    expect(page.get_by_role("alert").get_by_role("link")).to_have_attribute("href", f"{served}districts/")
    page.close()
