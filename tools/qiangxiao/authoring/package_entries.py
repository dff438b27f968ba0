"""Lists what a zip file, the zip in a saved mail or a plain folder holds, and bounds the
reading of each entry.

Judges only the container: whether it can be opened, and whether an entry is a plain, readable file. Names and
contents are judged in `package`. Never writes, never unpacks, never follows a link.
"""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from os import DirEntry, scandir
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from qiangxiao.authoring.mail_package import MailRefused, find_attached_package

MAX_PACKAGE_BYTES = 50 * 1024 * 1024  # 50 MiB: more than mailboxes here let through
MAX_MAIL_BYTES = MAX_PACKAGE_BYTES // 3 * 4 + 8 * 1024 * 1024  # a mail is longer than what it carries
MAX_FILES = 300  # of one package; a school sends a few dozen
MAX_LISTED = 4 * MAX_FILES
"""Entries of any kind, folders and the notes of operating systems included."""
MAX_RATIO = 100  # times; texts pack to a third, photos not at all
_RATIO_FROM = 1024 * 1024  # bytes; a smaller text may be nothing but blanks
_MAX_DEEP = 8  # folders within each other; the deepest known place has five
_ENCRYPTED = 0x1 | 0x40 | 0x2000  # flag bits of a zip entry: encrypted, strongly encrypted, names hidden
_UTF8_NAME = 0x800  # flag bit of a zip entry: its name is UTF-8
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_DAMAGE = (
    BadZipFile,
    LargeZipFile,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
    IndexError,
    OverflowError,
    struct.error,
    zlib.error,
)
DAMAGED = "压缩包里的这个文件已损坏，读不出来。"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something is not taken, and how to put it right.
    No `path`: the whole package; line 0: the whole file.
    `where` and `quoted` say the place in the words of whoever wrote it.
    """

    path: str
    message: str
    hint: str
    line: int = 0
    field: str = ""
    where: str = ""
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry. `flaw` and `hint` say why it is no plain file;
    `read` returns at most so many bytes or raises OSError.
    """

    name: str
    is_folder: bool
    read: Callable[[int], bytes]
    flaw: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Container:
    """The entries of a package, or why it cannot be opened."""

    entries: tuple[RawEntry, ...] = ()
    refusal: Refusal | None = None


def open_container(place: Path) -> Container:
    """List a zip file, a mail's attached one or a folder; raises
    OSError when there is nothing at `place` that can be read.
    """
    mode = place.stat().st_mode
    if stat.S_ISDIR(mode):
        return _open_folder(place)
    if not stat.S_ISREG(mode):
        return _refuse("这不是普通文件。", "请发来 zip 压缩包，或者放内容的文件夹。")
    is_mail = place.suffix.lower() == ".eml"
    with place.open("rb") as file:
        data = file.read((MAX_MAIL_BYTES if is_mail else MAX_PACKAGE_BYTES) + 1)
    if is_mail:
        if len(data) > MAX_MAIL_BYTES:
            return _refuse("邮件太大，里面的投稿包超过了 50 MiB。", "请缩小照片，或者分几次发来。")
        try:
            data = find_attached_package(data)
        except MailRefused as refused:
            return _refuse(refused.message, refused.hint)
    return open_zip(data)


def refuse_too_many() -> Refusal:
    """Return the refusal of a package with too many files."""
    return Refusal(
        "", f"投稿包里的文件太多，超过了 {MAX_FILES} 个。", "请只放这次新增和修改的文件，或者分几次发来。"
    )


def _refuse(message: str, hint: str) -> Container:
    return Container((), Refusal("", message, hint))


def open_zip(data: bytes) -> Container:
    """List the entries of a zip, or say why it cannot be opened."""
    if len(data) > MAX_PACKAGE_BYTES:
        return _refuse("投稿包超过了 50 MiB。", "请缩小照片，或者分几次发来。")
    if not data.startswith(_ZIP_STARTS):
        return _refuse("这不是 zip 压缩包。", "请用电脑自带的“压缩”功能打成 zip 再发来，不要用 RAR 或 7z。")
    if data.count(b"PK\x01\x02") > MAX_LISTED:
        return Container((), refuse_too_many())
    try:
        opened = ZipFile(BytesIO(data))
    except UnicodeDecodeError:
        return _refuse("压缩包里有文件名读不出来。", "文件名只用小写英文字母、数字和短横，改名后重新打包。")
    except (*_DAMAGE, OSError):
        return _refuse("压缩包打不开，可能没有传完整。", "请重新打包，再发来一次。")
    return Container(tuple(_zip_entry(opened, info) for info in opened.infolist()))


