"""What filters and compares cases: every case with its words, and what changed, to be drawn."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qiangxiao.catalog.loader import load
from qiangxiao.foundation.vocabulary import EvidenceLevel
from qiangxiao.records.case import CASE, Evidence, ReformCase
from qiangxiao.rendering.case_change import change_of
from qiangxiao.rendering.case_data import case_artifacts, compared
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.pages import cases_adopted
from qiangxiao.selection.edition import Edition

ROOT = Path(__file__).resolve().parents[3]


def a_case(before: float | None, after: float | None, indicator: str = "做对的占比（%）") -> ReformCase:
    found = Evidence.model_construct(
        level=EvidenceLevel.BEFORE_AND_AFTER, indicator=indicator, before=before, after=after
    )
    return ReformCase.model_construct(evidence=found)


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(Edition(load(ROOT).catalog, date(2026, 11, 20)))


def scripts(site: Site) -> dict[str, Any]:
    found = {}
    for artifact in case_artifacts(site):
        text = artifact.data.decode().strip()
        assert text.startswith("qxCases(") and text.endswith(");")
        name, value = json.loads(f"[{text[len('qxCases(') : -2]}]")
        found[name] = value
    return found


def test_percentages_are_drawn_of_a_hundred_and_others_of_the_larger() -> None:
    share = change_of(a_case(33, 58))
    assert share and (share.before, share.before_share, share.after_share) == ("33%", 33, 58)
    minutes = change_of(a_case(38, 66, "每周阅读（分钟）"))
    assert minutes and (minutes.after, minutes.after_share) == ("66 分钟", 100)
    assert minutes.before_share == 57.6


@pytest.mark.parametrize(("before", "after"), [(None, 3), (3, None), (-2, 3)])
def test_what_cannot_be_drawn_is_not(before: float | None, after: float | None) -> None:
    assert change_of(a_case(before, after)) is None


def test_nothing_before_and_after_is_drawn_without_length() -> None:
    found = change_of(a_case(0, 0, "逾期（人）"))
    assert found and found.after_share == 0


def test_every_case_can_be_filtered_by_what_it_says_and_compared(site: Site) -> None:
    found = scripts(site)
    cases = site.edition.all(CASE)
    assert [row["id"] for row in found["list"]] == [entry.id for entry in cases]
    assert set(found["compare"]) == {entry.id for entry in cases}
    for row, entry in zip(found["list"], cases, strict=True):
        assert row["filters"]["measure"] == list(entry.record.measures)
        assert row["filters"]["cost"] == [entry.record.cost.funding.value]
        assert row["lessons"] == entry.record.lessons
        assert row["used"] == site.adopter_count(entry)
        labels = [label for label, _ in compared(site, entry)]
        assert len(labels) == len(set(labels)) and "走过的弯路" in labels


def test_who_borrowed_from_whom_names_every_use_once(site: Site) -> None:
    (page,) = cases_adopted.pages(site)
    for entry in site.edition.all(CASE):
        for user in site.edition.adopters.get(entry.id, ()):
            assert user.record.title in page.markdown
    assert page.markdown.count("qx-map__arrow") >= 1
