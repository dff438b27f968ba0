"""A text as a tree: written as HTML, read as words, rewritten by every channel."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from qiangxiao.sources.tree import (
    Element,
    Part,
    Parts,
    all_text,
    element,
    find,
    rewrite,
    take_notes,
    write_html,
    write_lines,
    write_text,
)


@given(st.text(), st.text())
def test_whatever_a_text_or_a_value_holds_it_is_never_markup(text: str, value: str) -> None:
    read: list[tuple[str, object]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            read.append((tag, attrs))

        def handle_data(self, data: str) -> None:
            read.append(("", data))

    reader = Reader()
    reader.feed(write_html((element("p", text, title=value), "末")))
    reader.close()
    said = "".join(str(data) for tag, data in read if not tag)
    assert (read[0], said) == (("p", [("title", value)]), f"{text}末")


def test_html_of_our_own_is_written_as_it_is() -> None:
    assert (
        write_html((element("p", Markup("<b>粗</b>"), "<b>"), element("br")))
        == "<p><b>粗</b>&lt;b&gt;</p><br>"
    )


def test_attributes_keep_their_order_and_class_its_name() -> None:
    assert write_html((element("a", "甲", href="b", class_="c").having(title="d", href="e"),)) == (
        '<a href="e" class="c" title="d">甲</a>'
    )


def test_words_have_a_line_for_each_block_and_no_marks_of_footnotes() -> None:
    parts = (
        element("p", "甲 \n 乙", element("sup", element("a", "1", href="#fn:1"), id="fnref:1")),
        element(
            "ul", "\n", element("li", element("strong", "丙"), "\N{NO-BREAK SPACE}丁"), element("li", "戊")
        ),
        element("p", "己", element("br"), "庚", element("a", "↩", class_="footnote-backref")),
        element("p", "x", element("sup", "2")),
    )
    assert write_text(parts) == "甲\n乙\n丙 丁\n戊\n己\n庚\nx2"


def test_rules_meet_elements_from_the_inside_out_in_reading_order() -> None:
    seen: list[str] = []

    def note(part: Element) -> Parts:
        seen.append(write_text((part,)))
        return (*part.children, "。")

    parts: Parts = (element("p", element("em", "甲"), element("p", element("em", "乙"))), element("em", "丙"))
    assert write_text(rewrite(parts, {"em": note, "p": note})) == "甲。乙。。。丙。"
    assert seen == ["甲", "乙", "乙。", "甲。乙。。", "丙"]
    assert write_text(parts) == "甲乙\n丙"


def test_a_rule_may_leave_nothing() -> None:
    nothing: tuple[Part, ...] = ()
    assert rewrite((element("p", "甲", element("img")),), {"img": lambda _: nothing}) == (element("p", "甲"),)


def test_elements_are_found_in_reading_order() -> None:
    parts = (element("ul", element("li", "甲", element("ol", element("li", "乙")))), element("li", "丙"))
    assert [write_text((found,)) for found in find(parts, "li", "ol")] == ["甲乙", "乙", "乙", "丙"]


def test_texts_that_become_neighbours_become_one() -> None:
    parts: Parts = ("甲", element("em", "乙"), "丙", element("em", element("em", "丁")), "戊")
    assert rewrite(parts, {"em": lambda part: part.children}) == ("甲乙丙丁戊",)
    assert rewrite(parts, {"strong": lambda part: part.children}) == parts


def test_every_character_is_kept_where_all_are_asked_for() -> None:
    mark = element("sup", element("a", "1", href="#fn:1"), id="fnref:1")
    assert all_text((" 甲\n", element("p", mark, element("em", "乙"), "\n"), "丙 ")) == " 甲\n1乙\n丙 "


def test_a_note_is_found_by_the_anchor_that_its_mark_leads_to() -> None:
    mark = element("sup", element("a", "1", href="#fn:1"), id="fnref:1")
    back = element("a", "↩", href="#fnref:1", class_="footnote-backref")
    link = element("a", "丙", href="a.md")
    note = element("li", element("p", "乙", link, back), id="fn:1")
    text = element("p", "甲", mark)
    parts = (text, "末", element("div", element("ol", note), class_="footnote"))
    kept, notes = take_notes(parts)
    assert kept == (text, "末")
    assert notes == {"fn:1": element("li", element("p", "乙", link), id="fn:1")}
    assert mark.note_anchor == "fn:1"
    assert element("sup", "2").note_anchor == ""


def test_only_a_raised_number_with_its_own_anchor_is_the_mark_of_a_note() -> None:
    assert element("sup", "1", id="fnref:1").is_note_mark
    assert not element("sup", "2").is_note_mark
    assert not element("li", "1", id="fnref:1").is_note_mark


def test_blocks_are_written_one_a_line() -> None:
    assert (
        write_lines((element("p", "甲"), element("hr"), element("p", "乙"))) == "<p>甲</p>\n<hr>\n<p>乙</p>"
    )
