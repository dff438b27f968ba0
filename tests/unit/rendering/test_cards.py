"""Titles on cards: no closing mark begins a line, no
opening mark ends one, three lines at most, the same bytes.
"""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from qiangxiao.foundation.fonts import installed_fonts
from qiangxiao.foundation.palette import palette_of
from qiangxiao.rendering.cards.drawing import CARD_SIZE, COVER_SIZE, CardPainter, CardText
from qiangxiao.rendering.cards.glyphs import Faces, MissingGlyphError, drawable
from qiangxiao.rendering.cards.lines import NO_END, NO_START, break_lines, line_units, shorten
from qiangxiao.rendering.cards.marks import HEIGHT, draw_mark, encode_mark

HOSTILE = "“<script>alert(1)</script>”——《课》：作业%（100%）……\u200b\u202e\n\t学"


def em(text: str) -> float:
    """Width of a text when a Chinese character is 10 wide and a Latin one 5."""
    return sum(5 if ord(character) < 256 else 10 for character in text)


@pytest.fixture(scope="module")
def fonts() -> Path:
    found = installed_fonts()
    if found is None:
        pytest.fail("没有字体，请先运行 qiangxiao fonts")
    return found


@pytest.fixture(scope="module")
def painter(fonts: Path) -> CardPainter:
    return CardPainter(fonts)


def a_card(title: str, **changes: object) -> CardText:
    words: dict[str, object] = {
        "kind": "案例",
        "source": "锦江区 · 示例学校（示例）",
        "program": "成都市公办初中强校工程",
        "is_sample": True,
    }
    return CardText(title=title, **(words | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("把课上好，先把真实情况说出来", 100, ("把课上好，", "先把真实情况说出来")),
        ("金牛区以“四层带教”助力青年教师成长", 120, ("金牛区以“四层带教”", "助力青年教师成长")),
        ("参加的学生由42%升到70%", 85, ("参加的学生", "由42%升到70%")),
        ("一二三四五六七八九十", 90, ("一二三四五", "六七八九十")),
        ("作业", 100, ("作业",)),
        ("", 100, ()),
    ],
)
def test_lines_break_where_readers_pause(text: str, width: float, expected: tuple[str, ...]) -> None:
    assert break_lines(text, em, width, 3) == expected


def test_words_numbers_and_dashes_are_whole() -> None:
    assert line_units("MkDocs 9.8.1版——2026/11…") == ["MkDocs", " ", "9.8.1", "版", "——", "2026/11", "…"]


@given(st.text(st.sampled_from("强校工程，。：“”《》（）——…42%ab "), max_size=60), st.integers(60, 200))
def test_no_line_begins_or_ends_wrongly_and_nothing_is_lost(text: str, width: int) -> None:
    lines = break_lines(text, em, width, 3)
    if lines is None:
        return
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert len(lines) <= 3 and all(em(line) <= width for line in lines)
    for before, after in pairwise(lines):
        assert before[-1] not in NO_END and after[0] not in NO_START


@given(st.text(st.sampled_from("强校工程，。：“”《》（）——42%ab "), min_size=40, max_size=120))
def test_what_does_not_fit_ends_in_an_ellipsis(text: str) -> None:
    lines = shorten(text, em, 90, 2)
    assert 1 <= len(lines) <= 2 and lines[-1].endswith("…") and all(em(line) <= 90 for line in lines)


def test_what_has_no_picture_is_left_out() -> None:
    assert drawable("甲\u200b乙\u202e \x00\n丙\ufe0f") == "甲乙 丙"


@pytest.mark.parametrize(
    "title",
    ["作业", "课" * 100, HOSTILE, "", "《" * 40, "https://example.org/" + "a" * 90, "玥喆䶮𠮷堃老师的课"],
)
def test_any_title_becomes_a_small_jpeg_of_the_right_size(painter: CardPainter, title: str) -> None:
    for data, size in ((painter.card(a_card(title)), CARD_SIZE), (painter.cover(a_card(title)), COVER_SIZE)):
        image = Image.open(BytesIO(data))
        assert (image.format, image.size) == ("JPEG", size)
        assert len(data) < 150_000


def test_the_same_words_give_the_same_bytes(fonts: Path, painter: CardPainter) -> None:
    assert painter.card(a_card(HOSTILE)) == CardPainter(fonts).card(a_card(HOSTILE))


def test_a_program_s_colour_and_mark_are_on_its_cards(fonts: Path) -> None:
    rect = '<rect width="9" height="9" fill="#00ff00"/>'
    square = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{rect}</svg>'.encode()
    own = CardPainter(fonts, palette_of("#0b5cad", None, dark=(None, None)), draw_mark("svg", square))
    image = Image.open(BytesIO(own.card(a_card("把课上好")))).convert("RGB")
    bar, mark = image.getpixel((600, 6)), image.getpixel((1200 - 80 - 28, 100))
    assert isinstance(bar, tuple) and isinstance(mark, tuple)
    assert bar[2] > 150 > bar[0] and mark[1] > 200 > mark[0]


def test_a_mark_of_pixels_is_made_small_and_loses_its_notes() -> None:
    out = BytesIO()
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "somebody")
    Image.new("RGB", (2000, 800), "red").save(out, "PNG", pnginfo=notes)
    made = encode_mark("png", out.getvalue())
    assert b"somebody" not in made and Image.open(BytesIO(made)).height == HEIGHT


def test_ink_stays_within_the_margins(painter: CardPainter) -> None:
    image = Image.open(BytesIO(painter.card(a_card("课" * 48)))).convert("L")
    dark = image.point(lambda value: 255 if value < 90 else 0)
    left, top, right, bottom = dark.crop((0, 130, 1200, 500)).getbbox() or (0, 0, 0, 0)
    assert left >= 78 and right <= 1122 and bottom - top > 100


def test_a_mark_says_that_content_is_sample(painter: CardPainter) -> None:
    assert painter.card(a_card("课")) != painter.card(a_card("课", is_sample=False))


def test_a_character_no_font_has_is_named(painter: CardPainter) -> None:
    with pytest.raises(MissingGlyphError) as raised:
        painter.card(a_card("好🦄好"))
    assert raised.value.character == "🦄"


def test_rare_characters_come_from_a_font_that_has_them(fonts: Path) -> None:
    face = Faces(fonts).bold(60)
    for character in "玥喆䶮堃㛃𠮷":
        mask = face.glyph(character).mask
        assert mask is not None and mask.getbbox() is not None
