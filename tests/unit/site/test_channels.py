"""The one list of channels: complete, asked by name, and a new one is one file."""

from __future__ import annotations

from pathlib import Path
from pkgutil import iter_modules

import pytest
from sample_program import qiangxiao_process

from qiangxiao.foundation.errors import UsageError
from qiangxiao.site import channels as package
from qiangxiao.site.channels import channels, find_channel, issue_channels


def test_every_module_is_a_channel_that_makes_something() -> None:
    found = channels()
    assert len(found) == len(list(iter_modules(package.__path__))) == len({channel.name for channel in found})
    assert len({channel.rank for channel in found}) == len(found)
    for channel in found:
        makers = (channel.issue, channel.folder, channel.offers, channel.artifacts, channel.change)
        assert any(makers), channel.name
        assert channel.label and "/" in channel.media_type and channel.ending


def test_the_known_channels_are_there() -> None:
    assert {channel.name for channel in channels()} >= {
        *("page", "feed", "eml", "wechat", "pdf", "docx", "preview", "card"),
    }
    assert [channel.name for channel in issue_channels()] == ["pdf", "docx", "eml", "wechat"]


def test_a_channel_nobody_knows_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="没有“epub”这种渠道，可选：pdf、docx、eml、") as caught:
        find_channel("epub")
    assert all(channel.name in str(caught.value) for channel in channels())
    with pytest.raises(UsageError, match="没有“feed”这种渠道，可选：pdf、docx、eml、wechat。"):
        find_channel("feed", issue_channels())


def test_a_new_channel_can_be_exported(house: Path, tmp_path: Path) -> None:
    root, tools = house / "root", str(house / "tools")
    told = qiangxiao_process(root, "bulletin", "export", "--help", PYTHONPATH=tools)
    assert "pdf、docx、txt、eml、wechat 或 all" in "".join(told.stdout.split("\n"))
    done = qiangxiao_process(
        root, "bulletin", "export", "2026-01", "--format", "txt", "--out", str(tmp_path), PYTHONPATH=tools
    )
    assert done.returncode == 0, done.stderr
    assert "纯文本：" in done.stdout
    (made,) = tmp_path.iterdir()
    assert made.name == "工作动态2026年第1期.txt"
    assert "期号：2026年第1期（总第1期）" in made.read_text(encoding="utf-8")
    refused = qiangxiao_process(root, "bulletin", "export", "2026-01", "--format", "epub", PYTHONPATH=tools)
    assert refused.returncode == 2 and "txt" in refused.stderr


def test_a_new_channel_stands_beside_every_issue(staged: Path) -> None:
    folder = staged / "bulletins/2026-01"
    assert (folder / "2026-01.txt").read_text(encoding="utf-8").startswith("报：")
    page = (folder / "index.md").read_text(encoding="utf-8")
    assert page.index("下载 Word") < page.index('href="2026-01.txt" download="工作动态')
    assert page.index('href="2026-01.txt"') < page.index('href="2026-01.eml"')
