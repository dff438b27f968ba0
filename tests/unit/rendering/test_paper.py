"""What stands at the foot of a printed page: the address and its code, or where the page is to be found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sample_program import REPOSITORY

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.catalog.loader import load
from qiangxiao.records.case import CASE
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.pages import school_profile
from qiangxiao.rendering.views import view_of
from qiangxiao.selection.edition import Edition

ADDRESS = "https://qx.example.edu.cn/bureau"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load(REPOSITORY).catalog


def printed(catalog: Catalog) -> dict[str, str]:
    """Return the last paragraph for paper of a school, of its first case and of that case's sheet."""
    site = Site(Edition(catalog, date(2026, 11, 20)))
    school = catalog.schools["jinjiang/shili-yi"]
    (case, *_) = site.edition.of(school, CASE)
    pages = [school_profile.page(site, school), *view_of(CASE).pages(site, (case,))]
    return {
        page.address: page.markdown.partition('<p class="qx-paper')[2].partition("</p>")[0] for page in pages
    }


def test_a_site_with_an_address_prints_it_and_its_code(catalog: Catalog) -> None:
    program = catalog.program
    site = program.site.model_copy(update={"url": f"{ADDRESS}/"})
    named = replace(catalog, program=program.model_copy(update={"site": site}))
    found = printed(named)
    assert len(found) == 3
    for address, foot in found.items():
        assert "<svg" in foot and f"{ADDRESS}/{address.removesuffix('sheet/')}" in foot, address


def test_a_site_without_an_address_says_where_the_page_is(catalog: Catalog) -> None:
    for foot in printed(catalog).values():
        assert "<svg" not in foot and f"在“{catalog.program.name}”网站上" in foot
