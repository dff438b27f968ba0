"""Puts the fonts where `foundation.fonts` looks for them:
from a folder, from TeX Live, or from Debian's packages.

A file counts only when its digest is right, wherever it comes from.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from qiangxiao.foundation.fonts import FontFile, missing_fonts

_SYSTEM_FOLDERS = (
    "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
    "/usr/share/texmf-dist/fonts/opentype/public/fandol",
    "/usr/local/texlive/*/texmf-dist/fonts/opentype/public/fandol",
    "/opt/texlive/*/texmf-dist/fonts/opentype/public/fandol",
    "/usr/share/fonts/truetype/hanazono",
)
_WAIT_SECONDS = 600  # for one download of fonts over a slow line


def wrong_fonts(folder: Path, fonts: Iterable[FontFile]) -> tuple[FontFile, ...]:
    """Return those of the fonts that a folder lacks or has with other bytes."""
    return tuple(font for font in fonts if not _is_right(folder / font.name, font))


def find_in_folders(folder: Path, wanted: Iterable[FontFile], stated: Path | None) -> None:
    """Copy what is wanted from a stated folder (at any depth) or from where systems keep these fonts."""
    known = list(_candidates(stated))
    for font in wanted:
        for path in known:
            if path.name == font.name and _is_right(path, font):
                _put(path, folder / font.name)
                break


def fetch_packages(folder: Path, wanted: Iterable[FontFile]) -> str:
    """Take what is wanted out of Debian's packages, unpacked and not installed; return why not, or "".

    Needs no root: where the system's package lists are of no use, private ones are fetched.
    """
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        return "这台机器没有 apt-get"
    fonts = tuple(wanted)
    with TemporaryDirectory(prefix="qiangxiao-fonts-") as made:
        work = Path(made)
        for package in sorted({font.package for font in fonts}):
            if not _download(work, package):
                return f"下载不到软件包 {package}"
            (archive,) = work.glob(f"{package}_*.deb")
            unpacked = work / package
            if _run(["dpkg-deb", "-x", str(archive), str(unpacked)], work) != 0:
                return f"软件包 {package} 打不开"
            find_in_folders(folder, (font for font in fonts if font.package == package), unpacked)
            shutil.rmtree(unpacked)
    left = [font for font in missing_fonts(folder) if font in fonts]
    return f"软件包里的 {left[0].name} 不是所需的版本" if left else ""


def _download(work: Path, package: str) -> bool:
    if _run(["apt-get", "download", "-q", package], work) == 0:
        return True
    private = work / "apt"
    for name in ("lists/partial", "cache/archives/partial"):
        (private / name).mkdir(parents=True, exist_ok=True)
    options = ["-o", f"Dir::State::lists={private / 'lists'}", "-o", f"Dir::Cache={private / 'cache'}"]
    options += ["-o", "Debug::NoLocking=1", "-q"]
    _run(["apt-get", *options, "update"], work)
    return _run(["apt-get", *options, "download", package], work) == 0


def _run(command: list[str], folder: Path) -> int:
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, check=False, timeout=_WAIT_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return 1
    return done.returncode


def _candidates(stated: Path | None) -> Iterator[Path]:
    folders = (
        [stated]
        if stated
        else [found for name in _SYSTEM_FOLDERS for found in Path("/").glob(name.lstrip("/"))]
    )
    for folder in folders:
        for suffix in ("otf", "ttf"):
            yield from sorted(folder.rglob(f"*.{suffix}"))


def _is_right(path: Path, font: FontFile) -> bool:
    try:
        if not path.is_file() or path.stat().st_size != font.size:
            return False
        with path.open("rb") as opened:
            digest = sha256()
            while block := opened.read(1 << 20):
                digest.update(block)
    except OSError:
        return False
    return digest.hexdigest() == font.digest


def _put(source: Path, target: Path) -> None:
    """Copy a file so that the target is whole or not there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, part)
    part.replace(target)
