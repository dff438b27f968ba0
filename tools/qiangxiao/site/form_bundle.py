"""The online form's program for the browser: bundled from npm packages, kept by what it was made from.

Only `install` reaches the network, and only when asked: a build takes a bundle that is there, or makes one
from packages that are there, or goes without.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from qiangxiao.foundation.line_ends import read_own_file, unify_line_ends
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Artifact
from qiangxiao.site.form_documents import FormProgram, form_documents
from qiangxiao.site.project import FORM_SOURCE, PROJECT_ROOT
from qiangxiao.sources.text import read_limited

OLDEST_NODE = 20  # major version; what our lock of the bundler asks for
_LOCK = ("package.json", "package-lock.json")
_ENTRY = "entry.txt"
_FOLDER = "assets/form"


class FormError(Exception):
    """The form's program cannot be made; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class FormBundle:
    """A finished bundle: its folder, and the name of the script that begins it."""

    folder: Path
    entry: str

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield every file by its path within the bundle."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and path.name != _ENTRY:
                yield path.relative_to(self.folder).as_posix(), path.read_bytes()


def find_bundle(root: Path) -> FormBundle | None:
    """Return the bundle for the sources as they are; made now if its packages are installed. No network.

    Raises FormError when the packages are there and bundling fails.
    """
    name = _digest(_source_files())
    for home in _homes(root):
        if (home / f"bundle-{name}" / _ENTRY).is_file():
            return _bundle(home / f"bundle-{name}")
    modules = packages(root)
    if modules is not None and _node():
        return make_bundle(modules, modules.parent / f"bundle-{name}")
    return None


def packages(root: Path) -> Path | None:
    """Return the folder in which the packages of the lock file are installed, if they are."""
    folders = (home / _modules_name() for home in _homes(root))
    return next(
        (folder for folder in folders if (folder / "node_modules" / ".package-lock.json").is_file()), None
    )


def install(root: Path) -> FormBundle:
    """Fetch the packages if they are not there yet, with the checksums of the lock file, and make the bundle.

    Raises FormError when Node or npm is missing or too old, or npm fails.
    """
    found = find_bundle(root)
    if found is not None:
        return found
    node, npm = _node(), shutil.which("npm")
    if node is None or npm is None:
        raise FormError(
            f"在线投稿表单需要 Node.js {OLDEST_NODE} 或更新的版本和 npm，"
            "这台电脑上没有。请从 nodejs.org 安装，再运行 qiangxiao form。"
        )
    home = _homes(root)[-1] if os.access(PROJECT_ROOT, os.W_OK) and _is_checkout() else _homes(root)[0]
    modules = home / _modules_name()
    modules.mkdir(parents=True, exist_ok=True)
    for name in _LOCK:
        shutil.copyfile(FORM_SOURCE / name, modules / name)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=modules, capture_output=True, check=False)
    if done.returncode:
        raise FormError(f"npm 没有装好在线投稿表单：{_tail(done.stderr)}")
    made = find_bundle(root)
    assert made is not None
    return made


def take_bundle(root: Path, source: Path) -> FormBundle:
    """Take the bundle made elsewhere for this version; raise FormError if `source` does not hold it."""
    name = f"bundle-{_digest(_source_files())}"
    if not (source / name / _ENTRY).is_file():
        raise FormError(f"{source} 里没有这个版本的在线投稿表单（{name}）。请用同一版本的程序准备的那一份。")
    home = _homes(root)[0]
    if not (home / name).exists():
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="taken-", dir=home) as folder:
            shutil.copytree(source / name, Path(folder) / name).rename(home / name)
    return _bundle(home / name)


def _homes(root: Path) -> tuple[Path, ...]:
    """Where packages and bundles may be: the root's own work folder, then that of the checkout."""
    places = [root.resolve() / ".build" / "form"]
    if _is_checkout():
        places.append(PROJECT_ROOT / ".build" / "form")
    return tuple(dict.fromkeys(places))


def _is_checkout() -> bool:
    return (PROJECT_ROOT / "pyproject.toml").is_file()


def _source_files() -> tuple[Path, ...]:
    sources = sorted(path for path in (FORM_SOURCE / "src").rglob("*") if path.is_file())
    return (*(FORM_SOURCE / name for name in _LOCK), FORM_SOURCE / "bundle.mjs", *sources)


def _modules_name() -> str:
    return f"modules-{_digest(FORM_SOURCE / name for name in _LOCK)}"


def _digest(paths: Iterator[Path] | tuple[Path, ...]) -> str:
    digest = sha256()
    for path in paths:
        digest.update(path.relative_to(FORM_SOURCE).as_posix().encode() + b"\0" + read_own_file(path) + b"\0")
    return digest.hexdigest()[:16]


def _node() -> str | None:
    """Return the Node that is installed, if it is new enough."""
    node = shutil.which("node")
    if node is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    major = said.removeprefix("v").split(".")[0]
    return node if major.isdigit() and int(major) >= OLDEST_NODE else None


def make_bundle(modules: Path, target: Path) -> FormBundle:
    """Make the bundle from installed packages. Raises FormError when bundling fails."""
    node = _node()
    assert node is not None
    with tempfile.TemporaryDirectory(prefix="bundle-", dir=modules) as folder:
        # below the packages, where Node looks for them: no link to them, which Windows would refuse
        work = Path(folder) / "work"
        shutil.copytree(FORM_SOURCE, work, ignore=shutil.ignore_patterns("node_modules"))
        command = [node, "bundle.mjs", "out"]
        done = subprocess.run(command, cwd=work, capture_output=True, check=False)
        if done.returncode:
            raise FormError(f"在线投稿表单没有做成：{_tail(done.stderr)}")
        try:
            (work / "out").rename(target)
        except OSError:  # another build was faster
            if not (target / _ENTRY).is_file():
                raise
    return _bundle(target)


def _bundle(folder: Path) -> FormBundle:
    return FormBundle(folder, (folder / _ENTRY).read_text(encoding="utf-8").strip())


def _tail(printed: bytes) -> str:
    return "\n".join(printed.decode("utf-8", "replace").strip().splitlines()[-10:])


def form_artifacts(site: Site, bundle: FormBundle) -> Iterator[Artifact]:
    """Yield everything of the online form: its program, and the documents around it."""
    files = dict(bundle.files())
    program = FormProgram(
        f"{_FOLDER}/{bundle.entry}", tuple(f"{_FOLDER}/{name}" for name in files if _is_for_offline(name))
    )
    for name, data in files.items():
        yield Artifact(f"{_FOLDER}/{name}", data)
    root = site.edition.catalog.root
    read = lambda path: unify_line_ends(read_limited(root / path)).decode("utf-8")  # noqa: E731 (one line, with the type it must have)
    yield from form_documents(site, program, read)


def _is_for_offline(name: str) -> bool:
    """Tell whether a file is needed to fill in the form;
    converters of rare photo formats come when they are used.
    """
    return name.endswith((".js", ".woff2")) and not name.startswith(
        ("assets/heic", "assets/noto", "heic", "shiki")
    )
