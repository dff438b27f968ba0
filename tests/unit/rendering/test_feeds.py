"""Feeds are valid, complete, stable, and free of every defect of feedgen 1.0.0 that would reach a reader."""

from __future__ import annotations

import hashlib
import json
import locale
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import pytest
from feedgen.feed import FeedGenerator
from hypothesis import given
from hypothesis import strategies as st
from trees import parts_of

from qiangxiao.foundation.errors import SettingsError
from qiangxiao.rendering import feeds
from qiangxiao.rendering.addresses import Place
from qiangxiao.rendering.feeds import Feed, FeedEntry, FeedImage, FeedSettings
from qiangxiao.sources.tree import Element, Parts, write_html

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
SITE = "https://bureau.example/qiangxiao/"
SITES = pytest.mark.parametrize("site_url", [SITE, ""])
FIRST_DAY = datetime(2026, 3, 1, 9)


def some_settings(**changes: Any) -> FeedSettings:
    values = {
        "site_url": SITE,
        "title": "强校工程（示例）",
        "publisher": "示例市教育局",
        "tag_authority": "example.org",
        "tag_date": "2026-09",
    }
    return FeedSettings(**(values | changes))


def an_entry(slug: str = "kaifangke", on: datetime = FIRST_DAY, **changes: Any) -> FeedEntry:
    content_id = f"jinjiang/shili/updates/{slug}"
    entry = FeedEntry(
        id=feeds.content_tag(some_settings(), content_id),
        title="开放课：一次同课异构",
        address=f"/schools/{content_id}/",
        content=parts_of(
            '<p>见<a href="../../plan/">三年行动方案</a>。</p><img alt="课堂" src="media/ke.jpg">'
        ),
        summary="三位老师上同一课。",
        published_at=on,
        updated_at=on,
        author="林老师（示例）",
        categories=("深化课堂教学改革",),
    )
    return replace(entry, **changes)


def a_feed(*entries: FeedEntry, **changes: Any) -> Feed:
    feed = Feed(
        "districts/jinjiang", "锦江区的进展", "锦江区各实验校的进展。", "/districts/jinjiang/", entries
    )
    return replace(feed, **changes)


def many_entries(count: int, first: datetime = FIRST_DAY) -> tuple[FeedEntry, ...]:
    return tuple(an_entry(f"e{n}", first + timedelta(days=n)) for n in range(count))


def render_feed(feed: Feed, settings: FeedSettings) -> Mapping[str, bytes]:
    return dict(feeds.render_feeds((feed,), settings))


def atom_of(feed: Feed, settings: FeedSettings | None = None) -> ET.Element:
    files = render_feed(feed, settings or some_settings())
    return ET.fromstring(files[f"feeds/{feed.name}.atom.xml"])


def rss_of(feed: Feed, settings: FeedSettings | None = None) -> ET.Element:
    files = render_feed(feed, settings or some_settings())
    channel = ET.fromstring(files[f"feeds/{feed.name}.rss.xml"]).find("channel")
    assert channel is not None
    return channel


def links_of(element: ET.Element) -> dict[str, str]:
    return {link.get("rel", ""): link.get("href", "") for link in element.findall(f"{ATOM}link")}


def parsed(files: Mapping[str, bytes], path: str, site: str = SITE) -> Any:
    """Read one document as feedparser would after fetching it from `site`."""
    kind = "atom" if ".atom." in path else "rss"
    headers = {"content-location": site + path, "content-type": f"application/{kind}+xml; charset=utf-8"}
    return feedparser.parse(files[path], response_headers=headers)


# Structure: what the specifications demand


