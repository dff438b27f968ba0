"""The command line as a whole."""

from __future__ import annotations

from datetime import date

import pytest

from qiangxiao.commands.main import main, parse


@pytest.mark.parametrize(
    "line",
    [
        "--root there --as-of 2026-11-20 --no-color feature next",
        "feature --root there next --as-of 2026-11-20 --no-color",
        "feature next --no-color --as-of=2026-11-20 --root=there",
    ],
)
def test_global_options_stand_before_or_after_the_verb(line: str) -> None:
    options = parse(line.split())
    assert (options.root, options.as_of, options.no_color) == ("there", date(2026, 11, 20), True)


@pytest.mark.parametrize(
    ("line", "explanation"),
    [
        ("coverage --as-of 2026-02-30", "不是日期"),
        ("coverage --as-of", "后面要跟一个值"),
        ("coverage --as", "不认识的参数"),
        ("", "缺少参数：命令"),
    ],
)
def test_a_wrong_call_is_explained_in_chinese(
    line: str, explanation: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(line.split()) == 2
    assert explanation in capsys.readouterr().err
