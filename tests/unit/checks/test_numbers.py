"""Numbers of persons are found in every spelling, and figures that only look like them are not."""

from __future__ import annotations

import random

import pytest
from number_spellings import ID_SPELLINGS, MOBILES, PHONE_SPELLINGS, id_numbers

from qiangxiao.checks.numbers import find_numbers, is_id_number


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in found(text)]


def found(text: str) -> list[tuple[str, str]]:
    return [(number.kind, text[number.start : number.end]) for number in find_numbers(text)]


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


M = MOBILES[0]
IDS = id_numbers(200)
X = next(number for number in IDS if number.endswith("X"))
D = next(number for number in IDS if not number.endswith("X"))
CARD = "4111111111111111"  # the number that banks print in their examples


@pytest.mark.parametrize("text", [f"g{M}", f"{M}g", f".{M}", f"{M}.", f"{M}. 5", f"电话{'某' * 3}{M}"])
def test_a_mobile_number_ends_where_it_ends(text: str) -> None:
    assert found(text) == [("phone", M)]


@pytest.mark.parametrize(
    "text",
    [
        f"86{M}",
        f"0086{M}",
        f"86-{M}",
        f"0086 {M}",
        "86138 0013 8000",
        "138 00138000",
        "1380 0138 000",
        "138 001 38000",
        "1380013 8000",
        "13800 138 000",
        "1380 013 8000",
        "13800 138000",
        X,
        X.lower(),
        f"{X[:17]} X",
        f"{X[:17]}-x",
        f"{X[:17]}  X",
        D,
        f"G{D}",
        f"g{X}",
    ],
)
def test_the_whole_of_a_number_is_marked(text: str) -> None:
    assert [words for _, words in found(f"在{text}，")] == [text]
    assert [words for _, words in found(text)] == [text]


@pytest.mark.parametrize(
    "text",
    [
        f"a{M}",
        f"{M}f",
        f"3.{M}",
        f"{M}.5",
        f"85{M}",
        f"1{M}",
        f"{M}1",
        "138 0 0138000",
        "138 0013 800",
        "12800138000",
        f"{X[:17]}   X",
        f"{X}a",
        f"{X}1",
        X[:17],
        f"{X[:17]}Y",
        f"{D}x",
        f"{D}X",
        f"{D}1",
        f"1{D}",
        CARD,
        f"卡号{CARD[:-1]}2",
        "学号 123",
    ],
)
def test_nearly_a_number_is_none(text: str) -> None:
    assert found(f"在{text}，") == found(text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (f"{D} x", [D]),
        (f"{D} {M}", [D, M]),
        (f"{M} {M}", [M, M]),
        (f"{D},{M},{X}", [D, M, X]),
        (f"学号{M}", [M]),
        ("学号20230415", ["20230415"]),
        ("学籍号是 为:2023", ["2023"]),
        (f"卡号{'某' * 10}{CARD}", [CARD]),
        (f"卡号{'某' * 11}{CARD}", []),
        (f"{CARD}{'某' * 10}卡号", [CARD]),
        (f"{CARD}{'某' * 11}卡号", []),
        ("卡号 4111 1111 1111 1111。", ["4111 1111 1111 1111"]),
        (f"电话{'某' * 58}138\n0013\n8000", ["138\n0013\n8000"]),
        (f"电话{'某' * 59}138\n0013\n8000", []),
        ("一三八零零一三八零零零", ["一三八零零一三八零零零"]),
    ],
)
def test_each_number_of_a_text_is_told_once(text: str, numbers: list[str]) -> None:
    assert [words for _, words in found(text)] == numbers


@pytest.mark.parametrize(
    ("born", "is_one"), [("18991231", False), ("19000101", True), ("20991231", True), ("21000101", False)]
)
def test_an_id_number_is_of_somebody_of_these_centuries(born: str, is_one: bool) -> None:
    assert any(is_id_number(f"110101{born}001{last}") for last in "0123456789X") is is_one