def _zip_entry(opened: ZipFile, info: ZipInfo) -> RawEntry:
    name = _name_in_zip(info)
    is_folder = name.endswith("/")

    def read(limit: int) -> bytes:
        return _read_zipped(opened, info, limit)

    mode = stat.S_IFMT(info.external_attr >> 16)
    expected = (0, stat.S_IFDIR) if is_folder else (0, stat.S_IFREG)
    flaw = hint = ""
    if "\ufffd" in name:
        flaw, hint = "文件名读不出来。", "文件名只用小写英文字母、数字和短横，改名后重新打包。"
    elif mode not in expected:
        flaw = "这是符号链接，不是普通文件。" if mode == stat.S_IFLNK else "这是特殊文件，不是普通文件。"
        hint = "请放入文件本身。"
    elif info.flag_bits & _ENCRYPTED:
        flaw, hint = "这个文件加了密码。", "请不设密码，重新打包。"
    elif info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        flaw, hint = "这个文件用了少见的压缩方法。", "请用电脑自带的“压缩”功能重新打包。"
    return RawEntry(name.rstrip("/") if is_folder else name, is_folder, read, flaw, hint)


def _name_in_zip(info: ZipInfo) -> str:
    """Return the name as it stands in the zip; without the mark for UTF-8 it is UTF-8 or GBK all the same.

    `filename` will not do: the library cuts it at a NUL and turns backslashes round on some systems.
    """
    if info.flag_bits & _UTF8_NAME or info.orig_filename.isascii():
        return info.orig_filename
    raw = info.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("ascii", "replace")


def _read_zipped(opened: ZipFile, info: ZipInfo, limit: int) -> bytes:
    """Return at most `limit` bytes, counted as they come out; the sizes in the headers are not believed."""
    parts: list[bytes] = []
    size = 0
    try:
        with opened.open(info) as file:
            while size < limit and (part := file.read(min(65536, limit - size))):
                parts.append(part)
                size += len(part)
                if size > _RATIO_FROM and size > MAX_RATIO * max(info.compress_size, 1):
                    raise OSError(f"这个文件解压后膨胀到 {MAX_RATIO} 倍以上，不像正常的文件。")
    except _DAMAGE as error:
        raise OSError(DAMAGED) from error
    if size < limit and size != info.file_size:
        raise OSError("这个文件的实际大小与压缩包里写的不一样。")
    return b"".join(parts)


def _open_folder(place: Path) -> Container:
    entries: list[RawEntry] = []
    for entry in _walk(place, "", _MAX_DEEP):
        entries.append(entry)
        if len(entries) > MAX_LISTED:
            return Container((), refuse_too_many())
    return Container(tuple(entries))


def _walk(folder: Path, above: str, deep: int) -> Iterator[RawEntry]:
    with scandir(folder) as listing:
        found = sorted(listing, key=lambda entry: entry.name)
    for entry in found:
        raw = _folder_entry(entry, above)
        yield raw
        if raw.is_folder and not raw.flaw:
            if deep:
                yield from _walk(Path(entry.path), f"{raw.name}/", deep - 1)
            else:
                yield RawEntry(f"{raw.name}/…", False, raw.read, "文件夹套得太深。", "请按规定的位置放文件。")


def _folder_entry(entry: DirEntry[str], above: str) -> RawEntry:
    mode = entry.stat(follow_symlinks=False).st_mode
    name = above + entry.name
    flaw = hint = ""
    if any(0xD800 <= ord(char) <= 0xDFFF for char in entry.name):
        flaw, hint = "文件名读不出来。", "文件名只用小写英文字母、数字和短横。"
    elif not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
        flaw = "这是符号链接，不是普通文件。" if stat.S_ISLNK(mode) else "这是特殊文件，不是普通文件。"
        hint = "请放入文件本身。"
    place = Path(entry.path)

    def read(limit: int) -> bytes:
        try:
            with place.open("rb") as file:
                return file.read(limit)
        except OSError as error:
            raise OSError("这个文件打不开。") from error

    return RawEntry(name, stat.S_ISDIR(mode), read, flaw, hint)
