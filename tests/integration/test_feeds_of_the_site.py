"""The built site's feeds in real readers: every document
parses, links lead to pages, a new title is no new entry.
"""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen
from xml.etree import ElementTree

import feedparser
import pytest
from newsboat import Newsboat
from sample_program import copy_built, qiangxiao


def test_every_feed_parses_and_leads_to_pages_that_are_there(site: Path, site_url: str) -> None:
    documents = sorted((site / "feeds").rglob("*.xml"))
    assert len(documents) > 90
    broken = []
    targets = set()
    for path in documents:
        parsed = feedparser.parse(f"{site_url}{path.relative_to(site).as_posix()}")
        if parsed.bozo:
            broken.append((path.name, parsed.bozo_exception))
        targets |= {entry.link for entry in parsed.entries}
        assert all(entry.id.startswith("tag:") for entry in parsed.entries)
    assert broken == []
    assert len(targets) > 60
    for target in sorted(targets)[:40]:
        assert urlopen(target).status == 200


def test_the_subscription_list_names_feeds_that_are_there(site: Path) -> None:
    listed = ElementTree.parse(site / "feeds" / "subscriptions.opml").iter("outline")
    addresses = [outline.attrib["xmlUrl"] for outline in listed if "xmlUrl" in outline.attrib]
    assert len(addresses) > 40
    for address in addresses:
        assert (site / "feeds" / address).resolve().is_file(), address


def test_full_text_and_pictures_arrive(site: Path) -> None:
    parsed = feedparser.parse((site / "feeds" / "cases.atom.xml").read_bytes())
    assert parsed.entries
    assert all("成效与证据" in entry.content[0].value for entry in parsed.entries)


class _Fresh(SimpleHTTPRequestHandler):
    """Sends no dates, so that two builds within a second are both read."""

    def send_header(self, keyword: str, value: str) -> None:
        if keyword != "Last-Modified":
            super().send_header(keyword, value)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def served(sample_root: Path, site: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    root = copy_built(sample_root, tmp_path / "root")
    shutil.copytree(site, root / "site")
    handler = functools.partial(_Fresh, directory=str(root))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield root, f"http://127.0.0.1:{server.server_port}/site/"
        server.shutdown()


def test_after_a_changed_title_and_a_correction_each_is_one_entry_still(
    served: tuple[Path, str], tmp_path: Path
) -> None:
    root, url = served
    school, bulletins = (
        Newsboat(home, f"{url}feeds/{feed}")
        for home, feed in (
            (tmp_path / "one", "schools/jinjiang/shili-yi.atom.xml"),
            (tmp_path / "two", "bulletins.rss.xml"),
        )
    )
    updates, issues = ([title for title, *_ in reader.reload()] for reader in (school, bulletins))
    assert issues[0].startswith("2026年第3期：") and len(issues) == 3
    update = max((root / "schools/jinjiang/shili-yi/updates").glob("*.md"))
    update.write_text(update.read_text().replace("title: ", "title: 更正后的", 1))
    issue = root / "docs/bulletins/2026-03.md"
    kept = [line for line in issue.read_text().split("\n") if not line.startswith("frozen: ")]
    issue.write_text("\n".join(kept).replace("title: ", "title: 改过的标题", 1))
    for step in (
        ("bulletin", "publish", "docs/bulletins/2026-03.md"),  # frozen again as it now is
        ("bulletin", "correct", "2026-3", "--kind", "重大", "--note", "标题误写，已更正"),
        ("build",),
    ):
        done = qiangxiao(root, *step)
        assert done.returncode == 0, done.stdout + done.stderr

    titles = [title for title, *_ in school.reload()]
    assert len(titles) == len(updates) > 3
    assert sum(title.startswith("更正后的") for title in titles) == 1
    assert [title for title, *_ in bulletins.reload()] == [
        issues[0].replace("：", "：改过的标题", 1),
        *issues[1:],
    ]
    parsed = feedparser.parse(f"{url}feeds/bulletins.atom.xml")
    newest = next(entry for entry in parsed.entries if "第3期" in entry.title)
    assert newest.updated.startswith("2026-11-20") and newest.published.startswith("2026-10-30")
    assert "更正（2026年11月20日）：标题误写，已更正" in newest.content[0].value
