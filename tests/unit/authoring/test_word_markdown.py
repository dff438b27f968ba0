"""Word to Markdown: what is read back is what was in Word."""

from __future__ import annotations

import re

import pytest
from docx.document import Document
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from word_files import a_word_file, append_xml, with_footnote, with_parts

from qiangxiao.authoring.word_blocks import Block, body_of
from qiangxiao.authoring.word_markdown import blocks_of
from qiangxiao.authoring.word_reading import FileRefused, WordText, read_word
from qiangxiao.authoring.word_text import clean_text
from qiangxiao.sources.body import Body, read_body

ANY = st.text(st.sampled_from(list("中文。ab1 #>+-=.)(*_`~[]<>&;{}%:!\\|^/x\u3000\u200b")), max_size=30)


def blocks(html: str) -> tuple[Block, ...]:
    return blocks_of(WordText(etree.fromstring(f"<div>{html}</div>"), (), ()), ())


def body(html: str) -> Body:
    return read_body("x.md", body_of(blocks(html)))


def element(tag: str, text: str) -> str:
    made = etree.Element(tag)
    made.text = text
    return etree.tostring(made, encoding="unicode")


def words(text: str) -> str:
    return " ".join(clean_text(text).split())


@given(ANY)
def test_a_paragraph_reads_back_as_itself(text: str) -> None:
    read = body(element("p", text))
    assert read.problems == () and words(read.text) == words(text)
    assert not read.images and not read.links


@given(ANY, ANY)
def test_a_table_and_a_list_read_back_as_themselves(one: str, two: str) -> None:
    cells = f"<table><tr><td>头</td><td>尾</td></tr><tr>{element('td', one)}{element('td', two)}</tr></table>"
    read = body(f"{cells}<ul>{element('li', '甲' + one)}<li>乙<ol>{element('li', '丙' + two)}</ol></li></ul>")
    assert read.problems == ()
    assert words(read.text) == words(f"头 尾 {one} {two} 甲{one} 乙 丙{two}")


@given(ANY, ANY)
def test_emphasis_and_breaks_read_back_as_themselves(one: str, two: str) -> None:
    read = body(
        f"<p>始{element('strong', one)}，<em>{element('b', two)}</em><br/>{element('em', '末' + one)}</p>"
    )
    assert read.problems == ()
    assert words(read.text.replace("\n", "")).replace(" ", "") == words(f"始{one}，{two}末{one}").replace(
        " ", ""
    )


def test_emphasis_is_kept() -> None:
    html = body(
        "<p>前<strong>粗 "
        "</strong><em>斜</em><strong><em>粗斜</em></strong><s>删</s>后<strong>甲<br/>乙</strong></p>"
    ).html
    for piece in (
        "<strong>粗</strong>",
        "<em>斜</em>",
        "<del>删</del>",
        "<strong>甲</strong>",
        "<strong>乙</strong>",
    ):
        assert piece in html
    assert "<strong><em>粗斜</em></strong>" in html or "<em><strong>粗斜</strong></em>" in html


@pytest.mark.parametrize(
    ("words_in_word", "expected"),
    [
        ("<strong>甲<em>乙</em>丙</strong>", "<strong>甲<em>乙</em>丙</strong>"),
        ("<strong><em>甲</em>乙</strong>", "<strong><em>甲</em>乙</strong>"),
        ("<strong>甲<em>乙</em></strong>", "<strong>甲<em>乙</em></strong>"),
        ("<em>甲<strong>乙</strong>丙</em>", "<em>甲<strong>乙</strong>丙</em>"),
        ("<strong>甲<s>乙</s>丙</strong>", "<strong>甲<del>乙</del>丙</strong>"),
    ],
)
def test_marks_within_marks_are_kept(words_in_word: str, expected: str) -> None:
    assert expected in body(f"<p>前{words_in_word}后。</p>").html


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("甲<br/>乙", "甲；乙"),
        ("<p>甲</p><p>乙</p>", "甲；乙"),
        ("<p>甲。</p><p>乙</p>", "甲。乙"),
        ("<p>abc.</p><p>def</p>", "abc. def"),
        ("<ul><li>甲</li><li>乙</li></ul>", "甲；乙"),
        ("<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>", "甲 乙；丙 丁"),
    ],
)
def test_lines_in_a_cell_are_parted_by_a_mark(cell: str, expected: str) -> None:
    markdown = body_of(
        blocks(f"<table><tr><td>头</td><td>尾</td></tr><tr><td>{cell}</td><td>末</td></tr></table>")
    )
    assert f"| {expected} | 末 |" in re.sub(" {2,}", " ", markdown)


