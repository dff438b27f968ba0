"""The corpus: a small valid program, and overlays that break or bend one thing each.

An overlay is a folder of files to put over `corpus/base`. A file whose name ends in `.absent` takes the file
of that name (or the whole folder) away.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from qiangxiao.authoring.sign_off_writing import photo_digests, sheet_text, written
from qiangxiao.catalog.loader import load
from qiangxiao.catalog.sign_offs import shown_pictures
from qiangxiao.checks.run import run_checks
from qiangxiao.foundation.problems import Problem, in_order
from qiangxiao.records.base import SignOff
from qiangxiao.records.bulletin import FROZEN_WITHOUT
from qiangxiao.records.fingerprint import fingerprint
from qiangxiao.records.seal import seal
from qiangxiao.records.sign_offs import path_of_sign_offs
from qiangxiao.sources.document import read_document

CORPUS = Path(__file__).parent / "corpus"
BASE = CORPUS / "base"
AS_OF = date(2026, 11, 20)


def lay_out(root: Path, overlay: Path | None = None) -> Path:
    """Make a tree of the base and an overlay at `root`.
    Files of the base are hard links: never write into them.
    """
    shutil.copytree(BASE, root, copy_function=_link)
    if overlay is not None:
        put_over(root, overlay)
    return root


def put_over(root: Path, overlay: Path) -> None:
    """Put the files of an overlay over a tree."""
    for source in sorted(path for path in overlay.rglob("*") if path.is_symlink() or path.is_file()):
        target = root / source.relative_to(overlay)
        if source.suffix == ".absent":
            _remove(target.with_suffix(""))
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        _link(source, target)


def snapshot(root: Path) -> dict[str, bytes]:
    """Return every file of a tree with its bytes, to compare before and after."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def problems_of(root: Path) -> tuple[Problem, ...]:
    """Return every problem of a tree, as `qiangxiao check` would."""
    loaded = load(root)
    return in_order((*loaded.problems, *run_checks(loaded.catalog, AS_OF)))


def line_of(problem: Problem) -> str:
    """Return the one line that stands for a problem in `expected.txt`."""
    span = problem.span
    place = f"{problem.path}:{span.line}:{span.column}-{span.end_line}:{span.end_column}"
    return f"{place} {problem.severity.value}[{problem.code}] {problem.message}"


def lines_of(problems: Iterable[Problem]) -> list[str]:
    """Return the lines of problems, in order."""
    return [line_of(problem) for problem in problems]


def change(root: Path, path: str, *pairs: tuple[str, str]) -> None:
    """Replace texts, each of which occurs once, in a file of a tree; the base stays as it is."""
    text = (root / path).read_text(encoding="utf-8")
    for old, new in pairs:
        assert text.count(old) == 1, (path, old)
        text = text.replace(old, new)
    put(root, path, text)


def put(root: Path, path: str, text: str) -> None:
    """Put a file into a tree; an issue of the bulletin as if it had been published so."""
    if "\nfrozen: " in text:
        digest = fingerprint(read_document(path, text.encode("utf-8")), FROZEN_WITHOUT)
        text = re.sub(r"(?m)^frozen: .*", f"frozen: {digest}", text)
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).unlink(missing_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def sign(root: Path, path: str, *signed: tuple[str, str, str], digest: str = "") -> None:
    """Add sign-offs (step, by, on) to the editors' file of an item, for it as it stands or another digest."""
    entry = next(entry for entry in load(root).catalog.entries() if entry.path == path)
    document = read_document(path, (root / path).read_bytes())
    shown = shown_pictures(entry, photo_digests(root, entry))
    digest = digest or seal(document, entry.kind.signed_without, entry.permanent_id, shown)
    rows = [SignOff.model_validate({"step": s, "by": b, "on": on, "digest": digest}) for s, b, on in signed]
    text = sheet_text(entry.permanent_id, [written(known) for known in (*entry.review, *rows)])
    put(root, path_of_sign_offs(entry.permanent_id), text)


def added(root: Path, *families: str) -> list[str]:
    """Return `file:line:column [code] message` of the problems that the base does not have, in order.

    With families, such as `date.`, only problems whose code
    begins so. Every problem must say what to do about it.
    """
    found = [
        problem
        for problem in problems_of(root)
        if _identity(problem) not in _known() and problem.code.startswith(families or "")
    ]
    assert all(problem.hint for problem in found)
    return [f"{Path(p.path).name}:{p.span.line}:{p.span.column} [{p.code}] {p.message}" for p in found]


def _identity(problem: Problem) -> tuple[str, str, str]:
    return problem.path, problem.code, problem.message


@cache
def _known() -> frozenset[tuple[str, str, str]]:
    return frozenset(_identity(problem) for problem in problems_of(BASE))


def _link(source: str | Path, target: str | Path) -> None:
    if Path(source).is_symlink():
        Path(target).symlink_to(os.readlink(source))
        return
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copyfile(source, target)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
