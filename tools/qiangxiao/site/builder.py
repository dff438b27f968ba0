"""The whole build: stage → engine → finish → verify → swap. Reads as the table of contents of the site."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from importlib.metadata import version
from os.path import relpath
from pathlib import Path

from qiangxiao.catalog.catalog import Catalog, unpublished
from qiangxiao.rendering.data import data_artifacts
from qiangxiao.rendering.page import Artifact, Page
from qiangxiao.rendering.pages import freshness_page
from qiangxiao.rendering.pages.context import Photo, Site
from qiangxiao.rendering.pages.everything import all_pages
from qiangxiao.rendering.photos import blank_photo, publish_photo
from qiangxiao.rendering.search_index import SearchDocument, render_search_index
from qiangxiao.rendering.search_synonyms import SYNONYMS
from qiangxiao.rendering.subscriptions import feed_artifacts
from qiangxiao.selection.edition import Edition
from qiangxiao.site.documents import document_files, document_pages, without_dead_links
from qiangxiao.site.downloads import download_artifacts
from qiangxiao.site.engines.engine import EngineRun, run_engine, write_settings
from qiangxiao.site.project import Project, project_of
from qiangxiao.site.publication import copy_tree, finish, link_to_files, publish, refuse_foreign
from qiangxiao.site.redirects import redirects
from qiangxiao.site.staging import Staged, stage
from qiangxiao.site.verification import Defect, verify

Announce = Callable[[str], None]


class SiteDefectsError(Exception):
    """The engine's output is not whole; nothing was published."""

    def __init__(self, defects: tuple[Defect, ...]) -> None:
        super().__init__(f"{len(defects)} defects")
        self.defects = defects


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build. `out` is where the site goes."""

    out: Path
    engine: str = "mkdocs"
    is_clean: bool = False
    is_stage_only: bool = False
    is_offline: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    page_count: int
    changed_count: int
    out: Path


def build(catalog: Catalog, as_of: date, options: BuildOptions, announce: Announce = lambda step: None) -> Built:
    """Build the site of a checked catalog as of a day.

    Raises EngineError or SiteDefectsError; the site at `options.out` is then as it was.
    """
    refuse_foreign(options.out)
    work = catalog.root.resolve() / ".build"
    project = project_of(catalog.root)
    if options.is_clean:
        shutil.rmtree(work, ignore_errors=True)
    announce("整理页面")
    edition = Edition(catalog, as_of)
    photos, photo_files = _photos(edition, work / "photos")
    site, pages = _site_and_pages(edition, project, photos)
    staging = work / "staging"
    staged = stage(_artifacts(site, project, pages, photo_files), staging)
    if options.is_stage_only:
        return Built(len(pages), len(staged.changed), staging)
    announce(f"生成网页（{len(pages)} 页）")
    built = _run_engine(catalog, as_of, options, project, staged, work)
    announce("检查链接")
    ready = work / "ready"
    copy_tree(built, ready)
    finish(ready, catalog.program.site.url or "", [(p.address, p.updated_on) for p in pages if not p.is_hidden_from_engines])
    defects = verify(ready, [page.address for page in pages], hidden_ids(edition))
    if defects:
        raise SiteDefectsError(defects)
    if options.is_offline:
        link_to_files(ready)
    publish(ready, options.out)
    return Built(len(pages), len(staged.changed), options.out)


def prepared_pages(catalog: Catalog, as_of: date) -> list[Page]:
    """Return every page of the site by address, without photos: for those who only ask about pages."""
    return _site_and_pages(Edition(catalog, as_of), project_of(catalog.root), {})[1]


def _site_and_pages(edition: Edition, project: Project, photos: Mapping[str, Photo]) -> tuple[Site, list[Page]]:
    documents = tuple(document_pages(project.docs))
    site = Site(edition, photos, frozenset(page.address for page in documents))
    generated = tuple(all_pages(site))
    addresses = frozenset(page.address for page in (*generated, *documents))
    pages = [*generated, *(_dated(without_dead_links(page, addresses), edition.as_of) for page in documents)]
    pages.append(freshness_page.page(site, pages))
    return site, sorted(pages, key=lambda page: page.address)


_GENERATED = ("errors/", "guide/fields/")


def _dated(page: Page, as_of: date) -> Page:
    """Return a page of rules or fields, which `qiangxiao schema` writes, with the day on which it holds."""
    return replace(page, as_of=as_of) if page.address.startswith(_GENERATED) else page


def hidden_ids(edition: Edition) -> tuple[str, ...]:
    """Return the ids of what readers must not see yet."""
    return tuple(entry.id for entry in unpublished(edition.catalog, edition.as_of))


def _artifacts(
    site: Site, project: Project, pages: list[Page], photo_files: list[Artifact]
) -> Iterator[Artifact]:
    for page in pages:
        yield page.artifact()
    yield from redirects(site.edition, frozenset(page.address for page in pages))
    yield from document_files(project.docs)
    yield from photo_files
    yield from feed_artifacts(site)
    yield from data_artifacts(site)
    yield from download_artifacts(site.edition.catalog.program)
    documents = [_search_document(page) for page in pages if page.search]
    for name, data in render_search_index(documents, SYNONYMS).items():
        yield Artifact(f"search/{name}", data)
    for path in sorted((project.theme / "assets").rglob("*")):
        if path.is_file():
            yield Artifact(f"assets/qx/{path.relative_to(project.theme / 'assets').as_posix()}", path.read_bytes())


def _search_document(page: Page) -> SearchDocument:
    assert page.search is not None
    facets = page.search
    return SearchDocument(
        page.address,
        page.title,
        facets.text,
        facets.kind,
        facets.district,
        facets.measures,
        facets.year,
        facets.keywords,
    )


def shown_photos(edition: Edition) -> tuple[str, ...]:
    """Return the paths of the photos on published pages: nobody has agreed to show any other."""
    found: set[str] = set()
    for school in edition.schools:
        articles = (*edition.updates_of(school), *edition.cases_of(school))
        files = {photo.file for entry in articles for photo in entry.record.photos}
        files |= {school.profile.record.photo or ""} if school.profile else set()
        with_body = (*articles, *edition.inspections_of(school), *((school.baseline,) if school.baseline else ()))
        files |= {image.target for entry in with_body if entry.body for image in entry.body.images}
        found |= {path for file, path in school.media.items() if file in files}
    return tuple(sorted(found))


def _photos(edition: Edition, cache: Path) -> tuple[Mapping[str, Photo], list[Artifact]]:
    """Re-encode every photo on a published page, from the cache when its bytes are known."""
    cache.mkdir(parents=True, exist_ok=True)
    published: dict[str, Photo] = {}
    files = []
    for path in shown_photos(edition):
        source = (edition.catalog.root / path).read_bytes()
        kept = cache / sha256(f"1|{version('pillow')}|".encode() + source).hexdigest()
        if not kept.is_file():
            try:
                data, width, height = publish_photo(source)
            except OSError:  # its header is in order and its pixels are not: no reason to stop the site
                data, width, height = blank_photo(path)
            kept.write_bytes(json.dumps([width, height]).encode() + b"\n" + data)
        header, _, data = kept.read_bytes().partition(b"\n")
        width, height = json.loads(header)
        published[path] = Photo(path, width, height, len(data))
        files.append(Artifact(path, data))
    return published, files


def _run_engine(
    catalog: Catalog, as_of: date, options: BuildOptions, project: Project, staged: Staged, work: Path
) -> Path:
    program = catalog.program
    out = work / f"engine-{options.engine}"
    settings = work / f"{options.engine}.yml"
    footer = {key: value for key, value in program.site.footer.model_dump().items() if value}
    write_settings(
        settings,
        project.settings,
        {
            "site_name": program.name,
            "site_url": program.site.url or "",
            # relative to the settings file: Zensical panics on an absolute docs_dir
            "docs_dir": "staging",
            "site_dir": out.name,
            "theme": {"custom_dir": relpath(project.theme, work)},
            "extra": {"sample": program.sample, "as_of": as_of.isoformat(), "footer": footer},
        },
    )
    fingerprint = _fingerprint(settings, project)
    kept = work / f"{options.engine}.fingerprint"
    is_incremental = options.engine == "mkdocs" and out.is_dir() and kept.is_file() and kept.read_text() == fingerprint
    kept.unlink(missing_ok=True)
    if is_incremental:
        for path in staged.removed:
            _remove_output(out, path)
    else:
        shutil.rmtree(out, ignore_errors=True)
    epoch = int(datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC).timestamp())
    run_engine(EngineRun(options.engine, settings, epoch, is_incremental))
    kept.write_text(fingerprint)
    return out


def _remove_output(out: Path, staged_path: str) -> None:
    """Remove what a vanished staged file had become."""
    target = out / (f"{staged_path.removesuffix('.md')}.html" if staged_path.endswith(".md") else staged_path)
    target.unlink(missing_ok=True)
    folder = target.parent
    while folder != out and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _fingerprint(settings: Path, project: Project) -> str:
    """Digest of everything besides pages that the engine's output depends on."""
    digest = sha256()
    for path in (settings, project.settings, *sorted(p for p in project.theme.rglob("*") if p.is_file())):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for package in ("mkdocs", "mkdocs-material", "markdown", "jinja2"):
        digest.update(version(package).encode())
    return digest.hexdigest()
