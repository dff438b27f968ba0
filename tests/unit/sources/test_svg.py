"""A mark in SVG is shapes and nothing else, whoever drew it and with what."""

from __future__ import annotations

import pytest

from qiangxiao.sources.svg import MAX_BYTES, check_svg

PLAIN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    "<!-- drawn by hand -->\n"
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><title>标志</title>'
    "<defs><style>.a{fill:url(#g)}</style><linearGradient id='g'><stop offset='0'/></linearGradient></defs>"
    '<g transform="scale(2)"><path class="a" d="M0 0L9 9"/><text x="1">校</text></g></svg>'
)


def one(inside: str, attributes: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"{attributes}>{inside}</svg>'.encode()


def test_what_drawing_programs_write_is_taken() -> None:
    assert check_svg("schools/media/logo.svg", PLAIN.encode()) == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (one("<script>alert(1)</script>"), "<script>"),
        (one("", ' onload="alert(1)"'), "onload"),
        (one('<rect ONCLICK="a()"/>'), "ONCLICK"),
        (one('<a href="https://a.example"><path d="M0 0"/></a>'), "<a>"),
        (one('<image href="data:image/png;base64,AA=="/>'), "<image>"),
        (one('<use href="#a"/>'), "<use>"),
        (one("<foreignObject/>"), "<foreignObject>"),
        (one('<animate attributeName="href"/>'), "<animate>"),
        (one('<path d="M0 0" style="fill:url(https://a.example/x)"/>'), "style"),
        (one('<path d="M0 0" fill="url( &quot;//a.example&quot;)"/>'), "fill"),
        (one("<style>@import 'a.css';</style>"), "样式"),
        (one("<style>a{fill:u\\72l(//a.example)}</style>"), "样式"),
        (one('<h:div xmlns:h="http://www.w3.org/1999/xhtml"/>'), "<div>"),
        (b'<?xml-stylesheet href="a.css"?>' + one(""), "样式表"),
        (one("<?php a ?>"), "处理指令"),
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + one("<text>&a;</text>"), "实体"),
        (one("").replace(b' viewBox="0 0 9 9"', b""), "viewBox"),
        (b"<html/>", "第一层"),
        (b"<svg", "读不通"),
        (b"", "读不通"),
        (one("").decode().encode("utf-16"), "UTF-8"),
        (one("<path d='M0 0'/>" * 4000), "3000"),
        (b" " * (MAX_BYTES + 1), "KiB"),
    ],
)
def test_what_acts_asks_or_grows_is_refused(data: bytes, said: str) -> None:
    found = check_svg("schools/media/logo.svg", data)
    assert [problem.code for problem in found][:1] == ["image.svg"]
    assert any(said in problem.message for problem in found), [problem.message for problem in found]
    assert all(problem.hint and problem.span.line >= 1 for problem in found)


def test_a_fault_is_told_with_its_line() -> None:
    assert [p.span.line for p in check_svg("a.svg", one("\n\n<script/>\n<image/>"))] == [3, 4]
