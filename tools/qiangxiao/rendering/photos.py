"""A contributor's photo to the files that are published: pixels only, upright, sRGB, no larger than a page needs.

Every photo has a JPEG or PNG that any program can show, and WebP of the same sizes for browsers, which is smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from PIL import Image, ImageCms, ImageOps

MAX_SIDE = 1280
WIDTHS = (480, 800)
"""Widths in pixels that a photo is also offered in, when it is wider."""
_QUALITY = 80
_PREVIEW_SIDE = 720
_PREVIEW_QUALITY = 68
_WEBP_QUALITY = 78
_SRGB = ImageCms.createProfile("sRGB")
_FAULTS = (ValueError, SyntaxError, TypeError, KeyError, IndexError, Image.DecompressionBombError)


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


def publish_photo(data: bytes) -> tuple[bytes, int, int]:
    """Re-encode a picture in its own format and return it with its width and height in pixels.

    Everything but the pixels is gone: location, camera, thumbnails, whatever was appended to the file.
    Raises OSError when the pixels cannot be decoded.
    """
    clean, kind = _clean(data)
    return _encode(clean, kind), clean.width, clean.height


def preview_photo(data: bytes) -> bytes:
    """Return a picture as a small JPEG for a preview; raise OSError when the pixels cannot be decoded."""
    clean, _, _ = publish_photo(data)
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
    """Return every file a photo is published as; the first has the photo's own path, the second may replace it.

    The names of the others have two endings, which no contributed file can have: `a.jpg.480.webp`.
    Raises OSError when the pixels cannot be decoded.
    """
    clean, kind = _clean(data)
    return _versions(path, clean, kind)


def blank_files(path: str) -> tuple[PhotoFile, ...]:
    """Return a plain grey picture instead of a photo that cannot be decoded."""
    kind = {".png": "PNG", ".webp": "WEBP"}.get(PurePosixPath(path).suffix, "JPEG")
    return _versions(path, Image.new("RGB", (640, 480), (220, 220, 220)), kind)


def _versions(path: str, clean: Image.Image, kind: str) -> tuple[PhotoFile, ...]:
    has_alpha = clean.mode == "RGBA"
    still = kind if kind != "WEBP" else "PNG" if has_alpha else "JPEG"
    ending = "png" if still == "PNG" else "jpg"
    sizes = [clean, *(_narrowed(clean, width) for width in WIDTHS if width < clean.width)]
    found = [PhotoFile(path, _encode(clean, kind), *clean.size)]
    for image in sizes:
        if image is not clean or still != kind:
            found.append(PhotoFile(f"{path}.{image.width}.{ending}", _encode(image, still), *image.size))
        if image is not clean or kind != "WEBP":
            found.append(PhotoFile(f"{path}.{image.width}.webp", _encode(image, "WEBP"), *image.size))
    return tuple(found)


def still_file(files: Sequence[PhotoFile]) -> PhotoFile:
    """Return the largest file that every program can show: JPEG or PNG."""
    return max((file for file in files if not file.is_webp), key=lambda file: file.width)


def _narrowed(image: Image.Image, width: int) -> Image.Image:
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def _clean(data: bytes) -> tuple[Image.Image, str]:
    """Return the pixels alone, upright, in sRGB, and the format they came in."""
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as opened:
            kind = opened.format or "JPEG"
            if kind == "JPEG":
                opened.draft(
                    "RGB", (2 * MAX_SIDE, 2 * MAX_SIDE)
                )  # a camera's forty megapixels need not be decoded
            image = in_eight_bits(ImageOps.exif_transpose(opened))
            image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
            has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
            pixels = _in_srgb(image, has_alpha and kind != "JPEG")
    except _FAULTS as error:
        raise OSError(str(error)) from error
    clean = Image.new(pixels.mode, pixels.size)
    clean.paste(pixels)
    return clean, kind


def in_eight_bits(image: Image.Image) -> Image.Image:
    """Return a picture with 256 greys where it has 65,536: Pillow's own conversion makes all but the darkest white.

    The one grey such a picture may call transparent is dropped: it is not a grey of the new picture.
    """
    if not image.mode.startswith("I"):
        return image
    grey = image.convert("I").point(lambda value: value / 256).convert("L")
    grey.info.pop("transparency", None)
    return grey


def _in_srgb(image: Image.Image, keeps_alpha: bool) -> Image.Image:
    """Return a picture in sRGB, by its own colour profile if it has a usable one."""
    profile = image.info.get("icc_profile")
    plain = image.convert("RGBA") if keeps_alpha else image
    alpha = plain.getchannel("A") if keeps_alpha else None
    source = plain if plain.mode in ("RGB", "CMYK", "L") else plain.convert("RGB")
    converted = source.convert("RGB")
    if profile:
        try:
            found = ImageCms.profileToProfile(
                source, ImageCms.ImageCmsProfile(BytesIO(profile)), _SRGB, outputMode="RGB"
            )
            converted = found if found is not None else converted
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile, or one for other channels: the pixels as they are
    if alpha is not None:
        converted.putalpha(alpha)
    return converted


def _encode(clean: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    if kind == "PNG":
        clean.save(out, "PNG", optimize=True)
    elif kind == "WEBP":
        clean.save(out, "WEBP", quality=_WEBP_QUALITY, method=4)
    else:
        clean.convert("RGB").save(out, "JPEG", quality=_QUALITY, progressive=True, optimize=True)
    return out.getvalue()
