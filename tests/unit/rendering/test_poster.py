"""A poster to save: the right size, small, the same bytes, and a code that leads to the page."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
import segno
from PIL import Image

from qiangxiao.foundation.fonts import installed_fonts
from qiangxiao.rendering.cards.glyphs import Faces
from qiangxiao.rendering.cards.poster import POSTER_SIZE, PosterText, draw_poster

TEXT = PosterText(
    "每期一校",
    "2026年11月",
    "都江堰示例槐溪学校（示例）",
    "晚班校车开到每周四天",
    "一趟车谈了四次才谈下来。",
    "成都市公办初中强校工程",
    "https://qx.example.edu.cn/bureau/featured/2026-11/",
    True,
)


@pytest.fixture(scope="module")
def faces() -> Faces:
    fonts = installed_fonts()
    if fonts is None:
        pytest.fail("没有字体，请先运行 qiangxiao fonts")
    return Faces(fonts)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        replace(TEXT, note="长" * 2000),
        replace(TEXT, theme="题" * 100, note=""),
        replace(TEXT, theme="《" * 60, school="校" * 90),
    ],
)
def test_any_text_fits(faces: Faces, text: PosterText) -> None:
    data = draw_poster(faces, text)
    image = Image.open(BytesIO(data))
    assert (image.format, image.size) == ("JPEG", POSTER_SIZE) and len(data) < 400_000
    assert data == draw_poster(faces, text)
    dark = image.convert("L").point(lambda value: 255 if value < 100 else 0)
    left, _, right, _ = dark.crop((0, 260, 1080, 1040)).getbbox() or (0, 0, 0, 0)
    assert left >= 80 and right <= 1000


def test_the_code_is_that_of_the_address(faces: Faces) -> None:
    image = Image.open(BytesIO(draw_poster(faces, TEXT))).convert("L")
    code = segno.make(TEXT.address, error="m", micro=False)
    modules = [list(row) for row in code.matrix_iter(border=4)]
    scale = 270 // len(modules)
    start = (
        1080 - 84 - 270 + (270 - scale * len(modules)) // 2,
        1440 - 345 + (270 - scale * len(modules)) // 2,
    )
    for y, row in enumerate(modules):
        for x, module in enumerate(row):
            value = image.getpixel((start[0] + x * scale + scale // 2, start[1] + y * scale + scale // 2))
            assert isinstance(value, int) and (value < 128) is bool(module), (x, y)
