"""A photo as it is published."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image

from qiangxiao.sources.pixels import MAX_SIDE, reencode_photo

SIDE = 400


def png(colour_type: int, row: bytes, transparent: bytes = b"") -> bytes:
    """Return a PNG with 16 bits a channel, every row the same."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", SIDE, SIDE, 16, colour_type, 0, 0, 0)
    extra = part(b"tRNS", transparent) if transparent else b""
    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", head)
        + extra
        + part(b"IDAT", zlib.compress((b"\0" + row) * SIDE))
        + part(b"IEND", b"")
    )


def ramp() -> Iterator[bytes]:
    """Yield 16-bit greys from black to white."""
    return (struct.pack(">H", x * 65535 // (SIDE - 1)) for x in range(SIDE))


@pytest.mark.parametrize(
    "data",
    [
        png(0, b"".join(ramp())),
        png(0, b"".join(ramp()), transparent=b"\xff\xff"),
        png(4, b"".join(grey + b"\xff\xff" for grey in ramp())),
        png(2, b"".join(grey * 3 for grey in ramp())),
        png(6, b"".join(grey * 3 + b"\xff\xff" for grey in ramp())),
    ],
    ids=["grey", "grey with a transparent one", "grey and alpha", "colour", "colour and alpha"],
)
def test_a_picture_of_sixteen_bits_keeps_its_greys(data: bytes) -> None:
    published, width, height = reencode_photo(data)
    with Image.open(BytesIO(published)) as image:
        assert (image.format, image.size) == ("PNG", (width, height)) == ("PNG", (SIDE, SIDE))
        greys = [image.convert("L").getpixel((x, 200)) for x in (0, 100, 200, 300, SIDE - 1)]
    assert all(
        abs(int(grey) - wanted) <= 2 for grey, wanted in zip(greys, (0, 64, 128, 192, 255), strict=True)
    ), greys


@pytest.mark.parametrize(
    ("mode", "kind", "published_mode"),
    [
        ("RGB", "PNG", "RGB"),
        ("RGBA", "PNG", "RGBA"),
        ("LA", "PNG", "RGBA"),
        ("L", "PNG", "RGB"),
        ("P", "PNG", "RGB"),
        ("RGBA", "WEBP", "RGBA"),
        ("RGB", "WEBP", "RGB"),
        ("RGB", "JPEG", "RGB"),
        ("CMYK", "JPEG", "RGB"),
        ("L", "JPEG", "RGB"),
    ],
)
def test_only_what_is_transparent_stays_so(mode: str, kind: str, published_mode: str) -> None:
    out = BytesIO()
    source = Image.new(mode, (SIDE, SIDE))
    if mode.endswith("A"):
        source.putalpha(Image.linear_gradient("L").resize((SIDE, SIDE)))
    source.save(out, kind)
    published, _, _ = reencode_photo(out.getvalue())
    with Image.open(BytesIO(published)) as image:
        assert (image.format, image.mode) == (kind, published_mode)


def test_a_transparent_colour_of_a_palette_stays_transparent() -> None:
    out = BytesIO()
    Image.new("P", (SIDE, SIDE)).save(out, "PNG", transparency=0)
    with Image.open(BytesIO(reencode_photo(out.getvalue())[0])) as image:
        assert image.convert("RGBA").getpixel((5, 5)) == (0, 0, 0, 0)


def test_a_large_picture_becomes_as_large_as_a_page_needs_and_a_small_one_stays() -> None:
    for size, wanted in (((2000, 1000), (MAX_SIDE, MAX_SIDE // 2)), ((300, 900), (300, 900))):
        for kind in ("JPEG", "PNG", "WEBP"):
            out = BytesIO()
            Image.new("RGB", size, (200, 30, 30)).save(out, kind)
            published, width, height = reencode_photo(out.getvalue())
            assert (width, height) == wanted
            with Image.open(BytesIO(published)) as image:
                assert image.size == wanted


def test_what_is_no_picture_or_no_picture_of_ours_is_refused() -> None:
    out = BytesIO()
    Image.new("RGB", (SIDE, SIDE)).save(out, "GIF")
    for data in (b"", b"no picture", out.getvalue()):
        with pytest.raises(OSError):
            reencode_photo(data)