def test_headings_begin_at_two_and_do_not_jump() -> None:
    read = body("<h1>甲</h1><h4>乙</h4><h5>丙</h5><h6>丁</h6><h2>戊</h2>")
    assert [section.heading.level for section in read.sections if section.heading] == [2, 3, 4, 4, 3]
    assert read.problems == ()


def test_merged_cells_keep_the_columns() -> None:
    read = body(
        "<table><tr><td colspan='2'>甲</td><td>乙</td></tr><tr><td "
        "rowspan='2'>丙</td><td>丁</td><td>戊</td></tr>"
        "<tr><td>己</td><td>庚</td></tr></table>"
    )
    assert read.problems == ()
    assert "<td></td>\n<td>己</td>\n<td>庚</td>" in read.html


def test_too_wide_a_table_is_refused() -> None:
    with pytest.raises(FileRefused, match="40 列"):
        blocks("<table><tr><td colspan='999999999999'>甲</td></tr></table>")


def test_a_frame_of_one_cell_is_text() -> None:
    assert [block.kind for block in blocks("<table><tr><td><p>提示</p></td></tr></table>")] == ["paragraph"]


def test_only_web_links_stay_links() -> None:
    read = body(
        "<p><a href='https://example.edu.cn/a'>甲</a><a href='javascript:1'>乙</a><a href='#x'>丙</a></p>"
    )
    assert [link.target for link in read.links] == ["https://example.edu.cn/a"] and "甲乙丙" in read.text


def test_raised_digits_stay_raised() -> None:
    assert body("<p>12 m<sup>2</sup>，H<sub>2</sub>O，第<sup>一</sup></p>").text == "12 m²，H₂O，第一"


def test_a_very_long_paragraph_is_broken_after_sentences() -> None:
    text = "这一句有十个字左右。" * 900
    read = body(f"<p>{text}</p>")
    assert read.problems == () and read.text.replace("\n", "") == text and read.html.count("<p>") == 1


def test_lists_of_word_keep_their_levels() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{kind}"/></w:lvl>'
        for level, kind in enumerate(("decimal", "bullet"))
    )
    numbering = (
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )

    def write(document: Document) -> None:
        for level, text in ((0, "甲"), (1, "乙"), (1, "丙"), (0, "丁")):
            properties = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr></w:pPr>'
            append_xml(document, f"{properties}<w:r><w:t>{text}</w:t></w:r>")

    word = read_word(with_parts(a_word_file(write), {"word/numbering.xml": numbering.encode()}))
    assert body_of(blocks_of(word, ())) == "1. 甲\n   - 乙\n   - 丙\n2. 丁"


def test_a_footnote_keeps_its_words_and_nothing_else() -> None:
    def write(document: Document) -> None:
        append_xml(document, "<w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>")

    word = read_word(with_footnote(a_word_file(write), "1. 来源：教导处统计"))
    assert body_of(blocks_of(word, ())) == "正文[^1]\n\n[^1]: 1\\. 来源：教导处统计"


def test_word_debris_is_gone() -> None:
    def write(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "页眉"
        document.add_paragraph("\u3000\u3000正文\u200b\u00a0结束\t。")
        document.add_paragraph("\u3000 ")

    assert body_of(blocks_of(read_word(a_word_file(write)), ())) == "正文 结束 。"
