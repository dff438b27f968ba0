"""Nothing that a stranger writes steers a forge from a commit message or the text of a request."""

from __future__ import annotations

import re

import pytest

from qiangxiao.foundation.forge_words import tame

# what forges look for, each as its own documentation writes it
FORGES_ACT_ON = re.compile(
    r"\[(?:skip|no)[ -](?:ci|actions)\]|\[(?:ci|actions)[ -]skip\]|\*\*\*NO_CI\*\*\*"  # no pipeline
    r"|(?:^|\W)@[A-Za-z0-9]|[#!~&%$^][A-Za-z0-9\"]|\bGH-\d|://"  # people, issues, labels, addresses
    r"|^(?:[A-Za-z-]+: |/[a-z])",  # trailers and quick actions begin a line
    re.IGNORECASE | re.MULTILINE,
)
STEERING = (
    "三校联动 [skip ci]",
    "三校联动[CI SKIP]",
    "[no ci] [skip actions] [skip-ci]",
    "***NO_CI***",
    "fixes #12",
    "Closes owner/repo#12, GH-13 和 !14、&15、~bug、%3、$4、^a",
    "closes https://github.com/a/b/issues/1",
    "感谢@bianji和 @group/all",
    "标题\n\nSigned-off-by: 局长 <a@b.cn>",
    "标题\r\n/close\u2028/merge",
)


@pytest.mark.parametrize("text", STEERING)
def test_what_a_forge_acts_on_is_only_words(text: str) -> None:
    assert FORGES_ACT_ON.search(text)
    assert not FORGES_ACT_ON.search(f"- 新增（{tame(text)}）")
    assert "\n" not in tame(text) and len(tame(text)) <= len(text)


@pytest.mark.parametrize(
    "text", ["提高 50%，真好!", "语文 & 数学", "2*3*4 < 30_a_b", "10:30—11:00", "＠我 ＃话题＃", "5 # 6"]
)
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert tame(text) == text
