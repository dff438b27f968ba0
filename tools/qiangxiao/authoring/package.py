"""Finds the files of one sender in a contribution package, or says why it is refused. Never writes.

A sender is a school, or the office of a district or of the city. What comes out has been read in full, within
limits, and every path in it is the path of a kind of file that its sender may send. What the files say is
judged later, by the same checks as everything else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from qiangxiao.authoring.package_entries import MAX_FILES, RawEntry, Refusal, open_container, refuse_too_many
from qiangxiao.catalog.authority import CITY, Role, is_school, owner_of, row_of
from qiangxiao.foundation.slugs import SLUG, SLUG_MAX, is_device
from qiangxiao.records.kind import Scope, Writer
from qiangxiao.records.kinds import DISTRICT_MEDIA, KINDS, LOOKS, MEDIA, kind_of
from qiangxiao.records.sign_offs import FOLDER
from qiangxiao.sources import images, text
from qiangxiao.sources.discovery import Layout

MAX_CONTENT_BYTES = 100 * 1024 * 1024  # 100 MiB of memory at most, over all files of a package
_SUFFIXES = {".yml", ".md", ".jpg", ".jpeg", ".png", ".webp"}
_SYSTEM_FILES = (".DS_Store", "Thumbs.db")
_SYSTEM_FOLDER = "__MACOSX"
_SAFE_NAMES = "文件名只用小写英文字母、数字和短横，改名后重新打包。"
_LONGEST_SHOWN = 160  # characters of a file name in a message


@dataclass(frozen=True, slots=True)
class _Room:
    """Where one sort of sender has its files: `pattern` matches everything in there, its group says whose."""

    pattern: re.Pattern[str]
    layouts: tuple[Layout, ...]


def _room(scope: Scope, writer: Writer, photos: Layout) -> _Room:
    """Return where schools, or the offices of districts or of the city, have theirs, as kinds declare it."""
    kinds = (kind for kind in KINDS if kind.scope is scope and kind.writer is writer)
    layouts = (*(kind.layout for kind in kinds), photos)
    if scope is Scope.SCHOOL:
        # catches "schools/jinjiang/shili/plan.yml", spares "schools/jinjiang", "schools/sign-offs/a/b"
        return _Room(re.compile(rf"schools/(?!{FOLDER}/)({SLUG}/{SLUG})(?:/.*)?", re.DOTALL), layouts)
    if scope is Scope.DISTRICT:
        names = "|".join(sorted({layout.example.split("/")[-2] for layout in layouts}))
        # catches "schools/jinjiang/news/a.md", "schools/jinjiang/media", spares "schools/jinjiang/shili"
        return _Room(re.compile(rf"schools/(?!{FOLDER}/)({SLUG})/(?:{names})(?:/.*)?", re.DOTALL), layouts)
    folders = "|".join(sorted({layout.example.rpartition("/")[0] for layout in layouts}))
    # catches "docs/news/a.md", "schools/media", spares "docs/index.md", "schools/jinjiang"
    return _Room(re.compile(rf"(?:{folders})(?:/.*)?", re.DOTALL), layouts)


_SCHOOLS = _room(Scope.SCHOOL, Writer.SCHOOL, MEDIA)
_ROOMS = (
    _room(Scope.DISTRICT, Writer.OFFICE, DISTRICT_MEDIA),
    _room(Scope.CITY, Writer.OFFICE, LOOKS),
    _SCHOOLS,
)
"""A folder of a district looks like a school of that name, so the schools come last."""
_FOLDERS = tuple(
    sorted({layout.example.split("/")[3] for layout in _SCHOOLS.layouts if layout.example.count("/") > 3})
)
"""What a school's folder may hold."""
_IN_DOCS = "|".join(
    kind.folder for kind in KINDS if kind.scope is Scope.CITY and kind.writer is Writer.OFFICE
)
# catches "schools", "schools/jinjiang/shili/cases", "schools/jinjiang/news", "docs/news", spares
# "schools/Jinjiang", "schools/jinjiang/shili/plan.yml", "docs/guide"
_KNOWN_FOLDER = re.compile(
    rf"schools(?:/{SLUG}(?:/{SLUG}(?:/(?:{'|'.join(_FOLDERS)}))?)?)?|docs(?:/(?:{_IN_DOCS}))?"
)
_TOPS = frozenset(layout.example.split("/")[0] for room in _ROOMS for layout in room.layouts)
_CITY_NAME = "市里"


@dataclass(frozen=True, slots=True)
class Package:
    """The files that can be taken, by path relative to the root, and what cannot.

    `owner` is the id of a school or a district, or `CITY`; empty when nothing can be taken.
    """

    owner: str
    files: Mapping[str, bytes]
    refusals: tuple[Refusal, ...]


