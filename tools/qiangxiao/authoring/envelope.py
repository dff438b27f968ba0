"""One text and the photos that came beside it, out of a zip, a saved mail or a folder: whatever their names.

Only the container is judged here; the text is read as any other, the photos are placed by `loose_photos`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from qiangxiao.authoring.loose_photos import Loose
from qiangxiao.authoring.mail_package import MailRefused, list_attachments
from qiangxiao.authoring.office_package import MAX_BYTES, WORD, FileRefused
from qiangxiao.authoring.package_entries import MAX_MAIL_BYTES, RawEntry, open_container, open_zip

PAGES = (".html", ".htm")
_PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif")
_MAX_PHOTO = 30 * 1024 * 1024  # bytes of one photo: a camera's largest JPEG is about 25 MB
_ROOM = 150 * 1024 * 1024  # bytes of all together, once unpacked
_ZIPS = (".zip",)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What came together: the text's file, the photos, what was not taken, said in Chinese."""

    name: str
    data: bytes
    photos: tuple[Loose, ...]
    said: tuple[str, ...]


def is_envelope(place: Path) -> bool:
    """Tell whether a file may hold a text and its photos."""
    return place.is_dir() or place.suffix.lower() in (*_ZIPS, ".eml", *PAGES)


def open_envelope(place: Path) -> Envelope:
    """Return the one text in a zip, mail or folder, with its photos; a saved page has its own beside it.

    Raises FileRefused when there is no text, or more than one.
    """
    try:
        entries = list(_entries(place))
    except MailRefused as refused:
        raise FileRefused(f"{refused.message}{refused.hint}") from None
    except OSError as error:
        raise FileRefused(f"打不开：{error.strerror or error}。") from None
    texts = [entry for entry in entries if _suffix(entry) in (WORD.suffix, *PAGES)]
    if place.suffix.lower() in PAGES:
        texts = [entry for entry in texts if entry.name == place.name]
    if len(texts) != 1:
        named = "、".join(entry.name for entry in texts)
        how = (
            f"里面有 {len(texts)} 份稿子：{named}。请一份一份导入。"
            if texts
            else "里面没有 Word 文件或网页。"
        )
        raise FileRefused(how)
    said: list[str] = []
    photos: list[Loose] = []
    room = _ROOM
    for entry in entries:
        if entry is texts[0] or entry.is_folder or _is_of_a_system(entry):
            continue
        if entry.flaw or _suffix(entry) not in _PHOTOS:
            said += [] if _is_of_a_page(entry) else [f"“{entry.name}”不是稿子也不是照片，没有导入。"]
            continue
        data = entry.read(min(_MAX_PHOTO, room) + 1)
        room -= len(data)
        if len(data) > _MAX_PHOTO or room < 0:
            raise FileRefused(f"照片“{entry.name}”太大。请压缩照片后再试。")
        photos.append(Loose(entry.name, data))
    name = PurePosixPath(texts[0].name).name
    return Envelope(name, texts[0].read(MAX_BYTES + 1), tuple(photos), tuple(said))


def _suffix(entry: RawEntry) -> str:
    return PurePosixPath(entry.name).suffix.lower()


def _is_of_a_page(entry: RawEntry) -> bool:
    """Tell whether a file is only how a saved page looks."""
    name = PurePosixPath(entry.name).name
    return bool(name) and _suffix(entry) in (
        *(".css", ".js", ".svg", ".woff", ".woff2", ".ico", ".download", ""),
    )


def _is_of_a_system(entry: RawEntry) -> bool:
    name = PurePosixPath(entry.name).name
    return name in (".DS_Store", "Thumbs.db") or name.startswith("._") or "__MACOSX" in entry.name


def _entries(place: Path) -> Iterator[RawEntry]:
    suffix = place.suffix.lower()
    if suffix == ".eml":
        with place.open("rb") as file:
            attached = list_attachments(file.read(MAX_MAIL_BYTES + 1))
        zips = [data for name, data in attached if name.lower().endswith(_ZIPS)]
        if len(zips) == 1 and not any(name.lower().endswith(WORD.suffix) for name, _ in attached):
            container = open_zip(zips[0])
        else:
            yield from (RawEntry(name, False, _reader(data)) for name, data in attached)
            return
    elif suffix in PAGES:
        yield RawEntry(place.name, False, _reader(place.read_bytes()))
        folder = next((one for one in (place.with_suffix(""), *_folders(place)) if one.is_dir()), None)
        if folder is not None:
            for entry in open_container(folder).entries:
                yield RawEntry(f"{folder.name}/{entry.name}", entry.is_folder, entry.read, entry.flaw)
        return
    else:
        container = open_container(place)
    if container.refusal is not None:
        raise FileRefused(f"{container.refusal.message}{container.refusal.hint}")
    yield from container.entries


def _folders(page: Path) -> Iterator[Path]:
    """Yield where browsers put the pictures of a saved page."""
    for ending in ("_files", ".files"):
        yield page.with_name(page.stem + ending)


def _reader(data: bytes) -> Callable[[int], bytes]:
    return lambda limit: data[:limit]
