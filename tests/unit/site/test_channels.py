"""The one list of channels: complete, asked by name, and a new one is one file."""

from __future__ import annotations

import shutil
from pathlib import Path
from pkgutil import iter_modules

import pytest
from sample_program import REPOSITORY, copy_program, qiangxiao_process

from qiangxiao.foundation.errors import UsageError
from qiangxiao.site import channels as package
from qiangxiao.site.channels import channels, find_channel, issue_channels

PLAIN_TEXT = '''"""Plain text: an issue for a notice board that takes nothing else."""

from qiangxiao.site.channel import Channel

CHANNEL = Channel(
    name="txt",
    label="纯文本",
    media_type="text/plain",
    ending="txt",
    rank=25,
    issue=lambda printer: "\\n".join(printer.issue.imprint.texts).encode(),
)
'''


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


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with the sample program."""
    return copy_program(tmp_path_factory.mktemp("channels") / "root")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A copy of the program with one channel more."""
    folder = tmp_path_factory.mktemp("house")
    for part in ("mkdocs.yml", "docs", "tools/qiangxiao"):
        source, target = REPOSITORY / part, folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_file():
            shutil.copy(source, target)
        else:
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    channel = folder / "tools" / "qiangxiao" / "site" / "channels" / "notice_board.py"
    channel.write_text(PLAIN_TEXT, encoding="utf-8")
    return str(folder / "tools")


def test_a_new_channel_can_be_exported(root: Path, house: str, tmp_path: Path) -> None:
    told = qiangxiao_process(root, "bulletin", "export", "--help", PYTHONPATH=house)
    assert "pdf、docx、txt、eml、wechat 或 all" in "".join(told.stdout.split("\n"))
    done = qiangxiao_process(
        root, "bulletin", "export", "2026-03", "--format", "txt", "--out", str(tmp_path), PYTHONPATH=house
    )
    assert done.returncode == 0, done.stderr
    assert "纯文本：" in done.stdout
    (made,) = tmp_path.iterdir()
    assert made.name == "工作动态2026年第3期.txt"
    assert "期号：2026年第3期（总第3期）" in made.read_text(encoding="utf-8")
    refused = qiangxiao_process(root, "bulletin", "export", "2026-03", "--format", "epub", PYTHONPATH=house)
    assert refused.returncode == 2 and "txt" in refused.stderr


def test_a_new_channel_stands_beside_every_issue(root: Path, house: str) -> None:
    done = qiangxiao_process(root, "build", "--stage-only", PYTHONPATH=house)
    assert done.returncode == 0, done.stdout + done.stderr
    for name in ("2026-01", "2026-02", "2026-03"):
        folder = root / ".build" / "staging" / "bulletins" / name
        assert (folder / f"{name}.txt").read_text(encoding="utf-8").startswith("报：")
        page = (folder / "index.md").read_text(encoding="utf-8")
        assert page.index("下载 Word") < page.index(f'href="{name}.txt" download="工作动态')
        assert page.index(f'href="{name}.txt"') < page.index(f'href="{name}.eml"')
