"""`make sbom`: what a release is made of, as CycloneDX: the program's packages and those of the online form.

Usage: sbom.py OUT. Reads nothing but the lock files, so the same locks give the same bytes on any machine.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import copy
from typing import Any

from qiangxiao import __version__

HERE = Path(__file__).resolve().parents[1]
FORM = HERE / "tools/qiangxiao/site/submit"


def main(out: Path, is_validated: bool = True) -> None:
    """Write both lists into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    for name, made in (("qiangxiao", _list_of_python(is_validated)), ("qiangxiao-form", _list_of_form())):
        made["metadata"]["component"] |= {"name": name, "version": __version__}
        place = out / f"{name}.cdx.json"
        place.write_text(f"{json.dumps(made, ensure_ascii=False, indent=1)}\n", encoding="utf-8")
        print(f"{place}: {len(made['components'])}")


def _list_of_python(is_validated: bool) -> dict[str, Any]:
    # the tool warns that the lock does not say which package needs which: it does not, and all are listed
    command = [sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements", "requirements.lock"]
    options = ["--pyproject", "pyproject.toml", "--output-reproducible", "--short-PURLs"]
    options += [] if is_validated else ["--no-validate"]
    made: dict[str, Any] = json.loads(subprocess.check_output([*command, *options], cwd=HERE))
    return made


def _list_of_form() -> dict[str, Any]:
    """Return what readers' browsers are sent: npm lists it only of a package with a version."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json"):
            copy(FORM / name, folder)
        subprocess.run(["npm", "pkg", "set", f"version={__version__}"], cwd=folder, check=True)
        command = ["npm", "sbom", "--package-lock-only", "--omit=dev", "--sbom-format=cyclonedx"]
        made: dict[str, Any] = json.loads(subprocess.check_output(command, cwd=folder))
    del made["serialNumber"], made["metadata"]["timestamp"]  # of this run
    del made["metadata"]["tools"]  # of this machine
    return made


if __name__ == "__main__":
    main(Path(sys.argv[1]))
