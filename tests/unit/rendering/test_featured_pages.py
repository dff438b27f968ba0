"""The pages of the featured school: what the theme rests
on, what did not work, and the schedule with its reasons.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qiangxiao.catalog.loader import load
from qiangxiao.records.featured import FEATURED
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages import featured_schedule
from qiangxiao.rendering.views import pages_of
from qiangxiao.selection.edition import Edition

REPOSITORY = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(Edition(load(REPOSITORY).catalog, TODAY))


@pytest.fixture(scope="module")
def schedule(site: Site) -> Page:
    (page,) = featured_schedule.pages(site)
    return page


def test_the_schedule_has_four_periods_and_a_reason_for_every_other_school(
    site: Site, schedule: Page
) -> None:
    choices, lines = schedule.markdown.split(
        'id="schools"' if 'id="schools"' in schedule.markdown else "#schools"
    )
    assert choices.count("已排定，主题待核定") == 4
    assert lines.count('<th scope="row">') == len(site.edition.schools)
    reasons = [
        line.rsplit('为什么没有轮到">', 1)[1] for line in lines.splitlines() if '<th scope="row">' in line
    ]
    assert sum(reason.startswith("轮到<") for reason in reasons) == 1
    assert all(not reason.startswith("<") for reason in reasons)
    assert schedule.is_hidden_from_engines


def test_what_is_only_proposed_has_no_page_yet(site: Site) -> None:
    later = Site(Edition(site.edition.catalog, date(2026, 12, 15)))
    addresses = {page.address for page in pages_of(later, FEATURED)}
    assert "featured/2026-11/" in addresses and "featured/2026-12/" not in addresses


def test_every_period_shows_what_its_theme_rests_on(site: Site) -> None:
    periods = list(pages_of(site, FEATURED))
    assert len(periods) == 9
    for page in periods:
        assert "这一期的依据" in page.markdown, page.address
        for heading in ("从哪里起步", "做了什么", "变了什么", "别的学校能借鉴什么", "走过的弯路和没有做到的"):
            assert f"## {heading}" in page.markdown, (page.address, heading)


def test_targets_that_are_missed_are_told(site: Site) -> None:
    page = next(page for page in pages_of(site, FEATURED) if page.address == "featured/2026-11/")
    assert "到现在还没有做到的指标" in page.markdown
