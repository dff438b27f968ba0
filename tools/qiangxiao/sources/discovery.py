"""Which files there are under a folder of untrusted content: regular files in known places, nothing else."""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from os import scandir
from pathlib import Path, PurePosixPath

from qiangxiao.foundation.problems import Problem, Rule, Span, rule
from qiangxiao.foundation.slugs import SLUG_MAX, is_device

MAX_FOLDERS_DEEP = 5  # below the folder that is read; known places are at most four deep

FILE_KIND = rule(
    "file.kind",
    """只收普通文件，不收链接和特殊文件。

    快捷方式（符号链接）和特殊文件可能指向别处，网站一律不读。请放入文件本身。""",
)
FILE_COLLISION = rule(
    "file.collision",
    """同一个文件夹里，不能有只差大小写或写法的同名文件。

    这样的两个文件在 Windows 和苹果电脑上会互相覆盖。请改名或删去一个。""",
)


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of file: `pattern` matches its whole path relative to the root; `example` shows one."""

    kind: str
    pattern: re.Pattern[str]
    example: str


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A regular file in a known place. `parts` are the named groups of the layout's pattern."""

    path: str
    kind: str
    parts: tuple[tuple[str, str], ...]
    size: int

    def part(self, name: str) -> str:
        """Return a named part of the path, or the empty string."""
        return dict(self.parts).get(name, "")


@dataclass(frozen=True, slots=True)
class Discovery:
    """Files in path order, the paths of those in no known place, and what may be nowhere."""

    files: tuple[FoundFile, ...]
    strays: tuple[str, ...]
    problems: tuple[Problem, ...]


def discover(root: Path, top: str, layouts: Sequence[Layout]) -> Discovery:
    """List every file under `root/top`; a missing folder holds no files. Never follows a link."""
    files: list[FoundFile] = []
    strays: list[str] = []
    problems: list[Problem] = []
    start = root / top
    way = (
        root / part for part in accumulate(PurePosixPath(top).parts, lambda above, name: f"{above}/{name}")
    )
    link = next((part for part in way if part.is_symlink()), None)
    if link is not None:
        path = link.relative_to(root).as_posix()
        problems.append(_place(FILE_KIND, path, "这是符号链接，不是普通文件。", "请放入文件本身。"))
    elif start.is_dir():
        _walk(start, top, layouts, files, strays, problems, MAX_FOLDERS_DEEP)
    return Discovery(tuple(sorted(files, key=lambda file: file.path)), tuple(strays), tuple(problems))


def _walk(
    folder: Path,
    where: str,
    layouts: Sequence[Layout],
    files: list[FoundFile],
    strays: list[str],
    problems: list[Problem],
    deep: int,
) -> None:
    seen: dict[str, str] = {}
    try:
        with scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: (entry.name != entry.name.lower(), entry.name))
    except OSError:
        problems.append(_place(FILE_KIND, where, "这个文件夹打不开。", "请检查文件夹的权限，或重新上传。"))
        return
    for entry in entries:
        shown = _printable(entry.name)
        path = f"{where}/{shown}"
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", entry.name).casefold())
        if folded in seen:
            problems.append(
                _place(FILE_COLLISION, path, f"与“{seen[folded]}”只差大小写或写法。", "请改名或删去一个。")
            )
            continue
        seen[folded] = shown
        state = entry.stat(follow_symlinks=False)
        mode = state.st_mode
        if stat.S_ISDIR(mode) and deep > 0:
            _walk(Path(entry.path), path, layouts, files, strays, problems, deep - 1)
        elif not stat.S_ISREG(mode):
            what = "符号链接" if stat.S_ISLNK(mode) else "过深的文件夹" if stat.S_ISDIR(mode) else "特殊文件"
            problems.append(_place(FILE_KIND, path, f"这是{what}，不是普通文件。", "请放入文件本身。"))
        elif found := _recognise(path, state.st_size, layouts):
            files.append(found)
        elif shown not in (".gitkeep", ".DS_Store", "Thumbs.db"):
            strays.append(path)


def _recognise(path: str, size: int, layouts: Sequence[Layout]) -> FoundFile | None:
    if any(len(part) > SLUG_MAX or is_device(part) for part in path.rsplit(".", 1)[0].split("/")):
        return None
    for layout in layouts:
        if match := layout.pattern.fullmatch(path):
            parts = tuple((name, value or "") for name, value in match.groupdict().items())
            return FoundFile(path, layout.kind, parts, size)
    return None


def _place(broken: Rule, path: str, message: str, hint: str) -> Problem:
    return broken.at(path, Span.at(1), message, hint)


def _printable(name: str) -> str:
    """Make a file name safe to print: undecodable bytes, control and layout characters become U+FFFD."""
    return "".join(char if char.isprintable() else "\ufffd" for char in name)


RULES: tuple[Rule, ...] = (FILE_KIND, FILE_COLLISION)