def read_package(place: Path, wanted: str = "") -> Package:
    """Read a zip file or folder; with `wanted`, files of any other sender are refused.

    Raises OSError when there is nothing at `place` that can be read.
    """
    container = open_container(place)
    if container.refusal is not None:
        return Package("", {}, (container.refusal,))
    if (
        sum(not entry.is_folder and not _is_of_a_system(entry.name) for entry in container.entries)
        > MAX_FILES
    ):
        return Package("", {}, (refuse_too_many(),))
    refusals: list[Refusal] = []
    sound = tuple(_sound(container.entries, refusals))
    inside = _unwrap(sound)
    refusals += _duplicates(inside)
    found = {path: entry for path, entry in inside.items() if not _is_misplaced(path, entry, refusals)}
    owner = _find_only_owner(inside, wanted, refusals)
    files = _contents(found, refusals) if owner else {}
    if not files and not refusals:
        refusals.append(Refusal("", "投稿包里没有文件。", "请放入要提交的文件，重新打包。"))
    return Package(owner, files, tuple(sorted(set(refusals), key=lambda found: found.path)))


def owner_name(owner: str) -> str:
    """Return how a sender is called by its id."""
    return _CITY_NAME if owner == CITY else owner


def show_name(name: str) -> str:
    """Return a name that is safe to print: undecodable, control and layout characters become U+FFFD."""
    safe = "".join(char if char.isprintable() else "\ufffd" for char in name)
    return safe if len(safe) <= _LONGEST_SHOWN else f"{safe[:_LONGEST_SHOWN]}…"


def _sound(entries: Sequence[RawEntry], refusals: list[Refusal]) -> Iterator[RawEntry]:
    """Yield the plain entries whose names are relative paths, less what operating systems add."""
    for entry in entries:
        flaw = _flaw_of_name(entry.name)
        if flaw is not None:
            refusals.append(Refusal(show_name(entry.name), *flaw))
        elif _is_of_a_system(entry.name):
            continue
        elif entry.flaw:
            refusals.append(Refusal(show_name(entry.name), entry.flaw, entry.hint))
        else:
            yield entry


def _flaw_of_name(name: str) -> tuple[str, str] | None:
    # a surrogate, a byte that was no UTF-8, is told of elsewhere
    if any(not char.isprintable() and not 0xD800 <= ord(char) <= 0xDFFF for char in name):
        return "文件名里有看不见的控制字符。", _SAFE_NAMES
    if "\\" in name:
        return "路径里有反斜杠“\\”。", "请用电脑自带的“压缩”功能重新打包。"
    # catches "C:/a", spares "schools/a:b" (a drive of Windows)
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return "路径不能从磁盘的根目录或盘符开始。", "请从 schools 文件夹开始打包。"
    if any(part in ("", ".", "..") for part in name.split("/")):
        return "路径会走到投稿包外面。", "请从 schools 文件夹开始重新打包，路径里不要有“..”。"
    return None


def _is_of_a_system(name: str) -> bool:
    parts = name.split("/")
    return parts[-1] in _SYSTEM_FILES or _SYSTEM_FOLDER in parts[:2]


def _unwrap(entries: Sequence[RawEntry]) -> dict[str, RawEntry]:
    """Return the entries by path, without the one folder that may wrap `schools/` and `docs/`.

    Of two entries with one path the first stands; `_duplicates` sees both, under marked paths.
    """
    tops = {entry.name.split("/")[0] for entry in entries}
    is_wrapped = (
        len(tops) == 1
        and tops.isdisjoint(_TOPS)
        and all(
            parts[1] in _TOPS if len(parts) > 1 else entry.is_folder
            for entry in entries
            for parts in (entry.name.split("/", 2),)
        )
    )
    paths: dict[str, RawEntry] = {}
    for entry in entries:
        path = entry.name.partition("/")[2] if is_wrapped else entry.name
        while path in paths:
            path += "/"
        if path:
            paths[path] = entry
    return paths


def _duplicates(entries: Mapping[str, RawEntry]) -> Iterator[Refusal]:
    """Yield a refusal for every file that some computer would take for an earlier one."""
    seen: dict[str, str] = {}
    for path, entry in entries.items():
        bare = path.rstrip("/")
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", bare).casefold())
        if folded in seen and not entry.is_folder:
            yield Refusal(
                show_name(bare),
                f"与“{show_name(seen[folded])}”重名，或者只差大小写、写法。",
                "请改名或删去一个。",
            )
        seen.setdefault(folded, bare)


