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
from PIL import Image, ImageDraw, ImageOps

from qiangxiao.authoring.office_package import FileRefused, clean_package
from qiangxiao.authoring.word_drawings import Look
from qiangxiao.authoring.word_law import source_words
from qiangxiao.authoring.word_lines import HEADING_STYLE, ITEM_STYLE, LOOK_STYLE, NUMBER_STYLE
from qiangxiao.authoring.word_sight import see
from qiangxiao.sources.images import MAX_BYTES, MAX_PIXELS, MIN_SIDE, read_image_header
from qiangxiao.sources.pixels import reduce_to_eight_bits, reencode_photo

__all__ = ["ID_PREFIX", "Picture", "FileRefused", "WordText", "read_word"]

MAX_PICTURES = 30  # of one text; each is decoded and written anew
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
        f"r.{NUMBER_STYLE} => span.number",
        *(f"p.{ITEM_STYLE}{level} => p.item{level}:fresh" for level in range(9)),
        *(
            f"p.{LOOK_STYLE}{place}{size} => p.look-{place}{size}:fresh"
            for place in "lcr"
            for size in range(3)
        ),
        *(f"p.{HEADING_STYLE}{level} => h{level}:fresh" for level in range(1, 7)),
    )
)
# catches "图片 1", "IMG_2026.jpg", "mmexport1.png", "", spares "学生在做实验", "图片展"
_FILE_NAME = re.compile(
    r"(?:图片|图像|照片|picture|image|img|dsc|mmexport|微信图片|wps)?[\s_\d()（）-]*(?:\.\w{3,4})?|\S+\.(?:jpe?g|png|gif|bmp|webp)",
    re.IGNORECASE,
)
# catches "描述已自动生成", spares "学生在做实验"
_GENERATED = re.compile(r"\s*(?:描述已自动生成|AI 生成的内容可能不正确。?)\s*")
_MAX_ALT = 100  # characters of a picture's description, as the body's own rule
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
# The first bytes of what iPhones send: catches b"\\0\\0\\0\\x18ftypheic", spares b"\\xff\\xd8\\xff\\xe0"
_HEIC = re.compile(rb".{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)", re.DOTALL)
_ORIENTATION = 0x0112  # of EXIF: which side of the picture is up
_PLACES = 4  # where pictures are lost that are named in one message
_LINKED = "只是指向外部的链接"
_UNUSABLE = "不是照片格式或已损坏（如公式、图表、剪贴画）"
_SMALL = f"的短边不到 {MIN_SIDE} 像素"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as JPEG; `alt` is what Word has for those who cannot see it, or empty."""

    data: bytes
    alt: str


@dataclass(frozen=True)
class WordText:
    """A Word file as read. An `img` of the tree has the index of its picture as `src`.

    `dropped` are the words that Word itself does not show, `words` all of the source in its paragraphs, for
    the law of conservation (`word_law`).
    """

    root: etree._Element
    pictures: tuple[Picture, ...]
    left_out: tuple[str, ...]
    dropped: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass
class _Album:
    """The pictures of a file, in order, and why some are left out."""

    looks: list[Look] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    refused: dict[str, list[str]] = field(default_factory=dict)

    def add(self, image: Any) -> list[Any]:
        """Take one picture of the document; return what stands for it in the text."""
        look = self.looks[int(image.alt_text)]
        try:
            with image.open() as file:
                data: bytes = file.read(MAX_BYTES * 3)
        except mammoth.docx.files.InvalidFileReferenceError:
            return self._refuse(_LINKED, look)
        except KeyError:
            return self._refuse(_UNUSABLE, look)
        if len(self.pictures) >= MAX_PICTURES:
            raise FileRefused(f"文件里的照片超过 {MAX_PICTURES} 张。请只留要公开的几张。")
        encoded = self._encode(data, look)
        if encoded is None:
            return []
        self.pictures.append(Picture(encoded, _alt(look.alt)))
        return [mammoth.html.element("img", {"src": str(len(self.pictures) - 1)})]

    def _refuse(self, why: str, look: Look) -> list[Any]:
        self.refused.setdefault(why, []).append(look.after)
        return []

    def _encode(self, data: bytes, look: Look) -> bytes | None:
        """Return the picture as a JPEG that may be published, or None after noting why not."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                jpeg = _convert_to_jpeg(_as_shown(data, look))
                encoded, width, height = reencode_photo(jpeg)
        except FileRefused:
            raise
        except Exception:  # the readers of picture formats raise whatever a hostile header makes them raise
            self._refuse(_UNUSABLE, look)
            return None
        if min(width, height) < MIN_SIDE or read_image_header("x.jpg", encoded)[0] is None:
            self._refuse(_SMALL, look)
            return None
        return encoded

    @property
    def left_out(self) -> tuple[str, ...]:
        """Say in Chinese what was left out."""
        return tuple(
            f"{len(places)} 张图片{why}，没有导入{_after(places)}。" for why, places in self.refused.items()
        )