def check_atom(root: ET.Element) -> None:
    """RFC 4287 sections 4.1.1 and 4.1.2."""
    assert root.tag == f"{ATOM}feed"
    for element in [root, *root.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert (element.findtext(f"{ATOM}id") or "").startswith("tag:")
        for name in ("updated", "published"):
            for date in element.findall(f"{ATOM}{name}"):
                assert datetime.fromisoformat(date.text or "").tzinfo is not None
        authors = element.findall(f"{ATOM}author")
        assert len(authors) <= 1
        assert all(author.findtext(f"{ATOM}name") for author in authors)
        links = element.findall(f"{ATOM}link")
        assert all(link.get("href") for link in links)
        kinds = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in links]
        assert len(kinds) == len(set(kinds))
        assert "alternate" in {rel for rel, *_ in kinds}
    assert root.find(f"{ATOM}author") is not None  # which makes an entry's own author optional
    assert "self" in links_of(root)
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    for entry in root.findall(f"{ATOM}entry"):
        assert [content.get("type") for content in entry.findall(f"{ATOM}content")] == ["html"]


def check_rss(root: ET.Element) -> None:
    """RSS 2.0 as specified by the RSS Advisory Board."""
    assert (root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1)
    channel = root[0]
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert len(channel.findall(name)) == 1, name
        assert channel.findtext(name), name
    assert parsedate_to_datetime(channel.findtext("lastBuildDate") or "").tzinfo is not None
    for item in channel.findall("item"):
        for name in ("title", "link", "guid", "pubDate"):
            assert len(item.findall(name)) == 1, name
            assert item.findtext(name), name
        guid = item.find("guid")
        assert guid is not None
        assert guid.get("isPermaLink") == "false"
        assert item.find("author") is None
        assert len(item.findall("enclosure")) <= 1
        for enclosure in item.findall("enclosure"):
            assert all(enclosure.get(name) for name in ("url", "length", "type"))


@SITES
@pytest.mark.parametrize("count", [0, 1, 90])
def test_every_document_is_structurally_valid_and_parses_without_complaint(site_url: str, count: int) -> None:
    files = render_feed(a_feed(*many_entries(count, datetime(2024, 12, 1))), some_settings(site_url=site_url))
    assert len(files) == (6 if count == 90 else 2)
    for path, data in files.items():
        (check_atom if path.endswith(".atom.xml") else check_rss)(ET.fromstring(data))
        result = parsed(files, path)
        assert not result.bozo, result.get("bozo_exception")


def test_full_text_summary_author_and_categories_reach_both_formats() -> None:
    files = render_feed(a_feed(an_entry()), some_settings())
    for path in files:
        [entry] = parsed(files, path).entries
        assert entry.title == "开放课：一次同课异构"
        assert entry.author == "林老师（示例）"
        assert "三年行动方案" in entry.content[0].value
        assert entry.summary == "三位老师上同一课。"
        assert [tag.term for tag in entry.tags] == ["深化课堂教学改革"]
        assert entry.link == SITE + "schools/jinjiang/shili/updates/kaifangke/"


def test_json_feed_has_what_version_1_1_demands() -> None:
    image = FeedImage("/schools/jinjiang/shili/media/ke.jpg", "image/jpeg", 5120, "课堂")
    files = render_feed(a_feed(an_entry(image=image), name="all", has_json=True), some_settings())
    content = json.loads(files["feeds/all.json"])
    assert content["version"] == "https://jsonfeed.org/version/1.1"
    assert content["feed_url"] == SITE + "feeds/all.json"
    assert content["home_page_url"] == SITE + "districts/jinjiang/"
    [item] = content["items"]
    assert item["id"] == "tag:example.org,2026-09:jinjiang/shili/updates/kaifangke"
    assert "三年行动方案" in item["content_html"]
    assert item["date_published"] == "2026-03-01T09:00:00+08:00"
    assert item["attachments"] == [{"url": item["image"], "mime_type": "image/jpeg", "size_in_bytes": 5120}]


def test_json_is_made_only_where_it_is_asked_for() -> None:
    assert not [path for path in render_feed(a_feed(), some_settings()) if path.endswith(".json")]


# Identity and order


def test_an_entry_id_depends_on_the_content_id_alone() -> None:
    tag = feeds.content_tag(some_settings(), "jinjiang/shili/updates/2026-10-12-kaifangke")
    assert tag == "tag:example.org,2026-09:jinjiang/shili/updates/2026-10-12-kaifangke"
    assert tag == feeds.content_tag(some_settings(site_url="", title="别的"), tag.rpartition(":")[2])


