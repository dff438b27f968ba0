"""What changed, word by word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from qiangxiao.rendering.word_diff import diff_paragraphs, diff_words

TEXTS = st.text(alphabet="甲乙丙丁，。abc 12<&>\"'", max_size=60)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("每天少一道新题", "每天少两道新题", "每天少<del>一</del><ins>两</ins>道新题"),
        ("共 120 人参加", "共 125 人参加", "共 <del>120</del><ins>125</ins> 人参加"),
        ("一样的话", "一样的话", "一样的话"),
        ("第一句。", "第一句。第二句。", "第一句。<ins>第二句。</ins>"),
        ("春夏秋冬", "东南西北", "<del>春夏秋冬</del><ins>东南西北</ins>"),
    ],
)
def test_what_went_and_what_came(old: str, new: str, expected: str) -> None:
    assert diff_words(old, new) == expected


def test_only_changed_paragraphs_are_shown() -> None:
    before, after = ["一样", "去掉的一段话", "改一个字"], ["一样", "改两个字", "新来的一段话"]
    shown = list(diff_paragraphs(before, after))
    assert len(shown) == 2
    assert not any("一样" in paragraph for paragraph in shown)
    assert list(diff_paragraphs(before, before)) == []


def test_markup_in_a_text_stays_text() -> None:
    assert "<script>" not in diff_words("<script>旧的一句话", "<script>新的一句话")


def undone(shown: Markup, gone: str) -> str:
    return re.sub(r"</?(?:ins|del)>", "", re.sub(rf"<{gone}>.*?</{gone}>", "", str(shown), flags=re.DOTALL))


@given(TEXTS, TEXTS)
def test_old_and_new_can_both_be_read_from_it(old: str, new: str) -> None:
    shown = diff_words(old, new)
    assert undone(shown, "ins") == str(escape(old))
    assert undone(shown, "del") == str(escape(new))


def test_very_long_paragraphs_are_not_compared() -> None:
    assert diff_words("甲" * 5000, "甲" * 4999 + "乙").startswith("<del>")
