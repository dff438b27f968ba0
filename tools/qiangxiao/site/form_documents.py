"""The documents around the online form: the page of each school and office, its data, what all share, the
worker.

The pages are whole HTML documents, not the engine's: the form takes the screen, and has a stricter neighbour
in its policy for scripts. The data holds nothing that readers may not see yet.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from qiangxiao.authoring.formatter import write_document
from qiangxiao.authoring.forms.choices import (
    EVENTS,
    event_choices,
    list_shared_cases,
    lists_of,
    lists_of_office,
)
from qiangxiao.authoring.forms.config import form_rules, form_templates
from qiangxiao.catalog.authority import CITY, owner_of
from qiangxiao.catalog.catalog import Entry, School
from qiangxiao.checks.words import form_words
from qiangxiao.foundation.vocabulary import Forge
from qiangxiao.records.case import CASE
from qiangxiao.records.event import EVENT
from qiangxiao.records.kind import Scope
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.program import AccountDoor
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Artifact
from qiangxiao.rendering.pages.submit import FORM_FOLDER, form_address, offices
from qiangxiao.selection.edition import Edition
from qiangxiao.site.looks import icon_of

_DATA = "place.json"
"""What a form begins with, beside its page."""
_WORKER = Path(__file__).with_name("submit").joinpath("worker.js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class FormProgram:
    """The form's program as files of the site: the script
    that begins it, and what to keep for work offline.
    """

    entry: str
    kept: tuple[str, ...]


def form_documents(site: Site, program: FormProgram, read: Callable[[str], str]) -> Iterator[Artifact]:
    """Yield every document of the form; `read` gives the text of a content file."""
    edition, catalog = site.edition, site.edition.catalog
    templates = form_templates(catalog.program, catalog.policy)
    version = sha256(json.dumps(templates, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]
    cases = list_shared_cases(
        (case.id, case.record.title, _school_name(edition, case.id)) for case in edition.all(CASE)
    )
    yield Artifact(
        f"{FORM_FOLDER}form.json",
        _json(
            {
                "version": version,
                "configs": templates,
                "rules": form_rules(catalog.program),
                "words": form_words(catalog.program),
            }
        ),
    )
    yield Artifact(f"{FORM_FOLDER}cases.json", _json({"cases": cases}))
    yield Artifact(f"{FORM_FOLDER}worker.js", _worker(program, version).encode())
    events = event_choices(edition.all(EVENT))
    for school in edition.schools:
        address = form_address(school.id)
        yield Artifact(f"{address}{_DATA}", _json(_school(school, edition, read, events)))
        yield _page(site, address, program, name=school.name)
    for owner, name in offices(site):
        address = form_address(owner)
        yield Artifact(f"{address}{_DATA}", _json(_office(owner, name, edition, read)))
        yield _page(site, address, program, name=name)
    if door := catalog.program.site.account_door:
        yield Artifact("admin/backend.json", _json(account_settings(door)))
        yield _page(site, "admin/", program, host=_origin(door), places=_places(site))


def _places(site: Site) -> tuple[tuple[str, str], ...]:
    """Return the forms to choose from: the folder of each, and its name."""
    named = (*offices(site), *((school.id, school.name) for school in site.edition.schools))
    return tuple((form_address(owner).removeprefix(FORM_FOLDER).rstrip("/"), name) for owner, name in named)


def _page(site: Site, address: str, program: FormProgram, **context: Any) -> Artifact:
    root = "../" * address.count("/")
    colour, icon = site.palette.primary[0].plain, icon_of(site.palette)
    text = site.templates.render_html(
        "form.j2", root=root, script=program.entry, colour=colour, icon=icon, **context
    )
    return Artifact(f"{address}index.html", f"{text}\n".encode())


def _school_name(edition: Edition, content_id: str) -> str:
    school = edition.catalog.school_of(content_id)
    return school.name if school else content_id


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _school(
    school: School, edition: Edition, read: Callable[[str], str], events: object
) -> dict[str, object]:
    """Return what a school's form begins with: names, lists to choose from, the texts that readers may
    see.
    """
    profile = school.profile.record if school.profile else None
    unseen = edition.unseen_ids
    shown = [entry for entry in school.entries() if entry.id not in unseen and not _names(entry, unseen)]
    return {
        "scope": Scope.SCHOOL.name.lower(),
        "id": school.id,
        "name": school.name,
        "short_name": (profile.short_name if profile else None) or "",
        "contact": edition.catalog.reply_address(school.id),
        "lists": {**lists_of(school, edition.catalog.program), EVENTS: events},
        "files": dict(sorted((entry.path, _text(edition, entry, read)) for entry in shown)),
    }


def _office(owner: str, name: str, edition: Edition, read: Callable[[str], str]) -> dict[str, object]:
    """Return what the form of an office begins with: the schools it may name, its texts that readers see."""
    scope = Scope.CITY if owner == CITY else Scope.DISTRICT
    schools = [school for school in edition.schools if owner in (CITY, school.district_id)]
    kinds = [kind for kind in KINDS if kind.asked and kind.scope is scope]
    shown = [entry for kind in kinds for entry in edition.all(kind) if owner_of(entry.path) == owner]
    return {
        "scope": scope.name.lower(),
        "id": owner,
        "name": name,
        "short_name": "",
        "contact": edition.catalog.reply_address(owner),
        "lists": lists_of_office(schools, edition.catalog.program),
        "files": dict(sorted((entry.path, _text(edition, entry, read)) for entry in shown)),
    }


def _names(entry: Entry[Any], ids: frozenset[str]) -> bool:
    """Tell whether an entry refers to one of the ids; its text would tell readers of it, so it waits for
    its day.
    """
    return not ids.isdisjoint(getattr(entry.record, "adopts", ()))


def _text(edition: Edition, entry: Entry[Any], read: Callable[[str], str]) -> str:
    """Return a file's text without what is no business of readers; `intake` puts that back."""
    if not any(getattr(entry.record, key, None) for key in entry.kind.withheld):
        return read(entry.path)
    document = edition.catalog.document(entry)
    data = document.data if isinstance(document.data, dict) else {}
    return write_document(
        entry.path, {key: data[key] for key in data if key not in entry.kind.withheld}, document.body
    )