def test_ids_survive_a_changed_title_date_and_address() -> None:
    changed = an_entry(title="更正后的标题", on=FIRST_DAY + timedelta(days=3), address="/schools/x/y/")
    before, after = atom_of(a_feed(an_entry())), atom_of(a_feed(changed, title="新名称"))
    for path in (f"{ATOM}id", f"{ATOM}entry/{ATOM}id"):
        assert before.findtext(path) == after.findtext(path)


def test_two_entries_with_one_id_are_a_bug_and_not_a_feed() -> None:
    with pytest.raises(ValueError, match="districts/jinjiang"):
        render_feed(a_feed(an_entry(), an_entry(title="另一条")), some_settings())


def test_entries_come_newest_first_whatever_order_they_were_given_in() -> None:
    entries = many_entries(5)
    expected = [entry.id for entry in reversed(entries)]
    for given_order in (entries, entries[::-1], entries[2:] + entries[:2]):
        files = render_feed(a_feed(*given_order), some_settings())
        for path in files:
            assert [entry.id for entry in parsed(files, path).entries] == expected


def test_a_late_correction_brings_its_entry_back_into_the_current_document() -> None:
    entries = many_entries(40)
    corrected = replace(entries[0], title="更正", updated_at=FIRST_DAY + timedelta(days=60))
    titles = [
        e.findtext(f"{ATOM}title") for e in atom_of(a_feed(corrected, *entries[1:])).iter(f"{ATOM}entry")
    ]
    assert titles[0] == "更正"
    item = rss_of(a_feed(corrected)).find("item")
    assert item is not None
    assert item.findtext(f"{ATOM}updated") == "2026-04-30T09:00:00+08:00"


# Archives


def test_a_feed_that_fits_into_its_current_document_has_no_archive() -> None:
    files = render_feed(a_feed(*many_entries(feeds.CURRENT_ENTRY_COUNT)), some_settings())
    assert sorted(files) == ["feeds/districts/jinjiang.atom.xml", "feeds/districts/jinjiang.rss.xml"]


@SITES
@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_following_prev_archive_from_the_current_document_finds_every_entry(site_url: str, kind: str) -> None:
    entries = many_entries(900, datetime(2024, 3, 1))
    files = render_feed(a_feed(*entries), some_settings(site_url=site_url))
    path, seen, visited = f"feeds/districts/jinjiang.{kind}.xml", set(), []
    while path:
        result = parsed(files, path)
        assert not result.bozo
        visited.append(path)
        seen |= {entry.id for entry in result.entries}
        root = ET.fromstring(files[path])
        assert (root.find(f".//{HISTORY}archive") is not None) == (len(visited) > 1)
        links = links_of(root if kind == "atom" else root[0])
        base = SITE + path
        assert urljoin(base, links["self"]) == base
        if len(visited) > 1:
            assert urljoin(base, links["current"]) == SITE + visited[0]
            newer = urljoin(base, links["next-archive"]) if len(visited) > 2 else SITE + visited[-2]
            assert newer == SITE + visited[-2]
        previous = links.get("prev-archive")
        path = urljoin(base, previous).removeprefix(SITE) if previous else ""
    assert seen == {entry.id for entry in entries}
    assert len(visited) == 4
    assert set(visited) == {name for name in files if f".{kind}." in name}
    assert len(parsed(files, visited[0]).entries) == feeds.CURRENT_ENTRY_COUNT


def test_the_archive_year_is_the_year_in_the_program_s_time_zone() -> None:
    new_year = an_entry("xinnian", datetime(2024, 12, 31, 20, tzinfo=UTC))
    files = render_feed(a_feed(new_year, *many_entries(30)), some_settings())
    assert "feeds/districts/jinjiang/2025.atom.xml" in files
    assert "feeds/districts/jinjiang/2024.atom.xml" not in files


# Addresses


