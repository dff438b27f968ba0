"""A file is cut into what a reader takes in at one glance, and every character knows its place."""

from __future__ import annotations

import pytest

from qiangxiao.checks.sentences import Sentences, cut_sentences
from qiangxiao.checks.texts import TextFile

DATA = """---
title: "Ａ、中**考**"$
date: 2026-10-12
wechat: wx123
x-1: ab
tasks:
  - id: t2
    status: 进行中
    note: 第一轮
  - 只有一行
  续行 说
- - a: 甲
    b: 短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短
    c: 长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长
'别 名': >-
  折 行
  再 来。又一句
  plain words
  ---
last: 末
---
"""
BODY = """
# 题 目$$

引言如下:
接着:

- 第一条。第二句
  续
- 2) 二
1. 三
3.5 公里
> - 引用条
（1）四

分数如下：
| 姓名 | **分** |
|:--|---|
| 甲 | 9 |
乙||
没有竖线

abc
def
a|b
无横线

## 下一节
又说。"""


def cut(text: str, path: str = "schools/a/b/updates/x.md") -> Sentences:
    return cut_sentences(TextFile(path, f"{path}\n{text.replace('$', ' ')}"))


def shown(found: Sentences) -> list[tuple[str, tuple[int, int], tuple[int, int], str]]:
    assert all(len(item.text) == len(item.spots) for item in found.items)
    return [(item.text, item.spots[0], item.spots[-1], item.context) for item in found.items]


def test_data_is_read_value_by_value_and_the_short_ones_of_an_item_together() -> None:
    found = shown(cut(DATA))
    assert found == [
        ("schools/a/b/updates/x.md", (0, 0), (0, 23), ""),
        ('"A、中考"', (2, 7), (2, 16), "\n\n"),
        ("2026-10-12", (3, 6), (3, 15), "\n\n"),
        ("wx123", (4, 8), (4, 12), "\n\n"),
        ("ab", (5, 5), (5, 6), "\n\n"),
        ("t2", (7, 8), (7, 9), "\n\n"),
        ("进行中", (8, 12), (8, 14), "\n\n"),
        ("第一轮", (9, 10), (9, 12), "\n\n"),
        ("t2,进行中,第一轮", (7, 8), (9, 12), ""),
        ("只有一行续行 说", (10, 4), (11, 5), "\n\n"),
        ("甲", (12, 7), (12, 7), "\n\n"),
        (
            "短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短",
            (13, 7),
            (13, 46),
            "\n\n",
        ),
        (
            "长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长",
            (14, 7),
            (14, 47),
            "\n\n",
        ),
        (
            "甲,短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短短",
            (12, 7),
            (13, 46),
            "",
        ),
        (">-折 行再 来。", (15, 7), (17, 5), "\n\n"),
        ("又一句", (17, 6), (17, 8), "\n\n>-折 行再 来。"),
        ("末", (20, 6), (20, 6), "\n\n"),
    ]


def test_a_body_is_read_with_its_headings_and_what_leads_to_a_list() -> None:
    assert shown(cut(BODY)) == [
        ("schools/a/b/updates/x.md", (0, 0), (0, 23), ""),
        ("题 目", (2, 2), (2, 4), "#"),
        ("引言如下: 接着:", (4, 0), (5, 2), "题 目\n\n"),
        ("第一条。", (7, 2), (7, 5), "题 目\n引言如下: 接着:\n"),
        ("第二句续", (7, 6), (8, 2), "题 目\n引言如下: 接着:\n第一条。"),
        ("2) 二", (9, 2), (9, 5), "题 目\n引言如下: 接着:\n"),
        ("三3.5 公里", (10, 3), (11, 5), "题 目\n引言如下: 接着:\n"),
        ("引用条", (12, 4), (12, 6), "题 目\n引言如下: 接着:\n"),
        ("四", (13, 3), (13, 3), "题 目\n引言如下: 接着:\n"),
        ("分数如下:", (15, 0), (15, 4), "题 目\n引言如下: 接着:\n"),
        ("|姓名|分|", (16, 0), (16, 9), "题 目\n分数如下:\n↓|姓名|甲|乙|"),
        ("|甲|9|", (18, 0), (18, 6), "题 目\n分数如下:\n↑|姓名|分|"),
        ("|乙||", (19, 0), (19, 0), "题 目\n分数如下:\n↑|姓名|分|"),
        ("没有竖线", (20, 0), (20, 3), "题 目\n分数如下:\n"),
        ("abc def a|b 无横线", (22, 0), (25, 2), "题 目\n\n"),
        ("下一节", (27, 3), (27, 5), "#"),
        ("又说。", (28, 0), (28, 2), "下一节\n\n"),
    ]


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("长" * 298 + "，" + "短" * 20, [319]),
        ("长" * 299 + "，" + "短" * 20, [300, 20]),
        ("长" * 300 + "、" + "短" * 20, [301, 20]),
        ("长" * 600, [600]),
        ("长" * 1205, [600, 600, 5]),
        ("长" * 299 + "。" + "短" * 299 + " 末", [300, 300, 1]),
        ("长！ 。 短？末", [2, 2, 3, 1]),
    ],
)
def test_a_text_without_an_end_is_cut_at_a_pause(text: str, lengths: list[int]) -> None:
    assert [len(item.text) for item in cut(text).items[1:]] == lengths


def test_a_place_in_the_whole_text_is_one_in_a_sentence() -> None:
    found = cut("甲乙。丙\n\n丁")
    name = len("schools/a/b/updates/x.md")
    assert found.text[name:] == "\n甲乙。\n丙\n丁"
    places = [(item.text, at) for item, at in map(found.at, range(name + 1, len(found.text)))]
    assert places == [
        ("甲乙。", 0),
        ("甲乙。", 1),
        ("甲乙。", 2),
        ("甲乙。", 3),
        ("丙", 0),
        ("丙", 1),
        ("丁", 0),
    ]
