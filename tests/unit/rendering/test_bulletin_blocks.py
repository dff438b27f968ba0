"""The tree of a text to the one that PDF and Word are made from."""

from __future__ import annotations

import pytest
from trees import parts_of

from qiangxiao.rendering.bulletin.blocks import MAX_DEPTH, Node, blocks, column_shares, images, texts


def of(html: str) -> tuple[Node, ...]:
    return blocks(parts_of(html))


def kinds(html: str) -> list[str]:
    return [node.kind for node in of(html)]


def words(html: str) -> str:
    return "".join(texts(of(html)))


@pytest.mark.parametrize("html", ["", " \n ", "<p></p>", "<p> <br> </p>", "<h2> </h2>"])
def test_nothing_said_is_nothing(html: str) -> None:
    assert of(html) == ()


def test_every_kind_of_block() -> None:
    html = (
        "<h2>一</h2><p>二</p><ul><li>三</li></ul><ol "
        "start='3'><li>四</li></ol><blockquote><p>五</p></blockquote><pre><code>六\n</code></pre><hr>"
    )
    assert kinds(html) == ["heading", "para", "list", "list", "quote", "code", "rule"]
    assert [node.level for node in of(html)] == [2, 0, 0, 3, 0, 0, 0]
    assert of(html)[5].text == "六"


def test_inline_parts_keep_their_order() -> None:
    (para,) = of("<p>甲<strong>乙</strong>丙<em>丁<del>戊</del></em><code>己</code><br>庚</p>")
    assert [node.kind for node in para.children] == [
        "text",
        "strong",
        "text",
        "emph",
        "mono",
        "break",
        "text",
    ]
    assert para.plain() == "甲乙丙丁戊己庚"


def test_a_picture_stands_by_itself() -> None:
    html = '<p>前<img src="media/a.jpg" alt="说明">后</p><p><img src="media/b.jpg" alt=""></p>'
    assert kinds(html) == ["para", "image", "para", "image"]
    assert [(node.target, node.text) for node in images(of(html))] == [
        ("media/a.jpg", "说明"),
        ("media/b.jpg", ""),
    ]


def test_a_footnote_is_where_it_is_referred_to() -> None:
    html = (
        '<p>正文<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>。</p>'
        '<div class="footnote"><hr><ol><li id="fn:1"><p>注<strong>意</strong>&#160;<a '
        'class="footnote-backref" href="#fnref:1">↩</a></p></li></ol></div>'
    )
    (para,) = of(html)
    assert [node.kind for node in para.children] == ["text", "note", "text"]
    assert words(html) == "正文注意。"
    assert para.plain() == "正文。"


def test_a_footnote_nobody_wrote_is_left_out() -> None:
    (para,) = of('<p>正文<sup id="fnref:9"><a class="footnote-ref" href="#fn:9">9</a></sup></p>')
    assert para.plain() == "正文"


def test_a_list_in_a_list() -> None:
    (outer,) = of("<ul><li>甲<ol><li><p>乙</p><p>丙</p></li></ol></li></ul>")
    (item,) = outer.children
    assert [node.kind for node in item.children] == ["para", "list"]
    assert [node.kind for node in item.children[1].children[0].children] == ["para", "para"]


def test_rows_of_a_table_are_filled_up() -> None:
    (table,) = of(
        '<table><thead><tr><th>一</th><th style="text-align: '
        'right;">二</th></tr></thead><tbody><tr><td>甲</td></tr></tbody></table>'
    )
    assert table.level == 2
    assert [len(row.children) for row in table.children] == [2, 2]
    assert [row.level for row in table.children] == [1, 0]
    assert table.children[0].children[1].align == "right"


def test_columns_follow_their_longest_cell_within_bounds() -> None:
    (table,) = of(
        f"<table><tbody><tr><td>1</td><td>{'长' * 12}</td><td>{'长' * 99}</td></tr></tbody></table>"
    )
    assert column_shares(table) == [5, 12, 24]


def test_line_ends_between_chinese_characters_are_no_space() -> None:
    assert words("<p>第一行\n第二行 and\nmore</p>") == "第一行第二行 and more"


def test_depth_has_an_end() -> None:
    deep = "<blockquote>" * 200 + "<p>底</p>" + "</blockquote>" * 200
    node, depth = of(deep)[0], 0
    while node.children:
        node, depth = node.children[0], depth + 1
    assert words(deep) == "底"
    assert depth <= MAX_DEPTH + 3


def test_what_is_not_known_is_its_words() -> None:
    assert of("<p><span>甲</span></p>") == (Node("para", children=(Node("text", "甲"),)),)
