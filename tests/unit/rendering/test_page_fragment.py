"""A page within another document: nothing runs, nothing
loads, no id clashes, links lead somewhere or nowhere.
"""

from __future__ import annotations

import re

import pytest
from lxml import html

from qiangxiao.rendering.page import Page
from qiangxiao.rendering.page_fragment import fragment, paragraphs_of

ADDRESS = "schools/a/b/updates/c/"


def made(markdown: str, site_url: str = "", **anchors: str) -> str:
    page = Page(ADDRESS, "标题", markdown)
    known = {name.replace("__", "/"): anchor for name, anchor in anchors.items()}
    root = fragment(
        page,
        "p1-",
        {**known, ADDRESS: "p1"},
        site_url,
        lambda path: "data:image/jpeg;base64,AA==" if path == "schools/a/b/media/x.jpg" else "",
    )
    return html.tostring(root, encoding="unicode")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src="https://evil.example/x.png" onerror="alert(1)">',
        '<iframe src="https://evil.example"></iframe>',
        '<meta http-equiv="refresh" content="0;url=https://evil.example">',
        '<link rel="stylesheet" href="https://evil.example/x.css">',
        '<style>@import "https://evil.example/x.css";</style>',
        '<base href="https://evil.example/">',
        '<form action="https://evil.example"><button>x</button></form>',
        '<object data="https://evil.example"></object>',
        '<video src="https://evil.example" autoplay></video>',
        '<p style="background:url(https://evil.example)">x</p>',
        '<p style="position:fixed;inset:0">盖住</p>',
        '<svg><image href="https://evil.example/x.png"/></svg>',
        '<svg><use xlink:href="https://evil.example/x.svg#a"/></svg>',
        '<img srcset="https://evil.example/x.png 2x" src="x">',
        '<a href="javascript:alert(1)">点</a>',
        '<a href="data:text/html,x">点</a>',
        '<a href="//evil.example/x">点</a>',
        "<!-- --><!--[if IE]><script>alert(1)</script><![endif]-->",
    ],
)
def test_nothing_runs_and_nothing_is_loaded(hostile: str) -> None:
    text = made(f"前\n\n{hostile}\n\n后")
    assert not re.search(r"<(?:script|iframe|meta|link|style|base|form|object|video|button|embed)\b", text)
    assert not re.search(r"\son\w+=|javascript:|position:", text)
    assert "evil.example" not in text
    assert "前" in text
    assert "后" in text


def test_ids_and_what_refers_to_them_are_prefixed() -> None:
    text = made('## 做法 {: #h-a }\n\n<p id="x" aria-labelledby="h-a y">字</p> [到](#h-a)')
    assert 'id="p1-h-a"' in text
    assert 'id="p1-x"' in text
    assert 'aria-labelledby="p1-h-a p1-y"' in text
    assert 'href="#p1-h-a"' in text


def test_a_link_to_a_page_in_the_document_leads_to_it() -> None:
    assert '<a href="#p2">' in made("[到](../../plan/)", schools__a__b__plan__="p2")
    assert '<a href="#p1">' in made("[到](./)")


def test_another_page_is_reached_on_the_published_site_or_not_at_all() -> None:
    assert '<a href="https://site.example/sub/cases/">' in made(
        "[到](../../../../../cases/)", "https://site.example/sub/"
    )
    assert "<a>到</a>" in made("[到](../../../../../cases/)")


def test_other_sites_are_linked_without_a_referrer() -> None:
    assert '<a href="https://example.com/a" rel="noopener noreferrer nofollow">' in made(
        "[到](https://example.com/a)"
    )


def test_photos_are_inlined_and_others_say_that_they_are_missing() -> None:
    text = made('<figure><img src="../../media/x.jpg" alt="甲" width="9" height="9" loading="lazy"></figure>')
    assert '<img alt="甲" src="data:image/jpeg;base64,AA==">' in text
    assert "（照片没有放进预览：乙）" in made('<img src="../../media/y.jpg" alt="乙">')


def test_the_sizes_of_charts_are_kept() -> None:
    assert 'style="--value:50"' in made('<div class="qx-progress" style="--value:50">x</div>')


def test_paragraphs_are_one_per_line_of_a_reader() -> None:
    page = Page(
        ADDRESS, "", "## 标题\n\n第一段**粗**字。\n\n- 甲\n- 乙\n\n| 项 | 数 |\n|---|---|\n| 丙 | 1 |\n"
    )
    assert paragraphs_of(fragment(page, "p-", {}, "", lambda path: "")) == [
        "标题",
        "第一段粗字。",
        "甲",
        "乙",
        "项 │ 数",
        "丙 │ 1",
    ]
