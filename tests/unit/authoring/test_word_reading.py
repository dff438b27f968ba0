"""Reading Word: pictures are re-encoded, limits hold, what is left out is said."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx.document import Document
from docx.shared import Cm
from PIL import Image
from word_files import a_word_file, append_xml, describe, picture, with_linked_picture, with_parts

from qiangxiao.authoring import office_package
from qiangxiao.authoring.office_package import FileRefused, clean_package
from qiangxiao.authoring.word_reading import read_word


def with_picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), alt: str = "") -> bytes:
    def write(document: Document) -> None:
        document.add_picture(picture(kind, size), width=Cm(8))
        describe(document, alt)

    return a_word_file(write)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP"])
def test_a_picture_of_any_format_becomes_a_jpeg(kind: str) -> None:
    word = read_word(with_picture(kind, (1400, 1000)))
    with Image.open(BytesIO(word.pictures[0].data)) as image:
        assert image.format == "JPEG" and max(image.size) <= 1280 and not image.getexif()


@pytest.mark.parametrize(
    ("alt", "kept"),
    [
        ("三位老师\n评课", "三位老师 评课"),
        ("IMG_20261012.jpg", ""),
        ("图片 1", ""),
        ("微信图片_20261012", ""),
        ("图片包含 桌子\n\n描述已自动生成", "图片包含 桌子"),
        ("", ""),
    ],
)
def test_a_description_is_kept_unless_it_is_a_file_name(alt: str, kept: str) -> None:
    assert read_word(with_picture(alt=alt)).pictures[0].alt == kept


def test_small_and_linked_pictures_are_left_out_and_said() -> None:
    small = read_word(with_picture(size=(64, 64)))
    assert small.pictures == () and "200 像素" in small.left_out[0]
    linked = read_word(with_linked_picture("http://127.0.0.1:9/x.jpg"))
    assert linked.pictures == () and "外部的链接" in linked.left_out[0]


def test_a_picture_that_is_none_is_left_out_and_said() -> None:
    word = read_word(with_parts(with_picture(), {"word/media/image1.jpg": b"\xff\xd8\xffnothing"}))
    assert word.pictures == () and "已损坏" in word.left_out[0]


def test_an_enormous_picture_is_refused() -> None:
    with pytest.raises(FileRefused, match="像素"):
        read_word(with_picture("PNG", (10_000, 5_000)))


def test_formulas_are_written_on_one_line() -> None:
    space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    power = "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    data = a_word_file(lambda document: append_xml(document, f"<m:oMath {space}>{power}</m:oMath>"))
    assert "".join(map(str, read_word(data).root.itertext())) == "x²"


def test_only_xml_and_pictures_remain_of_a_package() -> None:
    data = with_parts(
        a_word_file(lambda document: None), {"word/vbaProject.bin": b"macro", "evil.txt": b"<!DOCTYPE a>"}
    )
    names = office_package.ZipFile(BytesIO(clean_package(data))).namelist()
    assert "word/document.xml" in names and "word/vbaProject.bin" not in names and "evil.txt" not in names


def test_many_entries_are_refused() -> None:
    with pytest.raises(FileRefused, match="部件"):
        clean_package(
            with_parts(a_word_file(lambda document: None), {f"x/{number}": b"" for number in range(2100)})
        )


def test_a_document_type_in_any_encoding_is_refused() -> None:
    for encoding in ("utf-8", "utf-16"):
        text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
        with pytest.raises(FileRefused, match="实体"):
            clean_package(
                with_parts(a_word_file(lambda document: None), {"word/styles.xml": text.encode(encoding)})
            )


def test_too_many_pictures_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qiangxiao.authoring.word_reading.MAX_PICTURES", 0)
    with pytest.raises(FileRefused, match="照片"):
        read_word(with_picture())
