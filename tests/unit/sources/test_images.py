"""The header of a photo, whatever its bytes."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from qiangxiao.foundation.problems import Span
from qiangxiao.sources.images import MAX_BYTES, ImageHeader, read_image_header, report_too_large


def picture(form: str = "JPEG", size: tuple[int, int] = (240, 200), **settings: object) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", size, (196, 214, 190)).save(buffer, form, **settings)
    return buffer.getvalue()


def codes(path: str, data: bytes) -> list[str]:
    return [problem.code for problem in read_image_header(path, data)[1]]


def a_png(width: int, height: int, rows: int = 1, notes: bytes = b"") -> bytes:
    """Return a PNG that claims a size and holds a few rows, perhaps with the notes of a camera."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    extra = chunk(b"eXIf", notes) if notes else b""
    pixels = zlib.compress(b"\0" * (width * 3 + 1) * rows)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("path", "form"), [("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP")]
)
def test_a_photo_gives_its_size(path: str, form: str) -> None:
    assert read_image_header(path, picture(form)) == (ImageHeader(240, 200), ())


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"RIFF\x24\0\0\0WEBPVP8 "]),
)
def test_no_bytes_raise(data: bytes, start: bytes) -> None:
    for path in ("a.jpg", "a.png", "a.webp"):
        read_image_header(path, start + data)


@given(st.data())
def test_no_damage_to_a_photo_raises(data: st.DataObject) -> None:
    whole = bytearray(picture(data.draw(st.sampled_from(["JPEG", "PNG", "WEBP"]))))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    read_image_header("a.jpg", bytes(whole[: data.draw(st.integers(1, len(whole)))]))


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a" + b"\0" * 40, b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"PK\x03\x04"]
)
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    assert codes("a.jpg", data) == ["image.format"]


def test_another_format_under_the_name_of_a_jpeg_is_named() -> None:
    problem = read_image_header("a.jpg", picture("PNG"))[1][0]
    assert (problem.code, "PNG" in problem.message) == ("image.format", True)


def test_a_tail_after_the_picture_is_no_reason_to_refuse_it() -> None:
    assert codes("a.jpg", picture() + b"PK\x03\x04<script>") == []


def test_a_phone_photo_with_a_second_picture_inside_is_a_jpeg() -> None:
    data = picture("MPO", save_all=True, append_images=[Image.new("RGB", (240, 200))])
    assert codes("a.jpg", data) == []


@pytest.mark.parametrize("size", [(199, 300), (300, 199), (10, 10)])
def test_a_tiny_photo_is_refused(size: tuple[int, int]) -> None:
    assert codes("a.jpg", picture(size=size)) == ["image.size"]


@pytest.mark.parametrize(("width", "height"), [(6400, 6400), (30_000, 30_000), (2_000_000, 300)])
def test_a_huge_photo_is_refused_without_decoding_it(width: int, height: int) -> None:
    start = process_time()
    assert codes("a.png", a_png(width, height))[0] in ("image.size", "image.format")
    assert process_time() - start < 0.5


def test_the_pixels_of_a_png_are_not_decoded_to_look_for_notes() -> None:
    data = a_png(6_300, 6_300, 6_300)
    start = process_time()
    assert codes("a.png", data) == []
    assert process_time() - start < 0.2


def test_a_file_of_more_than_8_mib_is_refused_and_the_message_says_more() -> None:
    problem = read_image_header("a.jpg", picture() + b"\0" * MAX_BYTES)[1][0]
    assert problem.code == "image.size"
    assert "8.1 MiB" in problem.message


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_place_where_a_photo_was_taken_is_a_warning(form: str) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 39.0, 0.0), 3: "E", 4: (104.0, 4.0, 0.0)})
    path = {"JPEG": "a.jpg", "PNG": "a.png", "WEBP": "a.webp"}[form]
    notes = exif.tobytes().removeprefix(b"Exif\0\0")
    data = a_png(240, 200, 200, notes) if form == "PNG" else picture(form, exif=exif)
    header, problems = read_image_header(path, data)
    assert header is not None
    assert [(p.code, p.severity.value) for p in problems] == [("image.location", "warning")]


