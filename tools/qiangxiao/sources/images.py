"""The header of an untrusted picture: its real format and size, without decoding its pixels."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from PIL import Image

from qiangxiao.foundation.problems import Problem, Rule, Severity, Span, rule

MAX_BYTES = 8 * 1024 * 1024  # 8 MiB: what phones of today write, rarely more
MAX_PIXELS = 40_000_000  # 160 MB when decoded as RGBA; phones of today have 12 to 50 million
MIN_SIDE = 200  # pixels; below this a photo is a thumbnail or an icon
MIN_MARK = 64  # pixels; a mark is shown 32 high, twice as sharp on screens of today
_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
_ALIASES = {"MPO": "JPEG"}  # some phones add a second, smaller picture to their JPEG files
_GPS_TAG = 0x8825  # of EXIF: where the place of the camera begins
_JPEG_START, _JPEG_SCAN, _JPEG_END = b"\xff\xd8", b"\xff\xda", b"\xff\xd9"
_MAX_SCANS = 100  # progressive pictures have about ten; every scan costs a pass over all pixels

IMAGE_FORMAT = rule(
    "image.format",
    """照片要是真正的 JPEG、PNG 或 WebP 图片，并与扩展名一致。

    改扩展名不会改变图片的格式。请用看图软件打开，另存为 JPEG（.jpg）。""",
)
IMAGE_SIZE = rule(
    "image.size",
    """一张照片不超过 8 MiB、4000 万像素，短边不小于 200 像素。

    手机原图一般在这个范围内。太大的请用看图软件缩小后再交；太小的在网页上看不清。""",
)
IMAGE_LOCATION = rule(
    "image.location",
    """照片最好不带拍摄地点。

    手机照片里常藏着拍摄时的经纬度。网站发布时会去掉照片里的所有附带信息，但原文件仍留在仓库里，
    建议先去掉再交：发送前在手机相册里关闭“位置”，或截图后再交。""",
    Severity.WARNING,
)


@dataclass(frozen=True, slots=True)
class ImageHeader:
    """Size in pixels; None when the file is not a picture we take."""

    width: int
    height: int


def read_image_header(
    path: str, data: bytes, min_side: int = MIN_SIDE
) -> tuple[ImageHeader | None, tuple[Problem, ...]]:
    """Check one picture's header; never raises for content."""
    at = Span.at(1)
    if len(data) > MAX_BYTES:
        return None, (report_too_large(path, len(data)),)
    expected = _FORMATS[PurePosixPath(path).suffix]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
                actual, (width, height) = _ALIASES.get(image.format or "", image.format), image.size
                has_location = bool(_exif(image).get_ifd(_GPS_TAG))
                _refuse_damaged(image, data)
    except Exception:  # the readers of picture formats raise whatever a hostile header makes them raise
        return None, (IMAGE_FORMAT.at(path, at, "这个文件不是能读的图片。", "请用看图软件另存为 JPEG。"),)
    if actual != expected:
        message = f"文件其实是 {actual} 格式，扩展名却是 {PurePosixPath(path).suffix}。"
        return None, (IMAGE_FORMAT.at(path, at, message, "请改扩展名，或另存为 JPEG。"),)
    if width * height > MAX_PIXELS or min(width, height) < min_side:
        return None, (
            IMAGE_SIZE.at(
                path, at, f"照片是 {width}×{height} 像素，不在允许的范围内。", "请调整大小后再交。"
            ),
        )
    problems: tuple[Problem, ...] = ()
    if has_location:
        problems = (IMAGE_LOCATION.at(path, at, "照片里带有拍摄地点的经纬度。", "请去掉位置信息后再交。"),)
    return ImageHeader(width, height), problems


def report_too_large(path: str, size: int) -> Problem:
    """Return the problem of a picture of `size` bytes, which is more than the limit."""
    message = f"照片有 {max(size / 1048576, 8.1):.1f} MiB，超过了 8 MiB。"
    return IMAGE_SIZE.at(path, Span.at(1), message, "请缩小后再交。")


def _refuse_damaged(image: Image.Image, data: bytes) -> None:
    """Raise for a picture that ends early, or that would take minutes to decode. Pixels are not decoded."""
    if image.format == "PNG":
        image.verify()  # every part has a checksum
    elif data.startswith(_JPEG_START):
        if data.rfind(_JPEG_END) < data.rfind(_JPEG_SCAN):
            raise OSError("truncated")
        if data.count(_JPEG_SCAN) > _MAX_SCANS:
            raise OSError("too many scans")


def _exif(image: Image.Image) -> Image.Exif:
    """Return the notes of the camera. Pillow decodes a
    PNG's pixels to look for notes after them: we do not.
    """
    return image.getexif() if image.format != "PNG" or "exif" in image.info else Image.Exif()


RULES: tuple[Rule, ...] = (IMAGE_FORMAT, IMAGE_SIZE, IMAGE_LOCATION)
