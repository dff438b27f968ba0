"""Every file that a forge or an editor reads about this
project, from the program's and the schools' own files.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qiangxiao.authoring import change_templates, issue_forms, owners
from qiangxiao.authoring.editor_settings import editor_settings
from qiangxiao.records.owners import OWNERS, Owners
from qiangxiao.records.program import PROGRAM, Program
from qiangxiao.records.reading import read_record
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
    editors, maintainers = (program.editors, program.maintainers) if program else ((), ())
    text = owners.owners_file(editors, maintainers, schools)
    return files | dict.fromkeys(owners.PATHS, text)


def _content(root: Path) -> tuple[Program | None, dict[str, tuple[str, ...]]]:
    """Return the program and the accounts of each school."""
    program: Program | None = None
    schools: dict[str, tuple[str, ...]] = {}
    for file in discover(root, "schools", (PROGRAM.layout, OWNERS.layout)).files:
        document = read_document(file.path, read_limited(root / file.path))
        if file.kind == PROGRAM.name:
            program = read_record(document, Program).record
        elif listed := read_record(document, Owners).record:
            schools = {row.school: row.accounts for row in listed.folders}
    return program, schools
