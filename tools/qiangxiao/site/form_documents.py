"""The documents around the online form: the page of each school, its data, what all schools share, the worker.

The pages are whole HTML documents, not the engine's: the form takes the screen, and has a stricter neighbour in
its policy for scripts. The data holds nothing that readers may not see yet.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import Any

from qiangxiao.authoring.formatter import write_document
from qiangxiao.authoring.forms.choices import EVENTS, event_choices, lists_of, shared_cases
from qiangxiao.authoring.forms.config import form_template
from qiangxiao.catalog.catalog import Entry, School, unpublished, unpublished_ids
from qiangxiao.foundation.vocabulary import Forge
from qiangxiao.records.program import AccountDoor
from qiangxiao.rendering.data import WITHHELD
from qiangxiao.rendering.page import Artifact
from qiangxiao.rendering.pages.submit import FORM_FOLDER, form_address
from qiangxiao.selection.edition import Edition

_POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline' blob:; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; connect-src 'self' blob: data:{hosts}; "
    "worker-src 'self' blob:; frame-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'"
)
_PAGE = """<!doctype html>
<html lang="zh-CN" data-root="{root}" data-mode="{mode}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="same-origin">
<meta name="theme-color" content="#a3271f">
<title>{title}</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7' fill='%23a3271f'/%3E%3Cpath d='M6 14.5 16 6.5l10 8M10 25v-5M16 25v-9M22 25V12.5' fill='none' stroke='%23fff' stroke-width='2.6' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E">
<link rel="stylesheet" href="{root}assets/qx/form.css">
<script type="module" src="{root}{script}"></script>
</head>
<body class="qxf">
<header class="qxf-bar">
<p class="qxf-bar__name"><a href="{back}">{back_words}</a><b>{name}</b></p>
<div class="qxf-bar__tools" data-qx-bar></div>
</header>
<main class="qxf-main">
<div class="qxf-message" data-qx-message><p>正在打开表单……</p><p>一直打不开，也可以<a href="{root}guide/contribute/">用 Word 或邮件投稿</a>。</p></div>
{more}<div id="nc-root"></div>
</main>
<script src="{root}assets/qx/form-start.js"></script>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class FormProgram:
    """The form's program as files of the site: the script that begins it, and what to keep for work offline."""

    entry: str
    kept: tuple[str, ...]


