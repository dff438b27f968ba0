"""What a person sees of a Word file arrives, what Word hides does not, and whatever is lost is listed."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from word_constructs import (
    CONSTRUCTS,
    NAMESPACES,
    Piece,
    document,
    field_of,
    package,
    para,
    run,
    squeezed,
    words,
)

from qiangxiao.authoring.templates import Blank
from qiangxiao.authoring.word_article import Composed, Content, compose, read_content
from qiangxiao.authoring.word_blocks import body_of
from qiangxiao.authoring.word_fields import equation
from qiangxiao.authoring.word_inline import picture_alt
from qiangxiao.authoring.word_markdown import blocks_of
from qiangxiao.authoring.word_numbers import chinese, written
from qiangxiao.authoring.word_reading import WordText, read_word
from qiangxiao.records.update import UPDATE

ARRIVALS = Path(__file__).parents[2] / "corpus" / "arrivals"


def arrived(data: bytes) -> tuple[WordText, Content, Composed]:
    word = read_word(data)
    files = [f"media/{at}.jpg" for at in range(len(word.pictures))]
    content = read_content(word, UPDATE, ["深化课堂教学改革"], "laigao", files)
    photos = [(file, picture_alt(picture)) for file, picture in zip(files, word.pictures, strict=True)]
    path = "schools/a/b/updates/2026-10-12-x.md"
    return word, content, compose(path, UPDATE, content, Blank(date(2026, 10, 12)), photos)


def the_case(name: str) -> tuple[WordText, Content, Composed]:
    return arrived((ARRIVALS / name).read_bytes())


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_each_thing_that_word_can_do_arrives_as_it_is_seen(name: str) -> None:
    check([name])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(sorted(CONSTRUCTS)), min_size=2, max_size=7, unique=True))
def test_any_mixture_of_them_is_conserved(names: list[str]) -> None:
    check(names)


def check(names: list[str]) -> None:
    fresh = words()
    pieces = [CONSTRUCTS[name](next(fresh), next(fresh)) for name in names]
    _, _, composed = arrived(document(pieces))
    text = squeezed(composed.text)
    for name, piece in zip(names, pieces, strict=True):
        for seen in piece.seen:
            assert squeezed(seen) in text, (name, seen, composed.text)
        for hidden in piece.hidden:
            assert hidden not in text, (name, hidden)
    assert composed.lost == (), (names, composed.text)


def test_what_the_reader_does_not_know_is_listed_with_its_neighbours() -> None:
    unknown = para(run("在这之前。") + f"<w:newThing>{run('没人认识的话')}</w:newThing>")
    _, _, composed = arrived(document([Piece(para(run("一段文字。")))], unknown))
    assert composed.lost == ("没有进来：“没人认识的话”（在“在这之前。”之后）。",)


def test_of_the_same_line_twice_both_arrive_or_one_is_listed() -> None:
    twice = para(run("每周一次。")) + f"<w:newThing>{para(run('每周一次。'))}</w:newThing>"
    _, _, composed = arrived(document([Piece(para(run("先说。")))], twice))
    assert composed.lost == ("没有进来：“每周一次。”（在“每周一次。”之后）。",)


def test_automatic_numbers_are_headings_and_numbers() -> None:
    _, _, composed = the_case("autonum-update.docx")
    headings = [line for line in composed.text.split("\n") if line.startswith("#")]
    assert headings == ["## 一、强化组织领导", "### （一）分管领导每日巡查", "## 二、狠抓课堂常规"]
    assert "- 待填" not in composed.text.split("---")[2]


def test_a_list_goes_on_after_a_paragraph() -> None:
    _, _, composed = the_case("resume.docx")
    assert "2. 每天公示作业时长。\n\n其中，" in composed.text
    assert "3. 每周汇总并调整。\n4. 学期末向家长通报。" in composed.text


def test_only_the_part_of_a_picture_that_is_shown_arrives() -> None:
    word, _, _ = the_case("crop.docx")
    whole = Image.open(BytesIO(the_picture("crop.docx")))
    shown = Image.open(BytesIO(word.pictures[0].data))
    assert shown.width / shown.height == pytest.approx(0.6 * whole.width / whole.height, abs=0.02)
    assert shown.getpixel((shown.width // 2, shown.height // 2)) == pytest.approx(
        whole.convert("RGB").getpixel((int(whole.width * 0.3), whole.height // 2)), abs=12
    )


def the_picture(name: str) -> bytes:
    with ZipFile(ARRIVALS / name) as opened:
        return opened.read("word/media/image1.jpg")


def a_picture(properties: str, crop: str = "", old: str = "") -> bytes:
    """A picture of 40 by 20 centimetres: red on the left, blue on the right."""
    image = Image.new("RGB", (800, 400), "red")
    image.paste("blue", (400, 0, 800, 400))
    out = BytesIO()
    image.save(out, "PNG")
    new = (
        '<w:drawing><wp:inline><wp:docPr id="1" name="图"/><a:graphic><a:graphicData uri="p"><pic:pic><pic:blipFill>'
        f'<a:blip r:embed="rId9"/>{crop}</pic:blipFill><pic:spPr>{properties}</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    return package(
        para(run("前面的话。")) + para(f"<w:r>{old or new}</w:r>"),
        parts={"word/media/image1.png": out.getvalue()},
        relations={"rId9": ("media/image1.png", "image")},
    )


def colours(data: bytes) -> tuple[tuple[int, int], str, str]:
    """Return the size of the only picture, and the names of the colours at its top left and bottom right."""
    shown = Image.open(BytesIO(read_word(data).pictures[0].data)).convert("RGB")

    def name(x: int, y: int) -> str:
        red, _, blue = shown.getpixel((x, y))  # type: ignore[misc]
        return "white" if red > 200 and blue > 200 else "red" if red > blue else "blue"

    return shown.size, name(20, 20), name(shown.width - 20, shown.height - 20)


@pytest.mark.parametrize(
    ("properties", "crop", "old", "expected"),
    [
        ("", "", "", ((800, 400), "red", "blue")),
        ('<a:xfrm rot="5400000"/>', "", "", ((400, 800), "red", "blue")),
        ('<a:xfrm rot="16200000"/>', "", "", ((400, 800), "blue", "red")),
        ('<a:xfrm rot="10800000"/>', "", "", ((800, 400), "blue", "red")),
        ('<a:xfrm flipH="1"/>', "", "", ((800, 400), "blue", "red")),
        ('<a:xfrm rot="600000"/>', "", "", ((800, 400), "red", "blue")),
        ("", '<a:srcRect l="50000"/>', "", ((400, 400), "blue", "blue")),
        ("", '<a:srcRect r="50%"/>', "", ((400, 400), "red", "red")),
        ("", '<a:srcRect l="-20000"/>', "", ((800, 400), "red", "blue")),
        ('<a:prstGeom prst="ellipse"/>', "", "", ((800, 400), "white", "white")),
        (
            "",
            "",
            '<w:pict><v:shape style="rotation:90"><v:imagedata r:id="rId9" cropright="32768f"/></v:shape></w:pict>',
            ((400, 400), "red", "red"),
        ),
    ],
)
def test_pictures_are_cropped_and_turned_as_the_page_shows_them(
    properties: str, crop: str, old: str, expected: tuple[tuple[int, int], str, str]
) -> None:
    assert colours(a_picture(properties, crop, old)) == expected


def test_a_picture_that_fills_a_shape_arrives_too() -> None:
    data = a_picture(
        "",
        old=(
            '<w:drawing><wp:anchor><wp:docPr id="1" name="图" descr="操场"/><a:graphic><a:graphicData uri="s"><wps:wsp><wps:spPr>'
            '<a:blipFill><a:blip r:embed="rId9"/></a:blipFill></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>'
        ),
    )
    assert [picture.alt for picture in read_word(data).pictures] == ["操场"]


def test_hidden_words_are_left_out_and_said() -> None:
    word, _, composed = the_case("hidden.docx")
    assert "李某某" not in composed.text
    assert word.left_out == (
        "Word 里设为隐藏的文字“（内部：八年级三班李某某家庭困难，不公开）”没有导入（在“公开的部分。”之后）。",
    )


def test_words_under_sounds_arrive() -> None:
    assert "本校与温江（wénjiāng）的支持学校" in the_case("ruby.docx")[2].text


def test_words_of_boxes_arrive_and_a_chart_without_data_is_announced() -> None:
    assert "文本框里的重要说明：公示栏由学生会管理。" in the_case("textbox-choice.docx")[2].text
    assert the_case("chart.docx")[0].left_out == (
        "一张图表没有导入（在“2026年10月12日”之后）。请改成文字、表格或照片。",
    )


def test_the_prompt_of_an_empty_field_is_no_text() -> None:
    word, _, composed = the_case("sdt-placeholder.docx")
    assert "单击" not in composed.text and composed.lost == ()
    assert word.left_out == ("Word 里有一处还没有填（在“活动地点：”之后）。",)


def test_a_table_of_contents_is_left_out_and_said() -> None:
    word, _, composed = the_case("toc.docx")
    assert composed.text.count("背景") == 1 and "目录" not in composed.text and composed.lost == ()
    assert word.left_out == ("目录没有导入：网页自己会列出小标题。",)


def test_headers_and_comments_are_said() -> None:
    data = package(
        para(run("正文。")),
        parts={
            "word/header1.xml": f'<w:hdr xmlns:w="{NAMESPACES["w"]}">{para(run("内部资料"))}</w:hdr>'.encode(),
            "word/footer1.xml": f'<w:ftr xmlns:w="{NAMESPACES["w"]}">{para(run("第 3 页 共 9 页"))}</w:ftr>'.encode(),
        },
        relations={"rIdH": ("header1.xml", "header"), "rIdF": ("footer1.xml", "footer")},
    )
    assert read_word(data).left_out == ("页眉页脚里的“内部资料”没有导入。",)


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        (r"EQ \o\ac(○,1)", "①"),
        (r"eq \o\ac(□,12)", "□12"),
        (r"EQ \o(\s\up 11(○),\s\do 2(12))", "⑫"),
        (r"EQ \o\ac(○,甲)", "（甲）"),
        (r"EQ \o\ac(○,三)", "㊂"),
        (r"EQ \f(x+1,2)", "x+1/2"),
        (r"EQ \r(3,x)", "3次√x"),
        (r"EQ \l(a\,b,c)", "a,b,c"),
        ("EQ \\f(1", "1"),
        ("EQ", ""),
    ],
)
def test_equations_are_said_on_one_line(instruction: str, shown: str) -> None:
    assert equation(instruction) == shown


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (21, "二十一"),
        (105, "一百〇五"),
        (110, "一百一十"),
        (1001, "一千〇一"),
        (0, "〇"),
    ],
)
def test_numbers_are_written_in_chinese(number: int, text: str) -> None:
    assert chinese(number) == text


@pytest.mark.parametrize(
    ("kind", "number", "text"),
    [
        ("decimalenclosedcircle", 3, "③"),
        ("decimalenclosedcircle", 51, "51"),
        ("ideographtraditional", 2, "乙"),
        ("upperroman", 14, "XIV"),
        ("lowerletter", 28, "bb"),
        ("chineselegalsimplified", 12, "壹拾贰"),
        ("decimalzero", 4, "04"),
        ("none", 4, ""),
        ("somethingnew", 4, "4"),
    ],
)
def test_numbers_are_written_in_every_way_word_counts(kind: str, number: int, text: str) -> None:
    assert written(number, kind) == text


def test_a_field_that_never_ends_costs_only_itself() -> None:
    unended = field_of(" TITLE ", run("标题的话")).replace('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "")
    assert "标题的话" in body_of(blocks_of(read_word(package(para(unended) + para(run("后面的话。")))), ()))
