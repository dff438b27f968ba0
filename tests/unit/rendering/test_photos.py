"""Published photos: pixels only, upright, sRGB, several sizes, always one that every program can show."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from qiangxiao.rendering.photos import PhotoFile, blank_files, choose_still, photo_files
from qiangxiao.rendering.templates import body_markdown
from qiangxiao.sources.body import read_body
from qiangxiao.sources.pixels import reencode_photo

SECRETS = (
    b"30.6586",
    b"SECRET",
    b"Canon",
    b"<x:xmpmeta",
    b"Photoshop 3.0",
    b"ICC_PROFILE",
    b"Exif",
    b"http://ns.adobe.com",
)
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf>SECRET 30.6586</rdf></x:xmpmeta>'
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0c\x1c\x02\x78\x00\x06SECRET"


def a_scene(size: tuple[int, int] = (1600, 900)) -> Image.Image:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, (200, 30, 30))
    image.paste((30, 30, 200), (size[0] // 2, 0, *size))
    return image


def wide_gamut() -> bytes:
    """A profile in which the same numbers are other colours."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def a_jpeg(image: Image.Image | None = None, orientation: int = 1, **settings: object) -> bytes:
    """A camera's JPEG: GPS, camera name, XMP, IPTC, comment, something appended."""
    image = image or a_scene()
    exif = image.getexif()
    exif[0x0112], exif[0x010F], exif[0x9C9B] = orientation, "Canon SECRET", b"S\0E\0"
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 39.0, 30.6586), 3: "E", 4: (104.0, 3.0, 50.0)})
    out = BytesIO()
    image.save(out, "JPEG", exif=exif, xmp=XMP, comment=b"SECRET", **settings)  # type: ignore[arg-type]
    data = out.getvalue()
    marker = b"\xff\xed" + (len(IPTC) + 2).to_bytes(2, "big") + IPTC
    return data[:2] + marker + data[2:] + b"SECRET appended"


def opened(file: PhotoFile) -> Image.Image:
    return Image.open(BytesIO(file.data))


def names(files: tuple[PhotoFile, ...]) -> list[str]:
    return [file.path for file in files]


def assert_pixels_only(files: tuple[PhotoFile, ...]) -> None:
    for file in files:
        for secret in SECRETS:
            assert secret not in file.data, (file.path, secret)
        image = opened(file)
        assert not dict(image.getexif())
        assert not {"icc_profile", "xmp", "XML:com.adobe.xmp", "comment", "photoshop", "exif"} & set(
            image.info
        )


def test_the_fixture_really_has_what_must_go() -> None:
    data = a_jpeg()
    image = Image.open(BytesIO(data))
    assert image.getexif().get_ifd(0x8825)[2][2] == pytest.approx(30.6586, abs=0.001)
    assert "xmp" in image.info and "photoshop" in image.info and "comment" in image.info
    assert b"SECRET appended" in data


def test_a_jpeg_becomes_jpeg_and_webp_in_three_widths() -> None:
    files = photo_files("media/a.jpg", a_jpeg())
    assert names(files) == [
        *("media/a.jpg", "media/a.jpg.1280.webp", "media/a.jpg.480.jpg", "media/a.jpg.480.webp"),
        *("media/a.jpg.800.jpg", "media/a.jpg.800.webp"),
    ]
    for file in files:
        assert opened(file).size == (file.width, file.height)
        assert opened(file).format == ("WEBP" if file.is_webp else "JPEG")
    assert (files[0].width, files[0].height) == (1280, 720)
    assert choose_still(files) == files[0]
    assert_pixels_only(files)


def test_a_small_photo_is_not_enlarged() -> None:
    assert names(photo_files("a.jpg", a_jpeg(a_scene((320, 200))))) == ["a.jpg", "a.jpg.320.webp"]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_applied(orientation: int) -> None:
    for file in photo_files("a.jpg", a_jpeg(orientation=orientation)):
        image = opened(file).convert("RGB")
        assert (image.width < image.height) is (orientation >= 5)
        first, last = image.getpixel((10, 10)), image.getpixel((image.width - 10, image.height - 10))
        assert isinstance(first, tuple) and isinstance(last, tuple)
        is_red_first = orientation in (1, 4, 5, 8) if orientation < 5 else orientation in (5, 6)
        assert (first[0] > first[2]) is is_red_first and (last[0] > last[2]) is not is_red_first