def form_documents(
    edition: Edition, program: FormProgram, read: Callable[[str], str], door: AccountDoor | None
) -> Iterator[Artifact]:
    """Yield every document of the form; `read` gives the text of a content file, `door` is where those with an account go."""
    catalog = edition.catalog
    template = form_template(catalog.program)
    version = sha256(json.dumps(template, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]
    cases = shared_cases(
        (case.id, case.record.title, _school_name(edition, case.id)) for case in edition.cases
    )
    yield Artifact(f"{FORM_FOLDER}form.json", _json({"version": version, "config": template}))
    yield Artifact(f"{FORM_FOLDER}cases.json", _json({"cases": cases}))
    yield Artifact(f"{FORM_FOLDER}worker.js", _worker(program, version).encode())
    contact = catalog.program.site.footer.contact or ""
    for school in edition.schools:
        address = form_address(school.id)
        yield Artifact(f"{address}school.json", _json(_school(school, edition, read, contact)))
        page = _page(3, "submit", f"投稿 · {school.name}", school.name, program, "../../", "投稿")
        yield Artifact(f"{address}index.html", page)
    if door is not None:
        yield Artifact("admin/backend.json", _json(account_settings(door)))
        yield Artifact("admin/index.html", _admin(edition.schools, program, door))


def _school_name(edition: Edition, content_id: str) -> str:
    school = edition.catalog.school_of(content_id)
    return school.name if school else content_id


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _school(school: School, edition: Edition, read: Callable[[str], str], contact: str) -> dict[str, object]:
    """Return what a school's form begins with: names, lists to choose from, the texts that readers may see."""
    profile = school.profile.record if school.profile else None
    hidden = {entry.path for entry in unpublished(edition.catalog, edition.as_of)}
    unseen = unpublished_ids(edition.catalog, edition.as_of)
    shown = [entry for entry in school.entries() if entry.path not in hidden and not _names(entry, unseen)]
    return {
        "id": school.id,
        "name": school.name,
        "short_name": (profile.short_name if profile else None) or "",
        "contact": contact,
        "lists": {**lists_of(school, edition.catalog.program), EVENTS: event_choices(edition.events)},
        "files": dict(sorted((entry.path, _text(edition, entry, read)) for entry in shown)),
    }


def _names(entry: Entry[Any], ids: Iterable[str]) -> bool:
    """Tell whether an entry refers to one of the ids; its text would tell readers of it, so it waits for its day."""
    return not frozenset(ids).isdisjoint(getattr(entry.record, "adopts", ()))


def _text(edition: Edition, entry: Entry[Any], read: Callable[[str], str]) -> str:
    """Return a file's text without what is no business of readers; `intake` puts that back."""
    if not any(getattr(entry.record, key, None) for key in WITHHELD):
        return read(entry.path)
    document = edition.catalog.document(entry)
    data = document.data if isinstance(document.data, dict) else {}
    return write_document(entry.path, {key: data[key] for key in data if key not in WITHHELD}, document.body)


def _page(
    depth: int,
    mode: str,
    title: str,
    name: str,
    program: FormProgram,
    back: str,
    words: str,
    more: str = "",
    hosts: str = "",
) -> bytes:
    return _PAGE.format(
        root="../" * depth,
        mode=mode,
        policy=escape(_POLICY.format(hosts=hosts), quote=True).replace("&#x27;", "'"),
        title=escape(title),
        name=escape(name),
        script=program.entry,
        back=back,
        back_words=words,
        more=more,
    ).encode()


def _admin(schools: Sequence[School], program: FormProgram, door: AccountDoor) -> bytes:
    rows = "\n".join(
        f'<li><a href="./?school={school.id}">{escape(school.name)}</a></li>' for school in schools
    )
    more = f'<section class="qxf-schools" data-qx-schools hidden>\n<h1>选择学校</h1>\n<ul>\n{rows}\n</ul>\n</section>\n'
    hosts = f" {_origin(door)}"
    return _page(1, "admin", "编辑入口", "编辑入口", program, "../", "首页", more, hosts)


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


_WORKER = """// 打开过一次以后，没有网也能接着填。只管投稿的页面；整站的其他页面照常。
const CACHE = 'qiangxiao-form-{version}';
const KEPT = {kept};
const ours = (name) => name.startsWith('qiangxiao-form-');
self.addEventListener('install', (event) => {{
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT.map((path) => new URL(path, self.registration.scope).href))).then(() => self.skipWaiting()));
}});
self.addEventListener('activate', (event) => {{
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => ours(name) && name !== CACHE).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
}});
const fetched = async (request) => {{
  const response = await fetch(request);
  if (response.ok && response.type === 'basic') (await caches.open(CACHE)).put(request, response.clone());
  return response;
}};
const PROGRAM = new URL('../assets/form/', self.registration.scope).href;
self.addEventListener('fetch', (event) => {{
  const {{ request }} = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.location.origin)) return;
  if (request.url.startsWith(PROGRAM)) event.respondWith(caches.match(request).then((kept) => kept ?? fetched(request)));
  else event.respondWith(fetched(request).catch(async () => (await caches.match(request, {{ ignoreSearch: true }})) ?? Response.error()));
}});
"""


def _worker(program: FormProgram, version: str) -> str:
    """Return the worker; its cache is named after the program and the fields, so that both are replaced together."""
    kept = [f"../{path}" for path in program.kept] + [
        "form.json",
        "cases.json",
        "../assets/qx/form.css",
        "../assets/qx/form-preview.css",
        "../assets/qx/form-start.js",
    ]
    name = sha256("\n".join([version, *kept]).encode()).hexdigest()[:12]
    return _WORKER.format(version=name, kept=json.dumps(kept))
