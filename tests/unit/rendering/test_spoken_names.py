"""How people call schools."""

from __future__ import annotations

from qiangxiao.rendering.spoken_names import spoken_names

NAMES = {
    "a": ("成华东街示例中学（示例）",),
    "b": ("锦江示例初级中学（示例）", "锦江示例第二学校（示例）"),
    "c": ("青羊梧桐示例中学（示例）",),
    "d": ("新都示例沐溪学校（示例）",),
}
PLACES = {"a": ("成华区", "成华"), "b": ("锦江区", "锦江"), "c": ("青羊区", "青羊"), "d": ("新都区", "新都")}


def test_district_and_what_all_names_share_are_left_out() -> None:
    spoken = spoken_names(NAMES, PLACES)
    assert {"东街中学", "成华东街中学"} <= set(spoken["a"])
    assert "梧桐中学" in spoken["c"] and "沐溪学校" in spoken["d"]


def test_a_long_end_is_shortened() -> None:
    assert {"锦江初中", "锦江示例初中"} <= set(spoken_names(NAMES, PLACES)["b"])


def test_former_names_are_spoken_too() -> None:
    assert "第二学校" in spoken_names(NAMES, PLACES)["b"]


def test_kinds_of_school_are_never_left_out() -> None:
    names = {str(number): (f"{first}中学",) for number, first in enumerate("东南西北")}
    assert spoken_names(names, {}) == {str(number): () for number in range(4)}


def test_of_few_names_nothing_is_common() -> None:
    assert spoken_names({"a": ("东街实验中学",), "b": ("西街实验中学",)}, {}) == {"a": (), "b": ()}