def test_a_png_keeps_transparency_and_loses_its_texts() -> None:
    image = Image.new("RGBA", (900, 600), (10, 200, 10, 0))
    texts = PngInfo()
    texts.add_text("Location", "SECRET 30.6586")
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    out = BytesIO()
    image.save(out, "PNG", pnginfo=texts)
    files = photo_files("a.png", out.getvalue())
    assert names(files) == [
        "a.png",
        "a.png.900.webp",
        "a.png.480.png",
        "a.png.480.webp",
        "a.png.800.png",
        "a.png.800.webp",
    ]
    assert all(opened(file).convert("RGBA").getpixel((5, 5))[3] == 0 for file in files)  # type: ignore[index]
    assert_pixels_only(files)


@pytest.mark.parametrize(("mode", "ending"), [("RGB", "jpg"), ("RGBA", "png")])
def test_a_webp_has_a_file_for_programs_without_webp(mode: str, ending: str) -> None:
    image = a_scene((1000, 500)).convert(mode)
    if mode == "RGBA":
        image.putalpha(100)
    out = BytesIO()
    image.save(out, "WEBP", exif=a_scene((8, 8)).getexif(), xmp=XMP)
    files = photo_files("a.webp", out.getvalue())
    assert choose_still(files).path == f"a.webp.1000.{ending}"
    assert files[0].path == "a.webp" and opened(files[0]).format == "WEBP"
    assert_pixels_only(files)


def test_colours_are_converted_by_the_profile_and_the_profile_goes() -> None:
    swapped = _profile_with_swapped_colours()
    plain = opened(photo_files("a.jpg", a_jpeg(a_scene((64, 64))))[0]).getpixel((8, 8))
    files = photo_files("a.jpg", a_jpeg(a_scene((64, 64)), icc_profile=swapped))
    converted = opened(files[0]).getpixel((8, 8))
    assert isinstance(plain, tuple) and isinstance(converted, tuple)
    assert plain[0] > plain[2] and converted[0] < converted[2]
    assert_pixels_only(files)


def _profile_with_swapped_colours() -> bytes:
    """sRGB with the red and the blue primary exchanged."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.find(b"rXYZ"), profile.find(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(profile)


def test_a_broken_profile_leaves_the_pixels() -> None:
    files = photo_files("a.jpg", a_jpeg(a_scene((64, 64)), icc_profile=b"not a profile"))
    assert opened(files[0]).getpixel((8, 8))[0] > 150  # type: ignore[index]
    assert_pixels_only(files)


def test_other_colour_models_become_rgb() -> None:
    for mode in ("CMYK", "L", "RGB"):
        files = photo_files("a.jpg", a_jpeg(a_scene((64, 64)).convert(mode)))
        assert opened(files[0]).mode == "RGB"


def test_sixteen_bits_are_scaled_and_not_clipped() -> None:
    image = Image.new("I;16", (64, 64), 32768)
    out = BytesIO()
    image.save(out, "PNG")
    value = opened(photo_files("a.png", out.getvalue())[0]).convert("L").getpixel((5, 5))
    assert isinstance(value, int) and 120 <= value <= 136


def test_the_same_photo_gives_the_same_bytes() -> None:
    assert photo_files("a.jpg", a_jpeg()) == photo_files("a.jpg", a_jpeg())


def test_what_cannot_be_decoded_is_said_and_has_a_stand_in() -> None:
    with pytest.raises(OSError, match=r"\S"):
        photo_files("a.jpg", a_jpeg()[:400])
    with pytest.raises(OSError, match=r"\S"):
        reencode_photo(b"GIF89a" + bytes(40))
    assert [opened(file).size for file in blank_files("a.webp")] == [
        (640, 480),
        (640, 480),
        (480, 360),
        (480, 360),
    ]


def test_a_picture_that_stands_alone_has_its_words_under_it() -> None:
    text = "前文。\n\n![三位老师在“评课”](media/ke.jpg)\n\n一句话里的![图](media/a.jpg)不变。\n"
    body = read_body("schools/a/b/updates/2026-10-12-x.md", text)
    page = str(body_markdown(body, "../../media/"))
    assert '<figure><img alt="三位老师在“评课”"' in page and 'src="../../media/ke.jpg"' in page
    assert "<figcaption>三位老师在“评课”</figcaption></figure>" in page
    assert page.count("<figure>") == 1 and page.count("<img") == 2
