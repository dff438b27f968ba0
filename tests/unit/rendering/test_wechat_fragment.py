"""Contributors' text in WeChat's shapes: nothing lost, nothing WeChat would drop."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from wechat_rules import assert_fits_wechat

from qiangxiao.rendering.wechat.fragment import Fragment, render_fragment
from qiangxiao.rendering.wechat.shapes import blocks_of
from qiangxiao.sources.body import read_body

SITE = "https://qx.example.edu.cn/"
BASE = "schools/jinjiang/shili/updates/2026-10-12-kaifangke/"


def fragment(markdown: str, site_url: str = SITE) -> Fragment:
    """Return a body as it would be pasted."""
    body = read_body("a.md", markdown)
    made = render_fragment(blocks_of(body.blocks, BASE, "schools/jinjiang/shili/"), site_url)
    assert_fits_wechat(made.html)
    return made


def text_of(made: Fragment) -> str:
    return html.fragment_fromstring(made.html).text_content()


def test_every_element_carries_its_own_style() -> None:
    tree = html.fragment_fromstring(fragment("## 做法\n\n先**看**再说。\n\n> 引用\n\n1. 一\n2. 二\n").html)
    for tag in ("section", "h2", "p", "strong", "ol", "li"):
        assert all(
            element.get("style")
            for element in tree.iter(tag)
            if element.getparent() is None or tag != "section"
        )


def test_a_link_to_elsewhere_becomes_a_numbered_note() -> None:
    made = fragment(
        "见[通知](https://example.edu.cn/a?b=1&c=2)和[另一份](https://example.org/)，再看[通知](https://example.edu.cn/a?b=1&c=2)。"
    )
    shown = text_of(made)
    assert "见通知[1]和另一份[2]，再看通知[1]。" in shown
    assert shown.endswith(
        "链接与注释[1] 通知：https://example.edu.cn/a?b=1&c=2[2] 另一份：https://example.org/"
    )
    assert "<a " not in made.html


def test_a_link_within_wechat_stays() -> None:
    made = fragment("[上一篇](https://mp.weixin.qq.com/s/abc)")
    assert 'href="https://mp.weixin.qq.com/s/abc"' in made.html
    assert "链接与注释" not in made.html


@pytest.mark.parametrize(
    "target",
    [
        "https://mp.weixin.qq.com.example.org/s",
        "https://example.org/mp.weixin.qq.com",
        "https://xmp.weixin.qq.com/s",
    ],
)
def test_a_link_that_only_looks_like_wechat_is_a_note(target: str) -> None:
    assert f"[1] 看：{target}" in text_of(fragment(f"[看]({target})"))


def test_an_address_written_out_is_not_repeated() -> None:
    assert "链接与注释" not in text_of(fragment("[https://example.org/](https://example.org/)"))


def test_a_mail_address_becomes_readable() -> None:
    assert "[1] 教务处：jiaowu@example.edu.cn" in text_of(fragment("[教务处](mailto:jiaowu@example.edu.cn)"))


def test_a_link_within_the_site_needs_the_address_of_the_site() -> None:
    markdown = "见[方案](../../plan/)。"
    assert f"[1] 方案：{SITE}schools/jinjiang/shili/plan/" in text_of(fragment(markdown))
    assert "链接与注释" not in text_of(fragment(markdown, ""))


def test_footnotes_join_the_notes_in_reading_order() -> None:
    shown = text_of(
        fragment("甲[^a]，乙[网](https://example.org/)，丙[^b]。\n\n[^a]: 甲的出处。\n[^b]: 丙的出处。\n")
    )
    assert "甲[1]，乙网[2]，丙[3]。" in shown
    assert shown.endswith("[1] 甲的出处。[2] 网：https://example.org/[3] 丙的出处。")


def test_a_nested_list_moves_out_and_keeps_its_place() -> None:
    made = fragment("1. 甲\n    - 甲一\n    - 甲二\n2. 乙\n")
    tree = html.fragment_fromstring(made.html)
    outer = tree.xpath("//ol")[0]
    assert [child.tag for child in outer] == ["li", "ul", "li"]
    assert text_of(made) == "甲甲一甲二乙"


def test_text_behind_a_nested_list_stays_behind_it_and_does_not_count() -> None:
    made = fragment("1. 甲\n\n    - 甲一\n\n    甲的后话\n\n2. 乙\n")
    assert text_of(made) == "甲甲一甲的后话乙"
    items = html.fragment_fromstring(made.html).xpath("//ol/li")
    assert "none" in items[1].get("style") and items[2].get("value") == "2"


def test_a_wide_table_becomes_a_box_for_each_row() -> None:
    made = fragment("|校|一|二|三|四|\n|-|-|-|-|-|\n|甲|1|2|3|4|\n|乙|5|6|7|**8**|\n")
    assert "<table" not in made.html
    assert text_of(made) == "校：甲一：1二：2三：3四：4校：乙一：5二：6三：7四：8"


def test_a_narrow_table_stays_and_keeps_its_alignment() -> None:
    tree = html.fragment_fromstring(fragment("|校|人数|\n|-|-:|\n|甲|12|\n").html)
    assert "text-align: right" in tree.xpath("//td")[1].get("style").replace(
        "text-align:right", "text-align: right"
    )


def test_a_picture_becomes_a_numbered_box_with_its_caption() -> None:
    made = fragment("前\n\n![开放课](media/kaifangke.jpg)\n\n后")
    assert [(p.number, p.path, p.alt) for p in made.pictures] == [
        (1, "schools/jinjiang/shili/media/kaifangke.jpg", "开放课")
    ]
    assert "【图 1】上传 01-kaifangke.jpg" in text_of(made)
    assert "<img" not in made.html


def test_a_webp_is_uploaded_as_jpeg() -> None:
    assert fragment("![图](media/a.webp)").pictures[0].file_name == "01-a.jpg"


def test_a_picture_within_a_sentence_cuts_the_paragraph() -> None:
    shown = text_of(fragment("之前![甲](media/a.jpg)之后"))
    assert shown == "之前【图 1】上传 01-a.jpg甲之后"


def test_one_picture_twice_is_one_upload() -> None:
    assert len(fragment("![甲](media/a.jpg)\n\n![甲](media/a.jpg)").pictures) == 1


def test_a_picture_in_a_table_or_a_link_is_named_in_place() -> None:
    assert "【图 1】上传 01-a.jpg：甲" in text_of(fragment("|图|\n|-|\n|![甲](media/a.jpg)|\n"))
    assert "上传 01-a.jpg" in text_of(fragment("[![甲](media/a.jpg)](https://example.org/)"))


def test_code_keeps_its_lines() -> None:
    made = fragment("```\n甲\n    乙\n```\n")
    assert "甲<br>" in made.html and text_of(made).replace("\N{NO-BREAK SPACE}", " ") == "甲    乙"


def test_markup_in_the_text_is_text() -> None:
    made = fragment('<script>alert(1)</script> & <img src=x onerror=1> "引"')
    assert "alert(1)" in text_of(made) and "<script" not in made.html and "<img" not in made.html


def test_line_ends_within_chinese_leave_no_gap() -> None:
    assert text_of(fragment("第一行，\n第二行")) == "第一行，第二行"
    assert text_of(fragment("one\ntwo")) == "one two"


@given(st.text(st.sampled_from("甲乙 \n-1.*_`[]()!|>#~^:h<&\"'"), max_size=120))
def test_whatever_is_written_fits(markdown: str) -> None:
    fragment(markdown)
