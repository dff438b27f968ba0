"""`make wheelhouse`: everything an installation needs, as files, for machines that reach no registry.

Usage: wheelhouse.py OUT. Asks the registries, so it runs where they can be reached, on the system and the
Python version that the files are for. What it made is tried in a fresh environment before it is called done.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import venv
from hashlib import sha256
from pathlib import Path

from qiangxiao.foundation.fonts import fonts_folder
from qiangxiao.site.form_bundle import find_bundle

HERE = Path(__file__).resolve().parents[1]
REQUIREMENTS = "requirements.txt"
HOW = """\
离线安装包：qiangxiao {version}，Python {python}，{system}

1. 把整个文件夹拷到要安装的电脑上，在文件夹里运行（不联网，每个文件都核对校验值）：

   Linux、macOS
     python3 -m venv qiangxiao
     qiangxiao/bin/python -m pip install --no-index --find-links . --require-hashes -r requirements.txt
     qiangxiao/bin/qiangxiao fonts --from fonts

   Windows（PowerShell）
     py -m venv qiangxiao
     qiangxiao\\Scripts\\python -m pip install --no-index --find-links . --require-hashes -r requirements.txt
     qiangxiao\\Scripts\\qiangxiao fonts --from fonts

2. 在放内容的文件夹里：

     qiangxiao form --from 这个文件夹/form
     qiangxiao check
     qiangxiao build
"""


def main(out: Path) -> None:
    """Make the folder beside its place, try it, and put it there."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="wheelhouse-", dir=out.parent) as folder:
        made = Path(folder) / "made"
        make(made)
        version = try_installation(made, Path(folder) / "tried")
        words = HOW.format(
            version=version, python=f"{sys.version_info[0]}.{sys.version_info[1]}", system=sys.platform
        )
        (made / "安装说明.txt").write_text(words, encoding="utf-8")
        shutil.rmtree(out, ignore_errors=True)
        made.rename(out)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    print(
        f"离线安装包：{out}（{len(list(out.glob('*.whl')))} 个安装文件，{size / 1e6:.0f} MB），"
        "已在全新的环境里试装。"
    )


def make(folder: Path) -> None:
    """Fetch every locked dependency as a wheel, build our own, and note the hash of each."""
    _pip(
        sys.executable,
        "wheel",
        "--quiet",
        "--require-hashes",
        "-r",
        str(HERE / "requirements.lock"),
        "-w",
        str(folder),
    )
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=HERE, check=True, capture_output=True)
    (folder / REQUIREMENTS).write_text(list_requirements(folder), encoding="ascii")
    if fonts_folder().is_dir():
        shutil.copytree(fonts_folder(), folder / "fonts")
    bundle = find_bundle(HERE)
    if bundle is not None:
        shutil.copytree(bundle.folder, folder / "form" / bundle.folder.name)


def list_requirements(folder: Path) -> str:
    """Return a requirements file of exactly the wheels in a folder: `name==version --hash=sha256:…`."""
    lines = []
    for wheel in sorted(folder.glob("*.whl")):
        # the name of a wheel is name-version(-build)-python-abi-platform (PyPA binary distribution format)
        name, version = wheel.name.split("-")[:2]
        lines.append(
            f"{name.replace('_', '-')}=={version} --hash=sha256:{sha256(wheel.read_bytes()).hexdigest()}"
        )
    return "\n".join(lines) + "\n"


def try_installation(made: Path, place: Path) -> str:
    """Install from the folder alone into a fresh environment, and return the version that then answers."""
    venv.create(place, with_pip=True)
    scripts = place / ("Scripts" if sys.platform == "win32" else "bin")
    _pip(
        str(scripts / "python"),
        "install", "--quiet", "--no-index", "--find-links", str(made),
        "--require-hashes", "-r", str(made / REQUIREMENTS),
    )  # fmt: skip
    command = [str(scripts / "python"), "-m", "qiangxiao", "--version"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.split()[-1]


def _pip(python: str, *arguments: str) -> None:
    subprocess.run([python, "-m", "pip", "--disable-pip-version-check", *arguments], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
