"""Contributors' Markdown bodies: what they become, and what is wrong with them, where."""

from __future__ import annotations

import json
import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qiangxiao.foundation.problems import Severity, Span
from qiangxiao.sources import body_html
from qiangxiao.sources.body import Body, read_body
from qiangxiao.sources.body_rules import RULES
from qiangxiao.sources.tree import Parts, element, write_html

HOSTILE: list[str] = json.loads(
    (Path(__file__).parents[2] / "corpus" / "hostile" / "bodies.json").read_text(encoding="utf-8")
)
DANGEROUS = re.compile(r"^on|^style$|^srcdoc$|^formaction$|^xlink", re.IGNORECASE)
TAGS = frozenset(
    (
        *("a", "blockquote", "br", "code", "del", "div", "em", "h2", "h3", "h4", "hr", "img", "li", "ol"),
        *("p", "pre", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    )
)


def read(source: str, first_line: int = 1) -> Body:
    return read_body("schools/a.md", source, first_line)


def html_of(source: str) -> str:
    body = read(source)
    assert body.problems == ()
    return body.html


def found(source: str, first_line: int = 1) -> list[tuple[str, int, int]]:
    return [(p.code, p.span.line, p.span.column) for p in read(source, first_line).problems]


# Text and emphasis


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**“引号”**后", "<strong>“引号”</strong>后"),
        ("中文**粗体**中文", "中文<strong>粗体</strong>中文"),
        ("前文**粗体。**下一句", "前文<strong>粗体。</strong>下一句"),
        ("他说：**“好！”**，又说", "他说：<strong>“好！”</strong>，又说"),
        ("**（一）**标题", "<strong>（一）</strong>标题"),
        ("**`代码`**后", "<strong><code>代码</code></strong>后"),
        ("***粗斜***字", "<strong><em>粗斜</em></strong>字"),
        (r"***\*1\****", "<strong><em>*1*</em></strong>"),
        (r"***\_1\_***字", "<strong><em>_1_</em></strong>字"),
        (r"***\~~1\~~***", "<strong><em>~~1~~</em></strong>"),
        (r"**甲*\*乙\**丙**", "<strong>甲<em>*乙*</em>丙</strong>"),
        (r"***\[^1]***", "<strong><em>[^1]</em></strong>"),
        ("前~~删去~~后", "前<del>删去</del>后"),
        ("a_b_c 中_文_字", "a_b_c 中_文_字"),
        ("数值 a < b 且 c > d，x<y则", "数值 a &lt; b 且 c &gt; d，x&lt;y则"),
        ("AT&T &amp; &lt;b&gt; &copy;", "AT&amp;T &amp; &lt;b&gt; ©"),
        (r"\*不是强调\* \[x] \<b>", "*不是强调* [x] &lt;b&gt;"),
        ("`` a`b ``", "<code>a`b</code>"),
        ("`&lt;` 与 `<b>`", "<code>&amp;lt;</code> 与 <code>&lt;b&gt;</code>"),
        ("未结束的 ` 反引号", "未结束的 ` 反引号"),
    ],
)
def test_inline_text_reads_as_a_chinese_author_means_it(source: str, expected: str) -> None:
    assert html_of(source) == f"<p>{expected}</p>"


def test_wrapped_chinese_lines_join_without_a_space() -> None:
    second = "第二行写到了纸的边上，下面是外文，所以前后要有一个空格"
    assert html_of(f"第一行，\n{second}\nEnglish\nwords") == f"<p>第一行，{second}\nEnglish\nwords</p>"


@pytest.mark.parametrize("ending", ["  ", "\\"])
def test_two_spaces_or_a_backslash_at_the_end_break_the_line(ending: str) -> None:
    assert html_of(f"甲{ending}\n乙") == "<p>甲<br>\n乙</p>"


def test_a_paragraph_indented_like_a_word_document_is_not_code() -> None:
    assert html_of("    四个空格\n\n　　两个全角空格") == "<p>四个空格</p>\n<p>两个全角空格</p>"


