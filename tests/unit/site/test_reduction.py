"""HTML taken out of a page and put back gives what Markdown makes of the whole page, whatever stands in
it.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.toc import slugify_unicode

from qiangxiao.rendering.page_fragment import EXTENSIONS
from qiangxiao.site.engines.mkdocs_pages import read_source
from qiangxiao.site.engines.reduction import put_back, take_out

PIECES = (
    *"""
<div>|</div>|<div class="qx-body">|<p>|</p>|<ul>|<li>|</li>|</ul>|<br>|<br/>|<a href="b/">|</a>|<p|<b>|</b>
<img src="a.jpg" alt="x">|<span markdown="1">|<svg viewBox="0 0 1 1"/>|<table><tr><td>|</td></tr></table>
</pre>|<!-- -->|<script>|</script>|<section>|</section>|<details open>|</details>|<div title='a'>|<pre>
</DIV>| |    |# 题|## 节 {: #h }|- 项|> 引|```|~~~|`<div>`|[^1]|[^1]: 注|!!! note|&lt;|&amp;|&#60;|*
**粗**|字|1. 一|<div title="a<b">|<div class="qx-taken-out" id="qx-taken-out-0"></div>|qx-taken-out""".strip()
    .replace("\n", "|")
    .split("|"),
    *("\n", "\n\n", "\n\n\n", "\t", "\r\n", "\x02", "| a | b |", "|---|---|", "\\<div>"),
)


def convert(markdown: str) -> str:
    settings: dict[str, dict[str, Any]] = {"toc": {"slugify": slugify_unicode, "permalink": True}}
    return Markdown(extensions=list(EXTENSIONS), extension_configs=settings).convert(markdown)


@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
@example("<div>\n\n<p>\n\n</p></div>\n## 节\n<ul>\n<li>a</li>\n</ul>字\n")
@example("<div>a</div>\n```\n\n<div>b</div>\n\n```\n")
@example("- 项\n\n<div>a</div>\n\n    <div>b</div>\n")
@example("> 引\n<div>a</div>\n\n字\n<p>c</p>\n字")
@example("| a |\n|---|\n<div>x</div>\n")
@example("字 <p>a</p>\n<p>b</p>")
def test_nothing_differs(markdown: str) -> None:
    reduced, blocks = take_out(markdown)
    made = put_back(convert(reduced), blocks)
    assert made is None or made == convert(markdown)


def test_what_pages_are_made_of_is_taken_out() -> None:
    page = (
        '# 题\n\n<div class="qx-body">\n<p>一<br>二</p>\n\n<p>三</p>\n</div>\n\n'
        "## 节 {: #h }\n\n<ul>\n<li>甲</li>\n</ul>"
    )
    reduced, blocks = take_out(page)
    assert len(blocks) == 2 and "<p>" not in reduced and "<li>" not in reduced
    assert put_back(convert(reduced), blocks) == convert(page)


@pytest.mark.parametrize(
    "source",
    [
        '---\ntitle: "甲"\nwide: true\nfeeds: [{"title": "a: b", "url": "c"}]\n---\n\n# 字\n',
        '---\ntitle: "a\u2028b"\n---\n\n字\n',
        '---\ntitle: "a\u0085b"\n---\n\n字\n',
        '---\ntitle: "a\\tb \\" \\\\ \\u0001"\n---\n\n字\n',
        "---\ntitle: a\nupdated: 2026-01-01\n---\n字\n",
        "---\n---\n字\n",
        "字\n",
        "title: a\n\n字\n",
        '---\ntitle: "---"\n---\n---\n字\n',
    ],
)
def test_front_matter_is_what_mkdocs_reads(source: str) -> None:
    from mkdocs.utils import meta

    assert read_source(source) == meta.get_data(source)
