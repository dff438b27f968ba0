"""Prepares a photo for publication: pixels only, upright, sRGB, no larger than a page needs.

Every photo has a JPEG or PNG that any program can show,
and WebP of the same sizes for browsers, which is smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from PIL import Image

from qiangxiao.sources.pixels import encode_pixels, read_pixels, reencode_photo

WIDTHS = (480, 800)
"""Widths in pixels that a photo is also offered in, when it is wider."""
_PREVIEW_SIDE = 720  # pixels; previews travel inside one HTML file
_PREVIEW_QUALITY = 68  # of JPEG: half the bytes of a published photo


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A published file: its path relative to the site, its bytes, its size in pixels."""

    path: str
    data: bytes
    width: int
    height: int

    @property
    def is_webp(self) -> bool:
        """Tell whether only some programs can show it."""
        return self.path.endswith(".webp")


def preview_photo(data: bytes) -> bytes:
    """Return a picture as a small JPEG for a preview; raise OSError when the pixels cannot be decoded."""
    clean, _, _ = reencode_photo(data)
    with Image.open(BytesIO(clean)) as opened:
        opened.thumbnail((_PREVIEW_SIDE, _PREVIEW_SIDE), Image.Resampling.LANCZOS)
        over = opened.convert("RGBA")
    paper = Image.new("RGBA", over.size, (255, 255, 255, 255))
    out = BytesIO()
    Image.alpha_composite(paper, over).convert("RGB").save(
        out, "JPEG", quality=_PREVIEW_QUALITY, optimize=True
    )
    return out.getvalue()


def photo_files(path: str, data: bytes) -> tuple[PhotoFile, ...]:
    """Return every file a photo is published as; the first
    has the photo's own path, the second may replace it.

    The names of the others have two endings, which no contributed file can have: `a.jpg.480.webp`.
    Raises OSError when the pixels cannot be decoded.
    """
    clean, kind = read_pixels(data)
    return _versions(path, clean, kind)


def blank_files(path: str) -> tuple[PhotoFile, ...]:
    """Return a plain grey picture instead of a photo that cannot be decoded."""
    kind = {".png": "PNG", ".webp": "WEBP"}.get(PurePosixPath(path).suffix, "JPEG")
    return _versions(path, Image.new("RGB", (640, 480), (220, 220, 220)), kind)


def _versions(path: str, clean: Image.Image, kind: str) -> tuple[PhotoFile, ...]:
    has_alpha = clean.mode == "RGBA"
    still = kind if kind != "WEBP" else "PNG" if has_alpha else "JPEG"
    ending = "png" if still == "PNG" else "jpg"
    sizes = [clean, *(_narrow(clean, width) for width in WIDTHS if width < clean.width)]
    found = [PhotoFile(path, encode_pixels(clean, kind), *clean.size)]
    for image in sizes:
        if image is not clean or still != kind:
            found.append(
                PhotoFile(f"{path}.{image.width}.{ending}", encode_pixels(image, still), *image.size)
            )
        if image is not clean or kind != "WEBP":
            found.append(PhotoFile(f"{path}.{image.width}.webp", encode_pixels(image, "WEBP"), *image.size))
    return tuple(found)


def choose_still(files: Sequence[PhotoFile]) -> PhotoFile:
    """Return the largest file that every program can show: JPEG or PNG."""
    return max((file for file in files if not file.is_webp), key=lambda file: file.width)


def _narrow(image: Image.Image, width: int) -> Image.Image:
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
