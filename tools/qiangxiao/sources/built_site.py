"""The files of a built site, in a folder or a zip file of a stranger: names first, bytes when asked for.

Nothing is written or unpacked and no link is followed. What is no plain file within the limits is told, not
read. Sizes in the headers of a zip are not believed.
"""

from __future__ import annotations

import os
import stat
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

MAX_FILES = 100_000  # a city's site of ten thousand pages has thirty thousand
MAX_BYTES = 64 * 1024 * 1024  # 64 MiB of one file; a film is longer, and is not read
_MAX_ZIP = 2 * 1024 * 1024 * 1024  # 2 GiB
_MAX_RATIO = 200  # times; a search index packs to a tenth, a page to a fifth
_RATIO_FROM = 4 * 1024 * 1024  # bytes; a smaller file may be nothing but blanks
_ENCRYPTED = 0x1 | 0x40  # flag bits of a zip entry
_DAMAGE = (
    BadZipFile,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
    IndexError,
    OverflowError,
    OSError,
    struct.error,
    zlib.error,
)


class SiteRefused(Exception):
    """The place is no site that can be read; the message says why, in Chinese."""


class FileRefused(Exception):
    """A file cannot be read; the message says why, in Chinese."""


@dataclass(frozen=True)
class BuiltSite:
    """The plain files of a site by their paths, and what else there is with the reason why it is not read."""

    paths: frozenset[str]
    refused: Mapping[str, str]
    _sources: Mapping[str, Path | ZipInfo]
    _opened: ZipFile | None = None

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raise FileRefused when that cannot be done within the limits."""
        source = self._sources[path]
        try:
            if isinstance(source, Path):
                with source.open("rb") as file:
                    data = file.read(MAX_BYTES + 1)
            else:
                assert self._opened is not None
                data = _unpack(self._opened, source)
        except _DAMAGE:
            raise FileRefused("文件已损坏，读不出来。") from None
        if len(data) > MAX_BYTES:
            raise FileRefused(f"文件超过 {MAX_BYTES // 1024 // 1024} MiB，没有读。")
        return data


def open_site(place: Path) -> BuiltSite:
    """List the files of a folder or a zip file; raise SiteRefused when it is neither."""
    try:
        is_folder = stat.S_ISDIR(place.stat().st_mode)
    except OSError:
        raise SiteRefused("打不开，请写网站的文件夹或 zip 压缩包。") from None
    if is_folder:
        return _sorted_out(_in_folder(place))
    try:
        if place.stat().st_size > _MAX_ZIP:
            raise SiteRefused("压缩包超过 2 GiB。")
        opened = ZipFile(place)
    except _DAMAGE:
        raise SiteRefused("不是文件夹，也不是打得开的 zip 压缩包。") from None
    return _sorted_out(_in_zip(opened), opened)


_Listed = tuple[str, Path | ZipInfo, str]
"""A path, where its bytes are, and why they are not read."""


def _sorted_out(listed: Iterator[_Listed], opened: ZipFile | None = None) -> BuiltSite:
    sources: dict[str, Path | ZipInfo] = {}
    refused: dict[str, str] = {}
    for path, source, flaw in listed:
        if flaw or path in sources:
            refused[path] = flaw or "同名的文件不止一个。"
        else:
            sources[path] = source
        if len(sources) + len(refused) > MAX_FILES:
            raise SiteRefused(f"文件超过 {MAX_FILES} 个。")
    if not any(path.endswith((".html", ".htm")) for path in sources):
        raise SiteRefused("里面没有网页（.html）。请写生成好的网站，例如 site。")
    top = _top(sources) if "index.html" not in sources else ""
    named = {path.removeprefix(top): source for path, source in sources.items()}
    return BuiltSite(frozenset(named), refused, named, opened)


def _top(paths: Mapping[str, object]) -> str:
    """Return the one folder that wraps a packed site, with its slash; empty when there is none."""
    tops = {path.partition("/")[0] for path in paths}
    return f"{tops.pop()}/" if len(tops) == 1 and all("/" in path for path in paths) else ""


def _in_folder(folder: Path) -> Iterator[_Listed]:
    waiting = [("", folder)]
    while waiting:
        above, place = waiting.pop()
        with os.scandir(place) as listing:
            for entry in sorted(listing, key=lambda found: found.name):
                path = f"{above}{show(entry.name)}"
                if entry.is_symlink():
                    yield path, Path(entry.path), "这是指向别处的符号链接。"
                elif entry.is_dir():
                    waiting.append((f"{path}/", Path(entry.path)))
                elif entry.is_file():
                    yield path, Path(entry.path), ""
                else:
                    yield path, Path(entry.path), "这是特殊文件，不是普通文件。"


def _in_zip(opened: ZipFile) -> Iterator[_Listed]:
    for info in opened.infolist():
        path = info.filename
        mode = stat.S_IFMT(info.external_attr >> 16)
        if path.endswith("/") and mode in (0, stat.S_IFDIR):
            continue
        flaw = ""
        if path.startswith("/") or "\\" in path or any(p in ("", ".", "..") for p in path.split("/")):
            flaw = "路径会走到网站外面。"
        elif mode not in (0, stat.S_IFREG):
            flaw = "这是符号链接或特殊文件，不是普通文件。"
        elif info.flag_bits & _ENCRYPTED:
            flaw = "这个文件加了密码。"
        yield show(path), info, flaw


def _unpack(opened: ZipFile, info: ZipInfo) -> bytes:
    """Return the bytes of an entry, at most one more than the limit, counted as they come out."""
    parts: list[bytes] = []
    size = 0
    with opened.open(info) as file:
        while size <= MAX_BYTES and (part := file.read(min(1 << 20, MAX_BYTES + 1 - size))):
            parts.append(part)
            size += len(part)
            if size > _RATIO_FROM and size > _MAX_RATIO * max(info.compress_size, 1):
                raise FileRefused(f"文件解压后膨胀到 {_MAX_RATIO} 倍以上，没有读。")
    return b"".join(parts)


def show(name: str) -> str:
    """Return a name that can be printed: control characters and bytes that are no text become U+FFFD."""
    return "".join(char if char.isprintable() else "\ufffd" for char in name)
