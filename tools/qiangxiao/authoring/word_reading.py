"""An untrusted Word file to a tree of plain HTML elements and its pictures, re-encoded from their pixels.

Deleted text, comments, headers and everything that is only looks are gone; inserted text is kept.
Nothing outside the file is ever opened. Writes nothing.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import mammoth
from lxml import etree
from PIL import Image, ImageOps

from qiangxiao.authoring.office_package import FileRefused, clean_package
from qiangxiao.sources.images import MAX_BYTES, MAX_PIXELS, MIN_SIDE, read_image_header
from qiangxiao.sources.pixels import reduce_to_eight_bits, reencode_photo

__all__ = ["ID_PREFIX", "Picture", "FileRefused", "WordText", "read_word"]

MAX_PICTURES = 30
ID_PREFIX = "word-"
_STYLES = "\n".join(
    (
        "p[style-name='Title'] => h1.title:fresh",
        "p[style-name='标题'] => h1.title:fresh",
        *(
            f"p[style-name='{name} {level}'] => h{level}:fresh"
            for name in ("标题", "标题样式")
            for level in range(1, 7)
        ),
        *(f"p[style-name='heading {level}'] => h6:fresh" for level in range(7, 10)),
        *(
            f"p[style-name='List {name} {level}'] => {'ul|ol > li > ' * (level - 1)}{tag} > li:fresh"
            for name, tag in (("Bullet", "ul"), ("Number", "ol"))
            for level in (2, 3)
        ),
    )
)
_FILE_NAME = re.compile(
    r"(?:图片|图像|照片|picture|image|img|dsc|mmexport|微信图片|wps)?[\s_\d()（）-]*(?:\.\w{3,4})?|\S+\.(?:jpe?g|png|gif|bmp|webp)",
    re.IGNORECASE,
)
_GENERATED = re.compile(r"\s*(?:描述已自动生成|AI 生成的内容可能不正确。?)\s*")
_MAX_ALT = 100


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as JPEG; `alt` is what Word has for those who cannot see it, or empty."""

    data: bytes
    alt: str


@dataclass(frozen=True)
class WordText:
    """A Word file as read. An `img` of the tree has the index of its picture as `src`."""

    root: etree._Element
    pictures: tuple[Picture, ...]
    left_out: tuple[str, ...]


@dataclass
class _Album:
    """The pictures of a file, in order, and why some are left out."""

    pictures: list[Picture] = field(default_factory=list)
    linked: int = 0
    unusable: int = 0
    small: int = 0

    def add(self, image: Any) -> list[Any]:
        """Take one picture of the document; return what stands for it in the text."""
        try:
            with image.open() as file:
                data: bytes = file.read(MAX_BYTES * 3)
        except mammoth.docx.files.InvalidFileReferenceError:
            self.linked += 1
            return []
        except KeyError:
            self.unusable += 1
            return []
        if len(self.pictures) >= MAX_PICTURES:
            raise FileRefused(f"文件里的照片超过 {MAX_PICTURES} 张。请只留要公开的几张。")
        encoded = self._encode(data)
        if encoded is None:
            return []
        self.pictures.append(Picture(encoded, _alt(image.alt_text or "")))
        return [mammoth.html.element("img", {"src": str(len(self.pictures) - 1)})]

    def _encode(self, data: bytes) -> bytes | None:
        """Return the picture as a JPEG that may be published, or None after counting why not."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                jpeg = _convert_to_jpeg(data)
                encoded, width, height = reencode_photo(jpeg)
        except FileRefused:
            raise
        except Exception:  # the readers of picture formats raise whatever a hostile header makes them raise
            self.unusable += 1
            return None
        if min(width, height) < MIN_SIDE or read_image_header("x.jpg", encoded)[0] is None:
            self.small += 1
            return None
        return encoded

    @property
    def left_out(self) -> tuple[str, ...]:
        """Say in Chinese what was left out."""
        return tuple(
            f"{count} 张图片{why}，没有导入。"
            for count, why in (
                (self.linked, "只是指向外部的链接"),
                (self.unusable, "不是照片格式或已损坏（如公式、图表、剪贴画）"),
                (self.small, f"的短边不到 {MIN_SIDE} 像素"),
            )
            if count
        )


def _convert_to_jpeg(data: bytes) -> bytes:
    """Return a picture of any common format as JPEG on
    white; the size is checked before pixels are decoded.
    """
    with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF", "BMP")) as opened:
        width, height = opened.size
        if width * height > MAX_PIXELS:
            raise FileRefused(f"文件里有一张 {width}×{height} 像素的图片，太大。请压缩图片后再试。")
        if opened.format == "JPEG":
            if read_image_header("x.jpg", data)[0] is None and min(width, height) >= MIN_SIDE:
                raise OSError("not a sound picture")
            return data
        image = reduce_to_eight_bits(ImageOps.exif_transpose(opened)).convert("RGBA")
    white = Image.new("RGBA", image.size, "white")
    out = BytesIO()
    Image.alpha_composite(white, image).convert("RGB").save(out, "JPEG", quality=92)
    return out.getvalue()


def _alt(text: str) -> str:
    """Return a description worth keeping: one line, no file name, nothing a machine has added."""
    line = re.sub(r"\s+", " ", _GENERATED.sub("", text)).strip()
    line = re.sub(r"[<>]|\{\{|\{%", "", line)[:_MAX_ALT].strip()
    return "" if _FILE_NAME.fullmatch(line) else line


def read_word(data: bytes) -> WordText:
    """Read a .docx; raise FileRefused if it is not one, passes a limit or cannot be read."""
    album = _Album()
    try:
        result = mammoth.convert_to_html(
            BytesIO(clean_package(data)),
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            id_prefix=ID_PREFIX,
            convert_image=album.add,
        )
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(f"<div>{result.value}</div>".encode(), parser)
    except FileRefused:
        raise
    except Exception:  # a broken document makes its reader raise anything
        raise FileRefused("文件读不懂，可能已经损坏。请用 Word 打开后另存一份再试。") from None
    left_out = album.left_out
    if any("oMath" in message.message for message in result.messages):
        left_out = (*left_out, "公式没有导入，请改写成文字。")
    return WordText(root, tuple(album.pictures), left_out)
