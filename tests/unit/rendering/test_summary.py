"""A school's semester on a picture: any text fits, what is overdue stays in, the words say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from sample_program import REPOSITORY

from qiangxiao.catalog.loader import load
from qiangxiao.foundation.fonts import installed_fonts
from qiangxiao.rendering.cards.glyphs import Faces
from qiangxiao.rendering.cards.summary import SUMMARY_SIZE, Moved, SummaryText, draw_summary, late_words
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.pages.school_summary import in_words, summary_of
from qiangxiao.selection.edition import Edition

ROW = Moved("七年级学生每周课外阅读时长", "38 分钟/周", "73 分钟/周", "2026 年目标 70 分钟/周", 0.5, 1.0)
TEXT = SummaryText(
    school="都江堰示例槐溪学校（示例）",
    place="都江堰市",
    semester="2026—2027学年上学期",
    facts=(("每天作业", "79 分钟", "起点 105"), ("谁在帮", "", ""), ("任务进度", "完成 3/7 项", "")),
    done=(("11月5日", "听课换了座位：观察表用到第二稿"),),
    done_count=1,
    moved=(ROW, ROW, ROW),
    late=(),
    until="2026年11月5日",
    program="成都市公办初中强校工程",
    address="https://qx.example.edu.cn/bureau/schools/dujiangyan/shili-huaixi/",
    is_sample=True,
)
LONG = (("12月30日", "题" * 90),) * 4


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
        replace(TEXT, address="", moved=()),
        replace(
            TEXT, done=LONG, done_count=99, late=("务" * 90,) * 5, moved=(replace(ROW, name="名" * 60),) * 3
        ),
        replace(
            TEXT, school="校" * 60, facts=(("每天作业", "九" * 60, "注" * 60),) * 4, done=(), late=("一",)
        ),
    ],
)
def test_any_text_fits_and_is_the_same_every_time(faces: Faces, text: SummaryText) -> None:
    data = draw_summary(faces, text)
    image = Image.open(BytesIO(data))
    assert (image.format, image.size) == ("JPEG", SUMMARY_SIZE) and len(data) < 400_000
    assert data == draw_summary(faces, text)
    ink = image.convert("L").point(lambda value: 255 if value < 100 else 0)
    left, _, right, low = ink.crop((0, 220, 1080, 1680)).getbbox() or (0, 0, 0, 0)
    assert left >= 66 and right <= 1014 and low <= 1460
    # nothing is written across the line above the foot
    assert ink.crop((0, 1346, 1080, 1380)).getbbox() is None


def test_what_is_overdue_is_never_left_out(faces: Faces) -> None:
    full = replace(TEXT, done=LONG, moved=(ROW,) * 3)
    assert draw_summary(faces, full) != draw_summary(faces, replace(full, late=("办一次开放日",)))
    assert late_words(("办一次开放日", "修订手册")) == "逾期 2 项：办一次开放日等"


def test_every_school_of_the_sample_has_one_and_its_words() -> None:
    site = Site(Edition(load(REPOSITORY).catalog, date(2026, 11, 20)))
    texts = [text for school in site.edition.schools if (text := summary_of(site, school))]
    assert len(texts) > 10
    for text in texts:
        words = in_words(text)
        assert (
            text.school in words and text.semester in words and all(title in words for _, title in text.done)
        )
        assert text.address == ""
    assert any("逾期" in in_words(text) for text in texts)