def test_other_notes_of_the_camera_are_no_warning() -> None:
    exif = Image.Exif()
    exif[0x010F] = "相机"
    assert codes("a.jpg", picture(exif=exif)) == []


def told(path: str, data: bytes) -> list[tuple[str, Span, str, str]]:
    header, problems = read_image_header(path, data)
    assert header is None
    return [(problem.path, problem.span, problem.message, problem.hint) for problem in problems]


def test_what_is_wrong_with_a_picture_is_said_with_what_to_do() -> None:
    at = Span.at(1)
    assert told("m/a.jpg", b"x") == [("m/a.jpg", at, "这个文件不是能读的图片。", "请用看图软件另存为 JPEG。")]
    message = "文件其实是 PNG 格式，扩展名却是 .jpg。"
    assert told("m/a.jpg", picture("PNG")) == [("m/a.jpg", at, message, "请改扩展名，或另存为 JPEG。")]
    message = "照片是 199×300 像素，不在允许的范围内。"
    assert told("m/a.jpg", picture(size=(199, 300))) == [("m/a.jpg", at, message, "请调整大小后再交。")]
    message = "照片有 8.1 MiB，超过了 8 MiB。"
    assert told("m/a.jpg", b"\0" * (MAX_BYTES + 1)) == [("m/a.jpg", at, message, "请缩小后再交。")]
    assert report_too_large("a.jpg", 9 * MAX_BYTES // 8).message == "照片有 9.0 MiB，超过了 8 MiB。"


def test_the_place_of_a_photo_is_told_at_the_photo() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N"})
    (problem,) = read_image_header("m/a.jpg", picture(exif=exif))[1]
    assert (problem.path, problem.span) == ("m/a.jpg", Span.at(1))
    assert (problem.message, problem.hint) == ("照片里带有拍摄地点的经纬度。", "请去掉位置信息后再交。")


@pytest.mark.parametrize("size", [(200, 200), (200, 300), (300, 200)])
def test_the_least_size_is_allowed(size: tuple[int, int]) -> None:
    assert codes("a.jpg", picture(size=size)) == []


@pytest.mark.parametrize(
    ("width", "height", "is_allowed"), [(8000, 5000, True), (5000, 8000, True), (8001, 5000, False)]
)
def test_forty_million_pixels_are_allowed(width: int, height: int, is_allowed: bool) -> None:
    assert (codes("a.png", a_png(width, height)) == []) is is_allowed


def test_eight_mebibytes_are_allowed() -> None:
    data = picture()
    assert codes("a.jpg", data + b"\0" * (MAX_BYTES - len(data))) == []
    assert codes("a.jpg", data + b"\0" * (MAX_BYTES - len(data) + 1)) == ["image.size"]


def test_a_png_with_a_part_that_is_damaged_is_refused() -> None:
    data = bytearray(a_png(240, 200, 200))
    data[-20] ^= 1
    assert codes("a.png", bytes(data)) == ["image.format"]


@pytest.mark.parametrize(("scans", "is_allowed"), [(100, True), (101, False)])
def test_a_jpeg_of_a_hundred_scans_is_allowed(scans: int, is_allowed: bool) -> None:
    data = picture()
    scan = data[data.rindex(b"\xff\xda") : -2]
    whole = data[:-2] + scan * (scans - 1) + data[-2:]
    assert whole.count(b"\xff\xda") == scans
    assert (codes("a.jpg", whole) == []) is is_allowed


def test_a_jpeg_that_ends_early_is_refused_even_with_an_earlier_end_inside() -> None:
    data = picture()
    assert codes("a.jpg", data[:-2]) == ["image.format"]
    start = data.rindex(b"\xff\xda")
    notes = b"\xff\xfe\x00\x04\xff\xd9"  # a comment that looks like the end
    assert codes("a.jpg", data[:2] + notes + data[2:start] + data[start:-2]) == ["image.format"]
