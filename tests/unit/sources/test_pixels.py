"""A photo as it is published."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image

from qiangxiao.sources.pixels import reencode_photo

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
