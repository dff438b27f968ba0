"""What the engine is told of a program: names, navigation, looks, folders."""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import version
from os.path import relpath
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from qiangxiao.foundation.line_ends import read_own_file
from qiangxiao.selection.edition import Edition
from qiangxiao.site.cache import Cache
from qiangxiao.site.engines.engine import write_settings
from qiangxiao.site.engines.rendered import EngineSettings
from qiangxiao.site.looks import icon_of, mark_of
from qiangxiao.site.navigation import navigation
from qiangxiao.site.project import Project


def write_engine_settings(
    edition: Edition, engine: str, project: Project, output: Path, cache: Cache
) -> EngineSettings:
    """Write the settings of a run: what the program says of the site, over the project's own settings."""
    program, work = edition.catalog.program, output.parent
    looks = {"colour": program.looks.palette.primary[0].plain, "icon": icon_of(program.looks.palette)}
    if mark := mark_of(edition.catalog, cache):
        looks["logo"] = mark.path
    footer = {key: value for key, value in program.site.footer.model_dump().items() if value}
    host = urlsplit(program.site.url or "").netloc
    settings: dict[str, Any] = {
        "site_name": program.name,
        "site_url": program.site.url or "",
        # relative to the settings file: Zensical panics on an absolute docs_dir
        "docs_dir": "staging",
        "site_dir": output.name,
        "nav": navigation(project.settings, edition),
        "theme": {"custom_dir": relpath(project.theme, work)},
        "extra": {"sample": program.sample, "footer": footer, "looks": looks, "host": host},
    }
    fingerprint = _fingerprint(repr(settings), project)
    day = edition.as_of.isoformat()
    settings["extra"]["as_of"] = day
    write_settings(work / f"{engine}.yml", project.settings, settings)
    return EngineSettings(work / f"{engine}.yml", day, fingerprint)


def _fingerprint(settings: str, project: Project) -> str:
    """Return a digest of everything besides pages and the day that what the engine makes depends on."""
    digest = sha256(settings.encode())
    own = (path for path in Path(__file__).parent.joinpath("engines").glob("*.py"))
    for path in (project.settings, *sorted((*own, *(p for p in project.theme.rglob("*") if p.is_file())))):
        digest.update(path.name.encode() + b"\0" + read_own_file(path) + b"\0")
    for package in ("mkdocs", "mkdocs-material", "markdown", "jinja2"):
        digest.update(version(package).encode())
    return digest.hexdigest()
