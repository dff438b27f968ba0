"""Manuscripts to posts: too long is split and said, never cut; titles and digests are counted."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from lxml import html
from trees import parts_of
from wechat_rules import assert_fits_wechat

from qiangxiao.catalog.loader import load
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.update import UPDATE
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.wechat.manuscripts import manuscript
from qiangxiao.rendering.wechat.posts import Manuscript, render_posts, shorten
from qiangxiao.rendering.wechat.shapes import blocks_of
from qiangxiao.selection.edition import Edition

ROOT = Path(__file__).resolve().parents[3]


def a_manuscript(body: str, title: str = "标题") -> Manuscript:
    return Manuscript("a", "a/", title, "摘要。", blocks_of(parts_of(body)), "学校进展 · 锦江区")


@cache
def sample_site() -> Site:
    return Site(Edition(load(ROOT).catalog, date(2026, 11, 20)))


def test_a_short_text_is_one_post() -> None:
    posts = render_posts(a_manuscript("<p>短</p>"), "")
    assert [post.label for post in posts.posts] == ["全文"] and not posts.faults and not posts.advice


def test_a_long_text_is_split_before_headings_and_nothing_is_lost() -> None:
    body = "".join(f"<h2>第{n}节</h2><p>{'字' * 900}</p><p>{'词' * 900}</p>" for n in range(20))
    posts = render_posts(a_manuscript(body), "")
    assert len(posts.posts) > 1 and not posts.faults
    trees = [html.fragment_fromstring(post.fragment.html) for post in posts.posts]
    assert (
        "".join(tree.text_content() for tree in trees)
        == html.fragment_fromstring(f"<div>{body}</div>").text_content()
    )
    assert all(tree[0].tag == "h2" and tree[-1].tag == "p" for tree in trees)
    assert [post.title for post in posts.posts][:2] == ["标题（一）", "标题（二）"]
    for post in posts.posts:
        assert_fits_wechat(post.fragment.html)
    assert "分成 2 篇" in posts.advice[0] or "分成 3 篇" in posts.advice[0]


def test_notes_count_and_stay_with_their_part() -> None:
    body = "".join(
        f'<p>{"字" * 300}<a href="https://example.org/{"a" * 300}/{n}">看</a></p>' for n in range(40)
    )
    posts = render_posts(a_manuscript(body), "")
    for post in posts.posts:
        assert_fits_wechat(post.fragment.html)
        assert "[1] 看：" in html.fragment_fromstring(post.fragment.html).text_content()
    assert sum(post.fragment.html.count("https://example.org/") for post in posts.posts) == 40


def test_pictures_are_numbered_through_all_parts() -> None:
    body = "".join(f'<p>{"字" * 3000}</p><p><img src="a{n}.jpg" alt=""></p>' for n in range(10))
    posts = render_posts(a_manuscript(body), "")
    assert len(posts.posts) > 1
    assert [picture.number for picture in posts.pictures] == list(range(1, 11))


def test_a_block_too_long_for_any_post_is_a_fault_that_says_what_to_do() -> None:
    posts = render_posts(a_manuscript(f"<p>前</p><p>{'字' * 21000}</p><p>后</p>"), "")
    assert len(posts.faults) == 1 and "分成几段" in posts.faults[0]
    assert (
        "".join(html.fragment_fromstring(p.fragment.html).text_content() for p in posts.posts).count("字")
        == 21000
    )


def test_a_long_title_is_a_fault_with_its_length() -> None:
    posts = render_posts(a_manuscript("<p>短</p>", title="题" * 65), "")
    assert posts.faults == (f"标题“{'题' * 65}”有 65 字，公众号最多 64 字，请改短后再发。",)
    assert posts.posts[0].title == "题" * 65


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("短。", "短。"),
        ("一" * 60 + "。" + "二" * 60 + "。", "一" * 60 + "。"),
        ("他说“" + "好" * 50 + "。”" + "二" * 80 + "。", "他说“" + "好" * 50 + "。”"),
        ("长" * 130, "长" * 119 + "…"),
        ("🙂" * 130, "🙂" * 59 + "…"),
    ],
)
def test_a_digest_ends_with_a_sentence(text: str, expected: str) -> None:
    assert shorten(text) == expected
    assert len(shorten(text).encode("utf-16-le")) <= 240


@pytest.mark.parametrize("site_url", ["", "https://qx.example.edu.cn/bureau/"])
def test_everything_in_the_sample_fits(site_url: str) -> None:
    published = sample_site().edition.published
    assert len(published) > 100
    for entry in published.values():
        posts = render_posts(manuscript(sample_site(), entry), site_url)
        assert not posts.faults, entry.id
        for post in posts.posts:
            assert_fits_wechat(post.fragment.html)
            assert 0 < len(post.title) <= 64 and 0 < len(post.digest) <= 120


def test_an_issue_too_long_for_one_post_has_its_summary_first() -> None:
    entry = next(entry for entry in sample_site().edition.all(BULLETIN) if len(entry.record.items) > 8)
    posts = render_posts(manuscript(sample_site(), entry), "")
    assert [post.label for post in posts.posts][:2] == ["摘要版", "全文之一"]
    titles = [sample_site().edition.published[item].record for item in entry.record.items]
    whole = "".join(html.fragment_fromstring(post.fragment.html).text_content() for post in posts.posts[1:])
    for record in titles:
        assert getattr(record, "title", "") in whole


def test_sample_content_says_that_it_is() -> None:
    entry = sample_site().edition.all(UPDATE)[0]
    assert "这是示例内容" in render_posts(manuscript(sample_site(), entry), "").posts[0].fragment.html
