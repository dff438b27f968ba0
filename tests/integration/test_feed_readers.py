"""Real readers subscribe to real feeds over HTTP: feedparser, and newsboat run headless."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import feedparser
import pytest
from newsboat import Newsboat

from qiangxiao.catalog.loader import load
from qiangxiao.commands.main import main
from qiangxiao.rendering import context, feeds
from qiangxiao.rendering.feeds import Feed, FeedEntry, FeedSettings
from qiangxiao.rendering.subscriptions import feed_artifacts
from qiangxiao.selection.edition import Edition
from qiangxiao.site.redirects import answering
from qiangxiao.sources.tree import element

SUB_PATH = "/bureau/qiangxiao/"
FEEDS = {
    "all": "/",
    "bulletins": "/bulletins/",
    "districts/jinjiang": "/districts/jinjiang/",
    "schools/jinjiang/shili": "/schools/jinjiang/shili/",
}
KINDS = pytest.mark.parametrize("kind", ["rss", "atom"])


class Site:
    """A site under a sub-path of a local host, whose files a test replaces at will."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        files = self.files

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                data = files.get(self.path.removeprefix(SUB_PATH))
                self.send_response(404 if data is None else 200)
                self.send_header("Content-Type", "application/xml")
                self.end_headers()
                self.wfile.write(data or b"")

            def log_message(self, *_: object) -> None:
                """Stay silent."""

        # No Last-Modified and no ETag: two versions within one second must both be read.
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}{SUB_PATH}"


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever, daemon=True)
    thread.start()
    yield site
    site.server.shutdown()
    site.server.server_close()
    thread.join()


def settings(site_url: str = "") -> FeedSettings:
    return FeedSettings(site_url, "强校工程（示例）", "示例市教育局", "example.org", "2026-09")


def an_entry(number: int, title: str = "") -> FeedEntry:
    content_id = f"jinjiang/shili/updates/e{number}"
    moment = datetime(2025, 1, 1, 9) + timedelta(days=number)
    return FeedEntry(
        id=feeds.content_tag(settings(), content_id),
        title=title or f"进展 {number}",
        address=f"/schools/{content_id}/",
        content=(element("p", "见", element("a", "三年行动方案", href="../../plan/"), "：\x0b正文。"),),
        summary="三位老师上同一课。",
        published_at=moment,
        updated_at=moment,
        author="林老师（示例）",
    )


def publish(site: Site, *entries: FeedEntry, name: str = "districts/jinjiang", site_url: str = "") -> None:
    feed = Feed(name, "锦江区的进展", "各实验校的进展。", FEEDS[name], entries)
    site.files.clear()
    site.files.update(feeds.render_feeds((feed,), settings(site_url)))


@KINDS
def test_a_changed_title_updates_the_entry_in_place(site: Site, tmp_path: Path, kind: str) -> None:
    reader = Newsboat(tmp_path, f"{site.url}feeds/districts/jinjiang.{kind}.xml")
    publish(site, an_entry(1, "原标题"), an_entry(2))
    assert [title for title, *_ in reader.reload()] == ["进展 2", "原标题"]
    publish(site, an_entry(1, "更正后的标题"), an_entry(2))
    assert [title for title, *_ in reader.reload()] == ["进展 2", "更正后的标题"]


@KINDS
def test_a_removed_entry_does_not_disturb_the_reader(site: Site, tmp_path: Path, kind: str) -> None:
    reader = Newsboat(tmp_path, f"{site.url}feeds/districts/jinjiang.{kind}.xml")
    publish(site, an_entry(1), an_entry(2), an_entry(3))
    assert len(reader.reload()) == 3
    publish(site, an_entry(1), an_entry(3))
    assert {"进展 3", "进展 1"} <= {title for title, *_ in reader.reload()}
    publish(site)
    reader.reload()
    publish(site, an_entry(1), an_entry(4))
    assert "进展 4" in {title for title, *_ in reader.reload()}


@KINDS
@pytest.mark.parametrize("is_address_known", [True, False])
@pytest.mark.parametrize("name", FEEDS)
def test_links_lead_to_the_site_under_its_sub_path(
    site: Site, tmp_path: Path, kind: str, name: str, is_address_known: bool
) -> None:
    publish(site, an_entry(1), name=name, site_url=site.url if is_address_known else "")
    url = f"{site.url}feeds/{name}.{kind}.xml"
    page = f"{site.url}schools/jinjiang/shili/updates/e1/"
    assert Newsboat(tmp_path, url).reload() == [("进展 1", page, "林老师（示例）")]
    parsed = feedparser.parse(url)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.entries[0].link == page
    assert f'href="{site.url}schools/jinjiang/shili/plan/"' in parsed.entries[0].content[0].value


@KINDS
def test_archives_can_be_read_like_any_feed(site: Site, tmp_path: Path, kind: str) -> None:
    publish(site, *(an_entry(number) for number in range(400)), site_url=site.url)
    archives = sorted(path for path in site.files if f".{kind}." in path and "jinjiang/" in path)
    assert [Path(path).name for path in archives] == [f"2025.{kind}.xml", f"2026.{kind}.xml"]
    for year, count in (("2025", 365), ("2026", 35)):
        url = f"{site.url}feeds/districts/jinjiang/{year}.{kind}.xml"
        parsed = feedparser.parse(url)
        assert not parsed.bozo, parsed.get("bozo_exception")
        assert len(parsed.entries) == count
        home = tmp_path / year
        home.mkdir()
        assert len(Newsboat(home, url).reload()) == count


def publish_program(site: Site, root: Path) -> None:
    """Publish the feeds of a program, at their addresses and at those they had before."""
    made = context.Site(Edition(load(root).catalog, date(2026, 11, 20)))
    site.files.clear()
    site.files.update({a.path: a.data for a in answering(made, feed_artifacts(made))})


@KINDS
def test_a_renamed_school_is_no_news_and_what_was_taken_down_loses_its_words(
    site: Site, tmp_path: Path, root: Path, kind: str
) -> None:
    def command(*words: str) -> None:
        assert main(["--root", str(root), "--as-of", "2026-11-20", *words]) == 0

    url = f"{site.url}feeds/schools/jinjiang/shili.{kind}.xml"
    reader = Newsboat(tmp_path, url)
    publish_program(site, root)
    before = [title for title, *_ in reader.reload()]
    ids = {entry.id for entry in feedparser.parse(url).entries}
    command("rename", "jinjiang/shili", "jinjiang/shili-xin")
    command("rename", "jinjiang", "jinjiang-qu")
    publish_program(site, root)
    assert [title for title, *_ in reader.reload()] == before
    assert {entry.id for entry in feedparser.parse(url).entries} == ids
    assert all("jinjiang-qu/shili-xin" in link for _, link, _ in reader.reload())
    command("takedown", "jinjiang-qu/shili-xin/cases/xiaozu-xuexi", "--reason", "应家长要求撤下")
    publish_program(site, root)
    after = [title for title, *_ in reader.reload()]
    assert len(after) == len(before)
    assert "已撤下的案例" in after
    assert "小组" not in reader.words()
    parsed = feedparser.parse(url)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert {entry.id for entry in parsed.entries} == ids
