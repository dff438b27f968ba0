"""The whole build: stage → engine → assemble → verify
→ publish. Reads as the table of contents of the site.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from importlib.metadata import version
from itertools import chain
from os.path import relpath
from pathlib import Path

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.foundation.fonts import installed_fonts
from qiangxiao.foundation.line_ends import read_own_file
from qiangxiao.rendering.calendars import calendar_artifacts
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.data import data_artifacts
from qiangxiao.rendering.page import Artifact, Page
from qiangxiao.rendering.pages import freshness_page
from qiangxiao.rendering.pages.everything import all_pages
from qiangxiao.rendering.search_index import SearchDocument, render_search_index
from qiangxiao.rendering.search_synonyms import SYNONYMS
from qiangxiao.selection.edition import Edition
from qiangxiao.site.cache import Cache
from qiangxiao.site.cards import NO_FONTS, add_cards
from qiangxiao.site.channel import Press
from qiangxiao.site.channels import channels
from qiangxiao.site.documents import document_files, document_pages, remove_dead_links
from qiangxiao.site.downloads import download_artifacts
from qiangxiao.site.engines import ENGINES
from qiangxiao.site.engines.engine import write_settings
from qiangxiao.site.engines.output import EngineOutput
from qiangxiao.site.form_bundle import FormBundle, form_artifacts
from qiangxiao.site.generations import DEFAULT_KEEP, Generation, generations_of
from qiangxiao.site.locks import OnWait
from qiangxiao.site.offers import all_offers
from qiangxiao.site.photos import PhotoStore
from qiangxiao.site.places import place_of, refuse_foreign
from qiangxiao.site.project import Project, project_of
from qiangxiao.site.publication import assemble, robots, sitemap
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
    form: FormBundle | None = None
    """The online form's program; without it, and in a copy for a disk, the form is left out."""
    published_at: str = ""
    """When, for the list of generations."""
    keep: int = DEFAULT_KEEP
    """How many earlier generations are kept."""
    on_wait: OnWait | None = None
    """Called when another process publishes at `out`; without it BusyError is raised."""
    lock: int | None = None
    """The descriptor of the lock of this root's builds, which whoever calls holds."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did; `note` is what whoever built should know."""

    page_count: int
    changed_count: int
    out: Path
    note: str = ""


def build(
    catalog: Catalog, as_of: date, options: BuildOptions, announce: Announce = lambda step: None
) -> Built:
    """Build the site of a checked catalog as of a day.

    Raises EngineError, SiteDefectsError, BusyError, UsageError
    or OSError; the site at `options.out` is then as it was.
    """
    refuse_foreign(options.out)
    work = catalog.root.resolve() / ".build"
    project = project_of(catalog.root)
    if options.is_clean:
        _empty(work)
    announce("整理页面")
    edition = Edition(catalog, as_of)
    cache = Cache(work / "cache")
    photos = PhotoStore(edition, cache)
    documents = tuple(document_pages(project.docs))
    form = None if options.is_offline else options.form
    addresses = frozenset(page.address for page in documents)
    site = Site(edition, photos.published, addresses, has_form=form is not None)
    press = Press(site, photos.still, cache)
    offers = all_offers(press)
    if offers.defects:
        raise SiteDefectsError(offers.defects)
    site = replace(site, downloads=offers.downloads)
    pages = _all_pages(site, documents)
    sources = {entry.address: entry.path for entry in edition.published.values()}
    cards = add_cards(pages, catalog.program, cache, sources)
    if cards.defects:
        raise SiteDefectsError(cards.defects)
    note = NO_FONTS if installed_fonts() is None else ""
    forms = form_artifacts(site, form) if form else ()
    press = replace(press, site=site, pages=tuple(cards.pages), cards=cards.kept)
    files = chain(photos.artifacts(), offers.artifacts(), forms)
    staged = _stage(_artifacts(press, project, files), work)
    cache.prune()
    if options.is_stage_only:
        return Built(len(pages), len(staged.changed), work / "staging", note)
    announce(f"生成网页（{len(pages)} 页）")
    built = _run_engine(catalog, as_of, options, project, work)
    announce("检查链接")
    _publish(built, edition, pages, options, work)
    return Built(len(pages), len(staged.changed), options.out, note)