@pytest.mark.parametrize(
    ("reference", "absolute", "relative"),
    [
        ("m.jpg", SITE + "schools/a/b/m.jpg", "../../schools/a/b/m.jpg"),
        ("../../cases/?q=1#top", SITE + "schools/cases/?q=1#top", "../../schools/cases/?q=1#top"),
        ("/", SITE, "../../"),
        ("#yi", SITE + "schools/a/b/#yi", "../../schools/a/b/#yi"),
        ("/图 片.png", SITE + "%E5%9B%BE%20%E7%89%87.png", "../../%E5%9B%BE%20%E7%89%87.png"),
        ("https://else.example/x", "https://else.example/x", "https://else.example/x"),
        ("//else.example/x", "//else.example/x", "//else.example/x"),
        ("mailto:xx@example.edu.cn", "mailto:xx@example.edu.cn", "mailto:xx@example.edu.cn"),
        ("http://[broken", "http://[broken", "http://[broken"),
    ],
)
def test_an_address_is_written_for_the_place_it_is_read_at(
    reference: str, absolute: str, relative: str
) -> None:
    path, page = "feeds/districts/jinjiang.atom.xml", "schools/a/b/"
    assert Place(SITE, path).address(reference, page) == absolute
    assert Place("", path).address(reference, page) == relative
    if relative.startswith("../"):
        assert urljoin(SITE + path, relative) == absolute


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<a href="x/">文</a>', '<a href="https://h.example/p/x/">文</a>'),
        (
            '<p><em><img src="m.jpg" alt="图"></em></p>',
            '<p><em><img src="https://h.example/p/m.jpg" alt="图"></em></p>',
        ),
        ('<a title="a>b href=x" href="y">甲</a>', '<a title="a&gt;b href=x" href="https://h.example/p/y">甲</a>'),
        ('<a href="?a=1&amp;b=2">甲</a>', '<a href="https://h.example/p/?a=1&amp;b=2">甲</a>'),
        ('<p>写作 href="x" 即可，1 &lt; 2</p>', '<p>写作 href="x" 即可，1 &lt; 2</p>'),
        ('<a href="https://b.example/?a=1&amp;b=2">甲</a>', '<a href="https://b.example/?a=1&amp;b=2">甲</a>'),
    ],
)  # fmt: skip
def test_only_addresses_of_links_and_pictures_are_rewritten(markup: str, expected: str) -> None:
    place = Place("https://h.example", "feeds/all.atom.xml")
    assert write_html(place.rewritten(parts_of(markup), "p/")) == expected


