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

from qiangxiao.sources.images import MAX_BYTES, ImageHeader, read_image_header


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
