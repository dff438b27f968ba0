"""Where the trusted parts are: engine settings, hand-written
pages, theme. A root may hold nothing but content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qiangxiao.foundation.errors import SettingsError
from qiangxiao.foundation.line_ends import read_own_file

_PACKAGE = Path(__file__).resolve().parents[1]
THEME = _PACKAGE / "site" / "theme"
FORM_SOURCE = _PACKAGE / "site" / "submit"
PROJECT_ROOT = _PACKAGE.parents[1]
"""The checkout, when there is one."""

_INSTALLED = (_PACKAGE / "project", PROJECT_ROOT)
"""Where settings and pages are that come with the program: in the wheel, or in the checkout."""


@dataclass(frozen=True, slots=True)
class Project:
    """`settings` is an `mkdocs.yml`, `docs` the pages that come with the program, `theme` the overrides.

    `own_docs` are the root's own pages; file by file they stand before those that come with the program.
    """

    settings: Path
    docs: Path
    theme: Path
    own_docs: Path


FORGE_FILES = {
    "github": (
        *(f".github/workflows/{name}.yml" for name in ("authority", "check", "draft", "links", "pages")),
    ),
    "gitlab": (".gitlab/ci.yml",),
    "cnb": (".cnb.yml",),
    "gitee": (".workflow/check.yml",),
}
"""What each forge runs for a program, by the forge's name: the same for a checkout as for content alone."""


def forge_files(forges: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the files of some forges that come with the program, each with its text."""
    installed = next((each for each in _INSTALLED if (each / "mkdocs.yml").is_file()), PROJECT_ROOT)
    for forge in forges:
        for path in FORGE_FILES[forge]:
            yield path, read_own_file(installed / path).decode("utf-8")


def project_of(root: Path) -> Project:
    """Return the settings and pages of a root: its own, and under them those of the installed project.

    Raises SettingsError when there are no settings.
    """
    installed = next((each for each in _INSTALLED if (each / "mkdocs.yml").is_file()), root)
    for folder in (root, installed):
        if (folder / "mkdocs.yml").is_file():
            settings = (folder / "mkdocs.yml").resolve()
            return Project(settings, (installed / "docs").resolve(), THEME, (root / "docs").resolve())
    raise SettingsError("找不到 mkdocs.yml，安装可能不完整，请重新安装。")
