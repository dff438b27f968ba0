"""The bytes of an untrusted .docx or .xlsx to the same
package with nothing in it but plain XML parts and pictures.

Both are zips of XML. Everything is limited before it is read: sizes, entries, compression, depth. A part with
a document type is refused, so there are no entities to expand and nothing outside to fetch.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MAX_BYTES = 20 * 1024 * 1024  # 20 MiB: a text with its photos
MAX_UNPACKED = 100 * 1024 * 1024  # 100 MiB of memory at most, once unpacked
MAX_XML = 20 * 1024 * 1024  # 20 MiB of text parts; a tree in memory is ten times as large
MAX_ENTRIES = 2000  # files in the package; Word writes about twenty and one for each photo
MAX_RATIO = 200  # times; the XML of Word packs to a tenth or twentieth
MAX_DEPTH = 80  # elements within each other; a table in a text box in a table is about thirty
_RATIO_FROM = 5 * 1024 * 1024  # bytes; smaller parts may be nothing but blanks
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PICTURES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n",
    b"GIF8",
    b"BM",
    b"RIFF",
    b"II*\0",
    b"MM\0*",
    b"\x01\0\0\0",
    b"\xd7\xcd\xc6\x9a",
)
_MAIN_PART = "[Content_Types].xml"
_MACROS = "vbaproject.bin"


class FileRefused(Exception):
    """A Word or Excel file that cannot be imported; the message is one Chinese line."""


@dataclass(frozen=True, slots=True)
class Program:
    """What the messages and limits of one office program
    need. `others` are formats it can save from, with names.
    """

    name: str
    suffix: str
    file_type: str
    folder: str
    max_elements: int
    split: str
    others: dict[str, str]


WORD = Program(
    "Word",
    ".docx",
    "Word 文档（*.docx）",
    "word/",
    200_000,
    "请拆成几篇。",
    {
        ".doc": "旧的 Word 格式（.doc）",
        ".wps": "WPS 文字的格式（.wps）",
        ".wpt": "WPS 文字的模板（.wpt）",
        ".rtf": "RTF 格式",
        ".odt": "ODT 格式",
        ".docm": "带宏的 Word 文件（.docm）",
        ".dotx": "Word 模板（.dotx）",
        ".txt": "纯文本",
        ".pages": "苹果 Pages 的格式",
    },
)
EXCEL = Program(
    "Excel",
    ".xlsx",
    "Excel 工作簿（*.xlsx）",
    "xl/",
    1_000_000,
    "请删去空行和用不到的工作表，或者一个区县一份。",
    {
        ".xls": "旧的 Excel 格式（.xls）",
        ".et": "WPS 表格的格式（.et）",
        ".ett": "WPS 表格的模板（.ett）",
        ".xlsm": "带宏的 Excel 文件（.xlsm）",
        ".xlsb": "二进制的 Excel 格式（.xlsb）",
        ".csv": "CSV 格式",
        ".ods": "ODS 格式",
        ".numbers": "苹果 Numbers 的格式",
    },
)
_PROGRAMS = (WORD, EXCEL)
_UNUSABLE = {
    ".pdf": "这是 PDF，里面的文字和照片取不准。请向来稿人要原来的 {name} 文件（{suffix}）。",
    ".ofd": "这是 OFD 版式文件，里面的文字和照片取不准。请向来稿人要原来的 {name} 文件（{suffix}）。",
    ".jpg": "这是照片，不是文件。请向来稿人要原来的 {name} 文件（{suffix}）。",
    ".jpeg": "这是照片，不是文件。请向来稿人要原来的 {name} 文件（{suffix}）。",
    ".png": "这是图片，不是文件。请向来稿人要原来的 {name} 文件（{suffix}）。",
    ".zip": "这是压缩包。Word、Excel 文件请先解压出来；学校的投稿包用 qiangxiao intake 收。",
}
_MAGIC = ((b"%PDF", ".pdf"), (b"{\\rtf", ".rtf"), (b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n", ".png"))


def check_format(file_name: str, data: bytes, program: Program) -> None:
    """Raise FileRefused, with the way out, for a file
    whose name or first bytes are those of another format.
    """
    suffix = PurePath(file_name).suffix.lower()
    found = next((kind for magic, kind in _MAGIC if data.startswith(magic)), suffix)
    if found in _UNUSABLE and not (found == ".zip" and suffix != ".zip"):
        raise FileRefused(_UNUSABLE[found].format(name=program.name, suffix=program.suffix))
    if found in program.others:
        save = (
            f"请用 {program.name} 或 WPS 打开它，点“文件—另存为”，"
            f"文件类型选“{program.file_type}”，再导入存好的那一份。"
        )
        raise FileRefused(f"这是{program.others[found]}，不能直接导入。{save}")
    for other in _PROGRAMS:
        if other is not program and (found == other.suffix or found in other.others):
            raise FileRefused(
                f"这是 {other.name} 类的文件（{found}），这里要 {program.name} 文件（{program.suffix}）。"
            )


def clean_package(data: bytes, program: Program = WORD) -> bytes:
    """Return the package with its XML parts and pictures
    only; raise FileRefused for anything beyond the limits.
    """
    if len(data) > MAX_BYTES:
        smaller = "请压缩照片后再试。" if program is WORD else "请删去用不到的内容再试。"
        raise FileRefused(f"文件有 {len(data) / 1048576:.1f} MB，超过 {MAX_BYTES // 1048576} MB。{smaller}")
    if data.startswith(_OLD_OFFICE):
        old = next(iter(program.others))
        raise FileRefused(
            f"这是旧格式（{old}）或加了密码的文件。请用 {program.name} 或 WPS 打开，去掉密码，"
            f"点“文件—另存为”，文件类型选“{program.file_type}”。"
        )
    try:
        with ZipFile(BytesIO(data)) as package:
            return _repack(package, _check_entries(package.infolist(), program), program)
    except (BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError):
        raise FileRefused(_unreadable(program)) from None


def _unreadable(program: Program) -> str:
    return f"文件打不开：不是 {program.name} 的 {program.suffix} 文件，或者已经损坏。"


def _check_entries(entries: list[ZipInfo], program: Program) -> list[ZipInfo]:
    names = {entry.filename for entry in entries}
    if _MAIN_PART not in names or not any(name.startswith(program.folder) for name in names):
        raise FileRefused(_unreadable(program))
    if len(entries) > MAX_ENTRIES or len(names) < len(entries):
        raise FileRefused(f"文件内部的部件超过 {MAX_ENTRIES} 个或有重名，没有导入。")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise FileRefused(f"文件解开后超过 {MAX_UNPACKED // 1048576} MB，没有导入。")
    if program is EXCEL and any(name.lower().endswith(_MACROS) for name in names):
        raise FileRefused(f"文件里有宏，可能不安全，没有导入。请另存为“{program.file_type}”再试。")
    for entry in entries:
        if entry.flag_bits & 1 or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise FileRefused("文件内部加了密或用了少见的压缩方法，没有导入。")
        if entry.file_size > _RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise FileRefused("文件内部的压缩比高得不正常，没有导入。")
    return [entry for entry in entries if not entry.is_dir()]


def _repack(package: ZipFile, entries: list[ZipInfo], program: Program) -> bytes:
    out, xml_size = BytesIO(), 0
    with ZipFile(out, "w", ZIP_STORED) as kept:
        for entry in entries:
            content = package.read(entry)
            if not content.startswith(_PICTURES):
                is_part = entry.filename.lower().endswith((".xml", ".rels"))
                xml_size += len(content) if is_part else 0
                if xml_size > MAX_XML:
                    raise FileRefused(
                        f"文件里的文字部分超过 {MAX_XML // 1048576} MB，没有导入。{program.split}"
                    )
                if not is_part:
                    continue  # fonts, embedded files, macros: none of them is text
                _check_xml(content, program)
            kept.writestr(ZipInfo(entry.filename), content)
    return out.getvalue()


def _check_xml(content: bytes, program: Program) -> None:
    """Raise FileRefused for XML that is broken, has a document type, or is too deep or too large."""
    parser = expat.ParserCreate()
    depth = count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > MAX_DEPTH or count > program.max_elements:
            raise FileRefused(f"文件的结构太深或太大，没有导入。{program.split}")

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*found: object) -> None:
        raise FileRefused(
            f"文件里有外部实体声明，可能不安全，没有导入。请用 {program.name} 打开后另存一份再试。"
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise FileRefused(f"文件内部的内容已经损坏。请用 {program.name} 打开后另存一份再试。") from None
