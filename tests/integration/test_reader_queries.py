"""What readers type finds what they mean: 450 queries over the sample, and among a hundred schools more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from file_server import serving
from playwright.sync_api import Browser
from reader_queries import FIND, Measured, finder, measure, woken, write_searched_site, write_site

from qiangxiao.rendering.search_facets import Searchable
from qiangxiao.rendering.search_index import render_search_index
from qiangxiao.rendering.search_terms import SearchDocument
from qiangxiao.rendering.search_words import packaged_words

PEOPLE = ("own words", "own words, asked later", "own words, asked last")


@pytest.fixture(scope="module", params=[0, 100], ids=["sample", "hundred"])
def measured(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Measured]]:
    folder = tmp_path_factory.mktemp("site")
    words = write_searched_site(folder, request.param, tmp_path_factory.mktemp("program"))
    with serving(folder) as root:
        page = woken(browser, root)
        yield dict(measure(finder(page, root), words))
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
