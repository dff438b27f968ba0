"""What readers type finds what they mean: 390 queries over the sample, and among a hundred schools more."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from file_server import serving
from playwright.sync_api import Browser, Page
from reader_queries import Measured, measure
from sample_program import AS_OF, REPOSITORY

from qiangxiao.catalog.loader import load
from qiangxiao.rendering.page import Page as SitePage
from qiangxiao.rendering.search_facets import Searchable
from qiangxiao.rendering.search_index import render_search_index
from qiangxiao.rendering.search_terms import SearchDocument
from qiangxiao.rendering.search_words import packaged_words
from qiangxiao.sample.program import sample_files
from qiangxiao.site.builder import prepare_pages
from qiangxiao.site.search_files import search_files

ASSETS = REPOSITORY / "tools/qiangxiao/site/theme/assets"
HOME = """<!doctype html><meta charset="utf-8"><title>示例</title><div data-qx-search><form>
<input type="search" aria-label="搜索"></form></div><script src="assets/qx/search.js" defer></script>"""
FIND = """async (query) => {
  const { documents } = await qxSearch.find(query);
  return Promise.all(documents.slice(0, 10).map(async (n) => (await qxSearch.describe(n)).url));
}"""
PEOPLE = ("own words", "own words, asked later", "own words, asked last")
DAY = date.fromisoformat(AS_OF)


def write_site(folder: Path, files: Mapping[str, bytes]) -> None:
    shutil.copytree(ASSETS, folder / "assets/qx")
    (folder / "index.html").write_text(HOME, encoding="utf-8")
    for name, data in files.items():
        path = folder / "search" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def woken(browser: Browser, root: str) -> Page:
    page = browser.new_page()
    page.goto(f"{root}/index.html")
    page.locator("input").focus()
    page.wait_for_selector("[data-qx-state=ready]")
    return page


def the_pages(schools: int, folder: Path) -> list[SitePage]:
    """Return the sample's pages, and those of so many generated schools beside them."""
    pages = prepare_pages(load(REPOSITORY).catalog, DAY)
    if schools:
        program = (REPOSITORY / "schools/program.yml").read_bytes()
        for path, data in sample_files(program, schools, 1, DAY):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        addresses = {page.address for page in pages}
        pages += [page for page in prepare_pages(load(folder).catalog, DAY) if page.address not in addresses]
    return pages


@pytest.fixture(scope="module", params=[0, 100], ids=["sample", "hundred"])
def measured(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Measured]]:
    pages = the_pages(request.param, tmp_path_factory.mktemp("program"))
    folder = tmp_path_factory.mktemp("site")
    write_site(folder, search_files(load(REPOSITORY).catalog.program, pages))
    words = {page.address: f"{page.title}\n{page.search.text}" for page in pages if page.search}
    with serving(folder) as root:
        page = woken(browser, root)

        def find(query: str) -> list[str]:
            return [url.removeprefix(f"{root}/").split("#")[0] for url in page.evaluate(FIND, query)]

        yield dict(measure(find, words))
        page.close()


def test_ten_classes_are_answered(measured: dict[str, Measured]) -> None:
    core = [found for name, found in measured.items() if name not in PEOPLE]
    missed = [query for found in core for query in found.missed]
    assert 1 - len(missed) / sum(found.count for found in core) >= 0.99, missed


@pytest.mark.parametrize("name", PEOPLE)
def test_peoples_own_wording_is_answered(measured: dict[str, Measured], name: str) -> None:
    assert measured[name].share >= 0.93, measured[name].missed


def test_hardly_any_query_finds_nothing(measured: dict[str, Measured]) -> None:
    empty = [query for found in measured.values() for query in found.empty]
    assert len(empty) <= 0.01 * sum(found.count for found in measured.values()), empty


def test_no_reader_is_answered_with_a_guide_or_an_error_code(measured: dict[str, Measured]) -> None:
    assert [query for found in measured.values() for query in found.for_others] == []


def test_every_word_of_readers_finds_what_the_site_calls_it(browser: Browser, tmp_path: Path) -> None:
    """Ask a site with one page for each of its words: a reader's word finds the page among the first ten."""
    synonyms = packaged_words().synonyms
    documents = [
        SearchDocument(f"{number}/", f"第{number}页", Searchable(f"这一页写的是{word}。"))
        for number, word in enumerate(synonyms)
    ]
    write_site(tmp_path, render_search_index(documents, packaged_words()))
    with serving(tmp_path) as root:
        page = woken(browser, root)
        wrong = [
            (reader, word)
            for number, (word, readers) in enumerate(synonyms.items())
            for reader in readers
            if f"{root}/{number}/" not in page.evaluate(FIND, reader)
        ]
        page.close()
    assert wrong == []
