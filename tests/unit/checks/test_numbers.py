"""Numbers of persons are found in every spelling, and figures that only look like them are not."""

from __future__ import annotations

import random

import pytest
from number_spellings import ID_SPELLINGS, MOBILES, PHONE_SPELLINGS, id_numbers

from qiangxiao.checks.numbers import find_numbers


def kinds(text: str) -> list[str]:
    return [number.kind for number in find_numbers(text)]


@pytest.mark.parametrize("spelling", PHONE_SPELLINGS)
def test_a_mobile_number_is_found_in_every_spelling(spelling: str) -> None:
    for number in MOBILES:
        assert kinds(f"请打电话{PHONE_SPELLINGS[spelling](number)}，谢谢") == ["phone"]


@pytest.mark.parametrize("spelling", ID_SPELLINGS)
def test_an_id_number_is_found_in_every_spelling(spelling: str) -> None:
    for number in id_numbers(20):
        assert kinds(f"证件{ID_SPELLINGS[spelling](number)}已登记") == ["id-number"]


@pytest.mark.parametrize(
    "text",
    [
        "指标 138、2024、2025 三个年度",
        "| 人数 | 2024 | 2025 |\n| 138 | 0013 | 8000 |",
        "一二三四五六七八九十个小组",
        "参加人数分别为 150 160 170 180 人",
        "访问量 13800138000 次".replace("13800138000", "1380013800"),
        "电话028-86110000、028-86110001",
        "138****8000",
        "第一三八次课，第二零零节",
        "经度 104.13812345678",
        "校验 01ca64f5bd13800138000d989424d1",
        "2026-10-12 13:30:00 至 15:30:00",
        "三零一班、四五六班",
    ],
)
def test_other_figures_are_no_numbers_of_persons(text: str) -> None:
    assert kinds(text) == []


def test_random_figures_are_hardly_ever_taken_for_an_id_number() -> None:
    chosen = random.Random(7)
    drawn = ["".join(chosen.choices("0123456789", k=18)) for _ in range(20_000)]
    assert sum("id-number" in kinds(number) for number in drawn) <= 2
