"""Counts stand as bars of the right length, with words that say the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lxml import html

from qiangxiao.catalog.loader import load
from qiangxiao.rendering.charts import WIDTH
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.count_charts import draw_bars, draw_columns
from qiangxiao.rendering.pages import stats_page
from qiangxiao.selection.contribution_counts import Counted
from qiangxiao.selection.edition import Edition

REPOSITORY = Path(__file__).resolve().parents[3]
COUNTED = (Counted("1月", 8, 4, 0), Counted("2月", 2, 0, 0), Counted("3月", 0, 6, 0))


def test_bars_are_as_long_as_their_numbers_and_stay_inside() -> None:
    drawn = draw_bars(COUNTED)
    assert drawn
    assert [bar.width for bar in drawn.rows[0].bars] == [WIDTH, WIDTH / 2]
    assert [bar.width for bar in drawn.rows[2].bars] == [0, WIDTH * 6 / 8]
    ends = [bar.y + bar.height for row in drawn.rows for bar in row.bars]
    assert ends == sorted(ends) and ends[-1] < drawn.height
    assert drawn.words == "1月报送 8，采用 4；2月报送 2，采用 0；3月报送 0，采用 6"
    assert [row.text for row in drawn.rows] == ["报送 8，采用 4", "报送 2，采用 0", "报送 0，采用 6"]


def test_columns_of_all_panels_have_one_scale() -> None:
    drawn = draw_columns(COUNTED)
    assert drawn
    submitted, printed = drawn.panels
    assert printed.bars[0].height == pytest.approx(submitted.bars[0].height / 2)
    assert all(bar.y + bar.height == pytest.approx(submitted.axis) for bar in submitted.bars)
    assert submitted.axis < printed.top < min(bar.y for bar in printed.bars)
    assert [bar.text for bar in printed.bars] == ["4", "", "6"]
    middles = [bar.middle for bar in printed.bars]
    assert middles == pytest.approx([x for x, _ in drawn.labels], abs=0.2)


def test_what_others_used_is_drawn_where_there_is_any() -> None:
    drawn = draw_columns((*COUNTED, Counted("4月", 1, 0, 2)))
    assert drawn and [panel.title for panel in drawn.panels] == ["报送", "采用", "他校借鉴"]


def test_nothing_counted_is_no_drawing() -> None:
    assert draw_bars(()) is None
    assert draw_columns((Counted("1月", 0, 0, 0),)) is None


def test_charts_come_before_tables_and_say_what_they_draw() -> None:
    (page,) = stats_page.pages(Site(Edition(load(REPOSITORY).catalog, date(2026, 11, 20))))
    part = page.markdown.split("\n## ")[1]
    assert part.index("<svg") < part.index("<table")
    drawn = html.fragment_fromstring(part, create_parent="div")
    charts = [each for each in drawn.iter("div") if each.get("role") == "img"]
    assert len(charts) == 3
    told = [text.text or "" for chart in charts for text in chart.iter("span")]
    assert any(text.startswith("报送 ") for text in told)
    for chart in charts:
        numbers = [text.text for text in chart.iter("span") if text.get("class") == "qx-chart__told"]
        assert all(number in chart.get("aria-label", "") for number in numbers if number)
    rows = {th.text_content(): th.getparent() for th in drawn.iter("th") if th.get("scope") == "row"}
    assert {"10月", "深化课堂教学改革", "锦江区"} <= set(rows)  # every drawing has its numbers in a table too
