"""Photos and cards of the site: made once, kept by content, never a broken picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qiangxiao.catalog.loader import load
from qiangxiao.foundation.fonts import FOLDER_VARIABLE, installed_fonts
from qiangxiao.records.program import Program
from qiangxiao.rendering.page import Crumb, Page
from qiangxiao.rendering.search_facets import describe_for_search
from qiangxiao.selection.edition import Edition
from qiangxiao.site.cache import Cache
from qiangxiao.site.cards import NO_FONTS, add_cards, card_text
from qiangxiao.site.photos import PhotoStore

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def edition() -> Edition:
    return Edition(load(ROOT).catalog, date(2026, 11, 20))


@pytest.fixture
def program(edition: Edition) -> Program:
    return edition.catalog.program


def a_page(title: str = "课上好了", kind: str = "案例", address: str = "schools/a/b/cases/c/") -> Page:
    crumbs = (
        Crumb("首页", ""),
        Crumb("锦江区", "districts/a/"),
        Crumb("示例学校", "schools/a/b/"),
        Crumb(title),
    )
    return Page(
        address, title, "", crumbs=crumbs, search=describe_for_search("", kind=kind) if kind else None
    )


def snapshot(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


def test_a_card_names_the_kind_the_title_and_whose_it_is(program: Program) -> None:
    text = card_text(a_page(), program)
    assert text is not None
    assert (text.kind, text.title, text.source) == ("案例", "课上好了", "锦江区 · 示例学校")
    assert text.is_sample


def test_every_page_has_a_card_and_lists_share_one(program: Program, tmp_path: Path) -> None:
    cards = add_cards([a_page(), a_page("术语表", "术语", "glossary/")], program, Cache(tmp_path), {})
    assert [page.image for page in cards.pages] == ["cards/schools/a/b/cases/c.jpg", "cards/site.jpg"]
    assert sorted(artifact.path for artifact in cards.artifacts()) == [
        "cards/schools/a/b/cases/c.jpg",
        "cards/site.jpg",
    ]
    assert all(page.extra["card"] for page in cards.pages) and not cards.note


def test_where_a_page_was_the_card_that_was_passed_on_is_the_sites_own(
    tmp_path: Path, program: Program
) -> None:
    store = Cache(tmp_path)
    cards = add_cards([a_page()], program, store, {}, vanished=["schools/jinjiang/yi/updates/mei/"])
    drawn = {artifact.path: artifact.data for artifact in cards.artifacts()}
    assert drawn["cards/schools/jinjiang/yi/updates/mei.jpg"] == drawn["cards/site.jpg"]


def test_a_card_is_drawn_once_for_its_words(program: Program, tmp_path: Path) -> None:
    pages = [a_page("甲"), a_page("乙", address="schools/a/b/cases/d/")]
    first = add_cards(pages, program, Cache(tmp_path), {})
    before = snapshot(tmp_path)
    again = add_cards(pages, program, Cache(tmp_path), {})
    assert snapshot(tmp_path) == before and list(first.artifacts()) == list(again.artifacts())
    add_cards([pages[0], a_page("丙", address=pages[1].address)], program, Cache(tmp_path), {})
    after = snapshot(tmp_path)
    assert len(after) == len(before) + 1 and before.items() <= after.items()


def test_without_fonts_there_is_one_line_and_no_picture(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "none"))
    cards = add_cards([a_page()], program, Cache(tmp_path / "cards"), {})
    assert cards.note == NO_FONTS and "\n" not in NO_FONTS
    assert [page.image for page in cards.pages] == [""] and not list(cards.artifacts())


def test_a_character_without_a_glyph_is_named_with_its_file(program: Program, tmp_path: Path) -> None:
    assert installed_fonts() is not None, "没有字体，请先运行 qiangxiao fonts"
    cards = add_cards(
        [a_page("好🦄")], program, Cache(tmp_path), {"schools/a/b/cases/c/": "schools/a/b/cases/c.md"}
    )
    assert [(defect.page, defect.what) for defect in cards.defects] == [
        ("schools/a/b/cases/c.md", "分享卡片：没有一种字体有“🦄”这个字")
    ]


def test_photos_are_encoded_once(edition: Edition, tmp_path: Path) -> None:
    store = PhotoStore(edition, Cache(tmp_path))
    first = {artifact.path: artifact.data for artifact in store.artifacts()}
    before = snapshot(tmp_path)
    again = {artifact.path: artifact.data for artifact in PhotoStore(edition, Cache(tmp_path)).artifacts()}
    assert first == again and snapshot(tmp_path) == before
    for path, photo in store.published.items():
        assert photo.size == len(first[photo.path]) and photo.path == path
        assert {size.path for size in (*photo.stills, *photo.webp)} <= first.keys()
        assert photo.still in first and not photo.still.endswith(".webp")
        still = store.still(path)
        assert still is not None and still.data == first[photo.still]
    assert store.still("schools/none/media/a.jpg") is None