def account_settings(door: AccountDoor) -> dict[str, object]:
    """Return what the form's configuration has instead when there is an account: where to write, and how."""
    backend: dict[str, object] = {
        "name": door.forge.value,
        "repo": door.repository,
        "branch": door.branch,
        "auth_methods": ["token"],
        "commit_messages": {
            "create": "{{collection}}：新增 {{slug}}",
            "update": "{{collection}}：修改 {{slug}}",
            "delete": "{{collection}}：删除 {{slug}}",
            "uploadMedia": "照片：上传 {{path}}",
            "deleteMedia": "照片：删除 {{path}}",
        },
    }
    if door.api:
        backend["api_root"] = door.api
    if door.forge is Forge.GITHUB:
        backend |= {"open_authoring": True, "auth_scope": "public_repo"}
    return {"backend": backend, "publish_mode": "editorial_workflow"}


def _origin(door: AccountDoor) -> str:
    """Return the origin of the forge's interface, the only foreign address the page may ask."""
    public = {Forge.GITHUB: "https://api.github.com", Forge.GITLAB: "https://gitlab.com"}
    return "/".join((door.api or public[door.forge]).split("/")[:3])


def _worker(program: FormProgram, version: str) -> str:
    """Return the worker; its cache is named after the program
    and the fields, so that both are replaced together.
    """
    kept = [f"../{path}" for path in program.kept] + [
        "form.json",
        "cases.json",
        "../assets/qx/form.css",
        "../assets/qx/form-preview.css",
        "../assets/qx/form-start.js",
    ]
    name = sha256("\n".join([version, *kept]).encode()).hexdigest()[:12]
    return _WORKER.replace("@name", name).replace("['@kept']", json.dumps(kept))
