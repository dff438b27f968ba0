"""The bytes of an untrusted .docx to the same package with nothing in it but plain XML parts and pictures.

A .docx is a zip of XML. Everything is limited before it is read: sizes, entries, compression, depth. A part with
a document type is refused, so there are no entities to expand and nothing outside to fetch.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_XML = 20 * 1024 * 1024
MAX_ENTRIES = 2000
MAX_RATIO = 200
MAX_DEPTH = 80
MAX_ELEMENTS = 200_000
_RATIO_FROM = 5 * 1024 * 1024
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"BM", b"RIFF", b"II*\0", b"MM\0*", b"\x01\0\0\0", b"\xd7\xcd\xc6\x9a")
_MAIN_PART = "[Content_Types].xml"


class WordRefused(Exception):
    """A Word file that cannot be imported; the message is one Chinese line."""


def clean_package(data: bytes) -> bytes:
    """Return the package with its XML parts and pictures only; raise WordRefused for anything beyond the limits."""
    if len(data) > MAX_BYTES:
        raise WordRefused(f"文件有 {len(data) / 1048576:.1f} MB，超过 {MAX_BYTES // 1048576} MB。请压缩照片后再试。")
    if data.startswith(_OLD_WORD):
        raise WordRefused("这是旧格式（.doc）或加了密码的文件。请在 Word 里去掉密码，另存为 .docx。")
    try:
        with ZipFile(BytesIO(data)) as package:
            return _repacked(package, _checked_entries(package.infolist()))
    except (BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError):
        raise WordRefused("文件打不开：不是 Word 的 .docx 文件，或者已经损坏。") from None


def _checked_entries(entries: list[ZipInfo]) -> list[ZipInfo]:
    names = {entry.filename for entry in entries}
    if _MAIN_PART not in names:
        raise WordRefused("文件打不开：不是 Word 的 .docx 文件，或者已经损坏。")
    if len(entries) > MAX_ENTRIES or len(names) < len(entries):
        raise WordRefused(f"文件内部的部件超过 {MAX_ENTRIES} 个或有重名，没有导入。")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise WordRefused(f"文件解开后超过 {MAX_UNPACKED // 1048576} MB，没有导入。")
    for entry in entries:
        if entry.flag_bits & 1 or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise WordRefused("文件内部加了密或用了少见的压缩方法，没有导入。")
        if entry.file_size > _RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise WordRefused("文件内部的压缩比高得不正常，没有导入。")
    return [entry for entry in entries if not entry.is_dir()]


def _repacked(package: ZipFile, entries: list[ZipInfo]) -> bytes:
    out, xml_size = BytesIO(), 0
    with ZipFile(out, "w", ZIP_STORED) as kept:
        for entry in entries:
            content = package.read(entry)
            if not content.startswith(_PICTURES):
                is_part = entry.filename.lower().endswith((".xml", ".rels"))
                xml_size += len(content) if is_part else 0
                if xml_size > MAX_XML:
                    raise WordRefused(f"文件里的文字部分超过 {MAX_XML // 1048576} MB，没有导入。")
                if not is_part:
                    continue  # fonts, embedded files, macros: none of them is text
                _check_xml(content)
            kept.writestr(ZipInfo(entry.filename), content)
    return out.getvalue()


def _check_xml(content: bytes) -> None:
    """Raise WordRefused for XML that is broken, has a document type, or is too deep or too large."""
    parser = expat.ParserCreate()
    depth = count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > MAX_DEPTH or count > MAX_ELEMENTS:
            raise WordRefused("文件的结构太深或太大，没有导入。请拆成几篇。")

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*found: object) -> None:
        raise WordRefused("文件里有外部实体声明，可能不安全，没有导入。请用 Word 打开后另存一份再试。")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise WordRefused("文件内部的内容已经损坏。请用 Word 打开后另存一份再试。") from None