# Blocks


@pytest.mark.parametrize("indent", [2, 3, 4])
def test_lists_nest_with_two_three_or_four_spaces(indent: int) -> None:
    space = " " * indent
    html = html_of(f"- 甲\n{space}- 乙\n{space * 2}- 丙\n- 丁")
    assert re.sub(r"\s", "", html) == (
        "<ul><li>甲<ul><li>乙<ul><li>丙</li></ul></li></ul></li><li>丁</li></ul>"
    )


def test_a_list_needs_no_blank_line_before_it() -> None:
    assert html_of("做法：\n- 甲\n- 乙") == "<p>做法：</p>\n<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"


def test_a_wrapped_line_that_begins_with_a_number_stays_in_its_paragraph() -> None:
    start = "这一行写到了纸的边上，所以在数字前面换了行，从"
    assert html_of(f"{start}\n2025. 开始") == f"<p>{start}\n2025. 开始</p>"


def test_an_ordered_list_keeps_its_first_number_and_takes_either_mark() -> None:
    assert html_of("3) 甲\n4) 乙") == '<ol start="3">\n<li>甲</li>\n<li>乙</li>\n</ol>'


def test_a_list_item_holds_paragraphs_and_code() -> None:
    html = html_of("1. 甲\n\n   段\n\n   ```\n   a\n\n     b\n   ```\n2. 乙")
    assert "<p>段</p>\n<pre><code>a\n\n  b\n</code></pre>" in html
    assert html.count("<ol>") == 1


def test_a_table_needs_no_outer_bars_and_keeps_bars_in_code() -> None:
    html = html_of("说明\n甲 | 乙\n:-: | --:\n`a|b` | 1 \\| 2")
    assert '<th style="text-align: center;">甲</th>' in html
    assert '<td style="text-align: center;"><code>a|b</code></td>' in html
    assert '<td style="text-align: right;">1 | 2</td>' in html


def test_quotations_nest_and_hold_lists() -> None:
    html = re.sub(r"\s", "", html_of("> 甲\n> - 一\n>   - 二\n>\n> > 乙\n\n丙"))
    assert html == (
        "<blockquote><p>甲</p><ul><li>一<ul><li>二</li></ul></li></ul>"
        "<blockquote><p>乙</p></blockquote></blockquote><p>丙</p>"
    )


def test_code_blocks_keep_everything_literally() -> None:
    html = html_of("```python\n# 注释 <b> &lt; {{ x }} [a](javascript:b)\n\ttab\n```")
    assert html == (
        '<pre><code class="language-python"># 注释 &lt;b&gt; &amp;lt; {{ x }} [a](javascript:b)\n'
        "\ttab\n</code></pre>"
    )


def test_three_dashes_under_text_are_a_rule_and_not_a_heading() -> None:
    assert html_of("文字\n---\n后文") == "<p>文字</p>\n<hr>\n<p>后文</p>"


def test_footnotes_are_numbered_in_order_and_lead_back_in_chinese() -> None:
    html = html_of("甲[^数据]，乙[^b]，丙[^数据]。\n\n[^b]: 来源\n    续行\n[^数据]: 样本")
    assert html.index("样本") < html.index("来源续行")
    assert 'aria-label="脚注 1" class="footnote-ref" href="#fn:1"' in html
    assert html.count('aria-label="回到正文"') == 3
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 5
    assert set(re.findall(r'href="#([^"]+)"', html)) == set(ids)


# Headings and sections