def _is_misplaced(path: str, entry: RawEntry, refusals: list[Refusal]) -> bool:
    """Tell whether an entry has no place in its sender's folder, noting why; folders are never kept."""
    if path.endswith("/"):
        return True
    if entry.is_folder:
        if not _KNOWN_FOLDER.fullmatch(path):
            message = "这里不该有这个文件夹，或者文件夹名不合要求。"
            refusals.append(
                Refusal(show_name(path), message, f"学校的文件夹里只能有这些文件夹：{'、'.join(_FOLDERS)}。")
            )
        return True
    is_safe = all(len(part) <= SLUG_MAX and not is_device(part) for part in path.rsplit(".", 1)[0].split("/"))
    if is_safe and owner_of(path):
        return False
    refusals.append(Refusal(show_name(path), *_say_why_not(path)))
    return True


def _say_why_not(path: str) -> tuple[str, str]:
    suffix = PurePosixPath(path).suffix.lower()
    if row_of(path).role is Role.EDITOR:
        return (
            "这个文件由编辑维护，不在学校投稿的范围里。",
            "请从投稿包里删去它；要改的地方写在邮件里告诉编辑。",
        )
    room = next((room for room in _ROOMS if room.pattern.fullmatch(path)), None)
    if room is None:
        return "这个文件不在学校的文件夹里。", "请按 schools/区县/学校/ 的样子放好，重新打包。"
    if suffix not in _SUFFIXES:
        if suffix in (".docx", ".doc", ".wps", ".xlsx", ".xls", ".et"):
            return "投稿包里不放 Word 和 Excel 文件。", "请从投稿包里取出来，单独用邮件发给编辑，由编辑导入。"
        kind = f"扩展名是 {show_name(suffix)} 的文件" if suffix else "没有扩展名的文件"
        return f"不收{kind}。", "只收 .yml、.md 文件和 .jpg、.png、.webp 照片，请删去它。"
    folders = path.split("/")[:-1]
    same = [layout.example for layout in room.layouts if layout.example.split("/")[-2] in folders[1:]]
    examples = "、".join(same or [layout.example for layout in room.layouts])
    return (
        "这里不该有这个文件，或者文件名不合要求。",
        f"允许的写法：{examples}。文件名只用小写英文字母、数字和短横。",
    )


def _owner_in(path: str) -> str:
    """Return whose folders a path lies in, whatever is called so there; empty for nobody's."""
    if owner := owner_of(path):
        return owner
    matches = (room.pattern.fullmatch(path) for room in _ROOMS)
    return next((match[1] if match.re.groups else CITY for match in matches if match), "")


def _find_only_owner(paths: Mapping[str, RawEntry], wanted: str, refusals: list[Refusal]) -> str:
    """Return the one sender that the package is of, or nothing, noting the reason."""
    owners: dict[str, str] = {}
    for path in paths:
        if owner := _owner_in(path):
            owners.setdefault(owner, path)
    if wanted and (strangers := sorted(set(owners) - {wanted})):
        for owner in strangers:
            own = f"这个投稿包只能放 {owner_name(wanted)} 的文件"
            message = f"这是 {owner_name(owner)} 的文件，{own}。"
            whose = "学校" if is_school(wanted) else "单位"
            refusals.append(
                Refusal(show_name(owners[owner].rstrip("/")), message, f"请删去别的{whose}的文件。")
            )
        return ""
    if len(owners) > 1:
        listed = "、".join(map(owner_name, sorted(owners)))
        whose = "所学校" if all(map(is_school, owners)) else "个单位"
        hint = f"一个投稿包只放一{whose}的文件，请分开打包。"
        refusals.append(Refusal("", f"投稿包里有几{whose}的文件：{listed}。", hint))
        return ""
    return next(iter(owners), "")


def _contents(entries: Mapping[str, RawEntry], refusals: list[Refusal]) -> dict[str, bytes]:
    """Read the files within the limits for one file and for all of them."""
    contents: dict[str, bytes] = {}
    room = MAX_CONTENT_BYTES
    for path, entry in entries.items():
        is_photo = kind_of(path) is None
        limit = images.MAX_BYTES if is_photo else text.MAX_BYTES
        try:
            data = entry.read(min(limit, room) + 1)
        except OSError as error:
            refusals.append(Refusal(path, str(error), "请重新打包，再发来一次。"))
            continue
        room -= len(data)
        if room < 0:
            refusals.append(Refusal("", "投稿包解压后超过了 100 MiB。", "请缩小照片，或者分几次发来。"))
            break
        if len(data) > limit:
            large = "照片超过了 8 MiB。" if is_photo else "文件超过了 512 KiB。"
            hint = "请缩小后再交。" if is_photo else "请拆成几篇，或者只写要点；照片放进 media 文件夹。"
            refusals.append(Refusal(path, large, hint))
            continue
        contents[path] = data
    return contents
