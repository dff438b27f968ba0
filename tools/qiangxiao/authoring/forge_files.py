"""Every file that a forge or an editor reads about this
project, from the program's and the schools' own files.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qiangxiao.authoring import change_templates, issue_forms, owners
from qiangxiao.authoring.editor_settings import editor_settings
from qiangxiao.records.program import PROGRAM, Program
from qiangxiao.records.reading import read_record
from qiangxiao.records.school import SCHOOL, PilotSchool
from qiangxiao.sources.discovery import discover
from qiangxiao.sources.document import read_document
from qiangxiao.sources.text import read_limited

FOLDERS = (issue_forms.FOLDER, change_templates.GITHUB_FOLDER, change_templates.GITLAB_FOLDER)
"""Folders that hold generated files only."""


def forge_files(root: Path) -> Mapping[str, str]:
    """Return the files by path. What cannot be read of the content is left out, never guessed."""
    program, schools = _content(root)
    url = program.site.url if program else None
    site_url = f"{url.rstrip('/')}/" if url else ""
    files = {
        **issue_forms.issue_forms(program.measures if program else (), site_url),
        **change_templates.change_templates(site_url),
        **editor_settings(),
    }
    text = owners.owners_file(program.maintainers if program else (), schools)
    return files | dict.fromkeys(owners.PATHS, text)


def _content(root: Path) -> tuple[Program | None, dict[str, tuple[str, ...]]]:
    """Return the program and the maintainers of each school."""
    program: Program | None = None
    schools: dict[str, tuple[str, ...]] = {}
    for file in discover(root, "schools", (PROGRAM.layout, SCHOOL.layout)).files:
        document = read_document(file.path, read_limited(root / file.path))
        if file.kind == PROGRAM.name:
            program = read_record(document, Program).record
        elif profile := read_record(document, PilotSchool).record:
            schools[f"{file.part('district')}/{file.part('school')}"] = profile.maintainers
    return program, schools