def test_a_body_is_split_at_its_headings() -> None:
    body = read("前言\n\n## 一、做法 ##\n甲\n### `代码`与**粗**\n## 空节\n")
    assert [
        (s.heading and (s.heading.level, s.heading.id, s.heading.text), write_html(s.blocks))
        for s in body.sections
    ] == [
        (None, "<p>前言</p>"),
        ((2, "h-一-做法", "一、做法"), "<p>甲</p>"),
        ((3, "h-代码与粗", "代码与粗"), ""),
        ((2, "h-空节", "空节"), ""),
    ]
    assert body.html == (
        '<p>前言</p>\n<h2 id="h-一-做法">一、做法</h2>\n<p>甲</p>\n'
        '<h3 id="h-代码与粗"><code>代码</code>与<strong>粗</strong></h3>\n<h2 id="h-空节">空节</h2>'
    )


def test_heading_anchors_are_unique_and_never_those_of_the_theme() -> None:
    body = read("## __config\n\n## 小结\n\n## 小结\n\n## 小结 2\n\n## ！\n\n## " + "长" * 200)
    anchors = [section.heading.id for section in body.sections if section.heading]
    assert anchors[:5] == ["h-config", "h-小结", "h-小结-2", "h-小结-2-2", "h-section"]
    assert all(anchor.startswith("h-") and len(anchor) <= 80 for anchor in anchors)


def test_a_heading_with_a_footnote_is_named_without_its_number() -> None:
    body = read("## 数据[^1]\n\n[^1]: 来源")
    assert body.sections[0].heading is not None
    assert (body.sections[0].heading.text, body.sections[0].heading.id) == ("数据", "h-数据")


def test_plain_text_has_no_markup_footnote_numbers_or_image_descriptions() -> None:
    body = read(
        "## 题 `a`\n\n甲**乙**[^1] &lt;\n\n| 一 | 二 |\n|--|--|\n| 三 | 四 |\n\n![图](a.jpg)\n\n[^1]: 注"
    )
    assert body.text == "题 a\n甲乙 <\n一\n二\n三\n四\n注"


def test_an_empty_body_has_no_sections() -> None:
    assert read(" \n\n") == Body((), "", "", (), (), ())


# Links and images


def test_links_and_images_are_listed_with_their_places() -> None:
    body = read('见 [甲](../a.md "题")\n\n- ![图 *一*](media/a.jpg) <https://example.org/x>', 10)
    assert [(link.target, link.span) for link in body.links] == [
        ("../a.md", Span.at(10, 3, 16)),
        ("https://example.org/x", Span.at(12, 25, 23)),
    ]
    assert [(i.target, i.alt, i.span) for i in body.images] == [("media/a.jpg", "图 一", Span.at(12, 3, 21))]
    assert '<img alt="图 一" loading="lazy" src="media/a.jpg">' in body.html


def test_external_links_pass_nothing_on_and_open_in_place() -> None:
    html = html_of(
        "[甲](https://example.org/?a=1&copy=2) [乙](b.md) <c@example.org> [丁](mailto:d@example.org)"
    )
    assert '<a href="https://example.org/?a=1&amp;copy=2" rel="noopener noreferrer nofollow">甲</a>' in html
    assert '<a href="b.md">乙</a> <a href="mailto:c@example.org">c@example.org</a>' in html
    assert "target" not in html


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("[甲](a_(b).md)", "a_(b).md"),
        ("[甲 [注] 乙](a.md)", "a.md"),
        ("[甲](<a.md>)", "a.md"),
        ("[甲](#h-小结)", "#h-小结"),
        ("[甲](https://教育.中国/路)", "https://教育.中国/路"),
        ("[![图](a.jpg)](b.md)", "b.md"),
        ("**[甲](a.md)**", "a.md"),
    ],
)
def test_an_ordinary_link_is_a_link(source: str, target: str) -> None:
    body = read(source)
    assert body.problems == ()
    assert [link.target for link in body.links] == [target]
    assert f'href="{target}"' in body.html