def _publish(built: Path, edition: Edition, pages: list[Page], options: BuildOptions, work: Path) -> None:
    """Build the new generation beside the site, verify it, and only then let readers see it."""
    url = edition.catalog.program.site.url
    listed = [(page.address, page.updated_on) for page in pages if not page.is_hidden_from_engines]
    own = {"sitemap.xml": sitemap(url, listed), "robots.txt": robots(url)} if url else {}
    with generations_of(place_of(options.out, work), options.on_wait) as generations:
        tree = generations.candidate()
        try:
            digest = assemble(built, tree, generations.shareable, own, options.is_offline, url or "")
            defects = verify(tree, [page.address for page in pages], hidden_ids(edition))
            if defects:
                raise SiteDefectsError(defects)
            day = edition.as_of.isoformat()
            generations.publish(Generation(digest, 0, day, options.published_at, len(pages)), options.keep)
        except BaseException:
            generations.discard()
            raise


def _stage(artifacts: Iterable[Artifact], work: Path) -> Staged:
    outputs = [EngineOutput(engine, work) for engine in ENGINES]
    fingerprints = [output.take_fingerprint() for output in outputs]
    staged = stage(artifacts, work / "staging")
    for output, fingerprint in zip(outputs, fingerprints, strict=True):
        output.remove(staged.changed | staged.removed)
        output.put_fingerprint(fingerprint)
    return staged


def prepare_pages(catalog: Catalog, as_of: date) -> list[Page]:
    """Return every page of the site by address, without photos: for those who only ask about pages."""
    documents = tuple(document_pages(project_of(catalog.root).docs))
    site = Site(Edition(catalog, as_of), documents=frozenset(page.address for page in documents))
    return _all_pages(site, documents)


def _all_pages(site: Site, documents: tuple[Page, ...]) -> list[Page]:
    generated = tuple(all_pages(site))
    addresses = frozenset(page.address for page in (*generated, *documents))
    pages = [
        *generated,
        *(_date_page(remove_dead_links(page, addresses), site.edition.as_of) for page in documents),
    ]
    pages.append(freshness_page.page(site, pages))
    return sorted(pages, key=lambda page: page.address)


_GENERATED = ("errors/", "guide/fields/")


def _date_page(page: Page, as_of: date) -> Page:
    """Return a page of rules or fields, which `qiangxiao schema` writes, with the day on which it holds."""
    return replace(page, as_of=as_of) if page.address.startswith(_GENERATED) else page


def _empty(work: Path) -> None:
    """Remove what earlier builds left, except what no build can make again, and what is in use."""
    for path in work.iterdir() if work.is_dir() else ():
        if path.name in ("form", "generations", "preview", "lock"):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def hidden_ids(edition: Edition) -> tuple[str, ...]:
    """Return the ids of what readers must not see yet."""
    return tuple(sorted(edition.unseen_ids))


def _artifacts(press: Press, project: Project, files: Iterable[Artifact]) -> Iterator[Artifact]:
    site, pages = press.site, press.pages
    for channel in channels():
        if channel.artifacts and press.can_make(channel):
            yield from channel.artifacts(press)
    yield from files
    yield from redirects(site, frozenset(page.address for page in pages))
    yield from document_files(project.docs)
    yield from calendar_artifacts(site.edition)
    yield from data_artifacts(site)
    yield from download_artifacts(site.edition.catalog.program, press.cache)
    documents = [SearchDocument(page.address, page.title, page.search) for page in pages if page.search]
    for name, data in render_search_index(documents, SYNONYMS).items():
        yield Artifact(f"search/{name}", data)
    for path in sorted((project.theme / "assets").rglob("*")):
        if path.is_file():
            yield Artifact(
                f"assets/qx/{path.relative_to(project.theme / 'assets').as_posix()}", read_own_file(path)
            )


def _run_engine(catalog: Catalog, as_of: date, options: BuildOptions, project: Project, work: Path) -> Path:
    program = catalog.program
    output = EngineOutput(options.engine, work)
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
            "site_dir": output.folder.name,
            "theme": {"custom_dir": relpath(project.theme, work)},
            "extra": {"sample": program.sample, "as_of": as_of.isoformat(), "footer": footer},
        },
    )
    epoch = int(datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC).timestamp())
    output.make(settings, _fingerprint(settings, project), epoch, options.lock)
    return output.folder


def _fingerprint(settings: Path, project: Project) -> str:
    """Digest of everything besides pages that the engine's output depends on."""
    digest = sha256()
    for path in (settings, project.settings, *sorted(p for p in project.theme.rglob("*") if p.is_file())):
        digest.update(path.name.encode() + b"\0" + read_own_file(path) + b"\0")
    for package in ("mkdocs", "mkdocs-material", "markdown", "jinja2"):
        digest.update(version(package).encode())
    return digest.hexdigest()
