"""Where the trusted parts are: engine settings, hand-written
pages, theme. A root may hold nothing but content.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qiangxiao.foundation.errors import SettingsError

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