@pytest.mark.parametrize(
    "target",
    [
        *("javascript:alert(1)", "JAVASCRIPT:x", "&#106;avascript:x", "javascript&colon;x"),
        *("javascript%3Ax",),
        *("data:text/html,x", "vbscript:x", "file:///etc/passwd", "tel:10000", "ftp://example.org"),
        *("//example.org", "/a.md", "\\\\example.org", "https:example.org", "https://a@example.org/"),
        *(
            "http://[::1]/",
            "http://127.0.0.1/",
            "www.example.org",
            "mailto:a",
            "a\\b.md",
            "javascript：x",
            "",
        ),
    ],
)
def test_an_address_that_is_not_a_page_mail_or_path_is_an_error(target: str) -> None:
    body = read(f"前文 [甲]({target}) 后文")
    assert found(f"前文 [甲]({target}) 后文") == [("body.link.scheme", 1, 4)]
    assert body.html == "<p>前文 甲 后文</p>"
    assert body.links == ()


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("![图](https://example.org/a.jpg)", "body.image.remote"),
        ("![图](//example.org/a.jpg)", "body.image.remote"),
        ("![图](/media/a.jpg)", "body.image.remote"),
        ("![图](data:image/png;base64,AA)", "body.image.remote"),
        ("![图](#a)", "body.image.remote"),
        ("![](media/a.jpg)", "body.image.alt"),
        ("![ ** ](media/a.jpg)", "body.image.alt"),
        ("[](a.md)", "body.link.text"),
        ("[甲](a b.md)", "body.link.form"),
        ("[甲](a.md", "body.link.form"),
        ("[甲]（https://example.org）", "body.link.form"),
        ("[甲 [乙](a.md) 丙](b.md)", "body.link.form"),
        ("[甲]: https://example.org", "body.link.form"),
        ("<javascript:alert(1)>", "body.link.scheme"),
        ("<ftp://example.org>", "body.link.scheme"),
    ],
)
def test_a_bad_image_or_link_is_reported_where_it_begins(source: str, code: str) -> None:
    assert found(f"前文\n\n- {source}", 5) == [(code, 7, 3)]


# What a body must not have


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("<b>粗</b>", 1, 1),
        ("甲 <script>", 1, 3),
        ("甲\n乙</div>", 2, 2),
        ("- 甲\n  - <!-- 注 -->", 2, 5),
        ("> 甲\n>   <img src=x", 2, 5),
        ("## 题 <svg/onload=x>", 1, 6),
        ("| 甲 |\n|---|\n| <td> |", 3, 3),
        ("[^1]\n\n[^1]: 注<br>", 3, 8),
        ("[甲<i>](a.md)", 1, 3),
        ("`代码` <?php", 1, 6),
        ("<custom-tag a=b>", 1, 1),
    ],
)
def test_a_tag_outside_code_is_an_error_at_its_place(source: str, line: int, column: int) -> None:
    assert ("body.raw-html", line, column) in found(source)


@pytest.mark.parametrize(
    "source", ["`<b>`", "```\n<b>\n```", "~~~\n</div>\n~~~", "a<1 <- <3 <=>", "&lt;b&gt;", "《<姓名>》"]
)
def test_what_only_looks_like_a_tag_is_no_error(source: str) -> None:
    assert found(source) == []


@pytest.mark.parametrize("sign", ["{{ x }}", "{% x %}", "{# x #}", "{: .x }"])
def test_template_syntax_is_an_error_outside_code(sign: str) -> None:
    assert found(f"甲 {sign}\n`{sign}`") == [("body.template", 1, 3)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# 题", [("body.heading.top", 1, 1)]),
        ("#话题", [("body.heading.top", 1, 1)]),
        ("#话题#", []),
        ("题\n===", [("body.heading.top", 2, 1)]),
        ("## 甲\n#### 乙", [("body.heading.jump", 2, 1)]),
        ("### 甲", [("body.heading.jump", 1, 1)]),
        ("## 甲\n### 乙\n## 丙\n### 丁\n#### 戊", []),
        ("##", [("body.heading.level", 1, 1)]),
        ("## 甲\n##### 乙", [("body.heading.level", 2, 1)]),
        ("- ## 甲", [("body.heading.level", 1, 3)]),
        ("> ## 甲", [("body.heading.level", 1, 3)]),
        (r"\# 甲", []),
        ("```\n# 甲\n```", []),
    ],
)
def test_headings_go_from_two_to_four_step_by_step(source: str, expected: list[tuple[str, int, int]]) -> None:
    assert found(source) == expected


