"""A contributor's photo to the photo that is published: pixels only, upright, no larger than a page needs."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePosixPath

from PIL import Image, ImageOps

MAX_SIDE = 1280
_QUALITY = 80


def publish_photo(data: bytes) -> tuple[bytes, int, int]:
    """Re-encode a picture in its own format and return it with its width and height in pixels.

    Everything but the pixels is gone: location, camera, thumbnails, whatever was appended to the file.
    Raises OSError when the pixels cannot be decoded.
    """
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as opened:
            kind = opened.format or "JPEG"
            image = in_eight_bits(ImageOps.exif_transpose(opened))
            image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
            has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
            pixels = image.convert("RGBA" if has_alpha and kind != "JPEG" else "RGB")
    except (ValueError, SyntaxError, TypeError, KeyError, IndexError, Image.DecompressionBombError) as error:
        raise OSError(str(error)) from error
    clean = Image.new(pixels.mode, pixels.size)
    clean.paste(pixels)
    return _encode(clean, kind), clean.width, clean.height


def in_eight_bits(image: Image.Image) -> Image.Image:
    """Return a picture with 256 greys where it has 65,536: Pillow's own conversion makes all but the darkest white.

    The one grey such a picture may call transparent is dropped: it is not a grey of the new picture.
    """
    if not image.mode.startswith("I"):
        return image
    grey = image.convert("I").point(lambda value: value / 256).convert("L")
    grey.info.pop("transparency", None)
    return grey


def blank_photo(path: str) -> tuple[bytes, int, int]:
    """Return a plain grey picture in the format of a photo that cannot be decoded, with its width and height."""
    kind = {".png": "PNG", ".webp": "WEBP"}.get(PurePosixPath(path).suffix, "JPEG")
    blank = Image.new("RGB", (640, 480), (220, 220, 220))
    return _encode(blank, kind), blank.width, blank.height


def _encode(clean: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    if kind == "PNG":
        clean.save(out, "PNG", optimize=True)
    else:
        clean.save(out, kind, quality=_QUALITY, **({"progressive": True, "optimize": True} if kind == "JPEG" else {}))
    return out.getvalue()
