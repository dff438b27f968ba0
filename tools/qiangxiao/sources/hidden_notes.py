"""What pictures and PDFs of anybody's carry beside what is seen: camera, place, author, remarks; and a PDF's
words. Pixels are never decoded. Never raises for content.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image
from pypdf import PdfReader

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
_GPS, _DETAILS = 0x8825, 0x8769  # of EXIF: where the place of the camera and its details begin
# tags of EXIF that say something of a person, a device or a day, with their names
_TAGS = {
    0x010E: "图片说明",
    0x010F: "相机",
    0x0110: "相机",
    0x0131: "软件",
    0x0132: "时间",
    0x013B: "作者",
    0x8298: "版权",
    0x9003: "拍摄时间",
    0x9286: "备注",
    0x927C: "相机的记录",
    0x9C9D: "作者",
    0x9C9C: "备注",
    0xA430: "相机的主人",
    0xA431: "相机的编号",
}
_INFO = {"comment": "备注", "xmp": "修图记录（XMP）", "photoshop": "修图记录（IPTC）"}
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_TEXTS = {b"tEXt", b"zTXt", b"iTXt"}
_MOST_TEXT = 1024 * 1024  # bytes of one text chunk, unpacked; a remark has some hundreds
_MOST_CHUNKS = 10_000  # of one PNG; a picture of 8 MiB has a thousand
_MOST_PAGES = 300  # of one PDF; a bulletin has some dozens


@dataclass(frozen=True, slots=True)
class Notes:
    """What a file carries: the kinds in words, each once, whether a place is among them, and its texts."""

    kinds: tuple[str, ...] = ()
    has_location: bool = False
    texts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """The words of a PDF's pages."""
    fault: str = ""


def picture_notes(data: bytes) -> Notes:
    """Return what a picture carries beside its pixels."""
    kinds: list[str] = []
    texts: list[str] = []
    has_location = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF")) as image:
                if image.format != "PNG" or "exif" in image.info:
                    exif = image.getexif()
                    has_location = bool(exif.get_ifd(_GPS))
                    values = {**exif, **exif.get_ifd(_DETAILS)}
                    for tag, name in _TAGS.items():
                        if values.get(tag):
                            kinds.append(name)
                            texts.append(_text(values[tag]))
                for key, name in _INFO.items():
                    if image.info.get(key):
                        kinds.append(name)
                        texts.append(_text(image.info[key]))
    except Exception:  # the readers of picture formats raise whatever a hostile header makes them raise
        return Notes(fault="图片已损坏，读不出来。")
    for text in _png_texts(data):
        kinds.append("文字备注")
        texts.append(text)
    return Notes(tuple(dict.fromkeys(kinds)), has_location, tuple(filter(None, texts)))


def _text(value: object) -> str:
    if isinstance(value, bytes):
        # a camera's remark begins with eight bytes that name its encoding
        value = value.removeprefix(b"ASCII\0\0\0").removeprefix(b"UNICODE\0").decode("utf-8", "replace")
    return value.replace("\0", "") if isinstance(value, str) else ""


def _png_texts(data: bytes) -> Iterator[str]:
    """Yield the remarks in a PNG, before the pixels and after them."""
    at = len(_PNG_START)
    for _ in range(_MOST_CHUNKS if data.startswith(_PNG_START) else 0):
        if at + 12 > len(data):
            return
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind in _PNG_TEXTS:
            yield _png_text(kind, data[at + 8 : at + 8 + length])
        at += 12 + length


def _png_text(kind: bytes, chunk: bytes) -> str:
    key, _, rest = chunk.partition(b"\0")
    is_packed = kind == b"zTXt" or (kind == b"iTXt" and rest[:1] == b"\x01")
    packed = rest[1:] if kind == b"zTXt" else rest[2:].split(b"\0", 2)[-1] if kind == b"iTXt" else rest
    if is_packed:
        try:
            packed = zlib.decompressobj().decompress(packed, _MOST_TEXT)
        except zlib.error:
            packed = b""
    return f"{key.decode('latin-1')}: {packed[:_MOST_TEXT].decode('utf-8', 'replace')}"


def pdf_notes(data: bytes) -> Notes:
    """Return the words of a PDF, and who is named in its properties."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = PdfReader(BytesIO(data), strict=False)
            if reader.is_encrypted:
                return Notes(fault="PDF 加了密码，读不出来。")
            words = tuple(page.extract_text() for page in reader.pages[:_MOST_PAGES])
            found: dict[str, object] = dict(reader.metadata or {})
            texts = tuple(str(found[key]) for key in ("/Author", "/Subject", "/Keywords") if found.get(key))
            author = "".join(str(found.get("/Author") or "").split())
            # a publisher stands on its pages as well; a name that stands only here is a computer's owner
            is_hidden = author not in "".join("".join(words).split())
            return Notes(("作者",) if is_hidden else (), False, texts, words)
    except Exception:  # readers of PDF raise whatever a hostile file makes them raise
        return Notes(fault="PDF 已损坏，读不出来。")
