"""The pixels of an untrusted picture, and nothing else of it: upright, sRGB, no larger than a page needs."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageCms, ImageOps

MAX_SIDE = 1280
"""Pixels of the longer side of a published photo."""
_QUALITY = 80  # of JPEG, 1 to 95: above 80 the file grows and nobody sees a difference on a page
_WEBP_QUALITY = 78  # WebP's scale looks a little better at the same number
_SRGB = ImageCms.createProfile("sRGB")
_FAULTS = (ValueError, SyntaxError, TypeError, KeyError, IndexError, Image.DecompressionBombError)


def reencode_photo(data: bytes) -> tuple[bytes, int, int]:
    """Re-encode a picture in its own format and return it with its width and height in pixels.

    Everything but the pixels is gone: location, camera, thumbnails, whatever was appended to the file.
    Raises OSError when the pixels cannot be decoded.
    """
    clean, kind = read_pixels(data)
    return encode_pixels(clean, kind), clean.width, clean.height


def read_pixels(data: bytes) -> tuple[Image.Image, str]:
    """Return the pixels alone, upright, in sRGB, no larger than a page needs, and the format they came in.

    Raises OSError when they cannot be decoded.
    """
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as opened:
            kind = opened.format or "JPEG"
            if kind == "JPEG":
                opened.draft(
                    "RGB", (2 * MAX_SIDE, 2 * MAX_SIDE)
                )  # a camera's forty megapixels need not be decoded
            image = reduce_to_eight_bits(ImageOps.exif_transpose(opened))
            image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
            has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
            pixels = _convert_to_srgb(image, has_alpha and kind != "JPEG")
    except _FAULTS as error:
        raise OSError(str(error)) from error
    clean = Image.new(pixels.mode, pixels.size)
    clean.paste(pixels)
    return clean, kind


def reduce_to_eight_bits(image: Image.Image) -> Image.Image:
    """Return a picture with 256 greys where it has 65,536:
    Pillow's own conversion makes all but the darkest white.

    The one grey such a picture may call transparent is dropped: it is not a grey of the new picture.
    """
    if not image.mode.startswith("I"):
        return image
    grey = image.convert("I").point(lambda value: value / 256).convert("L")
    grey.info.pop("transparency", None)
    return grey


def _convert_to_srgb(image: Image.Image, keeps_alpha: bool) -> Image.Image:
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


def encode_pixels(clean: Image.Image, kind: str) -> bytes:
    """Return a picture as a file of one of the three formats, with nothing in it but the pixels."""
    out = BytesIO()
    if kind == "PNG":
        clean.save(out, "PNG", optimize=True)
    elif kind == "WEBP":
        clean.save(out, "WEBP", quality=_WEBP_QUALITY, method=4)
    else:
        clean.convert("RGB").save(out, "JPEG", quality=_QUALITY, progressive=True, optimize=True)
    return out.getvalue()