def test_a_jump_is_only_a_warning() -> None:
    assert [p.severity for p in read("### 甲").problems] == [Severity.WARNING]


def test_an_unclosed_code_block_is_an_error_where_it_begins() -> None:
    assert found("甲\n\n  ```text\n乙\n## 丙", 20) == [("body.fence", 22, 3)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("甲[^1]", [("body.footnote", 1, 2)]),
        ("甲\n\n[^1]: 注", [("body.footnote", 3, 1)]),
        ("甲[^1]\n\n[^1]: 一\n\n[^1]: 二", [("body.footnote", 5, 1)]),
        ("甲[^1]\n\n[^1]:", [("body.footnote", 3, 1)]),
        ("甲[^1][^2]\n\n[^1]: [^2]: 注", [("body.footnote", 1, 6), ("body.footnote", 3, 7)]),
        ("甲[^a b]", [("body.footnote", 1, 2)]),
        ("| 甲 | 乙 |\n|--|--|\n| 1 | 2 | 3 |", [("body.table", 3, 1)]),
        ("| 甲 | 乙 |\n|--|\n| 1 | 2 |", [("body.table", 2, 1)]),
        ("甲\u200b乙\u202e", [("body.character", 1, 2), ("body.character", 1, 4)]),
        ("甲&#8238;乙", [("body.character", 1, 2)]),
    ],
)
def test_what_would_be_lost_or_unseen_is_an_error(source: str, expected: list[tuple[str, int, int]]) -> None:
    assert found(source) == expected


def test_positions_hold_with_windows_line_ends_and_tabs() -> None:
    assert found("甲\r\n\r\n-\t乙\r\n\t<b>", 3) == [("body.raw-html", 6, 2)]


# Limits


@pytest.mark.parametrize(
    "source",
    [
        *("[" * 20_000, "![" * 20_000, "<a " * 20_000, "> " * 20_000, "*" * 51, "`" * 20_000),
        *("[](" * 20_000, "_a" * 20_000, "- " * 2_000 + "甲", "1. " * 1_600, "甲\n" * 3_001, "甲" * 5_001),
        *("甲乙丙丁\n" * 2_900 * 15, ("<a " * 1_600 + "\n") * 100, ("**a " * 40 + "\n") * 2_900),
        *("".join(" " * 2 * depth + "- 甲\n" for depth in range(1_000)), ">" * 9 + "甲", "[^1]" * 60),
        "|甲" * 41 + "\n" + "|-" * 41,
        "|甲" * 40 + "\n" + "|-" * 40 + "\n" + "|乙\n" * 2_900,
    ],
    ids=lambda source: source[:6].strip(),
)
def test_what_passes_a_limit_is_refused_before_it_costs_time(source: str) -> None:
    started = time.process_time()
    body = read(source, 4)
    assert time.process_time() - started < 0.5
    assert "body.limit" in {problem.code for problem in body.problems}
    assert body.sections == ()
    assert all(problem.span.line >= 4 for problem in body.problems)


def test_eight_levels_of_quotation_are_still_read() -> None:
    assert html_of(">" * 8 + "甲").count("<blockquote>") == 8


def test_after_a_hundred_problems_the_rest_is_summed_up() -> None:
    problems = read("<b>\n" * 500).problems
    assert len(problems) == 101
    assert [p.code for p in problems].count("body.limit") == 1


# Safety