def _after(places: list[str]) -> str:
    """Say behind which words the pictures were, for the first few."""
    named = [f"“{words}”" for words in places if words][:_PLACES]
    return f"（在{'、'.join(named)}之后）" if named else ""


def _as_shown(data: bytes, look: Look) -> bytes:
    """Return the part of a picture that the page shows, turned as the page turns it; the rest was
    cut off on purpose.
    """
    is_changed = look.turns or look.is_flipped or look.is_upended
    if not (any(look.crop) or is_changed or look.is_round):
        return data
    with Image.open(BytesIO(data), formats=_FORMATS) as opened:
        _check_size(*opened.size)
        left, top, right, bottom = look.crop
        width, height = opened.size
        box = (
            round(width * left),
            round(height * top),
            round(width * (1 - right)),
            round(height * (1 - bottom)),
        )
        if box[0] >= box[2] or box[1] >= box[3]:
            raise OSError("nothing of it is shown")
        # Word turns the pixels as they lie in the file; only where it does not turn them does the camera's
        # mark count.
        image = reduce_to_eight_bits(opened)
        mark = image.getexif().get(_ORIENTATION, 1)
        image = image.crop(box).convert("RGBA")
    if is_changed:
        image = ImageOps.mirror(image) if look.is_flipped else image
        image = ImageOps.flip(image) if look.is_upended else image
        image = image.rotate(-90 * look.turns, expand=True)
    else:
        exif = image.getexif()
        exif[_ORIENTATION] = mark
        image = ImageOps.exif_transpose(image)
    if look.is_round:
        mask = Image.new("L", image.size)
        ImageDraw.Draw(mask).ellipse((0, 0, image.width - 1, image.height - 1), fill=255)
        shown = Image.new("RGBA", image.size)
        shown.paste(image, mask=mask)
        image = shown
    out = BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise FileRefused(f"文件里有一张 {width}×{height} 像素的图片，太大。请压缩图片后再试。")


def _convert_to_jpeg(data: bytes) -> bytes:
    """Return a picture of any common format as JPEG on white; the size is checked
    before pixels are decoded.
    """
    formats: tuple[str, ...] = _FORMATS
    if _HEIC.match(data):
        # Registered only when one comes: the decoder is a library of its own, asked for nothing else.
        import pillow_heif

        pillow_heif.register_heif_opener()
        formats = ("HEIF",)
    with Image.open(BytesIO(data), formats=formats) as opened:
        width, height = opened.size
        _check_size(width, height)
        if opened.format == "JPEG":
            if read_image_header("x.jpg", data)[0] is None and min(width, height) >= MIN_SIDE:
                raise OSError("not a sound picture")
            return data
        image = reduce_to_eight_bits(ImageOps.exif_transpose(opened)).convert("RGBA")
    white = Image.new("RGBA", image.size, "white")
    out = BytesIO()
    Image.alpha_composite(white, image).convert("RGB").save(out, "JPEG", quality=92)
    return out.getvalue()


def encode_picture(data: bytes) -> bytes | None:
    """Return a photo of any common format as a JPEG that may be published, or None where it is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            encoded, width, height = reencode_photo(_convert_to_jpeg(data))
    except FileRefused:
        raise
    except Exception:  # the readers of picture formats raise whatever a hostile header makes them raise
        return None
    return encoded if min(width, height) >= MIN_SIDE else None


def picture_words(name: str) -> str:
    """Return what a picture's name says of it, or nothing where a camera or WeChat gave the name."""
    words = _alt(name)
    # catches "三位老师评课", spares "IMG 12", "a1"
    return words if re.search(r"[\u4e00-\u9fff]{4}", words) else ""


def _alt(text: str) -> str:
    """Return a description worth keeping: one line, no file name, nothing a machine has added."""
    line = re.sub(r"\s+", " ", _GENERATED.sub("", text)).strip()
    # catches "<", "{{", "{%", spares "{", "%"
    line = re.sub(r"[<>]|\{\{|\{%", "", line)[:_MAX_ALT].strip()
    return "" if _FILE_NAME.fullmatch(line) else line


def read_word(data: bytes) -> WordText:
    """Read a .docx; raise FileRefused if it is not one, passes a limit or cannot be read."""
    try:
        package = clean_package(data)
        words = tuple(source_words(package))
        seen = see(package)
        album = _Album(seen.looks)
        result = mammoth.convert_to_html(
            BytesIO(seen.package),
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            id_prefix=ID_PREFIX,
            convert_image=album.add,
        )
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
        root = etree.fromstring(f"<div>{result.value}</div>".encode(), parser)
    except FileRefused:
        raise
    except Exception:  # a broken document makes its reader raise anything
        raise FileRefused("文件读不懂，可能已经损坏。请用 Word 打开后另存一份再试。") from None
    left_out = (*album.left_out, *seen.said)
    return WordText(root, tuple(album.pictures), left_out, tuple(filter(None, seen.dropped)), words)