@pytest.mark.parametrize(("site_url", "times"), [(SITE, 1), ("", 2)])
def test_an_entry_of_several_feeds_is_rendered_once_for_each_base(
    site_url: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[str] = []
    rewritten = Place.rewritten

    def count(place: Place, parts: Parts, page: str) -> Parts:
        pages.append(page)
        return rewritten(place, parts, page)

    monkeypatch.setattr(Place, "rewritten", count)
    named = [a_feed(an_entry(), name=name) for name in ("all", "cases", "districts/a", "districts/b")]
    files = dict(feeds.render_feeds(named, some_settings(site_url=site_url)))
    assert len(files) == 8
    assert pages == [an_entry().address] * times
    for feed in named:
        assert files.items() >= render_feed(feed, some_settings(site_url=site_url)).items()


@pytest.mark.parametrize(
    ("name", "page"),
    [("all", "/"), ("bulletins", "/bulletins/"), ("schools/jinjiang/shili", "/schools/jinjiang/shili/")],
)
def test_without_a_site_url_every_link_resolves_against_the_feed_and_against_its_page(
    name: str, page: str
) -> None:
    entry = an_entry(image=FeedImage("/schools/jinjiang/shili/media/ke.jpg", "image/jpeg", 5120))
    files = render_feed(a_feed(entry, name=name, address=page), some_settings(site_url=""))
    assert not [path for path, data in files.items() if b"bureau.example" in data]
    for path in files:
        result = parsed(files, path)
        [item] = result.entries
        assert item.link == SITE + "schools/jinjiang/shili/updates/kaifangke/"
        # feedparser leaves an enclosure as it is written
        assert urljoin(SITE + path, item.enclosures[0].href) == SITE + "schools/jinjiang/shili/media/ke.jpg"
        assert SITE + "schools/jinjiang/shili/plan/" in item.content[0].value
        assert SITE + "schools/jinjiang/shili/updates/kaifangke/media/ke.jpg" in item.content[0].value
        raw = ET.fromstring(files[path])
        written = raw.findtext(".//item/link") or links_of(next(raw.iter(f"{ATOM}entry"), raw))["alternate"]
        assert urljoin(result.feed.link, written) == item.link


# Defects of feedgen 1.0.0 (each shown in plain feedgen first, then cured)


def plain_feedgen() -> Any:
    generator = FeedGenerator()
    generator.id("tag:example.org,2026:x")
    generator.title("题")
    generator.description("述")
    generator.link(href=SITE, rel="alternate")
    return generator


def plain_entry(generator: Any, title: str = "题") -> Any:
    entry = generator.add_entry()
    entry.id(f"tag:example.org,2026:{title}")
    entry.title(title)
    entry.content("文", type="html")
    return entry


def test_defect_an_enclosure_loses_rel_type_and_length_in_atom() -> None:
    generator = plain_feedgen()
    plain_entry(generator).enclosure(SITE + "ke.jpg", 5120, "image/jpeg")
    assert b"enclosure" not in generator.atom_str()

    feed = a_feed(an_entry(image=FeedImage("/media/ke.jpg", "image/jpeg", 5120, "课堂")))
    entry = atom_of(feed).find(f"{ATOM}entry")
    assert entry is not None
    assert [link.attrib for link in entry.findall(f"{ATOM}link")] == [
        {"rel": "alternate", "href": SITE + "schools/jinjiang/shili/updates/kaifangke/", "type": "text/html"},
        {
            "rel": "enclosure",
            "href": SITE + "media/ke.jpg",
            "type": "image/jpeg",
            "length": "5120",
            "title": "课堂",
        },
    ]
    enclosure = rss_of(feed).find("item/enclosure")
    assert enclosure is not None
    assert enclosure.attrib == {"url": SITE + "media/ke.jpg", "length": "5120", "type": "image/jpeg"}


def test_defect_only_the_last_enclosure_survives() -> None:
    generator = plain_feedgen()
    entry = plain_entry(generator)
    entry.enclosure(SITE + "a.jpg", 1, "image/jpeg")
    entry.enclosure(SITE + "b.jpg", 1, "image/jpeg")
    assert b"a.jpg" not in generator.rss_str()

    image = FeedImage("/media/a.jpg", "image/jpeg", 1)
    entries = (an_entry("a", image=image), an_entry("b", image=replace(image, address="/media/b.jpg")))
    urls = [enclosure.get("url") for enclosure in rss_of(a_feed(*entries)).iter("enclosure")]
    assert sorted(map(str, urls)) == [SITE + "media/a.jpg", SITE + "media/b.jpg"]


def test_defect_the_channel_link_is_the_last_one_given() -> None:
    generator = plain_feedgen()
    generator.link(href=SITE + "hub", rel="hub")
    assert ET.fromstring(generator.rss_str()).findtext("channel/link") == SITE + "hub"

    assert rss_of(a_feed(*many_entries(90))).findtext("link") == SITE + "districts/jinjiang/"


def test_defect_rss_drops_archive_links() -> None:
    generator = plain_feedgen()
    generator.link(href=SITE + "2025.rss.xml", rel="prev-archive")
    assert b"prev-archive" not in generator.rss_str()

    links = links_of(rss_of(a_feed(*many_entries(31))))
    assert links["prev-archive"] == SITE + "feeds/districts/jinjiang/2026.rss.xml"


def test_defect_dates_default_to_the_moment_of_rendering() -> None:
    generator = plain_feedgen()
    plain_entry(generator)
    this_year = str(datetime.now(UTC).year)
    assert this_year in (ET.fromstring(generator.rss_str()).findtext("channel/lastBuildDate") or "")

    files = render_feed(a_feed(an_entry(on=datetime(2001, 2, 3, 4, 5))), some_settings(tag_date="2000"))
    for data in files.values():
        assert f">{this_year}-".encode() not in data
        assert f" {this_year} ".encode() not in data
    assert atom_of(a_feed(an_entry())).findtext(f"{ATOM}updated") == "2026-03-01T09:00:00+08:00"
    assert rss_of(a_feed(an_entry())).findtext("lastBuildDate") == "Sun, 01 Mar 2026 09:00:00 +0800"


def test_an_empty_feed_is_dated_by_the_tag_and_not_by_the_clock() -> None:
    assert atom_of(a_feed()).findtext(f"{ATOM}updated") == "2026-09-01T00:00:00+08:00"


def test_defect_a_control_character_raises() -> None:
    generator = plain_feedgen()
    plain_entry(generator, "题\x0b目")
    with pytest.raises(ValueError, match="XML compatible"):
        generator.atom_str()

    bad = "课\x0b堂\x00\x1f\x85\ud800\ufffe"
    entry = an_entry(
        title=bad, summary=bad, content=(Element("p", children=(bad,)),), author=bad, categories=(bad, "\x0b")
    )
    for path, data in render_feed(a_feed(entry, title=bad, description=bad), some_settings()).items():
        result = parsed({path: data}, path)
        assert not result.bozo
        [item] = result.entries
        assert (item.title, item.summary, item.author) == ("课堂", "课堂", "课堂")
        assert item.content[0].value == "<p>课堂</p>"
        assert [tag.term for tag in item.tags] == ["课堂"]


def test_defect_a_date_without_a_zone_raises() -> None:
    with pytest.raises(ValueError, match="timezone"):
        plain_entry(plain_feedgen()).published(datetime(2026, 3, 1, 9))

    for moment in (datetime(2026, 3, 1, 9), datetime(2026, 3, 1, 1, tzinfo=UTC)):
        item = rss_of(a_feed(an_entry(on=moment))).find("item")
        assert item is not None
        assert item.findtext("pubDate") == "Sun, 01 Mar 2026 09:00:00 +0800"


def test_defect_an_rss_author_without_an_email_is_dropped() -> None:
    generator = plain_feedgen()
    plain_entry(generator).author(name="林老师（示例）")
    assert "林老师".encode() not in generator.rss_str()

    assert rss_of(a_feed(an_entry())).findtext(f"item/{DUBLIN_CORE}creator") == "林老师（示例）"


def test_defect_entries_are_prepended() -> None:
    generator = plain_feedgen()
    plain_entry(generator, "一")
    plain_entry(generator, "二")
    assert [title.text for title in ET.fromstring(generator.rss_str()).iterfind(".//item/title")] == [
        "二",
        "一",
    ]

    new, old = an_entry("new", FIRST_DAY + timedelta(days=1), title="新"), an_entry("old", title="旧")
    assert [title.text for title in rss_of(a_feed(new, old)).iterfind("item/title")] == ["新", "旧"]


def test_defect_dates_are_written_under_setlocale(monkeypatch: pytest.MonkeyPatch) -> None:
    class LocaleChangedError(Exception):
        pass

    def refuse(*_: object) -> str:
        raise LocaleChangedError

    monkeypatch.setattr(locale, "setlocale", refuse)
    with pytest.raises(LocaleChangedError):
        plain_feedgen().rss_str()

    render_feed(a_feed(*many_entries(40)), some_settings())


def test_defect_a_summary_is_plain_text_in_atom_and_html_in_rss() -> None:
    generator = plain_feedgen()
    plain_entry(generator).summary("1 <b> 2")
    assert ET.fromstring(generator.rss_str()).findtext(".//item/description") == "1 <b> 2"

    feed = a_feed(an_entry(summary="1 <b> 2"))
    assert atom_of(feed).findtext(f"{ATOM}entry/{ATOM}summary") == "1 <b> 2"
    assert rss_of(feed).findtext("item/description") == "1 &lt;b&gt; 2"


# Stability

_DIGEST_PROGRAM = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from test_feeds import digest
print(digest())
"""


def digest() -> str:
    """Return one hash over every kind of file."""
    settings = some_settings()
    feed = a_feed(*many_entries(90, datetime(2025, 12, 1)), has_json=True)
    files = {**render_feed(feed, settings), feeds.OPML_PATH: feeds.render_opml([feed], settings)}
    return hashlib.sha256(repr(list(files.items())).encode()).hexdigest()


def test_bytes_do_not_depend_on_hash_seed_time_zone_or_locale() -> None:
    here = digest()
    assert here == digest()
    for seed, zone, language in (("1", "America/New_York", "C"), ("2", "Asia/Kathmandu", "C.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language}
        environment["PYTHONPATH"] = os.pathsep.join(sys.path)
        command = [sys.executable, "-c", _DIGEST_PROGRAM, str(Path(__file__).parent)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == here


@given(text=st.text(max_size=60))
def test_no_text_can_break_a_feed(text: str) -> None:
    entry = an_entry(title=text, summary=text, content=(text,), author=text, categories=(text,))
    for path, data in render_feed(a_feed(entry, title=text, has_json=True), some_settings()).items():
        if path.endswith(".json"):
            assert json.loads(data)["items"]
        else:
            (check_atom if ".atom." in path else check_rss)(ET.fromstring(data))


# Stylesheet, subscription list, settings


def test_every_document_points_at_the_stylesheet_next_to_it() -> None:
    for site_url in (SITE, ""):
        files = render_feed(a_feed(*many_entries(90)), some_settings(site_url=site_url))
        for path, data in files.items():
            lines = data.decode().splitlines()
            assert lines[0] == "<?xml version='1.0' encoding='UTF-8'?>"
            up = "../" * (path.count("/") - 1)
            assert lines[1] == f'<?xml-stylesheet href="{up}feed.css" type="text/css"?>'
    assert urljoin(SITE + path, up + "feed.css") == SITE + feeds.STYLESHEET_PATH


def test_the_stylesheet_explains_the_feed_in_chinese_and_loads_nothing() -> None:
    text = feeds.feed_stylesheet().decode()
    assert "这是订阅源" in text
    assert "url(" not in text
    assert "@import" not in text
    assert text.count("{") == text.count("}")


@pytest.mark.parametrize(("site_url", "first"), [(SITE, SITE + "feeds/all.atom.xml"), ("", "all.atom.xml")])
def test_the_subscription_list_groups_feeds_for_a_reader_to_import(site_url: str, first: str) -> None:
    names = ("all", "districts/jinjiang", "measures/teachers", "schools/jinjiang/shili", "bulletins")
    listed = [a_feed(name=name, title=f"{name}&\x0b") for name in names]
    root = ET.fromstring(feeds.render_opml(listed, some_settings(site_url=site_url)))
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert root.findtext("head/title") == "强校工程（示例）订阅清单"
    groups = {group.get("text"): [o.get("title") for o in group] for group in root.iterfind("body/outline")}
    assert groups == {
        "全站": ["all&", "bulletins&"],
        "区县": ["districts/jinjiang&"],
        "措施": ["measures/teachers&"],
        "学校": ["schools/jinjiang/shili&"],
    }
    outline = root.find("body/outline/outline")
    assert outline is not None
    assert (outline.get("type"), outline.get("xmlUrl")) == ("rss", first)


@pytest.mark.parametrize(
    "wrong",
    [
        {"site_url": "bureau.example/qiangxiao"},
        {"site_url": "/qiangxiao/"},
        {"tag_authority": ""},
        {"tag_authority": "https://example.org"},
        {"tag_date": "2026-13"},
        {"tag_date": "26"},
        {"timezone": "Asia/Chengdu"},
    ],
)
def test_settings_that_would_break_every_feed_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        some_settings(**wrong)
