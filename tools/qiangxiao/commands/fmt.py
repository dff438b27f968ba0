"""`qiangxiao fmt`: content files in canonical form, with the same data and text."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qiangxiao.authoring.file_writing import replace_file
from qiangxiao.authoring.formatter import Formatted, format_file
from qiangxiao.authoring.moving import OLD_KEY, plan_move
from qiangxiao.authoring.trial import write_all
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.kind import Kind, Writer
from qiangxiao.records.kinds import CITY_FOLDERS, KINDS
from qiangxiao.sources.discovery import discover

HELP = "把内容文件整理成统一的写法，内容不变"
_TOPS = ("schools", *CITY_FOLDERS)
_KINDS = {kind.name: kind for kind in KINDS}


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="*", metavar="文件", help="只整理这些文件或文件夹；默认是全部内容")
    parser.add_argument("--check", action="store_true", help="只列出要整理的文件，不改动；有就以代码 1 结束")


def run(session: Session, options: Namespace) -> int:
    """Format the files; return 1 if some could not be, or with `--check` if some would change."""
    files = content_files(session.root, options.paths)
    moved = _move_old_keys(session, files, options.check)
    changed, left = [], []
    with session.progress("整理文件") as report:
        for number, (path, kind) in enumerate(files):
            report(number, len(files))
            formatted = format_file(path, (session.root / path).read_bytes(), kind)
            if formatted.text is None:
                left.append(formatted)
            elif formatted.is_changed:
                changed.append(formatted)
                if not options.check:
                    replace_file(session.root, path, formatted.text.encode("utf-8"))
    _say(session, changed, left, len(files), options.check)
    return 1 if left or (options.check and (changed or moved)) else 0


def _move_old_keys(session: Session, files: Sequence[tuple[str, Kind[Any]]], is_check: bool) -> bool:
    """Move what only editors write out of contributors' files; tell whether there was anything."""
    old = [
        path
        for path, kind in files
        if kind.writer is Writer.SCHOOL or kind is BULLETIN
        if OLD_KEY.search((session.root / path).read_bytes())
    ]
    move = plan_move(session.root, session.catalog, old) if old else None
    if move is None or not move.files:
        return False
    for line in move.told:
        session.output.print(f"{'要移' if is_check else '已移'}{line}", markup=False, soft_wrap=True)
    if not is_check:
        write_all(session.root, move.files)
    return True


def _say(
    session: Session, changed: Sequence[Formatted], left: Sequence[Formatted], total: int, is_check: bool
) -> None:
    for formatted in changed:
        session.output.print(
            f"{'要整理' if is_check else '已整理'}：{formatted.path}", markup=False, soft_wrap=True
        )
    for formatted in left:
        session.messages.print(
            f"{formatted.path}:{formatted.line}: {formatted.reason}", markup=False, soft_wrap=True
        )
    verb = "要整理" if is_check else "整理了"
    counts = f"共 {total} 个文件，{verb} {len(changed)} 个，没有整理的 {len(left)} 个。"
    session.messages.print(counts, markup=False)


def content_files(root: Path, given: Sequence[str]) -> tuple[tuple[str, Kind[Any]], ...]:
    """Return the content files under `root`, or those named, with their kinds; else raise UsageError."""
    if not (root / "schools").is_dir():
        raise UsageError(f"{root} 里没有 schools 文件夹。请用 --root 指明项目所在的文件夹。")
    layouts = [kind.layout for kind in KINDS]
    found = {file.path: _KINDS[file.kind] for top in _TOPS for file in discover(root, top, layouts).files}
    if not given:
        return tuple(found.items())
    chosen: dict[str, Kind[Any]] = {}
    for name in given:
        path = _relative(root, name)
        matching = {
            p: kind for p, kind in found.items() if p == path or p.startswith(f"{path}/") or path == "."
        }
        if not matching:
            raise UsageError(f"{name} 不是内容文件，也不是放内容的文件夹。")
        chosen |= matching
    return tuple(sorted(chosen.items()))


def _relative(root: Path, given: str) -> str:
    """Return a named path relative to the root; its last part is not followed if it is a link."""
    for candidate in (Path(given), root / given):
        if candidate.is_symlink():
            raise UsageError(f"{given} 是链接，不整理。")
        if candidate.exists():
            absolute = candidate.resolve()
            if absolute.is_relative_to(root.resolve()):
                return absolute.relative_to(root.resolve()).as_posix()
    raise UsageError(f"没有这个文件：{given}")
