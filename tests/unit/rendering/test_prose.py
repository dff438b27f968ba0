"""What fields say, as parts of a text: text stays text, whatever it looks like."""

from __future__ import annotations

from qiangxiao.rendering.prose import bullets, heading, label_lines, paragraphs, table
from qiangxiao.sources.tree import write_lines

HOSTILE = "<script>甲</script>&amp;"
TEXT = "&lt;script&gt;甲&lt;/script&gt;&amp;amp;"


def test_a_heading_and_a_paragraph_for_each_line() -> None:
    assert write_lines(heading(HOSTILE)) == f"<h2>{TEXT}</h2>"
    assert write_lines(paragraphs(f" {HOSTILE} \n\n乙\n")) == f"<p>{TEXT}</p>\n<p>乙</p>"
    assert paragraphs(" \n") == ()


def test_the_first_line_stands_behind_its_label() -> None:
    assert (
        write_lines(label_lines(HOSTILE, f"{HOSTILE}\n乙"))
        == f"<p><strong>{TEXT}：</strong>{TEXT}</p>\n<p>乙</p>"
    )
    assert write_lines(label_lines("甲", "")) == "<p><strong>甲：</strong></p>"


def test_a_list_and_a_table() -> None:
    assert write_lines(bullets((HOSTILE, "乙"))) == f"<ul>\n<li>{TEXT}</li>\n<li>乙</li>\n</ul>"
    assert write_lines(table(("一", HOSTILE), [("甲", HOSTILE)])) == (
        f"<table>\n<thead>\n<tr><th>一</th><th>{TEXT}</th></tr>\n</thead>\n"
        f"<tbody>\n<tr><td>甲</td><td>{TEXT}</td></tr>\n</tbody>\n</table>"
    )