def assert_safe(html: str) -> None:
    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag in TAGS
            for name, value in attrs:
                assert value is not None
                if name == "style":
                    assert re.fullmatch(r"text-align: (left|center|right);", value)
                    continue
                assert not DANGEROUS.match(name)
                if name == "href":
                    assert re.match(r"https?://|mailto:|[^:]*$|[^:/?#]*[/?#]", value, re.IGNORECASE)
                if name in ("href", "src"):
                    assert not re.match(r"\s*(javascript|data|vbscript)\b|[/\\]", value, re.IGNORECASE)
                if name == "src":
                    assert ":" not in re.split(r"[/?#]", value)[0]
                if name == "id":
                    assert value.startswith(("h-", "fn"))

        def handle_comment(self, data: str) -> None:
            raise AssertionError(data)

        def handle_decl(self, decl: str) -> None:
            raise AssertionError(decl)

        def unknown_decl(self, data: str) -> None:
            raise AssertionError(data)

        def handle_pi(self, data: str) -> None:
            raise AssertionError(data)

    Reader(convert_charrefs=True).feed(html)
    assert "\x0e" not in html
    assert "\x0f" not in html


@pytest.mark.parametrize("source", HOSTILE, ids=ascii)
def test_hostile_text_becomes_safe_html(source: str) -> None:
    body = read(source)
    assert_safe(body.html)
    assert body_html.clean(body.html) == body.html
    assert "body.unsafe" not in {problem.code for problem in body.problems}
    in_context = read(f"- 甲\n  > 乙 **{source}** 丙\n\n| 丁 | 戊 |\n|--|--|\n| {source} | 己 |")
    assert_safe(in_context.html)


PIECES = st.sampled_from(
    [
        *(
            "甲",
            "，",
            "a",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\t",
            "*",
            "**",
            "_",
            "~~",
            "`",
            "```",
            "\n```\n",
            "[",
            "]",
        ),
        *("(", ")", "](", "![", "](a.md)", "](javascript:x)", "<", ">", "<b>", "<!--", "\n> ", "\n- ", "|"),
        *("\n  - ", "\n1. ", "\n## ", "\n# ", "\n---\n", "\n| a | b |\n|---|---|\n| c |", "[^1]"),
        *("\n[^1]: ", "&lt;", "&#106;", "&#0;", "\\", "\\*", "\x00", "\x02", "\x0e0\x0f"),
        *("<https://a.example>", "\n    ", "===", "\r", "\u2028", "https://a.example", "&", "#"),
        *("\x0e/0\x0f", "\u202e", "{{", "1.", '"', "'", "\n[a]: b\n"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join)))
@example("\ud800")
@example("[^1]:\\")
@example("[^1]: \u3000")
@example("[^1]: [^2]: 注")
def test_any_text_becomes_a_body_that_cleaning_leaves_alone(source: str) -> None:
    body = read(source)
    assert_safe(body.html)
    assert body_html.clean(body.html) == body.html
    assert "body.unsafe" not in {problem.code for problem in body.problems}


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join), st.lists(PIECES, max_size=30).map("".join))
def test_one_body_leaves_no_trace_in_the_next(first: str, second: str) -> None:
    alone = read(second)
    read(first)
    assert read(second) == alone


@pytest.mark.parametrize(
    "unsafe",
    [
        (element("p", "甲", onclick="x"),),
        (element("p", element("a", "甲", href="javascript:x")),),
        (element("p", element("p", "甲")),),
        (element("script", "甲"),),
        ("甲\x0e1\x0f",),
        ("甲\r",),
    ],
)
def test_what_the_allow_list_would_change_is_an_error_and_nothing_of_it_is_kept(
    unsafe: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qiangxiao.sources.body.render", lambda *_: unsafe)
    body = read("甲", 7)
    assert [(p.code, p.span.line) for p in body.problems] == [("body.unsafe", 7)]
    assert (body.blocks, body.html, body.text) == ((), "", "")


def test_every_rule_is_stated_in_chinese_under_its_own_code() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert all(code.startswith("body.") for code in codes)
    assert all(rule.title.endswith("。") and rule.explanation for rule in RULES)
