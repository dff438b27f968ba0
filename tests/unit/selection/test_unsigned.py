"""What lacks a required sign-off is nowhere, like a draft, and what is signed is there from that day on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from corpus_trees import sign

from qiangxiao.catalog.catalog import unpublished
from qiangxiao.catalog.loader import load
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.pages.everything import all_pages
from qiangxiao.selection.edition import Edition
from qiangxiao.selection.progress import indicator_states

SIGNED = "jinjiang/shili/updates/2026-10-12-kaifangke"
SIGNED_ON = date(2026, 10, 13)
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def required_step(root: Path) -> None:
    sign(root, f"schools/{SIGNED}.md", ("初审", "教务处主任", SIGNED_ON.isoformat()))
    program = root / "schools/program.yml"
    text = program.read_text(encoding="utf-8")
    program.write_text(text.replace("  required: []", "  required:\n    - 初审"), encoding="utf-8")


def test_only_what_is_signed_is_published(root: Path) -> None:
    edition = Edition(load(root).catalog, TODAY)
    assert [entry.id for entry in edition.articles] == [SIGNED]
    assert edition.all(BULLETIN) == ()
    hidden = {entry.id for entry in unpublished(edition.catalog, TODAY)}
    assert {"jinjiang/shili/cases/xiaozu-xuexi", "pujiang/dongpo/updates/2026-11-05-lianhe-beike"} <= hidden
    assert SIGNED not in hidden


def test_no_page_names_what_is_not_signed(root: Path) -> None:
    pages = {page.address: page.markdown for page in all_pages(Site(Edition(load(root).catalog, TODAY)))}
    assert f"schools/{SIGNED}/" in pages
    assert "初审 教务处主任" in pages[f"schools/{SIGNED}/"]
    for hidden in ("xiaozu-xuexi", "2026-11-05-lianhe-beike"):
        assert [
            address for address, text in pages.items() if f"/{hidden}/" in address or f"/{hidden}/" in text
        ] == []


def test_a_sign_off_counts_from_its_day(root: Path) -> None:
    catalog = load(root).catalog
    assert Edition(catalog, date(2026, 10, 12)).articles == ()
    assert len(Edition(catalog, SIGNED_ON).articles) == 1


def test_readings_that_nobody_signed_do_not_count(root: Path) -> None:
    path = root / f"schools/{SIGNED}.md"
    text = path.read_text(encoding="utf-8")
    school = load(root).catalog.schools["jinjiang/shili"]
    assert any(state.current for state in indicator_states(school, TODAY))
    path.unlink()
    path.write_text(text.replace("value: 61", "value: 71"), encoding="utf-8")
    school = load(root).catalog.schools["jinjiang/shili"]
    assert [state.current for state in indicator_states(school, TODAY) if state.current] == []
