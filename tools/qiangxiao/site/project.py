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


@dataclass(frozen=True, slots=True)
class Project:
    """`settings` is an `mkdocs.yml`, `docs` the folder of hand-written pages, `theme` the overrides."""

    settings: Path
    docs: Path
    theme: Path


def project_of(root: Path) -> Project:
    """Return the root's own settings and pages, or those of the installed project.

    Raises SettingsError when neither is there.
    """
    for folder in (root, _PACKAGE / "project", PROJECT_ROOT):
        if (folder / "mkdocs.yml").is_file():
            return Project((folder / "mkdocs.yml").resolve(), (folder / "docs").resolve(), THEME)
    raise SettingsError("找不到 mkdocs.yml，安装可能不完整，请重新安装。")
